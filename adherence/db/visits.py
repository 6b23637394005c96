"""The visits of a clinic or of one practitioner's patients in a span of time, as calendars show them."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from adherence.db.board import HERE, RunningCycle, patients_by_id, running_cycles
from adherence.db.holds import spans_by_patient
from adherence.db.injections import Injection
from adherence.db.patients import Patient
from adherence.domain.calendar import CalendarVisit, initials
from adherence.domain.cycle import booking_of
from adherence.domain.holds import HoldSpan, hold_over
from adherence.domain.states import PlanKind
from adherence.domain.timing import local_date

BEHIND, AHEAD = timedelta(days=7), timedelta(days=60)


def calendar_visits(session: Session, clinic_id: str, owner_id: str | None, *, now: datetime) -> list[CalendarVisit]:
    """Visits booked or due, and injections given, from 7 days ago to 60 days ahead, in order; none on a held day.

    ``owner_id`` narrows them to the patients of one practitioner.
    """
    running = [one for one in running_cycles(session, clinic_id) if owner_id in (None, one.owner_id)]
    coming = [one for one in running if now - BEHIND <= _visit_at(one) <= now + AHEAD]
    given = _given_lately(session, clinic_id, owner_id, now)
    ids = {one.patient_id for one in coming} | {record.patient_id for record in given}
    people = patients_by_id(session, clinic_id, ids)
    spans = spans_by_patient(session, {one.patient_id for one in coming if one.facts.waiting.held})
    coming = [one for one in coming if _takes_place(one, people[one.patient_id], spans[one.patient_id])]
    visits = [_coming(one, people[one.patient_id], now) for one in coming]
    visits += [_given(record, people[record.patient_id]) for record in given]
    return sorted(visits, key=lambda visit: (visit.at, visit.uid))


def _given_lately(session: Session, clinic_id: str, owner_id: str | None, now: datetime) -> list[Injection]:
    query = (
        select(Injection)
        .join(Patient, Patient.id == Injection.patient_id)
        .where(Injection.clinic_id == clinic_id, Injection.given.is_(True), Injection.withdrawn.is_(False))
        .where(Injection.given_at >= now - BEHIND, Patient.status.in_(HERE))
    )
    if owner_id is not None:
        query = query.where(Patient.owner_id == owner_id)
    return list(session.scalars(query))


def _takes_place(one: RunningCycle, patient: Patient, spans: list[HoldSpan]) -> bool:
    """Whether a visit is to be expected: while its injection is held, only one booked for a day after the hold."""
    if not one.facts.waiting.held:
        return True
    is_booked = booking_of(one.facts.lines) is not None
    return is_booked and hold_over(spans, PlanKind.INJECTION, local_date(_visit_at(one), patient.zone)) is None


def _coming(one: RunningCycle, patient: Patient, now: datetime) -> CalendarVisit:
    booking = booking_of(one.facts.lines)
    return CalendarVisit(
        uid=f"visit-{one.dose_id}@adherence",
        initials=initials(patient.given_name, patient.family_name),
        at=_visit_at(one),
        changed_at=booking.recorded_at if booking else min(now, one.facts.waiting.boundaries.early_at),
        is_firm=booking is not None,
    )


def _given(record: Injection, patient: Patient) -> CalendarVisit:
    # The visit that was planned and the injection that was given at it are one and the same entry.
    own = record.dose_id if record.dose_id is not None else record.id
    name = initials(patient.given_name, patient.family_name)
    return CalendarVisit(f"visit-{own}@adherence", name, record.given_at, record.recorded_at, is_firm=True)


def _visit_at(one: RunningCycle) -> datetime:
    booking = booking_of(one.facts.lines)
    return booking.at if booking is not None and booking.at is not None else one.facts.waiting.due_at
