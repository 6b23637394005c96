"""Which doses a plan expects between two local dates: the one entry for planners, previews and reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never
from zoneinfo import ZoneInfo

from adherence.domain import daily, injection, targeted
from adherence.domain.dose import NO_RECORDS, ExpectedDose, Records
from adherence.domain.policy import DEFAULT_POLICY, Policy
from adherence.domain.regimen import DailyPlan, InjectionPlan, Plan, TargetedPlan
from adherence.domain.timing import ONE_DAY, day_exists

__all__ = ["NO_RECORDS", "ExpectedDose", "PlanVersion", "Records", "clip", "expected_doses", "expected_of_versions"]


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """A plan as it held between two local dates, both inclusive; None is open on that side."""

    plan: Plan
    from_on: date | None = None
    until_on: date | None = None


def clip(
    plan: Plan, first: date, last: date, from_on: date | None = None, until_on: date | None = None
) -> tuple[date, date] | None:
    """The part of first..last in which a plan, or a version of it, plans doses; None when there is none."""
    starts = [first, plan.starts_on, *([from_on] if from_on else [])]
    ends = [last, *([plan.ends_on] if plan.ends_on else []), *([until_on] if until_on else [])]
    return (max(starts), min(ends)) if max(starts) <= min(ends) else None


def expected_doses(
    plan: Plan,
    first: date,
    last: date,
    zone: ZoneInfo,
    records: Records = NO_RECORDS,
    policy: Policy = DEFAULT_POLICY,
) -> list[ExpectedDose]:
    """The doses whose local date lies in first..last (inclusive), in order of their instant.

    Injections assume that each one is given on its due date; `injection.next_injection` gives the one that is due.
    """
    days = clip(plan, first, last)
    if days is None:
        return []
    match plan:
        case DailyPlan():
            doses = daily.daily_doses(plan, *days, zone, policy)
        case InjectionPlan():
            doses = injection.injection_doses(plan, *days, zone, records, policy)
        case TargetedPlan():
            doses = targeted.targeted_doses(plan, *days, zone, records, policy)
        case _:
            assert_never(plan)
    return sorted(doses, key=lambda dose: (dose.at, dose.on, dose.slot))


def expected_of_versions(
    versions: Sequence[PlanVersion],
    first: date,
    last: date,
    zone: ZoneInfo,
    records: Records = NO_RECORDS,
    policy: Policy = DEFAULT_POLICY,
) -> list[ExpectedDose]:
    """The doses of a regimen that was changed: each version plans its own dates, counting from its own start.

    A daily window also closes at the first slot of the following version.
    """
    doses: list[ExpectedDose] = []
    for version in versions:
        days = clip(version.plan, first, last + ONE_DAY, version.from_on, version.until_on)
        if days is not None:
            doses += expected_doses(version.plan, *days, zone, records, policy)
    doses.sort(key=lambda dose: (dose.at, dose.on, dose.slot))
    if all(isinstance(version.plan, DailyPlan) for version in versions):
        doses = _closed_by_the_next(doses)
    return [dose for dose in doses if dose.on <= last]


def skipped_days(first: date, last: date, zone: ZoneInfo) -> list[date]:
    """The dates in first..last (inclusive) that the zone's calendar skips: the reason why they have no dose."""
    count = (last - first).days + 1
    days = (first + n * ONE_DAY for n in range(count))
    return [day for day in days if not day_exists(day, zone)]


def _closed_by_the_next(doses: list[ExpectedDose]) -> list[ExpectedDose]:
    """The same doses, each window ended at the next later slot where a version change brought that slot nearer."""
    instants = [dose.at for dose in doses]
    closed = []
    for index, dose in enumerate(doses):
        ends_at = min(dose.window_closes_at, daily.next_later(instants, index) or dose.window_closes_at)
        closed.append(replace(dose, window_closes_at=ends_at, late_from=min(dose.late_from, ends_at)))
    return closed
