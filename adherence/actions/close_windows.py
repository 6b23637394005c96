"""Close windows: what nobody answered becomes ``no_answer``; consecutive silent days reach the care team."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

import structlog
from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from adherence.actions.climb_ladder import escalate_silent_risk_days
from adherence.actions.escalate_silence import escalate_silence
from adherence.actions.judge_delivery import judge_delivery
from adherence.actions.set_patient_status import resume_paused
from adherence.db.communications import Communication
from adherence.db.doses import Dose
from adherence.db.inbound import InboundMessage
from adherence.db.patients import Patient, lock_patient
from adherence.domain.purpose import Purpose
from adherence.domain.states import BEFORE_SENDING, DoseState, MessageState, PatientStatus, PlanKind
from adherence.domain.timing import local_date
from adherence.runtime import Runtime

_BATCH = 100
_log = structlog.get_logger(__name__)


def close_windows(rt: Runtime) -> int:
    """Close every window whose time has come; returns how many doses were closed. Also ends pauses on their day."""
    closed = 0
    failing: set[str] = set()
    while not rt.stopping.is_set():
        now = rt.now()
        found = _due(rt, now, failing)
        closed += _close_together(rt, found, failing, now)
        if len(found) < _BATCH:
            break
    _end_pauses(rt)
    return closed


def _close_together(rt: Runtime, found: Sequence[tuple[int, str]], failing: set[str], now: datetime) -> int:
    """Close some windows in one transaction; where one patient's fails, each patient's by itself."""
    patient_ids = sorted({patient_id for _, patient_id in found})
    closed = 0
    try:
        with rt.database.writing() as session:
            for patient_id in patient_ids:
                closed += _close_for(session, patient_id, [i for i, p in found if p == patient_id], now)
    except Exception as fault:  # one patient's fault must not keep the windows of all others open
        if len(patient_ids) > 1:
            return sum(_close_together(rt, [f for f in found if f[1] == one], failing, now) for one in patient_ids)
        _log.error("window could not be closed", patient_id=patient_ids[0], fault=type(fault).__name__)
        failing.update(patient_ids)
        return 0
    return closed


def _due(rt: Runtime, now: datetime, failing: Collection[str]) -> Sequence[tuple[int, str]]:
    """Doses to close; those of a patient whose reply is stored but not applied wait for it."""
    waiting = exists().where(
        InboundMessage.from_hash == Patient.phone_hash,
        InboundMessage.applied_at.is_(None),
        InboundMessage.failed.is_(None),
    )
    query = (
        select(Dose.id, Dose.patient_id)
        .join(Patient, Dose.patient_id == Patient.id)
        .where(Dose.state == DoseState.UPCOMING, Dose.window_closes_at <= now, ~waiting)
        .where(Dose.patient_id.not_in(failing))
    )
    with rt.database.reading() as session:
        return session.execute(query.order_by(Dose.window_closes_at).limit(_BATCH)).all()


def _close_for(session: Session, patient_id: str, dose_ids: list[int], now: datetime) -> int:
    patient = lock_patient(session, patient_id)
    doses = session.scalars(
        select(Dose).where(Dose.id.in_(dose_ids), Dose.state == DoseState.UPCOMING).order_by(Dose.window_closes_at),
        execution_options={"populate_existing": True},
    ).all()
    for dose in doses:
        _close(session, patient, dose)
    if any(dose.kind is PlanKind.DAILY for dose in doses):
        escalate_silence(session, patient, now=now)
    if any(dose.kind is PlanKind.TARGETED for dose in doses):
        escalate_silent_risk_days(session, patient, now=now)
    return len(doses)


def _close(session: Session, patient: Patient, dose: Dose) -> None:
    # A pause does not stop the blockade from fading: an injection lapses all the same, and staff must know.
    lapses = dose.kind is PlanKind.INJECTION and patient.status is PatientStatus.PAUSED
    if patient.status is not PatientStatus.ACTIVE and not lapses:
        dose.state, dose.reason = DoseState.HELD, patient.status
    else:
        dose.state = DoseState.NO_ANSWER
        dose.reason = "lapsed" if dose.kind is PlanKind.INJECTION else None
        judge_delivery(session, dose)
    expired = update(Communication).where(
        Communication.dose_id == dose.id,
        Communication.state.in_(BEFORE_SENDING),
        Communication.patient_id == patient.id,
        # A visit that is booked for after the lapse keeps its texts: they have an end of their own.
        Communication.purpose != Purpose.APPOINTMENT,
    )
    session.execute(
        expired.values(state=MessageState.EXPIRED, reason="expired"),
        execution_options={"synchronize_session": "fetch"},
    )


def _end_pauses(rt: Runtime) -> None:
    now = rt.now()
    paused = select(Patient).where(Patient.status == PatientStatus.PAUSED, Patient.status_until.is_not(None))
    with rt.database.reading() as session:
        ids = [
            patient.id
            for patient in session.scalars(paused)
            if patient.status_until is not None and local_date(now, patient.zone) >= patient.status_until
        ]
    for patient_id in ids:
        with rt.database.writing() as session:
            patient = lock_patient(session, patient_id)
            if patient.status is PatientStatus.PAUSED:
                resume_paused(session, patient, now=now)
