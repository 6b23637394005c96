"""Record one status callback: logged as it came, then states only move up."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from adherence.actions.judge_delivery import judge_delivery
from adherence.actions.settle_refusal import settle_refusal
from adherence.db.communications import Attempt, Communication, ProviderEvent
from adherence.db.doses import Dose
from adherence.db.patients import lock_patient
from adherence.domain.provider_codes import higher_state, message_state
from adherence.domain.purpose import OF_A_DOSE
from adherence.domain.states import AttemptState, MessageState
from adherence.sms.webhook import StatusReport

_UNPROVEN = frozenset({AttemptState.SENDING, AttemptState.UNCERTAIN, AttemptState.UNKNOWN, AttemptState.NOT_SENT})


def record_status(session: Session, attempt_id: str, report: StatusReport, *, now: datetime) -> bool:
    """Apply a delivery report to one of our attempts; False where we know no such attempt (nothing is changed)."""
    attempt = session.get(Attempt, attempt_id)
    if attempt is None:
        return False
    text = session.get_one(Communication, attempt.communication_id)
    if text.patient_id:
        lock_patient(session, text.patient_id)
    session.refresh(text, with_for_update=True)
    session.refresh(attempt, with_for_update=True)
    session.add(
        ProviderEvent(
            clinic_id=attempt.clinic_id,
            attempt_id=attempt.id,
            sid=report.sid,
            status=report.status,
            error_code=report.error_code,
            received_at=now,
        )
    )
    _prove_acceptance(session, attempt, text, report.sid, now)
    reported = message_state(report.status)
    if reported is not None and text.sid == report.sid:
        _move_up(session, text, reported, report.error_code, now)
    return True


def _prove_acceptance(session: Session, attempt: Attempt, text: Communication, sid: str, now: datetime) -> None:
    """A signed callback proves that the provider has the text, even if we died before storing its sid."""
    if attempt.sid is None and attempt.conflict_sid is None and attempt.state in _UNPROVEN:
        attempt.state, attempt.ended_at, attempt.check_at = AttemptState.ACCEPTED, now, None
        if session.scalar(select(Attempt.id).where(Attempt.sid == sid)) is None:
            attempt.sid = sid
        else:
            attempt.conflict_sid = sid  # reconciling gave this message to another attempt
    elif attempt.sid != sid:
        attempt.conflict_sid = sid
    if text.sid is None and attempt.state is AttemptState.ACCEPTED:
        text.sid, text.accepted_at = sid, attempt.started_at
        text.started_at = text.started_at or attempt.started_at
        text.state, text.reason = MessageState.ACCEPTED, None
    elif text.sid != sid:
        attempt.conflict_sid = sid


def _move_up(session: Session, text: Communication, reported: MessageState, code: str | None, now: datetime) -> None:
    before = text.state
    text.state = higher_state(text.state, reported)
    if text.state is before:
        return
    dose = session.get(Dose, text.dose_id) if text.dose_id and text.purpose in OF_A_DOSE else None
    if text.state is MessageState.UNDELIVERED:
        text.provider_code = code
        if code:
            settle_refusal(session, text, code, now=now)
    session.flush()
    if dose is not None and (dose.undelivered or text.state is MessageState.UNDELIVERED):
        judge_delivery(session, dose)
