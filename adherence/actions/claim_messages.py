"""Claim due texts for this process: any number of senders may run."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

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
        ids = _due(session, PRIORITIES, limit + 1, now)
        if len(ids) > limit:
            ids = _most_urgent(session, limit, now)
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


def _most_urgent(session: Session, limit: int, now: datetime) -> list[int]:
    """Priority by priority: each look is one range of the index, however long the queue is."""
    ids: list[int] = []
    for priority in PRIORITIES:
        ids += _due(session, (priority,), limit - len(ids), now)
        if len(ids) >= limit:
            break
    return ids


def _due(session: Session, priorities: Sequence[int], limit: int, now: datetime) -> list[int]:
    query = select(Communication.id).where(
        Communication.state == MessageState.QUEUED,
        Communication.priority.in_(priorities),
        Communication.send_at <= now,
    )
    if len(priorities) == 1:
        query = query.order_by(Communication.send_at)
    return list(session.scalars(query.limit(limit).with_for_update(skip_locked=True)))


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
