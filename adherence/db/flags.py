"""Flags: what the care team must look at."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, Index, String, Uuid, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from adherence.db.base import Base, HasId, OfClinic, sealed_value
from adherence.db.instants import whole_seconds
from adherence.db.types import BigId, Choice, one_of
from adherence.domain.measure.response import FlagWaits
from adherence.domain.on_call import NoticeStep
from adherence.domain.states import FlagKind, FlagState, Severity

_OPEN = text("state = 'open'")
_CALLING = text("escalate_at IS NOT NULL")
_NOBODYS = text("state = 'open' AND claimed_at IS NULL AND supervised_at IS NULL")


class Flag(HasId, OfClinic, Base):
    """One thing that somebody must look at; at most one open flag of a kind for a patient."""

    __tablename__ = "flags"
    __table_args__ = (
        one_of("kind", FlagKind),
        one_of("severity", Severity),
        one_of("state", FlagState),
        one_of("notice_step", NoticeStep),
        Index("ix_flags_escalate_at", "escalate_at", sqlite_where=_CALLING, postgresql_where=_CALLING),
        Index("ix_flags_nobodys", "due_at", sqlite_where=_NOBODYS, postgresql_where=_NOBODYS),
        Index("uq_flags_open", "patient_id", "kind", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index(None, "clinic_id", "state", "severity", "opened_at"),
        Index(None, "patient_id", "opened_at"),
    )

    patient_id: Mapped[str | None] = mapped_column(Uuid(as_uuid=False), ForeignKey("patients.id"))
    kind: Mapped[FlagKind] = mapped_column(Choice(FlagKind))
    severity: Mapped[Severity] = mapped_column(Choice(Severity))
    state: Mapped[FlagState] = mapped_column(Choice(FlagState), default=FlagState.OPEN)
    owner_id: Mapped[str | None] = mapped_column(Uuid(as_uuid=False), ForeignKey("practitioners.id"))
    opened_at: Mapped[datetime]
    renewed_at: Mapped[datetime]
    """When the same thing last happened again while the flag was open."""
    times: Mapped[int] = mapped_column(default=1)
    due_at: Mapped[datetime]
    detail: Mapped[str] = mapped_column(String(200), default="")
    """A plain reason without names, numbers or the patient's words."""
    dose_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("doses.id"))
    inbound_id: Mapped[str | None] = mapped_column(Uuid(as_uuid=False), ForeignKey("inbound_messages.id"))
    claimed_at: Mapped[datetime | None]
    """When somebody first took it, or wrote to the patient about it; from then on nobody else is called."""
    claimed_by: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))
    first_reply_at: Mapped[datetime | None]
    """When staff first wrote to the patient or logged a call after it was opened."""
    notice_step: Mapped[NoticeStep | None] = mapped_column(Choice(NoticeStep))
    """Who was told last."""
    notice_round: Mapped[int] = mapped_column(default=0)
    noticed_at: Mapped[datetime | None]
    """When the first notice of this round was queued: the waits count from it."""
    escalate_at: Mapped[datetime | None]
    """When the next people are told; None while nobody has to be."""
    supervised_at: Mapped[datetime | None]
    """When the administrators were told that it is overdue and nobody's."""
    snoozed_until: Mapped[datetime | None]
    """Until when it is left out of the list; it comes back by itself, because lists compare it with now."""
    snoozed_at: Mapped[datetime | None]
    snoozed_by: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))
    due_before_snooze: Mapped[datetime | None]
    """What ``due_at`` was, for the case that the snooze ends before its time."""
    resolved_at: Mapped[datetime | None]
    resolved_by: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))
    outcome: Mapped[str | None] = mapped_column(String(64))
    note_sealed: Mapped[bytes | None]

    @property
    def note(self) -> str | None:
        """What staff wrote when they resolved it, opened."""
        return sealed_value(self, "note_sealed")

    def is_snoozed(self, now: datetime) -> bool:
        """Whether it is left out of the list at an instant."""
        return self.snoozed_until is not None and self.snoozed_until > now


def is_awake(now: datetime | ColumnElement[datetime]) -> ColumnElement[bool]:
    """Flags that are not snoozed at an instant."""
    return Flag.snoozed_until.is_(None) | (Flag.snoozed_until <= now)


def open_flags(session: Session, clinic_id: str) -> list[Flag]:
    """All open flags of a clinic, oldest first."""
    query = select(Flag).where(Flag.clinic_id == clinic_id, Flag.state == FlagState.OPEN)
    return list(session.scalars(query.order_by(Flag.opened_at, Flag.id)))


def flags_of(session: Session, clinic_id: str, patient_id: str) -> list[Flag]:
    """All flags of one patient, newest first."""
    query = select(Flag).where(Flag.clinic_id == clinic_id, Flag.patient_id == patient_id)
    return list(session.scalars(query.order_by(Flag.opened_at.desc(), Flag.id.desc())))


def flag_by_id(session: Session, clinic_id: str, flag_id: str) -> Flag | None:
    """One flag of this clinic; None for another clinic's."""
    flag = session.get(Flag, flag_id)
    return flag if flag is not None and flag.clinic_id == clinic_id else None


def open_flag_of(session: Session, patient_id: str, kind: FlagKind) -> Flag | None:
    """A patient's open flag of a kind: there is one at most."""
    query = select(Flag).where(Flag.patient_id == patient_id, Flag.kind == kind, Flag.state == FlagState.OPEN)
    return session.scalars(query).first()


def flag_waits(session: Session, clinic_id: str, since: datetime, before: datetime | None = None) -> list[FlagWaits]:
    """How long the flags about patients that were opened in a span waited to be taken, answered and resolved."""
    opened = whole_seconds(session, Flag.opened_at)
    ends = Flag.claimed_at, Flag.first_reply_at, Flag.resolved_at
    claim, first_reply, close = (whole_seconds(session, end) - opened for end in ends)
    query = select(Flag.severity, claim, first_reply, close).where(
        Flag.clinic_id == clinic_id, Flag.opened_at >= since, Flag.patient_id.is_not(None)
    )
    if before is not None:
        query = query.where(Flag.opened_at < before)
    return [FlagWaits(*row) for row in session.execute(query)]


def clinic_flags(session: Session, clinic_id: str) -> list[Flag]:
    """Open flags about no patient: what administrators must look at."""
    query = select(Flag).where(Flag.clinic_id == clinic_id, Flag.state == FlagState.OPEN, Flag.patient_id.is_(None))
    return list(session.scalars(query.order_by(Flag.opened_at, Flag.id)))
