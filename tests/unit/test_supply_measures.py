"""The nine supply measures agree with AdhereR, with hand-worked histories and with their own bounds."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adherence.domain.measure.supply import SupplyEvent, Windows, supply_measures

REFERENCE = Path(__file__).parents[3] / "shared" / "data" / "adherer"
DAY_ZERO = date(2030, 1, 1)
NAMES = tuple(f"cma{number}" for number in range(1, 10))


def history(*events):
    """Events as (days since the first of January 2030, days supplied)."""
    return [SupplyEvent(DAY_ZERO + timedelta(days=at), days) for at, days in events]


def measured(*events, start=0, days=100, follow_up=730):
    return asdict(supply_measures(history(*events), Windows(start, days, follow_up)))


@pytest.mark.skipif(not REFERENCE.is_dir(), reason="the reference histories of AdhereR are not beside the project")
@pytest.mark.parametrize("name", ["edge", "medA", "medB"])
def test_all_nine_measures_are_those_of_adherer(name):
    events = defaultdict(list)
    with (REFERENCE / f"{name}.csv").open() as lines:
        for row in csv.DictReader(lines):
            events[row["patient_id"]].append(SupplyEvent(date.fromisoformat(row["date"]), float(row["days_supply"])))
    with (REFERENCE / f"{name}_expected.csv").open() as lines:
        expected = {row.pop("patient_id"): row for row in csv.DictReader(lines)}
    assert set(expected) == set(events)
    for patient, row in expected.items():
        got = asdict(supply_measures(events[patient], Windows(182, 365, 730)))
        wanted = {key.lower(): pytest.approx(float(value), abs=1e-9) if value else None for key, value in row.items()}
        assert got == wanted, patient


def test_perfect_supply_is_one_everywhere():
    got = measured((0, 30), (30, 30), (60, 30), (90, 10), days=100, follow_up=100)
    assert got == dict.fromkeys(NAMES, 1.0)


def test_a_worked_history_with_a_gap_and_an_oversupply():
    # Window of days 10 to 110. Day 0: 20 days (10 left at day 10). Gap of days 20-29.
    # Day 30: 50 days, day 60: 30 days, banked: use runs from 30 to 110.
    got = measured((0, 20), (30, 50), (60, 30), start=10, days=100, follow_up=130)
    assert got == pytest.approx(
        {
            "cma1": 50 / 30,
            "cma2": 80 / 80,
            "cma3": 1.0,
            "cma4": 1.0,
            "cma5": 1.0,
            "cma6": 1.0,
            "cma7": 90 / 100,
            "cma8": 80 / 90,
            # Days 10-30 at 20/30, 30-60 at 1 with 20 carried, 60-110 at 50/70.
            "cma9": (20 * 20 / 30 + 30 * 1 + 50 * 50 / 70) / 100,
        }
    )


def test_one_event_has_no_interval_between_events():
    got = measured((0, 30))
    assert (got["cma1"], got["cma3"], got["cma5"]) == (None, None, None)
    assert (got["cma2"], got["cma6"], got["cma7"], got["cma8"]) == (0.3, 0.3, 0.3, 0.3)
    assert got["cma9"] == pytest.approx(30 / 730)


def test_events_of_one_day_have_no_interval_but_bank_their_supply():
    got = measured((0, 10), (0, 20), days=100)
    assert (got["cma1"], got["cma5"]) == (None, None)
    assert (got["cma2"], got["cma6"], got["cma7"]) == (0.3, 0.3, 0.3)
    assert got["cma9"] == pytest.approx(30 / 730)


def test_of_two_events_on_the_last_day_the_one_written_last_is_left_out_of_cma1():
    assert measured((0, 10), (50, 30), (50, 20))["cma1"] == pytest.approx(40 / 50)
    assert measured((0, 10), (50, 20), (50, 30))["cma1"] == pytest.approx(30 / 50)


def test_an_event_on_the_first_day_or_just_at_the_end_of_the_window_is_inside():
    got = measured((0, 10), (20, 10), (120, 10), start=20, days=100)
    assert got["cma1"] == pytest.approx(10 / 100)
    assert got["cma2"] == pytest.approx(20 / 100)


def test_an_event_only_at_the_end_of_the_window_leaves_an_empty_interval():
    got = measured((0, 10), (120, 10), start=20, days=100)
    assert [got[name] for name in ("cma1", "cma2", "cma3", "cma4", "cma5", "cma6")] == [None] * 6
    assert (got["cma7"], got["cma8"]) == (0.0, 0.0)


def test_events_after_the_window_count_only_where_the_next_interval_begins():
    without, after = measured((0, 40), (50, 30)), measured((0, 40), (50, 30), (150, 90))
    assert [after[name] for name in NAMES[:8]] == [without[name] for name in NAMES[:8]]
    assert after["cma9"] == pytest.approx((50 * 40 / 50 + 50 * 30 / 100) / 100)


def test_events_after_the_follow_up_count_for_nothing():
    assert measured((0, 40), (50, 30), (201, 90), follow_up=200) == measured((0, 40), (50, 30), follow_up=200)


def test_a_delayed_start_that_reaches_the_end_is_zero():
    got = measured((0, 200), (60, 30), start=50, days=100)
    assert (got["cma7"], got["cma8"]) == (1.0, 0.0)


def test_an_event_before_the_delayed_start_counts_as_if_on_it():
    # 80 banked days end at day 80; the event of day 60 then lasts from 80 to 100 of 150.
    assert measured((0, 80), (60, 20), start=50, days=100)["cma8"] == pytest.approx(20 / 70)


def test_fractions_of_a_day_are_kept():
    got = measured((0, 7.5), (10, 2.25), days=10)
    assert got["cma1"] == pytest.approx(0.75)
    assert got["cma7"] == pytest.approx(0.75)


def test_a_patient_without_events_is_refused():
    with pytest.raises(ValueError, match="no follow-up"):
        supply_measures([], Windows(0, 100))


@given(
    st.lists(st.tuples(st.integers(0, 900), st.floats(0.25, 400)), min_size=1, max_size=12),
    st.integers(0, 300),
    st.integers(1, 400),
)
def test_measures_stay_within_their_bounds_and_ignore_the_order_of_rows(events, start, days):
    # One row a day: rows of one day are told apart by their order.
    events = list({at: (at, supply) for at, supply in events}.values())
    got = measured(*events, start=start, days=days)
    for name in NAMES[2:]:
        assert got[name] is None or 0 <= got[name] <= 1 + 1e-9
    assert None not in (got["cma7"], got["cma8"], got["cma9"])
    assert (got["cma1"] is None) == (got["cma3"] is None) == (got["cma5"] is None)
    assert measured(*reversed(events), start=start, days=days) == pytest.approx(got)


@given(st.lists(st.tuples(st.integers(0, 200), st.integers(1, 60)), min_size=1, max_size=8), st.integers(0, 100))
def test_days_of_use_agree_with_a_day_by_day_simulation(events, start):
    first = min(at for at, _ in events)
    events = [(at - first, supply) for at, supply in events]
    stock, used = 0, 0
    for day in range(start + 90):
        stock += sum(supply for at, supply in events if at == day)
        used += day >= start and stock > 0
        stock = max(0, stock - 1)
    assert measured(*events, start=start, days=90)["cma7"] == pytest.approx(used / 90)
