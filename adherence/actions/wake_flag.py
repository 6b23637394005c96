"""End a snooze before its time: by hand, by its undo, or because something happened again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from adherence.actions.note_act import note_act
from adherence.db.flags import Flag
from adherence.db.patients import Patient, lock_patient
from adherence.domain.actor import Actor
from adherence.domain.on_call import FlagActKind
from adherence.domain.states import FlagState


def wake_row(session: Session, actor: Actor, patient: Patient, *, now: datetime) -> int:
    """Bring a row of the list back before its time; returns how many flags came back."""
    patient = lock_patient(session, patient.id)
    return wake_patient(session, patient, now=now, by=actor)


def wake_patient(session: Session, patient: Patient, *, now: datetime, by: Actor | None = None) -> int:
    """Bring all that is snoozed about a patient back to the list (the row is held); returns how many flags."""
    query = select(Flag).where(
        Flag.patient_id == patient.id, Flag.state == FlagState.OPEN, Flag.snoozed_until.is_not(None)
    )
    flags = session.scalars(query).all()
    for flag in flags:
        wake_flag(session, flag, now=now, by=by)
    session.flush()
    return len(flags)


def wake_flag(session: Session, flag: Flag, *, now: datetime, by: Actor | None = None) -> None:
    """End one flag's snooze (the patient's row is held): it is due when it was; does nothing where there is none."""
    if flag.snoozed_until is None:
        return
    if flag.snoozed_until > now:
        flag.due_at = flag.due_before_snooze or flag.due_at
        note_act(session, flag, FlagActKind.WOKEN, now=now, by=by.id if by else None)
    flag.snoozed_until = flag.snoozed_at = flag.snoozed_by = flag.due_before_snooze = None


def undo_snoozes(session: Session, actor: Actor, snoozed_at: datetime, *, now: datetime) -> int:
    """Take back what the actor snoozed in one go; returns how many flags came back."""
    together = select(Flag.patient_id).where(
        Flag.clinic_id == actor.clinic_id,
        Flag.state == FlagState.OPEN,
        Flag.snoozed_by == actor.id,
        Flag.snoozed_at == snoozed_at,
    )
    patient_ids = sorted({patient_id for patient_id in session.scalars(together) if patient_id is not None})
    woken = 0
    for patient_id in patient_ids:
        patient = lock_patient(session, patient_id)
        query = select(Flag).where(Flag.patient_id == patient.id, Flag.snoozed_at == snoozed_at)
        for flag in session.scalars(query.execution_options(populate_existing=True)):
            wake_flag(session, flag, now=now, by=actor)
            woken += 1
    session.flush()
    return woken
