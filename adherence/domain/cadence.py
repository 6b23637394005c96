"""How often a question is asked: less often while the goal is met, more often after misses, silence or a lapse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import assert_never

from adherence.domain.policy import Policy


class Cadence(StrEnum):
    """How often a question is asked, from often to seldom."""

    DAILY = "daily"
    ALTERNATE = "alternate"
    WEEKLY = "weekly"


_FROM_OFTEN = tuple(Cadence)
_DAYS = {Cadence.DAILY: 1, Cadence.ALTERNATE: 2, Cadence.WEEKLY: 7}


class Sign(StrEnum):
    """What one asking amounts to for the patient's goal."""

    MET = "met"
    MISSED = "missed"
    OVER = "over"
    LAPSE = "lapse"
    SILENT = "silent"


_GOAL_MISSED = frozenset({Sign.MISSED, Sign.OVER, Sign.LAPSE})


class Cause(StrEnum):
    """Why the cadence is what it is."""

    SWITCHED_ON = "switched_on"
    GOAL_MET = "goal_met"
    GOAL_MISSED = "goal_missed"
    OVER_THRESHOLD = "over_threshold"
    LAPSE = "lapse"
    SILENCE = "silence"
    MISSED_DOSES = "missed_doses"
    STAFF = "staff"
    LOCKED = "locked"
    UNLOCKED = "unlocked"
    LOCK_ENDED = "lock_ended"


@dataclass(frozen=True, slots=True)
class Standing:
    """The cadence of one question of one patient: since which local date, and whether a practitioner locked it."""

    cadence: Cadence
    changed_on: date
    locked: bool = False


@dataclass(frozen=True, slots=True)
class SinceThen:
    """What happened since the last change: signs in the order of asking, a lapse told elsewhere, missed doses."""

    signs: Sequence[Sign] = ()
    lapse_told: bool = False
    missed_days: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """Another cadence, why, and after how many answers, questions or days."""

    to: Cadence
    cause: Cause
    count: int = 1


def days_between(cadence: Cadence) -> timedelta:
    """From one asking to the next."""
    return timedelta(days=_DAYS[cadence])


def is_locked(locked: bool, until_on: date | None, on: date) -> bool:
    """Whether a lock holds on a local date; without an end it holds until somebody opens it."""
    return locked and (until_on is None or on <= until_on)


def next_cadence(standing: Standing, since: SinceThen, policy: Policy, *, today: date) -> Change | None:
    """What the cadence becomes, None where it stays.

    More often at once, one step for each reason, a lapse at once to daily; less often one step at a time, and never
    within the settling time after a change: so it turns round once in that time at most.
    """
    if standing.locked:
        return None
    more = _more_often(standing.cadence, since, policy)
    if more is not None:
        return more
    settled = today >= standing.changed_on + timedelta(days=policy.cadence_settle_days)
    if not settled or since.missed_days >= policy.cadence_missed_days:
        return None
    return _less_often(standing.cadence, since, policy)


def _more_often(cadence: Cadence, since: SinceThen, policy: Policy) -> Change | None:
    if cadence is Cadence.DAILY:
        return None
    one_step = _FROM_OFTEN[_FROM_OFTEN.index(cadence) - 1]
    newest = since.signs[-1] if since.signs else None
    missed = _run(since.signs, _GOAL_MISSED)
    silent = _run(since.signs, frozenset({Sign.SILENT}))
    if newest is Sign.LAPSE or since.lapse_told:
        return Change(Cadence.DAILY, Cause.LAPSE)
    if newest is Sign.OVER:
        return Change(one_step, Cause.OVER_THRESHOLD)
    if missed >= policy.cadence_up_answers:
        return Change(one_step, Cause.GOAL_MISSED, missed)
    if silent >= policy.cadence_up_silent:
        return Change(one_step, Cause.SILENCE, silent)
    if since.missed_days >= policy.cadence_missed_days:
        return Change(one_step, Cause.MISSED_DOSES, since.missed_days)
    return None


def _less_often(cadence: Cadence, since: SinceThen, policy: Policy) -> Change | None:
    met = _run(since.signs, frozenset({Sign.MET}))
    if cadence is Cadence.WEEKLY or met < policy.cadence_down_answers:
        return None
    return Change(_FROM_OFTEN[_FROM_OFTEN.index(cadence) + 1], Cause.GOAL_MET, met)


def _run(signs: Sequence[Sign], of: frozenset[Sign]) -> int:
    """How many of the newest signs, without a break, are of a kind."""
    found = 0
    for sign in reversed(signs):
        if sign not in of:
            break
        found += 1
    return found


def sentence_of(cause: Cause, count: int) -> str:
    """A cause as the care team reads it."""
    match cause:
        case Cause.SWITCHED_ON:
            return "Switched on"
        case Cause.GOAL_MET:
            return f"The goal was met in the last {count} answers"
        case Cause.GOAL_MISSED:
            return f"The goal was missed in the last {'answer' if count == 1 else f'{count} answers'}"
        case Cause.OVER_THRESHOLD:
            return "An answer reached the threshold"
        case Cause.LAPSE:
            return "Drinking or use was told"
        case Cause.SILENCE:
            return f"The last {count} questions were not answered"
        case Cause.MISSED_DOSES:
            return "Doses were missed on a day" if count == 1 else f"Doses were missed on {count} days"
        case Cause.STAFF:
            return "Set by hand"
        case Cause.LOCKED:
            return "Locked"
        case Cause.UNLOCKED:
            return "Unlocked"
        case Cause.LOCK_ENDED:
            return "The lock ended on its date"
        case _:
            assert_never(cause)
