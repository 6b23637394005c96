"""Plan: doses 24 to 36 hours ahead become rows, with their texts; running it again does nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from adherence.actions.plan_texts import texts_of_dose
from adherence.db.clinics import clinic_by_id
from adherence.db.communications import Communication
from adherence.db.doses import Dose, injections_of
from adherence.db.patients import Patient
from adherence.db.policies import policy_of
from adherence.db.regimens import Regimen, RegimenVersion, RiskDay, risk_days_of
from adherence.domain.dose import ExpectedDose, Records
from adherence.domain.expected import PlanVersion, expected_of_versions
from adherence.domain.injection import next_injection
from adherence.domain.policy import Policy
from adherence.domain.regimen import DailyPlan, InjectionPlan, Plan
from adherence.domain.regimen import RiskDay as PlannedRiskDay
from adherence.domain.regimen_json import parse_regimen
from adherence.domain.states import BEFORE_SENDING, DoseState, MessageState, PatientStatus, PlanKind, RegimenState
from adherence.domain.timing import local_date, too_soon_after
from adherence.runtime import Runtime

AHEAD_AT_LEAST = timedelta(hours=24)
_BATCH = 200
_ONE_DAY = timedelta(days=1)


def plan_doses(rt: Runtime) -> int:
    """Plan every active regimen that is planned less than 24 hours ahead; returns how many were."""
    planned = 0
    while not rt.stopping.is_set():
        now = rt.now()
        ids = _regimens_to_plan(rt, now)
        if ids:
            with rt.database.writing() as session:
                for regimen, patient in _locked(session, ids):
                    plan_regimen(session, regimen, patient, now=now)
        planned += len(ids)
        if len(ids) < _BATCH:
            break
    return planned


def _regimens_to_plan(rt: Runtime, now: datetime) -> Sequence[str]:
    with rt.database.reading() as session:
        query = select(Regimen.id).where(
            Regimen.state == RegimenState.ACTIVE, Regimen.planned_until < now + AHEAD_AT_LEAST
        )
        return session.scalars(query.order_by(Regimen.planned_until).limit(_BATCH)).all()


def _locked(session: Session, ids: Sequence[str]) -> Sequence[tuple[Regimen, Patient]]:
    query = (
        select(Regimen, Patient)
        .join(Patient, Regimen.patient_id == Patient.id)
        .where(Regimen.id.in_(ids), Regimen.state == RegimenState.ACTIVE)
        .order_by(Patient.id)
        .with_for_update()
    )
    return [(regimen, patient) for regimen, patient in session.execute(query)]


def plan_regimen(session: Session, regimen: Regimen, patient: Patient, *, now: datetime) -> None:
    """Insert the doses of one active regimen due from ``planned_until`` to 36 hours from now, and their texts."""
    policy = policy_of(clinic_by_id(session, regimen.clinic_id))
    until = now + policy.plan_ahead
    first = regimen.planned_until
    regimen.planned_until = max(until, first)
    if patient.status in (PatientStatus.DISCHARGED, PatientStatus.DECEASED):
        return
    wanted = expected_between(session, regimen, patient, policy, first, until)
    if regimen.kind is PlanKind.DAILY:
        wanted = _not_too_soon(session, regimen, wanted)
    else:
        wanted = _one_a_day(session, regimen, wanted)
    _insert_doses(session, regimen, patient, wanted, policy, now)


def replan(session: Session, regimen: Regimen, patient: Patient, *, now: datetime) -> None:
    """After a change of plan, zone or records: doses that have not begun are taken back and planned anew."""
    future = select(Dose).where(
        Dose.regimen_id == regimen.id, Dose.state == DoseState.UPCOMING, Dose.window_opens_at > now
    )
    if regimen.kind is PlanKind.INJECTION:
        future = select(Dose).where(Dose.regimen_id == regimen.id, Dose.state == DoseState.UPCOMING)
    ids = [dose.id for dose in session.scalars(future)]
    session.execute(
        update(Communication)
        .where(Communication.dose_id.in_(ids), Communication.state.in_(BEFORE_SENDING))
        .values(state=MessageState.CANCELLED, reason="plan_changed"),
        execution_options={"synchronize_session": "fetch"},
    )
    session.execute(
        update(Dose).where(Dose.id.in_(ids)).values(state=DoseState.CANCELLED, reason="plan_changed"),
        execution_options={"synchronize_session": "fetch"},
    )
    if regimen.state is RegimenState.ACTIVE:
        regimen.planned_until = now
        plan_regimen(session, regimen, patient, now=now)


def plan_of(version: RegimenVersion) -> Plan:
    """The plan of a version as a value; what is stored was checked on entry."""
    return parse_regimen(version.plan)


def expected_between(
    session: Session, regimen: Regimen, patient: Patient, policy: Policy, first: datetime, until: datetime
) -> list[tuple[RegimenVersion, ExpectedDose]]:
    """The doses of a regimen due in [first, until), each with the version that planned it."""
    zone = patient.zone
    if regimen.kind is PlanKind.INJECTION:
        return _next_injection(session, regimen, patient, policy)
    first_on, last_on = local_date(first, zone) - _ONE_DAY, local_date(until, zone) + _ONE_DAY
    records = _records(session, regimen, first_on, last_on)
    spans = [
        PlanVersion(plan_of(version), version.from_on, _earliest(version.until_on, _last_on(regimen)))
        for version in regimen.versions
    ]
    doses = expected_of_versions(spans, first_on, last_on, zone, records, policy)
    return [(_version_on(regimen, dose.on), dose) for dose in doses if first <= dose.at < until]


def _next_injection(
    session: Session, regimen: Regimen, patient: Patient, policy: Policy
) -> list[tuple[RegimenVersion, ExpectedDose]]:
    plan = plan_of(regimen.current)
    assert isinstance(plan, InjectionPlan)
    given = tuple(record.given_on for record in injections_of(session, regimen.id) if record.given)
    dose = next_injection(plan, patient.zone, Records(given_on=given), policy)
    last_on = _last_on(regimen)
    if dose is None or (last_on is not None and dose.on > last_on):
        return []
    return [(regimen.current, dose)]


def _records(session: Session, regimen: Regimen, first: date, last: date) -> Records:
    if regimen.kind is not PlanKind.TARGETED:
        return Records()
    days = risk_days_of(session, regimen.id, first, last)
    return Records(
        risk_days=tuple(_planned(day) for day in days if not day.declined),
        declined_on=frozenset(day.on for day in days if day.declined),
    )


def _planned(day: RiskDay) -> PlannedRiskDay:
    return PlannedRiskDay(day.on, time.fromisoformat(day.anticipated_at) if day.anticipated_at else None)


def _last_on(regimen: Regimen) -> date | None:
    return regimen.stopped_on - _ONE_DAY if regimen.stopped_on else None


def _earliest(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)


def _version_on(regimen: Regimen, on: date) -> RegimenVersion:
    fitting = [version for version in regimen.versions if version.from_on <= on]
    return fitting[-1] if fitting else regimen.versions[0]


def _one_a_day(
    session: Session, regimen: Regimen, wanted: list[tuple[RegimenVersion, ExpectedDose]]
) -> list[tuple[RegimenVersion, ExpectedDose]]:
    """Leave out dates that have a dose already: a changed time of day must not make a second one."""
    days = [dose.on for _, dose in wanted]
    standing = select(Dose.on).where(
        Dose.regimen_id == regimen.id, Dose.on.in_(days), Dose.state != DoseState.CANCELLED
    )
    taken = set(session.scalars(standing))
    return [(version, dose) for version, dose in wanted if dose.on not in taken]


def _not_too_soon(
    session: Session, regimen: Regimen, wanted: list[tuple[RegimenVersion, ExpectedDose]]
) -> list[tuple[RegimenVersion, ExpectedDose]]:
    """Leave out doses of a once-a-day plan that would follow another within 12 hours (a zone move or an edit)."""
    plan = plan_of(regimen.current)
    if not isinstance(plan, DailyPlan) or len(plan.times) != 1:
        return wanted
    before = select(Dose.due_at).where(Dose.regimen_id == regimen.id, Dose.state != DoseState.CANCELLED)
    previous = session.scalar(before.order_by(Dose.due_at.desc()).limit(1))
    kept = []
    for version, dose in wanted:
        if not too_soon_after(previous, dose.at):
            kept.append((version, dose))
            previous = dose.at
    return kept


def _insert_doses(
    session: Session,
    regimen: Regimen,
    patient: Patient,
    wanted: list[tuple[RegimenVersion, ExpectedDose]],
    policy: Policy,
    now: datetime,
) -> None:
    if not wanted:
        return
    rows = [_dose_row(regimen, version, dose) for version, dose in wanted]
    session.connection().execute(_dose_insert(session.get_bind().dialect.name), rows)
    days = [dose.on for _, dose in wanted]
    planned = session.scalars(
        select(Dose).where(Dose.regimen_id == regimen.id, Dose.on.in_(days), Dose.state == DoseState.UPCOMING),
        execution_options={"populate_existing": True},
    )
    _queue(session, patient, list(planned), regimen, policy, now)


def _dose_row(regimen: Regimen, version: RegimenVersion, dose: ExpectedDose) -> dict[str, Any]:
    return {
        "clinic_id": regimen.clinic_id,
        "patient_id": regimen.patient_id,
        "regimen_id": regimen.id,
        "version_id": version.id,
        "kind": regimen.kind,
        "on": dose.on,
        "slot": dose.slot,
        "due_at": dose.at,
        "window_opens_at": dose.window_opens_at,
        "late_from": dose.late_from,
        "window_closes_at": dose.window_closes_at,
        "quantity_mg": dose.quantity_mg,
        "agreed_hours": version.plan.get("agreed_hours") is not None,
        "state": DoseState.UPCOMING,
        "reason": None,
        "undelivered": False,
    }


def _queue(
    session: Session, patient: Patient, doses: list[Dose], regimen: Regimen, policy: Policy, now: datetime
) -> None:
    rows: list[dict[str, Any]] = []
    for dose in doses:
        rows += texts_of_dose(patient, dose, plan_of(_version_on(regimen, dose.on)), policy, now)
    if not rows:
        return
    session.connection().execute(
        _text_insert(session.get_bind().dialect.name), [row | {"reason": None} for row in rows]
    )


@cache
def _dose_insert(dialect: str) -> Any:
    """Insert a dose once; one that a change of plan had taken back and that is wanted again gets its new times."""
    statement = (sqlite if dialect == "sqlite" else postgresql).insert(Dose.__table__)
    identity = ("id", "clinic_id", "patient_id", "regimen_id", "kind", "on", "slot")
    renewed = ("source", "recorded_at", "taken_at")
    names = [column.name for column in Dose.__table__.columns if column.name not in (*identity, *renewed)]
    return statement.on_conflict_do_update(
        index_elements=["regimen_id", "on", "slot"],
        set_={name: getattr(statement.excluded, name) for name in names},
        where=Dose.state == DoseState.CANCELLED,
    )


@cache
def _text_insert(dialect: str) -> Any:
    """Insert a text once; one that a change of plan cancelled before it left is queued again at its new time."""
    statement = (sqlite if dialect == "sqlite" else postgresql).insert(Communication.__table__)
    names = ("due_at", "send_at", "expires_at", "state", "reason", "template", "params", "phone_hash")
    return statement.on_conflict_do_update(
        index_elements=["dose_id", "purpose", "step"],
        set_={name: getattr(statement.excluded, name) for name in names},
        where=(Communication.state == MessageState.CANCELLED) & (Communication.reason == "plan_changed"),
    )
