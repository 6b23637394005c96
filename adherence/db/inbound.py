"""Inbound messages: stored before the provider gets its answer, applied in order afterwards."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Uuid, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from adherence.db.base import Base, HasId, sealed_value
from adherence.db.types import Json

_MOST_OF_SUPPORTERS = 20


class InboundMessage(HasId, Base):
    """One SMS from a phone; the provider's id is unique for ever."""

    __tablename__ = "inbound_messages"
    __table_args__ = (
        Index(None, "applied_at", "received_at"),
        Index(None, "from_hash", "received_at"),
        Index(None, "patient_id", "received_at"),
        Index(None, "clinic_id", "received_at"),
        Index(None, "supporter_id", "received_at"),
    )

    clinic_id: Mapped[str | None] = mapped_column(Uuid(as_uuid=False), ForeignKey("clinics.id"))
    """None while no patient of any clinic is known under this number."""
    patient_id: Mapped[str | None] = mapped_column(Uuid(as_uuid=False), ForeignKey("patients.id"))
    supporter_id: Mapped[str | None] = mapped_column(Uuid(as_uuid=False), ForeignKey("supporters.id"))
    """Set where a supporter wrote it: it then has no patient, and is never shown as a patient's words."""
    sid: Mapped[str] = mapped_column(String(64), unique=True)
    from_hash: Mapped[bytes] = mapped_column(LargeBinary(16))
    from_sealed: Mapped[bytes]
    to_hash: Mapped[bytes] = mapped_column(LargeBinary(16))
    body_sealed: Mapped[bytes]
    media_count: Mapped[int] = mapped_column(default=0)
    opt_out_type: Mapped[str | None] = mapped_column(String(16))
    received_at: Mapped[datetime]
    """A reply is judged at this instant, not when it is read."""
    applied_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    failed: Mapped[str | None] = mapped_column(String(64))
    """Why it was set aside after several tries; staff see it."""
    intent: Mapped[str | None] = mapped_column(String(32))
    reading: Mapped[dict[str, Any] | None] = mapped_column(Json)
    """Intent, value, safety and the rule that fired; no words of the text."""
    outcome: Mapped[str | None] = mapped_column(String(64))
    """What the reply did, as a code."""

    @property
    def body(self) -> str:
        """The text, opened."""
        return sealed_value(self, "body_sealed") or ""

    @property
    def sender(self) -> str:
        """The number that it came from, opened."""
        return sealed_value(self, "from_sealed") or ""


def inbound_of(session: Session, clinic_id: str, patient_id: str, *, limit: int) -> list[InboundMessage]:
    """A patient's newest texts to us, newest first."""
    query = select(InboundMessage).where(InboundMessage.clinic_id == clinic_id, InboundMessage.patient_id == patient_id)
    newest = query.order_by(InboundMessage.received_at.desc(), InboundMessage.id.desc()).limit(limit)
    return list(session.scalars(newest))


def inbound_of_supporters(session: Session, clinic_id: str, supporter_ids: Collection[str]) -> list[InboundMessage]:
    """The newest texts of some supporters to us, newest first."""
    query = select(InboundMessage).where(
        InboundMessage.clinic_id == clinic_id, InboundMessage.supporter_id.in_(supporter_ids)
    )
    newest = query.order_by(InboundMessage.received_at.desc(), InboundMessage.id.desc())
    return list(session.scalars(newest.limit(_MOST_OF_SUPPORTERS)))
