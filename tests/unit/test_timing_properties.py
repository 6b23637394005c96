"""What holds for every regimen, zone and date, on examples that Hypothesis makes up."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adherence.domain.daily import quantity_on
from adherence.domain.expected import expected_doses
from adherence.domain.injection import due_after, injection_boundaries
from adherence.domain.regimen import (
    DailyPlan,
    EveryDay,
    EveryDays,
    EveryMonths,
    Interval,
    RegimenFaults,
    Step,
    Steps,
    TargetedPlan,
    Weekday,
    Weekly,
    time_text,
)
from adherence.domain.regimen_json import parse_regimen, plan_to_json
from adherence.domain.timing import day_exists, due_at, end_of_texting_hours, in_texting_hours, next_texting_start
from tests.unit.regimens import daily, injection, targeted

# A busy machine is no fault of the rules.
STEADY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

# Gaps at night, at midnight, of half an hour and of two hours; a skipped date; a calendar that never changes.
ZONES = st.sampled_from(
    [
        "America/New_York",
        "Europe/London",
        "Pacific/Chatham",
        "Australia/Lord_Howe",
        "America/Santiago",
        "Africa/Cairo",
        "America/Havana",
        "Antarctica/Troll",
        "Africa/Casablanca",
        "Pacific/Apia",
        "Asia/Kathmandu",
        "UTC",
    ]
).map(ZoneInfo)
DAYS = st.dates(date(2010, 1, 1), date(2035, 12, 31))
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
QUANTITIES = st.sampled_from([1.5, 3, 4.5, 25, 50, 100, 150]).map(float)
PATTERNS = st.one_of(
    st.builds(EveryDay, QUANTITIES),
    st.builds(Weekly, st.tuples(*[st.none() | QUANTITIES] * 7).filter(any)),
    st.builds(Interval, st.integers(1, 10), QUANTITIES),
    st.builds(
        lambda head, last: Steps((*head, last)),
        st.lists(st.builds(Step, QUANTITIES, st.integers(1, 20)), max_size=3),
        st.builds(Step, QUANTITIES, st.none() | st.integers(1, 20)),
    ),
)
DAILY_PLANS = st.builds(
    lambda start, length, times, pattern: DailyPlan(
        medication="naltrexone 50 mg tablet",
        starts_on=start,
        ends_on=None if length is None else start + timedelta(days=length),
        times=tuple(sorted(times)),
        pattern=pattern,
    ),
    DAYS,
    st.none() | st.integers(0, 60),
    st.sets(TIMES, min_size=1, max_size=4),
    PATTERNS,
)
TARGETED_PLANS = st.builds(
    lambda start, weekdays, at, lead: TargetedPlan(
        medication="naltrexone 50 mg tablet",
        quantity_mg=50,
        starts_on=start,
        risk_weekdays=tuple(weekdays),
        anticipated_at=at,
        lead_minutes=lead,
    ),
    DAYS,
    st.sets(st.sampled_from(Weekday)),
    TIMES,
    st.integers(0, 720),
)


@STEADY
@given(day=DAYS, at=TIMES, zone=ZONES)
def test_a_due_instant_shows_the_wall_time_or_the_first_one_after_a_gap(day: date, at: time, zone: ZoneInfo) -> None:
    instant = due_at(day, at, zone)
    if instant is None:
        assert not day_exists(day, zone)
        return
    wall, before = (
        moment.astimezone(zone).replace(tzinfo=None) for moment in (instant, instant - timedelta(seconds=1))
    )
    wanted = datetime.combine(day, at)
    assert wall == wanted or before < wanted < wall


@STEADY
@given(plan=DAILY_PLANS, offset=st.integers(-3, 40), length=st.integers(0, 20), zone=ZONES)
def test_there_is_exactly_one_dose_for_each_slot_that_exists(
    plan: DailyPlan, offset: int, length: int, zone: ZoneInfo
) -> None:
    first = plan.starts_on + timedelta(days=offset)
    days = [first + timedelta(days=number) for number in range(length + 1)]
    doses = expected_doses(plan, days[0], days[-1], zone)
    wanted = Counter(
        (day, time_text(at))
        for day in days
        for at in plan.times
        if day_exists(day, zone) and quantity_on(plan, day) is not None
    )
    assert Counter((dose.on, dose.slot) for dose in doses) == wanted
    assert set(wanted.values()) <= {1}


@STEADY
@given(plan=DAILY_PLANS, zone=ZONES)
def test_daily_doses_are_in_order_and_their_windows_never_overlap(plan: DailyPlan, zone: ZoneInfo) -> None:
    doses = expected_doses(plan, plan.starts_on, plan.starts_on + timedelta(days=25), zone)
    for dose in doses:
        assert dose.at == dose.window_opens_at < dose.late_from <= dose.window_closes_at
    for earlier, later in pairwise(doses):
        assert (earlier.at, earlier.on, earlier.slot) < (later.at, later.on, later.slot)
        # Slots that fall on one instant, the end of a gap, share one window.
        assert earlier.window_closes_at <= later.at or earlier.window_closes_at == later.window_closes_at
        assert (earlier.at == later.at) == (earlier.window_closes_at == later.window_closes_at)


@STEADY
@given(plan=DAILY_PLANS, cut=st.integers(0, 20), zone=ZONES)
def test_asking_in_two_parts_gives_the_same_doses_as_asking_at_once(plan: DailyPlan, cut: int, zone: ZoneInfo) -> None:
    first, last = plan.starts_on, plan.starts_on + timedelta(days=20)
    middle = first + timedelta(days=cut)
    parts = [
        *expected_doses(plan, first, middle, zone),
        *expected_doses(plan, middle + timedelta(days=1), last, zone),
    ]
    assert parts == expected_doses(plan, first, last, zone)


@STEADY
@given(plan=TARGETED_PLANS, zone=ZONES)
def test_targeted_doses_come_at_most_once_a_day_and_their_window_follows_them(
    plan: TargetedPlan, zone: ZoneInfo
) -> None:
    doses = expected_doses(plan, plan.starts_on, plan.starts_on + timedelta(days=25), zone)
    assert len({dose.on for dose in doses}) == len(doses)
    assert all(earlier.at < later.at for earlier, later in pairwise(doses))
    assert all(dose.window_opens_at == dose.at < dose.window_closes_at for dose in doses)


@STEADY
@given(given_on=DAYS, zone=ZONES)
def test_a_monthly_injection_never_skips_a_month(given_on: date, zone: ZoneInfo) -> None:
    due_on = due_after(given_on, EveryMonths(1))
    assert (due_on.year * 12 + due_on.month) - (given_on.year * 12 + given_on.month) == 1
    assert due_on.day == given_on.day or (due_on + timedelta(days=1)).day == 1
    boundaries = injection_boundaries(due_on, zone)
    assert boundaries.early_at < boundaries.due_at <= boundaries.overdue_at < boundaries.lapsed_at


@STEADY
@given(given_on=DAYS, days=st.integers(21, 31))
def test_an_injection_in_days_is_due_exactly_so_many_days_later(given_on: date, days: int) -> None:
    assert (due_after(given_on, EveryDays(days)) - given_on).days == days


@STEADY
@given(now=st.datetimes(datetime(2010, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)), zone=ZONES)
def test_texting_hours_start_and_end_around_the_instants_between_them(now: datetime, zone: ZoneInfo) -> None:
    start = next_texting_start(now, zone)
    end = end_of_texting_hours(now, zone)
    assert now <= start < end
    assert (start == now) == in_texting_hours(now, zone)
    assert in_texting_hours(start, zone)
    assert in_texting_hours(end - timedelta(seconds=1), zone)
    assert not in_texting_hours(end, zone)


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(["08:00", "25:00", "2026-01-01", "2026-02-30", "daily", "injection", "targeted", "weekly", "fri"]),
)
NAMES = st.sampled_from(
    ["kind", "times", "pattern", "type", "quantity_mg", "days", "on", "by", "every_days"]
) | st.text(max_size=4)
ANYTHING = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4), max_leaves=12
)
EXAMPLES = st.sampled_from([daily(), injection(), targeted()])


def outcome_of(regimen: object) -> str:
    """What reading it came to; any other exception than RegimenFaults fails the test by itself."""
    try:
        plan = parse_regimen(regimen)
    except RegimenFaults as broken:
        lines = [str(fault) for fault in broken.faults]
        return "refused" if lines and all(line.encode() and "\n" not in line for line in lines) else "unclear"
    return "accepted" if parse_regimen(plan_to_json(plan)) == plan else "changed"


@STEADY
@given(value=ANYTHING)
def test_no_json_value_makes_the_reading_fail_otherwise(value: object) -> None:
    assert outcome_of(value) in {"refused", "accepted"}


@STEADY
@given(example=EXAMPLES, changes=st.dictionaries(NAMES, ANYTHING, max_size=2), data=st.data())
def test_no_change_of_a_sound_regimen_makes_the_reading_fail_otherwise(
    example: dict[str, Any], changes: dict[str, Any], data: st.DataObject
) -> None:
    field = data.draw(st.sampled_from(sorted(example)))
    changed = {**example, **changes, field: data.draw(ANYTHING)}
    assert outcome_of(changed) in {"refused", "accepted"}
