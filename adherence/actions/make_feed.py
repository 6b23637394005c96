"""Make a secret address of a calendar, and revoke one."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy.orm import Session

from adherence.db.feeds import CalendarFeed, feeds_of
from adherence.db.practitioners import hash_token
from adherence.domain.actor import Actor
from adherence.domain.errors import refuse
from adherence.domain.states import Role

MOST_FEEDS = 5
"""Policy: addresses of one practitioner, or of the clinic, that hold at the same time."""


def make_feed(session: Session, actor: Actor, *, whole_clinic: bool, now: datetime) -> str:
    """Make an address of the actor's own patients, or of the clinic's; its secret is returned once. Raises ``Refused``.

    Only its hash is kept, and the secret has 256 random bits.
    """
    if whole_clinic and actor.role is not Role.ADMIN:
        raise refuse("scope", "is for administrators; make an address of your own patients", conflict=True)
    owner_id = None if whole_clinic else actor.id
    if len(feeds_of(session, actor.clinic_id, owner_id)) >= MOST_FEEDS:
        raise refuse("scope", f"has {MOST_FEEDS} addresses already; revoke one that is not used", conflict=True)
    token = secrets.token_urlsafe(32)
    session.add(
        CalendarFeed(
            clinic_id=actor.clinic_id,
            practitioner_id=owner_id,
            token_hash=hash_token(token),
            created_at=now,
            created_by=actor.id,
        )
    )
    session.flush()
    return token


def revoke_feed(session: Session, actor: Actor, feed: CalendarFeed, *, now: datetime) -> None:
    """Let an address lead nowhere from now on: one's own, and an administrator any; raises ``Refused``."""
    if feed.practitioner_id != actor.id and actor.role is not Role.ADMIN:
        raise refuse("feed", "is not yours; ask an administrator", conflict=True)
    feed.revoked_at = feed.revoked_at or now
    session.flush()
