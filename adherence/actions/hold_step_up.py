"""Hold the steps of a plan because a side effect was reported: texts go on, only the increase waits for a person."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from adherence.actions.expect_doses import plan_of, version_on
from adherence.actions.move_step import first_day_to_move, standing_on, take_step
from adherence.actions.open_flag import open_flag
from adherence.db.clinics import clinic_by_id
from adherence.db.patients import Patient
from adherence.db.policies import policy_of
from adherence.db.regimens import Regimen, regimens_of
from adherence.domain.daily import step_on
from adherence.domain.errors import Refused
from adherence.domain.regimen import DailyPlan
from adherence.domain.states import FlagKind, RegimenState, Severity, VersionCause
from adherence.domain.timing import local_date
from adherence.domain.titration import Move, would_step_up

_DETAIL = "A side effect was reported, so the next step up waits: go on, hold or step back?"
_REASON = "Side effect reported"


def hold_step_up(session: Session, patient: Patient, *, now: datetime, inbound_id: str | None = None) -> None:
    """Hold each plan of the patient that would step up, and ask a person to decide (the patient's row is held)."""
    if not policy_of(clinic_by_id(session, patient.clinic_id)).titration_holds_on_side_effect:
        return
    regimens = [
        regimen
        for regimen in regimens_of(session, patient.clinic_id, patient.id)
        if regimen.state is RegimenState.ACTIVE
    ]
    if any([_hold(session, regimen, patient, now) for regimen in regimens]):
        high = Severity.HIGH
        open_flag(session, patient, FlagKind.TITRATION, _DETAIL, now=now, inbound_id=inbound_id, severity=high)


def _hold(session: Session, regimen: Regimen, patient: Patient, now: datetime) -> bool:
    """Whether a person must decide about this regimen; one that is held already stays as it is."""
    today = local_date(now, patient.zone)
    plan = plan_of(version_on(regimen, today))
    if not isinstance(plan, DailyPlan) or step_on(plan, today) is None:
        return False
    try:
        from_on = _from_when(session, regimen, patient, today, now)
        standing = standing_on(regimen, from_on)
        if not would_step_up(standing.plan, standing.step):
            return False
        if standing.base.cause is not VersionCause.STEP_HELD:
            take_step(session, None, regimen, patient, Move.HOLD, from_on=from_on, reason=_REASON, now=now)
    except Refused:
        return bool(would_step_up(plan, step_on(plan, today) or 0))
    return True


def _from_when(session: Session, regimen: Regimen, patient: Patient, today: date, now: datetime) -> date:
    """The next day; today where today's dose would be the first of a higher step and has not begun."""
    free = first_day_to_move(session, regimen, patient, now=now)
    plan = plan_of(version_on(regimen, today))
    if free == today and isinstance(plan, DailyPlan) and step_on(plan, today) != standing_on(regimen, today).step:
        return today
    return max(free, today + timedelta(days=1))
