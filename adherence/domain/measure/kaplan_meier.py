"""The Kaplan-Meier curve: the share still in treatment, day by day since they began.

Sources: Kaplan EL, Meier P. Nonparametric estimation from incomplete observations. J Am Stat Assoc 1958;53:457-481.
Variance: Greenwood M. The natural duration of cancer. Reports on Public Health and Medical Subjects 33, 1926. Bands on
the log-log scale: Kalbfleisch JD, Prentice RL. The statistical analysis of failure time data. Wiley 1980: they stay
between 0 and 1 by themselves and hold better in small groups than the plain ones.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import exp, log, sqrt

_Z_95 = 1.959963984540054
_HALF = 0.5 + 1e-12
"""A product of fractions that is a half may be a hair above it."""


@dataclass(frozen=True, slots=True)
class Course:
    """How long one patient was followed in treatment, and whether that ended (a reason) or is still running (None)."""

    days: int
    stopped_because: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """The share still in treatment from this day on, its standard error, and its 95 % band.

    Error and band are None where all have stopped: with nobody left they are not defined.
    """

    day: int
    at_risk: int
    stopped: int
    share: float
    error: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Curve:
    """The steps of the curve, the days on which each patient's follow-up ended, and the reasons for stopping.

    ``followed`` is in order; the reasons come with the most frequent first.
    """

    steps: tuple[Step, ...]
    followed: tuple[int, ...]
    reasons: tuple[tuple[str, int], ...]

    @property
    def patients(self) -> int:
        """How many patients the curve is drawn from."""
        return len(self.followed)

    @property
    def stopped(self) -> int:
        """How many of them stopped; the others were censored."""
        return sum(number for _, number in self.reasons)

    @property
    def last_day(self) -> int:
        """The longest that anybody was followed: the curve says nothing of later days."""
        return self.followed[-1] if self.followed else 0

    def at_risk_on(self, day: int) -> int:
        """How many were still followed, in treatment, at the beginning of a day."""
        return len(self.followed) - bisect_left(self.followed, day)

    def step_on(self, day: int) -> Step | None:
        """The step that holds at the end of a day; None before the first stop."""
        return next((step for step in reversed(self.steps) if step.day <= day), None)

    def share_on(self, day: int) -> float:
        """The share still in treatment at the end of a day; 1 before the first stop."""
        step = self.step_on(day)
        return step.share if step is not None else 1.0

    @property
    def median_days(self) -> int | None:
        """The first day on which at most half are still in treatment; None while more than half are."""
        return next((step.day for step in self.steps if step.share <= _HALF), None)

    @property
    def median_band(self) -> tuple[int | None, int | None]:
        """The 95 % band of the median: the days on which the lower and the upper band reach a half, None where not.

        Source: Brookmeyer R, Crowley J. A confidence interval for the median survival time. Biometrics 1982;38:29-41.
        """
        low = next((step.day for step in self.steps if step.low is None or step.low <= _HALF), None)
        high = next((step.day for step in self.steps if step.high is None or step.high <= _HALF), None)
        return low, high


def kaplan_meier(courses: Iterable[Course]) -> Curve:
    """The curve of some patients' courses, with Greenwood's variance and 95 % bands on the log-log scale.

    A patient whose course still runs on the day of another's stop is at risk on that day.
    """
    every = list(courses)
    followed = tuple(sorted(course.days for course in every))
    stops = Counter(course.days for course in every if course.stopped_because is not None)
    reasons = Counter(course.stopped_because for course in every if course.stopped_because is not None)
    ordered = sorted(reasons.items(), key=lambda item: (-item[1], item[0]))
    return Curve(tuple(_steps(followed, stops)), followed, tuple(ordered))


def _steps(followed: tuple[int, ...], stops: Counter[int]) -> Iterator[Step]:
    share, total = 1.0, 0.0
    for day in sorted(stops):
        at_risk, stopped = len(followed) - bisect_left(followed, day), stops[day]
        if stopped == at_risk:
            yield Step(day, at_risk, stopped, 0.0, None, None, None)
            return
        share *= 1 - stopped / at_risk
        total += stopped / (at_risk * (at_risk - stopped))
        low, high = _log_log_band(share, total)
        yield Step(day, at_risk, stopped, share, share * sqrt(total), low, high)


def _log_log_band(share: float, total: float) -> tuple[float, float]:
    """The band of a share strictly between 0 and 1 from Greenwood's sum: share to the power of exp(+-z * error)."""
    reach = _Z_95 * sqrt(total) / abs(log(share))
    return share ** exp(reach), share ** exp(-reach)
