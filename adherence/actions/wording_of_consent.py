"""Which wording a consent is about: what is used today, or what the patient agreed to before."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from adherence.db.consent_wordings import wordings_of
from adherence.db.consents import consent_events
from adherence.db.patients import Patient
from adherence.domain.consent_wording import current_wording
from adherence.domain.states import ConsentEvent
from adherence.domain.timing import local_date


def wording_of_today(session: Session, patient: Patient, *, now: datetime) -> str:
    """The version that a patient of this language agrees to today."""
    entered = [row.wording for row in wordings_of(session, patient.clinic_id)]
    return current_wording(entered, patient.language, local_date(now, patient.zone)).version


def wording_agreed_to(session: Session, patient: Patient, *, now: datetime) -> str:
    """The version of the newest opt-in: what a confirmation confirms and an opt-out ends."""
    given = [line for line in consent_events(session, patient.id) if line.event is ConsentEvent.OPT_IN]
    return given[-1].wording_version if given else wording_of_today(session, patient, now=now)
