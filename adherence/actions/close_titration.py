"""Close the flag that asks for a decision about a step, once somebody decided about the plan."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from adherence.actions.expect_doses import plan_of, version_on
from adherence.actions.resolve_flag import close_flags
from adherence.db.patients import Patient
from adherence.db.regimens import Regimen, regimens_of
from adherence.domain.actor import Actor
from adherence.domain.regimen import Advance, DailyPlan
from adherence.domain.states import FlagKind, RegimenState, VersionCause
from adherence.domain.timing import local_date
from adherence.domain.titration import last_day_of_step, steps_of


def close_titration(session: Session, actor: Actor, patient: Patient, decided: Regimen, *, now: datetime) -> None:
    """Close it unless another regimen of the patient waits for a decision too (the patient's row is held)."""
    today = local_date(now, patient.zone)
    others = [one for one in regimens_of(session, patient.clinic_id, patient.id) if one.id != decided.id]
    if not any(_waits(other, today) for other in others):
        close_flags(session, patient, (FlagKind.TITRATION,), outcome="plan_changed", now=now, by=actor.id)


def _waits(regimen: Regimen, today: date) -> bool:
    """Whether its step has lasted its days, or a side effect held it and nobody has decided since."""
    if regimen.state is not RegimenState.ACTIVE:
        return False
    newest = regimen.current
    if newest.cause is VersionCause.STEP_HELD and newest.recorded_by is None:
        return True
    plan = plan_of(version_on(regimen, today))
    pattern = steps_of(plan)
    if not isinstance(plan, DailyPlan) or pattern is None or pattern.advance is not Advance.PRACTITIONER:
        return False
    last_on = last_day_of_step(plan)
    return last_on is not None and last_on < today
