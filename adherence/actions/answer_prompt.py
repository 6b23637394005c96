"""Apply the answer in a reply: to a dose, an appointment, a risk day, a score or a question of ours."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from adherence.actions.answer_dose import answer_dose, plan_again, settle_from_reply, undo_last_answer
from adherence.actions.answer_follow_up import answer_follow_up, told_of_drinking_last
from adherence.actions.answer_pause import answer_pause
from adherence.actions.answer_refill import answer_refill
from adherence.actions.answer_risk_day import answer_free_words, answer_keyword, answer_planner
from adherence.actions.answer_step import answer_step
from adherence.actions.answer_visit import ask_another_time, confirm_visit
from adherence.actions.declare_days import excuse_dose
from adherence.actions.open_flag import open_flag
from adherence.actions.reply_context import ReplyContext
from adherence.actions.settle_dose import take_back
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

Answers = list[tuple[str, dict[str, object]]]
_UNDO = frozenset({"undo", "deshacer"})
_CRAVING_FROM = 7
"""Policy: a score from here on opens a flag."""


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
        told = told_of_drinking_last(session, patient)
        undone = None if told else undo_last_answer(session, message, patient, now=now)
        return [undone] if undone else _unclear(session, message, patient, context, now)
    for answer in _TO_A_QUESTION:
        special = answer(session, message, patient, reading, context, policy, now=now)
        if special is not None:
            return special
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


def _to_go(
    session: Session,
    message: InboundMessage,
    patient: Patient,
    reading: Reading,
    context: ReplyContext,
    policy: Policy,
    *,
    now: datetime,
) -> Answers | None:
    """To our answer to GO, where the reply settles a dose and names no other."""
    asked = context.prompt is not None and context.prompt.template == "ack_go"
    if not asked or context.dose is None or reading.settles is None or reading.meant is not None:
        return None
    taken = reading.settles == "taken"
    return [settle_from_reply(session, message, patient, context.dose.id, taken=taken, now=now)]


def _to_which_dose(
    session: Session,
    message: InboundMessage,
    patient: Patient,
    reading: Reading,
    context: ReplyContext,
    policy: Policy,
    *,
    now: datetime,
) -> Answers | None:
    if context.expecting is not Expecting.WHICH_DOSE or (chosen := _chosen_dose(message, reading, context)) is None:
        return None
    dose_id, taken = chosen
    return [settle_from_reply(session, message, patient, dose_id, taken=taken, now=now)]


def _to_refill(
    session: Session,
    message: InboundMessage,
    patient: Patient,
    reading: Reading,
    context: ReplyContext,
    policy: Policy,
    *,
    now: datetime,
) -> Answers | None:
    if context.expecting is not Expecting.REFILL or reading.intent not in (Intent.YES, Intent.NO):
        return None
    return answer_refill(session, message, patient, reading, context, now=now)


def _to_check_in_first(
    session: Session,
    message: InboundMessage,
    patient: Patient,
    reading: Reading,
    context: ReplyContext,
    policy: Policy,
    *,
    now: datetime,
) -> Answers | None:
    """``1`` to the text that asks to check in before the next tablet."""
    asked = context.prompt is not None and context.prompt.purpose is Purpose.CHECK_IN_FIRST
    if not asked or message.body.strip().rstrip(".!") != "1":
        return None
    detail = "Asks to be called before the next tablet"
    open_flag(session, patient, FlagKind.RESTART, detail, now=now, inbound_id=message.id)
    message.outcome = "call_asked_for"
    return [("ack_noted", {})]


def _to_step(
    session: Session,
    message: InboundMessage,
    patient: Patient,
    reading: Reading,
    context: ReplyContext,
    policy: Policy,
    *,
    now: datetime,
) -> Answers | None:
    """Only a bare answer moves a step: what a patient says beside it opened a flag, and a person decides."""
    if context.expecting is not Expecting.STEP or reading.intent not in (Intent.YES, Intent.NO) or not context.prompt:
        return None
    agrees = reading.intent is Intent.YES
    return [answer_step(session, message, patient, context.prompt, policy, agrees=agrees, now=now)]


def _to_follow_up(
    session: Session,
    message: InboundMessage,
    patient: Patient,
    reading: Reading,
    context: ReplyContext,
    policy: Policy,
    *,
    now: datetime,
) -> Answers | None:
    return answer_follow_up(session, message, patient, reading, context, now=now)


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
    excuse_dose(session, message, dose, now=now)
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
    return answer_free_words(session, message, patient, reading, now=now)


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

_TO_A_QUESTION = (
    answer_pause,
    answer_keyword,
    answer_planner,
    _to_follow_up,
    _to_go,
    _to_which_dose,
    _to_refill,
    _to_check_in_first,
    _to_step,
)
"""Answers to what we asked, or words of command, each None where a reply is none; the first that is one holds."""
