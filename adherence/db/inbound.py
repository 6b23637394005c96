"""Inbound messages: stored before the provider gets its answer, applied in order afterwards."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Uuid,
    and_,
    func,
    or_,
    select,
    text,
    tuple_,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from adherence.db.base import Base, HasId, sealed_value
from adherence.db.patients import Patient
from adherence.db.types import Json

_MOST_OF_SUPPORTERS = 20
_UNKNOWN = text("clinic_id IS NULL AND looked_at IS NULL")


class InboundMessage(HasId, Base):
    """One SMS from a phone; the provider's id is unique for ever."""

    __tablename__ = "inbound_messages"
    __table_args__ = (
        Index(None, "applied_at", "received_at"),
        Index(None, "from_hash", "received_at"),
        Index(None, "patient_id", "received_at"),
        Index(None, "clinic_id", "received_at"),
        Index(None, "supporter_id", "received_at"),
        Index("ix_inbound_messages_unknown", "received_at", sqlite_where=_UNKNOWN, postgresql_where=_UNKNOWN),
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
    looked_at: Mapped[datetime | None]
    """When a person dealt with a text from a number that no patient has."""
    looked_by: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))

    @property
    def body(self) -> str:
        """The text, opened."""
        return sealed_value(self, "body_sealed") or ""

    @property
    def sender(self) -> str:
        """The number that it came from, opened."""
        return sealed_value(self, "from_sealed") or ""


def inbound_of(
    session: Session, clinic_id: str, patient_id: str, *, limit: int, before: datetime | None = None
) -> list[InboundMessage]:
    """A patient's newest texts to us (before an instant), newest first, with those from a number that several have."""
    query = select(InboundMessage).where(or_(_of_one(clinic_id, patient_id), _of_several(patient_id)))
    if before is not None:
        query = query.where(InboundMessage.received_at < before)
    newest = query.order_by(InboundMessage.received_at.desc(), InboundMessage.id.desc()).limit(limit)
    return list(session.scalars(newest))


def inbound_of_supporters(session: Session, clinic_id: str, supporter_ids: Collection[str]) -> list[InboundMessage]:
    """The newest texts of some supporters to us, newest first."""
    if not supporter_ids:
        return []  # SQLite would look for nobody among all texts of the clinic
    query = select(InboundMessage).where(
        InboundMessage.clinic_id == clinic_id, InboundMessage.supporter_id.in_(supporter_ids)
    )
    newest = query.order_by(InboundMessage.received_at.desc(), InboundMessage.id.desc())
    return list(session.scalars(newest.limit(_MOST_OF_SUPPORTERS)))


def unknown_texts(session: Session, *, limit: int, before: tuple[datetime, str] | None = None) -> list[InboundMessage]:
    """Texts from numbers that no patient has and nobody has dealt with, newest first."""
    query = select(InboundMessage).where(_UNKNOWN, InboundMessage.patient_id.is_(None))
    query = query.where(or_(InboundMessage.applied_at.is_not(None), InboundMessage.failed.is_not(None)))
    if before is not None:
        query = query.where(tuple_(InboundMessage.received_at, InboundMessage.id) < before)
    return list(
        session.scalars(query.order_by(InboundMessage.received_at.desc(), InboundMessage.id.desc()).limit(limit))
    )


def unknown_count(session: Session, *, most: int) -> int:
    """How many such texts wait, counted to ``most``."""
    some = select(InboundMessage.id).where(_UNKNOWN, InboundMessage.patient_id.is_(None)).limit(most)
    return session.scalar(select(func.count()).select_from(some.subquery())) or 0


def _of_one(clinic_id: str, patient_id: str) -> ColumnElement[bool]:
    return and_(InboundMessage.clinic_id == clinic_id, InboundMessage.patient_id == patient_id)


def _of_several(patient_id: str) -> ColumnElement[bool]:
    """Texts from the patient's number that could not be told apart; the patient is one of the clinic's."""
    number = select(Patient.phone_hash).where(Patient.id == patient_id).scalar_subquery()
    return and_(
        InboundMessage.from_hash == number,
        InboundMessage.patient_id.is_(None),
        InboundMessage.clinic_id.is_not(None),
        InboundMessage.supporter_id.is_(None),
    )
