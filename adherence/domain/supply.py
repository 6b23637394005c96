"""Tablets: how many are left, when they run out and how long a dispense lasts, counted by the plan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import assert_never

from adherence.domain.daily import quantity_on
from adherence.domain.dose import NO_RECORDS, Records
from adherence.domain.expected import PlanVersion, clip
from adherence.domain.holds import HoldSpan, holding
from adherence.domain.policy import DEFAULT_POLICY, Policy
from adherence.domain.regimen import DailyPlan, InjectionPlan, Plan, TargetedPlan, weekday_of
from adherence.domain.targeted import declared_times
from adherence.domain.timing import ONE_DAY

HOW_COUNTED = (
    "By the plan: tablets handed out less the tablets that every planned dose needs, from the day of the first "
    "dispense on. Days on hold need none. Skipped and missed doses are counted as used. Left is what there is before "
    "the day's doses; the run-out date is the first day whose doses are not fully covered. Each strength is counted "
    "apart."
)
HORIZON_DAYS = 400
_ROUNDING = 1e-6
_STRENGTH = re.compile(r"(\d+(?:[.,]\d+)?)\s*mg\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Handout:
    """Tablets of one strength, handed out on a local date."""

    on: date
    tablets: float
    tablet_mg: float


@dataclass(frozen=True, slots=True)
class TabletPlan:
    """One regimen of tablets: its versions, and which days were declared or called off."""

    versions: tuple[PlanVersion, ...]
    records: Records = NO_RECORDS


@dataclass(frozen=True, slots=True)
class Supply:
    """The tablets of one strength as they stand on a local date."""

    tablet_mg: float
    dispensed: float
    left: float
    """Before the day's doses."""
    run_out_on: date | None
    """The first date whose doses are not fully covered; None where no end is in sight within 400 days."""
    is_planned: bool
    """Whether any plan needs tablets of this strength from this date on."""
    course: tuple[tuple[date, float], ...]
    """What there was before the doses of each date, from the first dispense on."""


@dataclass(frozen=True, slots=True)
class _Use:
    """One version of a plan with what is looked up once: its own dates, and those declared or called off."""

    plan: Plan
    first: date
    last: date
    strength_mg: float
    declared: frozenset[date]
    declined: frozenset[date]


def strength_of(plan: Plan) -> float | None:
    """The strength of a tablet that the medication names, such as 50 in "naltrexone 50 mg tablet"."""
    named = _STRENGTH.search(plan.medication)
    strength = float(named.group(1).replace(",", ".")) if named else 0.0
    return strength or None


def count_supply(
    handouts: Sequence[Handout], plans: Iterable[TabletPlan], holds: Sequence[HoldSpan], today: date
) -> list[Supply]:
    """The supply of each strength that was handed out, the largest strength first.

    A plan whose medication names no strength uses the tablets that were handed out last.
    """
    if not handouts:
        return []
    uses = list(_uses(plans, fallback_mg=max(handouts, key=lambda handout: handout.on).tablet_mg))
    strengths = sorted({handout.tablet_mg for handout in handouts}, reverse=True)
    return [_count(mg, handouts, [use for use in uses if _same(use.strength_mg, mg)], holds, today) for mg in strengths]


def days_lasting(handout: Handout, plans: Iterable[TabletPlan], holds: Sequence[HoldSpan]) -> int | None:
    """For how many days of the plan the tablets of one dispense last, if no others were there.

    Only days on which a plan of this strength holds count. None where none does, or where no end is in sight.
    """
    uses = [use for use in _uses(plans, fallback_mg=handout.tablet_mg) if _same(use.strength_mg, handout.tablet_mg)]
    left, days, last = handout.tablets, 0, handout.on + HORIZON_DAYS * ONE_DAY
    for number in range(HORIZON_DAYS + 1):
        day = handout.on + number * ONE_DAY
        due = _tablets_due(uses, day, handout.tablet_mg, holds)
        if due > left + _ROUNDING:
            return days
        left -= due
        days += any(_holds_on(use, day) for use in uses)
    return None if days == 0 or any(_holds_on(use, last) for use in uses) else days


