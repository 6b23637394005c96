"""What to say about a plan before it starts: warnings never block, refusals need an agreement or a prescriber."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import assert_never

from adherence.domain.daily import quantity_on
from adherence.domain.expected import PlanVersion
from adherence.domain.policy import DEFAULT_POLICY, Policy
from adherence.domain.regimen import (
    Advance,
    DailyPlan,
    EveryDay,
    InjectionPlan,
    Interval,
    Pattern,
    Plan,
    Steps,
    TargetedPlan,
    Weekly,
    plain_number,
    time_text,
)
from adherence.domain.timing import ONE_DAY

# Naltrexone tablets label, dosage and administration: the five patterns for one slot a day.
LABELLED_PATTERNS: tuple[Pattern, ...] = (
    EveryDay(50),
    Weekly((50, 50, 50, 50, 50, 100, None)),
    Interval(2, 100),
    Interval(3, 150),
    Weekly((100, None, 100, None, 150, None, None)),
)

# Long enough for every combination of weekdays and intervals up to a season to come round.
_DAYS_LOOKED_AHEAD = 2 * 366
_TABLET_OF_50 = re.compile(r"\b50\s*mg\b", re.IGNORECASE)
_SMALLEST_TABLET_PLAN_MG = 25


@dataclass(frozen=True, slots=True)
class Checks:
    """Sentences for the person who enters a plan: what looks odd, and what may not be stored as it is."""

    warnings: tuple[str, ...] = ()
    refusals: tuple[str, ...] = ()


def check_plan(
    plan: Plan,
    others: Sequence[Plan | PlanVersion] = (),
    policy: Policy = DEFAULT_POLICY,
    *,
    from_on: date | None = None,
) -> Checks:
    """What to say about a plan, which holds from its start or from ``from_on`` on, beside the patient's other plans.

    Others are plans, or versions of plans that each count between their own dates; none is an older version of this.
    """
    warnings = [*_weekly_warning(plan, policy), *_single_dose_warning(plan, policy)]
    refusals = [*_hours_refusal(plan, policy)]
    if plan.override is None:
        entered, beside = PlanVersion(plan, from_on), [_version(other) for other in others]
        refusals += [*_maximum_refusal(entered, beside, policy), *_combination_refusal(entered, beside, policy)]
    return Checks(tuple(warnings), tuple(refusals))


def move_refusal(
    before: PlanVersion, after: PlanVersion, others: Sequence[Plan | PlanVersion], policy: Policy = DEFAULT_POLICY
) -> str | None:
    """Why a plan in steps may not be moved: a day over the maximum that was not as heavy before; None where it may."""
    if after.plan.override is not None:
        return None
    start = after.from_on or after.plan.starts_on
    day, total = most_mg_in_a_day([after, *others], start, policy)
    if total <= max(policy.daily_maximum_mg, most_mg_in_a_day([before, *others], start, policy)[1]):
        return None
    return _over_the_maximum(day, total, policy)


def is_labelled(plan: Plan) -> bool:
    """Whether a daily plan is one of the five labelled oral patterns, once a day."""
    return isinstance(plan, DailyPlan) and len(plan.times) == 1 and plan.pattern in LABELLED_PATTERNS


def is_low_dose(plan: Plan, policy: Policy = DEFAULT_POLICY) -> bool:
    """Whether a plan is low-dose naltrexone (off-label, 1.5 to 4.5 mg): every quantity is far below half a tablet."""
    return not isinstance(plan, InjectionPlan) and max(quantities_of(plan)) < policy.low_dose_below_mg


def quantities_of(plan: Plan) -> tuple[float, ...]:
    """Every quantity in mg that one dose of a plan may have."""
    match plan:
        case InjectionPlan() | TargetedPlan():
            return (plan.quantity_mg,)
        case DailyPlan(pattern=EveryDay(quantity_mg) | Interval(_, quantity_mg)):
            return (quantity_mg,)
        case DailyPlan(pattern=Weekly(quantities_mg)):
            return tuple(quantity_mg for quantity_mg in quantities_mg if quantity_mg is not None)
        case DailyPlan(pattern=Steps(steps)):
            return tuple(step.quantity_mg for step in steps)
        case _:
            raise TypeError(plan)


def weekly_average_mg(plan: DailyPlan) -> float | None:
    """The mg that a pattern averages over a week; None for steps, which change."""
    match plan.pattern:
        case EveryDay(quantity_mg):
            return 7 * quantity_mg * len(plan.times)
        case Weekly():
            return sum(quantities_of(plan)) * len(plan.times)
        case Interval(every_days, quantity_mg):
            return 7 * quantity_mg * len(plan.times) / every_days
        case Steps():
            return None
        case _:
            assert_never(plan.pattern)


def outside_texting_hours(plan: Plan, policy: Policy = DEFAULT_POLICY) -> list[str]:
    """The wall times ``HH:MM`` at which a plan would text outside texting hours, sorted."""
    return sorted({time_text(at) for at in _text_times(plan) if not policy.texting_starts <= at < policy.texting_ends})


def most_mg_in_a_day(
    plans: Sequence[Plan | PlanVersion], start: date, policy: Policy = DEFAULT_POLICY
) -> tuple[date, float]:
    """The local date from start on with the most mg of tablets over all plans, and those mg.

    A targeted plan counts on each of its days, for any day may be declared a risk day, and a plan in steps that
    somebody moves counts with its highest step to come, for it may be there on any day. Injections are not tablets.
    """
    versions = [_version(plan) for plan in plans]
    tablets = [version for version in versions if not isinstance(version.plan, InjectionPlan)]
    days = {day for first in _turning_days(tablets, start) for day in _days_from(first)}
    totals = {day: sum(_mg_on(version, day) for version in tablets) for day in days}
    heaviest = max(totals, key=lambda day: (totals[day], -day.toordinal()))
    return heaviest, totals[heaviest]


def _weekly_warning(plan: Plan, policy: Policy) -> Iterator[str]:
    """The check on entry that all labelled patterns meet; first-day, low-dose and titration plans are never asked."""
    if not isinstance(plan, DailyPlan) or is_low_dose(plan, policy) or is_labelled(plan):
        return
    is_tablet_plan = bool(_TABLET_OF_50.search(plan.medication)) or max(quantities_of(plan)) >= _SMALLEST_TABLET_PLAN_MG
    average = weekly_average_mg(plan)
    if is_tablet_plan and average is not None and abs(average - policy.weekly_check_mg) > 0.5:
        yield (
            f"This plan averages {_mg(average)} a week; the labelled patterns of the 50 mg tablet "
            f"average {_mg(policy.weekly_check_mg)}. Check the quantity and the days."
        )


def _single_dose_warning(plan: Plan, policy: Policy) -> Iterator[str]:
    """More than one tablet at once, outside the patterns in which the label has it."""
    largest = max(quantities_of(plan))
    if not isinstance(plan, InjectionPlan) and largest > policy.single_dose_mg and not is_labelled(plan):
        yield (
            f"One dose of {_mg(largest)} is more than {_mg(policy.single_dose_mg)} and this is not a labelled pattern. "
            "Check the quantity."
        )


def _hours_refusal(plan: Plan, policy: Policy) -> Iterator[str]:
    """Texts in quiet hours need the patient's recorded agreement."""
    outside = outside_texting_hours(plan, policy)
    if outside and plan.agreed_hours is None:
        yield (
            f"Texts at {', '.join(outside)} fall outside texting hours "
            f"({time_text(policy.texting_starts)} to {time_text(policy.texting_ends)}): "
            "record that the patient agreed to texts then (agreed_hours), or choose another time."
        )


