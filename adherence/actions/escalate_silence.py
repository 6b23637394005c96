"""Escalate days without a taken dose; after three of them an opioid patient is asked to check in first."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from adherence.actions.climb_ladder import tell_supporters_of_silence
from adherence.actions.open_flag import open_flag
from adherence.db.clinics import clinic_by_id
from adherence.db.doses import Dose
from adherence.db.gates import latest_gate
from adherence.db.patients import Patient
from adherence.db.policies import policy_of
from adherence.domain.ladder import flag_days, supporter_days
from adherence.domain.pauses import TEXTS_PAUSED
from adherence.domain.states import TAKEN_STATES, DoseState, FlagKind, PlanKind
from adherence.domain.timing import local_date

_LOOK_BACK = timedelta(days=60)
_AHEAD = timedelta(days=2)
_NOT_COUNTED = (DoseState.CANCELLED, DoseState.HELD, DoseState.EXCUSED)


def escalate_silence(session: Session, patient: Patient, *, now: datetime) -> None:
    """Climb the ladder for consecutive local days with expected daily doses and none taken (policy: 2 or 3 days)."""
    days = days_without_taken(session, patient, now=now)
    policy = policy_of(clinic_by_id(session, patient.clinic_id))
    opioid = _had_opioids(session, patient)
    if days >= supporter_days(opioid, policy):
        tell_supporters_of_silence(session, patient, days, now=now)
    if days >= flag_days(opioid, policy):
        open_flag(session, patient, FlagKind.CONSECUTIVE_DAYS, f"No dose taken for {days} days", now=now)
    unheard = days_without_taken(session, patient, now=now, with_paused=True)
    if opioid and unheard >= policy.restart_after_silent_days:
        open_flag(session, patient, FlagKind.RESTART, _restart_detail(unheard), now=now)


def silence_to_ask_about(session: Session, patient: Patient, *, now: datetime) -> str | None:
    """What the restart flag says while days without a dose alone are reason for it; None while they are not."""
    policy = policy_of(clinic_by_id(session, patient.clinic_id))
    days = days_without_taken(session, patient, now=now, with_paused=True)
    asks = days >= policy.restart_after_silent_days and _had_opioids(session, patient)
    return _restart_detail(days) if asks else None


def must_check_in_first(session: Session, patient: Patient, *, now: datetime) -> bool:
    """Whether reminders are replaced by the text that asks to check in first: until a dose is taken again."""
    policy = policy_of(clinic_by_id(session, patient.clinic_id))
    return days_without_taken(session, patient, now=now, with_paused=True) >= policy.restart_after_silent_days


def days_without_taken(session: Session, patient: Patient, *, now: datetime, with_paused: bool = False) -> int:
    """Closed local days in a row, up to the newest, with expected daily doses and none taken.

    Days whose texts did not arrive are left out: a silent system is not a silent patient. Days of a pause that the
    patient asked for count only ``with_paused``: before the next tablet it matters that nothing is known (0023).
    """
    query = select(Dose.on, Dose.state, Dose.undelivered, Dose.reason).where(
        Dose.patient_id == patient.id,
        Dose.kind == PlanKind.DAILY,
        Dose.state.not_in(_NOT_COUNTED),
        Dose.on >= local_date(now, patient.zone) - _LOOK_BACK,
        Dose.window_opens_at <= now + _AHEAD,
    )
    taken: dict[date, bool] = {}
    unfinished: set[date] = set()
    for on, state, undelivered, reason in session.execute(query):
        if state is DoseState.UPCOMING:
            unfinished.add(on)
        elif not (undelivered and state is DoseState.NO_ANSWER) or (with_paused and reason == TEXTS_PAUSED):
            taken[on] = taken.get(on, False) or state in TAKEN_STATES
    # A day with a dose that can still be answered says nothing yet, unless one was taken already.
    for day in unfinished:
        if not taken.get(day, False):
            taken.pop(day, None)
    count = 0
    for day in sorted(taken, reverse=True):
        if taken[day]:
            break
        count += 1
    return count


def _had_opioids(session: Session, patient: Patient) -> bool:
    gate = latest_gate(session, patient.id)
    return gate is not None and gate.agent != "none"


def _restart_detail(days: int) -> str:
    return f"No dose taken for {days} days: ask about opioids before the next tablet"
