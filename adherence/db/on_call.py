"""The rota: who is on call when, and how each member of staff can be reached."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Index, Uuid, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from adherence.db.base import Base, HasId, OfClinic, reference, sealed_value
from adherence.db.clinics import Clinic
from adherence.db.practitioners import Practitioner
from adherence.domain.on_call import Colleague, NoticeChannel, ShiftSpan


class Shift(HasId, OfClinic, Base):
    """Somebody is on call from an instant to another; a removed shift counts for nothing and is kept."""

    __tablename__ = "shifts"
    __table_args__ = (Index(None, "clinic_id", "ends_at"),)

    practitioner_id: Mapped[str] = reference("practitioners.id")
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    backup: Mapped[bool] = mapped_column(default=False)
    """Whether this person is told only when the first one did not answer."""
    handed_by: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))
    """Who gave this shift away while it was running."""
    note_sealed: Mapped[bytes | None]
    created_at: Mapped[datetime]
    created_by: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))
    removed_at: Mapped[datetime | None]
    removed_by: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))

    @property
    def span(self) -> ShiftSpan:
        """The shift as a value."""
        return ShiftSpan(self.practitioner_id, self.starts_at, self.ends_at, self.backup)

    @property
    def note(self) -> str | None:
        """What was said at the hand-over, opened."""
        return sealed_value(self, "note_sealed")


def shifts_from(session: Session, clinic_id: str, at: datetime) -> list[Shift]:
    """The shifts of a clinic that end after an instant, in their order."""
    query = select(Shift).where(Shift.clinic_id == clinic_id, Shift.ends_at > at, Shift.removed_at.is_(None))
    return list(session.scalars(query.order_by(Shift.starts_at, Shift.created_at, Shift.id)))


def shift_by_id(session: Session, clinic_id: str, shift_id: str) -> Shift | None:
    """One shift of this clinic; None for another clinic's."""
    shift = session.get(Shift, shift_id)
    return shift if shift is not None and shift.clinic_id == clinic_id else None


def staff_of(session: Session, clinic_id: str) -> list[Practitioner]:
    """Everybody who works at a clinic now, by name."""
    query = select(Practitioner).where(Practitioner.clinic_id == clinic_id, Practitioner.active.is_(True))
    return list(session.scalars(query.order_by(Practitioner.name, Practitioner.id)))


def colleagues_of(clinic: Clinic, staff: Collection[Practitioner], *, mails: bool) -> list[Colleague]:
    """How each can be reached: by text on a verified phone, and by e-mail where mail is set up and this is no demo."""
    by_mail = mails and not clinic.demo
    found = []
    for one in staff:
        sms = [NoticeChannel.SMS] if one.phone_verified_at is not None else []
        channels = (*sms, *([NoticeChannel.MAIL] if by_mail else []))
        found.append(Colleague(one.id, one.role, channels))
    return found
