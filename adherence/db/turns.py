"""Turns: who does the same kind of thing comes one after the other, although no row stands for it.

A turn is held until the transaction ends, and is taken before any row: whoever holds a patient's row may want the
clinic's next (senders on trial do), so that rows of both in the other order could wait for each other in a circle.
SQLite has one writer, whose turn it is anyway.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session


def take_turn_of_clinic(session: Session, clinic_id: str) -> None:
    """Rows of lists of one clinic: two lists at once enrol nobody twice."""
    _take(session, UUID(clinic_id).bytes)


def take_turn_of_number(session: Session, number: str) -> None:
    """A text from a number (E.164) and a list that enrols somebody with it: STOP is heard before it or after it."""
    _take(session, session.info["vault"].index("phone:" + number))


def _take(session: Session, key: bytes) -> None:
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(int.from_bytes(key[-8:], signed=True))))
