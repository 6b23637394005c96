"""What staff enter about patients of the demo: liver tests, tablets before they run out, and supporters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from adherence.simulation.deeds import TABLET_MG, Ago, Deed, Kind
from adherence.simulation.member import Member
from adherence.simulation.plans import TABLET

_FIRST_TABLETS, _MORE_TABLETS, _EVERY_DAYS = 60, 30, 28
"""All plans of tablets of the cast take one a day at most, on average."""
_SUPPORT_DAYS = 180
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


def supporter_phone(phone: str, number: int) -> str:
    """A number of those that are kept free for fiction, beside the patient's."""
    return f"{phone[:-2]}{int(phone[-2:]) + 50 + 10 * number:02d}"


def support_deeds(member: Member, phone: str) -> Iterator[Deed]:
    """The supporters of a patient, and the end of those who are none any more."""
    for number, support in enumerate(member.supporters):
        entered = {
            "name": support.name,
            "phone": supporter_phone(phone, number),
            "language": member.language,
            "events": list(support.events),
            "sees_doses": support.sees_doses,
            "may_name": True,
            "expires_on": Ago(support.days_ago - _SUPPORT_DAYS),
            "consent": {"method": "verbal"},
        }
        yield Deed(Kind.SUPPORTER, support.days_ago, entered, at="14:30")
        if support.ended_ago is not None:
            yield Deed(Kind.SUPPORTER_ENDED, support.ended_ago, {"reason": "patients_wish"})


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
