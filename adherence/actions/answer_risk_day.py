"""Apply what a reply says about risk days: the keywords RISK, NO RISK and GO, the planner, and free words."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, assert_never

from sqlalchemy import select
from sqlalchemy.orm import Session

from adherence.actions.answer_dose import answer_dose
from adherence.actions.bring_dose_forward import bring_dose_forward
from adherence.actions.declare_days import declare_days, decline_days
from adherence.actions.declare_risk_day import targeted_regimen
from adherence.actions.open_flag import open_flag
from adherence.actions.reply_context import PLANNER_HOLDS, SENT, ReplyContext, dose_candidates
from adherence.db.communications import Communication
from adherence.db.inbound import InboundMessage
from adherence.db.patients import Patient
from adherence.domain.policy import Policy
from adherence.domain.reply import Expecting, Intent, Reading
from adherence.domain.reply.days import day_in
from adherence.domain.reply.keywords import Command, Keyword, NamedDay, days_alone, keyword_in
from adherence.domain.reply.normalise import normalise
from adherence.domain.states import FlagKind

Answers = list[tuple[str, dict[str, Any]]]
_WISH = "risk.wish"
_CODES = ("1", "3")


def answer_keyword(
    session: Session,
    message: InboundMessage,
    patient: Patient,
    reading: Reading,
    context: ReplyContext,
    policy: Policy,
    *,
    now: datetime,
) -> Answers | None:
    """Apply a keyword, or days alone in the 48 hours after a planner; None where the reply is neither."""
    keyword = _keyword(session, message, patient, reading, context)
    if keyword is not None:
        return _apply(session, message, patient, keyword, policy, now)
    unread = reading.intent in (Intent.UNCLEAR, Intent.CHAT, Intent.SNOOZE)
    days = days_alone(message.body, patient.language) if unread else ()
    if days and _planner_asked(session, patient, message.received_at):
        return declare_days(session, message, patient, days, now=now)
    return None


def _keyword(
    session: Session, message: InboundMessage, patient: Patient, reading: Reading, context: ReplyContext
) -> Keyword | None:
    if reading.rule.startswith("keyword."):
        return keyword_in(message.body, patient.language, context.expecting)
    # "Voy" answers a reminder of a daily plan; who has a targeted plan means GO also then.
    asked_as_go = context.expecting is Expecting.DOSE and keyword_in(message.body, patient.language, Expecting.NONE)
    if asked_as_go and asked_as_go.command is Command.GO and targeted_regimen(session, patient) is not None:
        return asked_as_go
    return None


def _apply(
    session: Session, message: InboundMessage, patient: Patient, keyword: Keyword, policy: Policy, now: datetime
) -> Answers:
    match keyword.command:
        case Command.GO:
            return bring_dose_forward(session, message, patient, policy, now=now)
        case Command.RISK if keyword.days or targeted_regimen(session, patient) is None:
            return declare_days(session, message, patient, keyword.days, now=now)
        case Command.RISK:
            message.outcome = "ask_which_day"
            return [("question_risk_day", {})]
        case Command.NO_RISK:
            return decline_days(session, message, patient, keyword.days, now=now)
        case Command.PAUSE | Command.RESUME:
            return []  # carried out before, see answer_pause
        case _:
            assert_never(keyword.command)


def answer_planner(
    session: Session,
    message: InboundMessage,
    patient: Patient,
    reading: Reading,
    context: ReplyContext,
    policy: Policy,
    *,
    now: datetime,
) -> Answers | None:
    """Apply an answer to the planner or to "which day?"; None where it is none.

    "0" changes nothing: the plan's weekly risk days and the days declared before stay, because a patient who has no
    further day to name has not called those off.
    """
    if context.expecting is not Expecting.PLANNER:
        return None
    intents = (reading.intent, *reading.also)
    if message.body.strip() in _CODES and dose_candidates(session, patient, policy, at=message.received_at):
        # The code of a dose text, written while the planner was the newest one.
        taken = message.body.strip() == "1"
        answer = answer_dose(session, message, patient, taken=taken, meant=None, policy=policy, now=now)
        return [answer] if answer else []
    if Intent.RISK_DAY in intents:
        days = days_alone(message.body, patient.language) or _named(reading)
        return declare_days(session, message, patient, days, now=now)
    if Intent.NO in intents:
        message.outcome = "no_risk_days"
        return [("ack_planner_none", {})]
    if Intent.YES in intents:
        message.outcome = "ask_which_day"
        return [("question_risk_day", {})]
    return None


def answer_free_words(
    session: Session, message: InboundMessage, patient: Patient, reading: Reading, *, now: datetime
) -> Answers:
    """Apply a hard day in free words: a day that is named is declared, a wish to drink or no day is for people."""
    if reading.intent is Intent.SCORE:
        return []  # a strong craving without a number: the answer to the score has told people already
    named = day_in(normalise(message.body).text) is not None
    days = _named(reading) if named else ()
    if days and reading.rule != _WISH:
        return declare_days(session, message, patient, days, now=now)
    detail = "Told us about a hard day ahead"
    open_flag(session, patient, FlagKind.CRAVING, detail, now=now, inbound_id=message.id)
    if days and targeted_regimen(session, patient) is not None:
        return declare_days(session, message, patient, days, now=now)
    message.outcome = "flagged_craving"
    return [("ack_noted", {})]


def _named(reading: Reading) -> tuple[NamedDay, ...]:
    words = reading.value if isinstance(reading.value, tuple) else (reading.value,)
    return tuple(NamedDay(word) for word in words if isinstance(word, str))


def _planner_asked(session: Session, patient: Patient, at: datetime) -> bool:
    query = select(Communication.id).where(
        Communication.patient_id == patient.id,
        Communication.template == "planner",
        Communication.state.in_(SENT),
        Communication.due_at > at - PLANNER_HOLDS - timedelta(days=1),
        Communication.started_at > at - PLANNER_HOLDS,
        Communication.started_at <= at,
    )
    return session.scalar(query.limit(1)) is not None
