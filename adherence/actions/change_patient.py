"""Change how a patient is reached: language, zone, discretion, number."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from adherence.actions.cancel_texts import cancel_texts
from adherence.actions.plan_doses import replan
from adherence.actions.queue_text import queue_text
from adherence.db.patients import Patient, lock_patient
from adherence.db.regimens import regimens_of
from adherence.domain.actor import Actor
from adherence.domain.forms import Form, phone, zone_name
from adherence.domain.states import ConsentState, NumberState, RegimenState
from adherence.domain.wording.speech import LANGUAGES


def change_patient(session: Session, actor: Actor, patient: Patient, data: object, *, now: datetime) -> Patient:
    """Change some of ``language, time_zone, discretion, phone``; a new number is verified first. Raises ``Refused``."""
    form = Form(data, ("language", "time_zone", "discretion", "phone"))
    language = form.optional("language", lambda entry: entry.choice(LANGUAGES))
    zone = form.optional("time_zone", zone_name)
    discretion = form.optional("discretion", lambda entry: entry.whole(0, 2))
    number = form.optional("phone", phone)
    form.done()
    lock_patient(session, patient.id)
    patient.language = language or patient.language
    patient.discretion = patient.discretion if discretion is None else discretion
    if number is not None and number != patient.phone:
        _change_number(session, patient, number, now)
    if zone is not None and zone != patient.time_zone:
        patient.time_zone = zone
        for regimen in regimens_of(session, patient.clinic_id, patient.id):
            if regimen.state is RegimenState.ACTIVE:
                replan(session, regimen, patient, now=now)
    session.flush()
    return patient


def _change_number(session: Session, patient: Patient, number: str, now: datetime) -> None:
    """Texts to the old number are cancelled; the new one gets one question, and nothing else until it is answered."""
    cancel_texts(session, patient.id, reason="number_changed")
    patient.set_phone(session.info["vault"], number)
    patient.number_state = NumberState.VERIFYING
    if patient.consent_state is ConsentState.GRANTED:
        queue_text(session, patient, "number_changed_verify", now=now, why="Asks the new number to confirm")
