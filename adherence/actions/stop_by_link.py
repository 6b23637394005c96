"""What a patient does on the page of the secret address: end all texts, or pause them; never the other way round."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from adherence.actions.answer_pause import tell_of_pause
from adherence.actions.apply_opt_out import apply_opt_out
from adherence.actions.pause_texts import pause_texts
from adherence.db.patients import Patient, lock_patient
from adherence.db.stop_links import StopLink
from adherence.domain.pauses import PauseTopic
from adherence.domain.states import ConsentMethod, ConsentState

LINK_PAUSE_DAYS = 7


def stop_by_link(session: Session, link: StopLink, *, now: datetime) -> Patient:
    """Opt the patient out; done already, it changes nothing."""
    patient = lock_patient(session, link.patient_id)
    if patient.consent_state is not ConsentState.REVOKED:
        apply_opt_out(session, [patient], method=ConsentMethod.WEB, given_at=now, now=now)
    return patient


def pause_by_link(session: Session, link: StopLink, *, now: datetime) -> Patient:
    """Pause everything unprompted for seven days; after an opt-out there is nothing left to pause."""
    patient = lock_patient(session, link.patient_id)
    if patient.consent_state is not ConsentState.REVOKED:
        pause = pause_texts(session, patient, PauseTopic.EVERYTHING, LINK_PAUSE_DAYS, method=ConsentMethod.WEB, now=now)
        tell_of_pause(session, patient, pause, now=now)
    return patient
