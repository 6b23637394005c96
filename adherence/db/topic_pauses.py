"""Pauses of unprompted texts: asked for by the patient, or entered by staff for the patient."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import Index, Uuid, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from adherence.db.base import Base, HasId, OfClinic, reference
from adherence.db.types import Choice, one_of
from adherence.domain.pauses import PauseSpan, PauseTopic
from adherence.domain.states import ConsentMethod


class TopicPause(HasId, OfClinic, Base):
    """One pause; a later one of the same topic ends it, and so does the wish to go on."""

    __tablename__ = "topic_pauses"
    __table_args__ = (
        one_of("topic", PauseTopic),
        one_of("method", ConsentMethod),
        Index(None, "patient_id", "ended_at"),
    )

    patient_id: Mapped[str] = reference("patients.id")
    topic: Mapped[PauseTopic] = mapped_column(Choice(PauseTopic))
    until_on: Mapped[date]
    """The first local date with texts again."""
    method: Mapped[ConsentMethod] = mapped_column(Choice(ConsentMethod))
    """Who said so: the patient by keyword or on the web page, or staff for the patient."""
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))
    inbound_id: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))
    ended_at: Mapped[datetime | None]
    """Set only where it was ended before its date."""
    ended_by: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))

    @property
    def span(self) -> PauseSpan:
        """What the rules ask of it."""
        return PauseSpan(self.topic, self.until_on)


def pauses_of(session: Session, clinic_id: str, patient_id: str) -> list[TopicPause]:
    """All pauses of one patient, newest first."""
    query = select(TopicPause).where(TopicPause.clinic_id == clinic_id, TopicPause.patient_id == patient_id)
    return list(session.scalars(query.order_by(TopicPause.recorded_at.desc(), TopicPause.id.desc())))


def pauses_that_hold(session: Session, patient_id: str, today: date) -> list[TopicPause]:
    """A patient's pauses that hold on a local date."""
    query = select(TopicPause).where(
        TopicPause.patient_id == patient_id, TopicPause.ended_at.is_(None), TopicPause.until_on > today
    )
    return list(session.scalars(query.order_by(TopicPause.recorded_at, TopicPause.id)))


def pause_spans(session: Session, patient_ids: Collection[str]) -> dict[str, list[PauseSpan]]:
    """The pauses of some patients that were not ended early, read with one query."""
    query = select(TopicPause).where(TopicPause.patient_id.in_(patient_ids), TopicPause.ended_at.is_(None))
    found: dict[str, list[PauseSpan]] = defaultdict(list)
    for pause in session.scalars(query):
        found[pause.patient_id].append(pause.span)
    return found


def pause_by_id(session: Session, clinic_id: str, pause_id: str) -> TopicPause | None:
    """One pause of this clinic; None for another clinic's."""
    pause = session.get(TopicPause, pause_id)
    return pause if pause is not None and pause.clinic_id == clinic_id else None
