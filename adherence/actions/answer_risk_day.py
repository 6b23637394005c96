"""Apply what a reply says about risk days: the keywords RISK, NO RISK and GO, the planner, and free words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import assert_never

from sqlalchemy import select
from sqlalchemy.orm import Session

from adherence.actions.answer_dose import answer_dose
from adherence.actions.bring_dose_forward import bring_dose_forward
from adherence.actions.declare_days import declare_days, decline_days
from adherence.actions.declare_risk_day import targeted_regimen
from adherence.actions.flag_reply import flag_reply
from adherence.actions.received import Answers, Received
from adherence.actions.reply_context import PLANNER_HOLDS, SENT, dose_candidates
from adherence.db.communications import Communication
from adherence.db.patients import Patient
from adherence.domain.reply import Expecting, Intent, Reading
from adherence.domain.reply.days import day_in
from adherence.domain.reply.keywords import Command, Keyword, NamedDay, days_alone, keyword_in
from adherence.domain.reply.normalise import normalise
from adherence.domain.states import FlagKind

_WISH = "risk.wish"
_CODES = ("1", "3")


def answer_keyword(reply: Received) -> Answers | None:
    """Apply a keyword, or days alone in the 48 hours after a planner; None where the reply is neither."""
    keyword = _keyword(reply)
    if keyword is not None:
        return _apply(reply, keyword)
    unread = reply.reading.intent in (Intent.UNCLEAR, Intent.CHAT, Intent.SNOOZE)
    days = days_alone(reply.message.body, reply.patient.language) if unread else ()
    if days and _planner_asked(reply.session, reply.patient, reply.at):
        return _declare(reply, days)
    return None


def _declare(reply: Received, days: Sequence[NamedDay]) -> Answers:
    return declare_days(reply.session, reply.message, reply.patient, days, now=reply.now)


def _keyword(reply: Received) -> Keyword | None:
    body, language, expecting = reply.message.body, reply.patient.language, reply.context.expecting
    if reply.reading.rule.startswith("keyword."):
        return keyword_in(body, language, expecting)
    # "Voy" answers a reminder of a daily plan; who has a targeted plan means GO also then.
    asked_as_go = expecting is Expecting.DOSE and keyword_in(body, language, Expecting.NONE)
    if asked_as_go and asked_as_go.command is Command.GO and targeted_regimen(reply.session, reply.patient):
        return asked_as_go
    return None


def _apply(reply: Received, keyword: Keyword) -> Answers:
    session, message, patient = reply.session, reply.message, reply.patient
    match keyword.command:
        case Command.GO:
            return bring_dose_forward(session, message, patient, reply.policy, now=reply.now)
        case Command.RISK if keyword.days or not (keyword.unsure or targeted_regimen(session, patient)):
            return _declare(reply, keyword.days)
        case Command.RISK:
            message.outcome = "ask_which_day"
            return [("question_risk_day", {})]
        case Command.NO_RISK:
            return decline_days(session, message, patient, keyword.days, now=reply.now)
        case Command.PAUSE | Command.RESUME:
            return []  # carried out before, see answer_pause
        case _:
            assert_never(keyword.command)


def answer_planner(reply: Received) -> Answers | None:
    """Apply an answer to the planner or to "which day?"; None where it is none.

    "0" changes nothing: the plan's weekly risk days and the days declared before stay, because a patient who has no
    further day to name has not called those off.
    """
    if reply.context.expecting is not Expecting.PLANNER:
        return None
    text = reply.message.body.strip()
    if text in _CODES and dose_candidates(reply.session, reply.patient, reply.policy, at=reply.at):
        # The code of a dose text, written while the planner was the newest one.
        return answer_dose(reply, taken=text == "1", meant=None)
    if Intent.RISK_DAY in reply.intents:
        return _declare(reply, days_alone(text, reply.patient.language) or _named(reply.reading))
    if Intent.NO in reply.intents:
        reply.message.outcome = "no_risk_days"
        return [("ack_planner_none", {})]
    if Intent.YES in reply.intents:
        reply.message.outcome = "ask_which_day"
        return [("question_risk_day", {})]
    return None


def answer_free_words(reply: Received) -> Answers:
    """Apply a hard day in free words: a day that is named is declared, a wish to drink or no day is for people."""
    if reply.reading.intent is Intent.SCORE:
        return []  # a strong craving without a number: the answer to the score has told people already
    named = day_in(normalise(reply.message.body).text) is not None
    days = _named(reply.reading) if named else ()
    if days and reply.reading.rule != _WISH:
        return _declare(reply, days)
    flag_reply(reply, FlagKind.CRAVING, "Told us about a hard day ahead")
    if days and targeted_regimen(reply.session, reply.patient) is not None:
        return _declare(reply, days)
    reply.message.outcome = "flagged_craving"
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
