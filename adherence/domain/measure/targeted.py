"""Measures of targeted plans: four numbers, never one, because a day without drinking needs no dose."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

PROTECTED_AFTER = timedelta(minutes=60)
"""A dose counts for a drinking day if taken at least this long before the first drink (targeted trials)."""


@dataclass(frozen=True, slots=True)
class TargetedDay:
    """What is known of one local day of the plan; None is unknown, never no.

    ``taken_at`` may be unknown although ``taken`` is true, and ``first_drink_at`` although ``drank`` is.
    """

    risk_day: bool
    asked: bool = False
    answered: bool = False
    taken: bool | None = None
    taken_at: datetime | None = None
    drank: bool | None = None
    first_drink_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """Covered days of those that are known, with the number of those that are not."""

    covered: int
    known: int
    unknown: int

    @property
    def ratio(self) -> float | None:
        """Covered / known; None where nothing is known."""
        return self.covered / self.known if self.known else None


@dataclass(frozen=True, slots=True)
class TargetedMeasures:
    """Doses per week (None for an empty window) and three coverages."""

    doses_per_week: float | None
    risk_days: Coverage
    drinking_days: Coverage
    answered: Coverage


def targeted_measures(days: Sequence[TargetedDay]) -> TargetedMeasures:
    """The four numbers of a window with one entry per local day, risk day or not.

    Doses per week: days with a dose known as taken / days * 7. Risk-day coverage: risk days with a dose / risk days
    with an answer about it. Drinking-day coverage: reported drinking days with a dose at least 60 minutes before the
    first drink / those where both are known. Answered: answered / asked. Days without an answer stay unknown.
    """
    taken = sum(day.taken is True for day in days)
    return TargetedMeasures(
        doses_per_week=taken / len(days) * 7 if days else None,
        risk_days=_coverage([day for day in days if day.risk_day], lambda day: day.taken),
        drinking_days=_coverage([day for day in days if day.drank], protected),
        answered=_coverage([day for day in days if day.asked], lambda day: day.answered),
    )


def protected(day: TargetedDay) -> bool | None:
    """Whether a dose was taken at least 60 minutes before the first drink; None where that is not known."""
    if day.taken is False:
        return False
    if not day.taken or day.taken_at is None or day.first_drink_at is None:
        return None
    return day.first_drink_at - day.taken_at >= PROTECTED_AFTER


def _coverage(days: Sequence[TargetedDay], covered: Callable[[TargetedDay], bool | None]) -> Coverage:
    outcomes = [covered(day) for day in days]
    unknown = outcomes.count(None)
    return Coverage(outcomes.count(True), len(outcomes) - unknown, unknown)
