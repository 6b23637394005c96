"""The shared inbox: one conversation for each patient who needed a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import ForeignKey, Index, Select, String, Uuid, func, literal, select, tuple_
from sqlalchemy.orm import Mapped, Session, mapped_column

from adherence.db.base import Base, OfClinic, reference
from adherence.db.practitioners import Practitioner
from adherence.db.types import Choice, one_of
from adherence.domain.conversation import RANK_CLOSED, RANK_WAITING, ConversationState, InboxView, Need, rank_of
from adherence.domain.states import ACTS_ON_PATIENTS

Row = TypeVar("Row")
MOST_COUNTED = 1000
"""Counting stops here: a page says "1000+", and stays as fast with a hundred thousand conversations."""


class Conversation(OfClinic, Base):
    """Where the talk with one patient stands; whoever changes it holds the patient's row."""

    __tablename__ = "conversations"
    __table_args__ = (
        one_of("state", ConversationState),
        one_of("need", Need),
        Index(None, "clinic_id", "rank", "since", "patient_id"),
        Index(None, "clinic_id", "owner_id", "rank", "since", "patient_id"),
    )

    patient_id: Mapped[str] = mapped_column(Uuid(as_uuid=False), ForeignKey("patients.id"), primary_key=True)
    state: Mapped[ConversationState] = mapped_column(Choice(ConversationState))
    need: Mapped[Need | None] = mapped_column(Choice(Need))
    rank: Mapped[int]
    """The place in the list, worked out by ``put_in_place``."""
    since: Mapped[datetime]
    """Since when a person is needed, the patient is waited for, or nobody is."""
    owner_id: Mapped[str | None] = reference("practitioners.id")
    owned_at: Mapped[datetime | None]
    inbound_id: Mapped[str | None] = reference("inbound_messages.id")
    """The patient's newest text that needed a person."""
    last_inbound_at: Mapped[datetime | None]
    last_staff_at: Mapped[datetime | None]
    last_staff_by: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))
    read_at: Mapped[datetime | None]
    """When somebody of the care team last looked at it; None where it was marked as unread."""
    read_by: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))
    outcome: Mapped[str | None] = mapped_column(String(32))
    version: Mapped[int] = mapped_column(default=0)
    """Counts changes by staff: a page that was opened before one of them must not undo it unseen."""

    @property
    def unread(self) -> bool:
        """Whether nobody has looked at it since the patient's newest text."""
        if self.read_at is None:
            return True
        return self.last_inbound_at is not None and self.last_inbound_at > self.read_at

    def put_in_place(self) -> None:
        """Work out the place in the list after a change."""
        self.rank = rank_of(self.state, self.need, unread=self.unread)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of the list ended."""

    rank: int
    since: datetime
    patient_id: str


def conversation_of(session: Session, patient_id: str) -> Conversation | None:
    """The conversation with a patient, as it is now; None where no person was ever needed."""
    query = select(Conversation).where(Conversation.patient_id == patient_id)
    return session.scalars(query.execution_options(populate_existing=True)).first()


def inbox(
    session: Session, clinic_id: str, view: InboxView, *, me: str, limit: int, after: Place | None = None
) -> list[Conversation]:
    """One page of a view: what needs a person first comes first, closed ones newest first."""
    query = _seen(select(Conversation), clinic_id, view, me)
    key = tuple_(Conversation.rank, Conversation.since, Conversation.patient_id)
    if view is InboxView.CLOSED:
        if after is not None:
            query = query.where(key < (after.rank, after.since, after.patient_id))
        newest = (Conversation.rank.desc(), Conversation.since.desc(), Conversation.patient_id.desc())
        return list(session.scalars(query.order_by(*newest).limit(limit)))
    if after is not None:
        query = query.where(key > (after.rank, after.since, after.patient_id))
    return list(session.scalars(query.order_by(*key).limit(limit)))


def conversations_after(
    session: Session, clinic_id: str, *, state: ConversationState | None, limit: int, after: Place | None = None
) -> list[Conversation]:
    """Conversations in the order of the list, closed ones last, after the one at this place."""
    query = select(Conversation).where(Conversation.clinic_id == clinic_id)
    match state:
        case ConversationState.OPEN:
            query = query.where(Conversation.rank < RANK_WAITING)
        case ConversationState.WAITING:
            query = query.where(Conversation.rank == RANK_WAITING)
        case ConversationState.CLOSED:
            query = query.where(Conversation.rank == RANK_CLOSED)
        case None:
            pass
    key = tuple_(Conversation.rank, Conversation.since, Conversation.patient_id)
    if after is not None:
        query = query.where(key > (after.rank, after.since, after.patient_id))
    return list(session.scalars(query.order_by(*key).limit(limit)))


def inbox_counts(session: Session, clinic_id: str, *, me: str) -> dict[InboxView, int]:
    """How many conversations each view has, none counted beyond ``MOST_COUNTED``; one query."""
    counted = []
    for view in InboxView:
        some = _seen(select(literal(1)), clinic_id, view, me).select_from(Conversation).limit(MOST_COUNTED)
        counted.append(select(func.count()).select_from(some.subquery()).scalar_subquery().label(view.value))
    row = session.execute(select(*counted)).one()
    return {view: row._mapping[view.value] for view in InboxView}


def waiting_count(session: Session, clinic_id: str) -> int:
    """How many conversations need a person now, counted to 100."""
    some = select(literal(1)).select_from(Conversation)
    some = some.where(Conversation.clinic_id == clinic_id, Conversation.rank < RANK_WAITING).limit(100)
    return session.scalar(select(func.count()).select_from(some.subquery())) or 0


def colleagues(session: Session, clinic_id: str) -> list[Practitioner]:
    """Who a conversation can be assigned to, by name."""
    query = select(Practitioner).where(
        Practitioner.clinic_id == clinic_id, Practitioner.active.is_(True), Practitioner.role.in_(ACTS_ON_PATIENTS)
    )
    return list(session.scalars(query.order_by(Practitioner.name, Practitioner.id)))


def _seen(query: Select[Row], clinic_id: str, view: InboxView, me: str) -> Select[Row]:
    query = query.where(Conversation.clinic_id == clinic_id)
    match view:
        case InboxView.MINE:
            return query.where(Conversation.owner_id == me, Conversation.rank < RANK_CLOSED)
        case InboxView.UNASSIGNED:
            return query.where(Conversation.owner_id.is_(None), Conversation.rank < RANK_CLOSED)
        case InboxView.ALL:
            return query.where(Conversation.rank < RANK_CLOSED)
        case InboxView.CLOSED:
            return query.where(Conversation.rank == RANK_CLOSED)
