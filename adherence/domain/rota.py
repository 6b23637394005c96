"""A shift as it is entered in the clinic's local time, once or on the same days of many weeks."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from adherence.domain.timing import ONE_DAY, instant_of

MOST_WEEKS = 26


def spans_of(
    on: date, starts: time, ends: time, zone: ZoneInfo, *, weeks: int, weekdays: Collection[int] = ()
) -> list[tuple[datetime, datetime]]:
    """The instants of shifts from a local date on: on the date itself, or on weekdays (0 is Monday) for some weeks.

    A shift that ends at or before its start ends on the next day. Wall time is meant: through a clock change it is an
    hour shorter or longer.
    """
    days = [on]
    if weekdays:
        days = [on + number * ONE_DAY for number in range(7 * weeks) if (on.weekday() + number) % 7 in weekdays]
    elif weeks > 1:
        days = [on + timedelta(weeks=number) for number in range(weeks)]
    return [_span(day, starts, ends, zone) for day in days]


def _span(day: date, starts: time, ends: time, zone: ZoneInfo) -> tuple[datetime, datetime]:
    last = day if ends > starts else day + ONE_DAY
    return instant_of(day, starts, zone), instant_of(last, ends, zone)
