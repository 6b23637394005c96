"""Close a conversation with what came of it, and reopen it; closing releases the texts that waited for the talk."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from adherence.actions.hold_conversation import hold_conversation
from adherence.actions.resolve_flag import resolve_flag
from adherence.db.communications import Communication
from adherence.db.conversations import Conversation
from adherence.db.flags import Flag, flag_by_id
from adherence.db.patients import Patient
from adherence.domain.actor import Actor
from adherence.domain.conversation import CloseOutcome, ConversationState, Need
from adherence.domain.errors import refuse
from adherence.domain.forms import Form
from adherence.domain.gate import Reason
from adherence.domain.json_fields import Entry
from adherence.domain.states import FlagState, MessageState

_MOST_FLAGS = 40


def close_conversation(
    session: Session, actor: Actor, patient: Patient, data: object, *, now: datetime
) -> Conversation:
    """Close it with ``{"outcome", "flags", "version"}``: ids in ``flags`` are resolved with it. Raises ``Refused``.

    Flags that are not named stay open: a conversation may be over while the work is not.
    """
    form = Form(data, ("outcome", "flags", "version"))
    outcome = form.at("outcome").choice(tuple(CloseOutcome))
    flag_ids = form.optional("flags", lambda entry: entry.distinct(_id, _MOST_FLAGS)) or []
    version = form.optional("version", lambda entry: entry.whole(0, 2**31 - 1))
    form.done()
    patient, row = hold_conversation(session, patient, now=now, version=version)
    if row.state is ConversationState.CLOSED:
        raise refuse("conversation", "is closed already", conflict=True)
    for flag in [_flag_of(session, actor, patient, flag_id) for flag_id in flag_ids]:
        if flag.state is FlagState.OPEN:
            resolve_flag(session, actor, flag, {"outcome": outcome}, now=now)
    row.state, row.need, row.since = ConversationState.CLOSED, None, now
    row.closed_at, row.closed_by, row.outcome = now, actor.id, outcome
    row.owner_id, row.owned_at = None, None
    row.read_at, row.read_by = now, actor.id
    row.version = row.version + 1
    row.put_in_place()
    release_waiting_texts(session, patient, now=now)
    session.flush()
    return row


def reopen_conversation(
    session: Session, actor: Actor, patient: Patient, data: object, *, now: datetime
) -> Conversation:
    """Bring a closed conversation back to the list with ``{"version"}``. Raises ``Refused``."""
    form = Form(data, ("version",))
    version = form.optional("version", lambda entry: entry.whole(0, 2**31 - 1))
    form.done()
    patient, row = hold_conversation(session, patient, now=now, version=version)
    if row.state is not ConversationState.CLOSED:
        raise refuse("conversation", "is not closed", conflict=True)
    row.state, row.need, row.since = ConversationState.OPEN, Need.OPENED, now
    row.closed_at, row.closed_by, row.outcome = None, None, None
    row.version = row.version + 1
    row.put_in_place()
    session.flush()
    return row


def release_waiting_texts(session: Session, patient: Patient, *, now: datetime) -> None:
    """The talk is over: texts that waited for it may leave at once (the patient's row is held)."""
    patient.talking_until = None
    waiting = update(Communication).where(
        Communication.patient_id == patient.id,
        Communication.state == MessageState.QUEUED,
        Communication.reason == Reason.PERSON_TALKING,
    )
    session.execute(waiting.values(send_at=now), execution_options={"synchronize_session": "fetch"})


def _id(entry: Entry) -> str:
    text = entry.text(36)
    try:
        return str(UUID(text))
    except ValueError:
        entry.fail("is not the id of a flag; take it from the list of flags")
        return text


def _flag_of(session: Session, actor: Actor, patient: Patient, flag_id: str) -> Flag:
    flag = flag_by_id(session, actor.clinic_id, flag_id)
    if flag is None or flag.patient_id != patient.id:
        raise refuse("flags", "names a flag that is not of this patient")
    return flag
