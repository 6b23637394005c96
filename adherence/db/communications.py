"""The outbox: every outgoing SMS, its attempts, and what the provider told about them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint, Uuid, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from adherence.db.base import Base, HasId, OfClinic, sealed_value
from adherence.db.types import BigId, Choice, Json, one_of
from adherence.domain.purpose import Purpose
from adherence.domain.states import AttemptState, MessageState

_HAS_OCCASION = text("occasion IS NOT NULL")
_TO_STAFF = text("practitioner_id IS NOT NULL")
_HAS_CODE = text("provider_code IS NOT NULL")


class Communication(OfClinic, Base):
    """One SMS that is to leave: at most one for an occasion (dose, purpose, step) or an answer (inbound, purpose)."""

    __tablename__ = "communications"
    __table_args__ = (
        one_of("state", MessageState),
        one_of("purpose", Purpose),
        UniqueConstraint("dose_id", "purpose", "step"),
        UniqueConstraint("inbound_id", "purpose"),
        Index(
            "uq_communications_occasion",
            "patient_id",
            "occasion",
            unique=True,
            sqlite_where=_HAS_OCCASION,
            postgresql_where=_HAS_OCCASION,
        ),
        Index(None, "state", "priority", "send_at"),
        Index(None, "patient_id", "due_at"),
        Index(None, "clinic_id", "state", "due_at"),
        Index(
            "ix_communications_of_staff",
            "practitioner_id",
            "due_at",
            sqlite_where=_TO_STAFF,
            postgresql_where=_TO_STAFF,
        ),
        Index(
            "ix_communications_coded",
            "clinic_id",
            "provider_code",
            sqlite_where=_HAS_CODE,
            postgresql_where=_HAS_CODE,
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    patient_id: Mapped[str | None] = mapped_column(Uuid(as_uuid=False), ForeignKey("patients.id"))
    practitioner_id: Mapped[str | None] = mapped_column(Uuid(as_uuid=False), ForeignKey("practitioners.id"))
    """Set where the text goes to a member of staff: it then has no patient and says nothing of one."""
    supporter_id: Mapped[str | None] = mapped_column(Uuid(as_uuid=False), ForeignKey("supporters.id"))
    """Set where the text goes to a supporter of the patient."""
    dose_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("doses.id"))
    inbound_id: Mapped[str | None] = mapped_column(Uuid(as_uuid=False), ForeignKey("inbound_messages.id"))
    occasion: Mapped[str | None] = mapped_column(String(80))
    """What a text without a dose is about, such as one week's planner: a patient gets one text for it."""
    purpose: Mapped[Purpose] = mapped_column(Choice(Purpose))
    step: Mapped[int] = mapped_column(default=0)
    priority: Mapped[int] = mapped_column(default=5)
    """Lower leaves first: 0 crisis and opt-out, 1 answers, 5 reminders, 7 nudges."""
    template: Mapped[str | None] = mapped_column(String(64))
    template_version: Mapped[str | None] = mapped_column(String(32))
    """Which wording it has: this release's ("2026-4/en/0") or the clinic's own ("own-3/en/0"); None before the gate."""
    params: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """What fills the template: times and codes, nothing private."""
    body_sealed: Mapped[bytes | None]
    """Written at the gate; for staff messages when they are composed."""
    phone_hash: Mapped[bytes] = mapped_column(LargeBinary(16))
    """The number that this text was meant for when it was planned."""
    due_at: Mapped[datetime]
    send_at: Mapped[datetime]
    """When it may leave: ``due_at``, or later after a back-off."""
    expires_at: Mapped[datetime | None]
    state: Mapped[MessageState] = mapped_column(Choice(MessageState), default=MessageState.QUEUED)
    reason: Mapped[str | None] = mapped_column(String(64))
    why: Mapped[str] = mapped_column(String(200), default="")
    """The rule that made it, in words."""
    cap: Mapped[int | None]
    """How many automatic texts the day allowed, where that many had left already and this one was withheld."""
    consent_id: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))
    lease_owner: Mapped[str | None] = mapped_column(String(64))
    lease_until: Mapped[datetime | None]
    """Real time on the database's clock."""
    fence: Mapped[int] = mapped_column(default=0)
    tries: Mapped[int] = mapped_column(default=0)
    sid: Mapped[str | None] = mapped_column(String(64), index=True)
    segments: Mapped[int | None]
    provider_code: Mapped[str | None] = mapped_column(String(16))
    started_at: Mapped[datetime | None]
    """When the request that may have reached the patient started: what caps and gaps count."""
    accepted_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    created_by: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))

    @property
    def body(self) -> str | None:
        """The text as it was sent, opened; None before the gate."""
        return sealed_value(self, "body_sealed")


class Attempt(HasId, OfClinic, Base):
    """One request to the provider; its id travels in the callback address."""

    __tablename__ = "attempts"
    __table_args__ = (one_of("state", AttemptState), Index(None, "state", "check_at"))

    communication_id: Mapped[int] = mapped_column(BigId, ForeignKey("communications.id"), index=True)
    fence: Mapped[int]
    owner: Mapped[str] = mapped_column(String(64))
    state: Mapped[AttemptState] = mapped_column(Choice(AttemptState), default=AttemptState.SENDING)
    started_at: Mapped[datetime]
    started_real_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    sid: Mapped[str | None] = mapped_column(String(64), unique=True)
    conflict_sid: Mapped[str | None] = mapped_column(String(64))
    """A second acceptance by the provider that we could not prevent: shown, never ignored."""
    code: Mapped[str | None] = mapped_column(String(16))
    checks: Mapped[int] = mapped_column(default=0)
    check_at: Mapped[datetime | None]
    """When an uncertain attempt is next looked up at the provider."""


class ProviderEvent(OfClinic, Base):
    """One status callback, kept as it came."""

    __tablename__ = "provider_events"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    attempt_id: Mapped[str] = mapped_column(Uuid(as_uuid=False), ForeignKey("attempts.id"), index=True)
    sid: Mapped[str] = mapped_column(String(64))
    status: Mapped[str] = mapped_column(String(32))
    error_code: Mapped[str | None] = mapped_column(String(16))
    received_at: Mapped[datetime]


def conversation(session: Session, clinic_id: str, patient_id: str, *, limit: int) -> list[Communication]:
    """A patient's newest outgoing texts, newest first, whatever became of them."""
    query = select(Communication).where(Communication.clinic_id == clinic_id, Communication.patient_id == patient_id)
    return list(session.scalars(query.order_by(Communication.due_at.desc(), Communication.id.desc()).limit(limit)))
