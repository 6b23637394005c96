"""The ledger of one dose as its page shows it: what holds, what it replaced, who said so, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from adherence.db.doses import Administration
from adherence.web import words


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One record; ``fate`` says what became of it, and is empty for the one that holds."""

    record: Administration
    title: str
    reason: str
    by: str
    holds: bool
    fate: str


def ledger_lines(
    records: Sequence[Administration], holding: Administration | None, names: Mapping[str, str]
) -> list[LedgerLine]:
    """All lines of a ledger (oldest first), newest line first."""
    numbers = {record.id: number for number, record in enumerate(records, 1)}
    taken_back = {record.supersedes_id: numbers[record.id] for record in records if record.undoes}
    lines = []
    for record in records:
        holds = holding is not None and record.id == holding.id
        title = words.DOSE[record.state]
        if record.undoes:
            title = f"Line {numbers.get(record.supersedes_id or '', 0)} taken back: the dose is {title.lower()}"
        lines.append(
            LedgerLine(
                record=record,
                title=title,
                reason=words.SKIP_REASON.get(record.reason, words.code(record.reason)) if record.reason else "",
                by=_by(record, names),
                holds=holds,
                fate="" if holds or record.undoes else _fate(record, records, numbers, taken_back),
            )
        )
    return lines[::-1]


def _by(record: Administration, names: Mapping[str, str]) -> str:
    """Who entered it, and whose word it is, which are never blended."""
    person = names.get(record.recorded_by or "")
    if record.undoes:
        return person or "the patient's text"
    source = words.SOURCE[record.source]
    return f"entered by {person}, source: {source}" if person else f"source: {source}"


def _fate(
    record: Administration,
    records: Sequence[Administration],
    numbers: Mapping[str, int],
    taken_back: Mapping[str | None, int],
) -> str:
    if record.id in taken_back:
        return f"Taken back by line {taken_back[record.id]}"
    later = [one for one in records if one.supersedes_id == record.id and not one.undoes]
    return f"Superseded by line {numbers[later[-1].id]}" if later else "Superseded"
