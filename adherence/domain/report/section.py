"""A part of a report: a table whose every share has its denominator, a finding in words, and how it is counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from math import ceil

SMALL = 5
"""Policy: of fewer than this many, only counts are shown: a share of four says nothing, and may point at somebody."""

Cell = str | int | float | None


class Unit(StrEnum):
    """What the numbers of a column are."""

    WORDS = "words"
    COUNT = "count"
    PERCENT = "percent"
    DAYS = "days"
    MINUTES = "minutes"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its name for machines, its heading, and its unit."""

    key: str
    label: str
    unit: Unit = Unit.COUNT


@dataclass(frozen=True, slots=True)
class Section:
    """One table with its finding and definition; ``empty`` says what will appear where nothing is there yet."""

    key: str
    title: str
    finding: str
    counted: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str = ""
    drawn: tuple[tuple[float | None, ...], ...] = ()
    """Points of the drawing that are finer than the rows."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show yet."""
        return not self.rows

    def column(self, key: str) -> list[Cell]:
        """The cells of one column."""
        place = [column.key for column in self.columns].index(key)
        return [row[place] for row in self.rows]


def share(part: int, whole: int) -> float | int | None:
    """A percentage, whole but for one decimal below 1 and above 99; None of fewer than five.

    100 only where nothing is missing, 0 only where there is nothing: what lies between is at least 0.1, 99.9 at most.
    """
    if whole < SMALL:
        return None
    exact = 100 * part / whole
    if 0 < exact < 1 or 99 < exact < 100:
        return min(99.9, max(0.1, round(exact, 1)))
    return round(exact)


def said_share(part: int, whole: int) -> str:
    """The same in a sentence: "82% (41 of 50)", or the counts alone."""
    percent = share(part, whole)
    return f"{part:,} of {whole:,}" if percent is None else f"{percent:g}% ({part:,} of {whole:,})"


def quantile(values: Sequence[float], at: float) -> float | None:
    """The nearest-rank percentile of values in order: the least that a share of them does not exceed."""
    return values[max(0, ceil(at * len(values)) - 1)] if values else None


def counted_quantile(counts: Sequence[tuple[int, int]], at: float) -> int | None:
    """The same of (value, how many) in order of value."""
    total = sum(number for _, number in counts)
    wanted, seen = ceil(at * total), 0
    for value, number in counts:
        seen += number
        if number and seen >= wanted:
            return value
    return None


def minutes(span: timedelta | None) -> int | None:
    """A span in whole minutes, rounded up: nothing was answered in no time."""
    return None if span is None else ceil(span / timedelta(minutes=1))


def span_words(value: float | None) -> str:
    """Minutes as people say them: "35 min", "4 h", "2 h 10 min", "3 days"."""
    if value is None:
        return "-"
    whole = round(value)
    if whole < 60:
        return f"{whole} min"
    if whole < 48 * 60:
        hours, rest = divmod(whole, 60)
        return f"{hours} h {rest} min" if rest else f"{hours} h"
    return f"{round(whole / 1440)} days"
