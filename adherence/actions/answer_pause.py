"""Carry out PAUSE and RESUME as a patient texts them, and say until when."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from adherence.actions.open_flag import open_flag
from adherence.actions.pause_texts import pause_texts
from adherence.actions.received import Answers, Received
from adherence.actions.resume_texts import resume_texts
from adherence.db.inbound import InboundMessage
from adherence.db.patients import Patient
from adherence.db.topic_pauses import TopicPause
from adherence.domain.pauses import PauseTopic
from adherence.domain.reply.normalise import normalise
from adherence.domain.reply.pauses import PauseAsked, find_pause
from adherence.domain.states import ConsentMethod, ConsentState, FlagKind
from adherence.domain.wording import day_text

_SILENCES = frozenset({PauseTopic.EVERYTHING, PauseTopic.REMINDERS})
"""Topics whose pause makes silence say nothing about doses: a person should know."""


def answer_pause(reply: Received) -> Answers | None:
    """Apply PAUSE or RESUME; None where the reply is neither."""
    session, message, patient, now = reply.session, reply.message, reply.patient, reply.now
    named = reply.reading.rule.startswith("keyword.")
    asked = find_pause(normalise(message.body).text) if named else None
    if asked is None:
        return None
    if patient.consent_state is ConsentState.REVOKED:
        return _after_opt_out(session, message, patient, asked, now)
    if asked.ends:
        resume_texts(session, patient, now=now, topic=asked.topic)
        message.outcome = "resumed"
        return [("ack_resume", {})]
    pause = pause_texts(
        session, patient, asked.topic, asked.days, method=ConsentMethod.KEYWORD, now=now, inbound_id=message.id
    )
    message.outcome = "paused"
    tell_of_pause(session, patient, pause, now=now)
    return [("ack_pause", {"date": day_text(pause.until_on, lang=patient.language)})]


def tell_of_pause(session: Session, patient: Patient, pause: TopicPause, *, now: datetime) -> None:
    """Reminders that a patient pauses leave nothing to hear from: the care team may want another way."""
    if pause.topic in _SILENCES:
        detail = f"Paused texts until {pause.until_on}; silence says nothing until then"
        open_flag(session, patient, FlagKind.CONTACT, detail, now=now, inbound_id=pause.inbound_id)


def _after_opt_out(
    session: Session, message: InboundMessage, patient: Patient, asked: PauseAsked, now: datetime
) -> Answers:
    """Neither word gives a consent back; who asks for texts again is brought before staff."""
    message.outcome = "opted_out_before"
    if asked.ends:
        detail = "Asked for texts again; please confirm the consent"
        open_flag(session, patient, FlagKind.OPTED_OUT, detail, now=now, inbound_id=message.id)
    return []
