"""Supporters: people whom a patient lets know of chosen events, by text, until a date."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import LargeBinary, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from adherence.db.base import Base, HasId, OfClinic, reference, sealed_value
from adherence.db.types import Choice, Json, one_of
from adherence.db.vault import Vault
from adherence.domain.states import ConsentState


class Supporter(HasId, OfClinic, Base):
    """One supporter of one patient; texted only while both have agreed and the time has not run out."""

    __tablename__ = "supporters"
    __table_args__ = (one_of("consent_state", ConsentState),)

    patient_id: Mapped[str] = reference("patients.id", index=True)
    name_sealed: Mapped[bytes]
    phone_sealed: Mapped[bytes]
    phone_hash: Mapped[bytes] = mapped_column(LargeBinary(16), index=True)
    language: Mapped[str] = mapped_column(String(8))
    events: Mapped[list[str]] = mapped_column(Json)
    """What the patient lets them know of, as codes."""
    sees_doses: Mapped[bool] = mapped_column(default=False)
    """Whether the patient allows texts that tell of doses."""
    patient_agreed_at: Mapped[datetime]
    expires_on: Mapped[date]
    """The last local date of the patient on which anything is told."""
    consent_state: Mapped[ConsentState] = mapped_column(Choice(ConsentState), default=ConsentState.PENDING)
    """The supporter's own agreement to be texted."""
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))

    @property
    def name(self) -> str:
        """The name, opened."""
        return sealed_value(self, "name_sealed") or ""

    @property
    def phone(self) -> str:
        """The number in E.164, opened."""
        return sealed_value(self, "phone_sealed") or ""

    def set_phone(self, vault: Vault, phone: str) -> None:
        """Seal the number (E.164) and renew its hash."""
        self.phone_sealed = vault.seal(phone, "supporters", "phone_sealed", self.id)
        self.phone_hash = vault.index("phone:" + phone)
