"""Opening the runtime for one command, on a database that is ready for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from adherence.build import build_runtime
from adherence.db.clinics import Clinic, clinic_by_name
from adherence.db.schema import is_current
from adherence.runtime import Runtime
from config import Config


class Failure(click.ClickException):
    """A command that could not do its work; the sentence says why and what to do."""

    exit_code = 1

    def show(self, file: object = None) -> None:
        """Print the sentence on stderr."""
        click.echo(self.message, err=True)


@contextmanager
def opened(*, migrated: bool = True) -> Iterator[Runtime]:
    """The runtime of the settings, closed afterwards; raises ``Failure`` where the tables are not up to date."""
    rt = build_runtime(Config.load())
    try:
        if migrated:
            _require_migrations(rt)
        yield rt
    finally:
        rt.close()


def clinic_named(session: Session, name: str) -> Clinic:
    """The clinic of that name; raises ``Failure``."""
    clinic = clinic_by_name(session, name.strip())
    if clinic is None:
        raise Failure(f"There is no clinic named {name!r}; make it with: python -m adherence create-clinic NAME")
    return clinic


def _require_migrations(rt: Runtime) -> None:
    try:
        current = is_current(rt.database.engine)
    except DBAPIError:
        raise Failure("The database cannot be reached; check ADHERENCE_DATABASE_URL.") from None
    if not current:
        raise Failure("The database is not up to date; run: python -m adherence db upgrade")
