"""Tablets that were taken beside the plan: no planned occasion, so in no measure."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, Uuid, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from adherence.db.base import Base, HasId, OfClinic, reference, sealed_value
from adherence.db.types import Choice, one_of
from adherence.domain.states import Source


class ExtraDose(HasId, OfClinic, Base):
    """A quantity taken on a local date for which no dose was planned, as somebody reported it."""

    __tablename__ = "extra_doses"
    __table_args__ = (one_of("source", Source), Index(None, "patient_id", "on"))

    patient_id: Mapped[str] = reference("patients.id")
    on: Mapped[date]
    taken_at: Mapped[datetime]
    quantity_mg: Mapped[float]
    source: Mapped[Source] = mapped_column(Choice(Source))
    note_sealed: Mapped[bytes | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(Uuid(as_uuid=False))
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))

    @property
    def note(self) -> str | None:
        """The free text, opened."""
        return sealed_value(self, "note_sealed")


def extra_doses(session: Session, clinic_id: str, patient_id: str, first: date, last: date) -> list[ExtraDose]:
    """A patient's tablets beside the plan on first..last (inclusive), those taken back too, in order of time."""
    query = select(ExtraDose).where(
        ExtraDose.clinic_id == clinic_id,
        ExtraDose.patient_id == patient_id,
        ExtraDose.on >= first,
        ExtraDose.on <= last,
    )
    return list(session.scalars(query.order_by(ExtraDose.taken_at, ExtraDose.id)))


def extra_dose_by_id(session: Session, clinic_id: str, extra_id: str) -> ExtraDose | None:
    """One of this clinic; None for another clinic's."""
    extra = session.get(ExtraDose, extra_id)
    return extra if extra is not None and extra.clinic_id == clinic_id else None
