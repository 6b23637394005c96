"""Apply an answer to the follow-up of a targeted dose, and ask the next question: taken, first drink, how many."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from adherence.actions.answer_dose import settle_from_reply
from adherence.actions.open_flag import open_flag
from adherence.actions.queue_text import queue_text
from adherence.actions.reply_context import FOLLOW_UP, ReplyContext
from adherence.db.doses import Administration, Dose
from adherence.db.drinking import DrinkingReport
from adherence.db.inbound import InboundMessage
from adherence.db.patients import Patient
from adherence.domain.drinking import MOST_DRINKS, first_drink_at
from adherence.domain.reply import Expecting, Intent, Reading
from adherence.domain.reply.hours import ToldHour, told_hour
from adherence.domain.reply.normalise import normalise
from adherence.domain.states import FlagKind, Source

Answers = list[tuple[str, dict[str, Any]]]
_PLAIN = frozenset({Intent.TAKEN, Intent.NOT_TAKEN, Intent.YES, Intent.NO, Intent.SCORE, Intent.UNCLEAR})
"""Readings after which we ask on; behind a concern the next question waits for another day."""
_UNKNOWN = ("time.forgotten", "drinks.forgotten", "unclear.undecided")
_WHY = {
    "follow_up_first": "Follow-up: asks when the first was",
    "question_am_pm": "Follow-up: the hour could be in the morning or in the evening",
    "follow_up_count": "Follow-up: asks how many",
}


def answer_follow_up(
    session: Session,
    message: InboundMessage,
    patient: Patient,
    reading: Reading,
    context: ReplyContext,
    *,
    now: datetime,
) -> Answers | None:
    """Apply the answer to a question of the follow-up; None where the reply is about something else."""
    if context.dose is None or context.prompt is None:
        return None
    if context.prompt.template == "follow_up_targeted":
        return _taken(session, message, patient, reading, context.dose, now)
    if context.expecting is Expecting.TIME:
        return _first_drink(session, message, patient, reading, context, context.dose, now)
    if context.expecting is Expecting.DRINKS:
        return _count(session, message, patient, reading, context.dose, now)
    return None


def told_of_drinking_last(session: Session, patient: Patient) -> bool:
    """Whether the patient's newest answer was about drinking: UNDO of it is for people, for no dose is meant."""
    reported = select(func.max(DrinkingReport.recorded_at)).where(
        DrinkingReport.patient_id == patient.id, DrinkingReport.source == Source.PATIENT_SMS
    )
    answered = select(func.max(Administration.recorded_at)).where(
        Administration.patient_id == patient.id, Administration.source == Source.PATIENT_SMS
    )
    reported_at, answered_at = session.scalar(reported), session.scalar(answered)
    return reported_at is not None and (answered_at is None or reported_at >= answered_at)


def _taken(
    session: Session, message: InboundMessage, patient: Patient, reading: Reading, dose: Dose, now: datetime
) -> Answers | None:
    """``1`` or ``3`` is about the dose that was asked about, unless the text names another one."""
    meant = reading.meant
    names_another = meant is not None and (meant.day not in (None, "yesterday") or meant.slot == "morning")
    if reading.settles is None or names_another:
        if reading.intent not in (Intent.SNOOZE, Intent.UNCLEAR):
            return None
        return _leave_to_people(session, message, patient, now)
    taken = reading.settles == "taken"
    message.outcome = "follow_up_taken"
    # When it was taken is not known: the answer came the day after.
    answer = settle_from_reply(session, message, patient, dose.id, taken=taken, told_later=True, now=now)
    return [] if _ask(session, message, patient, reading, dose, "follow_up_first", now) else [answer]


