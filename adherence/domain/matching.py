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


_SILENT = frozenset({DoseState.UPCOMING, DoseState.NO_ANSWER})


class Why(StrEnum):
    """How the dose was found, or why none was."""

    ONLY_OPEN = "only_open"
    NAMED = "named"
    YESTERDAY = "yesterday"
    CHANGED_MIND = "changed_mind"
    ASK_WHICH = "ask_which"
    NOTHING_OPEN = "nothing_open"


@dataclass(frozen=True, slots=True)
class Match:
    """The dose that is meant, or the doses to ask about."""

    why: Why
    dose_id: int | None = None
    choices: tuple[int, ...] = ()


def match_dose(
    candidates: Sequence[Candidate], meant: Meant | None, zone: ZoneInfo, policy: Policy, *, at: datetime
) -> Match:
    """Which dose a clear answer that was received at ``at`` is about.

    Doses whose window was open then and that are unanswered first; else the newest answer of the patient whose window
    was open (a change of mind); else yesterday's, up to 24 h after its window closed. Two open doses, or yesterday's of
    two regimens, are never guessed between. A reply may be read late: what counts is what was open when it came.
    """
    named = _named(candidates, meant, zone, at)
    unanswered = [dose for dose in candidates if dose.state in _SILENT and _is_open(dose, at)]
    closed = [dose for dose in candidates if _just_closed(dose, policy, at)]
    if named is not None:
        fitting = [dose for dose in (*unanswered, *closed) if dose in named]
        if len(fitting) == 1:
            return Match(Why.NAMED, fitting[0].dose_id)
        if not fitting and not [dose for dose in candidates if dose in named and dose.by_patient]:
            return Match(Why.NOTHING_OPEN)
    if len(unanswered) == 1:
        return Match(Why.ONLY_OPEN, unanswered[0].dose_id)
    if len(unanswered) > 1:
        return _ask(unanswered)
    changed = [dose for dose in candidates if dose.by_patient and _is_open(dose, at)]
    if changed and (named is None or changed[-1] in named):
        return Match(Why.CHANGED_MIND, max(changed, key=lambda dose: dose.due_at).dose_id)
    newest = list({dose.regimen_id: dose for dose in sorted(closed, key=_age)}.values())
    if len(newest) > 1:
        return _ask(newest)
    return Match(Why.YESTERDAY, newest[0].dose_id) if newest else Match(Why.NOTHING_OPEN)


def _ask(doses: Sequence[Candidate]) -> Match:
    return Match(Why.ASK_WHICH, choices=tuple(dose.dose_id for dose in sorted(doses, key=_age)[-2:]))


def _age(dose: Candidate) -> tuple[datetime, int]:
    return dose.due_at, dose.dose_id


def _is_open(dose: Candidate, at: datetime) -> bool:
    return dose.window_opens_at <= at < dose.window_closes_at


def _just_closed(dose: Candidate, policy: Policy, at: datetime) -> bool:
    return dose.state in _SILENT and dose.window_closes_at <= at < dose.window_closes_at + policy.settles_after_close


def _named(
    candidates: Sequence[Candidate], meant: Meant | None, zone: ZoneInfo, at: datetime
) -> list[Candidate] | None:
    """The candidates that the text names, or None where it names none."""
    if meant is None or (meant.day is None and meant.slot is None):
        return None
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
