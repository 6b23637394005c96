"""Dose-based figures: how many of the expected doses were taken, with best and worst case for silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from adherence.domain.states import DoseState

SPAN_DAYS = 30
"""The span that lists and pages show: today in the patient's zone and the 29 days before."""


def span_start(today: date, days: int = SPAN_DAYS) -> date:
    """The first local date of a span that ends today."""
    return today - timedelta(days=days - 1)


@dataclass(frozen=True, slots=True)
class TakenFigure:
    """Counts of doses by what is known of them; held, excused and not yet due doses are in no denominator."""

    taken: int = 0
    late: int = 0
    skipped: int = 0
    missed: int = 0
    silent: int = 0
    """Nothing was heard: it may have been taken or not."""

    @property
    def all_taken(self) -> int:
        """Doses taken, in time or late."""
        return self.taken + self.late

    @property
    def answered(self) -> int:
        """Doses of which we know what happened."""
        return self.all_taken + self.skipped + self.missed

    @property
    def expected(self) -> int:
        """Doses whose time is over, answered or not."""
        return self.answered + self.silent

    @property
    def observed_percent(self) -> int | None:
        """Taken of those answered; None where nothing was answered."""
        return _percent(self.all_taken, self.answered)

    @property
    def worst_percent(self) -> int | None:
        """Taken of those expected, as if each silence were a missed dose."""
        return _percent(self.all_taken, self.expected)

    @property
    def best_percent(self) -> int | None:
        """Taken of those expected, as if each silence were a taken dose."""
        return _percent(self.all_taken + self.silent, self.expected)


def taken_figure(states: Iterable[DoseState] | Mapping[DoseState, int]) -> TakenFigure:
    """The figure of doses by their states, or of counts by state; doses not yet due, held or excused do not count."""
    counts = Counter(states)
    return TakenFigure(
        taken=counts[DoseState.TAKEN],
        late=counts[DoseState.TAKEN_LATE],
        skipped=counts[DoseState.SKIPPED],
        missed=counts[DoseState.MISSED],
        silent=counts[DoseState.NO_ANSWER],
    )


def _percent(part: int, whole: int) -> int | None:
    """A whole percentage; 100 only where nothing is missing, 0 only where there is nothing."""
    if not whole:
        return None
    if 0 < part < whole:
        return min(99, max(1, round(100 * part / whole)))
    return 100 * part // whole
