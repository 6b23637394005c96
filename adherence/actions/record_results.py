"""Record how a chunk of requests ended, fenced: a sender that lost its lease changes nothing but is not ignored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, update
from sqlalchemy.orm import Session

from adherence.actions.send_messages import Sent
from adherence.actions.settle_refusal import settle_refusal
from adherence.db.communications import Attempt, Communication
from adherence.domain.states import AttemptState, MessageState
from adherence.runtime import Runtime

FIRST_CHECK = timedelta(seconds=45)
_BACK_OFF = timedelta(seconds=5)
_LONGEST_BACK_OFF = timedelta(minutes=10)
_MOST_TRIES = 20


def record_results(rt: Runtime, results: Sequence[Sent]) -> None:
    """Write the ends of some requests in one transaction."""
    now = rt.now()
    accepted = [result for result in results if result.state is AttemptState.ACCEPTED]
    # An end that a power cut forgets leaves an attempt in doubt, which is looked up at the provider.
    with rt.database.writing(durable=False) as session:
        _record_accepted(session, accepted, rt.owner, now)
        for result in results:
            if result.state is not AttemptState.ACCEPTED:
                _record_failure(session, result, now)


def _record_accepted(session: Session, results: Sequence[Sent], owner: str, now: datetime) -> None:
    if not results:
        return
    attempts, texts = Attempt.__table__, Communication.__table__
    rows = [
        {"attempt": r.ready.attempt_id, "row": r.ready.communication_id, "held_fence": r.ready.fence, "sid_": r.sid}
        for r in results
    ]
    connection = session.connection()
    connection.execute(
        update(attempts)  # type: ignore[arg-type]
        .where(attempts.c.id == bindparam("attempt"), attempts.c.sid.is_(None))
        .values(state=AttemptState.ACCEPTED, sid=bindparam("sid_"), ended_at=now),
        [{"attempt": row["attempt"], "sid_": row["sid_"]} for row in rows],
    )
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
    if done.rowcount != len(rows):
        for result in results:
            _keep_conflict(session, result, now)


def _keep_conflict(session: Session, result: Sent, now: datetime) -> None:
    """The lease was lost, or a callback came first: bind the sid where it belongs, never ignore it."""
    text = session.get_one(Communication, result.ready.communication_id, populate_existing=True)
    if text.sid == result.sid:
        return
    if text.sid is None:
        text.sid = result.sid
        text.accepted_at = text.accepted_at or now
        text.state = MessageState.ACCEPTED
        return
    attempt = session.get_one(Attempt, result.ready.attempt_id, populate_existing=True)
    attempt.conflict_sid = result.sid


def _record_failure(session: Session, result: Sent, now: datetime) -> None:
    attempt = session.get_one(Attempt, result.ready.attempt_id)
    if attempt.state is not AttemptState.SENDING:
        return  # a callback proved the acceptance meanwhile, or recovery took over
    attempt.state, attempt.code, attempt.ended_at = result.state, result.code, now
    if result.state is AttemptState.UNCERTAIN:
        attempt.check_at = attempt.started_at + FIRST_CHECK
    text = session.get_one(Communication, result.ready.communication_id)
    if text.fence != result.ready.fence or text.state is not MessageState.SENDING:
        return
    values = _after_failure(text, result, now)
    for name, value in values.items():
        setattr(text, name, value)
    if result.state is AttemptState.REFUSED and result.code:
        settle_refusal(session, text, result.code, now=now)


def _after_failure(text: Communication, result: Sent, now: datetime) -> dict[str, Any]:
    match result.state:
        case AttemptState.UNCERTAIN:
            return {"state": MessageState.UNCERTAIN, "provider_code": result.code}
        case AttemptState.NOT_SENT if text.tries < _MOST_TRIES:
            wait = min(_BACK_OFF * 2 ** min(text.tries - 1, 10), _LONGEST_BACK_OFF)
            return {
                "state": MessageState.QUEUED,
                "send_at": now + wait,
                "started_at": None,
                "provider_code": result.code,
                "reason": "provider_busy",
            }
        case _:
            return {"state": MessageState.REFUSED, "provider_code": result.code, "started_at": None}
