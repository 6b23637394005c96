"""Every IANA zone from 2024 to 2035: the clock-change rule, and what the plans make of it, against the wall clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from random import Random
from time import perf_counter, process_time
from zoneinfo import ZoneInfo

import pytest

from adherence.domain.dose import ExpectedDose
from adherence.domain.expected import expected_doses, skipped_days
from adherence.domain.injection import injection_boundaries
from adherence.domain.regimen import (
    DailyPlan,
    EveryDay,
    EveryDays,
    InjectionPlan,
    RiskDay,
    TargetedPlan,
    time_text,
)
from adherence.domain.timing import day_start, due_at
from adherence.domain.zones import zone_names

FIRST, LAST = datetime(2024, 1, 1, tzinfo=UTC), datetime(2036, 1, 1, tzinfo=UTC)
MINUTE, HALF_A_DAY, ONE_DAY = timedelta(minutes=1), timedelta(hours=12), timedelta(days=1)
AROUND = 150
QUARTERS = [time(number // 4, number % 4 * 15) for number in range(96)]
ZONES = sorted(zone_names())
Change = tuple[datetime, timedelta, timedelta]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", autouse=True)
def measured(request: pytest.FixtureRequest) -> Iterator[None]:
    """Say how long the sweep took: it is meant to stay under 60 s on two cores, but a busy machine fails no test."""
    began_at, busy = perf_counter(), process_time()
    yield
    capture = request.config.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        took, busy = perf_counter() - began_at, process_time() - busy
        print(f"\n{len(ZONES)} zones swept in {took:.1f} s, of which {busy:.1f} s on a processor")


def changes_between(zone: ZoneInfo, first: datetime, last: datetime, step: timedelta) -> Iterator[Change]:
    """The first whole UTC minute after each change of offset, with the offsets before and after it."""
    low, offset = first, offset_at(first, zone)
    while low < last:
        high = low + step
        new_offset = offset_at(high, zone)
        if new_offset != offset:
            before, after = low, high
            while after - before > MINUTE:
                middle = before + (after - before) // MINUTE // 2 * MINUTE
                before, after = (middle, after) if offset_at(middle, zone) == offset else (before, middle)
            yield after, offset, new_offset
            offset = new_offset
        low = high


@cache
def changes_of(name: str) -> tuple[Change, ...]:
    """The changes of a zone in the years that are swept, found once."""
    return tuple(changes_between(ZoneInfo(name), FIRST, LAST, ONE_DAY))


def offset_at(instant: datetime, zone: ZoneInfo) -> timedelta:
    """How far a zone is ahead of UTC at an instant."""
    offset = instant.astimezone(zone).utcoffset()
    assert offset is not None
    return offset


def wall_of(instant: datetime, zone: ZoneInfo) -> datetime:
    """What the wall clock shows at an instant."""
    return instant.astimezone(zone).replace(tzinfo=None)


_showings: dict[Change, dict[datetime, datetime]] = {}


def first_showings(zone: ZoneInfo, change: Change) -> dict[datetime, datetime]:
    """Wall minutes around a change and the first instant that shows each; a skipped one gets the change itself.

    Looked up minute by minute in the first zone that changes so at this instant: all others that do show the same.
    """
    if change in _showings:
        return _showings[change]
    shown = _showings[change] = {}
    for number in range(-AROUND, AROUND):
        instant = change[0] + number * MINUTE
        shown.setdefault(wall_of(instant, zone), instant)
    walls = sorted(shown)
    wall = walls[0]
    while wall < walls[-1]:
        shown.setdefault(wall, change[0])
        wall += MINUTE
    return shown


def first_showing(wall: datetime, change: Change, zone: ZoneInfo) -> datetime:
    """The first instant near a change that shows a wall time, tried with both offsets; the change where none does."""
    at, before, after = change
    tried = (wall.replace(tzinfo=UTC) - offset for offset in (before, after))
    return min((instant for instant in tried if wall_of(instant, zone) == wall), default=at)


def days_around(change: Change, zone: ZoneInfo) -> list[date]:
    """The local dates from the day before a change to the day after it."""
    first, last = (wall_of(change[0] + number * MINUTE, zone).date() for number in (-1, 0))
    return [first - ONE_DAY + number * ONE_DAY for number in range((last - first).days + 3)]


def slots_around(change: Change) -> tuple[time, ...]:
    """Every quarter of an hour from three hours before the clock is changed until three hours after."""
    at, before, after = (change[0].replace(tzinfo=None), *change[1:])
    first, last = at + min(before, after) - timedelta(hours=3), at + max(before, after) + timedelta(hours=3)
    count = (last - first) // timedelta(minutes=15)
    quarter = first.replace(minute=first.minute // 15 * 15)
    return tuple(sorted({(quarter + number * timedelta(minutes=15)).time() for number in range(count + 1)}))


def tablets(times: tuple[time, ...]) -> DailyPlan:
    """A plan with these slots every day."""
    return DailyPlan(medication="tablet", starts_on=date(1990, 1, 1), times=times, pattern=EveryDay(50))


def check_slots(doses: list[ExpectedDose], days: list[date], times: tuple[time, ...], where: object) -> None:
    """Exactly one dose for each date and slot, and half a day between two doses of one slot."""
    wanted = Counter((day, time_text(at)) for day in days for at in times)
    assert Counter((dose.on, dose.slot) for dose in doses) == wanted, where
    last_at: dict[str, datetime] = {}
    for dose in doses:
        assert dose.at - last_at.get(dose.slot, dose.at - ONE_DAY) >= HALF_A_DAY, (where, dose)
        last_at[dose.slot] = dose.at


def test_every_minute_around_every_change_of_every_zone_is_due_when_the_wall_clock_first_shows_it() -> None:
    checked = 0
    for name in ZONES:
        zone = ZoneInfo(name)
        for change in changes_of(name):
            for wall, instant in first_showings(zone, change).items():
                assert due_at(wall.date(), wall.time(), zone) == instant, (name, wall)
                checked += 1
    assert checked > 500_000


def test_every_day_of_every_zone_has_its_dose_once_and_in_order() -> None:
    days = [date(2024, 1, 1) + timedelta(days=number) for number in range((LAST - FIRST).days)]
    for name in ZONES:
        zone = ZoneInfo(name)
        instants = [due_at(day, time(2, 30), zone) for day in days]
        assert None not in instants, name
        gaps = {(later - earlier) for earlier, later in pairwise(instants) if earlier and later}
        # A day is 24 h long but for a change of at most three hours (Troll changes by two, Casey by three).
        assert timedelta(hours=21) <= min(gaps), name
        assert max(gaps) <= timedelta(hours=27), name


def test_every_slot_near_every_change_has_one_dose_a_day_when_the_wall_clock_first_shows_it() -> None:
    checked = 0
    for name in ZONES:
        zone = ZoneInfo(name)
        for change in changes_of(name):
            days, times = days_around(change, zone), slots_around(change)
            doses = expected_doses(tablets(times), days[0], days[-1], zone)
            check_slots(doses, days, times, (name, change))
            for dose in doses:
                wall = datetime.combine(dose.on, time.fromisoformat(dose.slot))
                assert dose.at == first_showing(wall, change, zone), (name, dose)
            checked += len(doses)
    assert checked > 300_000


def test_ordinary_days_of_every_zone_have_one_dose_for_each_slot_at_its_wall_time() -> None:
    random = Random(20240101)
    for name in ZONES:
        zone, changed_on = ZoneInfo(name), {wall_of(change[0], ZoneInfo(name)).date() for change in changes_of(name)}
        for _ in range(6):
            first = date(2024, 1, 1) + timedelta(days=random.randrange(12 * 365))
            days = [first + number * ONE_DAY for number in range(7)]
            times = tuple(sorted(random.sample(QUARTERS, 6)))
            doses = expected_doses(tablets(times), days[0], days[-1], zone)
            check_slots(doses, days, times, (name, first))
            for dose in doses:
                near_a_change = {dose.on - ONE_DAY, dose.on, dose.on + ONE_DAY} & changed_on
                assert near_a_change or f"{wall_of(dose.at, zone):%Y-%m-%d %H:%M}" == f"{dose.on} {dose.slot}", name


def test_an_injection_turns_early_due_overdue_and_lapsed_when_the_local_date_is_first_shown() -> None:
    at_midnight = 0
    for name in ZONES:
        zone = ZoneInfo(name)
        for change in changes_of(name):
            for day in days_around(change, zone):
                begins_at = first_showing(datetime.combine(day, time()), change, zone)
                assert wall_of(begins_at, zone).date() == day, (name, day)
                assert wall_of(begins_at - MINUTE, zone).date() == day - ONE_DAY, (name, day)
                at_midnight += begins_at == change[0]
                assert injection_boundaries(day + timedelta(days=4), zone).early_at == begins_at, (name, day)
                assert injection_boundaries(day, zone).due_at == begins_at, (name, day)
                assert injection_boundaries(day - ONE_DAY, zone).overdue_at == begins_at, (name, day)
                assert injection_boundaries(day - timedelta(days=8), zone).lapsed_at == begins_at, (name, day)
    assert at_midnight > 100, "some zones skip midnight itself"


def test_a_targeted_tablet_is_prompted_elapsed_minutes_before_the_first_showing_of_its_time() -> None:
    for name in ZONES:
        zone = ZoneInfo(name)
        for number, change in enumerate(changes_of(name)):
            days, times, lead = days_around(change, zone), slots_around(change), (0, 60, 90, 135)[number % 4]
            for at in times[number % 7 :: 7]:
                plan = TargetedPlan(
                    medication="tablet",
                    quantity_mg=50,
                    starts_on=date(2023, 1, 1),
                    risk_days=tuple(RiskDay(day, at) for day in days),
                    anticipated_at=time(19),
                    lead_minutes=lead,
                )
                doses = expected_doses(plan, days[0], days[-1], zone)
                assert [dose.on for dose in doses] == days, name
                for dose in doses:
                    anticipated_at = first_showing(datetime.combine(dose.on, at), change, zone)
                    assert anticipated_at - dose.at == timedelta(minutes=lead), (name, dose)


def test_a_date_that_a_zone_skips_has_no_dose_of_any_plan() -> None:
    skipped = set()
    for name in ZONES:
        zone = ZoneInfo(name)
        # A week between two looks: what matters here are jumps over the date line, which nobody takes back.
        for at, before, after in changes_between(zone, datetime(1990, 1, 1, tzinfo=UTC), FIRST, 7 * ONE_DAY):
            if after - before >= ONE_DAY:
                skipped.add((name, wall_of(at, zone).date() - ONE_DAY))
    assert {("Pacific/Apia", date(2011, 12, 30)), ("Pacific/Fakaofo", date(2011, 12, 30))} <= skipped
    assert len({name for name, _ in skipped}) >= 5
    for name, day in skipped:
        zone, around = ZoneInfo(name), (day - ONE_DAY, day + ONE_DAY)
        every_day = expected_doses(tablets((time(0), time(8), time(23, 45))), *around, zone)
        risk_days = tuple(RiskDay(on) for on in (day - ONE_DAY, day, day + ONE_DAY))
        risky = TargetedPlan(
            medication="tablet",
            quantity_mg=50,
            starts_on=date(1990, 1, 1),
            risk_days=risk_days,
            anticipated_at=time(19),
            lead_minutes=90,
        )
        visit = InjectionPlan(
            medication="vial", quantity_mg=380, starts_on=day, cadence=EveryDays(28), visit_time=time(10)
        )
        assert skipped_days(*around, zone) == [day], name
        assert Counter(dose.on for dose in every_day) == {on: 3 for on in around}, name
        assert [dose.on for dose in expected_doses(risky, *around, zone)] == list(around), name
        assert expected_doses(visit, *around, zone) == [], name
        assert day_start(day, zone) == day_start(day + ONE_DAY, zone), name
