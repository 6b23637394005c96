"""Measures of targeted plans: four numbers, never one, because a day without drinking needs no dose."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from adherence.domain.drinking import DrinkingAnswer
from adherence.domain.holds import HoldSpan, holding
from adherence.domain.states import TAKEN_STATES, DoseState
from adherence.domain.timing import ONE_DAY

PROTECTED_AFTER = timedelta(minutes=60)
"""A dose counts for a drinking day if taken at least this long before the first drink (targeted trials)."""

HOW_COUNTED = {
    "doses_per_week": "Days with a dose known as taken / days * 7.",
    "risk_day_coverage": "Risk days with a dose / risk days with an answer about it.",
    "drinking_day_coverage": "Reported drinking days with a dose at least 60 minutes before the first drink / those "
    "known. A drinking day without a planned dose is not covered; one whose dose was not answered, was told only after "
    "the first drink, or whose first drink has no time is unknown.",
    "answered": "Risk days answered by the patient's text / risk days whose prompt was accepted by the provider.",
}
"""How each of the four numbers is counted, for the API and the pages."""

_NOT_TAKEN = frozenset({DoseState.SKIPPED, DoseState.MISSED})
_EXPECTED = TAKEN_STATES | _NOT_TAKEN | {DoseState.NO_ANSWER}


@dataclass(frozen=True, slots=True)
class DoseOfDay:
    """What is recorded of the dose of one local date; ``told`` where the patient's own text is what holds."""

    on: date
    state: DoseState
    taken_at: datetime | None = None
    told: bool = False
    asked: bool = False
    answered: bool = False


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
    """Doses per week (None for an empty window) and three coverages, with the days that the first counts."""

    days: int
    days_with_dose: int
    doses_per_week: float | None
    risk_days: Coverage
    drinking_days: Coverage
    answered: Coverage


def targeted_days(
    first: date,
    last: date,
    doses: Iterable[DoseOfDay],
    drinking: Mapping[date, DrinkingAnswer],
    holds: Collection[HoldSpan] = (),
) -> list[TargetedDay]:
    """One entry for each local date in first..last (inclusive), from its dose and what was told about drinking.

    Held days have none: they are outside every denominator.
    """
    by_day: dict[date, DoseOfDay] = {}
    for dose in doses:
        # Of two doses on one date, such as after a change of plan, the one that was taken counts.
        if dose.on not in by_day or dose.state in TAKEN_STATES:
            by_day[dose.on] = dose
    count = max(0, (last - first).days + 1)
    dates = (first + number * ONE_DAY for number in range(count))
    return [_day(by_day.get(on), drinking.get(on, DrinkingAnswer(on))) for on in dates if holding(holds, on) is None]


def _day(dose: DoseOfDay | None, drinking: DrinkingAnswer) -> TargetedDay:
    if dose is not None and dose.state is DoseState.HELD:
        return TargetedDay(risk_day=False)
    if dose is None or dose.state is DoseState.EXCUSED:
        return TargetedDay(risk_day=False, taken=False, drank=drinking.drank, first_drink_at=drinking.first_drink_at)
    first = drinking.first_drink_at
    told_after = dose.told and first is not None and dose.taken_at is not None and dose.taken_at >= first
    expected = dose.state in _EXPECTED
    return TargetedDay(
        risk_day=expected,
        asked=expected and dose.asked,
        answered=dose.answered,
        taken=True if dose.state in TAKEN_STATES else False if dose.state in _NOT_TAKEN else None,
        taken_at=None if told_after else dose.taken_at,
        drank=drinking.drank,
        first_drink_at=first,
    )


def targeted_measures(days: Sequence[TargetedDay], lead: timedelta = PROTECTED_AFTER) -> TargetedMeasures:
    """The four numbers of a window with one entry per local day, risk day or not.

    Doses per week: days with a dose known as taken / days * 7. Risk-day coverage: risk days with a dose / risk days
    with an answer about it. Drinking-day coverage: reported drinking days with a dose at least 60 minutes before the
    first drink / those where both are known. Answered: answered / asked. Days without an answer stay unknown.
    """
    taken = sum(day.taken is True for day in days)
    return TargetedMeasures(
        days=len(days),
        days_with_dose=taken,
        doses_per_week=taken / len(days) * 7 if days else None,
        risk_days=_coverage([day for day in days if day.risk_day], lambda day: day.taken),
        drinking_days=_coverage([day for day in days if day.drank], lambda day: protected(day, lead)),
        answered=_coverage([day for day in days if day.asked], lambda day: day.answered),
    )


def protected(day: TargetedDay, lead: timedelta = PROTECTED_AFTER) -> bool | None:
    """Whether a dose was taken at least 60 minutes before the first drink; None where that is not known."""
    if day.taken is False:
        return False
    if not day.taken or day.taken_at is None or day.first_drink_at is None:
        return None
    return day.first_drink_at - day.taken_at >= lead


def _coverage(days: Sequence[TargetedDay], covered: Callable[[TargetedDay], bool | None]) -> Coverage:
    outcomes = [covered(day) for day in days]
    unknown = outcomes.count(None)
    return Coverage(outcomes.count(True), len(outcomes) - unknown, unknown)
