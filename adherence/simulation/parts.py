"""Playing a cast in two parts at the same time, each in a file of its own, and bringing the parts together."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

from sqlalchemy import Table

from adherence.build import build_runtime
from adherence.db.schema import metadata
from adherence.db.types import BigId
from adherence.simulation.demo import play_demo
from adherence.simulation.member import Member
from config import Config

Members = Sequence[tuple[str, Member]]
_SECOND_PART_FROM = 10_000_000
"""Numbers of rows of the second part begin here: sealed bodies are bound to their row's number."""


def halves(members: Members) -> tuple[Members, Members]:
    """Two parts with about as many days of history each; who shares a phone is in one part."""
    parts: tuple[list[tuple[str, Member]], list[tuple[str, Member]]] = ([], [])
    for phone, member in sorted(members, key=lambda one: -one[1].days):
        lighter = min(parts, key=lambda part: sum(member.days for _, member in part))
        same = [part for part in parts if any(other == phone for other, _ in part)]
        (same or [lighter])[0].append((phone, member))
    return parts


def begin_part(config: Config, file: Path, part: Path, members: Members, *, now: datetime) -> BaseProcess:
    """Copy a file that holds the opened clinic only, and play some patients into the copy, in a process of its own."""
    shutil.copyfile(file, part)
    _number_from(part, _SECOND_PART_FROM)
    config = config.model_copy(update={"database_url": f"sqlite:///{part}"})
    process = get_context("spawn").Process(target=_play, args=(config, members, now), daemon=True)
    process.start()
    return process


def join_part(process: BaseProcess, file: Path, part: Path) -> None:
    """Wait for a part and copy its rows into the file; raises ``RuntimeError`` where it could not be played."""
    process.join()
    if process.exitcode != 0:
        raise RuntimeError("the second part of the demo could not be played; start again")
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute("ATTACH ? AS part", (str(part),))
        for table in metadata.sorted_tables:
            _forget_mark(connection, "part", table)
            names = ", ".join(f'"{column.name}"' for column in table.columns)
            # What both parts have from the start, such as the clinic, is there already.
            connection.execute(
                f'INSERT OR IGNORE INTO main."{table.name}" ({names}) SELECT {names} FROM part."{table.name}"'  # noqa: S608
            )
        if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise RuntimeError("the parts of the demo do not fit together")
        connection.commit()


def _play(config: Config, members: Members, now: datetime) -> None:
    rt = build_runtime(config)
    try:
        play_demo(rt, now=now, members=members, leads=False)
    finally:
        rt.close()


def _number_from(part: Path, first: int) -> None:
    """Let every table that numbers its rows go on from a number: SQLite goes on from the largest."""
    with closing(sqlite3.connect(part)) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute("PRAGMA ignore_check_constraints=ON")
        for table in filter(_is_numbered, metadata.sorted_tables):
            needed = [column for column in table.columns if not column.nullable]
            names = ", ".join(f'"{column.name}"' for column in needed)
            # A mark of no meaning, taken out again; every value may stand in every column of SQLite.
            values = [first - 1 if column.primary_key else f"mark {table.name}" for column in needed]
            marks = ", ".join("?" for _ in needed)
            connection.execute(f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})', values)  # noqa: S608
        connection.commit()


def _forget_mark(connection: sqlite3.Connection, schema: str, table: Table) -> None:
    if _is_numbered(table):
        marked = f'DELETE FROM {schema}."{table.name}" WHERE id = ?'  # noqa: S608
        connection.execute(marked, (_SECOND_PART_FROM - 1,))


def _is_numbered(table: Table) -> bool:
    return "id" in table.columns and table.columns["id"].type is BigId
