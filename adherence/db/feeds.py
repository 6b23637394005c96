"""Secret addresses under which a calendar can be read without a log-in; only their hashes are kept."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, Uuid, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from adherence.db.base import Base, HasId, OfClinic, reference
from adherence.db.practitioners import hash_token


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
