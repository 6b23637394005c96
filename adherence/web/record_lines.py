"""A record that can be corrected, in one line."""

from __future__ import annotations

from typing import assert_never

from adherence.db.dispenses import Dispense
from adherence.db.holds import Hold
from adherence.db.injections import Injection
from adherence.db.labs import Lab
from adherence.db.medicines import PatientMedicine
from adherence.db.records import Record
from adherence.domain.regimen import plain_number
from adherence.web import words
from adherence.web.filters import day, plural, quantity


def record_line(record: Record) -> str:
    """What was recorded, and for which day."""
    match record:
        case Injection():
            what = quantity(record.quantity_mg) if record.given else "Not given"
            return f"{what}, {day(record.given_on)}"
        case Hold():
            return f"{words.HOLD[record.kind]}, {day(record.from_on)} to {day(record.to_on)}"
        case Dispense():
            tablets = (
                plural(int(record.tablets), "tablet") if record.tablets.is_integer() else f"{record.tablets} tablets"
            )
            return f"{tablets} of {quantity(record.tablet_mg)}, {day(record.dispensed_on)}"
        case Lab():
            return f"{record.test} {plain_number(record.value)} {record.unit}, {day(record.taken_on)}"
        case PatientMedicine():
            return f"{record.name}{_span(record)}"
        case _:
            assert_never(record)


def _span(medicine: PatientMedicine) -> str:
    started = f", from {day(medicine.started_on)}" if medicine.started_on else ""
    return started + (f", until {day(medicine.ended_on)}" if medicine.ended_on else "")
