"""Move a plan in steps: forward, held, or back, by a new version; past doses keep the one that planned them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from adherence.actions.add_version import add_version
from adherence.actions.cancel_step_asks import cancel_step_asks
from adherence.actions.check_beside_others import plans_beside
from adherence.actions.close_titration import close_titration
from adherence.actions.expect_doses import plan_of, version_on
from adherence.actions.plan_doses import replan
from adherence.db.clinics import clinic_by_id
from adherence.db.doses import Dose
from adherence.db.patients import Patient, lock_patient
from adherence.db.policies import policy_of
from adherence.db.regimens import Regimen, RegimenVersion
from adherence.domain.actor import Actor
from adherence.domain.daily import quantity_on
from adherence.domain.errors import refuse
from adherence.domain.expected import PlanVersion
from adherence.domain.forms import Form
from adherence.domain.plan_check import move_refusal
from adherence.domain.regimen import DailyPlan
from adherence.domain.states import DoseState, RegimenState
from adherence.domain.timing import local_date
from adherence.domain.titration import CAUSES, STEP_CAUSES, Move, moved, standing_step, steps_of, target_step

_LONGEST_REASON = 1000
_NOT_BEGUN = (DoseState.UPCOMING, DoseState.HELD, DoseState.CANCELLED)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a plan in steps stands on the day from which it is to be moved."""

    base: RegimenVersion
    plan: DailyPlan
    step: int

    @property
    def quantity_mg(self) -> float:
        """The quantity of that step."""
        return self.mg_of(self.step)

    def mg_of(self, step: int) -> float:
        """The quantity of any of its steps."""
        pattern = steps_of(self.plan)
        assert pattern is not None
        return pattern.steps[step].quantity_mg

    def after(self, move: Move) -> int | None:
        """The step after a move; None where there is none."""
        pattern = steps_of(self.plan)
        assert pattern is not None
        return target_step(pattern, self.step, move)


def move_step(session: Session, actor: Actor, regimen: Regimen, data: object, *, now: datetime) -> Regimen:
    """Move with ``{"move", "from", "reason"}``; ``from`` may be left out. Raises ``Refused``."""
    form = Form(data, ("move", "from", "reason"))
    patient = lock_patient(session, regimen.patient_id)
    session.refresh(regimen)
    named = form.at("move").choice(tuple(Move))
    entered_on = form.optional("from", lambda entry: entry.day())
    reason = form.at("reason").text(_LONGEST_REASON)
    if form.at("from").is_sound and entered_on is not None and entered_on < local_date(now, patient.zone):
        form.fail("from", "lies in the past; a step counts from today at the earliest")
    form.done()
    assert named is not None
    from_on = entered_on or first_day_to_move(session, regimen, patient, now=now)
    take_step(session, actor, regimen, patient, Move(named), from_on=from_on, reason=reason, now=now)
    close_titration(session, actor, patient, regimen, now=now)
    return regimen


def take_step(
    session: Session,
    actor: Actor | None,
    regimen: Regimen,
    patient: Patient,
    move: Move,
    *,
    from_on: date,
    reason: str,
    now: datetime,
) -> RegimenVersion:
    """Make the version of a move (the patient's row is held); raises ``Refused`` (409) where the plan forbids it."""
    standing = standing_on(regimen, from_on)
    target = standing.after(move)
    if target is None:
        there = "the last step already" if move is Move.FORWARD else "the first step already"
        raise refuse("move", f"is not possible: the plan is on {there}; change the plan instead", conflict=True)
    entered = steps_of(_as_entered(regimen, standing.base))
    assert entered is not None
    after = moved(standing.plan, target, move, from_on, entered.advance)
    if _is_made(standing.base, move, after, from_on):
        raise refuse("move", f"was made already: the plan stands so from {from_on} on", conflict=True)
    _refuse_too_much(session, patient, regimen, standing, after, move, from_on)
    later = [one for one in regimen.versions if one.from_on > from_on and not one.never_began]
    planned = min((one.from_on for one in later if one.cause not in STEP_CAUSES), default=None)
    until_on = planned - timedelta(days=1) if planned else None
    version = add_version(
        session, actor, regimen, after, from_on=from_on, until_on=until_on, cause=CAUSES[move], reason=reason, now=now
    )
    cancel_step_asks(session, regimen)
    if regimen.state is RegimenState.ACTIVE:
        replan(session, regimen, patient, now=now)
    return version


