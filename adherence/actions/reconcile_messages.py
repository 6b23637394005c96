"""Look uncertain requests up at the provider: found ones are bound, missing ones decided, none blindly resent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from adherence.actions.judge_delivery import judge_delivery
from adherence.actions.open_flag import open_flag
from adherence.db.addressees import addressee_of
from adherence.db.communications import Attempt, Communication
from adherence.db.doses import Dose
from adherence.db.patients import Patient, lock_patient
from adherence.domain.provider_codes import higher_state, message_state
from adherence.domain.purpose import ENROLMENT, FIRST_REMINDERS, RESENT_WHEN_UNCERTAIN
from adherence.domain.reconcile import CHECKS, Listed, Sought, best_match
from adherence.domain.states import AttemptState, DoseState, FlagKind, MessageState
from adherence.runtime import Runtime
from adherence.sms.provider import ProviderMessage, SmsFailure

_MOST = 500
_LIST_ALL_FROM = 5
_MOST_URGENT_RESENDS = 2
_SLACK = timedelta(seconds=60)
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Doubt:
    attempt_id: str
    communication_id: int
    patient_id: str | None
    sought: Sought


def reconcile_messages(rt: Runtime, *, all_now: bool = False) -> int:
    """Check uncertain attempts whose time has come (45, 90, 180, 300 s after the start); returns how many."""
    doubts = _due_doubts(rt, all_now=all_now)
    if not doubts:
        return 0
    try:
        listed = _listed(rt, doubts)
    except SmsFailure:
        return 0  # the provider does not answer: ask again on the next tick, decide nothing
    now = rt.now()
    rivals = _all_in_doubt(rt)
    for doubt in doubts:
        try:
            with rt.database.writing() as session:
                _settle(session, doubt, listed, rivals, now)
        except Exception as fault:  # one that cannot be settled is asked about again; the others must not wait for it
            _log.error("attempt could not be reconciled", attempt=doubt.attempt_id, fault=type(fault).__name__)
    return len(doubts)


def _due_doubts(rt: Runtime, *, all_now: bool) -> list[_Doubt]:
    now = rt.now()
    with rt.database.reading() as session:
        query = select(Attempt, Communication).join(Communication, Attempt.communication_id == Communication.id)
        query = query.where(Attempt.state == AttemptState.UNCERTAIN)
        if not all_now:
            query = query.where(Attempt.check_at <= now)
        rows = session.execute(query.order_by(Attempt.check_at).limit(_MOST))
        return [_doubt(session, attempt, text) for attempt, text in rows]


def _all_in_doubt(rt: Runtime) -> list[_Doubt]:
    """Every request that may have made a message which nobody owns yet."""
    query = select(Attempt, Communication).join(Communication, Attempt.communication_id == Communication.id)
    doubtful = query.where(Attempt.state.in_((AttemptState.UNCERTAIN, AttemptState.SENDING)))
    with rt.database.reading() as session:
        return [_doubt(session, attempt, text) for attempt, text in session.execute(doubtful.limit(_MOST * 4))]


def _doubt(session: Session, attempt: Attempt, text: Communication) -> _Doubt:
    sought = Sought(_number(session, text), attempt.started_at, text.body or "")
    return _Doubt(attempt.id, text.id, text.patient_id, sought)


def _number(session: Session, text: Communication) -> str:
    to = addressee_of(session, text)
    return to.phone if to is not None and to.phone_hash == text.phone_hash else ""


def _listed(rt: Runtime, doubts: Sequence[_Doubt]) -> list[ProviderMessage]:
    since = min(doubt.sought.started_at for doubt in doubts) - _SLACK
    numbers = {doubt.sought.to for doubt in doubts if doubt.sought.to}
    if len(numbers) >= _LIST_ALL_FROM:
        return rt.provider_loop.run(rt.sms.list_outbound(since=since))
    found: list[ProviderMessage] = []
    for number in numbers:
        found += rt.provider_loop.run(rt.sms.list_outbound(since=since, to=number))
    return found


def _settle(
    session: Session, doubt: _Doubt, listed: Sequence[ProviderMessage], rivals: Sequence[_Doubt], now: datetime
) -> None:
    patient = lock_patient(session, doubt.patient_id) if doubt.patient_id else None
    text = session.get_one(Communication, doubt.communication_id, with_for_update=True)
    attempt = session.get_one(Attempt, doubt.attempt_id, with_for_update=True)
    if attempt.state is not AttemptState.UNCERTAIN:
        return  # a callback was faster
    bound = _bound_sids(session, listed)
    candidates = [Listed(m.sid, m.to, m.at, m.body) for m in listed if m.sid not in bound]
    others = [rival.sought for rival in rivals if rival.attempt_id != doubt.attempt_id]
    sid = best_match(doubt.sought, candidates, others)
    if sid is not None:
        status = next(message.status for message in listed if message.sid == sid)
        _bind(attempt, text, sid, status, now)
        return
    attempt.checks += 1
    urgent = text.purpose in RESENT_WHEN_UNCERTAIN
    if attempt.checks < len(CHECKS) and not urgent:
        attempt.check_at = attempt.started_at + CHECKS[attempt.checks]
        return
    _decide_missing(session, attempt, text, patient, now)


def _bound_sids(session: Session, listed: Sequence[ProviderMessage]) -> set[str]:
    sids = [message.sid for message in listed]
    query = select(Attempt.sid, Attempt.conflict_sid).where(or_(Attempt.sid.in_(sids), Attempt.conflict_sid.in_(sids)))
    return {sid for row in session.execute(query) for sid in row if sid}


def _bind(attempt: Attempt, text: Communication, sid: str, status: str, now: datetime) -> None:
    attempt.state, attempt.sid, attempt.ended_at, attempt.check_at = AttemptState.ACCEPTED, sid, now, None
    if text.sid is None:
        text.sid, text.accepted_at = sid, attempt.started_at
        text.state = higher_state(MessageState.ACCEPTED, message_state(status) or MessageState.ACCEPTED)
        text.started_at = text.started_at or attempt.started_at
    elif text.sid != sid:
        attempt.conflict_sid = sid


def _decide_missing(
    session: Session, attempt: Attempt, text: Communication, patient: Patient | None, now: datetime
) -> None:
    """Not at the provider after the last check: send once more what the rules allow, else tell staff."""
    attempt.state, attempt.ended_at, attempt.check_at = AttemptState.UNKNOWN, now, None
    if text.state is not MessageState.UNCERTAIN:
        return
    session.flush()
    if _may_resend(session, text, now):
        text.state, text.send_at, text.started_at = MessageState.QUEUED, now, None
        text.reason = "not_found_at_provider"
        return
    text.state, text.reason = MessageState.UNKNOWN, "not_found_at_provider"
    if patient is None:
        return
    whose = "a supporter's text" if text.supporter_id else "a text"
    open_flag(session, patient, FlagKind.UNKNOWN_DELIVERY, f"We cannot tell whether {whose} arrived", now=now)
    dose = session.get(Dose, text.dose_id) if text.dose_id else None
    if dose is not None and dose.state is DoseState.NO_ANSWER:
        judge_delivery(session, dose)


def _may_resend(session: Session, text: Communication, now: datetime) -> bool:
    query = select(func.count()).where(Attempt.communication_id == text.id, Attempt.state == AttemptState.UNKNOWN)
    missing = session.scalar(query) or 0
    if text.purpose in RESENT_WHEN_UNCERTAIN:
        return missing <= _MOST_URGENT_RESENDS
    if text.purpose in ENROLMENT:
        # Nothing else may come before the welcome, and it never expires: like a first reminder it goes once more.
        return missing <= 1
    dose = session.get(Dose, text.dose_id) if text.dose_id else None
    in_window = dose is not None and dose.state is DoseState.UPCOMING and now < dose.window_closes_at
    unexpired = text.expires_at is None or now < text.expires_at
    return text.purpose in FIRST_REMINDERS and in_window and unexpired and missing <= 1
