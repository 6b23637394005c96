"""Say whose a conversation is: claimed by oneself, or given to a colleague, or to nobody."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from adherence.actions.hold_conversation import hold_conversation
from adherence.db.conversations import Conversation
from adherence.db.patients import Patient
from adherence.db.practitioners import Practitioner
from adherence.domain.actor import Actor
from adherence.domain.conversation import ConversationState
from adherence.domain.errors import refuse
from adherence.domain.forms import Form
from adherence.domain.states import ACTS_ON_PATIENTS


def claim_conversation(
    session: Session, actor: Actor, patient: Patient, data: object, *, now: datetime
) -> Conversation:
    """Make it one's own with ``{"owner_id", "version"}`` (both may be left out). Raises ``Refused``.

    ``owner_id`` says for whom another system claims it; a conversation that a colleague has is not taken unasked.
    """
    form = Form(data, ("owner_id", "version"))
    owner = form.optional("owner_id", lambda entry: entry.text(36)) or actor.id
    version = form.optional("version", lambda entry: entry.whole(0, 2**31 - 1))
    form.done()
    staff = _colleague(session, actor, owner)
    patient, row = hold_conversation(session, patient, now=now, version=version)
    if row.owner_id is not None and row.owner_id != staff.id:
        raise refuse("conversation", "is claimed by a colleague; assign it to take it over", conflict=True)
    row.read_at, row.read_by = now, staff.id
    row = _give(session, row, staff.id, now)
    row.put_in_place()
    return row


def assign_conversation(
    session: Session, actor: Actor, patient: Patient, data: object, *, now: datetime
) -> Conversation:
    """Give it to a colleague with ``{"owner_id", "version"}``, or to nobody with null. Raises ``Refused``."""
    form = Form(data, ("owner_id", "version"))
    owner = form.optional("owner_id", lambda entry: entry.text(36))
    version = form.optional("version", lambda entry: entry.whole(0, 2**31 - 1))
    form.done()
    staff = _colleague(session, actor, owner) if owner is not None else None
    patient, row = hold_conversation(session, patient, now=now, version=version)
    return _give(session, row, staff.id if staff else None, now)


def _colleague(session: Session, actor: Actor, owner_id: str) -> Practitioner:
    try:
        staff = session.get(Practitioner, str(UUID(owner_id)))
    except ValueError:
        staff = None
    if staff is None or staff.clinic_id != actor.clinic_id or not staff.active or staff.role not in ACTS_ON_PATIENTS:
        raise refuse("owner_id", "is nobody of this clinic who answers patients; choose a colleague")
    return staff


def _give(session: Session, row: Conversation, owner_id: str | None, now: datetime) -> Conversation:
    if row.state is ConversationState.CLOSED:
        raise refuse("conversation", "is closed; reopen it first", conflict=True)
    if row.owner_id != owner_id:
        row.owner_id, row.owned_at = owner_id, now if owner_id else None
        row.version = row.version + 1
    session.flush()
    return row
