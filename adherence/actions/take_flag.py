"""Take a flag: it is somebody's from now on, and nobody else is called for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from adherence.actions.note_act import note_act
from adherence.actions.resolve_flag import hold_flag
from adherence.actions.settle_notices import cancel_notices
from adherence.db.flags import Flag
from adherence.db.patients import Patient
from adherence.db.practitioners import Practitioner
from adherence.domain.actor import Actor
from adherence.domain.errors import refuse
from adherence.domain.on_call import FlagActKind
from adherence.domain.states import FlagState, Severity


def take_flag(session: Session, actor: Actor, flag: Flag, *, now: datetime) -> Flag:
    """Make the actor the owner of an open flag, and of what else is urgent and nobody's about the same patient."""
    hold_flag(session, flag)
    if flag.state is FlagState.RESOLVED:
        raise refuse("flag", "was resolved already", conflict=True)
    flag.owner_id = actor.id
    _claim(session, flag, actor.id, FlagActKind.TAKEN, now)
    if flag.severity is Severity.URGENT:
        for other in _urgent_of_nobody(session, flag):
            other.owner_id = actor.id
            _claim(session, other, actor.id, FlagActKind.TAKEN, now)
    session.flush()
    return flag


def note_reply(session: Session, actor: Actor, patient: Patient, kind: FlagActKind, *, now: datetime) -> None:
    """Staff wrote to the patient (the row is held): each open flag has had its first reply, and is somebody's."""
    query = select(Flag).where(Flag.patient_id == patient.id, Flag.state == FlagState.OPEN)
    for flag in session.scalars(query):
        flag.first_reply_at = flag.first_reply_at or now
        if flag.claimed_at is None and session.get(Practitioner, actor.id) is not None:
            flag.owner_id = flag.owner_id or actor.id
        _claim(session, flag, actor.id, kind, now)
    session.flush()


def _claim(session: Session, flag: Flag, by: str, kind: FlagActKind, now: datetime) -> None:
    flag.claimed_at, flag.claimed_by = flag.claimed_at or now, by
    flag.escalate_at = None
    cancel_notices(session, flag)
    note_act(session, flag, kind, now=now, by=by)


def _urgent_of_nobody(session: Session, flag: Flag) -> Sequence[Flag]:
    query = select(Flag).where(
        Flag.patient_id == flag.patient_id,
        Flag.id != flag.id,
        Flag.state == FlagState.OPEN,
        Flag.severity == Severity.URGENT,
        Flag.claimed_at.is_(None),
    )
    return session.scalars(query.with_for_update()).all() if flag.patient_id is not None else ()
