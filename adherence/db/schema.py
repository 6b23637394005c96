"""All tables together, and bringing a database to the newest migration."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

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
    dispenses,
    doses,
    drinking,
    feeds,
    flags,
    gates,
    holds,
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
    stop_links,
    supporters,
    topic_pauses,
)
from adherence.db.base import Base

metadata = Base.metadata
_MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"


def upgrade(engine: Engine) -> None:
    """Bring the database to the newest migration; does nothing when it is there."""
    config = _config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


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
