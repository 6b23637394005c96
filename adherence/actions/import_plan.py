"""Start the plan of a row of a list, once; a plan that is on record is never changed by a list."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from adherence.actions.expect_doses import plan_of
from adherence.actions.start_regimen import read_plan, start_regimen
from adherence.db.injections import Injection
from adherence.db.patients import Patient
from adherence.db.regimens import Regimen, RiskDay, regimens_of
from adherence.domain.actor import Actor
from adherence.domain.errors import Refused, refuse
from adherence.domain.import_row import PatientRow, plan_faults_in_columns
from adherence.domain.policy import Policy
from adherence.domain.regimen import Fault, InjectionPlan, Plan, TargetedPlan
from adherence.domain.states import GONE, RegimenState

_OTHER_PLAN = (
    "differs from the plan on record. A list never changes a plan: change it on the patient's page, "
    "or empty the columns of the plan in this row"
)
_GATE = "Nothing is planned or sent until the start gate is signed."


@dataclass(frozen=True, slots=True)
class PlanDone:
    """What became of the plan of a row."""

    started: bool = False
    waits: bool = False
    notes: tuple[str, ...] = ()


def read_listed_plan(row: PatientRow, policy: Policy) -> tuple[Plan | None, list[Fault]]:
    """The plan of a row and what is wrong with it, by column."""
    if row.plan is None:
        return None, []
    try:
        return read_plan(row.plan, policy), []
    except Refused as refusal:
        return None, plan_faults_in_columns(refusal.faults, row)


def import_plan(
    session: Session, actor: Actor, patient: Patient, row: PatientRow, plan: Plan, *, now: datetime
) -> PlanDone:
    """Start the plan of a patient (whose row is held) unless it was started before; raises ``Refused`` by column."""
    known = regimens_of(session, patient.clinic_id, patient.id)
    column = "regimen" if row.cells.get("regimen") else "kind"
    for regimen in known:
        if any(plan_of(version) == _bare(plan) for version in regimen.versions):
            _refuse_new_days(session, regimen, plan, column)
            return PlanDone(waits=regimen.state is RegimenState.WAITING)
    if any(regimen.state is not RegimenState.STOPPED for regimen in known):
        raise refuse(column, _OTHER_PLAN)
    if patient.status in GONE:
        raise refuse(column, "cannot start: the patient is discharged or deceased here")
    try:
        started = start_regimen(session, actor, patient, row.plan, now=now)
    except Refused as refusal:
        raise Refused(plan_faults_in_columns(refusal.faults, row)) from None
    notes = tuple(warning for warning in started.warnings if warning != _GATE)
    return PlanDone(True, started.regimen.state is RegimenState.WAITING, notes)


def _bare(plan: Plan) -> Plan:
    """A plan as its versions keep it, without the days that are records of their own."""
    if isinstance(plan, InjectionPlan):
        return replace(plan, given_on=())
    return replace(plan, risk_days=()) if isinstance(plan, TargetedPlan) else plan


def _refuse_new_days(session: Session, regimen: Regimen, plan: Plan, column: str) -> None:
    """Injections and risk days that the record lacks are entered on the page, where what follows from them is shown."""
    if isinstance(plan, InjectionPlan) and plan.given_on:
        given = select(Injection.given_on).where(Injection.regimen_id == regimen.id, Injection.given.is_(True))
        if not set(plan.given_on) <= set(session.scalars(given)):
            where = column if column == "regimen" else "given_on"
            raise refuse(where, "names an injection that is not on record; record it on the patient's page")
    if isinstance(plan, TargetedPlan) and plan.risk_days:
        declared = select(RiskDay.on).where(RiskDay.regimen_id == regimen.id)
        if not {day.on for day in plan.risk_days} <= set(session.scalars(declared)):
            where = column if column == "regimen" else "risk_days"
            raise refuse(where, "names a day that is not on record; declare it on the patient's page")
