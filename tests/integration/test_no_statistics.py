"""SQLite before 3.42 reads rows beyond a range once ``ANALYZE`` has run: texts left before their time."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from adherence.actions.claim_messages import claim_messages
from adherence.actions.deliver_messages import deliver_messages
from adherence.actions.gate_messages import gate_messages
from adherence.db.session import Database
from adherence.db.vault import Vault
from adherence.runtime import Runtime
from tests.cast import Cast
from tests.conftest import VirtualClock


def analyze(rt: Runtime) -> Path:
    """What an operator, or a tool for databases, may do by hand; gives the file."""
    path = Path(str(rt.database.engine.url.database))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("ANALYZE")
    return path


def test_statistics_that_somebody_made_are_forgotten_at_the_next_start(sqlite_rt: Runtime, sqlite_cast: Cast) -> None:
    path = analyze(sqlite_rt)
    database = Database(f"sqlite:///{path}", Vault([b"0" * 32]))
    with database.reading() as session:
        left = session.scalars(text("SELECT name FROM sqlite_master WHERE name LIKE 'sqlite_stat%'")).all()
    database.close()
    assert left == []


def test_with_statistics_no_text_leaves_before_its_time(
    sqlite_rt: Runtime, sqlite_cast: Cast, clock: VirtualClock
) -> None:
    sqlite_cast.enrol(given_name="Zed", family_name="Quill")
    clock.pass_by(hours=2)  # it is morning in Madrid and night in New York: one of four welcomes leaves
    deliver_messages(sqlite_rt)
    analyze(sqlite_rt)
    sqlite_rt.database.engine.dispose()
    clock.pass_by(hours=1)
    claimed = claim_messages(sqlite_rt, 64)
    if sqlite3.sqlite_version_info < (3, 42):
        assert claimed, "a claim of what is not due yet: otherwise this test shows nothing"
    assert gate_messages(sqlite_rt, claimed) == []
    deliver_messages(sqlite_rt)
    assert sqlite_cast.texts() == []


def test_a_file_that_is_no_database_is_told_of_as_before(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("These are notes, and no database at all.")
    database = Database(f"sqlite:///{path}", Vault([b"0" * 32]))
    with pytest.raises(DatabaseError, match="not a database"), database.reading() as session:
        session.execute(text("SELECT 1 FROM clinics"))
    database.close()
    assert path.read_text().startswith("These are notes")
