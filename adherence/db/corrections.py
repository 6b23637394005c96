"""The ledger of corrections: a record is withdrawn with a reason, perhaps replaced, and may be brought back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Uuid, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from adherence.db.base import Base, HasId, OfClinic, reference, sealed_value
from adherence.db.types import Choice, one_of
from adherence.domain.states import CorrectionEvent, RecordKind


class Correction(HasId, OfClinic, Base):
    """One line: what happened to which record, why, and which record takes its place."""

    __tablename__ = "corrections"
    __table_args__ = (one_of("record", RecordKind), one_of("event", CorrectionEvent))

    patient_id: Mapped[str] = reference("patients.id", index=True)
    record: Mapped[RecordKind] = mapped_column(Choice(RecordKind))
    record_id: Mapped[str] = mapped_column(Uuid(as_uuid=False), index=True)
    event: Mapped[CorrectionEvent] = mapped_column(Choice(CorrectionEvent))
    replaced_by_id: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))
    reason_sealed: Mapped[bytes]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))

    @property
    def reason(self) -> str:
        """Why, opened."""
        return sealed_value(self, "reason_sealed") or ""


def corrections_of(session: Session, patient_id: str) -> list[Correction]:
    """A patient's corrections, oldest first."""
    query = select(Correction).where(Correction.patient_id == patient_id)
    return list(session.scalars(query.order_by(Correction.recorded_at, Correction.id)))
