"""Holds: spans in which nothing is expected and nothing sent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import Index, Uuid, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from adherence.db.base import Base, HasId, OfClinic, Withdrawable, reference, sealed_value
from adherence.db.types import Choice, one_of
from adherence.domain.holds import HoldSpan, holding
from adherence.domain.states import HoldKind
from adherence.domain.timing import ONE_DAY


class Hold(HasId, OfClinic, Withdrawable, Base):
    """One hold of all of a patient's plans; dates are local and inclusive."""

    __tablename__ = "holds"
    __table_args__ = (one_of("kind", HoldKind), Index(None, "needs_gate", "released_on", "to_on"))

    patient_id: Mapped[str] = reference("patients.id", index=True)
    kind: Mapped[HoldKind] = mapped_column(Choice(HoldKind))
    from_on: Mapped[date]
    """As entered: the first day away, or the day of the procedure."""
    to_on: Mapped[date]
    """As entered: the last day away, or of treatment after the procedure."""
    stops_on: Mapped[date]
    """The first local date without doses, worked out."""
    needs_gate: Mapped[bool]
    """Whether doses wait after the last day until a start gate is signed and passed."""
    released_on: Mapped[date | None]
    """The first local date with doses again, where a gate was needed and was signed."""
    reason_sealed: Mapped[bytes | None]
    override_sealed: Mapped[bytes | None]
    """A prescriber's, where the dates would have been refused without one."""
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))

    @property
    def span(self) -> HoldSpan:
        """The dates without doses; open-ended while a gate is needed and not signed."""
        if self.needs_gate:
            return HoldSpan(self.kind, self.stops_on, self.released_on)
        return HoldSpan(self.kind, self.stops_on, self.to_on + ONE_DAY)

    @property
    def restarts_on(self) -> date:
        """The first local date with doses again, at the earliest."""
        return self.released_on if self.needs_gate and self.released_on else self.to_on + ONE_DAY

    @property
    def reason(self) -> str | None:
        """What was entered, opened."""
        return sealed_value(self, "reason_sealed")

    @property
    def override(self) -> str | None:
        """The prescriber's override as JSON, opened."""
        return sealed_value(self, "override_sealed")


def holds_of(session: Session, patient_id: str) -> list[Hold]:
    """A patient's holds that were not withdrawn, by their first day."""
    query = select(Hold).where(Hold.patient_id == patient_id, Hold.withdrawn.is_(False))
    return list(session.scalars(query.order_by(Hold.stops_on, Hold.id)))


def hold_by_id(session: Session, clinic_id: str, hold_id: str) -> Hold | None:
    """One hold of this clinic, withdrawn or not; None for another clinic's."""
    hold = session.get(Hold, hold_id)
    return hold if hold is not None and hold.clinic_id == clinic_id else None


def all_holds_of(session: Session, clinic_id: str, patient_id: str) -> list[Hold]:
    """A patient's holds with the withdrawn ones, newest first."""
    query = select(Hold).where(Hold.clinic_id == clinic_id, Hold.patient_id == patient_id)
    return list(session.scalars(query.order_by(Hold.stops_on.desc(), Hold.id.desc())))


def spans_by_patient(session: Session, patient_ids: Collection[str]) -> dict[str, list[HoldSpan]]:
    """The spans of the holds of some patients that were not withdrawn; a patient without any has an empty list."""
    spans: dict[str, list[HoldSpan]] = defaultdict(list)
    if not patient_ids:
        return spans
    query = select(Hold).where(Hold.patient_id.in_(patient_ids), Hold.withdrawn.is_(False))
    for hold in session.scalars(query.order_by(Hold.stops_on, Hold.id)):
        spans[hold.patient_id].append(hold.span)
    return spans


def is_held(session: Session, patient_id: str, day: date) -> bool:
    """Whether nothing is expected of a patient on a local date because of a hold."""
    return holding((hold.span for hold in holds_of(session, patient_id)), day) is not None
