"""Notes that staff write on a dose; one that was taken back stays readable."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Uuid, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from adherence.db.base import Base, HasId, OfClinic, reference, sealed_value
from adherence.db.doses import Dose
from adherence.db.types import BigId


class DoseNote(HasId, OfClinic, Base):
    """A sealed note on one dose; it changes nothing about the dose."""

    __tablename__ = "dose_notes"

    patient_id: Mapped[str] = reference("patients.id", index=True)
    dose_id: Mapped[int] = mapped_column(BigId, ForeignKey("doses.id"), index=True)
    text_sealed: Mapped[bytes]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(Uuid(as_uuid=False))
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))

    @property
    def text(self) -> str:
        """The words, opened."""
        return sealed_value(self, "text_sealed") or ""


def notes_on_doses(
    session: Session, clinic_id: str, patient_id: str, first: date, last: date
) -> list[tuple[DoseNote, Dose]]:
    """The notes on a patient's doses of first..last (inclusive) with their doses, those undone too, oldest first."""
    query = select(DoseNote, Dose).join(Dose, Dose.id == DoseNote.dose_id)
    mine = query.where(DoseNote.clinic_id == clinic_id, DoseNote.patient_id == patient_id)
    found = session.execute(mine.where(Dose.on >= first, Dose.on <= last).order_by(DoseNote.recorded_at, DoseNote.id))
    return [(note, dose) for note, dose in found]


def dose_note_by_id(session: Session, clinic_id: str, note_id: str) -> DoseNote | None:
    """One note of this clinic; None for another clinic's."""
    note = session.get(DoseNote, note_id)
    return note if note is not None and note.clinic_id == clinic_id else None
