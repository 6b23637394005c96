"""Reports of large clinics as the worker counted them: sums and shares, no row about a patient."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from adherence.db.base import Base, HasId, OfClinic, code
from adherence.db.types import Choice, Json, one_of
from adherence.domain.states import PlanKind


@dataclass(frozen=True, slots=True)
class WantedReport:
    """One report of a clinic; without chosen days it is about so many days up to today, whatever day that is."""

    clinic_id: str
    report: str
    kind: PlanKind | None = None
    first: date | None = None
    last: date | None = None

    @property
    def key(self) -> str:
        """What tells it from the clinic's others."""
        return "/".join(str(part or "") for part in (self.report, self.kind, self.first, self.last))


class CountedReport(HasId, OfClinic, Base):
    """A report that somebody looked at: to be counted, or counted."""

    __tablename__ = "counted_reports"
    __table_args__ = (one_of("kind", PlanKind), UniqueConstraint("clinic_id", "key"))

    key: Mapped[str] = mapped_column(String(96))
    report: Mapped[str] = code()
    kind: Mapped[PlanKind | None] = mapped_column(Choice(PlanKind))
    first: Mapped[date | None]
    last: Mapped[date | None]
    wanted_at: Mapped[datetime]
    """When it was last asked for; while it is not counted, when it was first."""
    due_at: Mapped[datetime] = mapped_column(index=True)
    """When the worker counts it next."""
    counted_at: Mapped[datetime | None]
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]
    sections: Mapped[list[dict[str, Any]] | None] = mapped_column(Json)
    """See ``domain/report/stored.py``."""


def counted_report(session: Session, wanted: WantedReport) -> CountedReport | None:
    """What is known of a report; None where nobody asked for it."""
    return counted_reports(session, wanted.clinic_id, [wanted.key]).get(wanted.key)


def counted_reports(session: Session, clinic_id: str, keys: Collection[str]) -> dict[str, CountedReport]:
    """What is known of some reports of a clinic, by key."""
    query = select(CountedReport).where(CountedReport.clinic_id == clinic_id, CountedReport.key.in_(keys))
    return {row.key: row for row in session.scalars(query)}
