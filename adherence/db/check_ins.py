"""Which regular questions are switched on for a patient, how often each is asked, and when it is next due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import Index, Select, String, UniqueConstraint, Uuid, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from adherence.db.base import Base, HasId, OfClinic, reference
from adherence.db.patients import Patient
from adherence.db.types import Choice, one_of
from adherence.domain.cadence import Cadence
from adherence.domain.states import CheckInKind, PatientStatus

_IS_ASKED = text("ask_at IS NOT NULL")


class CheckIn(HasId, OfClinic, Base):
    """One regular question of one patient; there is no row before it is first switched on."""

    __tablename__ = "check_ins"
    __table_args__ = (
        one_of("cadence", Cadence),
        UniqueConstraint("patient_id", "kind"),
        Index(None, "kind", "on"),
        Index(None, "ask_at", sqlite_where=_IS_ASKED, postgresql_where=_IS_ASKED),
    )

    patient_id: Mapped[str] = reference("patients.id")
    kind: Mapped[str] = mapped_column(String(40))
    """The key of the question, such as ``craving`` or ``own-2``."""
    on: Mapped[bool]
    at: Mapped[str | None] = mapped_column(String(5))
    """Local time HH:MM of its own; None takes the clinic's."""
    set_at: Mapped[datetime]
    set_by: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))
    threshold: Mapped[int | None]
    """The patient's own; None takes the clinic's."""
    goal: Mapped[int | None]
    """The highest number that meets the patient's goal; None takes the clinic's."""
    cadence: Mapped[Cadence | None] = mapped_column(Choice(Cadence))
    """None for the two questions of targeted plans, whose days follow from the plan."""
    cadence_at: Mapped[datetime | None]
    """When the cadence last changed: only what comes after it counts for the next change."""
    locked: Mapped[bool] = mapped_column(default=False)
    locked_until_on: Mapped[date | None]
    asked_on: Mapped[date | None]
    """The local date of the newest asking."""
    due_on: Mapped[date | None]
    """The local date on which the cadence wants it asked; an earlier one goes first."""
    ask_at: Mapped[datetime | None]
    """When to look whether it can be asked; None while it is off."""


def check_ins_of(session: Session, patient_id: str) -> dict[str, CheckIn]:
    """A patient's regular questions, by kind, also those that were switched off."""
    rows = session.scalars(select(CheckIn).where(CheckIn.patient_id == patient_id))
    return {row.kind: row for row in rows}


@dataclass(frozen=True, slots=True)
class AskedTogether:
    """Patients of one clinic and zone who are asked at the same local time; None is the clinic's."""

    clinic_id: str
    time_zone: str
    at: str | None

    @property
    def zone(self) -> ZoneInfo:
        """Their time zone."""
        return ZoneInfo(self.time_zone)

    def time_or(self, default: time) -> time:
        """Their own time of day, or the clinic's."""
        return time.fromisoformat(self.at) if self.at else default


def asked_together(session: Session, kind: CheckInKind) -> list[AskedTogether]:
    """The groups of active patients for whom a question is switched on: few, however many patients there are."""
    query = select(CheckIn.clinic_id, Patient.time_zone, CheckIn.at).join(Patient, Patient.id == CheckIn.patient_id)
    query = query.where(CheckIn.kind == kind, CheckIn.on, Patient.status == PatientStatus.ACTIVE)
    return [AskedTogether(*row) for row in session.execute(query.distinct())]


def members_of(group: AskedTogether, kind: CheckInKind, *, asks_at: datetime) -> Select[CheckIn]:
    """The check-ins of a group that were switched on by the instant at which it is asked."""
    query = select(CheckIn).join(Patient, Patient.id == CheckIn.patient_id)
    return query.where(
        CheckIn.kind == kind,
        CheckIn.on,
        CheckIn.set_at <= asks_at,
        CheckIn.clinic_id == group.clinic_id,
        CheckIn.at.is_(None) if group.at is None else CheckIn.at == group.at,
        Patient.status == PatientStatus.ACTIVE,
        Patient.time_zone == group.time_zone,
    )
