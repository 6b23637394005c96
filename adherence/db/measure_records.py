"""What the measures of one patient are computed from, read out of the tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from adherence.db.communications import Communication
from adherence.db.doses import Administration, Dose, doses_between
from adherence.db.injections import Injection
from adherence.domain.measure.doses import DoseRecord
from adherence.domain.purpose import FIRST_REMINDERS
from adherence.domain.states import TAKEN_STATES, PlanKind, Source


@dataclass(frozen=True, slots=True)
class RecordedDose:
    """One dose as the measures see it, with what only some of them need."""

    kind: PlanKind
    record: DoseRecord


def recorded_doses(
    session: Session, clinic_id: str, patient_id: str, first: date, last: date, *, now: datetime
) -> list[RecordedDose]:
    """A patient's doses between two local dates (both included), in order, with when each was asked and answered."""
    span = and_(Dose.clinic_id == clinic_id, Dose.patient_id == patient_id, Dose.on >= first, Dose.on <= last)
    asked, answered = _asked(session, span), _answered(session, span)
    return [
        RecordedDose(
            kind=dose.kind,
            record=DoseRecord(
                on=dose.on,
                due_at=dose.due_at,
                state=dose.state_at(now),
                source=dose.source,
                undelivered=dose.undelivered,
                asked_at=asked.get(dose.id),
                answered_at=answered.get(dose.id),
            ),
        )
        for dose in doses_between(session, clinic_id, patient_id, first, last)
    ]


def days_with_taken_dose(session: Session, clinic_id: str, patient_id: str, kind: PlanKind, until: date) -> list[date]:
    """All local dates up to and including ``until`` with a dose of this kind known as taken."""
    query = select(Dose.on).where(Dose.clinic_id == clinic_id, Dose.patient_id == patient_id, Dose.kind == kind)
    return list(session.scalars(query.where(Dose.state.in_(TAKEN_STATES), Dose.on <= until).distinct()))


def injections_given(session: Session, clinic_id: str, patient_id: str, until: date) -> list[date]:
    """The local dates on which injections were given, oldest first, up to and including ``until``."""
    query = select(Injection.given_on).where(
        Injection.clinic_id == clinic_id, Injection.patient_id == patient_id, Injection.withdrawn.is_(False)
    )
    return list(session.scalars(query.where(Injection.given, Injection.given_on <= until).order_by(Injection.given_on)))


def _asked(session: Session, span: ColumnElement[bool]) -> dict[int, datetime]:
    query = select(Dose.id, func.min(Communication.accepted_at)).join(Communication, Communication.dose_id == Dose.id)
    found = session.execute(query.where(span, Communication.purpose.in_(FIRST_REMINDERS)).group_by(Dose.id))
    return {dose_id: at for dose_id, at in found if at is not None}


def _answered(session: Session, span: ColumnElement[bool]) -> dict[int, datetime]:
    query = select(Dose.id, func.min(Administration.recorded_at)).join(
        Administration, Administration.dose_id == Dose.id
    )
    by_patient = query.where(span, Administration.source == Source.PATIENT_SMS, Administration.undoes.is_(False))
    found = session.execute(by_patient.group_by(Dose.id))
    return {dose_id: at for dose_id, at in found if at is not None}
