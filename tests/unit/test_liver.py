"""Liver tests: when they are due, what a result settles, and when the care team must look."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adherence.domain.liver import (
    LiverState,
    is_above_threshold,
    liver_need,
    next_test,
    planned_tests,
    times_limit,
)
from adherence.domain.policy import DEFAULT_POLICY
from tests.unit.regimens import day

START = "2026-01-31"


def plan(today, *taken, start=START, policy=DEFAULT_POLICY):
    return planned_tests(day(start), [day(one) for one in taken], day(today), policy)


def told(tests):
    return [f"{test.month} {test.due_on} {test.state}" for test in tests]


def test_the_plan_clamps_to_the_end_of_a_month_and_skips_none():
    assert [str(test.due_on) for test in plan("2027-08-01")] == [
        "2026-01-31",
        "2026-02-28",
        "2026-04-30",
        "2026-07-31",
        "2027-01-31",
        "2027-07-31",
        "2028-01-31",
    ]
    assert [test.month for test in plan("2027-08-01")] == [0, 1, 3, 6, 12, 18, 24]


def test_a_leap_day_is_found_again():
    due = [str(test.due_on) for test in plan("2028-03-01", start="2024-02-29")]
    assert due[:3] == ["2024-02-29", "2024-03-29", "2024-05-29"]
    assert [on for on in due if "-02-" in on] == ["2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"]


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2026-01-30", ["0 2026-01-31 upcoming", "1 2026-02-28 upcoming"]),
        ("2026-01-31", ["0 2026-01-31 due", "1 2026-02-28 upcoming"]),
        ("2026-02-13", ["0 2026-01-31 due", "1 2026-02-28 upcoming"]),
        ("2026-02-14", ["0 2026-01-31 overdue", "1 2026-02-28 upcoming", "3 2026-04-30 upcoming"]),
        ("2026-02-28", ["0 2026-01-31 overdue", "1 2026-02-28 due", "3 2026-04-30 upcoming"]),
    ],
)
def test_a_test_becomes_due_on_its_day_and_overdue_14_days_later(today, expected):
    assert told(plan(today)) == expected


@pytest.mark.parametrize(
    ("taken", "done"),
    [
        (["2026-01-16"], []),
        (["2026-01-17"], [0]),
        (["2026-01-31", "2026-02-13"], [0]),
        (["2026-01-31", "2026-02-14"], [0, 1]),
        (["2026-01-31", "2026-03-20"], [0, 1]),
        (["2026-02-20"], [0]),
        (["2026-03-01"], [0, 1]),
        (["2026-05-01"], [0, 1, 3]),
        (["2026-01-31", "2026-01-31", "2026-01-31"], [0]),
        (["2027-05-01"], []),
    ],
)
def test_a_result_settles_what_was_due_by_then_or_the_next_one_up_to_14_days_early(taken, done):
    tests = plan("2026-05-02", *taken)
    assert [test.month for test in tests if test.state is LiverState.DONE] == done


def test_a_late_result_keeps_its_own_day():
    tests = plan("2026-05-02", "2026-03-20")
    assert [str(test.done_on) for test in tests] == ["2026-03-20", "2026-03-20", "None", "None"]


def test_the_next_test_is_the_oldest_that_is_not_done():
    assert next_test(plan("2026-02-01", "2026-01-31")).month == 1
    assert next_test([]) is None


@pytest.mark.parametrize(
    ("today", "taken", "expected"),
    [
        ("2026-02-01", [], None),
        ("2026-02-14", [], (True, "2026-02-14", "Liver test overdue: the baseline, due 2026-01-31")),
        ("2026-02-27", ["2026-01-31"], None),
        ("2026-02-28", ["2026-01-31"], (False, "2026-02-28", "Liver test due: month 1, due 2026-02-28")),
        ("2026-03-14", ["2026-01-31"], (True, "2026-03-14", "Liver test overdue: month 1, due 2026-02-28")),
        ("2026-05-01", ["2026-01-31"], (True, "2026-04-30", "Liver test overdue: month 1, due 2026-02-28")),
        ("2026-05-01", ["2026-01-31", "2026-04-30"], None),
    ],
)
def test_a_baseline_is_told_only_when_overdue_and_the_others_when_due(today, taken, expected):
    need = liver_need(plan(today, *taken))
    assert (None if need is None else (need.overdue, str(need.since), need.detail)) == expected


@pytest.mark.parametrize(
    ("value", "limit", "times", "above"),
    [
        (168, 40, 4.2, True),
        (120, 40, 3.0, False),
        (120.3, 40.1, 3.0, False),
        (120.1, 40, 3.0025, True),
        (0, 40, 0.0, False),
        (9999, None, None, False),
    ],
)
def test_a_result_is_too_high_above_three_times_the_limit(value, limit, times, above):
    assert times_limit(value, limit) == (times if times is None else pytest.approx(times))
    assert is_above_threshold(value, limit) is above


def test_a_clinic_may_set_its_own_plan_and_threshold():
    policy = replace(DEFAULT_POLICY, liver_test_months=(0, 2), liver_test_every_months=3, liver_threshold_times_limit=5)
    assert [test.month for test in plan("2026-09-01", policy=policy)] == [0, 2, 5, 8]
    assert not is_above_threshold(168, 40, policy)


@given(
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.integers(0, 1500),
    st.lists(st.integers(-60, 1500), max_size=12),
)
def test_whatever_was_taken_one_test_lies_ahead_and_the_order_holds(start, passed, offsets):
    today = start + timedelta(days=passed)
    taken = [start + timedelta(days=offset) for offset in offsets]
    tests = planned_tests(start, taken, today)
    assert [test.due_on for test in tests] == sorted({test.due_on for test in tests})
    assert tests[-1].state is LiverState.UPCOMING
    assert tests[-1].due_on > today
    done = [test for test in tests if test.state is LiverState.DONE]
    assert all(test.done_on in taken and test.done_on <= today for test in done)
    open_from = next((place for place, test in enumerate(tests) if test.done_on is None), len(tests))
    assert all(test.done_on is None for test in tests[open_from:]), "what is done is done in order"
