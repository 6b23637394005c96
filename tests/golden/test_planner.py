"""The real planner against the golden tables: 400 days of virtual time for every plan, on both kinds of database."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from adherence.runtime import Runtime
from tests.cast import make_cast
from tests.conftest import VirtualClock, make_runtime
from tests.golden.stories import STORIES, Story
from tests.golden.table import stored
from tests.golden.walk import ONE_DAY, Walk

ON_POSTGRESQL = ("every_other_day_100", "targeted")


@pytest.fixture
def in_memory(sqlite_template: Path, clock: VirtualClock) -> Iterator[Runtime]:
    """A runtime on a migrated SQLite database in memory."""
    for rt in make_runtime("sqlite://", clock):
        connection = rt.database.engine.raw_connection()
        template = sqlite3.connect(sqlite_template)
        template.backup(connection.driver_connection)  # type: ignore[arg-type]
        template.close()
        connection.close()
        yield rt


@pytest.fixture
def on_postgresql(postgres: Callable[[], str], clock: VirtualClock) -> Iterator[Runtime]:
    """A runtime on PostgreSQL."""
    yield from make_runtime(postgres(), clock)


def walked(rt: Runtime, clock: VirtualClock, stories: Sequence[Story]) -> Walk:
    """A clinic that has lived through some stories."""
    clock.move_to(datetime.combine(min(story.first_on for story in stories), time(), UTC) - 2 * ONE_DAY)
    walk = Walk(make_cast(rt), clock)
    walk.through(stories)
    return walk


def differences(walk: Walk, stories: Sequence[Story]) -> list[str]:
    """Every row of the tables that the service has otherwise, or that only one of the two has."""
    found = []
    for table in (table for story in stories for table in story.tables):
        in_table = {(row["on"], row["slot"]): row for row in stored(table)}
        planned = {(row["on"], row["slot"]): row for row in walk.rows(table)}
        for key in sorted(in_table.keys() | planned.keys()):
            wanted, got = in_table.get(key), planned.get(key)
            if wanted is None or got is None or any(got[name] != wanted[name] for name in got):
                found.append(f"{table} {key}: wanted {wanted}, planned {got}")
    return found


def text_differences(walk: Walk, stories: Sequence[Story]) -> list[str]:
    """Texts that do not leave at the instant of an expected dose, or ask about a risk day at another time than told."""
    found = []
    for table, plan in ((table, plan) for story in stories for table, plan in story.tables.items()):
        expected = [row for row in stored(table) if row["state"] == "expected"]
        if plan["kind"] == "injection":
            continue
        reminders = walk.texts(table, "reminder" if plan["kind"] == "daily" else "targeted_prompt")
        wanted = sorted((row["on"], row["due_at"]) for row in expected)
        if [(on, leaves_at) for on, leaves_at, _ in reminders] != wanted:
            found.append(f"{table}: first reminders")
        asked = sorted((row["on"], row["asks_at"], row["ask_expires_at"]) for row in expected if row.get("asks_at"))
        if walk.texts(table, "risk_day_ask") != asked:
            found.append(f"{table}: questions about risk days")
    return found


@pytest.mark.slow
def test_the_planner_writes_every_table(in_memory: Runtime, clock: VirtualClock) -> None:
    walk = walked(in_memory, clock, STORIES)
    assert differences(walk, STORIES) == []
    assert text_differences(walk, STORIES) == []


@pytest.mark.slow
def test_the_planner_writes_the_same_tables_on_postgresql(on_postgresql: Runtime, clock: VirtualClock) -> None:
    stories = [story for story in STORIES if story.name in ON_POSTGRESQL]
    walk = walked(on_postgresql, clock, stories)
    assert differences(walk, stories) == []
    assert text_differences(walk, stories) == []
