"""Watch injections: overdue and lapsed ones open flags within a minute of the boundary."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import structlog
from sqlalchemy import ColumnElement, exists, or_, select

from adherence.actions.open_flag import open_flag
from adherence.actions.resolve_flag import close_flags
from adherence.actions.settle_injection import BY_RECORD
from adherence.actions.tell_supporters import tell_supporters
from adherence.db.doses import Dose
from adherence.db.flags import Flag
from adherence.db.injections import Injection, booked_visits
from adherence.db.patients import Patient, lock_patient
from adherence.domain.holds import FADES_ANYWAY
from adherence.domain.states import GONE, DoseState, FlagKind, FlagState, PlanKind
from adherence.domain.supporters import SupportEvent
from adherence.runtime import Runtime

_log = structlog.get_logger(__name__)
_OVERDUE = "Injection overdue"
_LAPSED = "Injection lapsed: re-assess before another injection"
_RISK = "Injection lapsed: overdose-risk counselling; reversal agent on hand?"


def watch_injections(rt: Runtime) -> int:
    """Open the flags of injections that became overdue or lapsed; returns how many doses were flagged."""
    now = rt.now()
    overdue = _unflagged(rt, FlagKind.INJECTION_OVERDUE, DoseState.UPCOMING, now)
    lapsed = _unflagged(rt, FlagKind.INJECTION_LAPSED, DoseState.NO_ANSWER, now)
    held = _unflagged(rt, FlagKind.INJECTION_LAPSED, DoseState.HELD, now)
    for dose_id, patient_id in (*overdue, *lapsed, *held):
        try:
            _flag(rt, dose_id, patient_id, now)
        except Exception as fault:  # one patient's fault must not hide another's lapse
            _log.error("injection could not be flagged", dose_id=dose_id, fault=type(fault).__name__)
    return len(overdue) + len(lapsed) + len(held)


def _flag(rt: Runtime, dose_id: int, patient_id: str, now: datetime) -> None:
    with rt.database.writing() as session:
        patient = lock_patient(session, patient_id)
        dose = session.get_one(Dose, dose_id)
        if patient.status in GONE:
            return
        if dose.state is DoseState.UPCOMING:
            open_flag(session, patient, FlagKind.INJECTION_OVERDUE, _OVERDUE, now=now, dose_id=dose.id)
            visit = booked_visits(session, [dose.regimen_id]).get(dose.regimen_id)
            if visit is None or visit.at <= now:
                tell_supporters(session, patient, SupportEvent.MISSED_VISIT, now=now)
        elif dose.state is DoseState.NO_ANSWER or (dose.state is DoseState.HELD and dose.reason in FADES_ANYWAY):
            was_overdue = (FlagKind.INJECTION_OVERDUE,)
            close_flags(session, patient, was_overdue, outcome="lapsed", now=now, by=None)
            open_flag(session, patient, FlagKind.INJECTION_LAPSED, _LAPSED, now=now, dose_id=dose.id)
            open_flag(session, patient, FlagKind.OVERDOSE_RISK, _RISK, now=now, dose_id=dose.id)


def _unflagged(rt: Runtime, kind: FlagKind, state: DoseState, now: datetime) -> Sequence[tuple[int, str]]:
    """Injections past the boundary without this flag, open or resolved by a person.

    One that was resolved because of a record counts for nothing: the record may have been withdrawn since.
    """
    by_person = or_(Flag.state == FlagState.OPEN, Flag.outcome.not_in(BY_RECORD))
    flagged = select(Flag.dose_id).where(Flag.kind == kind, Flag.dose_id.is_not(None), by_person)
    query = select(Dose.id, Dose.patient_id).where(
        Dose.kind == PlanKind.INJECTION, Dose.state == state, Dose.id.not_in(flagged)
    )
    if state is DoseState.HELD:
        query = query.where(Dose.reason.in_(FADES_ANYWAY), ~_given_since())
    query = query.join(Patient, Dose.patient_id == Patient.id).where(Patient.status.not_in(GONE))
    boundary = Dose.late_from if kind is FlagKind.INJECTION_OVERDUE else Dose.window_closes_at
    with rt.database.reading() as session:
        return session.execute(query.where(boundary <= now).limit(500)).all()


def _given_since() -> ColumnElement[bool]:
    """Whether an injection was given since the dose could have been: its own row stays held, as history."""
    given = exists().where(
        Injection.regimen_id == Dose.regimen_id,
        Injection.given.is_(True),
        Injection.withdrawn.is_(False),
        Injection.given_at >= Dose.window_opens_at,
    )
    return given.correlate(Dose)
