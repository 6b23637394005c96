"""Notices to staff about flags, and the ledger of what was done about each flag."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, Uuid, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from adherence.db.base import Base, HasId, OfClinic, reference, sealed_value
from adherence.db.types import BigId, Choice, one_of
from adherence.domain.on_call import FlagActKind, NoticeChannel, NoticeState, NoticeStep

PENDING = (NoticeState.QUEUED, NoticeState.SENDING)
"""What has not left yet, or not surely."""


class Notice(HasId, OfClinic, Base):
    """One notice to one person by one way; it carries a link and nothing of the patient."""

    __tablename__ = "notices"
    __table_args__ = (
        one_of("channel", NoticeChannel),
        one_of("step", NoticeStep),
        one_of("state", NoticeState),
        UniqueConstraint("flag_id", "round", "step", "practitioner_id", "channel"),
        Index(None, "state", "channel"),
    )

    flag_id: Mapped[str] = reference("flags.id")
    practitioner_id: Mapped[str] = reference("practitioners.id", index=True)
    channel: Mapped[NoticeChannel] = mapped_column(Choice(NoticeChannel))
    step: Mapped[NoticeStep] = mapped_column(Choice(NoticeStep))
    round: Mapped[int]
    """Counts how often the flag called for people anew."""
    state: Mapped[NoticeState] = mapped_column(Choice(NoticeState))
    communication_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("communications.id"), index=True)
    """The text, where it goes by SMS: what becomes of it is known there."""
    queued_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    code: Mapped[str | None] = mapped_column(String(32))
    """Why it failed, as a code."""
    tries: Mapped[int] = mapped_column(default=0)
    try_at: Mapped[datetime]
    """When an e-mail may next be tried."""
    lease_until: Mapped[datetime | None]
    """Real time on the database's clock: until then one sender has the e-mail."""


class FlagAct(HasId, OfClinic, Base):
    """One thing that was done about a flag."""

    __tablename__ = "flag_acts"
    __table_args__ = (one_of("kind", FlagActKind), one_of("step", NoticeStep))

    flag_id: Mapped[str] = reference("flags.id", index=True)
    kind: Mapped[FlagActKind] = mapped_column(Choice(FlagActKind))
    step: Mapped[NoticeStep | None] = mapped_column(Choice(NoticeStep))
    at: Mapped[datetime]
    by: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))
    """The person or token that did it; None for the service itself."""
    note_sealed: Mapped[bytes | None]

    @property
    def note(self) -> str | None:
        """What was written about it, opened."""
        return sealed_value(self, "note_sealed")


def notices_of(session: Session, clinic_id: str, flag_id: str) -> list[Notice]:
    """All notices about one flag, oldest first."""
    query = select(Notice).where(Notice.clinic_id == clinic_id, Notice.flag_id == flag_id)
    return list(session.scalars(query.order_by(Notice.queued_at, Notice.id)))


def acts_of(session: Session, clinic_id: str, flag_ids: Collection[str]) -> list[FlagAct]:
    """What was done about some flags, oldest first."""
    query = select(FlagAct).where(FlagAct.clinic_id == clinic_id, FlagAct.flag_id.in_(flag_ids))
    return list(session.scalars(query.order_by(FlagAct.at, FlagAct.id)))
