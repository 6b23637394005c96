"""A patient writes GO: today's targeted dose is due now, once a day at most, and the answer leaves at once."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from adherence.actions.cancel_texts import cancel_texts
from adherence.actions.declare_days import dose_on, runs_on
from adherence.actions.declare_risk_day import targeted_plan_on, targeted_regimen, write_risk_day
from adherence.actions.expect_doses import version_on
from adherence.actions.open_flag import open_flag
from adherence.actions.queue_text import queue_text
from adherence.actions.received import Answers
from adherence.actions.settle_dose import take_back
from adherence.db.communications import Communication
from adherence.db.doses import Dose
from adherence.db.inbound import InboundMessage
from adherence.db.patients import Patient
from adherence.db.regimens import Regimen
from adherence.domain.policy import Policy
from adherence.domain.purpose import Purpose
from adherence.domain.regimen import TargetedPlan, time_text
from adherence.domain.risk_days import anticipated_after
from adherence.domain.states import TAKEN_STATES, ConsentState, DoseState, FlagKind, PlanKind, Source
from adherence.domain.timing import ONE_DAY, instant_of

_LEAST_HOLD = timedelta(minutes=30)
_REOPENED = (DoseState.SKIPPED, DoseState.MISSED, DoseState.EXCUSED)


def bring_dose_forward(
    session: Session, message: InboundMessage, patient: Patient, policy: Policy, *, now: datetime
) -> Answers:
    """Make today's targeted dose due now (the patient's row is held) and answer at once; or flag why it cannot be.

    The dose belongs to the local date on which GO was received, also just before midnight.
    """
    at = message.received_at
    regimen = targeted_regimen(session, patient)
    on = at.astimezone(patient.zone).date()
    plan = targeted_plan_on(regimen, on) if regimen is not None else None
    if regimen is None or plan is None or not _may_run(session, patient, regimen, at):
        return _leave_to_people(session, message, patient, now)
    dose = dose_on(session, regimen, on)
    if dose is not None and dose.state in TAKEN_STATES:
        message.outcome = "one_a_day"
        return [("ack_one_a_day", {})]
    if now >= _answer_expires_at(plan, at) or (dose is not None and not _may_be_due(dose)):
        return _leave_to_people(session, message, patient, now)
    if dose is None:
        dose = _dose_now(session, regimen, patient, plan, policy, at, now)
    else:
        _move_to_now(session, dose, at, now)
    cancel_texts(session, patient.id, reason="asked_for_now", dose_id=dose.id)
    _answer(session, message, patient, dose, plan, now)
    message.outcome = "dose_now"
    return []


def _answer_expires_at(plan: TargetedPlan, at: datetime) -> datetime:
    """Until when "now is the time" is true: a reply that is read later is for people."""
    return at + max(timedelta(minutes=plan.lead_minutes), _LEAST_HOLD)


def _may_run(session: Session, patient: Patient, regimen: Regimen, at: datetime) -> bool:
    textable = patient.consent_state is ConsentState.GRANTED and patient.dose_texts_held_at is None
    return textable and runs_on(session, patient, regimen, at.astimezone(patient.zone).date())


def _leave_to_people(session: Session, message: InboundMessage, patient: Patient, now: datetime) -> Answers:
    detail = "Wrote GO, for a tablet now, while no targeted dose can be due: no plan, waiting, paused or held"
    open_flag(session, patient, FlagKind.CRAVING, detail, now=now, inbound_id=message.id)
    message.outcome = "flagged_craving"
    return [("ack_noted", {})]


def _may_be_due(dose: Dose) -> bool:
    """An unanswered dose, or one that the patient had called off; what staff wrote stays."""
    return dose.state is DoseState.UPCOMING or (dose.state in _REOPENED and dose.source is Source.PATIENT_SMS)


def _move_to_now(session: Session, dose: Dose, at: datetime, now: datetime) -> None:
    """An excused dose is wanted again; one that was not due yet is due now. A dose said no to stays so until "1"."""
    if dose.state is DoseState.EXCUSED:
        take_back(session, dose, now=now)
    if dose.window_opens_at > at:
        dose.due_at = dose.window_opens_at = at


def _dose_now(
    session: Session,
    regimen: Regimen,
    patient: Patient,
    plan: TargetedPlan,
    policy: Policy,
    at: datetime,
    now: datetime,
) -> Dose:
    """A dose on a day that had none: the day becomes a declared risk day of the patient."""
    on, anticipated_at = anticipated_after(at, plan.lead_minutes, patient.zone)
    slot, version = time_text(anticipated_at), version_on(regimen, on)
    write_risk_day(session, regimen, on, source=Source.PATIENT_SMS, at=slot, now=now)
    dose = session.scalars(
        select(Dose).where(Dose.regimen_id == regimen.id, Dose.on == on, Dose.slot == slot)
    ).first() or Dose(clinic_id=patient.clinic_id, patient_id=patient.id, regimen_id=regimen.id, on=on, slot=slot)
    closes_at = instant_of(on + ONE_DAY, policy.targeted_closes, patient.zone)
    dose.version_id, dose.kind, dose.quantity_mg = version.id, PlanKind.TARGETED, plan.quantity_mg
    dose.due_at = dose.window_opens_at = at
    dose.late_from = dose.window_closes_at = closes_at
    dose.agreed_hours = plan.agreed_hours is not None
    dose.state, dose.reason, dose.undelivered = DoseState.UPCOMING, None, False
    session.add(dose)
    session.flush()
    return dose


def _answer(
    session: Session, message: InboundMessage, patient: Patient, dose: Dose, plan: TargetedPlan, now: datetime
) -> None:
    """The answer carries its dose, so that a following 1 is about it."""
    steps = select(func.max(Communication.step)).where(
        Communication.dose_id == dose.id, Communication.purpose == Purpose.ACKNOWLEDGEMENT
    )
    queue_text(
        session,
        patient,
        "ack_go",
        now=now,
        why="Answer to GO: the tablet that the patient asked for is due now",
        expires_at=_answer_expires_at(plan, message.received_at),
        dose_id=dose.id,
        inbound_id=message.id,
        step=(session.scalar(steps) or 0) + 1,
    )
