"""Staff as the administrator sees them: everybody who ever had a log-in, what they have in hand, who changed what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Index, String, Uuid, case, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from adherence.db.base import Base, HasId, OfClinic, reference
from adherence.db.conversations import Conversation
from adherence.db.flags import Flag
from adherence.db.on_call import Shift
from adherence.db.patients import Patient
from adherence.db.practitioners import ApiToken, Practitioner
from adherence.db.types import Choice, one_of
from adherence.domain.conversation import ConversationState
from adherence.domain.staff import StaffChangeKind
from adherence.domain.states import FlagState, Role

_RANK = {role: place for place, role in enumerate(Role)}


class StaffChange(HasId, OfClinic, Base):
    """One thing that an administrator did to a log-in."""

    __tablename__ = "staff_changes"
    __table_args__ = (one_of("kind", StaffChangeKind), Index(None, "clinic_id", "recorded_at"))

    practitioner_id: Mapped[str] = reference("practitioners.id")
    kind: Mapped[StaffChangeKind] = mapped_column(Choice(StaffChangeKind))
    old: Mapped[str | None] = mapped_column(String(32))
    new: Mapped[str | None] = mapped_column(String(32))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(Uuid(as_uuid=False))


@dataclass(frozen=True, slots=True)
class InHand:
    """What somebody owns that a colleague must have when they leave."""

    patients: int = 0
    flags: int = 0
    conversations: int = 0
    shifts: int = 0

    def __bool__(self) -> bool:
        return bool(self.patients or self.flags or self.conversations or self.shifts)


def all_staff(session: Session, clinic_id: str) -> list[Practitioner]:
    """Everybody who has or had a log-in at a clinic: those who work there first, by role and name."""
    query = select(Practitioner).where(Practitioner.clinic_id == clinic_id)
    place = case(_RANK, value=Practitioner.role)
    return list(session.scalars(query.order_by(Practitioner.active.desc(), place, Practitioner.name, Practitioner.id)))


def staff_member(session: Session, clinic_id: str, practitioner_id: str) -> Practitioner | None:
    """One of them; None for somebody of another clinic."""
    found = session.get(Practitioner, practitioner_id)
    return found if found is not None and found.clinic_id == clinic_id else None


def other_admins(session: Session, clinic_id: str, practitioner_id: str) -> int:
    """How many administrators beside somebody can log in; the clinic's row must be held."""
    query = select(func.count()).where(
        Practitioner.clinic_id == clinic_id,
        Practitioner.id != practitioner_id,
        Practitioner.role == Role.ADMIN,
        Practitioner.active.is_(True),
        Practitioner.password.is_not(None),
    )
    return session.scalar(query) or 0


def in_hand(session: Session, clinic_id: str, practitioner_id: str, now: datetime) -> InHand:
    """What somebody has in hand now."""
    patients = select(func.count()).where(Patient.clinic_id == clinic_id, Patient.owner_id == practitioner_id)
    flags = select(func.count()).where(
        Flag.clinic_id == clinic_id,
        Flag.owner_id == practitioner_id,
        Flag.state == FlagState.OPEN,
        Flag.patient_id.is_not(None),
    )
    conversations = select(func.count()).where(
        Conversation.clinic_id == clinic_id,
        Conversation.owner_id == practitioner_id,
        Conversation.state != ConversationState.CLOSED,
    )
    shifts = select(func.count()).where(
        Shift.clinic_id == clinic_id,
        Shift.practitioner_id == practitioner_id,
        Shift.ends_at > now,
        Shift.removed_at.is_(None),
    )
    return InHand(*(session.scalar(query) or 0 for query in (patients, flags, conversations, shifts)))


def staff_changes(session: Session, clinic_id: str, limit: int = 50) -> list[StaffChange]:
    """The latest changes of a clinic's staff, newest first."""
    query = select(StaffChange).where(StaffChange.clinic_id == clinic_id)
    return list(session.scalars(query.order_by(StaffChange.recorded_at.desc(), StaffChange.id.desc()).limit(limit)))


def tokens_of(session: Session, clinic_id: str) -> list[ApiToken]:
    """Every token of a clinic: those that work first, newest first."""
    query = select(ApiToken).where(ApiToken.clinic_id == clinic_id)
    return list(session.scalars(query.order_by(ApiToken.revoked_at.is_not(None), ApiToken.created_at.desc())))


def token_by_id(session: Session, clinic_id: str, token_id: str) -> ApiToken | None:
    """One token of this clinic; None for another clinic's."""
    found = session.get(ApiToken, token_id)
    return found if found is not None and found.clinic_id == clinic_id else None
