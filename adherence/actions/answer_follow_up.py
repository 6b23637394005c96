"""Apply an answer to the follow-up of a targeted dose, and ask the next question: taken, first drink, how many."""

from __future__ import annotations

from datetime import datetime, time

from adherence.actions.answer_dose import settle_from_reply
from adherence.actions.flag_reply import flag_reply
from adherence.actions.queue_text import queue_text
from adherence.actions.received import Answers, Received
from adherence.actions.reply_context import FOLLOW_UP
from adherence.db.doses import Dose
from adherence.db.drinking import DrinkingReport
from adherence.domain.drinking import MOST_DRINKS, first_drink_at
from adherence.domain.reply import Expecting, Intent
from adherence.domain.reply.hours import ToldHour, told_hour
from adherence.domain.reply.normalise import normalise
from adherence.domain.states import FlagKind, Source

_PLAIN = frozenset({Intent.TAKEN, Intent.NOT_TAKEN, Intent.YES, Intent.NO, Intent.SCORE, Intent.UNCLEAR})
"""Readings after which we ask on; behind a concern the next question waits for another day."""
_UNKNOWN = ("time.forgotten", "drinks.forgotten", "unclear.undecided")
_WHY = {
    "follow_up_first": "Follow-up: asks when the first was",
    "question_am_pm": "Follow-up: the hour could be in the morning or in the evening",
    "follow_up_count": "Follow-up: asks how many",
}


def answer_follow_up(reply: Received) -> Answers | None:
    """Apply the answer to a question of the follow-up; None where the reply is about something else."""
    context = reply.context
    if context.dose is None or context.prompt is None:
        return None
    if context.prompt.template == "follow_up_targeted":
        return _taken(reply, context.dose)
    if context.expecting is Expecting.TIME:
        return _first_drink(reply, context.dose)
    if context.expecting is Expecting.DRINKS:
        return _count(reply, context.dose)
    return None


def _taken(reply: Received, dose: Dose) -> Answers | None:
    """``1`` or ``3`` is about the dose that was asked about, unless the text names another one."""
    reading, meant = reply.reading, reply.reading.meant
    names_another = meant is not None and (meant.day not in (None, "yesterday") or meant.slot == "morning")
    if reading.settles is None or names_another:
        if reading.intent not in (Intent.SNOOZE, Intent.UNCLEAR):
            return None
        return _leave_to_people(reply)
    taken = reading.settles == "taken"
    reply.message.outcome = "follow_up_taken"
    # When it was taken is not known: the answer came the day after.
    answer = settle_from_reply(reply, dose.id, taken=taken, told_later=True)
    return [] if _ask(reply, dose, "follow_up_first") else [answer]


def _first_drink(reply: Received, dose: Dose) -> Answers | None:
    prompt, reading = reply.context.prompt, reply.reading
    hour = _hour_of(reply)
    if hour is not None and hour.sure:
        at = first_drink_at(dose.on, time.fromisoformat(hour.at), reply.patient.zone)
        if at > reply.at:
            return _leave_to_people(reply)
        _report(reply, dose, drank=True, first=at)
        _ask(reply, dose, "follow_up_count")
        return []
    if hour is not None and prompt is not None and prompt.template != "question_am_pm":
        reply.message.outcome = "ask_am_pm"
        _ask(reply, dose, "question_am_pm", hour=hour.at)
        return []
    if hour is None and Intent.NO in reply.intents:
        _report(reply, dose, drank=False, drinks=0)
        return [("ack_follow_up", {})]
    if reading.rule in _UNKNOWN:
        reply.message.outcome = "follow_up_unknown"
        _ask(reply, dose, "follow_up_count")
        return []
    unread = hour is not None or reading.intent is Intent.UNCLEAR
    return _leave_to_people(reply) if unread else None


def _hour_of(reply: Received) -> ToldHour | None:
    """The hour of a reply; "pm" alone completes the hour that we asked about."""
    text, language, prompt = normalise(reply.message.body).text, reply.patient.language, reply.context.prompt
    if Intent.YES in reply.intents:
        return told_hour(text, language)
    asked = prompt.params.get("hour") if prompt else None
    if asked is None or reply.reading.intent is not Intent.UNCLEAR:
        return None
    completed = told_hour(f"{asked.removeprefix('0')} {text}", language)
    return completed if completed is not None and completed.sure else None


def _count(reply: Received, dose: Dose) -> Answers | None:
    reading, number = reply.reading, reply.reading.value
    if Intent.SCORE in reply.intents and isinstance(number, int):
        if number > MOST_DRINKS:
            return _leave_to_people(reply)
        _report(reply, dose, drank=number > 0, drinks=number)
        return [("ack_follow_up", {})]
    if reading.rule in _UNKNOWN:
        reply.message.outcome = "follow_up_unknown"
        return [("ack_follow_up", {})]
    return _leave_to_people(reply) if reading.intent is Intent.UNCLEAR else None


def _ask(reply: Received, dose: Dose, template: str, **more: str) -> bool:
    """Queue the next question, once for its dose; False where something else in the reply must be answered first."""
    if reply.reading.intent not in _PLAIN or reply.reading.safety:
        return False
    queue_text(
        reply.session,
        reply.patient,
        template,
        now=reply.now,
        why=_WHY[template],
        params={"dose_id": dose.id, **more},
        inbound_id=reply.message.id,
        occasion=f"{FOLLOW_UP}:{dose.id}:{template}",
    )
    return True


def _report(
    reply: Received, dose: Dose, *, drank: bool, first: datetime | None = None, drinks: int | None = None
) -> None:
    reply.session.add(
        DrinkingReport(
            clinic_id=reply.patient.clinic_id,
            patient_id=reply.patient.id,
            regimen_id=dose.regimen_id,
            on=dose.on,
            drank=drank,
            first_drink_at=first,
            drinks=drinks,
            source=Source.PATIENT_SMS,
            inbound_id=reply.message.id,
            recorded_at=reply.now,
        )
    )
    reply.session.flush()
    reply.message.outcome = "drinking_reported"


def _leave_to_people(reply: Received) -> Answers:
    flag_reply(reply, FlagKind.UNCLEAR, "An unclear answer to the follow-up of a risk day; please read it")
    reply.message.outcome = "unclear"
    return [("ack_noted", {})]
