"""Let a conversation follow the flags that its texts opened: with the last of them resolved it is over too."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from adherence.db.conversations import Conversation, conversation_of
from adherence.db.inbox import flags_by_texts
from adherence.db.patients import Patient
from adherence.domain.conversation import BY_FLAGS, FLAGS_RESOLVED, ConversationState, need_of_flags
from adherence.domain.states import FlagKind, Severity


def follow_flags(session: Session, patient: Patient, *, now: datetime, by: str | None) -> None:
    """Close, lower or bring back a conversation after flags were resolved or reopened (the patient's row is held).

    One that waits for another reason, or that somebody has claimed, stays as it is.
    """
    row = conversation_of(session, patient.id)
    if row is None or not _follows(row):
        return
    opened = flags_by_texts(session, patient.clinic_id, [patient.id])
    left = [flag for flag in opened if flag.kind is not FlagKind.OPTED_OUT]
    if left:
        kinds = frozenset(flag.kind for flag in left)
        row.need = need_of_flags(kinds, urgent=any(flag.severity is Severity.URGENT for flag in left))
        if row.state is ConversationState.CLOSED:
            row.state, row.since = ConversationState.OPEN, min(flag.opened_at for flag in left)
            row.closed_at, row.closed_by, row.outcome = None, None, None
    elif row.state is ConversationState.OPEN:
        row.state, row.need, row.since = ConversationState.CLOSED, None, now
        row.closed_at, row.closed_by, row.outcome = now, by, FLAGS_RESOLVED
    row.put_in_place()
    session.flush()


def _follows(row: Conversation) -> bool:
    if row.state is ConversationState.CLOSED:
        return row.outcome == FLAGS_RESOLVED
    return row.state is ConversationState.OPEN and row.need in BY_FLAGS and row.owner_id is None
