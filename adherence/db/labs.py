"""Laboratory results: liver tests."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import String, Uuid, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from adherence.db.base import Base, HasId, OfClinic, Withdrawable, reference


class Lab(HasId, OfClinic, Withdrawable, Base):
    """One result."""

    __tablename__ = "labs"

    patient_id: Mapped[str] = reference("patients.id", index=True)
    taken_on: Mapped[date]
    test: Mapped[str] = mapped_column(String(16))
    """A short code, such as ALT."""
    value: Mapped[float]
    unit: Mapped[str] = mapped_column(String(16))
    upper_limit: Mapped[float | None]
    """The laboratory's upper limit of normal, in the same unit."""
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))


def labs_of(session: Session, patient_id: str) -> list[Lab]:
    """A patient's results that hold, oldest first."""
    query = select(Lab).where(Lab.patient_id == patient_id, Lab.withdrawn.is_(False))
    return list(session.scalars(query.order_by(Lab.taken_on, Lab.id)))


def lab_by_id(session: Session, clinic_id: str, lab_id: str) -> Lab | None:
    """One result of this clinic, also a withdrawn one; None for another clinic's."""
    lab = session.get(Lab, lab_id)
    return lab if lab is not None and lab.clinic_id == clinic_id else None
