"""Engines and sessions: SQLite in WAL with explicit transactions, PostgreSQL through psycopg."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, func, select
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session, sessionmaker

from adherence.clock import utc_now
from adherence.db.vault import Vault


class Database:
    """One database: ``writing()`` and ``reading()`` give sessions, each one transaction."""

    def __init__(self, url: str, vault: Vault) -> None:
        self.engine = _engine(url)
        self.vault = vault
        reader = self.engine.execution_options(read_only=True)
        info = {"vault": vault}
        relaxed = self.engine.execution_options(durable=False)
        self._write: sessionmaker[Session] = sessionmaker(self.engine, info=info, expire_on_commit=False)
        self._write_relaxed: sessionmaker[Session] = sessionmaker(relaxed, info=info, expire_on_commit=False)
        self._read: sessionmaker[Session] = sessionmaker(reader, info=info, expire_on_commit=False, autoflush=False)

    @property
    def sqlite(self) -> bool:
        """Whether this is the embedded database of one machine."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def writing(self, *, durable: bool = True) -> Iterator[Session]:
        """A session that commits at the end, or rolls back on an exception.

        Without ``durable`` the commit may be forgotten by a power cut (never by a crash of the process): only for
        what is found out again afterwards.
        """
        with (self._write if durable else self._write_relaxed).begin() as session:
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that never writes; on SQLite it does not wait for a writer."""
        with self._read() as session:
            yield session

    def now(self, session: Session) -> datetime:
        """Real time on the database's clock: what leases are measured with."""
        if self.sqlite:
            return utc_now()  # one machine: the clock of the process is the clock of the database
        told = session.scalar(select(func.clock_timestamp()))
        assert isinstance(told, datetime)
        return told.astimezone(UTC)

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() == "postgresql":
        return create_engine(url, pool_size=5, max_overflow=5, pool_pre_ping=True, hide_parameters=True)
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).resolve().parent.mkdir(parents=True, exist_ok=True)
        _forget_statistics(parsed.database)
    engine = create_engine(url, connect_args={"timeout": 30}, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _forget_statistics(path: str) -> None:
    """Delete what ``ANALYZE`` left in the file, before any connection reads it.

    With it SQLite before 3.42 answers some queries wrongly: texts seemed due before their time (decision 0034). A file
    that cannot be opened or changed is told of by whoever needs it.
    """
    with suppress(sqlite3.Error), closing(sqlite3.connect(path, timeout=30)) as connection:
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'").fetchone():
            connection.execute("DROP TABLE sqlite_stat1")
            connection.commit()


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    # pysqlite would not BEGIN before a SELECT: two senders could claim the same rows.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=30000", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("read_only", False):
        connection.exec_driver_sql("BEGIN")
        return
    connection.exec_driver_sql("PRAGMA synchronous=" + ("FULL" if options.get("durable", True) else "NORMAL"))
    connection.exec_driver_sql("BEGIN IMMEDIATE")
