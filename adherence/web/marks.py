"""Marks for days: each differs by shape as well as colour, so that a grey print can be read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from adherence.db.injections import Injection
from adherence.db.overview import DoseFact
from adherence.domain.holds import HoldSpan
from adherence.domain.injection import due_after, next_due
from adherence.domain.policy import DEFAULT_POLICY, Policy
from adherence.domain.regimen import InjectionPlan
from adherence.domain.states import DoseState, PlanKind
from adherence.domain.timing import ONE_DAY


class Mark(StrEnum):
    """What one day looks like; the value names its symbol."""

    TAKEN = "t"
    LATE = "l"
    SKIPPED = "s"
    MISSED = "m"
    NO_ANSWER = "n"
    UNDELIVERED = "u"
    HELD = "h"
    OPEN = "o"
    UPCOMING = "p"
    EXCUSED = "e"
    GIVEN = "g"
    COVERED = "c"
    OVERDUE = "v"
    NOT_DUE = "x"


NAMES: dict[Mark, str] = {
    Mark.TAKEN: "Taken",
    Mark.LATE: "Taken late",
    Mark.SKIPPED: "Skipped",
    Mark.MISSED: "Missed",
    Mark.NO_ANSWER: "No answer",
    Mark.UNDELIVERED: "No answer: text did not arrive",
    Mark.HELD: "Held",
    Mark.OPEN: "Open now",
    Mark.UPCOMING: "Still to come",
    Mark.EXCUSED: "Excused",
    Mark.GIVEN: "Injection given",
    Mark.COVERED: "Covered",
    Mark.OVERDUE: "Injection overdue",
    Mark.NOT_DUE: "Not due",
}

_OF_STATE = {
    DoseState.TAKEN: Mark.TAKEN,
    DoseState.TAKEN_LATE: Mark.LATE,
    DoseState.SKIPPED: Mark.SKIPPED,
    DoseState.MISSED: Mark.MISSED,
    DoseState.NO_ANSWER: Mark.NO_ANSWER,
    DoseState.HELD: Mark.HELD,
    DoseState.OPEN: Mark.OPEN,
    DoseState.UPCOMING: Mark.UPCOMING,
    DoseState.EXCUSED: Mark.EXCUSED,
}

# Of several doses on one day the mark shows the one that matters most to a reader.
_WEIGHT = {
    mark: weight
    for weight, mark in enumerate(
        [
            *(Mark.NOT_DUE, Mark.COVERED, Mark.EXCUSED, Mark.UPCOMING, Mark.TAKEN, Mark.LATE, Mark.HELD, Mark.OPEN),
            *(Mark.UNDELIVERED, Mark.NO_ANSWER, Mark.SKIPPED, Mark.OVERDUE, Mark.MISSED, Mark.GIVEN),
        ]
    )
}

NOT_TAKEN = frozenset({Mark.SKIPPED, Mark.MISSED, Mark.NO_ANSWER})


@dataclass(frozen=True, slots=True)
class DayMark:
    """One local date with its mark; None is a date outside any plan."""

    on: date
    mark: Mark | None


def mark_of(dose: DoseFact, now: datetime) -> Mark:
    """The mark of one dose; silence after a text that did not arrive has its own."""
    state = dose.state_at(now)
    if state is DoseState.NO_ANSWER and dose.undelivered:
        return Mark.UNDELIVERED
    return _OF_STATE.get(state, Mark.NOT_DUE)


def marks_of_days(
    first: date,
    last: date,
    doses: Iterable[DoseFact],
    cover: Mapping[date, Mark],
    planned_from: date | None,
    now: datetime,
) -> list[DayMark]:
    """The mark of every date in first..last (inclusive): tablets, injections, or a thin line where none was due."""
    tablets: dict[date, Mark] = {}
    for dose in doses:
        if dose.kind is not PlanKind.INJECTION and first <= dose.on <= last:
            tablets[dose.on] = _heavier(tablets.get(dose.on), mark_of(dose, now))
    found = {day: mark for day, mark in cover.items() if first <= day <= last}
    # Beside an injection plan a tablet's own mark shows, but never in place of an injection that was given.
    found |= {day: mark for day, mark in tablets.items() if found.get(day) is not Mark.GIVEN}
    days = [first + number * ONE_DAY for number in range((last - first).days + 1)]
    begun = min([*found, *([planned_from] if planned_from else [])], default=None)
    return [DayMark(day, found.get(day) or (Mark.NOT_DUE if begun and day >= begun else None)) for day in days]


def injection_cover(
    plan: InjectionPlan,
    injections: Sequence[Injection],
    today: date,
    policy: Policy = DEFAULT_POLICY,
    held: Sequence[HoldSpan] = (),
    lapsed: Collection[date] = (),
) -> dict[date, Mark]:
    """The days that injections cover, and those on which one was held or overdue, up to today.

    ``lapsed`` are the due dates of those that lapsed before any hold: no hold covers them any more.
    """
    given = sorted({record.given_on for record in injections if record.given} | set(plan.given_on))
    marks: dict[date, Mark] = {}
    bounds: list[date | None] = [None, *given]
    for place, last_given in enumerate(bounds):
        until = bounds[place + 1] if place + 1 < len(bounds) else today + ONE_DAY
        assert until is not None
        # A hold that began after the injection was given kept nobody from giving it.
        spans = [span for span in held if last_given == bounds[-1] or span.first < until]
        due_on = next_due(plan, last_given)
        restarts_on = _after_holds(due_on, until, spans, lapsed)
        overdue_from = restarts_on + timedelta(days=policy.injection_overdue_days)
        covered_until = due_after(last_given, plan.cadence) if last_given else None
        day = (last_given + ONE_DAY) if last_given else plan.starts_on
        while day < until:
            if covered_until is not None and day <= covered_until:
                marks[day] = Mark.COVERED
            elif due_on <= day < restarts_on:
                marks[day] = Mark.HELD
            elif day >= overdue_from:
                marks[day] = Mark.OVERDUE
            elif day >= plan.starts_on:
                marks[day] = Mark.OPEN
            day += ONE_DAY
    return marks | {day: Mark.GIVEN for day in given}


def _after_holds(due_on: date, until: date, held: Sequence[HoldSpan], lapsed: Collection[date]) -> date:
    """When an injection is due after the holds that it fell into; ``until`` where one of them has no end yet."""
    while due_on not in lapsed:
        span = next((span for span in held if span.covers_injection(due_on)), None)
        if span is None:
            break
        if span.until is None:
            return until
        due_on = span.until
    return due_on


def days_without_taken(days: Sequence[DayMark]) -> int:
    """How many days in a row, up to now, had an expected dose and none taken."""
    count = 0
    for day in reversed(days):
        if day.mark in NOT_TAKEN:
            count += 1
        elif day.mark in (Mark.TAKEN, Mark.LATE):
            break
    return count


def spoken(days: Sequence[DayMark]) -> str:
    """A row of marks as one sentence for who cannot see it."""
    counts: dict[Mark, int] = {}
    for day in days:
        if day.mark is not None:
            counts[day.mark] = counts.get(day.mark, 0) + 1
    parts = [f"{NAMES[mark].lower()} {counts[mark]}" for mark in Mark if mark in counts]
    return f"Last {len(days)} days: " + (", ".join(parts) if parts else "nothing planned")


def _heavier(one: Mark | None, other: Mark) -> Mark:
    return other if one is None or _WEIGHT[other] > _WEIGHT[one] else one
