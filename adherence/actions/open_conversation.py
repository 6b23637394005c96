"""Bring a text to the care team where the service could not settle it by itself, and let a talk go on."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from adherence.actions.hold_conversation import begin_conversation
from adherence.db.clinics import clinic_by_id
from adherence.db.communications import Communication
from adherence.db.conversations import Conversation, conversation_of
from adherence.db.flags import Flag
from adherence.db.inbound import InboundMessage
from adherence.db.patients import Patient, lock_patients_by_phone
from adherence.db.policies import policy_of
from adherence.domain.conversation import (
    SETTLED,
    Arrived,
    ConversationState,
    Need,
    is_in_talk,
    need_of,
    stronger,
    talks_until,
)
from adherence.domain.purpose import Purpose
from adherence.domain.reply import Intent
from adherence.domain.reply.topics import Topic, topic_of
from adherence.domain.states import GONE, FlagState, Severity


def open_conversation(session: Session, message: InboundMessage) -> None:
    """Open or renew the conversation of whoever wrote, after the text was applied (the patients' rows are held)."""
    if message.clinic_id is None or message.supporter_id is not None:
        return
    if message.patient_id is not None:
        patients = [session.get_one(Patient, message.patient_id)]
    else:
        patients = lock_patients_by_phone(session, message.sender)
    for patient in patients:
        _note(session, message, patient)


def _note(session: Session, message: InboundMessage, patient: Patient) -> None:
    row = conversation_of(session, patient.id)
    arrived = _arrived(session, message, patient, row)
    need = need_of(arrived)
    if row is None:
        if need is None:
            return
        row = begin_conversation(session, patient, need, since=message.received_at)
    if not arrived.automatic:
        _let_talk_go_on(session, message, patient, row)
    _renew(row, message, need, row.need)
    row.put_in_place()
    session.flush()


def _renew(row: Conversation, message: InboundMessage, need: Need | None, before: Need | None) -> None:
    """The newest text that needs a person is shown, and the reason that comes first, since the patient first waited."""
    if row.last_inbound_at is None or message.received_at >= row.last_inbound_at:
        row.last_inbound_at = message.received_at
        row.inbound_id = message.id if need is not None or row.inbound_id is None else row.inbound_id
    if need is not None:
        if row.state is not ConversationState.OPEN:
            row.since, before = message.received_at, None
        row.state, row.need = ConversationState.OPEN, stronger(before, need)
        row.closed_at, row.closed_by, row.outcome = None, None, None
    elif before is Need.ASKED and row.state is ConversationState.OPEN and row.owner_id is None:
        # Asked what was meant, the patient has answered: nobody need look any more.
        row.state, row.need, row.since = ConversationState.CLOSED, None, message.received_at
        row.closed_at, row.outcome = message.received_at, SETTLED


def _let_talk_go_on(session: Session, message: InboundMessage, patient: Patient, row: Conversation) -> None:
    patient.talking_until = talks_until(
        row.state,
        claimed=row.owner_id is not None,
        talking_until=patient.talking_until,
        last_staff_at=row.last_staff_at,
        at=message.received_at,
        hold=policy_of(clinic_by_id(session, patient.clinic_id)).conversation_hold,
    )


def _arrived(session: Session, message: InboundMessage, patient: Patient, row: Conversation | None) -> Arrived:
    opened = session.execute(
        select(Flag.kind, Flag.severity).where(
            Flag.patient_id == patient.id, Flag.state == FlagState.OPEN, Flag.inbound_id == message.id
        )
    ).all()
    return Arrived(
        intent=message.intent,
        failed=message.failed is not None,
        automatic=message.intent == Intent.AUTO_REPLY,
        urgent=any(flag.severity is Severity.URGENT for flag in opened),
        flags=frozenset(flag.kind for flag in opened),
        shared=message.patient_id is None and message.outcome == "shared_number",
        asked_back=_asked_back(session, message),
        media_count=message.media_count,
        left=patient.status in GONE,
        talking=row is not None
        and is_in_talk(
            row.state,
            talking_until=patient.talking_until,
            last_staff_at=row.last_staff_at,
            at=message.received_at,
        ),
        thanks=message.intent == Intent.CHAT and topic_of(message.body, patient.language) is Topic.THANKS,
    )


def _asked_back(session: Session, message: InboundMessage) -> bool:
    """Whether this text was answered with the question what was meant."""
    query = select(Communication.id).where(
        Communication.inbound_id == message.id,
        Communication.purpose == Purpose.QUESTION,
        Communication.template == "question_unclear",
    )
    return session.scalar(query) is not None
