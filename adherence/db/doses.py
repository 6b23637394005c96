"""Doses and what was reported about them (administrations, a ledger)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import ColumnElement, ForeignKey, Index, String, UniqueConstraint, Uuid, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from adherence.db.base import Base, HasId, OfClinic, reference, sealed_value
from adherence.db.types import BigId, Choice, one_of
from adherence.domain.holds import HELD_REASONS
from adherence.domain.states import DoseState, PlanKind, Source


class Dose(OfClinic, Base):
    """One planned occasion; its identity is (regimen, local date, slot)."""

    __tablename__ = "doses"
    __table_args__ = (
        one_of("state", DoseState),
        one_of("kind", PlanKind),
        UniqueConstraint("regimen_id", "on", "slot"),
        Index(None, "patient_id", "on"),
        # Reports count by kind and state: with both in the index they need not look at half a million rows.
        Index(None, "clinic_id", "on", "patient_id", "kind", "state"),
        Index(None, "state", "window_closes_at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    patient_id: Mapped[str] = reference("patients.id")
    regimen_id: Mapped[str] = reference("regimens.id")
    version_id: Mapped[str] = mapped_column(Uuid(as_uuid=False), ForeignKey("regimen_versions.id"))
    kind: Mapped[PlanKind] = mapped_column(Choice(PlanKind))
    on: Mapped[date]
    slot: Mapped[str] = mapped_column(String(8))
    """Local wall time HH:MM."""
    due_at: Mapped[datetime]
    window_opens_at: Mapped[datetime]
    late_from: Mapped[datetime]
    """From this instant an answer is ``taken_late``."""
    window_closes_at: Mapped[datetime]
    quantity_mg: Mapped[float]
    agreed_hours: Mapped[bool] = mapped_column(default=False)
    """The patient agreed to texts outside texting hours for this slot."""
    state: Mapped[DoseState] = mapped_column(Choice(DoseState), default=DoseState.UPCOMING)
    reason: Mapped[str | None] = mapped_column(String(64))
    undelivered: Mapped[bool] = mapped_column(default=False)
    """No text about this dose reached the patient, so silence says nothing."""
    source: Mapped[Source | None] = mapped_column(Choice(Source))
    recorded_at: Mapped[datetime | None]
    taken_at: Mapped[datetime | None]

    def state_at(self, now: datetime) -> DoseState:
        """The state as people see it: a stored ``upcoming`` is ``open`` once its window has opened."""
        if self.state is DoseState.UPCOMING and now >= self.window_opens_at:
            return DoseState.OPEN
        return self.state


class Administration(HasId, OfClinic, Base):
    """What was reported or recorded about a dose; superseded, never overwritten."""

    __tablename__ = "administrations"
    __table_args__ = (one_of("state", DoseState), one_of("source", Source))

    patient_id: Mapped[str] = reference("patients.id", index=True)
    dose_id: Mapped[int] = mapped_column(BigId, ForeignKey("doses.id"), index=True)
    state: Mapped[DoseState] = mapped_column(Choice(DoseState))
    source: Mapped[Source] = mapped_column(Choice(Source))
    taken_at: Mapped[datetime | None]
    quantity_mg: Mapped[float | None]
    reason: Mapped[str | None] = mapped_column(String(64))
    note_sealed: Mapped[bytes | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))
    inbound_id: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))
    supersedes_id: Mapped[str | None] = mapped_column(Uuid(as_uuid=False), ForeignKey("administrations.id"))
    undoes: Mapped[bool] = mapped_column(default=False)
    """This line only takes back the one that it supersedes."""

    @property
    def note(self) -> str | None:
        """The free text, opened."""
        return sealed_value(self, "note_sealed")


def is_held_by_hold() -> ColumnElement[bool]:
    """Doses that a hold covers; those that a pause covers have another reason."""
    return (Dose.state == DoseState.HELD) & Dose.reason.in_(HELD_REASONS)


def is_waiting() -> ColumnElement[bool]:
    """Doses of which nothing is known yet and whose plan may still change: upcoming, open, or covered by a hold."""
    return (Dose.state == DoseState.UPCOMING) | is_held_by_hold()


def doses_between(session: Session, clinic_id: str, patient_id: str, first: date, last: date) -> list[Dose]:
    """A patient's doses by local date, both ends included, in order; cancelled ones are left out."""
    query = select(Dose).where(
        Dose.clinic_id == clinic_id,
        Dose.patient_id == patient_id,
        Dose.on >= first,
        Dose.on <= last,
        Dose.state != DoseState.CANCELLED,
    )
    return list(session.scalars(query.order_by(Dose.due_at, Dose.id)))


def dose_by_id(session: Session, clinic_id: str, dose_id: int) -> Dose | None:
    """One dose of this clinic; None for another clinic's."""
    dose = session.get(Dose, dose_id)
    return dose if dose is not None and dose.clinic_id == clinic_id else None


def administrations_of(session: Session, dose_id: int) -> list[Administration]:
    """The ledger of one dose, oldest line first."""
    query = select(Administration).where(Administration.dose_id == dose_id)
    return list(session.scalars(query.order_by(Administration.recorded_at, Administration.id)))


def administrations_of_doses(session: Session, clinic_id: str, dose_ids: Collection[int]) -> list[Administration]:
    """The ledgers of some doses, oldest line first."""
    query = select(Administration).where(Administration.clinic_id == clinic_id, Administration.dose_id.in_(dose_ids))
    return list(session.scalars(query.order_by(Administration.recorded_at, Administration.id)))
