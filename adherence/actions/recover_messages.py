"""Take back what a dead sender held: unstarted claims go back to the queue, started requests become uncertain."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select, update

from adherence.actions.record_results import FIRST_CHECK
from adherence.db.communications import Attempt, Communication
from adherence.domain.states import AttemptState, MessageState
from adherence.runtime import Runtime

UNCERTAIN_AFTER = timedelta(seconds=20)
_MOST = 1000


def recover_messages(rt: Runtime) -> int:
    """Recover expired claims and requests older than 20 s of real time; returns how many rows were touched."""
    with rt.database.writing() as session:
        real_now = rt.database.now(session)
        expired = select(Communication.id).where(
            Communication.state == MessageState.CLAIMED, Communication.lease_until < real_now
        )
        claims = list(session.scalars(expired.limit(_MOST).with_for_update(skip_locked=True)))
        if claims:
            session.execute(
                update(Communication)
                .where(Communication.id.in_(claims), Communication.state == MessageState.CLAIMED)
                .values(state=MessageState.QUEUED, lease_owner=None),
                execution_options={"synchronize_session": False},
            )
        stuck = select(Attempt.id).where(
            Attempt.state == AttemptState.SENDING, Attempt.started_real_at < real_now - UNCERTAIN_AFTER
        )
        attempts = list(session.scalars(stuck.limit(_MOST)))
    doubtful = sum(_doubt(rt, attempt_id) for attempt_id in attempts)
    return len(claims) + doubtful


def _doubt(rt: Runtime, attempt_id: str) -> bool:
    """Put one attempt in doubt; the text is locked before the attempt, as everywhere."""
    with rt.database.writing() as session:
        attempt = session.get_one(Attempt, attempt_id)
        text = session.get_one(Communication, attempt.communication_id, with_for_update=True)
        session.refresh(attempt, with_for_update=True)
        if attempt.state is not AttemptState.SENDING:
            return False
        attempt.state, attempt.code = AttemptState.UNCERTAIN, "interrupted"
        attempt.check_at = attempt.started_at + FIRST_CHECK
        if text.state is MessageState.SENDING and text.fence == attempt.fence:
            text.state = MessageState.UNCERTAIN
    return True
