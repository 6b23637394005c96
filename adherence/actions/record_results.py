"""Record how a chunk of requests ended, fenced: a sender that lost its lease changes nothing but is not ignored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import bindparam, update
from sqlalchemy.orm import Session

from adherence.actions.send_messages import NOT_STARTED, Sent
from adherence.actions.settle_refusal import settle_refusal
from adherence.db.communications import Attempt, Communication
from adherence.db.patients import lock_patient
from adherence.domain.states import AttemptState, MessageState
from adherence.runtime import Runtime

FIRST_CHECK = timedelta(seconds=45)
_BACK_OFF = timedelta(seconds=5)
_LONGEST_BACK_OFF = timedelta(minutes=10)
_NOT_OUR_ACCOUNT = frozenset({"20003", "401"})
_log = structlog.get_logger(__name__)


def record_results(rt: Runtime, results: Sequence[Sent]) -> None:
    """Write the ends of some requests: the accepted together, every other one by itself."""
    now = rt.now()
    accepted = [result for result in results if result.state is AttemptState.ACCEPTED]
    # An end that a power cut forgets leaves an attempt in doubt, which is looked up at the provider.
    if accepted:
        with rt.database.writing(durable=False) as session:
            _record_accepted(session, accepted, rt.owner, now)
    for result in results:
        if result.state is not AttemptState.ACCEPTED:
            _record_failure(rt, result, now)


def _record_accepted(session: Session, results: Sequence[Sent], owner: str, now: datetime) -> None:
    attempts, texts = Attempt.__table__, Communication.__table__
    rows = [
        {"attempt": r.ready.attempt_id, "row": r.ready.communication_id, "held_fence": r.ready.fence, "sid_": r.sid}
        for r in results
    ]
    connection = session.connection()
    # Texts before attempts, as everywhere: a delivery report may be recorded at this very moment.
    done = connection.execute(
        update(texts)  # type: ignore[arg-type]
        .where(
            texts.c.id == bindparam("row"),
            texts.c.fence == bindparam("held_fence"),
            texts.c.lease_owner == owner,
            texts.c.state == MessageState.SENDING,
        )
        .values(state=MessageState.ACCEPTED, sid=bindparam("sid_"), accepted_at=now),
        [{"row": row["row"], "held_fence": row["held_fence"], "sid_": row["sid_"]} for row in rows],
    )
    connection.execute(
        update(attempts)  # type: ignore[arg-type]
        .where(attempts.c.id == bindparam("attempt"), attempts.c.sid.is_(None))
        .values(state=AttemptState.ACCEPTED, sid=bindparam("sid_"), ended_at=now, check_at=None),
        [{"attempt": row["attempt"], "sid_": row["sid_"]} for row in rows],
    )
    if done.rowcount != len(rows):
        for result in results:
            _keep_conflict(session, result, now)


def _keep_conflict(session: Session, result: Sent, now: datetime) -> None:
    """The lease was lost, or a callback came first: bind the sid where it belongs, never ignore it."""
    text_id = result.ready.communication_id
    text = session.get_one(Communication, text_id, populate_existing=True, with_for_update=True)
    if text.sid == result.sid:
        return
    if text.sid is None:
        text.sid = result.sid
        text.accepted_at = text.accepted_at or now
        text.started_at = text.started_at or now
        text.state = MessageState.ACCEPTED
        return
    attempt = session.get_one(Attempt, result.ready.attempt_id, populate_existing=True)
    attempt.conflict_sid = result.sid


def _record_failure(rt: Runtime, result: Sent, now: datetime) -> None:
    try:
        with rt.database.writing(durable=False) as session:
            _settle_failure(session, result, now)
    except Exception as fault:  # the attempt stays open and is recovered; the other ends must be written
        attempt_id = result.ready.attempt_id
        _log.error("end of a request could not be recorded", attempt=attempt_id, fault=type(fault).__name__)


def _settle_failure(session: Session, result: Sent, now: datetime) -> None:
    text = session.get_one(Communication, result.ready.communication_id)
    if text.patient_id:
        lock_patient(session, text.patient_id)
        session.refresh(text, with_for_update=True)
    attempt = session.get_one(Attempt, result.ready.attempt_id, with_for_update=True)
    if not _is_open(attempt, result):
        return  # a callback proved the acceptance meanwhile, or recovery took over
    attempt.state, attempt.code, attempt.ended_at = result.state, result.code, now
    attempt.check_at = attempt.started_at + FIRST_CHECK if result.state is AttemptState.UNCERTAIN else None
    if text.fence != result.ready.fence or text.state not in (MessageState.SENDING, MessageState.UNCERTAIN):
        return
    for name, value in _after_failure(text, result, now).items():
        setattr(text, name, value)
    if result.state is AttemptState.REFUSED and result.code:
        settle_refusal(session, text, result.code, now=now)


def _is_open(attempt: Attempt, result: Sent) -> bool:
    """Whether this end is news: a clear one also settles an attempt that recovery had put in doubt meanwhile."""
    if attempt.state is AttemptState.UNCERTAIN:
        return result.state is not AttemptState.UNCERTAIN
    return attempt.state is AttemptState.SENDING


def _after_failure(text: Communication, result: Sent, now: datetime) -> dict[str, Any]:
    if result.state is AttemptState.UNCERTAIN:
        return {"state": MessageState.UNCERTAIN, "provider_code": result.code}
    again = {"state": MessageState.QUEUED, "started_at": None, "provider_code": result.code}
    if result.code == NOT_STARTED:
        return again | {"send_at": now, "tries": text.tries - 1, "provider_code": None}
    if result.state is AttemptState.NOT_SENT:
        wait = min(_BACK_OFF * 2 ** min(text.tries - 1, 10), _LONGEST_BACK_OFF)
        return again | {"send_at": now + wait, "reason": "provider_busy"}
    if result.code in _NOT_OUR_ACCOUNT:
        # Never processed: when a person has corrected the account, what is still in its window leaves.
        return again | {"send_at": now, "reason": "halted"}
    return {"state": MessageState.REFUSED, "provider_code": result.code, "started_at": None}
