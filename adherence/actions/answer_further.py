"""Answer what patients text beside doses and health: a new number, another time, a call, a picture, who is this."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from adherence.actions.open_flag import open_flag
from adherence.actions.received import Answers
from adherence.actions.tell_supporters import tell_supporters
from adherence.db.conversations import conversation_of
from adherence.db.flags import Flag
from adherence.db.inbound import InboundMessage
from adherence.db.patients import Patient
from adherence.domain.conversation import is_in_talk
from adherence.domain.reply import Intent, Reading
from adherence.domain.reply.topics import Topic, topic_of
from adherence.domain.states import FlagKind
from adherence.domain.supporters import SupportEvent


@dataclass(frozen=True, slots=True)
class Further:
    """What becomes of a topic: the flag with its reason, and the answer; None for neither."""

    kind: FlagKind | None
    detail: str
    template: str | None


FURTHER: dict[Topic, Further] = {
    Topic.NEW_NUMBER: Further(
        FlagKind.CONTACT, "Says that the number changes, or that the phone is gone", "ack_contact"
    ),
    Topic.MOVED: Further(FlagKind.CONTACT, "Says that the place or the time zone changes", "ack_contact"),
    Topic.OTHER_TIME: Further(FlagKind.CONTACT, "Asks for texts at another time", "ack_other_time"),
    Topic.OTHER_LANGUAGE: Further(
        FlagKind.CONTACT, "Asks for texts in another language, or writes in one", "ack_language"
    ),
    Topic.PAUSE_WISH: Further(FlagKind.CONTACT, "Wants fewer texts, or none for a while", "ack_pause_wish"),
    Topic.PICTURE: Further(FlagKind.UNCLEAR, "Tells of a picture or a voice message: ask what it shows", "ack_picture"),
    Topic.CALL: Further(FlagKind.HELP, "Asks to be called", "ack_call"),
    Topic.VISIT_DETAILS: Further(FlagKind.HELP, "Asks when or where to come", "ack_details"),
    Topic.WHO: Further(FlagKind.HELP, "Asks who is writing: somebody else may have the number", "help"),
    Topic.THANKS: Further(None, "", None),
}
_ANSWERED = frozenset({Intent.HELP, Intent.CHAT, Intent.UNCLEAR})
"""Readings that say only that a person must look: the topic says what at."""
_CONCERNS = frozenset({Intent.LAPSE, Intent.SIDE_EFFECT, Intent.MEDICAL_QUESTION, Intent.SUPPLY, Intent.RESCHEDULE})
"""What has its own flag and answer, also where it was only said beside."""
_NOTED_BESIDE = frozenset({Topic.NEW_NUMBER, Topic.MOVED, Topic.OTHER_TIME, Topic.OTHER_LANGUAGE})
"""Topics that open their flag also beside another reading, which then has its own answer."""
_NOTHING_BESIDE = frozenset({Intent.CRISIS, Intent.STOP, Intent.START, Intent.WRONG_NUMBER, Intent.AUTO_REPLY})
_ASKED_ABOUT_LANGUAGE = timedelta(days=90)
"""Policy: so long after the flag about the language it is not opened again by texts that are merely in another one."""
_SAID_IN_A_TALK = frozenset(
    {
        *(further.template for further in FURTHER.values() if further.template not in (None, "help")),
        "question_unclear",
    }
)
"""Automatic answers that only get in the way while a person is talking with the patient."""


def answer_further(
    session: Session, message: InboundMessage, patient: Patient, reading: Reading, *, now: datetime
) -> Answers | None:
    """The answer to a further thing, its flag opened; None where the text is read as something else."""
    if reading.rule.startswith("keyword."):  # a word of command has its own answer
        return None
    if reading.safety or _NOTHING_BESIDE & {reading.intent, *reading.also}:
        return None
    topic = topic_of(message.body, patient.language)
    if topic is None and message.media_count and reading.intent is Intent.UNCLEAR:
        topic = Topic.PICTURE
    if topic is None:
        return None
    if reading.intent not in _ANSWERED or _CONCERNS & set(reading.also):
        if topic in _NOTED_BESIDE:
            _open(session, message, patient, topic, now)
        return None
    _open(session, message, patient, topic, now)
    message.outcome = f"further_{topic}"
    template = FURTHER[topic].template
    if template is None or (template == "help" and message.opt_out_type == "HELP"):
        return []
    return [(template, {})]


def answers_beside_a_talk(session: Session, message: InboundMessage, patient: Patient, answers: Answers) -> Answers:
    """The answers that still make sense: in a talk with a person, that person answers what is unclear."""
    left = [answer for answer in answers if answer[0] not in _SAID_IN_A_TALK]
    return left if len(left) < len(answers) and _is_talked_with(session, message, patient) else answers


def _is_talked_with(session: Session, message: InboundMessage, patient: Patient) -> bool:
    row = conversation_of(session, patient.id)
    if row is None:
        return False
    talking_until, at = patient.talking_until, message.received_at
    return is_in_talk(row.state, talking_until=talking_until, last_staff_at=row.last_staff_at, at=at)


def _open(session: Session, message: InboundMessage, patient: Patient, topic: Topic, now: datetime) -> None:
    further = FURTHER[topic]
    if further.kind is None or (topic is Topic.OTHER_LANGUAGE and _asked_lately(session, patient, further, now)):
        return
    open_flag(session, patient, further.kind, further.detail, now=now, inbound_id=message.id)
    if topic is Topic.CALL:
        tell_supporters(session, patient, SupportEvent.ASKS_FOR_CALL, now=now)


def _asked_lately(session: Session, patient: Patient, further: Further, now: datetime) -> bool:
    query = select(Flag.id).where(
        Flag.patient_id == patient.id,
        Flag.kind == further.kind,
        Flag.detail == further.detail,
        Flag.renewed_at > now - _ASKED_ABOUT_LANGUAGE,
    )
    return session.scalar(query.limit(1)) is not None
