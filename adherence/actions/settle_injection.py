"""What an injection record brings about: the dose that it settles, and the flags whose reason is gone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from adherence.actions.open_flag import open_flag
from adherence.actions.resolve_flag import close_flags, release_dose_texts
from adherence.actions.settle_dose import current_record, settle_dose, take_back
from adherence.db.doses import Dose
from adherence.db.flags import Flag
from adherence.db.injections import WAITING, Injection, given_since
from adherence.db.patients import Patient
from adherence.domain.states import TAKEN_STATES, DoseState, FlagKind, FlagState, PlanKind

GIVEN, CORRECTED, REASSESSED = "injection_given", "corrected", "reassessed"
ON_HOLD, PLAN_STOPPED = "injection_on_hold", "injection_plan_stopped"
BY_RECORD = (GIVEN, CORRECTED, ON_HOLD, PLAN_STOPPED)
"""Outcomes of flags that a record resolved; a person resolves with a word of their own."""
_OVERDUE = (FlagKind.INJECTION_OVERDUE,)
_FOLLOWING = (*_OVERDUE, FlagKind.INJECTION_LAPSED, FlagKind.OVERDOSE_RISK)
_UNASSESSED = "Injection given after it lapsed: no re-assessment is recorded"


def settle_injection(session: Session, injection: Injection, dose: Dose, *, now: datetime, by: str | None) -> None:
    """Let an injection that was given settle its dose (the patient's row is held)."""
    injection.dose_id = dose.id
    settle_dose(
        session,
        dose,
        DoseState.TAKEN_LATE if injection.given_at >= dose.late_from else DoseState.TAKEN,
        source=injection.source,
        now=now,
        taken_at=injection.given_at,
        quantity_mg=injection.quantity_mg,
        by=by,
    )


def unsettle_injection(session: Session, injection: Injection, *, now: datetime, by: str | None) -> None:
    """Take back what an injection had settled (the patient's row is held)."""
    dose = session.get(Dose, injection.dose_id) if injection.dose_id is not None else None
    record = current_record(session, dose) if dose is not None else None
    if dose is not None and record is not None and record.state in TAKEN_STATES:
        take_back(session, dose, now=now, by=by)


def follow_flags(session: Session, patient: Patient, *, outcome: str, now: datetime, by: str | None) -> None:
    """Resolve the patient's open flags about injections that are overdue or lapsed no longer (the row is held)."""
    _follow(session, patient, _FOLLOWING, outcome=outcome, now=now, by=by)


def follow_overdue(session: Session, patient: Patient, *, outcome: str, now: datetime, by: str | None) -> None:
    """Resolve the flag about an overdue injection that waits no longer for now; a lapse stays, the risk is the same."""
    _follow(session, patient, _OVERDUE, outcome=outcome, now=now, by=by)


def _follow(
    session: Session, patient: Patient, kinds: Sequence[FlagKind], *, outcome: str, now: datetime, by: str | None
) -> None:
    query = select(Flag).where(
        Flag.patient_id == patient.id,
        Flag.kind.in_(kinds),
        Flag.state == FlagState.OPEN,
        Flag.dose_id.is_not(None),
    )
    gone = [flag.kind for flag in session.scalars(query) if not _still_true(session, flag, now)]
    close_flags(session, patient, gone, outcome=outcome, now=now, by=by)
    if FlagKind.OVERDOSE_RISK in gone:
        release_dose_texts(session, patient)


def keep_lapse_open(session: Session, patient: Patient, dose: Dose, *, now: datetime) -> bool:
    """See that the lapse of a dose that was given after it has its flag; False where a person resolved that already."""
    query = select(Flag.state).where(Flag.dose_id == dose.id, Flag.kind == FlagKind.INJECTION_LAPSED)
    states = set(session.scalars(query))
    if not states:
        open_flag(session, patient, FlagKind.INJECTION_LAPSED, _UNASSESSED, now=now, dose_id=dose.id)
    return FlagState.OPEN in states or not states


def was_lapsed(injection: Injection, dose: Dose | None) -> bool:
    """Whether an injection was given only after it had lapsed."""
    return injection.given and dose is not None and injection.given_at >= dose.window_closes_at


def _still_true(session: Session, flag: Flag, now: datetime) -> bool:
    dose = session.get_one(Dose, flag.dose_id)
    if dose.kind is not PlanKind.INJECTION or flag.inbound_id is not None:
        return True  # the patient's own words raised it as well: a person looks
    if dose.state is DoseState.CANCELLED:
        return False
    # A dose that a hold covered stays held when another one, due on the restart, is given in its place.
    given_at = given_since(session, dose) if dose.state is DoseState.HELD else dose.taken_at
    waits = dose.state in WAITING and given_at is None
    # What was given late stays lapsed until somebody has re-assessed.
    lapsed = (given_at or now) >= dose.window_closes_at
    if flag.kind is FlagKind.INJECTION_OVERDUE:
        return waits and dose.state is not DoseState.HELD and now >= dose.late_from and not lapsed
    return lapsed
