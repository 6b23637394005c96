"""Mark a conversation as read or as unread: for the whole care team, not for one person."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from adherence.actions.hold_conversation import hold_conversation
from adherence.db.conversations import Conversation
from adherence.db.patients import Patient
from adherence.domain.actor import Actor


def mark_conversation(session: Session, actor: Actor, patient: Patient, *, read: bool, now: datetime) -> Conversation:
    """Say that somebody has read it, or that it is to be looked at again; whose it is stays as it is."""
    patient, row = hold_conversation(session, patient, now=now)
    row.read_at, row.read_by = (now, actor.id) if read else (None, None)
    row.put_in_place()
    session.flush()
    return row
