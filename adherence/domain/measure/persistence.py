"""Persistence: the share of patients still in treatment, day by day since they began."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

_Z_95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Course:
    """How long one patient was followed in treatment, and whether that ended (a reason) or is still running (None)."""

    days: int
    stopped_because: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """The share still in treatment from this day on, with its 95 % band (None where all have stopped)."""

    day: int
    at_risk: int
    stopped: int
    share: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Persistence:
    """The steps of the curve, the reasons for stopping (most frequent first) and how many patients it is drawn from."""

    steps: tuple[Step, ...]
    reasons: tuple[tuple[str, int], ...]
    patients: int

    def share_on(self, day: int) -> float:
        """The share still in treatment at the end of a day; 1 before the first stop."""
        return next((step.share for step in reversed(self.steps) if step.day <= day), 1.0)

    @property
    def median_days(self) -> int | None:
        """The first day on which at most half are still in treatment; None while more than half are."""
        return next((step.day for step in self.steps if step.share <= 0.5), None)


def persistence(courses: Iterable[Course]) -> Persistence:
    """The Kaplan-Meier curve with Greenwood's plain 95 % bands, cut at 0 and 1.

    A patient whose course still runs on the day of another's stop is at risk on that day. Sources: Kaplan EL, Meier P,
    J Am Stat Assoc 1958;53:457; Greenwood M, 1926.
    """
    every = list(courses)
    stops = Counter(course.days for course in every if course.stopped_because is not None)
    steps: list[Step] = []
    share, variance = 1.0, 0.0
    for day in sorted(stops):
        at_risk, stopped = sum(course.days >= day for course in every), stops[day]
        share *= 1 - stopped / at_risk
        if stopped == at_risk:
            steps.append(Step(day, at_risk, stopped, 0.0, None, None))
            break
        variance += stopped / (at_risk * (at_risk - stopped))
        reach = _Z_95 * share * sqrt(variance)
        steps.append(Step(day, at_risk, stopped, share, max(0.0, share - reach), min(1.0, share + reach)))
    reasons = Counter(course.stopped_because for course in every if course.stopped_because is not None)
    ordered = sorted(reasons.items(), key=lambda item: (-item[1], item[0]))
    return Persistence(tuple(steps), tuple(ordered), len(every))
