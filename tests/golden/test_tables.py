"""The stored tables against the oracle, and against what was worked out by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.golden.oracle import tables_of
from tests.golden.stories import STORIES, Story
from tests.golden.table import FOLDER, stored, written

README = Path(__file__).with_name("README.md")
LEAP_DAYS = (date(2024, 2, 29), date(2028, 2, 29))


def checked_by_hand() -> Iterator[tuple[str, dict[str, str]]]:
    """The rows of the tables in the README: the name of a table, and the columns that were worked out."""
    names: list[str] = []
    for line in README.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip().strip("`") for cell in line.strip("|").split("|")]
        if line.startswith("| table"):
            names = cells[1:-1]
        elif line.startswith("| ") and names:
            yield cells[0], {name: value for name, value in zip(names, cells[1:-1], strict=True) if value}
        elif not line.startswith("|"):
            names = []


BY_HAND = list(checked_by_hand())


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_the_stored_tables_are_what_the_oracle_works_out(story: Story) -> None:
    for name, rows in tables_of(story).items():
        kept = (FOLDER / f"{name}.csv").read_text(encoding="utf-8")
        assert kept == written(rows), f"{name}: if the story was changed on purpose, run python -m tests.golden"


@pytest.mark.parametrize(
    ("table", "columns"), [pytest.param(*one, id=f"{one[0]} {one[1]['on']} {one[1]['slot']}") for one in BY_HAND]
)
def test_a_row_that_was_worked_out_by_hand_is_in_its_table(table: str, columns: dict[str, str]) -> None:
    rows = [row for row in stored(table) if (row["on"], row["slot"]) == (columns["on"], columns["slot"])]
    if columns.get("state") == "none":
        assert rows == []
        return
    assert [{name: row[name] for name in columns} for row in rows] == [columns]


def test_many_rows_of_every_table_were_worked_out_by_hand() -> None:
    assert len(BY_HAND) >= 60
    assert {table for table, _ in BY_HAND} == {name for story in STORIES for name in story.tables}


def test_every_table_has_400_days_with_a_leap_day_a_31st_a_move_and_a_hold() -> None:
    for story in STORIES:
        assert (story.last_on - story.first_on).days == 399
        assert date.fromisoformat(story.hold.first) <= date.fromisoformat(story.hold.last) <= story.last_on
        assert story.first_on < date.fromisoformat(story.move.at[:10]) < story.last_on
        # The one story of a common year is there for 28 February after 31 January.
        spans_leap_day = any(story.first_on <= day <= story.last_on for day in LEAP_DAYS)
        assert spans_leap_day or story.name == "injection_monthly_2025"


def test_nothing_of_the_service_is_imported_by_the_oracle() -> None:
    for module in ("oracle.py", "stories.py", "table.py"):
        text = Path(__file__).with_name(module).read_text(encoding="utf-8")
        assert re.search(r"^(from|import) (adherence|config)", text, re.MULTILINE) is None
