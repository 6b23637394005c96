"""Injections that were given or not given, and what is done between one and the next."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Uuid, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from adherence.db.base import Base, HasId, OfClinic, Withdrawable, reference
from adherence.db.types import BigId, Choice, one_of
from adherence.domain.states import CycleStep, Source


class Injection(HasId, OfClinic, Withdrawable, Base):
    """An injection that was given, or not given with a reason."""

    __tablename__ = "injections"

    patient_id: Mapped[str] = reference("patients.id", index=True)
    regimen_id: Mapped[str] = reference("regimens.id", index=True)
    dose_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("doses.id"))
    given: Mapped[bool]
    given_at: Mapped[datetime]
    given_on: Mapped[date]
    """The patient's local date: what the next due date counts from."""
    quantity_mg: Mapped[float | None]
    side: Mapped[str | None] = mapped_column(String(8))
    lot: Mapped[str | None] = mapped_column(String(64))
    expires_on: Mapped[date | None]
    given_by: Mapped[str | None] = mapped_column(String(200))
    """The name of the health professional who gave it."""
    reason: Mapped[str | None] = mapped_column(String(64))
    source: Mapped[Source] = mapped_column(Choice(Source))
    historical: Mapped[bool] = mapped_column(default=False)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))


class InjectionStep(HasId, OfClinic, Base):
    """One thing done, or said by the patient, in a cycle; the newest line of a kind holds."""

    __tablename__ = "injection_steps"
    __table_args__ = (one_of("step", CycleStep), one_of("source", Source), Index(None, "regimen_id", "cycle"))

    patient_id: Mapped[str] = reference("patients.id", index=True)
    regimen_id: Mapped[str] = reference("regimens.id")
    cycle: Mapped[int]
    """How many injections had been given when the cycle began: 0 before the first."""
    step: Mapped[CycleStep] = mapped_column(Choice(CycleStep))
    done: Mapped[bool] = mapped_column(default=True)
    """False takes an earlier line of this kind back."""
    at: Mapped[datetime | None]
    """For a booked visit its instant."""
    value: Mapped[str | None] = mapped_column(String(32))
    """A code, such as the result of a urine test."""
    source: Mapped[Source] = mapped_column(Choice(Source))
    inbound_id: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))


def injections_of(session: Session, regimen_id: str) -> list[Injection]:
    """All injection records of a regimen that hold, oldest first."""
    query = select(Injection).where(Injection.regimen_id == regimen_id, Injection.withdrawn.is_(False))
    return list(session.scalars(query.order_by(Injection.given_at, Injection.id)))


def last_injection_on(session: Session, patient_id: str, *, until: date) -> date | None:
    """The local date of a patient's newest injection given up to a date, under whatever plan; None without any."""
    query = select(Injection.given_on).where(
        Injection.patient_id == patient_id, Injection.given.is_(True), Injection.withdrawn.is_(False)
    )
    return session.scalar(query.where(Injection.given_on <= until).order_by(Injection.given_on.desc()).limit(1))
