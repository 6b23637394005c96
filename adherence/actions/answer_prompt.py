"""Apply the answer in a reply: to a dose, an appointment, a risk day, a score or a question of ours."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select

from adherence.actions.answer_check_in import answer_check_in, answer_score
from adherence.actions.answer_dose import answer_dose, plan_again, settle_from_reply
from adherence.actions.answer_follow_up import answer_follow_up
from adherence.actions.answer_pause import answer_pause
from adherence.actions.answer_reason import answer_reason
from adherence.actions.answer_refill import answer_refill
from adherence.actions.answer_risk_day import answer_free_words, answer_keyword, answer_planner
from adherence.actions.answer_step import answer_step
from adherence.actions.answer_visit import ask_another_time, confirm_visit
from adherence.actions.answer_which_dose import answer_which_dose
from adherence.actions.declare_days import excuse_dose
from adherence.actions.flag_reply import flag_reply
from adherence.actions.received import Answers, Received
from adherence.actions.settle_dose import take_back
from adherence.actions.snooze_dose import snooze_dose
from adherence.actions.undo_answer import undo_answer
from adherence.db.communications import Communication
from adherence.domain.purpose import Purpose
from adherence.domain.reply import Expecting, Intent
from adherence.domain.states import ConsentState, DoseState, FlagKind, Source

_UNDO = frozenset(
    {"undo", "undo it", "undo that", "undo please", "please undo", "deshacer", "deshaz", "deshacer por favor"}
)


def answer_prompt(reply: Received) -> Answers:
    """Apply what a reading answers; returns the acknowledgements, the first of which is sent."""
    if reply.message.body.strip().rstrip(".!").casefold() in _UNDO:
        undone = undo_answer(reply)
        return [undone] if undone else _unclear(reply)
    for answer in _TO_A_QUESTION:
        special = answer(reply)
        if special is not None:
            return special
    answers: Answers = []
    reading = reply.reading
    if reply.settles is not None and reply.patient.consent_state is ConsentState.REVOKED:
        # No question and no acknowledgement could put right what was taken wrongly.
        flag_reply(reply, FlagKind.UNCLEAR, "Wrote about a dose after opting out; please read it")
    elif reply.settles is not None:
        answers += _settle(reply)
    elif reading.intent in (Intent.TAKEN, Intent.NOT_TAKEN) or reading.partial:
        flag_reply(reply, FlagKind.UNCLEAR, "Said something about a dose that a person must judge")
        answers.append(("ack_noted", {}))
    for intent in dict.fromkeys(reply.intents):
        effect = _EFFECTS.get(intent)
        if effect is not None:
            answers += effect(reply)
    return answers


def _to_go(reply: Received) -> Answers | None:
    """To our answer to GO, where the reply settles a dose and names no other."""
    context, reading = reply.context, reply.reading
    asked = context.prompt is not None and context.prompt.template == "ack_go"
    if not asked or context.dose is None or reading.settles is None or reading.meant is not None:
        return None
    return [settle_from_reply(reply, context.dose.id, taken=reading.settles == "taken")]


def _to_refill(reply: Received) -> Answers | None:
    asked = reply.context.expecting is Expecting.REFILL
    return answer_refill(reply) if asked and reply.reading.intent in (Intent.YES, Intent.NO) else None


def _to_check_in_first(reply: Received) -> Answers | None:
    """``1`` to the text that asks to check in before the next tablet."""
    prompt = reply.context.prompt
    asked = prompt is not None and prompt.purpose is Purpose.CHECK_IN_FIRST
    if not asked or reply.message.body.strip().rstrip(".!") != "1":
        return None
    flag_reply(reply, FlagKind.RESTART, "Asks to be called before the next tablet")
    reply.message.outcome = "call_asked_for"
    return [("ack_noted", {})]


def _to_step(reply: Received) -> Answers | None:
    """Only a bare answer moves a step: what a patient says beside it opened a flag, and a person decides."""
    intent, prompt = reply.reading.intent, reply.context.prompt
    if reply.context.expecting is not Expecting.STEP or intent not in (Intent.YES, Intent.NO) or prompt is None:
        return None
    return [answer_step(reply, prompt, agrees=intent is Intent.YES)]


def _settle(reply: Received) -> Answers:
    taken = reply.settles == "taken"
    if reply.context.expecting is Expecting.APPOINTMENT:
        # An injection is recorded as given only by staff: the word of the patient opens a flag.
        detail = "Says that the injection was given" if taken else "Does not want the injection"
        flag_reply(reply, FlagKind.UNCLEAR, detail)
        return [("ack_noted", {})]
    return answer_dose(reply, taken=taken, meant=reply.reading.meant)


def _snooze(reply: Received) -> Answers:
    return [snooze_dose(reply)]


def _yes(reply: Received) -> Answers:
    context = reply.context
    if context.expecting is Expecting.APPOINTMENT and context.prompt is not None and context.dose is not None:
        return [confirm_visit(reply, context.prompt, context.dose)]
    if context.expecting is Expecting.HIGH_RISK:
        reply.message.outcome = "risk_day_confirmed"
        _unexcuse(reply)
        return [("ack_risk_on", {})]
    return [("ack_noted", {})] if context.expecting is Expecting.WELLBEING else []


def _no(reply: Received) -> Answers:
    expecting = reply.context.expecting
    if expecting is Expecting.APPOINTMENT and Intent.RESCHEDULE not in reply.intents:
        flag_reply(reply, FlagKind.HELP, "Cannot come to the visit")
        ask_another_time(reply)
        return [("ack_reschedule", {})]
    if expecting is Expecting.HIGH_RISK and reply.context.dose is not None:
        return _excuse(reply)
    return [("ack_noted", {})] if expecting is Expecting.WELLBEING else []


def _reschedule(reply: Received) -> Answers:
    """The flag and the answer are those of the concern; here the cycle learns of it."""
    ask_another_time(reply)
    return []


def _excuse(reply: Received) -> Answers:
    """Today is no risk day after all: the dose is excused and its prompt cancelled."""
    dose = reply.context.dose
    if dose is None or dose.state is not DoseState.UPCOMING:
        return []
    excuse_dose(reply.session, reply.message, dose, now=reply.now)
    reply.message.outcome = "excused"
    return [("ack_risk_off", {})]


def _unexcuse(reply: Received) -> None:
    """The day is a risk day after all: what the patient had called off is planned again."""
    dose = reply.context.dose
    if dose is not None and dose.state is DoseState.EXCUSED and dose.source is Source.PATIENT_SMS:
        take_back(reply.session, dose, now=reply.now)
        plan_again(reply.session, dose, reply.patient, now=reply.now)


def _unclear(reply: Received) -> Answers:
    """Unclear goes back to the patient once, then to the care team."""
    reply.message.outcome = "unclear"
    if reply.context.expecting is Expecting.DOSE and reply.may_ask and not _asked_lately(reply):
        return [("question_unclear", {})]
    flag_reply(reply, FlagKind.UNCLEAR, "An unclear reply; please read it")
    return [("ack_noted", {})]


def _asked_lately(reply: Received) -> bool:
    query = select(Communication.id).where(
        Communication.patient_id == reply.patient.id,
        Communication.purpose == Purpose.QUESTION,
        Communication.template == "question_unclear",
        Communication.due_at > reply.at - timedelta(hours=12),
    )
    return reply.session.scalar(query.limit(1)) is not None


def _unclear_effect(reply: Received) -> Answers:
    return _unclear(reply) if reply.reading.intent is Intent.UNCLEAR else []


_EFFECTS: dict[Intent, Callable[[Received], Answers]] = {
    Intent.SNOOZE: _snooze,
    Intent.YES: _yes,
    Intent.NO: _no,
    Intent.RESCHEDULE: _reschedule,
    Intent.SCORE: answer_score,
    Intent.RISK_DAY: answer_free_words,
    Intent.UNCLEAR: _unclear_effect,
}

_TO_A_QUESTION: tuple[Callable[[Received], Answers | None], ...] = (
    answer_pause,
    answer_keyword,
    answer_planner,
    answer_follow_up,
    answer_reason,
    answer_check_in,
    _to_go,
    answer_which_dose,
    _to_refill,
    _to_check_in_first,
    _to_step,
)
"""Answers to what we asked, or words of command, each None where a reply is none; the first that is one holds."""
