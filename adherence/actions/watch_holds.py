"""Watch holds: one that is over and needs a start gate asks for it from the day after its last on, until signed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import structlog
from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from adherence.actions.open_flag import open_flag
from adherence.actions.release_holds import ASK
from adherence.db.flags import Flag
from adherence.db.holds import Hold
from adherence.db.patients import Patient, lock_patient
from adherence.db.regimens import Regimen
from adherence.domain.states import GONE, FlagKind, FlagState, RegimenState
from adherence.domain.timing import ONE_DAY, day_start, local_date
from adherence.runtime import Runtime

_log = structlog.get_logger(__name__)
_FIRST_ZONE_AHEAD = timedelta(hours=14)


def watch_holds(rt: Runtime) -> int:
    """Open a flag for each hold that ended and waits for a start gate; returns how many were opened.

    A flag that is resolved without a signature comes back the next day: the doses are still held.
    """
    now = rt.now()
    opened = 0
    for patient_id, to_on in _waiting(rt, now):
        try:
            with rt.database.writing() as session:
                opened += _ask(session, patient_id, to_on, now)
        except Exception as fault:  # one patient's fault must not hide another's wait
            _log.error("hold could not be flagged", patient_id=patient_id, fault=type(fault).__name__)
    return opened


def _waiting(rt: Runtime, now: datetime) -> Sequence[tuple[str, date]]:
    """Patients with a plan whose hold is over and waits, each with its last day; those asked about are left out."""
    has_plan = exists().where(Regimen.patient_id == Hold.patient_id, Regimen.state == RegimenState.ACTIVE)
    query = (
        select(Hold.patient_id, Hold.to_on)
        .join(Patient, Hold.patient_id == Patient.id)
        .where(Hold.needs_gate.is_(True), Hold.released_on.is_(None), Hold.withdrawn.is_(False))
        .where(Hold.to_on < (now + _FIRST_ZONE_AHEAD).date(), Patient.status.not_in(GONE), has_plan)
    )
    with rt.database.reading() as session:
        found = session.execute(query.limit(500)).all()
        return [(patient_id, to_on) for patient_id, to_on in found if _must_ask(session, patient_id, to_on, now)]


def _ask(session: Session, patient_id: str, to_on: date, now: datetime) -> bool:
    patient = lock_patient(session, patient_id)
    waits = select(Hold.id).where(
        Hold.patient_id == patient_id, Hold.to_on == to_on, Hold.needs_gate.is_(True), Hold.released_on.is_(None)
    )
    if session.scalar(waits.where(Hold.withdrawn.is_(False))) is None or not _must_ask(session, patient_id, to_on, now):
        return False
    open_flag(session, patient, FlagKind.RESTART, ASK, now=now)
    return True


def _must_ask(session: Session, patient_id: str, to_on: date, now: datetime) -> bool:
    zone = session.get_one(Patient, patient_id).zone
    today, ended_at = local_date(now, zone), day_start(to_on + ONE_DAY, zone)
    if now < ended_at:
        return False
    asked = (Flag.state == FlagState.OPEN) & (Flag.renewed_at >= ended_at)
    answered_today = (Flag.state == FlagState.RESOLVED) & (Flag.resolved_at >= day_start(today, zone))
    flags = select(Flag.id).where(Flag.patient_id == patient_id, Flag.kind == FlagKind.RESTART)
    return session.scalar(flags.where(asked | answered_today).limit(1)) is None
