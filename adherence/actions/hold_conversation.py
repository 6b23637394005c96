"""Hold a patient's conversation for a change: the row lock first, then what the page had seen is compared."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from adherence.db.conversations import Conversation, conversation_of
from adherence.db.patients import Patient, lock_patient
from adherence.domain.conversation import ConversationState, Need
from adherence.domain.errors import refuse


def hold_conversation(
    session: Session, patient: Patient, *, now: datetime, version: int | None = None
) -> tuple[Patient, Conversation]:
    """The patient and the conversation, held until the transaction ends; a new one where there is none yet.

    With ``version`` the change is refused where somebody else was quicker.
    """
    patient = lock_patient(session, patient.id)
    row = conversation_of(session, patient.id) or begin_conversation(session, patient, Need.OPENED, since=now)
    if version is not None and row.version != version:
        raise refuse("conversation", "was changed by somebody else meanwhile; look at it again", conflict=True)
    return patient, row


def begin_conversation(session: Session, patient: Patient, need: Need, *, since: datetime) -> Conversation:
    """A conversation that needs a person (the patient's row is held)."""
    row = Conversation(
        patient_id=patient.id,
        clinic_id=patient.clinic_id,
        state=ConversationState.OPEN,
        need=need,
        since=since,
        version=0,
        read_at=None,
        last_inbound_at=None,
        owner_id=None,
    )
    row.put_in_place()
    session.add(row)
    return row
