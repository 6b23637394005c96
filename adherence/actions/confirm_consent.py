"""The patient confirms a consent from the phone, or asks for texts again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from adherence.actions.open_flag import open_flag
from adherence.actions.received import Answers
from adherence.actions.record_consent import GivenConsent, add_consent
from adherence.actions.resolve_flag import close_flags
from adherence.actions.resume_texts import resume_texts
from adherence.actions.wording_of_consent import wording_agreed_to
from adherence.db.clinics import clinic_by_id
from adherence.db.consents import consent_events
from adherence.db.inbound import InboundMessage
from adherence.db.patients import Patient
from adherence.domain.states import ConsentEvent, ConsentMethod, ConsentState, FlagKind, NumberState

_OWN_WORD = (ConsentMethod.WRITTEN, ConsentMethod.VERBAL)


def confirm_consent(session: Session, message: InboundMessage, patient: Patient, *, now: datetime) -> Answers:
    """``OK`` to the request: a web or keyword consent is confirmed, or a new number verified."""
    if patient.number_state is NumberState.VERIFYING:
        patient.number_state = NumberState.IN_USE
        close_flags(session, patient, (FlagKind.WRONG_NUMBER,), outcome="number_verified", now=now, by=None)
        message.outcome = "number_verified"
        if patient.consent_state is ConsentState.GRANTED:
            _add(session, message, patient, now)  # the consent that texts cite names the number that they go to
            return [("opt_in_confirmed", {})]
    if patient.consent_state is not ConsentState.PENDING:
        return []
    _add(session, message, patient, now)
    message.outcome = "consent_confirmed"
    return [("opt_in_confirmed", {})]


def restart_texts(session: Session, message: InboundMessage, patient: Patient, *, now: datetime) -> Answers:
    """START after an opt-out counts where the last consent was written or verbal and the clinic's rule allows it."""
    if patient.consent_state is not ConsentState.REVOKED:
        message.outcome = "resumed" if resume_texts(session, patient, now=now) else "start_without_opt_out"
        answered = message.outcome != "resumed" or message.opt_out_type is not None
        return [] if answered else [("ack_resume", {})]
    clinic = clinic_by_id(session, patient.clinic_id)
    allowed = clinic.start_reconsents and _last_opt_in(session, patient) in _OWN_WORD
    if allowed:
        _add(session, message, patient, now)
    message.outcome = "opted_in_again" if allowed else "start_needs_staff"
    detail = "Asked for texts again with START" + ("" if allowed else "; please confirm the consent")
    open_flag(session, patient, FlagKind.OPTED_OUT, detail, now=now, inbound_id=message.id)
    # With OptOutType the provider has answered already.
    return [("start_confirmation", {})] if allowed and message.opt_out_type is None else []


def _last_opt_in(session: Session, patient: Patient) -> ConsentMethod | None:
    given = [line.method for line in consent_events(session, patient.id) if line.event is ConsentEvent.OPT_IN]
    return given[-1] if given else None


def _add(session: Session, message: InboundMessage, patient: Patient, now: datetime) -> None:
    wording = wording_agreed_to(session, patient, now=now)
    consent = GivenConsent(ConsentMethod.KEYWORD, message.received_at, wording)
    add_consent(session, patient, ConsentEvent.CONFIRM, consent, now=now, inbound_id=message.id)
