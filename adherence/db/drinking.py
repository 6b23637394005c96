"""What patients said about a day: whether they drank, when first, and how many. Newer words about a day count."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, Uuid, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from adherence.db.base import Base, HasId, OfClinic, reference
from adherence.db.types import Choice, one_of
from adherence.domain.states import Source


class DrinkingReport(HasId, OfClinic, Base):
    """One answer about one local date; what was not said is None."""

    __tablename__ = "drinking_reports"
    __table_args__ = (one_of("source", Source), Index(None, "patient_id", "on"))

    patient_id: Mapped[str] = reference("patients.id")
    regimen_id: Mapped[str] = reference("regimens.id")
    on: Mapped[date]
    drank: Mapped[bool | None]
    first_drink_at: Mapped[datetime | None]
    drinks: Mapped[int | None]
    source: Mapped[Source] = mapped_column(Choice(Source))
    inbound_id: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))
    undone_at: Mapped[datetime | None]
    """When the patient took it back; from then on it says nothing."""


def drinking_reports(session: Session, patient_id: str, first: date, last: date) -> list[DrinkingReport]:
    """The answers about first..last (inclusive) that hold, in the order in which they were given."""
    query = select(DrinkingReport).where(
        DrinkingReport.patient_id == patient_id,
        DrinkingReport.on >= first,
        DrinkingReport.on <= last,
        DrinkingReport.undone_at.is_(None),
    )
    return list(session.scalars(query.order_by(DrinkingReport.recorded_at, DrinkingReport.id)))
