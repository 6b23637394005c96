"""The states of an import, what became of a row, and the counts that people are shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never


class ImportState(StrEnum):
    """Where an import stands."""

    CHECKING = "checking"
    CHECKED = "checked"
    IMPORTING = "importing"
    DONE = "done"
    CANCELLED = "cancelled"


AT_WORK = (ImportState.CHECKING, ImportState.IMPORTING)
"""States in which the worker has something to do."""


class Outcome(StrEnum):
    """What a row does, or has done."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class RowTotal:
    """How many rows have one outcome and the same consequences."""

    outcome: Outcome
    texts: bool
    waits: bool
    kept_out: bool
    rows: int


@dataclass(frozen=True, slots=True)
class Tally:
    """What the rows of a file do together."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    texts: int = 0
    """Patients who get a first text or are asked to confirm a new number."""
    waiting: int = 0
    """Plans that wait for a signed start gate."""
    kept_out: int = 0
    """Patients who opted out and stay so."""

    @property
    def rows(self) -> int:
        """All rows that were looked at."""
        return self.new + self.changed + self.unchanged + self.refused

    @property
    def to_import(self) -> int:
        """The rows that bring something."""
        return self.new + self.changed


def tally_of(totals: Iterable[RowTotal]) -> Tally:
    """Add the totals up."""
    counts = dict.fromkeys(Outcome, 0)
    texts = waiting = kept_out = 0
    for one in totals:
        counts[one.outcome] += one.rows
        match one.outcome:
            case Outcome.REFUSED:
                continue
            case Outcome.NEW | Outcome.CHANGED | Outcome.UNCHANGED:
                texts += one.rows if one.texts else 0
                waiting += one.rows if one.waits else 0
                kept_out += one.rows if one.kept_out else 0
            case _:
                assert_never(one.outcome)
    return Tally(
        new=counts[Outcome.NEW],
        changed=counts[Outcome.CHANGED],
        unchanged=counts[Outcome.UNCHANGED],
        refused=counts[Outcome.REFUSED],
        texts=texts,
        waiting=waiting,
        kept_out=kept_out,
    )
