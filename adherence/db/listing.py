"""Pages of long lists by key: each page begins where the one before ended, however much is added meanwhile."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from adherence.db.communications import Communication
from adherence.db.flags import Flag
from adherence.db.inbound import InboundMessage
from adherence.db.practitioners import Practitioner
from adherence.domain.states import FlagKind, FlagState


def flags_after(
    session: Session,
    clinic_id: str,
    *,
    limit: int,
    after: tuple[datetime, str] | None = None,
    state: FlagState | None = None,
    kind: FlagKind | None = None,
    patient_id: str = "",
) -> list[Flag]:
    """Flags of a clinic, oldest first, after the one with this ``(opened_at, id)``."""
    query = select(Flag).where(Flag.clinic_id == clinic_id)
    if state is not None:
        query = query.where(Flag.state == state)
    if kind is not None:
        query = query.where(Flag.kind == kind)
    if patient_id:
        query = query.where(Flag.patient_id == patient_id)
    if after is not None:
        at, last = after
        query = query.where((Flag.opened_at > at) | ((Flag.opened_at == at) & (Flag.id > last)))
    return list(session.scalars(query.order_by(Flag.opened_at, Flag.id).limit(limit)))


def patients_with_open_flags(session: Session, clinic_id: str, patient_ids: Collection[str]) -> set[str]:
    """Which of some patients have an open flag."""
    query = select(Flag.patient_id).where(Flag.clinic_id == clinic_id, Flag.state == FlagState.OPEN)
    return {found for found in session.scalars(query.where(Flag.patient_id.in_(patient_ids))) if found is not None}


def practitioner_names(session: Session, clinic_id: str, ids: Iterable[str | None]) -> dict[str, str]:
    """The names of staff by id."""
    wanted = {found for found in ids if found is not None}
    query = select(Practitioner.id, Practitioner.name).where(Practitioner.clinic_id == clinic_id)
    return {found: name for found, name in session.execute(query.where(Practitioner.id.in_(wanted)))}


def outgoing_before(
    session: Session, clinic_id: str, patient_id: str, *, limit: int, before: tuple[datetime, int | None] | None
) -> list[Communication]:
    """A patient's outgoing texts, newest first, before an instant, or at it with an id below the given one."""
    query = select(Communication).where(Communication.clinic_id == clinic_id, Communication.patient_id == patient_id)
    if before is not None:
        at, last = before
        same = Communication.due_at == at
        query = query.where((Communication.due_at < at) | (same if last is None else same & (Communication.id < last)))
    return list(session.scalars(query.order_by(Communication.due_at.desc(), Communication.id.desc()).limit(limit)))


def inbound_before(
    session: Session, clinic_id: str, patient_id: str, *, limit: int, before: tuple[datetime, str | None] | None
) -> list[InboundMessage]:
    """A patient's texts to us, newest first, before an instant, or at it with an id below the given one."""
    query = select(InboundMessage).where(InboundMessage.clinic_id == clinic_id, InboundMessage.patient_id == patient_id)
    if before is not None:
        at, last = before
        key = tuple_(InboundMessage.received_at, InboundMessage.id)
        query = query.where(InboundMessage.received_at < at if last is None else key < (at, last))
    newest = query.order_by(InboundMessage.received_at.desc(), InboundMessage.id.desc()).limit(limit)
    return list(session.scalars(newest))
