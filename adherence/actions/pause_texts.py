"""Pause unprompted texts, of everything or of one topic, until a local date."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from adherence.db.clinics import clinic_by_id
from adherence.db.patients import Patient, lock_patient
from adherence.db.policies import policy_of
from adherence.db.topic_pauses import TopicPause, pauses_that_hold
from adherence.domain.actor import Actor
from adherence.domain.errors import refuse
from adherence.domain.forms import Form
from adherence.domain.pauses import LONGEST_PAUSE_DAYS, PauseTopic, resumes_on
from adherence.domain.states import GONE, ConsentMethod
from adherence.domain.timing import local_date


def pause_texts(
    session: Session,
    patient: Patient,
    topic: PauseTopic,
    days: int | None,
    *,
    method: ConsentMethod,
    now: datetime,
    by: str | None = None,
    inbound_id: str | None = None,
) -> TopicPause:
    """Pause a topic for some local days, today the first (the patient's row is held); the clinic's number without any.

    A pause that holds already for the topic is replaced, so that the latest word counts.
    """
    today = local_date(now, patient.zone)
    pause_days = policy_of(clinic_by_id(session, patient.clinic_id)).pause_days if days is None else days
    for earlier in pauses_that_hold(session, patient.id, today):
        if topic in (earlier.topic, PauseTopic.EVERYTHING):
            earlier.ended_at, earlier.ended_by = now, by
    pause = TopicPause(
        clinic_id=patient.clinic_id,
        patient_id=patient.id,
        topic=topic,
        until_on=resumes_on(today, min(pause_days, LONGEST_PAUSE_DAYS)),
        method=method,
        recorded_at=now,
        recorded_by=by,
        inbound_id=inbound_id,
    )
    session.add(pause)
    session.flush()
    return pause


def enter_pause(session: Session, actor: Actor, patient: Patient, data: object, *, now: datetime) -> TopicPause:
    """Staff enter a pause that the patient asked for: ``{"topic", "until"}``, the first day with texts again.

    Raises ``Refused``.
    """
    form = Form(data, ("topic", "until"))
    topic = form.at("topic").choice(tuple(PauseTopic))
    until = form.at("until").day()
    today = local_date(now, patient.zone)
    if form.at("until").is_sound and not today < until <= resumes_on(today, LONGEST_PAUSE_DAYS):
        form.fail("until", _out_of_reach(today))
    form.done()
    patient = lock_patient(session, patient.id)
    if patient.status in GONE:
        raise refuse("patient", f"is {patient.status}; no texts are sent anyway", conflict=True)
    wanted, days = PauseTopic(topic or PauseTopic.EVERYTHING), (until - today).days
    return pause_texts(session, patient, wanted, days, method=ConsentMethod.STAFF, now=now, by=actor.id)


def _out_of_reach(today: date) -> str:
    last = resumes_on(today, LONGEST_PAUSE_DAYS)
    return f"is out of reach; write a day from {resumes_on(today, 1)} to {last}, {LONGEST_PAUSE_DAYS} days at most"
