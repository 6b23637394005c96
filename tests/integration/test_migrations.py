"""Migrations go up and down over a database that holds a clinic's life, and leave the models' tables behind."""

from __future__ import annotations

from typing import Any

from alembic import command
from sqlalchemy import Engine, inspect, text

from adherence.db import schema
from adherence.jobs import run_jobs_once
from tests.cast import Cast
from tests.conftest import VirtualClock
from tests.unit.regimens import daily

_FIRST_RELEASES = "0002"
_KEPT = ("patients", "doses", "administrations", "communications", "attempts", "inbound_messages", "flags", "consents")


def rows(engine: Engine) -> dict[str, int]:
    """How many rows each table has that was there from the start."""
    with engine.connect() as connection:
        return {table: connection.scalar(text(f"SELECT count(*) FROM {table}")) or 0 for table in _KEPT}


def nullable(engine: Engine) -> dict[str, Any]:
    """The columns of all tables."""
    tables = inspect(engine)
    return {
        name: sorted((column["name"], column["nullable"]) for column in tables.get_columns(name))
        for name in tables.get_table_names()
    }


def test_a_database_with_rows_goes_down_to_the_first_tables_and_up_again(cast: Cast, clock: VirtualClock) -> None:
    cast.start(daily(starts_on=clock().date().isoformat()))
    for body in ("1", "I want to die", "what do you mean", "STOP"):
        clock.pass_by(hours=12)
        run_jobs_once(cast.rt)
        cast.reply(body)
    run_jobs_once(cast.rt)
    engine = cast.rt.database.engine
    before, columns = rows(engine), nullable(engine)
    assert all(before.values())

    schema.migrate(engine, command.downgrade, _FIRST_RELEASES)
    assert rows(engine) == before
    schema.migrate(engine, command.upgrade, "head")

    assert schema.drift(engine) == []
    assert rows(engine) == before
    assert nullable(engine) == columns
    with engine.connect() as connection:
        needs = set(connection.scalars(text("SELECT need FROM conversations")))
        assert "urgent" in needs
        if engine.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
