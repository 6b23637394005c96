"""Declare a high-risk day of a targeted plan, or say that a day is none."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from adherence.actions.plan_doses import replan
from adherence.db.patients import Patient, lock_patient
from adherence.db.regimens import Regimen, RiskDay, regimens_of
from adherence.domain.actor import Actor
from adherence.domain.errors import refuse
from adherence.domain.forms import Form
from adherence.domain.regimen import time_text
from adherence.domain.states import PlanKind, RegimenState, Source
from adherence.domain.timing import local_date


def declare_risk_day(session: Session, actor: Actor, patient: Patient, data: object, *, now: datetime) -> RiskDay:
    """Declare ``{"on", "anticipated_at"}``; raises ``Refused`` for a past day or where there is no targeted plan."""
    form = Form(data, ("on", "anticipated_at"))
    on = form.at("on").day()
    at = form.optional("anticipated_at", lambda entry: time_text(entry.time_of_day()))
    if on < local_date(now, patient.zone):
        form.fail("on", "lies in the past; declare today or a later day")
    form.done()
    patient = lock_patient(session, patient.id)
    regimen = targeted_regimen(session, patient)
    if regimen is None:
        raise refuse("patient", "has no active targeted plan; start one first", conflict=True)
    return set_risk_day(session, regimen, patient, on, at=at, source=Source.STAFF, now=now)


def targeted_regimen(session: Session, patient: Patient) -> Regimen | None:
    """The patient's targeted regimen that runs or waits, if any."""
    for regimen in regimens_of(session, patient.clinic_id, patient.id):
        if regimen.kind is PlanKind.TARGETED and regimen.state is not RegimenState.STOPPED:
            return regimen
    return None


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
    day = session.scalars(select(RiskDay).where(RiskDay.regimen_id == regimen.id, RiskDay.on == on)).first()
    if day is None:
        day = RiskDay(clinic_id=patient.clinic_id, patient_id=patient.id, regimen_id=regimen.id, on=on)
        session.add(day)
    day.anticipated_at, day.declined, day.source, day.recorded_at = at, declined, source, now
    session.flush()
    if regimen.state is RegimenState.ACTIVE:
        replan(session, regimen, patient, now=now)
    return day
