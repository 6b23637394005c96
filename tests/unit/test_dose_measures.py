"""Dose-based measures keep what is known, what is not, and who said it apart."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from adherence.domain.measure.doses import (
    DoseRecord,
    current_gap,
    current_streak,
    dose_adherence,
    longest_gap,
    replies,
    taken_by_source,
)
from adherence.domain.states import DoseState, Source

STATES = {
    "t": DoseState.TAKEN,
    "l": DoseState.TAKEN_LATE,
    "s": DoseState.SKIPPED,
    "m": DoseState.MISSED,
    "n": DoseState.NO_ANSWER,
    "u": DoseState.NO_ANSWER,
    "h": DoseState.HELD,
    "e": DoseState.EXCUSED,
    "o": DoseState.OPEN,
    "f": DoseState.UPCOMING,
    "c": DoseState.CANCELLED,
}


def days(letters):
    """One dose a day from the first of March 2026, a letter each; "u" is silence after an undelivered text."""
    first = datetime(2026, 3, 1, 8, tzinfo=UTC)
    instants = [first + timedelta(days=number) for number in range(len(letters))]
    return [
        DoseRecord(on=at.date(), due_at=at, state=STATES[letter], undelivered=letter == "u")
        for letter, at in zip(letters, instants, strict=True)
    ]


def test_best_worst_and_observed_stand_side_by_side():
    got = dose_adherence(days("tttltsmnnu"))
    assert (got.expected, got.taken, got.taken_late, got.not_taken, got.no_answer, got.undelivered) == (
        10,
        4,
        1,
        2,
        2,
        1,
    )
    assert got.observed == pytest.approx(5 / 7)
    assert got.worst_case == pytest.approx(5 / 10)
    assert got.best_case == pytest.approx(8 / 10)


def test_held_excused_open_and_cancelled_doses_are_outside_the_denominator():
    got = dose_adherence(days("thheofct"))
    assert (got.expected, got.left_out) == (2, 6)
    assert (got.observed, got.worst_case, got.best_case) == (1, 1, 1)


def test_without_answers_nothing_is_observed_and_without_doses_nothing_is_defined():
    silent = dose_adherence(days("nn"))
    assert (silent.observed, silent.worst_case, silent.best_case) == (None, 0, 1)
    empty = dose_adherence([])
    assert (empty.observed, empty.worst_case, empty.best_case) == (None, None, None)


def test_what_patients_say_and_what_staff_mark_is_counted_apart():
    said, marked = (
        DoseRecord(date(2026, 3, 1), datetime(2026, 3, 1, 8, tzinfo=UTC), DoseState.TAKEN, source=source)
        for source in (Source.PATIENT_SMS, Source.STAFF)
    )
    skipped = DoseRecord(date(2026, 3, 2), said.due_at, DoseState.SKIPPED, source=Source.PATIENT_SMS)
    assert taken_by_source([said, said, marked, skipped]) == {Source.PATIENT_SMS: 2, Source.STAFF: 1}


@pytest.mark.parametrize(
    ("letters", "streak"),
    [("", 0), ("ttt", 3), ("stt", 2), ("tts", 0), ("ntl", 2), ("ttn", 0), ("sthtuetof", 3), ("ff", 0)],
)
def test_a_streak_is_ended_by_a_dose_not_taken_and_passes_over_what_says_nothing(letters, streak):
    assert current_streak(days(letters)) == streak


@pytest.mark.parametrize(
    ("letters", "longest", "current"),
    [
        ("", 0, 0),
        ("ttt", 0, 0),
        ("tsst", 2, 0),
        ("snthmn", 2, 2),
        ("tsuust", 2, 0),
        ("tnnnf", 3, 3),
        ("uuu", 0, 0),
    ],
)
def test_gaps_count_days_without_a_taken_dose_that_a_text_reached(letters, longest, current):
    assert (longest_gap(days(letters)), current_gap(days(letters))) == (longest, current)


def test_a_day_with_one_of_two_doses_taken_is_no_gap():
    first, second = days("ts")
    same_day = DoseRecord(first.on, second.due_at, DoseState.SKIPPED)
    assert longest_gap([first, same_day]) == 0


def test_the_time_to_reply_is_the_median_over_delivered_texts():
    [base] = days("t")

    def asked(minutes, **more):
        answered = None if minutes is None else base.due_at + timedelta(minutes=minutes)
        return DoseRecord(base.on, base.due_at, DoseState.TAKEN, asked_at=base.due_at, answered_at=answered, **more)

    got = replies([asked(1), asked(5), asked(60), asked(None), asked(2, undelivered=True), base])
    assert (got.asked, got.answered, got.rate, got.median_time) == (4, 3, 0.75, timedelta(minutes=5))
    assert (replies([]).rate, replies([]).median_time) == (None, None)
