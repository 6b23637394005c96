"""Undo a change of a regimen: a new version with the plan of the one before, from today on."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from adherence.actions.add_version import add_version
from adherence.actions.cancel_step_asks import cancel_step_asks
from adherence.actions.close_titration import close_titration
from adherence.actions.expect_doses import plan_of
from adherence.actions.plan_doses import replan
from adherence.actions.start_regimen import Started, check_or_refuse
from adherence.db.clinics import clinic_by_id
from adherence.db.patients import lock_patient
from adherence.db.policies import policy_of
from adherence.db.regimens import Regimen, RegimenVersion
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
    before, newest = change_to_undo(regimen)
    if newest.until_on is not None and newest.until_on < today:
        raise refuse(
            "regimen", f"cannot go back: the change ended on {newest.until_on}; change the plan", conflict=True
        )
    plan: Plan = plan_of(before)
    if plan.ends_on is not None and plan.ends_on < today:
        raise refuse("regimen", f"cannot go back: the plan before ended on {plan.ends_on}", conflict=True)
    if isinstance(plan, DailyPlan):
        plan = resumed(plan, newest.from_on, today)
    policy = policy_of(clinic_by_id(session, regimen.clinic_id))
    warnings = check_or_refuse(session, patient, plan, policy, without=regimen.id, from_on=today)
    add_version(
        session,
        actor,
        regimen,
        plan,
        from_on=today,
        until_on=newest.until_on,
        cause=VersionCause.REVERTED,
        reason=reason,
        now=now,
    )
    cancel_step_asks(session, regimen)
    close_titration(session, actor, patient, regimen, now=now)
    if regimen.state is RegimenState.ACTIVE:
        replan(session, regimen, patient, now=now)
    return Started(regimen, warnings)


def change_to_undo(regimen: Regimen) -> tuple[RegimenVersion, RegimenVersion]:
    """The version that holds again when the newest is undone, and the newest; there are two at least.

    A step or a hold may stand before a version that was planned earlier, so the number alone does not say which one
    it follows: it follows the one that it ended, or the one that it took all days from.
    """
    *older, newest = regimen.versions
    ended = [version for version in older if version.until_on == newest.from_on - timedelta(days=1)]
    followed = [version for version in ended if version.from_on <= newest.from_on]
    # What an undo took back is the newest that it ended, also one that was still to begin.
    candidates = ended if newest.cause is VersionCause.REVERTED else followed or ended
    return (candidates or older)[-1], newest
