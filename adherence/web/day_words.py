"""What one day of the calendar says in words: every dose's state, and whose word it is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from adherence.db.overview import DoseFact
from adherence.domain.states import PlanKind, Source
from adherence.web.day_notes import NOTE_NAMES, Note
from adherence.web.marks import NAMES, DayMark, Mark, mark_of

BY_OTHERS = (Mark.TAKEN, Mark.LATE, Mark.SKIPPED, Mark.MISSED)
"""Marks that show with a corner whose word they are; an injection is always recorded by staff."""
_SHORT: dict[Source, str] = {
    Source.STAFF: "staff",
    Source.OBSERVED: "observed",
    Source.SUPPORTER: "supporter",
    Source.PHARMACY: "pharmacy",
    Source.DEVICE: "device",
}
"""Whose word it is, where it is not the patient's own text: in short, because a year has many days."""


@dataclass(frozen=True, slots=True)
class DaySaid:
    """The doses of one date in words, and whether any is not told by the patient's own text."""

    text: str
    by_others: bool


NOTHING_SAID: Mapping[date, DaySaid] = MappingProxyType({})


def said_of_days(doses: Iterable[DoseFact], now: datetime) -> dict[date, DaySaid]:
    """Each date with tablets that are planned: their states and sources, equal ones counted together."""
    by_day: dict[date, list[DoseFact]] = defaultdict(list)
    for dose in doses:
        if dose.kind is not PlanKind.INJECTION:
            by_day[dose.on].append(dose)
    return {on: _said(found, now) for on, found in by_day.items()}


def words_of(day: DayMark, notes: Sequence[Note], said: DaySaid | None) -> str:
    """What a day shows, as one line; injections are in its mark, tablets in ``said``."""
    parts = [said.text] if said is not None else []
    if day.mark is not None and (said is None or day.mark in (Mark.GIVEN, Mark.OVERDUE)):
        parts.insert(0, NAMES[day.mark])
    return ", ".join([*parts, *(NOTE_NAMES[note] for note in notes)])


def _said(doses: Sequence[DoseFact], now: datetime) -> DaySaid:
    """States with how often, then whose words beside the patient's own texts."""
    marks = [mark_of(dose, now) for dose in doses]
    states = [NAMES[mark] + (f" {count}" if count > 1 else "") for mark, count in Counter(marks).items()]
    others = dict.fromkeys(_SHORT[dose.source] for dose in doses if dose.source in _SHORT)
    text = ", ".join(states) + (f" ({', '.join(others)})" if others else "")
    return DaySaid(text, bool(others))
