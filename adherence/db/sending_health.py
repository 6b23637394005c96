"""The newest texts of a clinic by how they ended: read on every page, so the cost does not grow with their number."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Uuid, bindparam, case, distinct, func, select, union_all
from sqlalchemy.orm import Session

from adherence.db.communications import Communication
from adherence.db.types import Instant
from adherence.domain.sending_health import LOOKED_BACK, RECENT, Outcome
from adherence.domain.states import AT_PROVIDER, MessageState

_NEWEST = 100
_STATES = (*sorted(AT_PROVIDER), MessageState.QUEUED, MessageState.UNCERTAIN, MessageState.REFUSED)


def newest_outcomes(session: Session, clinic_id: str, now: datetime) -> list[Outcome]:
    """The newest hundred texts of the last hours that were due, grouped by state and code."""
    when = {"now": now, "since": now - LOOKED_BACK, "recent": now - RECENT}
    rows = session.execute(_OUTCOMES, {"clinic": clinic_id} | when)
    return [Outcome(row.state, row.provider_code, bool(row.is_recent), row.texts, row.people) for row in rows]


def _outcomes() -> Any:
    """One statement, made once: each state's newest are found by its own index range, a hundred at most."""
    columns = (Communication.state, Communication.provider_code, Communication.patient_id, Communication.due_at)
    parts = []
    for state in _STATES:
        of_state = select(*columns).where(
            Communication.clinic_id == bindparam("clinic", type_=Uuid(as_uuid=False)),
            Communication.state == state,
            Communication.due_at > bindparam("since", type_=Instant),
            Communication.due_at <= bindparam("now", type_=Instant),
        )
        parts.append(select(of_state.order_by(Communication.due_at.desc()).limit(_NEWEST).subquery()))
    every = union_all(*parts).subquery()
    newest = select(every).order_by(every.c.due_at.desc()).limit(_NEWEST).subquery()
    is_recent = case((newest.c.due_at > bindparam("recent", type_=Instant), 1), else_=0).label("is_recent")
    texts, people = func.count().label("texts"), func.count(distinct(newest.c.patient_id)).label("people")
    grouped = select(newest.c.state, newest.c.provider_code, is_recent, texts, people)
    return grouped.group_by(newest.c.state, newest.c.provider_code, "is_recent")


_OUTCOMES = _outcomes()
