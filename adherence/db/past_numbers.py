"""Numbers that a patient had before: kept as keyed hashes, so that nobody reads them and a number can be recognised."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import LargeBinary, Uuid, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from adherence.db.base import Base, HasId, OfClinic, reference
from adherence.db.types import Choice, one_of


class WhyLeft(StrEnum):
    """Why a number is the patient's no more."""

    CHANGED = "changed"
    WRONG = "wrong"
    DEAD = "dead"


class PastNumber(HasId, OfClinic, Base):
    """One number and the time in which it stood on the record; texts that come from it never touch the patient."""

    __tablename__ = "past_numbers"
    __table_args__ = (one_of("why", WhyLeft),)

    patient_id: Mapped[str] = reference("patients.id", index=True)
    phone_hash: Mapped[bytes] = mapped_column(LargeBinary(16))
    from_at: Mapped[datetime]
    until_at: Mapped[datetime]
    why: Mapped[WhyLeft] = mapped_column(Choice(WhyLeft))
    recorded_by: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))


def past_numbers_of(session: Session, clinic_id: str, patient_id: str) -> list[PastNumber]:
    """A patient's earlier numbers, newest first."""
    query = select(PastNumber).where(PastNumber.clinic_id == clinic_id, PastNumber.patient_id == patient_id)
    return list(session.scalars(query.order_by(PastNumber.until_at.desc(), PastNumber.id.desc())))
