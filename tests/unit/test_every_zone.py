"""The clock-change rule in every IANA zone from 2024 to 2035, against a walk along the wall clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from adherence.domain.timing import due_at
from adherence.domain.zones import zone_names

FIRST, LAST = datetime(2024, 1, 1, tzinfo=UTC), datetime(2036, 1, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
AROUND = 150


def changes_of(zone: ZoneInfo) -> Iterator[datetime]:
    """The first whole UTC minute after each change of offset."""
    step = timedelta(hours=12)
    low, offset = FIRST, FIRST.astimezone(zone).utcoffset()
    while low < LAST:
        high = low + step
        if high.astimezone(zone).utcoffset() != offset:
            before, after = low, high
            while after - before > MINUTE:
                middle = before + (after - before) // MINUTE // 2 * MINUTE
                before, after = (middle, after) if middle.astimezone(zone).utcoffset() == offset else (before, middle)
            yield after
            offset = high.astimezone(zone).utcoffset()
        low = high


def first_showings(zone: ZoneInfo, change: datetime) -> dict[datetime, datetime]:
    """Wall minutes around a change and the first instant that shows each; a skipped one gets the change itself."""
    shown: dict[datetime, datetime] = {}
    for number in range(-AROUND, AROUND):
        instant = change + number * MINUTE
        shown.setdefault(instant.astimezone(zone).replace(tzinfo=None), instant)
    walls = sorted(shown)
    wall = walls[0]
    while wall < walls[-1]:
        shown.setdefault(wall, change)
        wall += MINUTE
    return shown


@pytest.mark.slow
def test_every_minute_around_every_change_of_every_zone_is_due_when_the_wall_clock_first_shows_it() -> None:
    checked = 0
    for name in sorted(zone_names()):
        zone = ZoneInfo(name)
        for change in changes_of(zone):
            for wall, instant in first_showings(zone, change).items():
                assert due_at(wall.date(), wall.time(), zone) == instant, (name, wall)
                checked += 1
    assert checked > 500_000


@pytest.mark.slow
def test_every_day_of_every_zone_has_its_dose_once_and_in_order() -> None:
    days = [date(2024, 1, 1) + timedelta(days=number) for number in range((LAST - FIRST).days)]
    for name in sorted(zone_names()):
        zone = ZoneInfo(name)
        instants = [due_at(day, time(2, 30), zone) for day in days]
        assert None not in instants, name
        gaps = {(later - earlier) for earlier, later in pairwise(instants) if earlier and later}
        # A day is 24 h long but for a change of at most three hours (Troll changes by two, Casey by three).
        assert timedelta(hours=21) <= min(gaps), name
        assert max(gaps) <= timedelta(hours=27), name
