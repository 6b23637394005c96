"""Apply one reply of a patient: opt-outs and safety first, then flags, then the answer, then one acknowledgement."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from adherence.actions.answer_further import answer_further, answers_beside_a_talk
from adherence.actions.answer_prompt import answer_prompt
from adherence.actions.apply_opt_out import apply_opt_out
from adherence.actions.confirm_consent import confirm_consent, restart_texts
from adherence.actions.credit_named import credit_named
from adherence.actions.note_medicines import note_medicines
from adherence.actions.open_flag import open_flag
from adherence.actions.queue_text import queue_text
from adherence.actions.raise_concerns import raise_concerns, suspend_number
from adherence.actions.received import Answers, Received
from adherence.actions.reply_context import ReplyContext, reply_context
from adherence.db.clinics import clinic_by_id
from adherence.db.inbound import InboundMessage
from adherence.db.patients import Patient
from adherence.db.policies import policy_of
from adherence.domain.naming import who_is_named
from adherence.domain.reply import Expecting, Intent, Reading, read_reply
from adherence.domain.safety import crisis_template
from adherence.domain.states import GONE, ConsentMethod, ConsentState, FlagKind, NumberState, PatientStatus, Severity

_AN_HOUR_ANSWERS = frozenset({Expecting.TIME, Expecting.WHICH_DOSE})
"""Questions of ours that a part of the day answers: it then asks for no other time of the texts."""


def apply_reply(
    session: Session,
    message: InboundMessage,
    patient: Patient,
    *,
    now: datetime,
    before_them: Sequence[Patient] = (),
) -> None:
    """Apply a stored reply of the only patient with this number (the row is held); others had it and left."""
    policy = policy_of(clinic_by_id(session, patient.clinic_id))
    context = reply_context(session, patient, policy, at=message.received_at)
    reading = read_reply(message.body, lang=patient.language, expecting=context.expecting)
    _keep_reading(message, reading, context)
    if _opts_out(message, reading):
        _opt_out(session, message, [patient, *before_them], reading, now)
    if reading.intent is Intent.AUTO_REPLY:
        message.outcome = message.outcome or "automatic"
        return
    crisis = _is_crisis(reading)
    if patient.status in GONE and not crisis:
        detail = f"Wrote to us while {patient.status}"
        severity = Severity.URGENT if reading.safety else None
        open_flag(session, patient, FlagKind.UNCLEAR, detail, now=now, inbound_id=message.id, severity=severity)
        return
    if patient.number_state is NumberState.WRONG:
        _tell_of_stranger(session, message, patient, reading, now)
        return
    hour_asked = context.expecting in _AN_HOUR_ANSWERS
    further = None if hour_asked else answer_further(session, message, patient, reading, now=now)
    answers = [*raise_concerns(session, message, patient, reading, now=now)] if further is None else further
    if message.outcome != "wrong_number":
        if not crisis and (further is None or reading.intent is not Intent.UNCLEAR):
            answers += _answer(Received(session, message, patient, reading, context, policy, now))
        # Last, so that it is answered only where nothing else is: the first answer is the one that goes.
        answers += note_medicines(session, message, patient, reading, now=now)
    answers = answers_beside_a_talk(session, message, patient, answers)
    if answers and not _opts_out(message, reading):
        template, params = answers[0]
        queue_text(
            session, patient, template, now=now, why=f"Answer to a reply read as {reading.intent}",
            params=params, inbound_id=message.id,
        )  # fmt: skip
    elif crisis:
        template = crisis_template(reading, message.body)
        queue_text(session, patient, template, now=now, why="Crisis words", inbound_id=message.id)


def apply_shared_reply(
    session: Session, message: InboundMessage, patients: Sequence[Patient], *, now: datetime
) -> None:
    """A number that several patients share: STOP stops the number, nobody is credited without a name.

    Whoever is named clearly may be credited; the answer says nothing that the text did not.
    """
    reading = _of_shared_phone(message, patients)
    _keep_reading(message, reading, ReplyContext(Expecting.DOSE))
    message.outcome = "shared_number"
    if _opts_out(message, reading):
        _opt_out(session, message, patients, reading, now)
        if not _is_crisis(reading):
            return
    if reading.intent is Intent.AUTO_REPLY:
        return
    credited = None if _opts_out(message, reading) else credit_named(session, message, patients, reading, now=now)
    if credited is not None:
        named, (template, params) = credited
        why = "Answer to a reply that names its patient on a shared phone"
        queue_text(session, named, template, now=now, why=why, params=params, inbound_id=message.id)
        return
    crisis = _is_crisis(reading)
    for patient in patients:
        kind = FlagKind.CRISIS if crisis or reading.safety else FlagKind.UNCLEAR
        detail = "A reply came from a number that several patients share; please read it"
        open_flag(session, patient, kind, detail, now=now, inbound_id=message.id)
        if crisis or reading.safety:
            patient.dose_texts_held_at = patient.dose_texts_held_at or now
        if reading.intent is Intent.WRONG_NUMBER:
            suspend_number(session, message, patient, now)
    if crisis:
        template = crisis_template(reading, message.body)
        # Nothing leaves to somebody who died: whoever else has the phone gets the answer.
        alive = [patient for patient in patients if patient.status is not PatientStatus.DECEASED]
        queue_text(session, (alive or patients)[0], template, now=now, why="Crisis words", inbound_id=message.id)
    elif reading.intent is Intent.HELP and message.opt_out_type is None:
        queue_text(session, patients[0], "help", now=now, why="Asked for help", inbound_id=message.id)


def _of_shared_phone(message: InboundMessage, patients: Sequence[Patient]) -> Reading:
    """How a text is read; the keyword beside a name ("Ana STOP") is the keyword, and stops the number."""
    language = patients[0].language
    named = who_is_named(message.body, [patient.given_name for patient in patients])
    told = read_reply(named.rest, lang=language, expecting=Expecting.DOSE) if named else None
    if told is not None and told.stop_is_keyword:
        return told
    return read_reply(message.body, lang=language, expecting=Expecting.DOSE)


def _tell_of_stranger(
    session: Session, message: InboundMessage, patient: Patient, reading: Reading, now: datetime
) -> None:
    """The number was reported as somebody else's: what comes from it never touches the patient's record."""
    message.outcome = "wrong_number"
    kind = FlagKind.CRISIS if _is_crisis(reading) else FlagKind.WRONG_NUMBER
    detail = "A text came from the number that is not the patient's; please read it"
    severity = Severity.URGENT if reading.safety else None
    open_flag(session, patient, kind, detail, now=now, inbound_id=message.id, severity=severity)
    if kind is FlagKind.CRISIS:
        template = crisis_template(reading, message.body)
        queue_text(session, patient, template, now=now, why="Crisis words", inbound_id=message.id)


def _is_crisis(reading: Reading) -> bool:
    return Intent.CRISIS in (reading.intent, *reading.also)


def _keep_reading(message: InboundMessage, reading: Reading, context: ReplyContext) -> None:
    message.intent = reading.intent
    message.reading = reading.as_json() | {"expecting": context.expecting.value}


def _opts_out(message: InboundMessage, reading: Reading) -> bool:
    told_by_provider = message.opt_out_type == "STOP"
    return told_by_provider or Intent.STOP in (reading.intent, *reading.also)


def said_stop(message: InboundMessage) -> bool:
    """Whether an applied text was an opt-out, as its reading was kept."""
    reading = message.reading or {}
    return message.opt_out_type == "STOP" or Intent.STOP in (reading.get("intent"), *reading.get("also", ()))


def _opt_out(
    session: Session, message: InboundMessage, patients: Sequence[Patient], reading: Reading, now: datetime
) -> None:
    """The carrier confirms a keyword itself; a sentence gets exactly one confirmation, and only the first time."""
    keyword = message.opt_out_type == "STOP" or reading.stop_is_keyword
    agreed = [patient for patient in patients if patient.consent_state is not ConsentState.REVOKED]
    method = ConsentMethod.KEYWORD if keyword else ConsentMethod.SENTENCE
    apply_opt_out(session, agreed, method=method, given_at=message.received_at, now=now, inbound_id=message.id)
    message.outcome = "opted_out"
    # Beside crisis words only the crisis answer goes.
    if agreed and not keyword and not _is_crisis(reading):
        why = "The one confirmation of an opt-out that was written as a sentence"
        queue_text(session, agreed[0], "stop_confirmation", now=now, why=why, inbound_id=message.id)


def _answer(reply: Received) -> Answers:
    intent, message = reply.reading.intent, reply.message
    if message.opt_out_type == "STOP" and intent is Intent.UNCLEAR:
        return []  # a keyword that only the provider knows: it is read already
    if intent is Intent.START or message.opt_out_type == "START":
        return restart_texts(reply.session, message, reply.patient, now=reply.now)
    if reply.context.expecting is Expecting.OPT_IN and intent in (Intent.YES, Intent.TAKEN):
        return confirm_consent(reply.session, message, reply.patient, now=reply.now)
    return answer_prompt(reply)
