"""Doses of a span as reports count them: by patient, by reason, and by the minutes until the answer."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from adherence.db.doses import Dose
from adherence.db.injections import Injection
from adherence.db.instants import whole_minutes
from adherence.db.overview import FACT_COLUMNS, DoseFact
from adherence.db.regimens import Regimen
from adherence.db.report_scope import ReportScope
from adherence.domain.states import TAKEN_STATES, DoseState, PlanKind, RegimenState, Source

NOT_TAKEN = (DoseState.SKIPPED, DoseState.MISSED)
_ANSWERED = (*TAKEN_STATES, *NOT_TAKEN)
_LONGEST_MINUTES = 48 * 60


@dataclass(frozen=True, slots=True)
class PatientDoses:
    """What is known of one patient's expected doses of one kind of plan."""

    patient_id: str
    kind: PlanKind
    taken: int
    not_taken: int
    silent: int


@dataclass(frozen=True, slots=True)
class InjectionPlan:
    """One plan of injections: its first day without doses, and when injections were given."""

    stopped_on: date | None
    given_on: tuple[date, ...]


def doses_by_patient(session: Session, scope: ReportScope) -> list[PatientDoses]:
    """The expected doses of each patient in the span; injections are not among them."""
    kinds = [kind for kind in scope.kinds if kind is not PlanKind.INJECTION]
    query = (
        select(
            Dose.patient_id,
            Dose.kind,
            func.count().filter(Dose.state.in_(TAKEN_STATES)),
            func.count().filter(Dose.state.in_(NOT_TAKEN)),
            func.count().filter(Dose.state == DoseState.NO_ANSWER),
        )
        .where(_in(scope), Dose.kind.in_(kinds), Dose.state.in_((*_ANSWERED, DoseState.NO_ANSWER)))
        .group_by(Dose.patient_id, Dose.kind)
    )
    return [PatientDoses(*row) for row in session.execute(query)]


def reasons_not_taken(session: Session, scope: ReportScope) -> list[tuple[str | None, int]]:
    """Doses that were not taken, by the reason that was said; None where none was."""
    kinds = [kind for kind in scope.kinds if kind is not PlanKind.INJECTION]
    query = select(Dose.reason, func.count()).where(_in(scope), Dose.kind.in_(kinds), Dose.state.in_(NOT_TAKEN))
    return [(reason, number) for reason, number in session.execute(query.group_by(Dose.reason))]


def silent_doses(session: Session, scope: ReportScope) -> tuple[int, int]:
    """Doses without an answer whose text arrived, and those of which no text arrived."""
    kinds = [kind for kind in scope.kinds if kind is not PlanKind.INJECTION]
    query = select(Dose.undelivered, func.count()).where(
        _in(scope), Dose.kind.in_(kinds), Dose.state == DoseState.NO_ANSWER
    )
    found = {bool(undelivered): number for undelivered, number in session.execute(query.group_by(Dose.undelivered))}
    return found.get(False, 0), found.get(True, 0)


def injections_not_given(session: Session, scope: ReportScope) -> list[tuple[str | None, int]]:
    """Injections that were not given, by reason."""
    query = (
        select(Injection.reason, func.count())
        .join(Regimen, Regimen.id == Injection.regimen_id)
        .where(Regimen.clinic_id == scope.clinic_id, Regimen.kind == PlanKind.INJECTION)
        .where(Injection.given.is_(False), Injection.withdrawn.is_(False))
        .where(Injection.given_on >= scope.first, Injection.given_on <= scope.last)
    )
    return [(reason, number) for reason, number in session.execute(query.group_by(Injection.reason))]


def injection_plans(session: Session, scope: ReportScope) -> list[InjectionPlan]:
    """The injection plans of the clinic that were ever allowed to run."""
    given: dict[str, list[date]] = defaultdict(list)
    mine = (Regimen.clinic_id == scope.clinic_id) & (Regimen.kind == PlanKind.INJECTION)
    injections = select(Injection.regimen_id, Injection.given_on).join(Regimen, Regimen.id == Injection.regimen_id)
    for regimen_id, on in session.execute(
        injections.where(mine, Injection.given.is_(True), Injection.withdrawn.is_(False)).order_by(Injection.given_on)
    ):
        given[regimen_id].append(on)
    plans = select(Regimen.id, Regimen.stopped_on).where(mine, Regimen.state != RegimenState.WAITING)
    return [InjectionPlan(stopped_on, tuple(given[key])) for key, stopped_on in session.execute(plans)]


def targeted_doses(session: Session, scope: ReportScope) -> dict[str, list[DoseFact]]:
    """The doses of targeted plans in the span by patient, in order; cancelled ones are left out."""
    query = (
        select(*FACT_COLUMNS)
        .where(_in(scope), Dose.kind == PlanKind.TARGETED, Dose.state != DoseState.CANCELLED)
        .order_by(Dose.due_at, Dose.id)
    )
    found: dict[str, list[DoseFact]] = defaultdict(list)
    for row in session.execute(query):
        found[row.patient_id].append(DoseFact(*row))
    return found


def minutes_to_answer(session: Session, scope: ReportScope) -> list[tuple[int, int]]:
    """How many doses were answered by the patient's text after so many minutes, in order of the minutes.

    Counted from the dose's instant, when its reminder leaves; longer than two days, or before it, is no answer to it.
    """
    late = whole_minutes(session, Dose.recorded_at) - whole_minutes(session, Dose.due_at)
    query = (
        select(late.label("late"), func.count())
        .where(_in(scope), Dose.kind.in_(scope.kinds), Dose.kind != PlanKind.INJECTION)
        .where(Dose.state.in_(_ANSWERED), Dose.source == Source.PATIENT_SMS, Dose.recorded_at >= Dose.due_at)
        .group_by("late")
    )
    return sorted((int(value), number) for value, number in session.execute(query) if value <= _LONGEST_MINUTES)


def _in(scope: ReportScope) -> ColumnElement[bool]:
    return and_(Dose.clinic_id == scope.clinic_id, Dose.on >= scope.first, Dose.on <= scope.last)
