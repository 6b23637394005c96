"""Shares of taken doses: silence is neither taken nor missed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adherence.domain.measure.taken import span_start, taken_figure
from adherence.domain.states import DoseState


@pytest.mark.parametrize(
    ("taken", "late", "skipped", "missed", "silent", "observed", "worst", "best"),
    [
        (0, 0, 0, 0, 0, None, None, None),
        (0, 0, 0, 0, 5, None, 0, 100),
        (5, 0, 0, 0, 25, 100, 17, 100),
        (20, 2, 3, 1, 4, 85, 73, 87),
        (0, 0, 0, 3, 0, 0, 0, 0),
        (999, 0, 0, 1, 0, 99, 99, 99),
        (1, 0, 0, 999, 0, 1, 1, 1),
        (30, 0, 0, 0, 0, 100, 100, 100),
    ],
)
def test_observed_worst_and_best_case(
    taken: int,
    late: int,
    skipped: int,
    missed: int,
    silent: int,
    observed: int | None,
    worst: int | None,
    best: int | None,
) -> None:
    states = [DoseState.TAKEN] * taken + [DoseState.TAKEN_LATE] * late + [DoseState.SKIPPED] * skipped
    states += [DoseState.MISSED] * missed + [DoseState.NO_ANSWER] * silent
    figure = taken_figure(states)
    assert (figure.observed_percent, figure.worst_percent, figure.best_percent) == (observed, worst, best)


def test_doses_that_are_held_excused_or_still_to_come_are_in_no_denominator() -> None:
    figure = taken_figure([DoseState.TAKEN, DoseState.HELD, DoseState.EXCUSED, DoseState.UPCOMING, DoseState.CANCELLED])
    assert (figure.expected, figure.observed_percent) == (1, 100)


@given(st.dictionaries(st.sampled_from(DoseState), st.integers(0, 400)))
def test_the_truth_lies_between_worst_and_best(counts: dict[DoseState, int]) -> None:
    figure = taken_figure(counts)
    if figure.worst_percent is None or figure.best_percent is None:
        assert figure.expected == 0
        return
    assert 0 <= figure.worst_percent <= figure.best_percent <= 100
    if figure.observed_percent is not None:
        assert figure.worst_percent <= figure.observed_percent <= figure.best_percent
    if not figure.silent:
        assert figure.worst_percent == figure.observed_percent == figure.best_percent


def test_a_span_of_thirty_days_ends_today() -> None:
    assert span_start(date(2026, 3, 30)) == date(2026, 3, 1)
