"""The consent ledger: lines are only ever added."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String, Uuid, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from adherence.db.base import Base, HasId, OfClinic, code, reference
from adherence.db.types import Choice, one_of
from adherence.domain.states import ConsentEvent, ConsentMethod


class Consent(HasId, OfClinic, Base):
    """One event about the permission to text one patient on one number."""

    __tablename__ = "consents"
    __table_args__ = (
        one_of("event", ConsentEvent),
        one_of("method", ConsentMethod),
        Index(None, "clinic_id", "phone_hash"),
    )

    patient_id: Mapped[str] = reference("patients.id", index=True)
    event: Mapped[ConsentEvent] = mapped_column(Choice(ConsentEvent))
    method: Mapped[ConsentMethod] = mapped_column(Choice(ConsentMethod))
    phone_hash: Mapped[bytes]
    language: Mapped[str] = mapped_column(String(8))
    wording_version: Mapped[str] = code()
    given_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))
    """The practitioner or token; None where the patient or the carrier said it."""
    inbound_id: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))


def consent_events(session: Session, patient_id: str) -> list[Consent]:
    """The ledger of one patient, oldest line first."""
    query = select(Consent).where(Consent.patient_id == patient_id).order_by(Consent.recorded_at, Consent.id)
    return list(session.scalars(query))
