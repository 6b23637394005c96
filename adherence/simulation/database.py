"""A database that is played into: it can be made again at any time, so nothing waits for the disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from adherence.db.session import Database


class PlayedDatabase(Database):
    """The same database, whose commits a power cut may forget."""

    @contextmanager
    def writing(self, *, durable: bool = True) -> Iterator[Session]:
        """A session that commits at the end, without waiting for the disk."""
        with super().writing(durable=False) as session:
            yield session
