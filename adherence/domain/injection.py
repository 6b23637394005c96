"""Injections: due dates from the date actually given, the stages around them, and when visit texts leave."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import assert_never
from zoneinfo import ZoneInfo

from adherence.domain.dose import NO_RECORDS, ExpectedDose, Records
from adherence.domain.holds import due_after_holds
from adherence.domain.policy import DEFAULT_POLICY, Policy
from adherence.domain.regimen import Cadence, EveryDays, EveryMonths, InjectionPlan, time_text
from adherence.domain.timing import day_start, due_at, local_date


class InjectionStage(StrEnum):
    """Where an injection stands; every boundary is 00:00 local and is *policy*, not label."""

    UPCOMING = "upcoming"
    EARLY = "early"
    DUE = "due"
    OVERDUE = "overdue"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class InjectionBoundaries:
    """The UTC instants at which the stages of one injection begin."""

    early_at: datetime
    due_at: datetime
    overdue_at: datetime
    lapsed_at: datetime


@dataclass(frozen=True, slots=True)
class AppointmentText:
    """When one text about a visit leaves and when it expires; days_before 0 is the day itself."""

    days_before: int
    send_at: datetime
    expires_at: datetime


def due_after(given_on: date, cadence: Cadence) -> date:
    """The date on which the next injection is due; in a month without that day, its last (no month is skipped)."""
    match cadence:
        case EveryDays(days):
            return given_on + timedelta(days=days)
        case EveryMonths(months):
            month_number = given_on.year * 12 + given_on.month - 1 + months
            year, month = divmod(month_number, 12)
            return date(year, month + 1, min(given_on.day, monthrange(year, month + 1)[1]))
        case _:
            assert_never(cadence)


def next_due(plan: InjectionPlan, given_on: date | None) -> date:
    """The due date that follows the last given date; without one, or before the plan's start, the start itself."""
    if given_on is None:
        return plan.starts_on
    return max(plan.starts_on, due_after(given_on, plan.cadence))


def last_given(plan: InjectionPlan, records: Records = NO_RECORDS) -> date | None:
    """The latest date on which an injection was given, from the plan's history and from what was recorded since."""
    return max((*plan.given_on, *records.given_on), default=None)


def next_injection(
    plan: InjectionPlan, zone: ZoneInfo, records: Records = NO_RECORDS, policy: Policy = DEFAULT_POLICY
) -> ExpectedDose | None:
    """The one injection that is due next, however long ago that was; None when the plan ends before it."""
    due_dates = _due_dates(plan, records)
    doses = (_dose(plan, due_on, zone, policy) for due_on in due_dates)
    return next((dose for dose in doses if dose is not None), None)


def injection_doses(
    plan: InjectionPlan,
    first: date,
    last: date,
    zone: ZoneInfo,
    records: Records = NO_RECORDS,
    policy: Policy = DEFAULT_POLICY,
) -> list[ExpectedDose]:
    """The injections due in first..last (inclusive), each assumed to be given on its due date."""
    doses = []
    for due_on in _due_dates(plan, records):
        if due_on > last:
            break
        dose = _dose(plan, due_on, zone, policy) if due_on >= first else None
        if dose is not None:
            doses.append(dose)
    return doses


def injection_boundaries(due_on: date, zone: ZoneInfo, policy: Policy = DEFAULT_POLICY) -> InjectionBoundaries:
    """The instants at which an injection due on a local date becomes early, due, overdue and lapsed."""
    return InjectionBoundaries(
        early_at=day_start(due_on - timedelta(days=policy.injection_early_days), zone),
        due_at=day_start(due_on, zone),
        overdue_at=day_start(due_on + timedelta(days=policy.injection_overdue_days), zone),
        lapsed_at=day_start(due_on + timedelta(days=policy.injection_lapsed_days), zone),
    )


def injection_stage(due_on: date, now: datetime, zone: ZoneInfo, policy: Policy = DEFAULT_POLICY) -> InjectionStage:
    """The stage at an instant of an injection that was not given yet."""
    return stage_at(injection_boundaries(due_on, zone, policy), now)


def stage_at(boundaries: InjectionBoundaries, now: datetime) -> InjectionStage:
    """The stage at an instant, by the boundaries of an injection that was not given yet."""
    if now >= boundaries.lapsed_at:
        return InjectionStage.LAPSED
    if now >= boundaries.overdue_at:
        return InjectionStage.OVERDUE
    if now >= boundaries.due_at:
        return InjectionStage.DUE
    return InjectionStage.EARLY if now >= boundaries.early_at else InjectionStage.UPCOMING


def visit_text_times(visit_at: datetime, zone: ZoneInfo, policy: Policy = DEFAULT_POLICY) -> list[AppointmentText]:
    """When the texts about a booked visit leave: as for a due date, but none after the visit itself."""
    texts = appointment_text_times(local_date(visit_at, zone), zone, policy)
    return [replace(text, expires_at=min(text.expires_at, visit_at)) for text in texts if text.send_at < visit_at]


def appointment_text_times(due_on: date, zone: ZoneInfo, policy: Policy = DEFAULT_POLICY) -> list[AppointmentText]:
    """When the visit texts leave: 10:00 local 7, 3 and 1 days before, 08:00 on the day, each until 20:00 that day."""
    planned = [(days, policy.visit_text_time) for days in policy.visit_text_days]
    texts = []
    for days_before, time_of_day in [*planned, (0, policy.visit_day_text_time)]:
        day = due_on - timedelta(days=days_before)
        send_at = due_at(day, time_of_day, zone)
        expires_at = due_at(day, policy.visit_text_expires, zone)
        if send_at is not None and expires_at is not None:
            texts.append(AppointmentText(days_before, send_at, expires_at))
    return texts


def _due_dates(plan: InjectionPlan, records: Records) -> Iterator[date]:
    """Due dates after the last given one, and after the holds that it fell into, until the plan ends."""
    due_on = due_after_holds(next_due(plan, last_given(plan, records)), records.ended_holds)
    while plan.ends_on is None or due_on <= plan.ends_on:
        yield due_on
        due_on = due_after(due_on, plan.cadence)


def _dose(plan: InjectionPlan, due_on: date, zone: ZoneInfo, policy: Policy) -> ExpectedDose | None:
    """The injection of a due date; None on a date that the zone skips."""
    at = due_at(due_on, plan.visit_time, zone)
    if at is None:
        return None
    boundaries = injection_boundaries(due_on, zone, policy)
    return ExpectedDose(
        on=due_on,
        slot=time_text(plan.visit_time),
        at=at,
        quantity_mg=plan.quantity_mg,
        window_opens_at=boundaries.early_at,
        window_closes_at=boundaries.lapsed_at,
        late_from=boundaries.overdue_at,
    )
