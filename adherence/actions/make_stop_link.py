"""Make, send and revoke the secret address under which a patient can end or pause texts."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from adherence.actions.queue_text import clinic_params, text_row
from adherence.actions.word_text import word_text
from adherence.actions.write_to_patient import refuse_unreachable
from adherence.db.clinic_templates import approved_texts
from adherence.db.clinics import clinic_by_id
from adherence.db.communications import Communication
from adherence.db.patients import Patient, lock_patient
from adherence.db.practitioners import hash_token
from adherence.db.stop_links import StopLink, link_of
from adherence.domain.actor import Actor
from adherence.domain.errors import refuse

_RANDOM_BYTES = 18
"""144 random bits: cannot be guessed, and short enough for one segment."""
_EXPIRES_AFTER = timedelta(hours=12)


def make_stop_link(session: Session, actor: Actor, patient: Patient, *, now: datetime) -> str:
    """Make the address anew; its secret is returned once and only its hash kept. The one before leads nowhere."""
    patient = lock_patient(session, patient.id)
    if (before := link_of(session, patient.clinic_id, patient.id)) is not None:
        before.revoked_at = now
    token = secrets.token_urlsafe(_RANDOM_BYTES)
    session.add(
        StopLink(
            clinic_id=patient.clinic_id,
            patient_id=patient.id,
            token_hash=hash_token(token),
            created_at=now,
            created_by=actor.id,
        )
    )
    session.flush()
    return token


def send_stop_link(session: Session, actor: Actor, patient: Patient, address: str, *, now: datetime) -> None:
    """Queue a text with the address, which is kept only in the sealed body; raises ``Refused`` where none may leave."""
    patient = lock_patient(session, patient.id)
    refuse_unreachable(patient)
    row = text_row(patient, "stop_link", now=now, why=f"Sent by {actor.name}"[:200], expires_at=now + _EXPIRES_AFTER)
    message = Communication(**row | {"created_by": actor.id})
    session.add(message)
    session.flush()
    params = clinic_params(clinic_by_id(session, patient.clinic_id), patient.language) | {"link": address}
    own = approved_texts(session, [patient.clinic_id])
    wording = word_text(
        own, patient.clinic_id, "stop_link", lang=patient.language, level=patient.discretion, params=params
    )
    message.template_version = wording.version
    message.body_sealed = session.info["vault"].seal(wording.body, "communications", "body_sealed", str(message.id))
    session.flush()


def revoke_stop_link(session: Session, actor: Actor, patient: Patient, *, now: datetime) -> None:
    """Let the address lead nowhere from now on; raises ``Refused`` where there is none."""
    patient = lock_patient(session, patient.id)
    link = link_of(session, patient.clinic_id, patient.id)
    if link is None:
        raise refuse("link", "does not exist; nothing was revoked", conflict=True)
    link.revoked_at = now
    session.flush()
