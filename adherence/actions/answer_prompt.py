"""Apply the answer in a reply: to a dose, an appointment, a risk day, a score or a question of ours."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from adherence.actions.answer_dose import answer_dose, plan_again, settle_from_reply, undo_last_answer
from adherence.actions.answer_visit import ask_another_time, confirm_visit
from adherence.actions.declare_risk_day import set_risk_day, targeted_regimen
from adherence.actions.open_flag import open_flag
from adherence.actions.reply_context import ReplyContext
from adherence.actions.settle_dose import settle_dose, take_back
from adherence.actions.snooze_dose import snooze_dose
from adherence.db.clinics import clinic_by_id
from adherence.db.communications import Communication
from adherence.db.doses import Dose
from adherence.db.inbound import InboundMessage
from adherence.db.patients import Patient
from adherence.db.policies import policy_of
from adherence.domain.policy import Policy
from adherence.domain.purpose import Purpose
from adherence.domain.reply import Expecting, Intent, Reading
from adherence.domain.states import DoseState, FlagKind, Source
from adherence.domain.timing import local_date
from adherence.domain.wording import day_text

Answers = list[tuple[str, dict[str, object]]]
_UNDO = frozenset({"undo", "deshacer"})
_CRAVING_FROM = 7
"""Policy: a score from here on opens a flag."""
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def answer_prompt(
    session: Session,
    message: InboundMessage,
    patient: Patient,
    reading: Reading,
    context: ReplyContext,
    *,
    now: datetime,
) -> Answers:
    """Apply what a reading answers; returns the acknowledgements, the first of which is sent."""
    policy = policy_of(clinic_by_id(session, patient.clinic_id))
    if message.body.strip().casefold() in _UNDO:
        undone = undo_last_answer(session, message, patient, now=now)
        return [undone] if undone else _unclear(session, message, patient, context, now)
    if context.expecting is Expecting.WHICH_DOSE and (chosen := _chosen_dose(message, reading, context)) is not None:
        dose_id, taken = chosen
        return [settle_from_reply(session, message, patient, dose_id, taken=taken, now=now)]
    if _asks_for_a_call(message, context):
        detail = "Asks to be called before the next tablet"
        open_flag(session, patient, FlagKind.RESTART, detail, now=now, inbound_id=message.id)
        message.outcome = "call_asked_for"
        return [("ack_noted", {})]
    answers: Answers = []
    if reading.settles is not None:
        answers += _settle(session, message, patient, reading, policy, now)
    elif reading.intent in (Intent.TAKEN, Intent.NOT_TAKEN) or reading.partial:
        detail = "Said something about a dose that a person must judge"
        open_flag(session, patient, FlagKind.UNCLEAR, detail, now=now, inbound_id=message.id)
        answers.append(("ack_noted", {}))
    for intent in dict.fromkeys((reading.intent, *reading.also)):
        effect = _EFFECTS.get(intent)
        if effect is not None:
            answers += effect(session, message, patient, reading, context, now)
    return answers


def _asks_for_a_call(message: InboundMessage, context: ReplyContext) -> bool:
    """``1`` to the text that asks to check in before the next tablet."""
    asked = context.prompt is not None and context.prompt.purpose is Purpose.CHECK_IN_FIRST
    return asked and message.body.strip().rstrip(".!") == "1"


def _settle(
    session: Session, message: InboundMessage, patient: Patient, reading: Reading, policy: Policy, now: datetime
) -> Answers:
    taken = reading.settles == "taken"
    if message.reading and message.reading.get("expecting") == Expecting.APPOINTMENT:
        # An injection is recorded as given only by staff: the word of the patient opens a flag.
        detail = "Says that the injection was given" if taken else "Does not want the injection"
        open_flag(session, patient, FlagKind.UNCLEAR, detail, now=now, inbound_id=message.id)
        return [("ack_noted", {})]
    answer = answer_dose(session, message, patient, taken=taken, meant=reading.meant, policy=policy, now=now)
    if answer is not None:
        return [answer]
    return [] if message.outcome == "ask_which" else [("ack_noted", {})]


def _chosen_dose(message: InboundMessage, reading: Reading, context: ReplyContext) -> tuple[int, bool] | None:
    choices = context.prompt.params.get("choices", []) if context.prompt else []
    number = reading.value
    if context.prompt is None or number not in (1, 2) or len(choices) != 2 or reading.safety:
        return None
    message.outcome = "named"
    return int(choices[int(number) - 1]), bool(context.prompt.params.get("taken"))


def _snooze(
    session: Session, message: InboundMessage, patient: Patient, reading: Reading, context: ReplyContext, now: datetime
) -> Answers:
    policy = policy_of(clinic_by_id(session, patient.clinic_id))
    answer = snooze_dose(session, message, patient, reading.value, policy, now=now)
    return [answer] if answer else [("ack_noted", {})]


def _yes(
    session: Session, message: InboundMessage, patient: Patient, reading: Reading, context: ReplyContext, now: datetime
) -> Answers:
    if context.expecting is Expecting.APPOINTMENT and context.prompt is not None and context.dose is not None:
        return [confirm_visit(session, message, patient, context.prompt, context.dose, now=now)]
    if context.expecting is Expecting.HIGH_RISK:
        message.outcome = "risk_day_confirmed"
        _unexcuse(session, patient, context.dose, now)
        return [("ack_risk_on", {})]
    return [("ack_noted", {})] if context.expecting is Expecting.WELLBEING else []


def _no(
    session: Session, message: InboundMessage, patient: Patient, reading: Reading, context: ReplyContext, now: datetime
) -> Answers:
    if context.expecting is Expecting.APPOINTMENT and Intent.RESCHEDULE not in (reading.intent, *reading.also):
        open_flag(session, patient, FlagKind.HELP, "Cannot come to the visit", now=now, inbound_id=message.id)
        ask_another_time(session, message, patient, now=now)
        return [("ack_reschedule", {})]
    if context.expecting is Expecting.HIGH_RISK and context.dose is not None:
        return _excuse(session, message, context.dose, now)
    return [("ack_noted", {})] if context.expecting is Expecting.WELLBEING else []


def _reschedule(
    session: Session, message: InboundMessage, patient: Patient, reading: Reading, context: ReplyContext, now: datetime
) -> Answers:
    """The flag and the answer are those of the concern; here the cycle learns of it."""
    ask_another_time(session, message, patient, now=now)
    return []


def _excuse(session: Session, message: InboundMessage, dose: Dose, now: datetime) -> Answers:
    """Today is no risk day after all: the dose is excused and its prompt cancelled."""
    if dose.state is not DoseState.UPCOMING:
        return []
    settle_dose(
        session,
        dose,
        DoseState.EXCUSED,
        source=Source.PATIENT_SMS,
        now=now,
        reason="no_risk_day",
        inbound_id=message.id,
    )
    message.outcome = "excused"
    return [("ack_risk_off", {})]


def _unexcuse(session: Session, patient: Patient, dose: Dose | None, now: datetime) -> None:
    """The day is a risk day after all: what the patient had called off is planned again."""
    if dose is not None and dose.state is DoseState.EXCUSED and dose.source is Source.PATIENT_SMS:
        take_back(session, dose, now=now)
        plan_again(session, dose, patient, now=now)


def _score(
    session: Session, message: InboundMessage, patient: Patient, reading: Reading, context: ReplyContext, now: datetime
) -> Answers:
    if not isinstance(reading.value, int):
        open_flag(session, patient, FlagKind.CRAVING, "Told us about a strong craving", now=now, inbound_id=message.id)
        return [("ack_noted", {})]
    if reading.value >= _CRAVING_FROM:
        detail = f"Craving {reading.value} of 10"
        open_flag(session, patient, FlagKind.CRAVING, detail, now=now, inbound_id=message.id)
    return [("ack_score", {"value": str(reading.value)})]


def _risk_day(
    session: Session, message: InboundMessage, patient: Patient, reading: Reading, context: ReplyContext, now: datetime
) -> Answers:
    regimen = targeted_regimen(session, patient)
    days = _days_of(reading.value, local_date(message.received_at, patient.zone))
    if regimen is None or not days:
        detail = "Told us about a hard day ahead"
        open_flag(session, patient, FlagKind.CRAVING, detail, now=now, inbound_id=message.id)
        return [("ack_noted", {})]
    for day in days:
        set_risk_day(session, regimen, patient, day, source=Source.PATIENT_SMS, now=now)
    message.outcome = "risk_day_declared"
    return [("ack_risk_days", {"days": ", ".join(day_text(day, lang=patient.language) for day in days)})]


def _days_of(value: object, today: date) -> list[date]:
    words = [value] if isinstance(value, str) else list(value) if isinstance(value, list | tuple) else ["today"]
    days = []
    for word in words:
        if word == "today":
            days.append(today)
        elif word == "tomorrow":
            days.append(today + timedelta(days=1))
        elif word in _WEEKDAYS:
            days.append(today + timedelta(days=(_WEEKDAYS.index(word) - today.weekday()) % 7))
    return days


def _unclear(
    session: Session, message: InboundMessage, patient: Patient, context: ReplyContext, now: datetime
) -> Answers:
    """Unclear goes back to the patient once, then to the care team."""
    message.outcome = "unclear"
    if context.expecting is Expecting.DOSE and not _asked_lately(session, patient, message.received_at):
        return [("question_unclear", {})]
    open_flag(session, patient, FlagKind.UNCLEAR, "An unclear reply; please read it", now=now, inbound_id=message.id)
    return [("ack_noted", {})]


def _asked_lately(session: Session, patient: Patient, at: datetime) -> bool:
    query = select(Communication.id).where(
        Communication.patient_id == patient.id,
        Communication.purpose == Purpose.QUESTION,
        Communication.template == "question_unclear",
        Communication.due_at > at - timedelta(hours=12),
    )
    return session.scalar(query.limit(1)) is not None


def _unclear_effect(
    session: Session, message: InboundMessage, patient: Patient, reading: Reading, context: ReplyContext, now: datetime
) -> Answers:
    return _unclear(session, message, patient, context, now) if reading.intent is Intent.UNCLEAR else []


_Effect = Callable[[Session, InboundMessage, Patient, Reading, ReplyContext, datetime], Answers]
_EFFECTS: dict[Intent, _Effect] = {
    Intent.SNOOZE: _snooze,
    Intent.YES: _yes,
    Intent.NO: _no,
    Intent.RESCHEDULE: _reschedule,
    Intent.SCORE: _score,
    Intent.RISK_DAY: _risk_day,
    Intent.UNCLEAR: _unclear_effect,
}
