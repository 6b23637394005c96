"""Holds as rules: which dates they cover, when doses stop and start again, and when a procedure may be."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adherence.domain.dose import Records
from adherence.domain.expected import expected_doses
from adherence.domain.holds import (
    HoldSpan,
    due_after_holds,
    hold_dates,
    hold_over,
    holding,
    procedure_days,
    released_on,
)
from adherence.domain.injection import next_injection
from adherence.domain.measure.doses import DoseRecord, current_streak, dose_adherence, longest_gap, replies
from adherence.domain.policy import DEFAULT_POLICY
from adherence.domain.regimen import InjectionPlan
from adherence.domain.regimen_json import parse_regimen
from adherence.domain.states import DoseState, HoldKind, PlanKind
from tests.unit.regimens import injection

MARCH = date(2026, 3, 1)
NEW_YORK = ZoneInfo("America/New_York")
TRAVEL, HOSPITAL, PROCEDURE = HoldKind.TRAVEL, HoldKind.HOSPITAL, HoldKind.PROCEDURE


def on(day: int) -> date:
    return date(2026, 3, day)


@pytest.mark.parametrize(
    ("kind", "today", "stops_on", "needs_gate"),
    [
        (TRAVEL, 1, 20, False),
        (HOSPITAL, 1, 20, True),
        (HOSPITAL, 24, 20, True),
        (PROCEDURE, 1, 17, True),
        (PROCEDURE, 17, 17, True),
        (PROCEDURE, 18, 18, True),
        (PROCEDURE, 20, 20, True),
    ],
)
def test_stop_and_restart_follow_from_the_kind_and_the_dates(
    kind: HoldKind, today: int, stops_on: int, needs_gate: bool
) -> None:
    dates = hold_dates(kind, on(20), on(22), today=on(today))
    assert (dates.stops_on, dates.restarts_on, dates.needs_gate) == (on(stops_on), on(23), needs_gate)


@pytest.mark.parametrize(("hours", "days"), [(0, 0), (24, 1), (25, 2), (72, 3), (96, 4)])
def test_the_clinic_sets_how_long_before_a_procedure_tablets_stop(hours: int, days: int) -> None:
    policy = replace(DEFAULT_POLICY, procedure_oral_stop=timedelta(hours=hours))
    dates = hold_dates(PROCEDURE, on(20), on(20), today=on(1), policy=policy)
    assert dates.stops_on == on(20 - days)


def test_the_clinic_sets_which_holds_repeat_the_gate() -> None:
    policy = replace(DEFAULT_POLICY, gate_after_holds=("travel",))
    needing = [kind for kind in HoldKind if hold_dates(kind, on(5), on(6), today=on(1), policy=policy).needs_gate]
    assert needing == [TRAVEL]


def test_a_procedure_is_thirty_days_after_an_injection_and_never_before_the_24th() -> None:
    assert procedure_days(on(1)) == (date(2026, 3, 25), date(2026, 3, 31))


@pytest.mark.parametrize(
    ("passed_on", "released"),
    [(None, None), (4, None), (5, 9), (8, 9), (9, 9), (12, 12)],
)
def test_a_gate_signed_since_the_first_day_releases_for_the_day_after_the_last(
    passed_on: int | None, released: int | None
) -> None:
    found = released_on(on(5), on(8), on(passed_on) if passed_on else None)
    assert found == (on(released) if released else None)


@pytest.mark.parametrize(("day", "covered"), [(4, False), (5, True), (8, True), (9, False)])
def test_a_span_covers_its_first_day_and_not_the_day_of_the_restart(day: int, covered: bool) -> None:
    assert HoldSpan(TRAVEL, on(5), on(9)).covers(on(day)) == covered


def test_a_span_without_an_end_covers_every_later_day() -> None:
    span = HoldSpan(HOSPITAL, on(5), None)
    assert span.covers(date(2199, 1, 1))
    assert holding([span], on(4)) is None


def test_of_two_holds_the_one_that_began_first_is_named() -> None:
    first, second = HoldSpan(HOSPITAL, on(5), None), HoldSpan(TRAVEL, on(10), on(12))
    assert holding([second, first], on(11)) is first


@pytest.mark.parametrize(
    ("kind", "due", "held"),
    [(TRAVEL, 4, False), (TRAVEL, 5, True), (TRAVEL, 9, False), (PROCEDURE, 1, True), (PROCEDURE, 9, False)],
)
def test_before_a_procedure_no_injection_is_due_whatever_its_date(kind: HoldKind, due: int, held: bool) -> None:
    span = HoldSpan(kind, on(5), on(9))
    assert (hold_over([span], PlanKind.INJECTION, on(due)) is span) == held
    assert hold_over([span], PlanKind.DAILY, on(4)) is None


@pytest.mark.parametrize(
    ("due", "expected"),
    [(3, 3), (5, 9), (8, 9), (9, 12), (11, 12), (12, 12), (20, 20)],
)
def test_an_injection_that_fell_into_a_hold_is_due_on_the_day_of_the_restart(due: int, expected: int) -> None:
    ended = [HoldSpan(HOSPITAL, on(9), on(12)), HoldSpan(TRAVEL, on(5), on(9))]
    assert due_after_holds(on(due), ended) == (on(12) if 5 <= due < 12 else on(expected))


def test_the_next_injection_is_never_due_before_the_restart() -> None:
    plan = parse_regimen(injection(starts_on="2026-02-01"))
    assert isinstance(plan, InjectionPlan)
    records = Records(given_on=(date(2026, 2, 10),), ended_holds=(HoldSpan(TRAVEL, on(8), on(15)),))
    dose = next_injection(plan, NEW_YORK, records)
    assert dose is not None
    assert dose.on == on(15)
    later = next_injection(plan, NEW_YORK, replace(records, given_on=(on(16),)))
    assert later is not None
    assert later.on == date(2026, 4, 13)
    assert [d.on for d in expected_doses(plan, on(1), date(2026, 4, 30), NEW_YORK, records)] == [
        on(15),
        date(2026, 4, 12),
    ]


spans = st.builds(
    lambda kind, first, days: HoldSpan(
        kind, MARCH + timedelta(first), None if days is None else MARCH + timedelta(days)
    ),
    st.sampled_from(HoldKind),
    st.integers(0, 60),
    st.none() | st.integers(0, 90),
)


@given(st.lists(spans, max_size=6), st.integers(-10, 100))
def test_a_due_date_moved_by_holds_lies_in_none_of_them_and_never_earlier(ended: list[HoldSpan], offset: int) -> None:
    over = [span for span in ended if span.until is not None]
    due = MARCH + timedelta(offset)
    moved = due_after_holds(due, over)
    assert moved >= due
    assert not any(span.covers_injection(moved) for span in over)


def record(day: int, state: DoseState, *, asked: bool = True, answered: bool = False) -> DoseRecord:
    at = datetime(2026, 3, day, 12, tzinfo=UTC)
    return DoseRecord(on(day), at, state, None, False, at if asked else None, at if answered else None)


def test_held_doses_are_in_no_denominator_and_end_no_streak() -> None:
    doses = [
        record(1, DoseState.TAKEN, answered=True),
        record(2, DoseState.HELD),
        record(3, DoseState.HELD, asked=False),
        record(4, DoseState.TAKEN, answered=True),
    ]
    found = dose_adherence(doses)
    assert (found.expected, found.left_out, found.worst_case) == (2, 2, 1)
    assert current_streak(doses) == 2
    assert replies(doses).asked == 2, "one was held after it was asked about"
    silent = [record(day, DoseState.HELD if day in (3, 4) else DoseState.NO_ANSWER) for day in range(1, 7)]
    assert longest_gap(silent) == 4
