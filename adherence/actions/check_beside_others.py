"""Check a plan beside the patient's other regimens: every version of them that still has days counts in its dates."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy.orm import Session

from adherence.actions.expect_doses import plan_of
from adherence.db.patients import Patient
from adherence.db.regimens import Regimen, regimens_of
from adherence.domain.expected import PlanVersion
from adherence.domain.plan_check import Checks, check_plan
from adherence.domain.policy import Policy
from adherence.domain.regimen import Plan
from adherence.domain.states import RegimenState


def check_beside_others(
    session: Session, patient: Patient, plan: Plan, policy: Policy, *, without: str | None, from_on: date | None = None
) -> Checks:
    """What to say about a plan from a date on; ``without`` is the regimen that it changes."""
    return check_plan(plan, plans_beside(session, patient, without=without), policy, from_on=from_on)


def plans_beside(session: Session, patient: Patient, *, without: str | None) -> list[PlanVersion]:
    """All versions of the patient's other regimens that are not stopped, between the dates in which each holds."""
    return [
        PlanVersion(plan_of(version), version.from_on, _last_on(regimen, version.until_on))
        for regimen in regimens_of(session, patient.clinic_id, patient.id)
        if regimen.state is not RegimenState.STOPPED and regimen.id != without
        for version in regimen.versions
    ]


def _last_on(regimen: Regimen, until_on: date | None) -> date | None:
    # A regimen is stopped from its first date without doses on.
    stopped = regimen.stopped_on - timedelta(days=1) if regimen.stopped_on else None
    return min((day for day in (until_on, stopped) if day is not None), default=None)
