"""Risk days as people name them: the date that a word means, the time of a tablet asked for now, the days ahead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from adherence.domain.regimen import TargetedPlan, weekday_of
from adherence.domain.timing import ONE_DAY, day_exists, instant_of, local_date

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NEAR = {"yesterday": -1, "today": 0, "tomorrow": 1}
LAST_MINUTE = time(23, 59)
FARTHEST_DAYS = 366
"""A risk day may be declared this many days ahead."""


class RiskDayKind(StrEnum):
    """Why a date of a targeted plan is a risk day, or why it is none."""

    WEEKLY = "weekly"
    DECLARED = "declared"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class DeclaredDay:
    """The newest word about a date: a risk day with its time (None is the plan's), or declined."""

    anticipated_at: time | None
    declined: bool


@dataclass(frozen=True, slots=True)
class ComingDay:
    """One date ahead: what it is, and the anticipated local time; kind None is an ordinary day."""

    on: date
    kind: RiskDayKind | None
    anticipated_at: time | None


def date_of(name: str, today: date, zone: ZoneInfo) -> date | None:
    """The date that a day's name means as seen from a local date: a weekday is its next one, today included.

    A date that the zone skips is none; the weekday after it counts. None where the name is not a day.
    """
    if name in _NEAR:
        return today + _NEAR[name] * ONE_DAY
    if name not in _WEEKDAYS:
        return None
    on = today + ((_WEEKDAYS.index(name) - today.weekday()) % 7) * ONE_DAY
    return on if day_exists(on, zone) else on + 7 * ONE_DAY


def anticipated_after(at: datetime, lead_minutes: int, zone: ZoneInfo) -> tuple[date, time]:
    """The local date on which a tablet was asked for, and the anticipated time: the lead later, 23:59 at most."""
    on = local_date(at, zone)
    later = (at + timedelta(minutes=lead_minutes)).astimezone(zone)
    return on, time(later.hour, later.minute) if later.date() == on else LAST_MINUTE


def coming_day(plan: TargetedPlan | None, on: date, declared: Mapping[date, DeclaredDay]) -> ComingDay:
    """What a date is under the plan that holds on it; None is no plan."""
    if plan is None or on < plan.starts_on or (plan.ends_on is not None and on > plan.ends_on):
        return ComingDay(on, None, None)
    word = declared.get(on)
    if word is not None and word.declined:
        return ComingDay(on, RiskDayKind.DECLINED, None)
    if word is not None:
        return ComingDay(on, RiskDayKind.DECLARED, word.anticipated_at or plan.anticipated_at)
    if weekday_of(on) in plan.risk_weekdays:
        return ComingDay(on, RiskDayKind.WEEKLY, plan.anticipated_at)
    return ComingDay(on, None, None)


def day_before(on: date, zone: ZoneInfo) -> date:
    """The date before on the zone's calendar: a skipped date is left out."""
    before = on - ONE_DAY
    while not day_exists(before, zone):
        before -= ONE_DAY
    return before


def has_passed(on: date, time_of_day: time, zone: ZoneInfo, *, now: datetime) -> bool:
    """Whether an anticipated local time is over."""
    return instant_of(on, time_of_day, zone) <= now
