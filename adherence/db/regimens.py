"""Regimens and their versions: a change is a new version from a day on."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, Uuid, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from adherence.db.base import Base, HasId, OfClinic, reference, sealed_value
from adherence.db.types import Choice, Json, one_of
from adherence.domain.states import PlanKind, RegimenState, StopCause, VersionCause

_WAITS = text("step_look_at IS NOT NULL")


class Regimen(HasId, OfClinic, Base):
    """One medication with its timing for one patient."""

    __tablename__ = "regimens"
    __table_args__ = (
        one_of("kind", PlanKind),
        one_of("state", RegimenState),
        one_of("stop_cause", StopCause),
        Index(None, "state", "planned_until"),
        Index("ix_regimens_state_step_look_at", "state", "step_look_at", sqlite_where=_WAITS, postgresql_where=_WAITS),
        Index(None, "clinic_id", "patient_id"),
    )

    patient_id: Mapped[str] = reference("patients.id", index=True)
    kind: Mapped[PlanKind] = mapped_column(Choice(PlanKind))
    state: Mapped[RegimenState] = mapped_column(Choice(RegimenState))
    planned_until: Mapped[datetime]
    """Doses due before this instant have rows."""
    step_look_at: Mapped[datetime | None]
    """When to look whether a step that somebody moves has lasted long enough; None where no step waits."""
    stopped_on: Mapped[date | None]
    """The first local date without doses."""
    stop_reason_sealed: Mapped[bytes | None]
    stop_cause: Mapped[StopCause | None] = mapped_column(Choice(StopCause))
    """The same as a code, for reports; None where it was not said."""
    created_at: Mapped[datetime]
    versions: Mapped[list[RegimenVersion]] = relationship(
        order_by="RegimenVersion.number", back_populates="regimen", lazy="selectin"
    )

    @property
    def current(self) -> RegimenVersion:
        """The newest version."""
        return self.versions[-1]


class RegimenVersion(HasId, OfClinic, Base):
    """What was planned from one local date until the next version."""

    __tablename__ = "regimen_versions"
    __table_args__ = (UniqueConstraint("regimen_id", "number"), one_of("cause", VersionCause))

    regimen_id: Mapped[str] = mapped_column(Uuid(as_uuid=False), ForeignKey("regimens.id"))
    number: Mapped[int]
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    """The last local date of this version; None for the last, before ``from_on`` for one that never began."""
    plan: Mapped[dict[str, Any]] = mapped_column(Json)
    """A regimen as in the API, without ``given_on`` and ``risk_days``, which are records of their own."""
    cause: Mapped[VersionCause] = mapped_column(Choice(VersionCause), default=VersionCause.ENTERED)
    reason_sealed: Mapped[bytes | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))
    regimen: Mapped[Regimen] = relationship(back_populates="versions")

    @property
    def reason(self) -> str | None:
        """Why it came about, opened."""
        return sealed_value(self, "reason_sealed")

    @property
    def never_began(self) -> bool:
        """Whether a later version took all its days."""
        return self.until_on is not None and self.until_on < self.from_on


class RiskDay(HasId, OfClinic, Base):
    """A declared high-risk day of a targeted regimen, or one declared to be none."""

    __tablename__ = "risk_days"
    __table_args__ = (UniqueConstraint("regimen_id", "on"),)

    patient_id: Mapped[str] = reference("patients.id")
    regimen_id: Mapped[str] = reference("regimens.id")
    on: Mapped[date]
    anticipated_at: Mapped[str | None] = mapped_column(String(5))
    """Local time HH:MM; None takes the regimen's own."""
    declined: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str] = mapped_column(String(32))
    recorded_at: Mapped[datetime]


def regimens_of(session: Session, clinic_id: str, patient_id: str) -> list[Regimen]:
    """All regimens of a patient, newest first."""
    query = select(Regimen).where(Regimen.clinic_id == clinic_id, Regimen.patient_id == patient_id)
    return list(session.scalars(query.order_by(Regimen.created_at.desc(), Regimen.id.desc())))


def regimen_by_id(session: Session, clinic_id: str, regimen_id: str) -> Regimen | None:
    """One regimen of this clinic; None for another clinic's."""
    regimen = session.get(Regimen, regimen_id)
    return regimen if regimen is not None and regimen.clinic_id == clinic_id else None
