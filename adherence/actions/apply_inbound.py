"""Apply stored replies: one phone's messages in order, each once; one that fails is set aside and blocks nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import structlog
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from adherence.actions.answer_notice import answer_notice
from adherence.actions.apply_reply import apply_reply, apply_shared_reply, said_stop
from adherence.actions.apply_supporter_text import answers_request, apply_supporter_text
from adherence.actions.call_for_stranger import call_for_stranger
from adherence.actions.end_support import stop_support
from adherence.actions.open_conversation import open_conversation
from adherence.actions.open_flag import open_flag
from adherence.db.inbound import InboundMessage
from adherence.db.patients import Patient
from adherence.db.supporters import Supporter, lock_people_with_phone, supporters_with_phone
from adherence.db.turns import take_turn_of_number
from adherence.db.vault import VaultLocked
from adherence.domain.reply import Expecting, Intent, read_reply
from adherence.domain.states import GONE, FlagKind, Severity
from adherence.domain.timing import local_date
from adherence.runtime import Runtime

_BATCH = 200
_MOST_TRIES = 5
_log = structlog.get_logger(__name__)


def apply_inbound(rt: Runtime) -> int:
    """Apply every stored reply that waits; returns how many were applied."""
    applied = 0
    while not rt.stopping.is_set():
        ids = _waiting(rt)
        done = sum(_apply_one(rt, inbound_id) for inbound_id in ids)
        applied += done
        if len(ids) < _BATCH or done == 0:
            break
    return applied


def _waiting(rt: Runtime) -> Sequence[str]:
    with rt.database.reading() as session:
        query = select(InboundMessage.id).where(InboundMessage.applied_at.is_(None), InboundMessage.failed.is_(None))
        return session.scalars(query.order_by(InboundMessage.received_at, InboundMessage.id).limit(_BATCH)).all()


def _apply_one(rt: Runtime, inbound_id: str) -> bool:
    try:
        with rt.database.writing() as session:
            message = session.get_one(InboundMessage, inbound_id, with_for_update=True)
            if message.applied_at is not None or _earlier_waits(session, message):
                return False
            _apply(session, message, rt.now())
            open_conversation(session, message)
            message.applied_at = rt.now()
        return True
    except OperationalError as fault:  # the database's fault and not the reply's: it waits, uncounted
        _log.error("reply could not be applied", inbound_id=inbound_id, fault=type(fault).__name__)
        return False
    except Exception as fault:  # whatever a body holds, the next patient's reply must not wait for it
        _log.error("reply could not be applied", inbound_id=inbound_id, fault=type(fault).__name__)
        _count_failure(rt, inbound_id, type(fault).__name__)
        return False


def _earlier_waits(session: Session, message: InboundMessage) -> bool:
    query = select(InboundMessage.id).where(
        InboundMessage.from_hash == message.from_hash,
        InboundMessage.applied_at.is_(None),
        InboundMessage.failed.is_(None),
        (InboundMessage.received_at < message.received_at)
        | ((InboundMessage.received_at == message.received_at) & (InboundMessage.id < message.id)),
    )
    return session.scalar(query.limit(1)) is not None


def _apply(session: Session, message: InboundMessage, now: datetime) -> None:
    take_turn_of_number(session, message.sender)
    if answer_notice(session, message, now=now):
        return
    patients, everybody = lock_people_with_phone(session, message.sender)
    supporters = supporters_with_phone(session, message.sender)
    if not patients and not supporters:
        message.outcome = "unknown_number"
        call_for_stranger(session, message, now=now)
        return
    if supporters and _is_of_supporter(session, message, patients, supporters, everybody, now):
        apply_supporter_text(session, message, supporters, everybody, now=now, own=patients)
        return
    _apply_of_patients(session, message, patients, now)
    if supporters and said_stop(message):
        stop_support(session, supporters, reason="stopped", now=now)


def _is_of_supporter(
    session: Session,
    message: InboundMessage,
    patients: Sequence[Patient],
    supporters: Sequence[Supporter],
    everybody: Mapping[str, Patient],
    now: datetime,
) -> bool:
    """Whoever is a patient too writes as one, unless they left, or the text agrees to what we just asked."""
    if any(patient.status not in GONE for patient in patients):
        return answers_request(session, message, supporters, everybody)
    is_live = any(one.is_live(local_date(now, everybody[one.patient_id].zone)) for one in supporters)
    return not patients or is_live


def _apply_of_patients(session: Session, message: InboundMessage, patients: Sequence[Patient], now: datetime) -> None:
    message.clinic_id = patients[0].clinic_id
    # A number that somebody had who left belongs to the one who has it now; STOP still stops it for all.
    here = [patient for patient in patients if patient.status not in GONE]
    if len(patients) == 1 or len(here) == 1:
        patient = here[0] if here else patients[0]
        message.clinic_id, message.patient_id = patient.clinic_id, patient.id
        others = [other for other in patients if other is not patient]
        apply_reply(session, message, patient, before_them=others, now=now)
    else:
        apply_shared_reply(session, message, patients, now=now)


def _count_failure(rt: Runtime, inbound_id: str, fault: str) -> None:
    with rt.database.writing() as session:
        session.execute(
            update(InboundMessage).where(InboundMessage.id == inbound_id).values(tries=InboundMessage.tries + 1)
        )
        message = session.get_one(InboundMessage, inbound_id)
        if message.tries < _MOST_TRIES:
            return
        message.failed = fault[:64]
        try:
            with session.begin_nested():
                _bring_to_people(session, message, rt.now())
        except Exception as other:  # it stays set aside and counted as failed: those behind it must not wait
            _log.error("a failed reply could not be flagged", inbound_id=inbound_id, fault=type(other).__name__)


def _bring_to_people(session: Session, message: InboundMessage, now: datetime) -> None:
    """A person reads what the service could not; at once where it may be of danger."""
    patients, everybody = _people_of(session, message)
    severity = Severity.URGENT if _may_be_danger(message) else None
    detail = "A reply could not be read by the service; please read it"
    for patient in patients:
        message.clinic_id, message.patient_id = patient.clinic_id, patient.id
        open_flag(session, patient, FlagKind.UNCLEAR, detail, now=now, inbound_id=message.id, severity=severity)
    for supporter in () if patients else supporters_with_phone(session, message.sender)[:1]:
        message.clinic_id, message.supporter_id = supporter.clinic_id, supporter.id
        supported = everybody[supporter.patient_id]
        open_flag(session, supported, FlagKind.CONTACT, detail, now=now, inbound_id=message.id, severity=severity)
    open_conversation(session, message)


def _people_of(session: Session, message: InboundMessage) -> tuple[list[Patient], dict[str, Patient]]:
    """Whoever has the number; where it cannot be opened, those who have it under the key of today."""
    try:
        return lock_people_with_phone(session, message.sender)
    except VaultLocked:
        held = select(Patient).where(Patient.phone_hash == message.from_hash).order_by(Patient.id).with_for_update()
        return list(session.scalars(held)), {}


def _may_be_danger(message: InboundMessage) -> bool:
    """Whether words of danger stand in a text that failed; what cannot even be opened may hold anything."""
    try:
        reading = read_reply(message.body, lang="en", expecting=Expecting.NONE)
    except Exception:  # the fault may be the reader's own
        return True
    return reading.safety or Intent.CRISIS in (reading.intent, *reading.also)
