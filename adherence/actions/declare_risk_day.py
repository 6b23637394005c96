"""Declare a high-risk day of a targeted plan, or say that a day is none."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from adherence.actions.expect_doses import plan_of, version_on
from adherence.actions.plan_doses import replan
from adherence.db.patients import Patient, lock_patient
from adherence.db.regimens import Regimen, RiskDay, regimens_of
from adherence.domain.actor import Actor
from adherence.domain.errors import refuse
from adherence.domain.forms import Form, flag
from adherence.domain.regimen import TargetedPlan, time_text
from adherence.domain.risk_days import FARTHEST_DAYS, has_passed
from adherence.domain.states import PlanKind, RegimenState, Source
from adherence.domain.timing import day_exists, local_date


def declare_risk_day(session: Session, actor: Actor, patient: Patient, data: object, *, now: datetime) -> RiskDay:
    """Declare ``{"on", "anticipated_at", "declined"}``; a declined day is no risk day. Raises ``Refused``."""
    form = Form(data, ("on", "anticipated_at", "declined"))
    on = form.at("on").day()
    at = form.optional("anticipated_at", lambda entry: entry.time_of_day())
    declined = bool(form.optional("declined", flag))
    today = local_date(now, patient.zone)
    if on < today:
        form.fail("on", "lies in the past; declare today or a later day")
    elif on > today + timedelta(days=FARTHEST_DAYS):
        form.fail("on", "lies more than a year ahead; declare a nearer day")
    elif not day_exists(on, patient.zone):
        form.fail("on", "is a date that the patient's time zone skips; declare another day")
    if declined and at is not None:
        form.fail("anticipated_at", "is not needed for a day that is no risk day; leave it out")
    form.done()
    patient = lock_patient(session, patient.id)
    regimen = targeted_regimen(session, patient)
    if regimen is None:
        raise refuse("patient", "has no active targeted plan; start one first", conflict=True)
    plan = targeted_plan_on(regimen, on)
    if plan is None:
        raise refuse("on", "lies outside the targeted plan; change the plan's dates first")
    if not declined and has_passed(on, at or plan.anticipated_at, patient.zone, now=now):
        raise refuse("anticipated_at", "is over for today; name a later time, or another day")
    at_text = None if at is None else time_text(at)
    return set_risk_day(session, regimen, patient, on, at=at_text, source=Source.STAFF, declined=declined, now=now)


def targeted_regimen(session: Session, patient: Patient) -> Regimen | None:
    """The patient's targeted regimen that runs or waits, if any."""
    for regimen in regimens_of(session, patient.clinic_id, patient.id):
        if regimen.kind is PlanKind.TARGETED and regimen.state is not RegimenState.STOPPED:
            return regimen
    return None


def targeted_plan_on(regimen: Regimen, on: date) -> TargetedPlan | None:
    """The plan of a targeted regimen that holds on a local date; None outside its days."""
    plan = plan_of(version_on(regimen, on))
    assert isinstance(plan, TargetedPlan)
    stopped = regimen.stopped_on is not None and on >= regimen.stopped_on
    ended = plan.ends_on is not None and on > plan.ends_on
    return None if stopped or ended or on < plan.starts_on else plan


def set_risk_day(
    session: Session,
    regimen: Regimen,
    patient: Patient,
    on: date,
    *,
    source: Source,
    now: datetime,
    at: str | None = None,
    declined: bool = False,
) -> RiskDay:
    """Write a declared or declined day and plan anew; the newest word about a day counts."""
    patient = lock_patient(session, patient.id)
    day = write_risk_day(session, regimen, on, source=source, now=now, at=at, declined=declined)
    if regimen.state is RegimenState.ACTIVE:
        replan(session, regimen, patient, now=now)
    return day


def write_risk_day(
    session: Session,
    regimen: Regimen,
    on: date,
    *,
    source: Source,
    now: datetime,
    at: str | None = None,
    declined: bool = False,
) -> RiskDay:
    """Write the newest word about a day (the patient's row is held) and plan nothing."""
    day = session.scalars(select(RiskDay).where(RiskDay.regimen_id == regimen.id, RiskDay.on == on)).first()
    if day is None:
        day = RiskDay(clinic_id=regimen.clinic_id, patient_id=regimen.patient_id, regimen_id=regimen.id, on=on)
        session.add(day)
    day.anticipated_at, day.declined, day.source, day.recorded_at = at, declined, source, now
    session.flush()
    return day