def _maximum_refusal(entered: PlanVersion, others: Sequence[PlanVersion], policy: Policy) -> Iterator[str]:
    """The largest day over all regimens."""
    if isinstance(entered.plan, InjectionPlan):
        return
    day, total = most_mg_in_a_day([entered, *others], _first_day(entered), policy)
    if total > policy.daily_maximum_mg:
        yield _over_the_maximum(day, total, policy)


def _over_the_maximum(day: date, total: float, policy: Policy) -> str:
    return (
        f"All regimens together come to {_mg(total)} on {day}, more than {_mg(policy.daily_maximum_mg)} "
        "in one day: lower the quantity, or record a prescriber's override with its reason."
    )


def _combination_refusal(entered: PlanVersion, others: Sequence[PlanVersion], policy: Policy) -> Iterator[str]:
    """Low-dose naltrexone beside ordinary tablets."""
    plan = entered.plan
    beside = [other.plan for other in others if _overlap(entered, other)]
    if isinstance(plan, InjectionPlan) or not any(
        is_low_dose(plan, policy) != is_low_dose(other, policy)
        for other in beside
        if not isinstance(other, InjectionPlan)
    ):
        return
    yield (
        "A low-dose plan and a 50 mg plan would be active together: "
        "stop one of them first, or record a prescriber's override with its reason."
    )


