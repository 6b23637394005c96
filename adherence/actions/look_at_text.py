"""Say that a text from a number nobody knows was dealt with, or bring it back to the list."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from adherence.db.clinics import is_only_clinic
from adherence.db.inbound import InboundMessage
from adherence.domain.actor import Actor
from adherence.domain.errors import refuse


def look_at_text(session: Session, actor: Actor, inbound_id: str, *, done: bool, now: datetime) -> InboundMessage:
    """Take it off the list of unknown numbers, or put it back. Raises ``Refused`` for any other text."""
    message = session.get(InboundMessage, inbound_id, with_for_update=True)
    if message is None or message.clinic_id is not None or not is_only_clinic(session):
        raise refuse("text", "is not among those from unknown numbers; reload the list", conflict=True)
    message.looked_at, message.looked_by = (now, actor.id) if done else (None, None)
    session.flush()
    return message