def refill_to_ask_for(
    supplies: Iterable[Supply],
    dispensed_on: date,
    holds: Sequence[HoldSpan],
    today: date,
    policy: Policy = DEFAULT_POLICY,
) -> date | None:
    """The run-out date for which the patient is to be asked today whether more is needed; None on other days.

    Nobody is asked on a day on which tablets were handed out (``dispensed_on`` is the newest), or during a hold.
    """
    ahead = [supply.run_out_on for supply in supplies if supply.run_out_on is not None and supply.run_out_on > today]
    if not ahead or dispensed_on >= today or holding(holds, today) is not None:
        return None
    run_out_on = min(ahead)
    return run_out_on if today >= run_out_on - timedelta(days=policy.refill_days_before) else None


def ran_out_on(supplies: Iterable[Supply], today: date) -> date | None:
    """The newest run-out date that has been reached; None while every planned dose is covered."""
    reached = (s.run_out_on for s in supplies if s.run_out_on is not None and s.run_out_on <= today)
    return max(reached, default=None)


def soonest(supplies: Iterable[Supply]) -> Supply | None:
    """The supply that ends first; where no end is in sight the first one, and None where nothing was handed out."""
    every = list(supplies)
    ending = [supply for supply in every if supply.run_out_on is not None]
    return min(ending, key=lambda supply: supply.run_out_on or date.max, default=every[0] if every else None)


def _count(
    tablet_mg: float, handouts: Iterable[Handout], uses: Sequence[_Use], holds: Sequence[HoldSpan], today: date
) -> Supply:
    received: dict[date, float] = {}
    for handout in handouts:
        if handout.tablet_mg == tablet_mg:
            received[handout.on] = received.get(handout.on, 0.0) + handout.tablets
    first, last = min(received), max(received)
    left, run_out_on, is_planned = 0.0, None, False
    course: list[tuple[date, float]] = []
    for number in range((max(today, last) - first).days + HORIZON_DAYS + 1):
        day = first + number * ONE_DAY
        left += received.get(day, 0.0)
        course.append((day, _tidy(left)))
        due = _tablets_due(uses, day, tablet_mg, holds)
        is_planned = is_planned or (due > 0 and day >= today)
        # A gap before the newest dispense is history: what counts is when the tablets of now run out.
        if run_out_on is None and day >= last and due > left + _ROUNDING:
            run_out_on = day
        left = max(0.0, left - due)
        if run_out_on is not None and is_planned and day >= today:
            break
    return Supply(
        tablet_mg=tablet_mg,
        dispensed=sum(received.values()),
        left=dict(course).get(today, course[0][1]),
        run_out_on=run_out_on if is_planned else None,
        is_planned=is_planned,
        course=tuple(course),
    )


def _uses(plans: Iterable[TabletPlan], *, fallback_mg: float) -> Iterator[_Use]:
    for plan in plans:
        for version in plan.versions:
            days = clip(version.plan, date.min, date.max, version.from_on, version.until_on)
            if days is None:
                continue
            declared = declared_times(version.plan, plan.records) if isinstance(version.plan, TargetedPlan) else {}
            strength_mg = strength_of(version.plan) or fallback_mg
            yield _Use(version.plan, *days, strength_mg, frozenset(declared), plan.records.declined_on)


def _tablets_due(uses: Iterable[_Use], day: date, tablet_mg: float, holds: Sequence[HoldSpan]) -> float:
    """How many tablets the doses of a date need; a dose may need a half."""
    if holds and holding(holds, day) is not None:
        return 0.0
    return sum(_quantity_due(use, day) for use in uses) / tablet_mg


def _holds_on(use: _Use, day: date) -> bool:
    return use.first <= day <= use.last


def _quantity_due(use: _Use, day: date) -> float:
    if not _holds_on(use, day):
        return 0.0
    match use.plan:
        case DailyPlan():
            return (quantity_on(use.plan, day) or 0.0) * len(use.plan.times)
        case TargetedPlan():
            risky = day in use.declared or weekday_of(day) in use.plan.risk_weekdays
            return use.plan.quantity_mg if risky and day not in use.declined else 0.0
        case InjectionPlan():
            return 0.0
        case _:
            assert_never(use.plan)


def _same(one: float, other: float) -> bool:
    return abs(one - other) < _ROUNDING


def _tidy(tablets: float) -> float:
    """Without the dust of adding thirds and tenths."""
    return round(tablets, 4)
