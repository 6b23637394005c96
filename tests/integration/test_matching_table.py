"""The published table of which dose a reply settles, played row by row through the real actions."""

from __future__ import annotations

from collections import Counter
from itertools import cycle, islice
from pathlib import Path

import pytest

from adherence.domain.matching_rows import ROWS
from adherence.domain.matching_table import ANSWERED_STATES, Cell, PatientState, Row, every_cell
from tests.cast import Cast
from tests.conftest import VirtualClock
from tests.integration.replies import Became, play

_OTHER_CREDITED = (PatientState.DISCHARGED,)
"""Where the text belongs to the other patient of the phone alone."""


def sampled(row: Row) -> list[Cell]:
    """Situations of a row in which each value of each column occurs at least once."""
    columns = (row.open_counts, row.ages, row.states, row.words)
    longest = max(len(column) for column in columns)
    picked = zip(*(islice(cycle(column), longest) for column in columns), strict=True)
    return [Cell(one[0], one[1], row.shared, one[2], one[3]) for one in picked]


def expected(row: Row, cell: Cell) -> Became:
    """What the table says of a situation: an answer leaves only to who may be texted."""
    answered = cell.state in ANSWERED_STATES
    return Became(row.settles, row.asks, row.flag, row.answer if answered else "")


def check(cast: Cast, clock: VirtualClock, by_cell: dict[Cell, Row]) -> None:
    """Play some cells; what became of each is what its row says, and nobody else was credited."""
    became = play(cast, clock, list(by_cell))
    told = {
        cell: Became(one.settles, one.asks, one.flag, one.answer, "" if cell.state in _OTHER_CREDITED else one.other)
        for cell, one in became.items()
    }
    assert told == {cell: expected(row, cell) for cell, row in by_cell.items()}


def test_every_situation_belongs_to_exactly_one_row() -> None:
    counted = Counter(cell for row in ROWS for cell in row.cells)
    assert set(counted) == set(every_cell())
    assert set(counted.values()) == {1}


@pytest.mark.parametrize("shared", [False, True], ids=["own phone", "shared phone"])
@pytest.mark.parametrize("state", PatientState)
def test_every_row_of_the_table_holds(
    sqlite_cast: Cast, clock: VirtualClock, state: PatientState, shared: bool
) -> None:
    by_cell = {cell: row for row in ROWS for cell in sampled(row) if cell.state is state and cell.shared is shared}
    check(sqlite_cast, clock, by_cell)


def test_the_first_situation_of_each_row_holds_on_both_databases(cast: Cast, clock: VirtualClock) -> None:
    check(cast, clock, {sampled(row)[0]: row for row in ROWS})


def test_no_row_credits_two_doses_or_credits_without_a_dose_that_is_meant() -> None:
    for row in ROWS:
        assert row.settles.count(" ") <= 1
        assert not (row.settles and row.asks not in ("", "question_reason")), "what is asked about is not settled yet"
        assert not row.settles.startswith("open ") or row.open_doses == (1,)


def test_the_page_of_the_table_is_written_from_the_table() -> None:
    page = Path(__file__).parents[2] / "docs" / "matching.md"
    assert page.read_text() == as_page(page.read_text().partition(BEGINS)[0])


BEGINS = "<!-- written from adherence/domain/matching_rows.py -->\n"
ANSWERED = frozenset(ANSWERED_STATES)
_COLUMNS = ("Open doses", "Our newest text", "Patient", "Says", "Settles", "Asks", "Flag", "Answer", "Why")


def as_page(introduction: str) -> str:
    """The page: its introduction, and the rows as two tables."""
    own = table([row for row in ROWS if not row.shared])
    shared = table([row for row in ROWS if row.shared])
    return f"{introduction}{BEGINS}\n## One patient on the phone\n\n{own}\n## Several patients on the phone\n\n{shared}"


def table(rows: list[Row]) -> str:
    """Rows as a table in Markdown; a column that does not matter says "any"."""
    lines = ["| " + " | ".join(_COLUMNS) + " |", "|" + "---|" * len(_COLUMNS)]
    for row in rows:
        told = (
            ", ".join(str(count) for count in row.open_doses) or "any",
            ", ".join(row.age) or "any",
            ", ".join(row.state) or "any",
            ", ".join(row.said) or "any",
            f"**{row.settles}**" if row.settles else "-",
            row.asks or "-",
            row.flag or "-",
            (row.answer if ANSWERED.intersection(row.states) else "") or "-",
            row.why,
        )
        lines.append("| " + " | ".join(told) + " |")
    return "\n".join(lines) + "\n"
