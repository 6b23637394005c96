"""Answers to regular questions, the texts that asked them, and the ledger of how often each is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Index, String, Uuid, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from adherence.db.base import Base, HasId, OfClinic, reference, sealed_value
from adherence.db.communications import Communication
from adherence.db.types import BigId, Choice, one_of
from adherence.domain.cadence import Cadence, Cause
from adherence.domain.check_in_answers import AnswerWord, Said
from adherence.domain.states import MessageState, Source

_ASKED = "question"


class CheckInAnswer(HasId, OfClinic, Base):
    """One answer about one local date; newer ones about the date count, none is overwritten."""

    __tablename__ = "check_in_answers"
    __table_args__ = (one_of("word", AnswerWord), one_of("source", Source), Index(None, "patient_id", "on"))

    patient_id: Mapped[str] = reference("patients.id")
    kind: Mapped[str] = mapped_column(String(40))
    """The key of the question."""
    version: Mapped[int]
    """The clinic's version of the question; 0 is the shipped one."""
    on: Mapped[date]
    """The local date on which it was asked, or which a telephone call was about."""
    value: Mapped[int | None]
    word: Mapped[AnswerWord | None] = mapped_column(Choice(AnswerWord))
    text_sealed: Mapped[bytes | None]
    """The patient's own words, where these are the answer."""
    source: Mapped[Source] = mapped_column(Choice(Source))
    communication_id: Mapped[int | None] = mapped_column(BigId)
    inbound_id: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))
    answered_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))

    @property
    def text(self) -> str | None:
        """The patient's own words, opened."""
        return sealed_value(self, "text_sealed")

    @property
    def said(self) -> Said:
        """The answer as the rules know it."""
        return Said(self.value, self.word)


class CadenceChange(HasId, OfClinic, Base):
    """One change of how often a question is asked, or of its lock, with its reason."""

    __tablename__ = "cadence_changes"
    __table_args__ = (
        one_of("cadence_from", Cadence),
        one_of("cadence_to", Cadence),
        one_of("cause", Cause),
        Index(None, "patient_id", "recorded_at"),
    )

    patient_id: Mapped[str] = reference("patients.id")
    kind: Mapped[str] = mapped_column(String(40))
    cadence_from: Mapped[Cadence | None] = mapped_column(Choice(Cadence))
    cadence_to: Mapped[Cadence] = mapped_column(Choice(Cadence))
    cause: Mapped[Cause] = mapped_column(Choice(Cause))
    count: Mapped[int]
    """How many answers, questions or days the cause counts."""
    until_on: Mapped[date | None]
    reason_sealed: Mapped[bytes | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))

    @property
    def reason(self) -> str | None:
        """What a practitioner wrote, opened."""
        return sealed_value(self, "reason_sealed")


@dataclass(frozen=True, slots=True)
class Asking:
    """One time a question was put: its key, its local date, when the text left, and whether it may have arrived."""

    kind: str
    on: date
    started_at: datetime
    arrived: bool = True
    """False where the carrier says that it did not: a silent system is not a silent patient."""


def asking_occasion(kind: str, on: date) -> str:
    """The occasion under which a question of a local date is asked once."""
    return f"{_ASKED}:{kind}:{on}"


def askings_prefix(kind: str) -> str:
    """What every occasion of a question begins with."""
    return f"{_ASKED}:{kind}:"


def askings_of(
    session: Session, patient_id: str, states: frozenset[MessageState], *, since: datetime, kind: str | None = None
) -> list[Asking]:
    """The times a patient was asked since an instant, in their order: texts that the patient may have."""
    prefix = askings_prefix(kind) if kind else f"{_ASKED}:"
    query = select(Communication.occasion, Communication.started_at, Communication.state).where(
        Communication.patient_id == patient_id,
        Communication.due_at >= since,
        Communication.occasion.startswith(prefix, autoescape=True),
        Communication.state.in_(states),
    )
    found = []
    for occasion, started_at, state in session.execute(query.order_by(Communication.due_at)):
        if occasion is not None and started_at is not None:
            _, key, on = occasion.split(":")
            found.append(Asking(key, date.fromisoformat(on), started_at, state is not MessageState.UNDELIVERED))
    return found


def answers_of(session: Session, patient_id: str, first: date, last: date) -> list[CheckInAnswer]:
    """The answers about first..last (inclusive), in the order in which they were given."""
    query = select(CheckInAnswer).where(
        CheckInAnswer.patient_id == patient_id, CheckInAnswer.on >= first, CheckInAnswer.on <= last
    )
    return list(session.scalars(query.order_by(CheckInAnswer.recorded_at, CheckInAnswer.id)))


def latest_by_day(answers: list[CheckInAnswer]) -> dict[tuple[str, date], CheckInAnswer]:
    """The answer that counts for each question and date: the latest one."""
    return {(answer.kind, answer.on): answer for answer in answers}


def cadence_changes(session: Session, patient_id: str, *, limit: int = 100) -> list[CadenceChange]:
    """A patient's changes of cadence, newest first."""
    query = select(CadenceChange).where(CadenceChange.patient_id == patient_id)
    newest = CadenceChange.recorded_at.desc(), CadenceChange.id.desc()
    return list(session.scalars(query.order_by(*newest).limit(limit)))
