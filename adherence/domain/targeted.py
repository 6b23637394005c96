"""Targeted tablets: which days are risk days, when the prompt is due, and when to ask whether it is still one."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from adherence.domain.dose import NO_RECORDS, ExpectedDose, Records
from adherence.domain.policy import DEFAULT_POLICY, Policy
from adherence.domain.regimen import TargetedPlan, time_text, weekday_of
from adherence.domain.timing import ONE_DAY, due_at, instant_of


def targeted_doses(
    plan: TargetedPlan,
    first: date,
    last: date,
    zone: ZoneInfo,
    records: Records = NO_RECORDS,
    policy: Policy = DEFAULT_POLICY,
) -> list[ExpectedDose]:
    """The doses of the risk days in first..last (inclusive, by the date of the anticipated time), one a day at most."""
    declared = declared_times(plan, records)
    doses = []
    for number in range((last - first).days + 1):
        day = first + number * ONE_DAY
        time_of_day = declared.get(day)
        if time_of_day is None and weekday_of(day) in plan.risk_weekdays:
            time_of_day = plan.anticipated_at
        if time_of_day is None or day in records.declined_on:
            continue
        dose = _dose(plan, day, time_of_day, zone, policy)
        if dose is not None:
            doses.append(dose)
    return doses


def declared_times(plan: TargetedPlan, records: Records = NO_RECORDS) -> dict[date, time]:
    """The anticipated time of each declared risk day: the last declaration of a date holds."""
    return {day.on: day.anticipated_at or plan.anticipated_at for day in (*plan.risk_days, *records.risk_days)}


def prompt_expires_at(plan: TargetedPlan, dose: ExpectedDose) -> datetime:
    """The instant of the anticipated time: from then on a prompt to take the tablet before it is pointless."""
    return dose.at + timedelta(minutes=plan.lead_minutes)


def ask_window(
    plan: TargetedPlan, dose: ExpectedDose, zone: ZoneInfo, policy: Policy = DEFAULT_POLICY
) -> tuple[datetime, datetime] | None:
    """When to ask whether a risk day is still one, and when that expires; None where nothing is to be asked."""
    asks_at = None if plan.ask_at is None else due_at(dose.on, plan.ask_at, zone)
    if asks_at is None or asks_at >= dose.at:
        return None
    return asks_at, min(asks_at + policy.ask_expires_after, dose.at)


def _dose(plan: TargetedPlan, day: date, time_of_day: time, zone: ZoneInfo, policy: Policy) -> ExpectedDose | None:
    """The dose ahead of an anticipated local time; None on a date that the zone skips."""
    anticipated_at = due_at(day, time_of_day, zone)
    if anticipated_at is None:
        return None
    at = anticipated_at - timedelta(minutes=plan.lead_minutes)
    closes_at = instant_of(day + ONE_DAY, policy.targeted_closes, zone)
    return ExpectedDose(
        on=day,
        slot=time_text(time_of_day),
        at=at,
        quantity_mg=plan.quantity_mg,
        window_opens_at=at,
        window_closes_at=closes_at,
        late_from=closes_at,
    )
