"""Start a regimen: checked, stored as its first version, planned when a signed start gate allows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from adherence.actions.add_version import add_version
from adherence.actions.check_beside_others import check_beside_others
from adherence.actions.plan_doses import plan_regimen
from adherence.actions.warn_of_opioids import warn_of_opioids
from adherence.db.clinics import clinic_by_id
from adherence.db.gates import latest_gate
from adherence.db.injections import Injection
from adherence.db.patients import Patient, lock_patient
from adherence.db.policies import policy_of
from adherence.db.regimens import Regimen, RiskDay
from adherence.domain.actor import Actor
from adherence.domain.errors import Refused
from adherence.domain.policy import Policy
from adherence.domain.regimen import Fault, InjectionPlan, Plan, RegimenFaults, TargetedPlan, time_text
from adherence.domain.regimen_json import parse_regimen
from adherence.domain.states import PlanKind, RegimenState, Source, VersionCause
from adherence.domain.timing import instant_of


@dataclass(frozen=True, slots=True)
class Started:
    """The stored regimen and what the person who entered it should know."""

    regimen: Regimen
    warnings: tuple[str, ...]


def start_regimen(session: Session, actor: Actor, patient: Patient, data: object, *, now: datetime) -> Started:
    """Store a regimen; raises ``Refused`` for faults (422) and for what gate, maximum or hours forbid (409)."""
    policy = policy_of(clinic_by_id(session, patient.clinic_id))
    plan = read_plan(data, policy)
    # Held from here on, so that two plans entered at once are checked against each other.
    patient = lock_patient(session, patient.id)
    warnings = check_or_refuse(session, patient, plan, policy, without=None)
    gate = latest_gate(session, patient.id)
    if gate is not None and not gate.passed:
        raise Refused([Fault("start_gate", reason) for reason in gate.forbidding], conflict=True)
    regimen = Regimen(
        clinic_id=patient.clinic_id,
        patient_id=patient.id,
        kind=PlanKind(plan.kind.value),
        state=RegimenState.ACTIVE if gate else RegimenState.WAITING,
        planned_until=now,
        created_at=now,
        versions=[],
    )
    session.add(regimen)
    session.flush()
    entered = VersionCause.ENTERED
    add_version(session, actor, regimen, plan, from_on=plan.starts_on, cause=entered, now=now)
    _keep_history(session, actor, regimen, patient, plan, now)
    session.flush()
    if regimen.state is RegimenState.ACTIVE:
        plan_regimen(session, regimen, patient, now=now)
    else:
        warnings = (*warnings, "Nothing is planned or sent until the start gate is signed.")
    return Started(regimen, (*warnings, *warn_of_opioids(session, patient, now=now)))


def read_plan(data: object, policy: Policy) -> Plan:
    """Parse an entered regimen; raises ``Refused`` with a fault for each wrong field."""
    try:
        return parse_regimen(data, policy)
    except RegimenFaults as error:
        raise Refused(error.faults) from None


def check_or_refuse(
    session: Session, patient: Patient, plan: Plan, policy: Policy, *, without: str | None, from_on: date | None = None
) -> tuple[str, ...]:
    """Check a plan beside the patient's other regimens; returns warnings, raises ``Refused`` (409) for refusals."""
    checks = check_beside_others(session, patient, plan, policy, without=without, from_on=from_on)
    if checks.refusals:
        raise Refused([Fault("regimen", sentence) for sentence in checks.refusals], conflict=True)
    return checks.warnings


def _keep_history(
    session: Session, actor: Actor, regimen: Regimen, patient: Patient, plan: Plan, now: datetime
) -> None:
    """``given_on`` becomes historical injection records, ``risk_days`` declared days."""
    if isinstance(plan, InjectionPlan):
        for day in sorted(plan.given_on):
            session.add(
                Injection(
                    clinic_id=patient.clinic_id,
                    patient_id=patient.id,
                    regimen_id=regimen.id,
                    given=True,
                    given_at=instant_of(day, plan.visit_time, patient.zone),
                    given_on=day,
                    quantity_mg=plan.quantity_mg,
                    source=Source.STAFF,
                    historical=True,
                    recorded_at=now,
                    recorded_by=actor.id,
                )
            )
    if isinstance(plan, TargetedPlan):
        for risk_day in plan.risk_days:
            session.add(
                RiskDay(
                    clinic_id=patient.clinic_id,
                    patient_id=patient.id,
                    regimen_id=regimen.id,
                    on=risk_day.on,
                    anticipated_at=time_text(risk_day.anticipated_at) if risk_day.anticipated_at else None,
                    source=Source.STAFF,
                    recorded_at=now,
                )
            )
