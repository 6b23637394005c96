"""Injections that were given or not given, and what is done between one and the next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Uuid, func, select, tuple_
from sqlalchemy.orm import Mapped, Session, mapped_column

from adherence.db.base import Base, HasId, OfClinic, Withdrawable, reference
from adherence.db.doses import Dose
from adherence.db.types import BigId, Choice, one_of
from adherence.domain.cycle import StepLine, booking_of, bookings_made
from adherence.domain.states import CycleStep, DoseState, Source

WAITING = (DoseState.UPCOMING, DoseState.NO_ANSWER, DoseState.MISSED, DoseState.SKIPPED, DoseState.HELD)
"""States of an injection that is still to be given, also after it lapsed."""
STEPS_OF_A_BOOKING = 100
"""The ``step`` of a visit text is the days before the visit, and so much more for each booking in its cycle."""


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


@dataclass(frozen=True, slots=True)
class Visit:
    """A booked visit: its instant, and how many visits of this cycle were booked with it."""

    at: datetime
    number: int


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


def injections_of_patient(session: Session, clinic_id: str, patient_id: str) -> list[Injection]:
    """All injection records of a patient of the clinic, oldest first, withdrawn ones too."""
    query = select(Injection).where(Injection.clinic_id == clinic_id, Injection.patient_id == patient_id)
    return list(session.scalars(query.order_by(Injection.given_at, Injection.id)))


def given_of(session: Session, regimen_id: str) -> list[Injection]:
    """The injections that were given and hold, oldest first."""
    return [record for record in injections_of(session, regimen_id) if record.given]


def injection_by_id(session: Session, clinic_id: str, injection_id: str) -> Injection | None:
    """One record of this clinic, withdrawn or not; None for another clinic's."""
    record = session.get(Injection, injection_id)
    return record if record is not None and record.clinic_id == clinic_id else None


def waiting_injection(session: Session, regimen_id: str) -> Dose | None:
    """The injection that is still to be given: the newest one without a record, also after it lapsed."""
    query = select(Dose).where(Dose.regimen_id == regimen_id, Dose.state.in_(WAITING))
    return session.scalars(query.order_by(Dose.due_at.desc()).limit(1)).first()


def given_since(session: Session, dose: Dose) -> datetime | None:
    """When an injection was first given since a dose could have been; a dose that a hold covered stays held then."""
    query = select(func.min(Injection.given_at)).where(
        Injection.regimen_id == dose.regimen_id, Injection.given.is_(True), Injection.withdrawn.is_(False)
    )
    return session.scalar(query.where(Injection.given_at >= dose.window_opens_at))


def cycle_numbers(session: Session, regimen_ids: Collection[str]) -> dict[str, int]:
    """The number of the cycle that runs, by regimen: how many injections were given so far."""
    query = select(Injection.regimen_id, func.count()).where(
        Injection.regimen_id.in_(regimen_ids), Injection.given.is_(True), Injection.withdrawn.is_(False)
    )
    counted: dict[str, int] = {row[0]: row[1] for row in session.execute(query.group_by(Injection.regimen_id))}
    return {regimen_id: counted.get(regimen_id, 0) for regimen_id in regimen_ids}


def lines_of_cycles(session: Session, numbers: dict[str, int]) -> dict[str, list[StepLine]]:
    """The lines of one cycle of each regimen, oldest first."""
    query = select(InjectionStep).where(
        tuple_(InjectionStep.regimen_id, InjectionStep.cycle).in_(list(numbers.items()))
    )
    found: dict[str, list[StepLine]] = defaultdict(list)
    for row in session.scalars(query.order_by(InjectionStep.recorded_at, InjectionStep.id)):
        found[row.regimen_id].append(
            StepLine(
                row.step, row.done, row.at, row.value, row.source, row.recorded_at, row.recorded_by, row.inbound_id
            )
        )
    return found


def booked_visits(session: Session, regimen_ids: Collection[str]) -> dict[str, Visit]:
    """The visits that are booked for the injections that come next, by regimen; two queries however many."""
    visits = {}
    for regimen_id, lines in lines_of_cycles(session, cycle_numbers(session, regimen_ids)).items():
        booking = booking_of(lines)
        if booking is not None and booking.at is not None:
            visits[regimen_id] = Visit(booking.at, bookings_made(lines))
    return visits


def due_dates(session: Session, dose_ids: Collection[int]) -> dict[int, date]:
    """When some injections were due, by dose."""
    query = select(Dose.id, Dose.on).where(Dose.id.in_(dose_ids))
    return {row.id: row.on for row in session.execute(query)}
