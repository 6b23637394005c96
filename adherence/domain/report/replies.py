"""The report on answers: how soon patients answer a reminder, and how soon staff answer a flag."""

from __future__ import annotations

from collections.abc import Sequence

from adherence.domain.measure.response import ResponseTimes, Spread
from adherence.domain.report.section import (
    SMALL,
    Cell,
    Column,
    Section,
    Unit,
    counted_quantile,
    minutes,
    said_share,
    share,
    span_words,
)
from adherence.domain.report.words import SEVERITY

HOURS = (0.25, 0.5, 1, 2, 4, 8, 12, 24)
"""By when an answer had come: the rows of the table and the steps of the drawing."""


def answers_section(late: Sequence[tuple[int, int]], expected: int) -> Section:
    """The share of expected doses that the patient answered within so many hours; ``late`` is (minutes, doses)."""
    answered = sum(number for _, number in late)
    middle, slow = counted_quantile(late, 0.5), counted_quantile(late, 0.9)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (_hours_words(hours), within, expected, share(within, expected))
        for hours in HOURS
        for within in [sum(number for value, number in late if value <= hours * 60)]
    )
    return Section(
        "answers",
        "How soon patients answer",
        _answers_finding(answered, expected, middle, slow),
        "From the dose's time, when its reminder leaves, to the answer that holds, by the patient's own text; doses of "
        "daily and targeted plans whose time is over. A dose that staff recorded counts as expected, not as answered. "
        "Answers after 24 hours are in no row. Median and 90th percentile are of the answered doses (nearest rank).",
        (
            Column("within", "Answered within", Unit.WORDS),
            Column("answered", "Doses answered by then"),
            Column("expected", "Doses expected"),
            Column("share", "Share", Unit.PERCENT),
        ),
        rows if expected else (),
        "This appears when the first reminders are answered.",
    )


def staff_section(times: Sequence[ResponseTimes]) -> Section:
    """How soon flags were taken, answered and closed, by how urgent they were."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            *(SEVERITY[found.severity], found.opened),
            *_spread(found.claim),
            *_spread(found.first_reply),
            *_spread(found.close),
        )
        for found in times
    )
    return Section(
        "staff",
        "How soon the team responds",
        _staff_finding(times),
        "Flags about patients that were opened in the range, of all plans: minutes until somebody took the flag, until "
        "staff first wrote or called, and until it was closed. Median and 90th percentile (nearest rank) are of those "
        "where it happened; the others are still waiting, or nobody had to write. Of fewer than five, only counts.",
        (
            *(Column("severity", "How urgent", Unit.WORDS), Column("opened", "Opened")),
            *_spread_columns("taken", "Taken by staff"),
            *_spread_columns("replied", "Written or called"),
            *_spread_columns("closed", "Closed"),
        ),
        rows,
        "This appears when the first flag is opened.",
    )


def _answers_finding(answered: int, expected: int, middle: int | None, slow: int | None) -> str:
    if not expected:
        return "No dose of this range is over yet."
    finding = f"{said_share(answered, expected)} of the expected doses were answered by text"
    if answered < SMALL:
        return finding + "; too few for a middle time."
    return f"{finding}: half of those within {span_words(middle)}, nine in ten within {span_words(slow)}."


def _staff_finding(times: Sequence[ResponseTimes]) -> str:
    if not times:
        return "No flag was opened in this range."
    worst = times[0]
    finding = f"{SEVERITY[worst.severity]}: {worst.opened:,} flags were opened, {worst.claim.count:,} of them taken"
    if worst.claim.count < SMALL:
        return finding + "; too few for a middle time."
    taken, slow = minutes(worst.claim.median), minutes(worst.claim.p90)
    return f"{finding}: half within {span_words(taken)}, nine in ten within {span_words(slow)}."


def _spread(spread: Spread) -> tuple[Cell, ...]:
    if spread.count < SMALL:
        return spread.count, None, None
    return spread.count, minutes(spread.median), minutes(spread.p90)


def _spread_columns(key: str, label: str) -> tuple[Column, ...]:
    return (
        Column(key, label),
        Column(f"{key}_median", f"{label}: median", Unit.MINUTES),
        Column(f"{key}_p90", f"{label}: 90%", Unit.MINUTES),
    )


def _hours_words(hours: float) -> str:
    return f"{round(hours * 60)} minutes" if hours < 1 else f"{hours:g} hour" if hours == 1 else f"{hours:g} hours"
