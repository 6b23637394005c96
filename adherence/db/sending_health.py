"""The newest texts of a clinic by how they ended: read on every page, so the cost does not grow with their number."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import case, distinct, func, select, union_all
from sqlalchemy.orm import Session

from adherence.db.communications import Communication
from adherence.domain.sending_health import LOOKED_BACK, RECENT, Outcome
from adherence.domain.states import AT_PROVIDER, MessageState

_NEWEST = 100
_STATES = (*sorted(AT_PROVIDER), MessageState.QUEUED, MessageState.UNCERTAIN, MessageState.REFUSED)


def newest_outcomes(session: Session, clinic_id: str, now: datetime) -> list[Outcome]:
    """The newest hundred texts of the last hours that were due, grouped by state and code.

    Each state's newest are found through the index of clinic, state and instant, a hundred at most.
    """
    columns = (
        Communication.state,
        Communication.provider_code,
        Communication.patient_id,
        Communication.due_at,
    )
    parts = []
    for state in _STATES:
        of_state = select(*columns).where(
            Communication.clinic_id == clinic_id,
            Communication.state == state,
            Communication.due_at > now - LOOKED_BACK,
            Communication.due_at <= now,
        )
        limited = of_state.order_by(Communication.due_at.desc()).limit(_NEWEST).subquery()
        parts.append(select(limited))
    every = union_all(*parts).subquery()
    newest = select(every).order_by(every.c.due_at.desc()).limit(_NEWEST).subquery()
    is_recent = case((newest.c.due_at > now - RECENT, 1), else_=0).label("is_recent")
    grouped = select(
        newest.c.state,
        newest.c.provider_code,
        is_recent,
        func.count().label("texts"),
        func.count(distinct(newest.c.patient_id)).label("people"),
    ).group_by(newest.c.state, newest.c.provider_code, is_recent)
    return [
        Outcome(row.state, row.provider_code, bool(row.is_recent), row.texts, row.people)
        for row in session.execute(grouped)
    ]
