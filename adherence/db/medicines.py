"""Other medicines that a patient takes, and what a clinic added to the list of those that matter."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import String, UniqueConstraint, Uuid, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from adherence.db.base import Base, HasId, OfClinic, Withdrawable, reference, sealed_value
from adherence.domain.medicine_table import MedicineGroup


class PatientMedicine(HasId, OfClinic, Withdrawable, Base):
    """A medicine beside naltrexone; its name is sealed."""

    __tablename__ = "patient_medicines"

    patient_id: Mapped[str] = reference("patients.id", index=True)
    name_sealed: Mapped[bytes]
    group: Mapped[str | None] = mapped_column(String(32))
    """The group of the table that it fell in on entry; None for a harmless one."""
    started_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    """The last day on which it was taken."""
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))

    @property
    def name(self) -> str:
        """The name, opened."""
        return sealed_value(self, "name_sealed") or ""

    def is_current(self, today: date) -> bool:
        """Whether it is taken today, or is to be taken: not withdrawn, and not ended before."""
        return not self.withdrawn and (self.ended_on is None or self.ended_on >= today)


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
    return [medicine for medicine in all_medicines_of(session, patient_id) if not medicine.withdrawn]


def all_medicines_of(session: Session, patient_id: str) -> list[PatientMedicine]:
    """A patient's other medicines, withdrawn ones too, oldest entry first."""
    query = select(PatientMedicine).where(PatientMedicine.patient_id == patient_id)
    return list(session.scalars(query.order_by(PatientMedicine.recorded_at, PatientMedicine.id)))


def medicine_by_id(session: Session, clinic_id: str, medicine_id: str) -> PatientMedicine | None:
    """One medicine of a patient of this clinic; None for another clinic's."""
    medicine = session.get(PatientMedicine, medicine_id)
    return medicine if medicine is not None and medicine.clinic_id == clinic_id else None


def clinic_medicines(session: Session, clinic_id: str) -> list[ClinicMedicine]:
    """What a clinic added, by name."""
    query = select(ClinicMedicine).where(ClinicMedicine.clinic_id == clinic_id)
    return list(session.scalars(query.order_by(ClinicMedicine.name)))


def names_of_clinic(session: Session, clinic_id: str) -> dict[str, MedicineGroup]:
    """The names that a clinic added, with their groups."""
    return {one.name: MedicineGroup(one.group) for one in clinic_medicines(session, clinic_id)}
