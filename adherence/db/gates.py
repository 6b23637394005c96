"""Start gates: what a practitioner signed before the first reminder; a new answer is a new row."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Uuid, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from adherence.db.base import Base, HasId, OfClinic, code, reference


class StartGate(HasId, OfClinic, Base):
    """One signed set of answers; ``details_sealed`` holds the answers as JSON."""

    __tablename__ = "start_gates"

    patient_id: Mapped[str] = reference("patients.id", index=True)
    opioid_free_since: Mapped[date | None]
    agent: Mapped[str] = code()
    details_sealed: Mapped[bytes]
    passed: Mapped[bool]
    signed_by_sealed: Mapped[bytes]
    signed_by_id: Mapped[str] = mapped_column(Uuid(as_uuid=False))
    """The practitioner or token that signed."""
    signed_at: Mapped[datetime]


def latest_gate(session: Session, patient_id: str) -> StartGate | None:
    """The gate that holds now."""
    query = select(StartGate).where(StartGate.patient_id == patient_id)
    return session.scalars(query.order_by(StartGate.signed_at.desc(), StartGate.id.desc()).limit(1)).first()
