"""Secret addresses under which a calendar can be read without a log-in; only their hashes are kept."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, Uuid, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from adherence.db.base import Base, HasId, OfClinic, reference
from adherence.db.practitioners import Practitioner, hash_token
from adherence.domain.states import SEES_PATIENTS


class CalendarFeed(HasId, OfClinic, Base):
    """One secret address: of the whole clinic, or of one practitioner's patients."""

    __tablename__ = "calendar_feeds"

    practitioner_id: Mapped[str | None] = reference("practitioners.id")
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(Uuid(as_uuid=False))
    revoked_at: Mapped[datetime | None]


def feed_by_token(session: Session, token: str) -> CalendarFeed | None:
    """The feed with this secret that was not revoked."""
    query = select(CalendarFeed).where(CalendarFeed.token_hash == hash_token(token), CalendarFeed.revoked_at.is_(None))
    return session.scalars(query).first()


def live_feed(session: Session, token: str) -> CalendarFeed | None:
    """The feed with this secret, unless it was revoked or its practitioner left or may no longer see patients."""
    feed = feed_by_token(session, token)
    if feed is None or feed.practitioner_id is None:
        return feed
    staff = session.get(Practitioner, feed.practitioner_id)
    return feed if staff is not None and staff.active and staff.role in SEES_PATIENTS else None


def feeds_of(session: Session, clinic_id: str, practitioner_id: str | None) -> list[CalendarFeed]:
    """The addresses of a practitioner that hold, or with None those of the whole clinic, newest first."""
    query = select(CalendarFeed).where(CalendarFeed.clinic_id == clinic_id, CalendarFeed.revoked_at.is_(None))
    mine = (
        CalendarFeed.practitioner_id.is_(None)
        if practitioner_id is None
        else CalendarFeed.practitioner_id == practitioner_id
    )
    return list(session.scalars(query.where(mine).order_by(CalendarFeed.created_at.desc(), CalendarFeed.id.desc())))


def feeds_of_practitioners(session: Session, clinic_id: str) -> list[CalendarFeed]:
    """The addresses of all practitioners of a clinic that hold, newest first."""
    query = select(CalendarFeed).where(CalendarFeed.clinic_id == clinic_id, CalendarFeed.revoked_at.is_(None))
    theirs = query.where(CalendarFeed.practitioner_id.is_not(None))
    return list(session.scalars(theirs.order_by(CalendarFeed.created_at.desc(), CalendarFeed.id.desc())))


def feed_by_id(session: Session, clinic_id: str, feed_id: str) -> CalendarFeed | None:
    """One address of this clinic; None for another clinic's."""
    feed = session.get(CalendarFeed, feed_id)
    return feed if feed is not None and feed.clinic_id == clinic_id else None
