"""Dose-based measures: what was expected, what was reported, and what nobody knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from adherence.domain.states import TAKEN_STATES, DoseState, Source

NOT_TAKEN_STATES = frozenset({DoseState.SKIPPED, DoseState.MISSED})
_OUTCOMES = TAKEN_STATES | NOT_TAKEN_STATES | {DoseState.NO_ANSWER}


@dataclass(frozen=True, slots=True)
class DoseRecord:
    """What is known of one planned dose.

    ``asked_at`` is when its first reminder was accepted, ``answered_at`` when the patient first answered it.
    """

    on: date
    due_at: datetime
    state: DoseState
    source: Source | None = None
    undelivered: bool = False
    asked_at: datetime | None = None
    answered_at: datetime | None = None

    @property
    def is_expected(self) -> bool:
        """Whether it belongs in a denominator: its outcome is due, and it was neither held, excused nor cancelled."""
        return self.state in _OUTCOMES

    @property
    def is_taken(self) -> bool:
        """Whether it was reported or recorded as taken, late or not."""
        return self.state in TAKEN_STATES

    @property
    def is_unheard(self) -> bool:
        """Whether its silence says nothing, because no text about it was delivered."""
        return self.state is DoseState.NO_ANSWER and self.undelivered


@dataclass(frozen=True, slots=True)
class DoseAdherence:
    """Counts of the expected doses of a window; ``no_answer`` and ``undelivered`` do not overlap."""

    expected: int
    taken: int
    taken_late: int
    not_taken: int
    no_answer: int
    undelivered: int
    left_out: int

    @property
    def observed(self) -> float | None:
        """Taken / (taken + said not taken): only doses that somebody spoke about; None without any."""
        return _ratio(self._taken, self._taken + self.not_taken)

    @property
    def worst_case(self) -> float | None:
        """Taken / expected, as if each dose without an answer had not been taken; None without expected doses."""
        return _ratio(self._taken, self.expected)

    @property
    def best_case(self) -> float | None:
        """(Taken + without an answer) / expected, as if each of the latter had been taken."""
        return _ratio(self.expected - self.not_taken, self.expected)

    @property
    def _taken(self) -> int:
        return self.taken + self.taken_late


def dose_adherence(doses: Iterable[DoseRecord]) -> DoseAdherence:
    """Taken of expected doses with best and worst case for silence; held, excused and open doses are ``left_out``.

    "No answer" is not "missed", so the ratios belong side by side. Source: the AGATE trial of naltrexone, where days
    with an answer had better adherence than days without one.
    """
    every = list(doses)
    expected = [dose for dose in every if dose.is_expected]
    undelivered = sum(dose.is_unheard for dose in expected)
    return DoseAdherence(
        expected=len(expected),
        taken=_in_state(expected, DoseState.TAKEN),
        taken_late=_in_state(expected, DoseState.TAKEN_LATE),
        not_taken=sum(dose.state in NOT_TAKEN_STATES for dose in expected),
        no_answer=_in_state(expected, DoseState.NO_ANSWER) - undelivered,
        undelivered=undelivered,
        left_out=len(every) - len(expected),
    )


def taken_by_source(doses: Iterable[DoseRecord]) -> dict[Source, int]:
    """Taken doses per source, in the order of the sources: self-report and staff marks are never blended."""
    taken = [dose for dose in doses if dose.is_taken]
    counts = {source: sum(dose.source is source for dose in taken) for source in Source}
    return {source: number for source, number in counts.items() if number}


def current_streak(doses: Iterable[DoseRecord]) -> int:
    """Expected doses taken in a row up to the latest; a dose not taken or without an answer ends it.

    Held, excused, open and undelivered ones neither count nor end it: a silent system is not a silent patient.
    """
    streak = 0
    for dose in sorted(doses, key=lambda each: each.due_at, reverse=True):
        if not dose.is_expected or dose.is_unheard:
            continue
        if not dose.is_taken:
            break
        streak += 1
    return streak


def days_without_taken(doses: Iterable[DoseRecord]) -> list[tuple[date, bool]]:
    """Each local day with an expected dose that a text reached, and whether none of its doses is known as taken."""
    days: dict[date, bool] = {}
    for dose in doses:
        if dose.is_expected and not dose.is_unheard:
            days[dose.on] = days.get(dose.on, True) and not dose.is_taken
    return sorted(days.items())


def longest_gap(doses: Iterable[DoseRecord]) -> int:
    """The most days in a row, of those with expected doses, on which no dose is known as taken (the worst case).

    Held and excused days and days without a dose in the plan neither lengthen nor end a gap; one undelivered does not
    either.
    """
    longest = run = 0
    for _, without in days_without_taken(doses):
        run = run + 1 if without else 0
        longest = max(longest, run)
    return longest


def current_gap(doses: Iterable[DoseRecord]) -> int:
    """Days in a row up to the latest, of those with expected doses, without a taken dose: what escalation counts."""
    run = 0
    for _, without in reversed(days_without_taken(doses)):
        if not without:
            break
        run += 1
    return run


@dataclass(frozen=True, slots=True)
class Replies:
    """How many of the asked doses were answered by the patient, and how fast (median; None without answers)."""

    asked: int
    answered: int
    median_time: timedelta | None

    @property
    def rate(self) -> float | None:
        """Answered / asked; None where nothing was asked."""
        return _ratio(self.answered, self.asked)


def replies(doses: Iterable[DoseRecord]) -> Replies:
    """Time from the acceptance of the first reminder to the first answer, over doses whose reminder was delivered.

    A dose that was held after it was asked about is left out.
    """
    heard = [dose for dose in doses if not dose.undelivered and dose.state is not DoseState.HELD]
    asked = [dose for dose in heard if dose.asked_at is not None]
    times = [
        dose.answered_at - dose.asked_at
        for dose in asked
        if dose.asked_at is not None and dose.answered_at is not None and dose.answered_at >= dose.asked_at
    ]
    middle = timedelta(seconds=median(time.total_seconds() for time in times)) if times else None
    return Replies(len(asked), len(times), middle)


def _in_state(doses: Sequence[DoseRecord], state: DoseState) -> int:
    return sum(dose.state is state for dose in doses)


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None