def _first_drink(
    session: Session,
    message: InboundMessage,
    patient: Patient,
    reading: Reading,
    context: ReplyContext,
    dose: Dose,
    now: datetime,
) -> Answers | None:
    intents = (reading.intent, *reading.also)
    hour = _hour_of(message, patient, reading, context)
    if hour is not None and hour.sure:
        at = first_drink_at(dose.on, time.fromisoformat(hour.at), patient.zone)
        if at > message.received_at:
            return _leave_to_people(session, message, patient, now)
        _report(session, message, patient, dose, now, drank=True, first=at)
        _ask(session, message, patient, reading, dose, "follow_up_count", now)
        return []
    if hour is not None and context.prompt is not None and context.prompt.template != "question_am_pm":
        message.outcome = "ask_am_pm"
        _ask(session, message, patient, reading, dose, "question_am_pm", now, hour=hour.at)
        return []
    if hour is None and Intent.NO in intents:
        _report(session, message, patient, dose, now, drank=False, drinks=0)
        return [("ack_follow_up", {})]
    if reading.rule in _UNKNOWN:
        message.outcome = "follow_up_unknown"
        _ask(session, message, patient, reading, dose, "follow_up_count", now)
        return []
    unread = hour is not None or reading.intent is Intent.UNCLEAR
    return _leave_to_people(session, message, patient, now) if unread else None


def _hour_of(message: InboundMessage, patient: Patient, reading: Reading, context: ReplyContext) -> ToldHour | None:
    """The hour of a reply; "pm" alone completes the hour that we asked about."""
    text = normalise(message.body).text
    if Intent.YES in (reading.intent, *reading.also):
        return told_hour(text, patient.language)
    asked = context.prompt.params.get("hour") if context.prompt else None
    if asked is None or reading.intent is not Intent.UNCLEAR:
        return None
    completed = told_hour(f"{asked.removeprefix('0')} {text}", patient.language)
    return completed if completed is not None and completed.sure else None


def _count(
    session: Session, message: InboundMessage, patient: Patient, reading: Reading, dose: Dose, now: datetime
) -> Answers | None:
    number = reading.value
    if Intent.SCORE in (reading.intent, *reading.also) and isinstance(number, int):
        if number > MOST_DRINKS:
            return _leave_to_people(session, message, patient, now)
        _report(session, message, patient, dose, now, drank=number > 0, drinks=number)
        return [("ack_follow_up", {})]
    if reading.rule in _UNKNOWN:
        message.outcome = "follow_up_unknown"
        return [("ack_follow_up", {})]
    return _leave_to_people(session, message, patient, now) if reading.intent is Intent.UNCLEAR else None


def _ask(
    session: Session,
    message: InboundMessage,
    patient: Patient,
    reading: Reading,
    dose: Dose,
    template: str,
    now: datetime,
    **more: str,
) -> bool:
    """Queue the next question, once for its dose; False where something else in the reply must be answered first."""
    if reading.intent not in _PLAIN or reading.safety:
        return False
    queue_text(
        session,
        patient,
        template,
        now=now,
        why=_WHY[template],
        params={"dose_id": dose.id, **more},
        inbound_id=message.id,
        occasion=f"{FOLLOW_UP}:{dose.id}:{template}",
    )
    return True


def _report(
    session: Session,
    message: InboundMessage,
    patient: Patient,
    dose: Dose,
    now: datetime,
    *,
    drank: bool,
    first: datetime | None = None,
    drinks: int | None = None,
) -> None:
    session.add(
        DrinkingReport(
            clinic_id=patient.clinic_id,
            patient_id=patient.id,
            regimen_id=dose.regimen_id,
            on=dose.on,
            drank=drank,
            first_drink_at=first,
            drinks=drinks,
            source=Source.PATIENT_SMS,
            inbound_id=message.id,
            recorded_at=now,
        )
    )
    session.flush()
    message.outcome = "drinking_reported"


def _leave_to_people(session: Session, message: InboundMessage, patient: Patient, now: datetime) -> Answers:
    detail = "An unclear answer to the follow-up of a risk day; please read it"
    open_flag(session, patient, FlagKind.UNCLEAR, detail, now=now, inbound_id=message.id)
    message.outcome = "unclear"
    return [("ack_noted", {})]
