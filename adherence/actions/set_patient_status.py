"""Pause, discharge or bring back a patient."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from adherence.actions.cancel_texts import cancel_texts
from adherence.actions.plan_doses import replan_all
from adherence.db.doses import Dose, is_waiting
from adherence.db.figures import mark_figures
from adherence.db.patients import Patient, lock_patient
from adherence.domain.actor import Actor
from adherence.domain.errors import refuse
from adherence.domain.forms import Form
from adherence.domain.states import DoseState, PatientStatus
from adherence.domain.timing import local_date


def set_patient_status(session: Session, actor: Actor, patient: Patient, data: object, *, now: datetime) -> Patient:
    """Set ``{"status", "reason", "until"}``; texts to anyone who is not active are cancelled. Raises ``Refused``."""
    form = Form(data, ("status", "reason", "until"))
    status = form.at("status").choice(tuple(PatientStatus))
    reason = form.optional("reason", lambda entry: entry.text(64))
    until = form.optional("until", lambda entry: entry.day())
    if until is not None and status != PatientStatus.PAUSED:
        form.fail("until", "only goes with a pause")
    if until is not None and until <= local_date(now, patient.zone):
        form.fail("until", "must be a later day than today")
    form.done()
    patient = lock_patient(session, patient.id)
    if patient.status is PatientStatus.DECEASED and status != PatientStatus.DECEASED:
        raise refuse("status", "the patient is recorded as deceased; ask an admin to correct it", conflict=True)
    if status != patient.status:
        patient.status_since = now
    patient.status, patient.status_reason, patient.status_until = PatientStatus(status or patient.status), reason, until
    if patient.status is PatientStatus.ACTIVE:
        replan_all(session, patient, now=now)
        return patient
    cancel_texts(session, patient.id, reason=patient.status)
    if patient.status is not PatientStatus.PAUSED:
        _cancel_doses(session, patient, now)
    return patient


def resume_paused(session: Session, patient: Patient, *, now: datetime) -> None:
    """End a pause whose day has come (the patient's row is held)."""
    patient.status, patient.status_reason, patient.status_until = PatientStatus.ACTIVE, None, None
    patient.status_since = now
    replan_all(session, patient, now=now)


def _cancel_doses(session: Session, patient: Patient, now: datetime) -> None:
    ids = select(Dose.id).where(Dose.patient_id == patient.id, is_waiting(), Dose.window_opens_at > now)
    mark_figures(session, [patient.id])
    session.execute(
        update(Dose).where(Dose.id.in_(ids)).values(state=DoseState.CANCELLED, reason=patient.status),
        execution_options={"synchronize_session": "fetch"},
    )
