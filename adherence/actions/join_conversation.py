"""Note that a person wrote to the patient: the conversation then waits for the patient, and nobody's becomes theirs."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from adherence.actions.hold_conversation import hold_conversation
from adherence.db.conversations import Conversation
from adherence.db.patients import Patient
from adherence.db.practitioners import Practitioner
from adherence.domain.actor import Actor
from adherence.domain.conversation import ConversationState


def join_conversation(session: Session, actor: Actor, patient: Patient, *, now: datetime) -> Conversation:
    """Put the conversation among those that wait for the patient (the patient's row is held)."""
    patient, row = hold_conversation(session, patient, now=now)
    row.state, row.need, row.since = ConversationState.WAITING, None, now
    row.last_staff_at, row.last_staff_by = now, actor.id
    row.read_at, row.read_by = now, actor.id
    row.closed_at, row.closed_by, row.outcome = None, None, None
    if row.owner_id is None and session.get(Practitioner, actor.id) is not None:
        row.owner_id, row.owned_at = actor.id, now
    row.version = row.version + 1
    row.put_in_place()
    session.flush()
    return row
