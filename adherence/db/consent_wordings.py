"""The wordings of consent that patients agreed to, by version and language; a row is never changed."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import String, UniqueConstraint, Uuid, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from adherence.db.base import Base, HasId, OfClinic, code
from adherence.domain.consent_wording import ConsentWording


class StoredWording(HasId, OfClinic, Base):
    """One wording that a clinic entered: the full text that patients sign or hear."""

    __tablename__ = "consent_wordings"
    __table_args__ = (UniqueConstraint("clinic_id", "version", "language"),)

    version: Mapped[str] = code()
    language: Mapped[str] = mapped_column(String(8))
    body: Mapped[str]
    from_on: Mapped[date]
    """The first local date of the clinic on which it is used."""
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))

    @property
    def wording(self) -> ConsentWording:
        """What the rules ask of it."""
        return ConsentWording(self.version, self.language, self.body, self.from_on)


def wordings_of(session: Session, clinic_id: str) -> list[StoredWording]:
    """Every wording that a clinic entered, oldest first."""
    query = select(StoredWording).where(StoredWording.clinic_id == clinic_id)
    return list(session.scalars(query.order_by(StoredWording.from_on, StoredWording.recorded_at, StoredWording.id)))
