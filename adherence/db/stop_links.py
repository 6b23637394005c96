"""Secret addresses under which a patient can end or pause texts without a log-in; only their hashes are kept."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, Uuid, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from adherence.db.base import Base, HasId, OfClinic, reference
from adherence.db.practitioners import hash_token


class StopLink(HasId, OfClinic, Base):
    """One secret address of one patient; a newer one revokes it."""

    __tablename__ = "stop_links"

    patient_id: Mapped[str] = reference("patients.id", index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    created_by: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))
    revoked_at: Mapped[datetime | None]


def live_link(session: Session, token: str) -> StopLink | None:
    """The address with this secret that was not revoked."""
    query = select(StopLink).where(StopLink.token_hash == hash_token(token), StopLink.revoked_at.is_(None))
    return session.scalars(query).first()


def link_of(session: Session, clinic_id: str, patient_id: str) -> StopLink | None:
    """A patient's address that holds: there is one at most."""
    query = select(StopLink).where(
        StopLink.clinic_id == clinic_id, StopLink.patient_id == patient_id, StopLink.revoked_at.is_(None)
    )
    return session.scalars(query.order_by(StopLink.created_at.desc())).first()
