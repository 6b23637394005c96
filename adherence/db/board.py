"""The cycles of injections of a clinic or of one patient, read with a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from adherence.db.communications import Communication
from adherence.db.doses import Dose
from adherence.db.inbound import InboundMessage
from adherence.db.injections import (
    STEPS_OF_A_BOOKING,
    WAITING,
    Injection,
    lines_of_cycles,
    waiting_injection,
)
from adherence.db.no_index import no_index
from adherence.db.patients import Patient
from adherence.db.regimens import Regimen
from adherence.domain.cycle import CycleFacts, NotGiven, WaitingInjection, booking_of, bookings_made
from adherence.domain.injection import InjectionBoundaries
from adherence.domain.purpose import Purpose
from adherence.domain.states import (
    AT_PROVIDER,
    DoseState,
    MessageState,
    PatientStatus,
    PlanKind,
    RegimenState,
)
from adherence.domain.timing import day_start

HERE = (PatientStatus.ACTIVE, PatientStatus.PAUSED)
_LEFT = AT_PROVIDER | {MessageState.SENDING, MessageState.UNCERTAIN, MessageState.UNKNOWN}


@dataclass(frozen=True, slots=True)
class RunningCycle:
    """A cycle that runs: whose it is, its number, the dose that waits, and what is known of it."""

    patient_id: str
    owner_id: str | None
    regimen_id: str
    number: int
    dose_id: int
    facts: CycleFacts


@dataclass(frozen=True, slots=True)
class _Waits:
    """One waiting injection, as the query finds it."""

    patient_id: str
    owner_id: str | None
    zone: ZoneInfo
    regimen_id: str
    dose_id: int
    injection: WaitingInjection


def injection_regimen(session: Session, patient: Patient) -> Regimen | None:
    """The patient's active injection plan, the newest where there are several."""
    query = select(Regimen).where(
        Regimen.clinic_id == patient.clinic_id,
        Regimen.patient_id == patient.id,
        Regimen.kind == PlanKind.INJECTION,
        Regimen.state == RegimenState.ACTIVE,
    )
    return session.scalars(query.order_by(Regimen.created_at.desc(), Regimen.id.desc()).limit(1)).first()


def running_cycles(session: Session, clinic_id: str) -> list[RunningCycle]:
    """The running cycle of each patient of the clinic who takes part and has an injection that waits."""
    return _with_facts(session, _waiting(session, clinic_id))


def running_cycle(session: Session, patient: Patient) -> RunningCycle | None:
    """The running cycle of one patient, whatever the patient's state; None where no injection waits."""
    regimen = injection_regimen(session, patient)
    dose = waiting_injection(session, regimen.id) if regimen is not None else None
    if regimen is None or dose is None:
        return None
    injection = _injection(dose, patient.zone)
    found = _Waits(patient.id, patient.owner_id, patient.zone, regimen.id, dose.id, injection)
    return _with_facts(session, [found])[0]


def reminded(session: Session, cycles: Collection[RunningCycle]) -> dict[int, dict[int, datetime]]:
    """When the texts about the visits of some cycles left, by dose and by days before the visit."""
    bookings = {cycle.dose_id: _booking_number(cycle) for cycle in cycles}
    query = select(Communication.dose_id, Communication.step, Communication.started_at).where(
        Communication.dose_id.in_(bookings),
        Communication.purpose == Purpose.APPOINTMENT,
        no_index(Communication.state).in_(_LEFT),
        Communication.started_at.is_not(None),
    )
    left: dict[int, dict[int, datetime]] = defaultdict(dict)
    for dose_id, step, started_at in session.execute(query):
        number, days_before = divmod(step, STEPS_OF_A_BOOKING)
        if dose_id is not None and started_at is not None and number == bookings[dose_id]:
            left[dose_id][days_before] = started_at
    return left


def last_sides(session: Session, regimen_ids: Collection[str]) -> dict[str, str | None]:
    """On which side the last injection of each regimen was given."""
    query = select(Injection.regimen_id, Injection.side).where(
        Injection.regimen_id.in_(regimen_ids), Injection.given.is_(True), Injection.withdrawn.is_(False)
    )
    return {row.regimen_id: row.side for row in session.execute(query.order_by(Injection.given_at, Injection.id))}


def replies_by_id(session: Session, clinic_id: str, ids: Collection[str]) -> dict[str, InboundMessage]:
    """Some texts of patients of the clinic, by id."""
    if not ids:
        return {}  # SQLite would look for none among all texts of the clinic
    query = select(InboundMessage).where(InboundMessage.clinic_id == clinic_id, InboundMessage.id.in_(ids))
    return {message.id: message for message in session.scalars(query)}


