"""When a regular question is due: the day, the instant of a local time, and when it is pointless."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import assert_never
from zoneinfo import ZoneInfo

from adherence.domain.policy import Policy
from adherence.domain.states import CheckInKind
from adherence.domain.timing import ONE_DAY, due_at, instant_of, local_date


@dataclass(frozen=True, slots=True)
class Question:
    """A question that may be asked now: its local date, when it was due and when it expires."""

    on: date
    asks_at: datetime
    expires_at: datetime


def usual_time(kind: CheckInKind, policy: Policy) -> time:
    """The clinic's local time for a question."""
    match kind:
        case CheckInKind.PLANNER:
            return policy.planner_time
        case CheckInKind.FOLLOW_UP:
            return policy.follow_up_time
        case _:
            assert_never(kind)


def planner_question(zone: ZoneInfo, at: time, policy: Policy, *, now: datetime) -> Question | None:
    """The planner where it may be asked now: on its weekday, from its time to the end of texting hours."""
    on = local_date(now, zone)
    return _question(on, at, policy.texting_ends, zone, now) if on.weekday() == policy.planner_weekday else None


def follow_up_question(zone: ZoneInfo, at: time, policy: Policy, *, now: datetime) -> Question | None:
    """The question about the day before where it may be asked now."""
    return _question(local_date(now, zone), at, min(policy.follow_up_expires, policy.texting_ends), zone, now)


def first_day(at: time, zone: ZoneInfo, *, now: datetime) -> date:
    """The first local date on which a question of a local time can still be asked at its time."""
    today = local_date(now, zone)
    return today if now <= instant_of(today, at, zone) else today + ONE_DAY


def clear_of(at: datetime, slots: Sequence[datetime], before: timedelta, after: timedelta) -> datetime:
    """The instant, or later where it lies from ``before`` a slot to ``after`` it: no answer is taken for another."""
    for slot in sorted(slots):
        if slot - before <= at < slot + after:
            at = slot + after
    return at


def _question(on: date, at: time, ends: time, zone: ZoneInfo, now: datetime) -> Question | None:
    asks_at, expires_at = due_at(on, at, zone), instant_of(on, ends, zone)
    return Question(on, asks_at, expires_at) if asks_at is not None and asks_at <= now < expires_at else None
