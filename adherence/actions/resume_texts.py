"""End pauses of texts before their date: what is still in its window goes on at once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, update
from sqlalchemy.orm import Session

from adherence.db.communications import Communication
from adherence.db.patients import Patient, lock_patient
from adherence.db.topic_pauses import TopicPause, pauses_that_hold
from adherence.domain.actor import Actor
from adherence.domain.errors import refuse
from adherence.domain.gate import Reason
from adherence.domain.pauses import PauseTopic
from adherence.domain.states import MessageState
from adherence.domain.timing import local_date


def resume_texts(
    session: Session, patient: Patient, *, now: datetime, topic: PauseTopic = PauseTopic.EVERYTHING
) -> int:
    """End a patient's pauses of a topic, or all of them (the row is held); returns how many held.

    A pause of everything ends with the wish for any topic: nobody who asks for texts is to wait for them.
    """
    ended = 0
    for pause in pauses_that_hold(session, patient.id, local_date(now, patient.zone)):
        if PauseTopic.EVERYTHING in (topic, pause.topic) or topic is pause.topic:
            pause.ended_at = now
            ended += 1
    if ended:
        _queue_again(session, patient, now)
    return ended


def end_pause(session: Session, actor: Actor, pause: TopicPause, *, now: datetime) -> TopicPause:
    """Staff end one pause; raises ``Refused`` where it is over."""
    patient = lock_patient(session, pause.patient_id)
    session.refresh(pause, with_for_update=True)
    if pause.ended_at is not None or pause.until_on <= local_date(now, patient.zone):
        raise refuse("pause", "is over already", conflict=True)
    pause.ended_at, pause.ended_by = now, actor.id
    _queue_again(session, patient, now)
    return pause


def _queue_again(session: Session, patient: Patient, now: datetime) -> None:
    """Texts that a pause kept back and whose time has not passed go before the gate once more."""
    kept_back = update(Communication).where(
        Communication.patient_id == patient.id,
        Communication.state == MessageState.WITHHELD,
        Communication.reason == Reason.TOPIC_PAUSED,
        Communication.started_at.is_(None),
        or_(Communication.expires_at.is_(None), Communication.expires_at > now),
    )
    session.flush()
    session.execute(
        kept_back.values(state=MessageState.QUEUED, reason=None, send_at=now),
        execution_options={"synchronize_session": "fetch"},
    )
