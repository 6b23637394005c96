"""Undo a change of a regimen: a new version with the plan of the one before, from today on."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from adherence.actions.add_version import add_version
from adherence.actions.cancel_step_asks import cancel_step_asks
from adherence.actions.expect_doses import plan_of
from adherence.actions.plan_doses import replan
from adherence.actions.start_regimen import Started, check_or_refuse
from adherence.db.clinics import clinic_by_id
from adherence.db.patients import lock_patient
from adherence.db.policies import policy_of
from adherence.db.regimens import Regimen
from adherence.domain.actor import Actor
from adherence.domain.errors import refuse
from adherence.domain.forms import Form
from adherence.domain.regimen import DailyPlan, Plan
from adherence.domain.states import RegimenState, VersionCause
from adherence.domain.timing import local_date
from adherence.domain.titration import resumed

_LONGEST_REASON = 1000


def undo_version(session: Session, actor: Actor, regimen: Regimen, data: object, *, now: datetime) -> Started:
    """Take the newest version back with a ``reason``; undoing an undo brings it again. Raises ``Refused``."""
    form = Form(data, ("reason",))
    patient = lock_patient(session, regimen.patient_id)
    session.refresh(regimen)
    reason = form.at("reason").text(_LONGEST_REASON)
    form.done()
    today = local_date(now, patient.zone)
    if regimen.state is RegimenState.STOPPED:
        raise refuse("regimen", "was stopped; start a new one instead", conflict=True)
    if len(regimen.versions) < 2:
        raise refuse("regimen", "has one version only: there is no change to undo", conflict=True)
    before, newest = regimen.versions[-2:]
    plan: Plan = plan_of(before)
    if plan.ends_on is not None and plan.ends_on < today:
        raise refuse("regimen", f"cannot go back: the plan before ended on {plan.ends_on}", conflict=True)
    if isinstance(plan, DailyPlan):
        plan = resumed(plan, newest.from_on, today)
    policy = policy_of(clinic_by_id(session, regimen.clinic_id))
    warnings = check_or_refuse(session, patient, plan, policy, without=regimen.id, from_on=today)
    reverted = VersionCause.REVERTED
    add_version(session, actor, regimen, plan, from_on=today, cause=reverted, reason=reason, now=now)
    cancel_step_asks(session, regimen)
    if regimen.state is RegimenState.ACTIVE:
        replan(session, regimen, patient, now=now)
    return Started(regimen, warnings)
