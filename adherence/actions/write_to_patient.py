"""Staff write to a patient: through the outbox like every text."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from adherence.actions.join_conversation import join_conversation
from adherence.actions.queue_text import text_row
from adherence.actions.take_flag import note_reply
from adherence.db.clinics import clinic_by_id
from adherence.db.communications import Communication
from adherence.db.patients import Patient, lock_patient
from adherence.db.policies import policy_of
from adherence.domain.actor import Actor
from adherence.domain.errors import refuse
from adherence.domain.on_call import FlagActKind
from adherence.domain.purpose import Purpose
from adherence.domain.segments import count
from adherence.domain.states import ConsentState, NumberState, PatientStatus

LONGEST = 1600
_EXPIRES_AFTER = timedelta(hours=12)


def write_to_patient(session: Session, actor: Actor, patient: Patient, body: object, *, now: datetime) -> Communication:
    """Queue a message of staff; automatic texts then wait while the person is talking. Raises ``Refused``."""
    text = body if isinstance(body, str) else ""
    if not text.strip():
        raise refuse("body", "is empty; write the message")
    if len(text) > LONGEST:
        raise refuse("body", f"has {len(text)} characters; a text holds at most {LONGEST}")
    if "\x00" in text:
        raise refuse("body", "holds a character that cannot be sent; write plain text")
    patient = lock_patient(session, patient.id)
    refuse_unreachable(patient)
    message = Communication(**_row(patient, actor, now))
    session.add(message)
    session.flush()
    vault = session.info["vault"]
    message.body_sealed = vault.seal(text.strip(), "communications", "body_sealed", str(message.id))
    message.segments = count(text.strip()).segments
    note_reply(session, actor, patient, FlagActKind.WROTE, now=now)
    patient.talking_until = now + policy_of(clinic_by_id(session, patient.clinic_id)).conversation_hold
    join_conversation(session, actor, patient, now=now)
    session.flush()
    return message


def _row(patient: Patient, actor: Actor, now: datetime) -> dict[str, object]:
    row = text_row(patient, "staff_alert", now=now, why=f"Written by {actor.name}"[:200])
    row |= {"purpose": Purpose.STAFF_MESSAGE, "template": None, "priority": 2, "created_by": actor.id}
    return row | {"expires_at": now + _EXPIRES_AFTER}


def refuse_unreachable(patient: Patient) -> None:
    """Raise ``Refused`` where nothing that staff write may leave."""
    if patient.consent_state is not ConsentState.GRANTED:
        raise refuse("patient", "has no consent to texts; call instead, or record a new consent", conflict=True)
    if patient.number_state is not NumberState.IN_USE:
        raise refuse("patient", "has no number that can be texted; correct the number first", conflict=True)
    if patient.status is not PatientStatus.ACTIVE:
        raise refuse("patient", f"is {patient.status}; texts are off", conflict=True)
