"""Daily tablets: the quantity of a day and the window of each slot."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import assert_never
from zoneinfo import ZoneInfo

from adherence.domain.dose import ExpectedDose
from adherence.domain.policy import DEFAULT_POLICY, Policy
from adherence.domain.regimen import Advance, DailyPlan, EveryDay, Interval, Steps, Weekly, time_text
from adherence.domain.timing import MIDNIGHT, ONE_DAY, due_at, instant_of


def quantity_on(plan: DailyPlan, day: date) -> float | None:
    """The quantity in mg for each slot of a day, or None where the plan has no dose that day."""
    if day < plan.starts_on or (plan.ends_on is not None and day > plan.ends_on):
        return None
    days_before = (day - plan.starts_on).days
    match plan.pattern:
        case EveryDay(quantity_mg):
            return quantity_mg
        case Weekly(quantities_mg):
            return quantities_mg[day.weekday()]
        case Interval(every_days, quantity_mg):
            return None if days_before % every_days else quantity_mg
        case Steps():
            index = _step_after(plan.pattern, days_before)
            return None if index is None else plan.pattern.steps[index].quantity_mg
        case _:
            assert_never(plan.pattern)


def daily_doses(
    plan: DailyPlan, first: date, last: date, zone: ZoneInfo, policy: Policy = DEFAULT_POLICY
) -> list[ExpectedDose]:
    """The doses of first..last (inclusive); a window may end at the first slot of the day after."""
    slots = _slots(plan, first, last + ONE_DAY, zone)
    instants = [slot[2] for slot in slots]
    doses = []
    for index, (day, time_of_day, at, quantity_mg) in enumerate(slots):
        if day > last:
            break
        boundary = window_boundary(day, time_of_day, zone, policy)
        closes_at = min(boundary, next_later(instants, index) or boundary)
        doses.append(
            ExpectedDose(
                on=day,
                slot=time_text(time_of_day),
                at=at,
                quantity_mg=quantity_mg,
                window_opens_at=at,
                window_closes_at=closes_at,
                late_from=min(closes_at, first_late_instant(at, policy)),
            )
        )
    return doses


def window_boundary(day: date, time_of_day: time, zone: ZoneInfo, policy: Policy = DEFAULT_POLICY) -> datetime:
    """The latest end of a slot's window: local midnight, or 04:00 of the next day for a slot from 20:00 on."""
    ends = policy.late_slot_closes if time_of_day >= policy.late_slot_from else MIDNIGHT
    return instant_of(day + ONE_DAY, ends, zone)


def next_later(instants: Sequence[datetime], index: int) -> datetime | None:
    """The first strictly later of ordered instants after the one at an index, or None.

    Two slots inside one gap of the clock fall on the same instant: neither may end the other before it opens.
    """
    later = (instants[position] for position in range(index + 1, len(instants)) if instants[position] > instants[index])
    return next(later, None)


def first_late_instant(at: datetime, policy: Policy = DEFAULT_POLICY) -> datetime:
    """The first instant at which an answer is late: 'up to 4 h' includes the fourth hour's end."""
    return at + policy.taken_within + timedelta.resolution


def is_once_a_day(plan: DailyPlan) -> bool:
    """Whether the rule of 12 h between first reminders applies."""
    return len(plan.times) == 1


def step_on(plan: DailyPlan, day: date) -> int | None:
    """The place of the step (0 is the first of all) that holds on a day; None outside the plan or after its last step.

    By date a plan runs through its steps; by practitioner or patient it stays where it begins until it is moved.
    """
    if not isinstance(plan.pattern, Steps) or quantity_on(plan, day) is None:
        return None
    return _step_after(plan.pattern, (day - plan.starts_on).days)


def _step_after(pattern: Steps, days_before: int) -> int | None:
    """The step that a day falls in, so many days after the first; None after a last step that was given an end."""
    if pattern.advance is not Advance.DATE:
        return pattern.first_step
    for index, step in enumerate(pattern.steps[pattern.first_step :], start=pattern.first_step):
        if step.days is None or days_before < step.days:
            return index
        days_before -= step.days
    return None


def _slots(plan: DailyPlan, first: date, last: date, zone: ZoneInfo) -> list[tuple[date, time, datetime, float]]:
    """Every slot of first..last that exists in the zone and has a quantity, in order of instant."""
    found = []
    for number in range((last - first).days + 1):
        day = first + number * ONE_DAY
        quantity_mg = quantity_on(plan, day)
        if quantity_mg is None:
            continue
        for time_of_day in plan.times:
            at = due_at(day, time_of_day, zone)
            if at is not None:
                found.append((day, time_of_day, at, quantity_mg))
    return found
