"""Close windows: what nobody answered becomes ``no_answer``; consecutive silent days reach the care team."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from adherence.actions.cancel_texts import cancel_texts
from adherence.actions.escalate_silence import escalate_silence
from adherence.actions.set_patient_status import resume_paused
from adherence.db.communications import Communication
from adherence.db.doses import Dose
from adherence.db.inbound import InboundMessage
from adherence.db.patients import Patient, lock_patient
from adherence.domain.purpose import OF_A_DOSE
from adherence.domain.states import AT_PROVIDER, DoseState, MessageState, PatientStatus, PlanKind
from adherence.domain.timing import local_date
from adherence.runtime import Runtime

_BATCH = 100
_ARRIVED = (AT_PROVIDER - {MessageState.UNDELIVERED}) | {MessageState.UNCERTAIN, MessageState.SENDING}


def close_windows(rt: Runtime) -> int:
    """Close every window whose time has come; returns how many doses were closed. Also ends pauses on their day."""
    closed = 0
    while not rt.stopping.is_set():
        now = rt.now()
        found = _due(rt, now)
        if found:
            with rt.database.writing() as session:
                for patient_id in sorted({patient_id for _, patient_id in found}):
                    closed += _close_for(session, patient_id, [i for i, p in found if p == patient_id], now)
        if len(found) < _BATCH:
            break
    _end_pauses(rt)
    return closed


def _due(rt: Runtime, now: datetime) -> Sequence[tuple[int, str]]:
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
    return len(doses)


def _close(session: Session, patient: Patient, dose: Dose) -> None:
    if patient.status is not PatientStatus.ACTIVE:
        dose.state, dose.reason = DoseState.HELD, patient.status
    else:
        dose.state = DoseState.NO_ANSWER
        dose.undelivered = not _reached(session, dose)
        dose.reason = "lapsed" if dose.kind is PlanKind.INJECTION else "undelivered" if dose.undelivered else None
    cancel_texts(session, patient.id, reason="window_closed", dose_id=dose.id)


def _reached(session: Session, dose: Dose) -> bool:
    """Whether any text about the dose may have arrived: a silent system is not a silent patient."""
    query = select(Communication.id).where(
        Communication.dose_id == dose.id,
        Communication.purpose.in_(OF_A_DOSE),
        Communication.state.in_(_ARRIVED),
    )
    return session.scalar(query.limit(1)) is not None


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
