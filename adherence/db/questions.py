"""A clinic's regular questions: the shipped ones with what the clinic changed, and those that it added."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time

from sqlalchemy import String, UniqueConstraint, Uuid, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from adherence.db.base import Base, HasId, OfClinic
from adherence.db.types import Choice, one_of
from adherence.domain.cadence import Cadence
from adherence.domain.questions import SHIPPED, AnswerKind, ClinicQuestion, own_number


class QuestionVersion(HasId, OfClinic, Base):
    """How a question holds from one moment until the next version; never changed, so that a sent text can cite it.

    The wording goes to every patient alike and says nothing of one, so it is not sealed.
    """

    __tablename__ = "question_versions"
    __table_args__ = (
        one_of("answer", AnswerKind),
        one_of("cadence", Cadence),
        UniqueConstraint("clinic_id", "kind", "number"),
    )

    kind: Mapped[str] = mapped_column(String(40))
    number: Mapped[int]
    answer: Mapped[AnswerKind] = mapped_column(Choice(AnswerKind))
    name: Mapped[str] = mapped_column(String(60))
    on: Mapped[bool]
    at: Mapped[str | None] = mapped_column(String(5))
    cadence: Mapped[Cadence | None] = mapped_column(Choice(Cadence))
    threshold: Mapped[int | None]
    goal: Mapped[int | None]
    text_en: Mapped[str]
    text_es: Mapped[str]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(Uuid(as_uuid=False))

    def as_value(self) -> ClinicQuestion:
        """The question as the rules know it."""
        return ClinicQuestion(
            kind=self.kind,
            answer=self.answer,
            name=self.name,
            on=self.on,
            at=time.fromisoformat(self.at) if self.at else None,
            cadence=self.cadence,
            threshold=self.threshold,
            goal=self.goal,
            text_en=self.text_en,
            text_es=self.text_es,
            number=self.number,
            version_id=self.id,
        )


def questions_of(session: Session, clinic_id: str) -> dict[str, ClinicQuestion]:
    """All questions of a clinic as they hold now, by key: the shipped ones first, then its own in order."""
    newest = (
        select(QuestionVersion.kind, func.max(QuestionVersion.number).label("number"))
        .where(QuestionVersion.clinic_id == clinic_id)
        .group_by(QuestionVersion.kind)
        .subquery()
    )
    query = select(QuestionVersion).where(
        QuestionVersion.clinic_id == clinic_id,
        QuestionVersion.kind == newest.c.kind,
        QuestionVersion.number == newest.c.number,
    )
    changed = sorted((row.as_value() for row in session.scalars(query)), key=lambda one: own_number(one.kind))
    return {question.kind: question for question in (*SHIPPED, *changed)}


def question_history(session: Session, clinic_id: str, kind: str) -> list[QuestionVersion]:
    """Every version of a question of this clinic, newest first."""
    query = select(QuestionVersion).where(QuestionVersion.clinic_id == clinic_id, QuestionVersion.kind == kind)
    return list(session.scalars(query.order_by(QuestionVersion.number.desc())))


def question_texts(session: Session, version_ids: Iterable[str]) -> dict[str, ClinicQuestion]:
    """The questions that waiting texts cite, by the id of their version."""
    wanted = set(version_ids)
    if not wanted:
        return {}
    rows = session.scalars(select(QuestionVersion).where(QuestionVersion.id.in_(wanted)))
    return {row.id: row.as_value() for row in rows}
