"""The expected doses of a regimen that is only looked at: nothing is stored and nobody is texted."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date
from typing import Any

from adherence.domain.expected import expected_doses, skipped_days
from adherence.domain.json_fields import Entry, shown_name
from adherence.domain.plan_check import check_plan
from adherence.domain.regimen import Fault, RegimenFaults, plain_number
from adherence.domain.regimen_json import parse_regimen
from adherence.domain.zones import parse_zone

LONGEST_PREVIEW_YEARS = 20


@dataclass(frozen=True, slots=True)
class PreviewResult:
    """Rows ``{"on", "at", "quantity_mg"}`` in order of `at`, sentences to warn with, and one line per fault."""

    doses: tuple[dict[str, Any], ...] = ()
    warnings: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


def preview(text: str, zone_name: str, first: str, last: str) -> PreviewResult:
    """The doses of a regimen's JSON text in a zone, from one local date to another (both inclusive).

    Any fault, of the regimen, the zone or the dates, leaves no doses; what a clinic would be refused only warns here.
    """
    faults: list[Fault] = []
    try:
        plan = parse_regimen(_read_json(text))
    except RegimenFaults as broken:
        faults += broken.faults
    try:
        zone = parse_zone(zone_name)
    except RegimenFaults as broken:
        faults += broken.faults
    first_day, last_day = _range(first, last, faults)
    if faults:
        return PreviewResult(faults=tuple(str(fault) for fault in faults))
    doses = expected_doses(plan, first_day, last_day, zone)
    checks = check_plan(plan)
    skipped = [f"{day} does not exist in {zone_name}: no dose." for day in skipped_days(first_day, last_day, zone)]
    rows = tuple(
        {
            "on": dose.on.isoformat(),
            "at": dose.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "quantity_mg": plain_number(dose.quantity_mg),
        }
        for dose in doses
    )
    return PreviewResult(doses=rows, warnings=(*checks.warnings, *checks.refusals, *skipped))


def _range(first: str, last: str, faults: list[Fault]) -> tuple[date, date]:
    """The two dates of a preview; faults are added for dates that are none, reversed, or too far apart."""
    first_entry, last_entry = Entry(first, "from", faults), Entry(last, "to", faults)
    first_day, last_day = first_entry.day(), last_entry.day()
    if first_entry.is_sound and last_entry.is_sound:
        if last_day < first_day:
            last_entry.fail(f"{last_day} is before from ({first_day}); write a later day")
        elif (last_day - first_day).days > LONGEST_PREVIEW_YEARS * 366:
            last_entry.fail(f"is more than {LONGEST_PREVIEW_YEARS} years after from; ask for a shorter time")
    return first_day, last_day


def _read_json(text: str) -> object:
    """The JSON value of a text; raises RegimenFaults where it is none, or where a field is written twice."""
    try:
        return json.loads(text, object_pairs_hook=_once_each)
    except json.JSONDecodeError as broken:
        message = f"is not JSON: {broken.msg} in line {broken.lineno}, column {broken.colno}"
    except RecursionError:
        message = "is nested too deeply"
    except RegimenFaults:
        raise
    except ValueError:
        message = "has a number that is too long to read"
    raise RegimenFaults((Fault("regimen", message),))


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of fields that are each written once: of two, nobody could know which was meant."""
    fields = dict(pairs)
    if len(fields) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise RegimenFaults((Fault(shown_name(twice), "is written twice; keep one"),))
    return fields
