"""Watch holds: one that is over and needs a start gate asks for it from the day after its last on, until signed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

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
_LONGEST_DAY = timedelta(hours=26)
_MOST_AT_ONCE = 500


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
        select(Hold.patient_id, Hold.to_on, Patient.time_zone)
        .join(Patient, Hold.patient_id == Patient.id)
        .where(Hold.needs_gate.is_(True), Hold.released_on.is_(None), Hold.withdrawn.is_(False))
        .where(Hold.to_on < (now + _FIRST_ZONE_AHEAD).date(), Patient.status.not_in(GONE), has_plan)
    )
    with rt.database.reading() as session:
        found = session.execute(query.order_by(Hold.to_on, Hold.id)).all()
        flags = _flags_of(session, {row.patient_id for row in found}, now)
    # Counted after those asked about, who go on waiting and would take the place of others.
    return [
        (row.patient_id, row.to_on)
        for row in found
        if _must_ask(flags[row.patient_id], row.to_on, ZoneInfo(row.time_zone), now)
    ][:_MOST_AT_ONCE]


def _flags_of(session: Session, patient_ids: Collection[str], now: datetime) -> dict[str, list[Flag]]:
    """The restart flags of some patients that are open or were resolved lately."""
    flags: dict[str, list[Flag]] = defaultdict(list)
    if patient_ids:
        lately = (Flag.state == FlagState.OPEN) | (Flag.resolved_at >= now - _LONGEST_DAY)
        asks = select(Flag).where(Flag.patient_id.in_(patient_ids), Flag.kind == FlagKind.RESTART, lately)
        for flag in session.scalars(asks):
            if flag.patient_id is not None:
                flags[flag.patient_id].append(flag)
    return flags


def _ask(session: Session, patient_id: str, to_on: date, now: datetime) -> bool:
    patient = lock_patient(session, patient_id)
    waits = select(Hold.id).where(
        Hold.patient_id == patient_id, Hold.to_on == to_on, Hold.needs_gate.is_(True), Hold.released_on.is_(None)
    )
    flags = _flags_of(session, [patient_id], now)[patient_id]
    if session.scalar(waits.where(Hold.withdrawn.is_(False))) is None:
        return False
    if not _must_ask(flags, to_on, patient.zone, now):
        return False
    open_flag(session, patient, FlagKind.RESTART, ASK, now=now)
    return True


def _must_ask(flags: Iterable[Flag], to_on: date, zone: ZoneInfo, now: datetime) -> bool:
    today_at, ended_at = day_start(local_date(now, zone), zone), day_start(to_on + ONE_DAY, zone)
    if now < ended_at:
        return False
    return not any(
        flag.renewed_at >= ended_at if flag.resolved_at is None else flag.resolved_at >= today_at for flag in flags
    )
