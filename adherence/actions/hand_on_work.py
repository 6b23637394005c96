"""Give all that somebody has in hand to a colleague: patients, open flags, conversations and coming shifts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from adherence.db.conversations import Conversation
from adherence.db.flags import Flag
from adherence.db.on_call import Shift
from adherence.db.patients import Patient
from adherence.db.practitioners import Practitioner
from adherence.domain.actor import Actor
from adherence.domain.conversation import ConversationState
from adherence.domain.errors import refuse
from adherence.domain.states import ACTS_ON_PATIENTS, FlagState


def hold_work(session: Session, staff: Practitioner) -> None:
    """Hold the rows of the patients whom somebody looks after, or has an open flag or conversation about.

    Before the clinic's row is held, as senders do: the other way round two transactions could wait for each other.
    """
    flagged = select(Flag.patient_id).where(_flags_of(staff))
    talking = select(Conversation.patient_id).where(_conversations_of(staff))
    mine = select(Patient.id).where(or_(Patient.id.in_(flagged.union(talking)), _looked_after_by(staff)))
    session.scalars(mine.order_by(Patient.id).with_for_update()).all()


def hand_on_work(session: Session, actor: Actor, staff: Practitioner, to_id: str | None, *, now: datetime) -> None:
    """Make a colleague the owner (the patients' rows are held); raises ``Refused`` where that is nobody who acts."""
    shifts = session.scalars(
        select(Shift).where(
            Shift.clinic_id == staff.clinic_id,
            Shift.practitioner_id == staff.id,
            Shift.ends_at > now,
            Shift.removed_at.is_(None),
        )
    ).all()
    flags = session.scalars(select(Flag).where(_flags_of(staff))).all()
    conversations = session.scalars(select(Conversation).where(_conversations_of(staff))).all()
    patients = session.scalars(select(Patient).where(_looked_after_by(staff))).all()
    if not (shifts or flags or conversations or patients):
        return
    to = _colleague(session, actor, staff, to_id)
    for patient in patients:
        patient.owner_id = to.id
    for flag in flags:
        flag.owner_id = to.id
    for row in conversations:
        row.owner_id, row.owned_at, row.version = to.id, now, row.version + 1
    for shift in shifts:
        _hand_on_shift(session, actor, shift, to, now)
    session.flush()


def _hand_on_shift(session: Session, actor: Actor, shift: Shift, to: Practitioner, now: datetime) -> None:
    """A coming shift changes hands; of a running one, what is left: who was on call until now stays on record."""
    rest = Shift(
        clinic_id=shift.clinic_id,
        practitioner_id=to.id,
        starts_at=max(now, shift.starts_at),
        ends_at=shift.ends_at,
        backup=shift.backup,
        handed_by=shift.practitioner_id,
        created_at=now,
        created_by=actor.id,
    )
    if shift.starts_at < now:
        shift.ends_at = now
    else:
        shift.removed_at, shift.removed_by = now, actor.id
    session.add(rest)


def _colleague(session: Session, actor: Actor, staff: Practitioner, to_id: str | None) -> Practitioner:
    if not to_id:
        raise refuse("to", "is missing; choose who takes over what is in hand")
    query = select(Practitioner).where(
        Practitioner.clinic_id == actor.clinic_id,
        Practitioner.active.is_(True),
        Practitioner.role.in_(ACTS_ON_PATIENTS),
        Practitioner.id != staff.id,
    )
    found = {one.id: one for one in session.scalars(query)}.get(to_id)
    if found is None:
        raise refuse("to", "is nobody who can take it over; choose a clinician, coordinator or administrator")
    return found


def _looked_after_by(staff: Practitioner) -> ColumnElement[bool]:
    return and_(Patient.clinic_id == staff.clinic_id, Patient.owner_id == staff.id)


def _flags_of(staff: Practitioner) -> ColumnElement[bool]:
    return and_(Flag.owner_id == staff.id, Flag.state == FlagState.OPEN, Flag.patient_id.is_not(None))


def _conversations_of(staff: Practitioner) -> ColumnElement[bool]:
    return and_(Conversation.owner_id == staff.id, Conversation.state != ConversationState.CLOSED)