def patients_by_id(session: Session, clinic_id: str, ids: Collection[str]) -> dict[str, Patient]:
    """Some patients of the clinic, by id."""
    query = select(Patient).where(Patient.clinic_id == clinic_id, Patient.id.in_(ids))
    return {patient.id: patient for patient in session.scalars(query)}


def _waiting(session: Session, clinic_id: str) -> list[_Waits]:
    """One row for each patient: of several plans the newest, of several doses the one that is due last."""
    instants = Dose.window_opens_at, Dose.late_from, Dose.window_closes_at
    query = (
        select(Dose.patient_id, Patient.owner_id, Patient.time_zone, Dose.regimen_id, Dose.id, Dose.state)
        .add_columns(Dose.on, Dose.due_at, *instants)
        .join(Regimen, Regimen.id == Dose.regimen_id)
        .join(Patient, Patient.id == Dose.patient_id)
        .where(Regimen.clinic_id == clinic_id, Regimen.kind == PlanKind.INJECTION, Regimen.state == RegimenState.ACTIVE)
        .where(no_index(Dose.clinic_id) == clinic_id, Dose.kind == PlanKind.INJECTION)
        .where(no_index(Dose.state).in_(WAITING), Patient.status.in_(HERE))
        .order_by(Regimen.created_at, Dose.due_at)
    )
    newest = {row.patient_id: row for row in session.execute(query)}
    return [
        _Waits(row.patient_id, row.owner_id, zone, row.regimen_id, row.id, _injection(row, zone))
        for row in newest.values()
        for zone in (ZoneInfo(row.time_zone),)
    ]


def _injection(dose: Dose | Row[Any], zone: ZoneInfo) -> WaitingInjection:
    boundaries = InjectionBoundaries(
        early_at=dose.window_opens_at,
        due_at=day_start(dose.on, zone),
        overdue_at=dose.late_from,
        lapsed_at=dose.window_closes_at,
    )
    return WaitingInjection(dose.on, dose.due_at, boundaries, held=dose.state is DoseState.HELD)


def _with_facts(session: Session, waits: Sequence[_Waits]) -> list[RunningCycle]:
    regimen_ids = [row.regimen_id for row in waits]
    given = _given(session, regimen_ids)
    lines = lines_of_cycles(session, {regimen_id: given[regimen_id][0] for regimen_id in regimen_ids})
    refused = _not_given(session, regimen_ids)
    cycles = []
    for row in waits:
        number, last_given_on = given[row.regimen_id]
        not_given = refused.get(row.regimen_id)
        facts = CycleFacts(
            zone=row.zone,
            waiting=row.injection,
            last_given_on=last_given_on,
            lines=lines[row.regimen_id],
            not_given=not_given[1] if not_given and (last_given_on is None or not_given[0] > last_given_on) else None,
        )
        cycles.append(RunningCycle(row.patient_id, row.owner_id, row.regimen_id, number, row.dose_id, facts))
    return cycles


def _given(session: Session, regimen_ids: Sequence[str]) -> dict[str, tuple[int, date | None]]:
    """How many injections were given, and when the last was, by regimen."""
    query = select(Injection.regimen_id, func.count(), func.max(Injection.given_on)).where(
        Injection.regimen_id.in_(regimen_ids), Injection.given.is_(True), Injection.withdrawn.is_(False)
    )
    found: dict[str, tuple[int, date | None]] = {regimen_id: (0, None) for regimen_id in regimen_ids}
    for regimen_id, count, last in session.execute(query.group_by(Injection.regimen_id)):
        found[regimen_id] = (count, last)
    return found


def _not_given(session: Session, regimen_ids: Sequence[str]) -> dict[str, tuple[date, NotGiven]]:
    """The newest record of each regimen that says why an injection was not given, with its local date."""
    query = select(Injection).where(
        Injection.regimen_id.in_(regimen_ids), Injection.given.is_(False), Injection.withdrawn.is_(False)
    )
    return {
        record.regimen_id: (record.given_on, NotGiven(record.given_at, record.reason or "other"))
        for record in session.scalars(query.order_by(Injection.given_at, Injection.id))
    }


def _booking_number(cycle: RunningCycle) -> int:
    """The number of the booking that holds; 0 where the texts are about the due date."""
    lines = cycle.facts.lines
    return bookings_made(lines) if booking_of(lines) is not None else 0
