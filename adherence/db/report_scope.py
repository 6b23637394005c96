"""What a report is about: one clinic, a span of days and, if chosen, one kind of plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from adherence.db.patients import Patient
from adherence.domain.states import PlanKind
from adherence.domain.timing import ONE_DAY, day_start


@dataclass(frozen=True, slots=True)
class ReportScope:
    """Local days from ``first`` to ``last``, both included; ``kind`` None takes every plan."""

    clinic_id: str
    zone: ZoneInfo
    first: date
    last: date
    kind: PlanKind | None = None

    @property
    def starts_at(self) -> datetime:
        """The first instant of the span in the clinic's zone."""
        return day_start(self.first, self.zone)

    @property
    def ends_at(self) -> datetime:
        """The first instant after it."""
        return day_start(self.last + ONE_DAY, self.zone)

    @property
    def kinds(self) -> tuple[PlanKind, ...]:
        """The kinds of plan that it takes."""
        return tuple(PlanKind) if self.kind is None else (self.kind,)

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1


def has_more_patients(session: Session, clinic_id: str, number: int) -> bool:
    """Whether a clinic has more than so many patients; it counts no further."""
    query = select(Patient.id).where(Patient.clinic_id == clinic_id).offset(number).limit(1)
    return session.scalar(query) is not None