def _text_times(plan: Plan) -> Iterable[time]:
    """The wall times at which a plan prompts the patient; visit texts of injections have their own fixed times."""
    match plan:
        case DailyPlan():
            return plan.times
        case InjectionPlan():
            return ()
        case TargetedPlan():
            anticipated = {plan.anticipated_at, *(day.anticipated_at or plan.anticipated_at for day in plan.risk_days)}
            prompts = {_earlier(at, plan.lead_minutes) for at in anticipated}
            return prompts if plan.ask_at is None else {*prompts, plan.ask_at}
        case _:
            assert_never(plan)


def _earlier(at: time, minutes: int) -> time:
    """A wall time so many minutes before, on an ordinary day."""
    return (datetime.combine(date(2000, 1, 2), at) - timedelta(minutes=minutes)).time()


def _version(plan: Plan | PlanVersion) -> PlanVersion:
    return plan if isinstance(plan, PlanVersion) else PlanVersion(plan)


def _turning_days(versions: Sequence[PlanVersion], start: date) -> set[date]:
    """The start, and every later day on which a version begins or takes its next step."""
    days = {start}
    for version in versions:
        plan = version.plan
        days.add(max(_first_day(version), start))
        if isinstance(plan, DailyPlan) and isinstance(plan.pattern, Steps):
            day = plan.starts_on
            for step in plan.pattern.steps[plan.pattern.first_step :]:
                day += timedelta(days=step.days or 0)
                days.add(max(day, start))
    return days


def _days_from(first: date) -> Iterator[date]:
    """The days looked at from a turning day on."""
    return (first + number * ONE_DAY for number in range(_DAYS_LOOKED_AHEAD))


def _mg_on(version: PlanVersion, day: date) -> float:
    """The mg of tablets that a version of a plan may ask for on a day."""
    plan, last = version.plan, _last_day(version)
    if day < _first_day(version) or (last is not None and day > last):
        return 0
    match plan:
        case DailyPlan(pattern=Steps(steps, advance, first_step)) if advance is not Advance.DATE:
            return max(step.quantity_mg for step in steps[first_step:]) * len(plan.times)
        case DailyPlan():
            return (quantity_on(plan, day) or 0) * len(plan.times)
        case _:
            return plan.quantity_mg


def _first_day(version: PlanVersion) -> date:
    return max(version.plan.starts_on, version.from_on or version.plan.starts_on)


def _last_day(version: PlanVersion) -> date | None:
    ends = [day for day in (version.plan.ends_on, version.until_on) if day is not None]
    return min(ends, default=None)


def _overlap(one: PlanVersion, other: PlanVersion) -> bool:
    """Whether two versions have a day in common."""
    latest_start = max(_first_day(one), _first_day(other))
    return all(last is None or latest_start <= last for last in (_last_day(one), _last_day(other)))


def _mg(quantity: float) -> str:
    """A quantity with its unit, without needless digits."""
    return f"{plain_number(round(quantity, 1))} mg"
