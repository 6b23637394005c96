"""Targeted plans, continuity and persistence against hand-worked and published examples."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from adherence.domain.measure.continuity import continuity, days_covered
from adherence.domain.measure.supply import SupplyEvent
from adherence.domain.measure.targeted import Coverage, TargetedDay, targeted_measures

FIRST = date(2026, 1, 1)
EVENING = datetime(2026, 1, 2, 19, tzinfo=UTC)


def span(start, length):
    return {FIRST + timedelta(days=start + number) for number in range(length)}


def drinking(minutes_before, **more):
    taken_at = None if minutes_before is None else EVENING - timedelta(minutes=minutes_before)
    return TargetedDay(risk_day=False, drank=True, taken=True, taken_at=taken_at, first_drink_at=EVENING, **more)


def test_a_targeted_plan_has_four_numbers_and_unknown_days_stay_unknown():
    days = [
        TargetedDay(risk_day=True, asked=True, answered=True, taken=True),
        TargetedDay(risk_day=True, asked=True, answered=True, taken=False),
        TargetedDay(risk_day=True, asked=True),
        drinking(60),
        drinking(59),
        TargetedDay(risk_day=False, drank=True, taken=False),
        TargetedDay(risk_day=False),
    ]
    got = targeted_measures(days)
    assert got.doses_per_week == 3
    assert got.risk_days == Coverage(covered=1, known=2, unknown=1)
    assert got.drinking_days == Coverage(covered=1, known=3, unknown=0)
    assert got.answered.ratio == pytest.approx(2 / 3)


def test_a_drinking_day_without_its_times_is_unknown_not_uncovered():
    no_first_drink = TargetedDay(risk_day=False, drank=True, taken=True, taken_at=EVENING)
    no_dose_answer = TargetedDay(risk_day=False, drank=True, first_drink_at=EVENING)
    got = targeted_measures([drinking(None), no_first_drink, no_dose_answer])
    assert got.drinking_days == Coverage(covered=0, known=0, unknown=3)
    assert got.drinking_days.ratio is None


def test_an_empty_window_has_no_number():
    got = targeted_measures([])
    assert (got.doses_per_week, got.risk_days.ratio, got.answered.ratio) == (None, None, None)


def test_a_gap_of_seven_days_is_bridged_and_one_of_eight_is_not():
    until = FIRST + timedelta(days=199)
    bridged = continuity(span(0, 90) | span(97, 103), until=until)
    assert (bridged.days_so_far, bridged.reached_on) == (200, FIRST + timedelta(days=179))
    broken = continuity(span(0, 90) | span(98, 102), until=until)
    assert ([episode.days for episode in broken.episodes], broken.days_so_far) == ([90, 102], 102)
    assert not broken.is_reached


def test_the_gap_and_the_target_can_be_set():
    covered = span(0, 20) | span(35, 10)
    assert continuity(covered, until=FIRST + timedelta(days=44), gap_days=15, target_days=45).is_reached
    assert not continuity(covered, until=FIRST + timedelta(days=44), gap_days=14, target_days=45).is_reached


def test_days_so_far_end_with_a_long_silence_and_ignore_what_comes_later():
    covered = span(0, 30)
    assert continuity(covered, until=FIRST + timedelta(days=36)).days_so_far == 30
    assert continuity(covered, until=FIRST + timedelta(days=37)).days_so_far == 0
    assert continuity(covered, until=FIRST + timedelta(days=9)).days_so_far == 10
    assert continuity([], until=FIRST).days_so_far == 0


def test_tablets_are_banked_and_injections_are_not():
    events = [SupplyEvent(FIRST + timedelta(days=20), 28), SupplyEvent(FIRST, 28)]
    assert days_covered(events, banked=True) == span(0, 56)
    assert days_covered(events, banked=False) == span(0, 48)


def test_parts_of_a_day_are_banked_until_they_make_one():
    events = [SupplyEvent(FIRST, 1.5), SupplyEvent(FIRST, 1.5)]
    assert days_covered(events, banked=True) == span(0, 3)
    assert days_covered(events, banked=False) == span(0, 1)
