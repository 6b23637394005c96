"""Apply the answer in a reply to a regular question: kept, flagged from the patient's threshold on, acknowledged."""

from __future__ import annotations

from datetime import date
from typing import Any

from adherence.actions.flag_reply import flag_reply
from adherence.actions.keep_answer import Told, keep_answer
from adherence.actions.received import Answers, Received
from adherence.db.communications import Communication
from adherence.db.questions import questions_of
from adherence.domain.check_in_answers import AnswerWord, Said, answer_in
from adherence.domain.purpose import Purpose
from adherence.domain.questions import AnswerKind, ClinicQuestion
from adherence.domain.reply import Intent
from adherence.domain.states import FlagKind, Source
from adherence.domain.timing import local_date

ANSWERED = "check_in_answered"
"""The outcome of a reply whose answer was kept."""
_CONCERNS = frozenset(
    {
        Intent.LAPSE,
        Intent.SIDE_EFFECT,
        Intent.MEDICAL_QUESTION,
        Intent.SUPPLY,
        Intent.RESCHEDULE,
        Intent.HELP,
        Intent.STOP,
        Intent.WRONG_NUMBER,
    }
)
"""What is flagged and answered before the answer to our question is looked at."""
_OWN_INTENTS = {
    AnswerKind.SCORE: frozenset({Intent.SCORE}),
    AnswerKind.DRINKS: frozenset({Intent.SCORE, Intent.UNCLEAR}),
}
_IN_WORDS = frozenset({Intent.YES, Intent.NO, Intent.UNCLEAR, Intent.CHAT, Intent.NOT_TAKEN})
"""What is said once an answer was kept; anything else beside it is still to be applied."""
_ASK_AGAIN = {AnswerKind.SCORE: "question_score", AnswerKind.DRINKS: "question_count"}


def answer_check_in(reply: Received) -> Answers | None:
    """Keep the answer to the question that is open; None where the reply says something else, or more."""
    prompt = reply.context.prompt
    question = _asked(reply, prompt) if prompt is not None else None
    if prompt is None or question is None:
        return None
    said = answer_in(question.answer, reply.reading, reply.message.body, reply.patient.language)
    if said is None:
        unread = reply.reading.intent in (Intent.UNCLEAR, Intent.SCORE)
        return _unclear(reply, question, prompt) if unread else None
    own_words = said == Said()
    told = Told(
        said,
        on=date.fromisoformat(prompt.params["on"]),
        answered_at=reply.at,
        source=Source.PATIENT_SMS,
        text=reply.message.body if own_words else None,
        version=prompt.params.get("version"),
        communication_id=prompt.params.get("asked_by", prompt.id),
        inbound_id=reply.message.id,
    )
    concern = any(intent in _CONCERNS for intent in reply.intents)
    keep_answer(reply.session, reply.patient, question, told, reply.policy, now=reply.now, flags=not concern)
    if own_words and not concern:
        flag_reply(reply, FlagKind.UNCLEAR, f"Answered in own words ({question.name}); please read it")
    reply.message.outcome = ANSWERED
    if concern:
        return []
    says_more = set(reply.intents) - _OWN_INTENTS.get(question.answer, _IN_WORDS)
    return None if says_more or reply.reading.settles is not None else [_acknowledged(question, said)]


def answer_score(reply: Received) -> Answers:
    """A craving that was told without being asked for; one that answers our question has been kept by now."""
    value = reply.reading.value
    said = Said(value) if isinstance(value, int) else Said(word=AnswerWord.STRONG)
    question = questions_of(reply.session, reply.patient.clinic_id)["craving"]
    asked = _asked(reply, reply.context.prompt) if reply.context.prompt is not None else None
    if asked is None or asked.answer is not AnswerKind.SCORE:
        on = local_date(reply.at, reply.patient.zone)
        told = Told(said, on=on, answered_at=reply.at, source=Source.PATIENT_SMS, inbound_id=reply.message.id)
        keep_answer(reply.session, reply.patient, question, told, reply.policy, now=reply.now)
    return [_acknowledged(question, said)]


def _asked(reply: Received, prompt: Communication) -> ClinicQuestion | None:
    """The question that a text asked, as it holds now, with the words of that text."""
    kind = prompt.params.get("check_in")
    return questions_of(reply.session, reply.patient.clinic_id).get(kind) if kind else None


def _acknowledged(question: ClinicQuestion, said: Said) -> tuple[str, dict[str, Any]]:
    if said.value is not None:
        return "ack_score", {"value": str(said.value)}
    if said.word is AnswerWord.SOME:
        return "ack_side_effect", {}
    passed_on = said.word in (AnswerWord.BAD, AnswerWord.STRONG) or said == Said()
    return ("ack_noted", {}) if passed_on else ("ack_check_in", {})


def _unclear(reply: Received, question: ClinicQuestion, prompt: Communication) -> Answers:
    """Unclear goes once back to the patient, then to the care team."""
    reply.message.outcome = "unclear"
    template = _ASK_AGAIN.get(question.answer)
    if template is not None and prompt.purpose is Purpose.CHECK_IN:
        return [(template, {**prompt.params, "asked_by": prompt.id})]
    flag_reply(reply, FlagKind.UNCLEAR, f"An unclear answer to a question ({question.name}); please read it")
    return [("ack_noted", {})]
