"""Look after each patient's tablets, liver tests and good weeks: at the start of each local day, and after a change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import structlog
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from adherence.actions.tell_good_week import supported_among, tell_good_week
from adherence.actions.watch_liver_tests import liver_steps, watch_liver_tests
from adherence.actions.watch_supply import supply_steps, watch_supply
from adherence.db.clinics import clinic_by_id
from adherence.db.patients import Patient, lock_patient
from adherence.db.policies import policy_of
from adherence.db.watched import watched, watched_of
from adherence.domain.policy import Policy
from adherence.domain.timing import ONE_DAY, day_start, local_date
from adherence.runtime import Runtime

_BATCH = 100
_TRY_AGAIN = timedelta(hours=1)
_AT_MOST_AHEAD = timedelta(days=3)
_log = structlog.get_logger(__name__)


def watch_patients(rt: Runtime) -> int:
    """Look at the patients whose time has come, some hundred at a time; returns at how many.

    Most need nothing: they are read together, and only the others are locked.
    """
    now = rt.now()
    with rt.database.reading() as session:
        patients = _due(session, now)
        wanting = _wanting(session, patients, now)
    failed = [patient.id for patient in wanting if not _watch_one(rt, patient.id, now)]
    if patients:
        with rt.database.writing(durable=False) as session:
            _note(session, patients, failed, now)
    return len(patients)


def watch_now(session: Session, patient: Patient, *, now: datetime) -> None:
    """Do at once what a patient's tablets and liver tests need, and tell of a good week (the row is held)."""
    policy = policy_of(clinic_by_id(session, patient.clinic_id))
    found = watched_of(session, patient.id)
    watch_liver_tests(session, patient, found, policy, now=now)
    watch_supply(session, patient, found, policy, now=now)
    tell_good_week(session, patient, now=now)


def _due(session: Session, now: datetime) -> Sequence[Patient]:
    """Patients whose time has come, else those whose instant was set before the clock was put back."""
    for come in (Patient.watch_at <= now, Patient.watch_at > now + _AT_MOST_AHEAD):
        patients = session.scalars(select(Patient).where(come).order_by(Patient.watch_at).limit(_BATCH)).all()
        if patients:
            return patients
    return []


def _wanting(session: Session, patients: Sequence[Patient], now: datetime) -> list[Patient]:
    """Those for whom something is to be done, in the order of their ids."""
    policies: dict[str, Policy] = {}
    for clinic_id in {patient.clinic_id for patient in patients}:
        policies[clinic_id] = policy_of(clinic_by_id(session, clinic_id))
    found = watched(session, [patient.id for patient in patients])
    supported = supported_among(session, [patient.id for patient in patients]) if patients else set()
    wanting = []
    for patient in sorted(patients, key=lambda one: one.id):
        rows, policy = found[patient.id], policies[patient.clinic_id]
        try:
            settled = (
                liver_steps(patient, rows, policy, now=now).are_none
                and supply_steps(patient, rows, policy, now=now).are_none
            )
        except Exception:  # what is wrong with one patient's plan is told when it is looked at by itself
            settled = False
        if not settled or patient.id in supported:
            wanting.append(patient)
    return wanting


def _watch_one(rt: Runtime, patient_id: str, now: datetime) -> bool:
    try:
        with rt.database.writing() as session:
            watch_now(session, lock_patient(session, patient_id), now=now)
        return True
    except Exception as fault:  # one patient's fault must not keep anybody else's from being seen
        _log.error("patient could not be looked after", patient_id=patient_id, fault=type(fault).__name__)
        return False


def _note(session: Session, patients: Iterable[Patient], failed: Sequence[str], now: datetime) -> None:
    """Come back at each one's next local midnight, unless something changed meanwhile."""
    for patient in sorted(patients, key=lambda one: one.id):
        midnight = day_start(local_date(now, patient.zone) + ONE_DAY, patient.zone)
        again_at = min(midnight, now + _TRY_AGAIN) if patient.id in failed else midnight
        seen = update(Patient).where(Patient.id == patient.id, Patient.watch_at == patient.watch_at)
        session.execute(seen.values(watch_at=again_at), execution_options={"synchronize_session": False})
