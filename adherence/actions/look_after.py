"""Say who of the staff looks after a patient: their injections, calendar and later flags are then that person's."""

from __future__ import annotations

from sqlalchemy.orm import Session

from adherence.db.patients import Patient, lock_patient
from adherence.domain.actor import Actor


def look_after(session: Session, actor: Actor, patient: Patient, *, mine: bool) -> Patient:
    """Make the actor the one who looks after a patient, or nobody; flags that are open keep their owner."""
    patient = lock_patient(session, patient.id)
    patient.owner_id = actor.id if mine else None
    session.flush()
    return patient
