"""Commands about the tables."""

from __future__ import annotations

import click

from adherence.cli.opening import opened
from adherence.cli.say import complain
from adherence.db.schema import drift, is_current, upgrade


@click.group()
def db() -> None:
    """Migrations of the database."""


@db.command("upgrade")
def upgrade_command() -> None:
    """Bring the database to the newest migration."""
    with opened(migrated=False) as rt:
        upgrade(rt.database.engine)
    click.echo("The database is up to date.")


@db.command("check")
def check() -> int:
    """Fail when migrations are missing, or when models and migrations differ."""
    with opened(migrated=False) as rt:
        if not is_current(rt.database.engine):
            return complain("The database is not up to date; run: python -m adherence db upgrade", code=1)
        differences = drift(rt.database.engine)
    if differences:
        return complain("Models and migrations differ:", *differences, code=1)
    click.echo("The database is up to date, and models and migrations agree.")
    return 0
