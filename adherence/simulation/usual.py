"""What staff enter about nearly every patient of the demo: liver tests, and tablets before they run out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from adherence.simulation.deeds import TABLET_MG, Ago, Deed, Kind
from adherence.simulation.member import Member
from adherence.simulation.plans import TABLET

_FIRST_TABLETS, _MORE_TABLETS, _EVERY_DAYS = 60, 30, 28
"""All plans of tablets of the cast take one a day at most, on average."""
_ANY_DAY = date(2026, 1, 1)
_NORMAL = {"test": "ALT", "value": 24, "unit": "U/L", "upper_limit": 40}


def usual_deeds(member: Member) -> Iterator[Deed]:
    """The liver tests and the dispenses of a patient."""
    for after in member.tested_after:
        if after < member.days:
            days_ago = member.days - after
            yield Deed(Kind.TESTED, days_ago, _NORMAL | {"taken_on": Ago(days_ago)})
    if any(plan(_ANY_DAY)["medication"] == TABLET for plan in member.plans):
        yield from _dispenses(member)


def _dispenses(member: Member) -> Iterator[Deed]:
    if member.runs_out_in is not None:
        yield _dispense(member.days, member.days + member.runs_out_in)
        return
    yield _dispense(member.days, _FIRST_TABLETS)
    for days_ago in range(member.days - _EVERY_DAYS, 0, -_EVERY_DAYS):
        yield _dispense(days_ago, _MORE_TABLETS)


def _dispense(days_ago: int, tablets: int) -> Deed:
    handed_out = {"dispensed_on": Ago(days_ago), "tablets": tablets, "tablet_mg": TABLET_MG}
    return Deed(Kind.DISPENSED, days_ago, handed_out)
