"""The worklist's rules: its views, which outcomes one click may give, what may be snoozed and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from adherence.domain.states import FlagKind, Severity
from adherence.domain.timing import ONE_DAY, instant_of, local_date

SNOOZE_ENDS = time(8)
"""Policy: what is snoozed to a day comes back when that day's work begins, in the clinic's zone."""
LONGEST_SNOOZE = timedelta(days=30)
"""Policy: what can wait longer is resolved, not snoozed."""
_SATURDAY = 5


class View(StrEnum):
    """A ready-made view of the worklist."""

    ALL = "all"
    MINE = "mine"
    NOBODY = "nobody"
    URGENT = "urgent"
    INJECTIONS = "injections"
    QUIET = "quiet"
    UNREACHED = "unreached"
    SNOOZED = "snoozed"


class SavedPage(StrEnum):
    """The page whose filters a saved view keeps."""

    WORKLIST = "worklist"
    PATIENTS = "patients"


KINDS_OF_VIEW: dict[View, tuple[FlagKind, ...]] = {
    View.INJECTIONS: (FlagKind.INJECTION_OVERDUE, FlagKind.INJECTION_LAPSED),
    View.QUIET: (FlagKind.CONSECUTIVE_DAYS, FlagKind.RESTART),
    View.UNREACHED: (FlagKind.DELIVERY, FlagKind.UNKNOWN_DELIVERY, FlagKind.WRONG_NUMBER, FlagKind.OPTED_OUT),
}
"""The views that are about some kinds of flag."""

_K = FlagKind
LIKELY_OUTCOMES: dict[FlagKind, tuple[str, ...]] = {
    _K.CRISIS: (),
    _K.OVERDOSE_RISK: (),
    _K.OPIOID_USE: (),
    _K.LAPSE: ("reached", "not_reached", "visit_booked"),
    _K.SIDE_EFFECT: ("reached", "referred", "plan_changed"),
    _K.MEDICAL_QUESTION: ("reached", "referred"),
    _K.STOPPED_TREATMENT: ("reached", "not_reached", "plan_changed"),
    _K.CONSECUTIVE_DAYS: ("reached", "not_reached", "plan_changed"),
    _K.UNCLEAR: ("no_action", "reached"),
    _K.WRONG_NUMBER: ("reached", "not_reached"),
    _K.OPTED_OUT: ("no_action", "reached"),
    _K.RAN_OUT: ("reached", "visit_booked"),
    _K.INJECTION_OVERDUE: ("visit_booked", "reached", "not_reached"),
    _K.INJECTION_LAPSED: ("reassessed", "visit_booked"),
    _K.DELIVERY: ("reached", "no_action"),
    _K.UNKNOWN_DELIVERY: ("reached", "no_action"),
    _K.HELP: ("reached", "not_reached", "visit_booked"),
    _K.LIVER_TEST: ("visit_booked", "referred"),
    _K.CRAVING: ("reached", "not_reached", "referred"),
    _K.RESTART: ("reached", "reassessed", "not_reached"),
    _K.START_GATE: ("reassessed", "reached"),
    _K.INTERACTION: ("reached", "referred", "plan_changed"),
    _K.TITRATION: ("plan_changed", "no_action"),
    _K.WELLBEING: ("reached", "not_reached", "visit_booked"),
    _K.CONTACT: ("no_action", "reached"),
}
"""What mostly comes of a flag of each kind, the most likely first; the whole list is on its own form."""


@dataclass(frozen=True, slots=True)
class SnoozeChoice:
    """A day to which a row can be snoozed with one click."""

    until_on: date
    until_at: datetime


def one_click_outcomes(kind: FlagKind, severity: Severity) -> tuple[str, ...]:
    """The outcomes that one click on the list may give; an urgent flag asks for its form, with its note."""
    return () if severity is Severity.URGENT else LIKELY_OUTCOMES[kind]


def may_wait(severity: Severity) -> bool:
    """Whether a flag may be snoozed: never what is urgent, for a snooze would quiet the calls about it too."""
    return severity is not Severity.URGENT


def snooze_choices(now: datetime, zone: ZoneInfo) -> list[SnoozeChoice]:
    """Tomorrow, and the next working day where that is another one; each at the hour at which work begins."""
    tomorrow = local_date(now, zone) + ONE_DAY
    return [
        SnoozeChoice(on, snooze_end(on, zone)) for on in dict.fromkeys((tomorrow, next_working_day(tomorrow - ONE_DAY)))
    ]


def next_working_day(after: date) -> date:
    """The first day from Monday to Friday after a day."""
    on = after + ONE_DAY
    while on.weekday() >= _SATURDAY:
        on += ONE_DAY
    return on


def snooze_end(on: date, zone: ZoneInfo) -> datetime:
    """The instant at which what is snoozed to a day comes back."""
    return instant_of(on, SNOOZE_ENDS, zone)
