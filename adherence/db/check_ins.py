"""Which regular questions are switched on for a patient."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, UniqueConstraint, Uuid, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from adherence.db.base import Base, HasId, OfClinic, reference
from adherence.db.types import Choice, one_of
from adherence.domain.states import CheckInKind


class CheckIn(HasId, OfClinic, Base):
    """One regular question of one patient; there is no row before it is first switched on."""

    __tablename__ = "check_ins"
    __table_args__ = (one_of("kind", CheckInKind), UniqueConstraint("patient_id", "kind"))

    patient_id: Mapped[str] = reference("patients.id")
    kind: Mapped[CheckInKind] = mapped_column(Choice(CheckInKind))
    on: Mapped[bool]
    at: Mapped[str | None] = mapped_column(String(5))
    """Local time HH:MM of its own; None takes the clinic's."""
    set_at: Mapped[datetime]
    set_by: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))


def check_ins_of(session: Session, patient_id: str) -> dict[CheckInKind, CheckIn]:
    """A patient's regular questions, by kind, also those that were switched off."""
    rows = session.scalars(select(CheckIn).where(CheckIn.patient_id == patient_id))
    return {row.kind: row for row in rows}
