"""Other medicines that a patient takes, and what a clinic added to the list of those that matter."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import String, UniqueConstraint, Uuid, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from adherence.db.base import Base, HasId, OfClinic, Withdrawable, reference, sealed_value


class PatientMedicine(HasId, OfClinic, Withdrawable, Base):
    """A medicine beside naltrexone; its name is sealed."""

    __tablename__ = "patient_medicines"

    patient_id: Mapped[str] = reference("patients.id", index=True)
    name_sealed: Mapped[bytes]
    group: Mapped[str | None] = mapped_column(String(32))
    """The group of the table that it fell in on entry; None for a harmless one."""
    started_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))

    @property
    def name(self) -> str:
        """The name, opened."""
        return sealed_value(self, "name_sealed") or ""


class ClinicMedicine(HasId, OfClinic, Base):
    """A name that this clinic added to a group of medicines."""

    __tablename__ = "clinic_medicines"
    __table_args__ = (UniqueConstraint("clinic_id", "name"),)

    name: Mapped[str] = mapped_column(String(80))
    group: Mapped[str] = mapped_column(String(32))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))


def medicines_of(session: Session, patient_id: str) -> list[PatientMedicine]:
    """A patient's other medicines that hold, oldest entry first."""
    query = select(PatientMedicine).where(
        PatientMedicine.patient_id == patient_id, PatientMedicine.withdrawn.is_(False)
    )
    return list(session.scalars(query.order_by(PatientMedicine.recorded_at, PatientMedicine.id)))


def clinic_medicines(session: Session, clinic_id: str) -> list[ClinicMedicine]:
    """What a clinic added, by name."""
    query = select(ClinicMedicine).where(ClinicMedicine.clinic_id == clinic_id)
    return list(session.scalars(query.order_by(ClinicMedicine.name)))
