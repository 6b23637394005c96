"""What became of every text, dose and flag, row by row, without names, numbers or bodies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from adherence.db.communications import Attempt, Communication
from adherence.db.doses import Dose
from adherence.db.flags import Flag
from adherence.db.health import dose_counts, inbound_waiting, message_counts, open_flag_counts
from adherence.db.patients import Patient

_AT_ONCE = 2000

Row = dict[str, Any]


def communication_rows(session: Session) -> Iterator[Row]:
    """Every outgoing text by id, with the number of requests to the provider that it took."""
    tried = select(func.count()).where(Attempt.communication_id == Communication.id).scalar_subquery()
    columns = ("id", "patient_id", "dose_id", "purpose", "step", "state", "reason", "due_at", "expires_at")
    return _rows(session, Communication, columns, attempts=tried)


def dose_rows(session: Session) -> Iterator[Row]:
    """Every dose by id."""
    columns = ("id", "patient_id", "regimen_id", "on", "slot", "due_at", "window_closes_at", "quantity_mg")
    return _rows(session, Dose, (*columns, "state", "reason", "undelivered", "source", "recorded_at", "taken_at"))


def flag_rows(session: Session) -> Iterator[Row]:
    """Every flag by id; the words of whoever resolved it stay where they are."""
    columns = ("id", "patient_id", "kind", "severity", "state", "owner_id", "times", "due_at", "opened_at")
    return _rows(session, Flag, (*columns, "resolved_at", "outcome"))


def totals(session: Session) -> dict[str, Any]:
    """Counts by state."""
    waiting, set_aside = inbound_waiting(session)
    return {
        "patients": session.scalar(select(func.count()).select_from(Patient)) or 0,
        "communications": {state.value: number for state, number in sorted(message_counts(session).items())},
        "doses": {state.value: number for state, number in sorted(dose_counts(session).items())},
        "open_flags": {severity.value: number for severity, number in sorted(open_flag_counts(session).items())},
        "inbound": {"waiting": waiting, "set_aside": set_aside},
    }


def _rows(session: Session, table: Any, columns: tuple[str, ...], **further: Any) -> Iterator[Row]:
    """Plain rows in order of id, read in chunks: a hundred thousand of them need no more memory than a few."""
    wanted = [getattr(table, name).label(name) for name in columns]
    query = select(*wanted, *(value.label(name) for name, value in further.items())).order_by(table.id)
    for row in session.execute(query.execution_options(yield_per=_AT_ONCE)):
        yield dict(row._mapping)
