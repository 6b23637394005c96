"""Claim due texts for this process: any number of senders may run."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select, update

from adherence.actions.queue_text import PRIORITIES
from adherence.db.communications import Communication
from adherence.domain.states import MessageState
from adherence.runtime import Runtime

LEASE = timedelta(seconds=60)


def claim_messages(rt: Runtime, limit: int) -> list[int]:
    """Claim at most ``limit`` due texts for 60 s of real time, most urgent first; returns their ids."""
    if limit < 1 or not _anything_due(rt):
        return []
    now = rt.now()
    # A claim that a power cut forgets is simply made again.
    with rt.database.writing(durable=False) as session:
        ids: list[int] = []
        for priority in PRIORITIES:
            query = (
                select(Communication.id)
                .where(
                    Communication.state == MessageState.QUEUED,
                    Communication.priority == priority,
                    Communication.send_at <= now,
                )
                .order_by(Communication.send_at)
                .limit(limit - len(ids))
                .with_for_update(skip_locked=True)
            )
            ids += session.scalars(query)
            if len(ids) >= limit:
                break
        if ids:
            session.execute(
                update(Communication)
                .where(Communication.id.in_(ids))
                .values(
                    state=MessageState.CLAIMED,
                    lease_owner=rt.owner,
                    lease_until=rt.database.now(session) + LEASE,
                    fence=Communication.fence + 1,
                )
                .execution_options(synchronize_session=False)
            )
    return ids


def _anything_due(rt: Runtime) -> bool:
    """A look without the write lock, so that an idle sender disturbs nobody."""
    now = rt.now()
    with rt.database.reading() as session:
        due = select(Communication.id).where(
            Communication.state == MessageState.QUEUED,
            Communication.priority.in_(PRIORITIES),
            Communication.send_at <= now,
        )
        return session.scalar(due.limit(1)) is not None
