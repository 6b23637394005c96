"""Notes on the days of a calendar: small signs beside the day's mark, each with a shape of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from markupsafe import Markup

_SIZE = 10


class Note(StrEnum):
    """What happened or will happen on a day; the value names its symbol."""

    DISPENSED = "d"
    RUN_OUT = "r"
    TEST_DONE = "t"
    TEST_DUE = "u"
    EXTRA = "x"
    WRITTEN = "w"


NOTE_NAMES: dict[Note, str] = {
    Note.DISPENSED: "Tablets handed out",
    Note.RUN_OUT: "Tablets run out",
    Note.TEST_DONE: "Liver test",
    Note.TEST_DUE: "Liver test due",
    Note.EXTRA: "Taken beside the plan",
    Note.WRITTEN: "Note",
}
NO_NOTES: Mapping[date, Sequence[Note]] = MappingProxyType({})

_SHAPES: dict[Note, str] = {
    Note.DISPENSED: '<path class="n-b" d="M5 1v8M1 5h8"/><path class="n-i" d="M5 1v8M1 5h8"/>',
    Note.RUN_OUT: '<rect class="n-f" x=".8" y=".8" width="8.4" height="8.4"/><path class="n-w" d="M2.6 5h4.8"/>',
    Note.TEST_DONE: '<path class="n-f" d="M5 .6L9.4 9.2H.6z"/>',
    Note.TEST_DUE: '<path class="n-o" d="M5 1.2L8.9 8.8H1.1z"/>',
    Note.EXTRA: '<circle class="n-f" cx="5" cy="5" r="4.2"/>',
    Note.WRITTEN: '<path class="n-o" d="M1 1.4h8v5.2H4.6L2.4 9V6.6H1z"/>',
}


def notes_by_day(dated: Iterable[tuple[date, Note]]) -> dict[date, list[Note]]:
    """The notes of each day, each once and always in the same order."""
    found: dict[date, set[Note]] = {}
    for day, note in dated:
        found.setdefault(day, set()).add(note)
    return {day: [note for note in Note if note in notes] for day, notes in found.items()}


def note_symbols() -> Markup:
    """The signs; once on a page that has a calendar."""
    symbols = "".join(f'<symbol id="n{note.value}">{_SHAPES[note]}</symbol>' for note in Note)
    return Markup(f'<svg class="symbols" aria-hidden="true" width="0" height="0">{symbols}</svg>')  # noqa: S704 - ours


def note_legend(notes: Mapping[date, Sequence[Note]]) -> list[tuple[Markup, str]]:
    """The signs that are used, each beside its name."""
    used = {note for on_day in notes.values() for note in on_day}
    return [(_beside(note), NOTE_NAMES[note]) for note in Note if note in used]


def note_signs(notes: Sequence[Note], cell: int, *, alone: bool) -> str:
    """The signs of one day, at most two: in the lower right corner of its cell, or amid one that has no mark."""
    across = (cell - _SIZE) // 2 if alone and len(notes) == 1 else cell - _SIZE + 2
    down = (cell - _SIZE) // 2 if alone else cell - _SIZE + 2
    places = [(across - number * (_SIZE - 1), down) for number in range(2)]
    return "".join(
        f'<use href="#n{note.value}" x="{left}" y="{top}"/>'
        for note, (left, top) in zip(reversed(notes), places, strict=False)
    )


def _beside(note: Note) -> Markup:
    drawn = f'<svg class="note-mark" aria-hidden="true" width="{_SIZE}" height="{_SIZE}" viewBox="0 0 {_SIZE} {_SIZE}">'
    return Markup(f'{drawn}<use href="#n{note.value}"/></svg>')  # noqa: S704 - built from codes of our own
