"""Any zone, any date from 2024 to 2035, any minute: the rules of time against waiting for the wall clock."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from adherence.domain.daily import is_once_a_day
from adherence.domain.expected import expected_doses
from adherence.domain.injection import injection_boundaries
from adherence.domain.regimen import DailyPlan, EveryDay, RiskDay, TargetedPlan, time_text
from adherence.domain.timing import due_at, too_soon_after
from adherence.domain.zones import zone_names

STEADY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
MINUTE, ONE_DAY = timedelta(minutes=1), timedelta(days=1)
ZONES = st.sampled_from(sorted(zone_names())).map(ZoneInfo)
DAYS = st.dates(date(2024, 1, 1), date(2035, 12, 30))
MINUTES = st.integers(0, 24 * 60 - 1).map(lambda number: time(number // 60, number % 60))
# Nights in which clocks change, so that the interesting hours are tried more often than by chance.
NIGHTS = st.sampled_from(
    [
        (ZoneInfo("America/New_York"), date(2024, 3, 10)),
        (ZoneInfo("America/New_York"), date(2024, 11, 3)),
        (ZoneInfo("Europe/Berlin"), date(2025, 3, 30)),
        (ZoneInfo("Europe/Berlin"), date(2025, 10, 26)),
        (ZoneInfo("Australia/Lord_Howe"), date(2026, 4, 5)),
        (ZoneInfo("Australia/Lord_Howe"), date(2026, 10, 4)),
        (ZoneInfo("Pacific/Chatham"), date(2024, 4, 7)),
        (ZoneInfo("Pacific/Chatham"), date(2024, 9, 29)),
        (ZoneInfo("America/Asuncion"), date(2024, 3, 23)),
        (ZoneInfo("America/Asuncion"), date(2024, 10, 6)),
        (ZoneInfo("America/Havana"), date(2024, 3, 10)),
        (ZoneInfo("America/Havana"), date(2024, 11, 3)),
        (ZoneInfo("Antarctica/Troll"), date(2025, 3, 30)),
        (ZoneInfo("Africa/Cairo"), date(2024, 4, 26)),
    ]
)
PLACES = st.tuples(ZONES, DAYS) | NIGHTS
EARLY = st.integers(0, 5 * 60).map(lambda number: time(number // 60, number % 60)) | MINUTES


def first_shown(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The first instant at which the wall clock shows a time or a later one, found by waiting for it."""
    wanted = datetime.combine(day, at)
    instant = wanted.replace(tzinfo=UTC) - timedelta(hours=15)
    while instant.astimezone(zone).replace(tzinfo=None) < wanted:
        instant += MINUTE
    return instant


def tablets(times: set[time]) -> DailyPlan:
    return DailyPlan(medication="tablet", starts_on=date(2023, 1, 1), times=tuple(sorted(times)), pattern=EveryDay(50))


@STEADY
@given(place=PLACES, at=EARLY)
@example(place=(ZoneInfo("America/New_York"), date(2026, 3, 8)), at=time(2, 30))
def test_a_slot_is_due_at_its_first_showing_or_at_the_first_instant_after_the_gap(
    place: tuple[ZoneInfo, date], at: time
) -> None:
    zone, day = place
    assert due_at(day, at, zone) == first_shown(day, at, zone)


@STEADY
@given(place=PLACES, times=st.sets(EARLY, min_size=1, max_size=4), length=st.integers(0, 4))
def test_every_date_has_one_dose_for_each_slot_and_a_once_a_day_plan_12_hours_between_two(
    place: tuple[ZoneInfo, date], times: set[time], length: int
) -> None:
    (zone, first), plan = place, tablets(times)
    days = [first + number * ONE_DAY for number in range(-1, length + 1)]
    doses = expected_doses(plan, days[0], days[-1], zone)
    assert Counter((dose.on, dose.slot) for dose in doses) == Counter(
        (on, time_text(at)) for on in days for at in times
    )
    assert {dose.at for dose in doses} == {first_shown(on, at, zone) for on in days for at in times}
    if is_once_a_day(plan):
        assert not any(too_soon_after(earlier.at, later.at) for earlier, later in pairwise(doses))


@STEADY
@given(place=PLACES, at=EARLY, lead=st.integers(0, 720))
def test_a_targeted_tablet_is_prompted_so_many_elapsed_minutes_before_its_time(
    place: tuple[ZoneInfo, date], at: time, lead: int
) -> None:
    zone, day = place
    plan = TargetedPlan(
        medication="tablet",
        quantity_mg=50,
        starts_on=date(2023, 1, 1),
        risk_days=(RiskDay(day, at),),
        anticipated_at=time(19),
        lead_minutes=lead,
    )
    (dose,) = expected_doses(plan, day, day, zone)
    assert first_shown(day, at, zone) - dose.at == timedelta(minutes=lead)
    assert dose.window_closes_at == first_shown(day + ONE_DAY, time(12), zone)


@STEADY
@given(place=PLACES, later=st.sampled_from([-4, 0, 1, 8]))
def test_the_stages_of_an_injection_begin_with_their_local_dates(place: tuple[ZoneInfo, date], later: int) -> None:
    zone, day = place
    boundaries = injection_boundaries(day - later * ONE_DAY, zone)
    begins_at = {
        -4: boundaries.early_at,
        0: boundaries.due_at,
        1: boundaries.overdue_at,
        8: boundaries.lapsed_at,
    }[later]
    assert begins_at == first_shown(day, time(), zone)
    assert begins_at.astimezone(zone).date() == day
    assert (begins_at - MINUTE).astimezone(zone).date() == day - ONE_DAY
