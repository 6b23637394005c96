"""Tablets handed out."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Uuid
from sqlalchemy.orm import Mapped, Session, mapped_column

from adherence.db.base import Base, HasId, OfClinic, Withdrawable, reference
from adherence.db.types import Choice, one_of
from adherence.domain.states import Source


class Dispense(HasId, OfClinic, Withdrawable, Base):
    """Tablets handed out on a local date."""

    __tablename__ = "dispenses"
    __table_args__ = (one_of("source", Source),)

    patient_id: Mapped[str] = reference("patients.id", index=True)
    dispensed_on: Mapped[date]
    tablets: Mapped[float]
    tablet_mg: Mapped[float]
    days_supply: Mapped[int | None]
    """As the pharmacy says; supply-based measures use it."""
    source: Mapped[Source] = mapped_column(Choice(Source), default=Source.STAFF)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))


def dispense_by_id(session: Session, clinic_id: str, dispense_id: str) -> Dispense | None:
    """One dispense of this clinic, also a withdrawn one; None for another clinic's."""
    dispense = session.get(Dispense, dispense_id)
    return dispense if dispense is not None and dispense.clinic_id == clinic_id else None