def standing_on(regimen: Regimen, from_on: date) -> Standing:
    """Where a regimen stands for a move from a date on; raises ``Refused`` (409) where it has no steps then."""
    if regimen.state is RegimenState.STOPPED or (regimen.stopped_on is not None and regimen.stopped_on <= from_on):
        raise refuse("regimen", "is stopped; start a new one instead", conflict=True)
    base = version_on(regimen, from_on)
    plan = plan_of(base)
    if not isinstance(plan, DailyPlan) or steps_of(plan) is None:
        raise refuse("regimen", "has no steps; change the plan instead", conflict=True)
    if from_on < plan.starts_on:
        raise refuse("from", f"lies before the plan begins; write {plan.starts_on} or a later day", conflict=True)
    if quantity_on(plan, from_on) is None:
        raise refuse("regimen", "has ended by then; change the plan instead", conflict=True)
    before = plan_of(version_on(regimen, from_on - timedelta(days=1)))
    return Standing(base, plan, standing_step(before, _as_entered(regimen, base), from_on))


def first_day_to_move(session: Session, regimen: Regimen, patient: Patient, *, now: datetime) -> date:
    """The next local date on which no dose of the regimen has begun, today at the earliest."""
    begun = select(func.max(Dose.on)).where(
        Dose.regimen_id == regimen.id,
        Dose.state != DoseState.CANCELLED,
        (Dose.window_opens_at <= now) | Dose.state.not_in(_NOT_BEGUN),
    )
    today, last = local_date(now, patient.zone), session.scalar(begun)
    free = today if last is None else max(today, last + timedelta(days=1))
    return max(free, plan_of(version_on(regimen, free)).starts_on)


def _as_entered(regimen: Regimen, base: RegimenVersion) -> DailyPlan:
    """The plan of a version as people last entered it, before it was moved: what a step forward takes up again."""
    entered = [one for one in regimen.versions if one.cause not in STEP_CAUSES and one.from_on <= base.from_on]
    plan = plan_of(entered[-1] if entered else base)
    assert isinstance(plan, DailyPlan)
    return plan if steps_of(plan) is not None else _plan_in_steps(base)


def _plan_in_steps(version: RegimenVersion) -> DailyPlan:
    plan = plan_of(version)
    assert isinstance(plan, DailyPlan)
    return plan


def _is_made(base: RegimenVersion, move: Move, after: DailyPlan, from_on: date) -> bool:
    """Whether the very same move from the same day on was stored before: a button pressed twice."""
    return base.from_on == from_on and base.cause is CAUSES[move] and plan_of(base) == after


def _refuse_too_much(
    session: Session,
    patient: Patient,
    regimen: Regimen,
    standing: Standing,
    after: DailyPlan,
    move: Move,
    from_on: date,
) -> None:
    pattern = steps_of(after)
    assert pattern is not None
    if move is Move.HOLD:
        # A held plan stays where it is: its later steps count when somebody moves on.
        after = replace(after, pattern=replace(pattern, steps=pattern.steps[: pattern.first_step + 1]))
    others = plans_beside(session, patient, without=regimen.id)
    policy = policy_of(clinic_by_id(session, regimen.clinic_id))
    before = PlanVersion(standing.plan, from_on)
    refusal = move_refusal(before, PlanVersion(after, from_on), others, policy)
    if refusal is not None:
        raise refuse("move", refusal, conflict=True)
