"""Which dose a reply is about: it settles one only if one is meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from adherence.domain.policy import Policy
from adherence.domain.reply.reading import Meant
from adherence.domain.states import DoseState
from adherence.domain.timing import local_date


@dataclass(frozen=True, slots=True)
class Candidate:
    """A dose that a reply could be about."""

    dose_id: int
    regimen_id: str
    on: date
    due_at: datetime
    window_opens_at: datetime
    window_closes_at: datetime
    state: DoseState
    by_patient: bool = False
    """The present state was said by the patient, so the patient may change it."""
    answered_at: datetime | None = None
    """When the present state was said."""


MOST_CHOICES = 3
"""Policy: so many doses fit one question; of more a person asks."""
_SILENT = frozenset({DoseState.UPCOMING, DoseState.NO_ANSWER})


class Why(StrEnum):
    """How the dose was found, or why none was."""

    ONLY_OPEN = "only_open"
    NAMED = "named"
    YESTERDAY = "yesterday"
    CHANGED_MIND = "changed_mind"
    ASK_WHICH = "ask_which"
    TOO_MANY = "too_many"
    NOTHING_OPEN = "nothing_open"
    OUT_OF_PLAN = "out_of_plan"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Match:
    """The dose that is meant, or the doses to ask about."""

    why: Why
    dose_id: int | None = None
    choices: tuple[int, ...] = ()


def match_dose(
    candidates: Sequence[Candidate],
    meant: Meant | None,
    zone: ZoneInfo,
    policy: Policy,
    *,
    at: datetime,
    asked: int | None = None,
) -> Match:
    """Which dose a clear answer that was received at ``at`` is about; ``asked`` is the dose of our newest text.

    Doses whose window was open then and that are unanswered first; else the newest answer of the patient whose window
    was open (a change of mind); else yesterday's, up to 24 h after its window closed. Several open doses, or
    yesterday's of two regimens, are never guessed between; nor is one that opened since between it and the closed one
    that we asked about. A reply may be read late: what counts is what was open when it came.
    """
    unanswered = [dose for dose in candidates if dose.state in _SILENT and _is_open(dose, at)]
    closed = [dose for dose in candidates if _just_closed(dose, policy, at)]
    named = None if meant is None or not _names_one(meant) else named_among(candidates, meant, zone, at=at)
    if named is not None:
        return _match_named(named, [*unanswered, *closed], policy, at)
    asked_before = [dose for dose in closed if dose.dose_id == asked] if unanswered else []
    if len(unanswered) + len(asked_before) > 1:
        return _ask([*asked_before, *unanswered])
    if unanswered:
        return Match(Why.ONLY_OPEN, unanswered[0].dose_id)
    changed = [dose for dose in candidates if dose.by_patient and _is_open(dose, at)]
    changed = changed or ([] if closed else [dose for dose in candidates if _told_after_close(dose, policy, at)])
    if changed:
        return Match(Why.CHANGED_MIND, max(changed, key=_age).dose_id)
    newest = _newest_of_each(closed)
    if len(newest) > 1:
        return _ask(newest)
    return Match(Why.YESTERDAY, newest[0].dose_id) if newest else Match(Why.NOTHING_OPEN)


def _match_named(named: Sequence[Candidate], silent: Sequence[Candidate], policy: Policy, at: datetime) -> Match:
    """The dose that the text names: a silent one first, else one that the patient had answered; never another one."""
    fitting = _newest_of_each([dose for dose in silent if dose in named])
    if len(fitting) > 1:
        return _ask(fitting)
    if fitting:
        return Match(Why.NAMED, fitting[0].dose_id)
    answered = [dose for dose in named if dose.by_patient and at < dose.window_closes_at + policy.settles_after_close]
    newest = max(answered, key=_age, default=None)
    return Match(Why.CHANGED_MIND, newest.dose_id) if newest else Match(Why.NOTHING_OPEN)


def _newest_of_each(doses: Sequence[Candidate]) -> list[Candidate]:
    """Of each regimen the newest dose: an earlier one of the same regimen has closed."""
    return list({dose.regimen_id: dose for dose in sorted(doses, key=_age)}.values())


def _ask(doses: Sequence[Candidate]) -> Match:
    if len(doses) > MOST_CHOICES:
        return Match(Why.TOO_MANY)
    return Match(Why.ASK_WHICH, choices=tuple(dose.dose_id for dose in sorted(doses, key=_age)))


def _age(dose: Candidate) -> tuple[datetime, int]:
    return dose.due_at, dose.dose_id


def _is_open(dose: Candidate, at: datetime) -> bool:
    return dose.window_opens_at <= at < dose.window_closes_at


def _told_after_close(dose: Candidate, policy: Policy, at: datetime) -> bool:
    """Whether the patient answered about it only after its window, so that the next words may still change that."""
    late = dose.answered_at is not None and dose.answered_at >= dose.window_closes_at
    return dose.by_patient and late and at < dose.window_closes_at + policy.settles_after_close


def _just_closed(dose: Candidate, policy: Policy, at: datetime) -> bool:
    return dose.state in _SILENT and dose.window_closes_at <= at < dose.window_closes_at + policy.settles_after_close


def _names_one(meant: Meant) -> bool:
    return meant.day is not None or meant.slot is not None


def named_among(candidates: Sequence[Candidate], meant: Meant, zone: ZoneInfo, *, at: datetime) -> list[Candidate]:
    """The candidates that a text of the instant ``at`` names by their day and part of the day."""
    today = local_date(at, zone)
    found = list(candidates)
    if meant.day == "yesterday" or meant.slot == "last_night":
        found = [dose for dose in found if dose.on == today - timedelta(days=1)]
    elif meant.day == "today":
        found = [dose for dose in found if dose.on == today]
    elif meant.day is not None:
        found = [dose for dose in found if dose.on.strftime("%A").lower() == meant.day]
    hours = _HOURS.get(meant.slot or "")
    if hours is not None:
        found = [dose for dose in found if hours[0] <= dose.due_at.astimezone(zone).hour < hours[1]]
    return found


_HOURS = {"morning": (4, 12), "noon": (11, 14), "afternoon": (12, 18), "evening": (16, 24), "night": (18, 24)}
