"""All tables together, and bringing a database to the newest migration."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from adherence.db import (  # noqa: F401 - importing them fills the metadata
    check_in_answers,
    check_ins,
    clinic_templates,
    clinics,
    communications,
    consent_wordings,
    consents,
    conversations,
    corrections,
    counted_reports,
    dispenses,
    dose_notes,
    doses,
    drinking,
    extra_doses,
    feeds,
    figures,
    flags,
    gates,
    holds,
    imports,
    inbound,
    injections,
    installation,
    labs,
    medicines,
    notices,
    on_call,
    past_numbers,
    patients,
    policies,
    practitioners,
    questions,
    regimens,
    saved_views,
    setup,
    staff,
    stop_links,
    supporters,
    topic_pauses,
)
from adherence.db.base import Base

metadata = Base.metadata
_MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"


def upgrade(engine: Engine) -> None:
    """Bring the database to the newest migration; does nothing when it is there."""
    migrate(engine, command.upgrade, "head")


def migrate(engine: Engine, way: Callable[[AlembicConfig, str], None], to: str) -> None:
    """Bring the database up or down to a migration, all of it in one transaction."""
    config = _config()
    with engine.connect() as connection, _free_of_references(connection), connection.begin():
        config.attributes["connection"] = connection
        way(config, to)
        _check_references(connection)


@contextmanager
def _free_of_references(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by making it anew: while its rows point at it, the old one could not be dropped.

    The switch has no effect inside a transaction (https://www.sqlite.org/lang_altertable.html#otheralter).
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def _check_references(connection: Connection) -> None:
    """What was not looked at on the way is looked at before the end."""
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise RuntimeError(f"a row of {broken[0]} points at no row of {broken[2]}; nothing was changed")


def is_current(engine: Engine) -> bool:
    """Whether the newest migration has been applied."""
    with engine.connect() as connection:
        heads = set(MigrationContext.configure(connection).get_current_heads())
    return heads == _newest()


def drift(engine: Engine) -> list[str]:
    """What differs between the migrated database and the models, a line each."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "target_metadata": metadata})
        return [str(difference) for difference in compare_metadata(context, metadata)]


@cache
def _newest() -> set[str]:
    """The newest migration; reading the scripts is too dear to do at each look."""
    return set(ScriptDirectory.from_config(_config()).get_heads())


def _config() -> AlembicConfig:
    config = AlembicConfig()
    config.set_main_option("script_location", str(_MIGRATIONS))
    return config
