"""Watch plans in steps that somebody moves: ask the patient, or tell the care team, when a step has lasted its days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from adherence.actions.clear_of_doses import clear_of_doses
from adherence.actions.expect_doses import plan_of, version_on
from adherence.actions.open_flag import open_flag
from adherence.actions.plan_texts import medicine_of
from adherence.actions.queue_text import queue_text
from adherence.db.clinics import clinic_by_id
from adherence.db.communications import Communication
from adherence.db.flags import Flag
from adherence.db.holds import holds_of
from adherence.db.patients import Patient, lock_patient
from adherence.db.policies import policy_of
from adherence.db.regimens import Regimen, RegimenVersion
from adherence.domain.holds import holding
from adherence.domain.policy import Policy
from adherence.domain.regimen import Advance, DailyPlan
from adherence.domain.states import ConsentState, FlagKind, FlagState, PatientStatus, RegimenState
from adherence.domain.timing import ONE_DAY, day_start, instant_of, local_date
from adherence.domain.titration import ask_occasion, asks_of, last_day_of_step, steps_of
from adherence.runtime import Runtime

_log = structlog.get_logger(__name__)
_AHEAD = timedelta(hours=1)
"""A question is queued this long before it leaves, so that it leaves at its minute."""
_SET_ASIDE = timedelta(minutes=15)
_MOST_AT_ONCE = 500


def watch_titration(rt: Runtime) -> int:
    """Look at each regimen whose time has come; returns how many there were."""
    now = rt.now()
    due = _due(rt, now)
    for regimen_id, patient_id in due:
        try:
            with rt.database.writing() as session:
                patient = lock_patient(session, patient_id)
                regimen = session.get_one(Regimen, regimen_id)
                regimen.step_look_at = look_at_steps(session, regimen, patient, now=now)
        except Exception as fault:  # one plan's fault must not keep others from being asked about
            _log.error("steps could not be looked at", regimen_id=regimen_id, fault=type(fault).__name__)
            _set_aside(rt, regimen_id, now)
    return len(due)


def look_at_steps(session: Session, regimen: Regimen, patient: Patient, *, now: datetime) -> datetime | None:
    """Ask or flag what is due for a regimen; returns when to look again, None where no step waits."""
    today = local_date(now, patient.zone)
    following = [version.from_on for version in regimen.versions if version.from_on > today and not version.never_began]
    changes_at = [day_start(on, patient.zone) for on in following]
    steps = _steps_on(session, regimen, patient, today, now)
    look_at = _look(steps) if steps else None
    return min((at for at in (look_at, *changes_at) if at is not None), default=None)


@dataclass(frozen=True, slots=True)
class _Steps:
    """A plan with a step of a least time that somebody ends, as it holds today."""

    session: Session
    patient: Patient
    regimen: Regimen
    version: RegimenVersion
    plan: DailyPlan
    last_on: date
    policy: Policy
    today: date
    now: datetime


def _steps_on(session: Session, regimen: Regimen, patient: Patient, today: date, now: datetime) -> _Steps | None:
    version = version_on(regimen, today)
    plan = plan_of(version)
    if not isinstance(plan, DailyPlan) or steps_of(plan) is None:
        return None
    last_on = last_day_of_step(plan)
    if last_on is None or (plan.ends_on is not None and plan.ends_on <= last_on):
        return None
    policy = policy_of(clinic_by_id(session, regimen.clinic_id))
    return _Steps(session, patient, regimen, version, plan, last_on, policy, today, now)


def _look(steps: _Steps) -> datetime | None:
    pattern = steps_of(steps.plan)
    assert pattern is not None
    return _ask(steps) if pattern.advance is Advance.PATIENT else _tell_the_team(steps)


def _tell_the_team(steps: _Steps) -> datetime | None:
    """Flag a step that has lasted its days, once, unless a person has been asked about it since."""
    over_at = day_start(steps.last_on + ONE_DAY, steps.patient.zone)
    if steps.now < over_at:
        return over_at
    asked = select(Flag.id).where(
        Flag.patient_id == steps.patient.id,
        Flag.kind == FlagKind.TITRATION,
        (Flag.state == FlagState.OPEN) | (Flag.renewed_at >= over_at),
    )
    if steps.session.scalar(asked.limit(1)) is None:
        pattern = steps_of(steps.plan)
        assert pattern is not None
        place = f"Step {pattern.first_step + 1} of {len(pattern.steps)}"
        detail = f"{place} has lasted its days: go on, hold or step back?"
        open_flag(steps.session, steps.patient, FlagKind.TITRATION, detail, now=steps.now)
    return None


def _ask(steps: _Steps) -> datetime:
    """Queue the question of the day on which it is due; returns when the next one has to be thought of."""
    asked = _asked_at(steps)
    last_asked_on = local_date(asked[0], steps.patient.zone) if asked else None
    again = timedelta(days=steps.policy.titration_ask_again_days)
    ask_on = max(steps.last_on, last_asked_on + again) if last_asked_on else steps.last_on
    if steps.today < ask_on:
        return _look_on(steps, ask_on)
    ask_at = _question_at(steps)
    ends_at = instant_of(steps.today, steps.policy.texting_ends, steps.patient.zone)
    if steps.now < ask_at - _AHEAD:
        return ask_at - _AHEAD
    if max(ask_at, steps.now) >= ends_at or not _may_ask(steps):
        return _look_on(steps, steps.today + ONE_DAY)
    queue_text(
        steps.session,
        steps.patient,
        "step_ask",
        now=steps.now,
        why="The step has lasted its days: asks whether the patient is ready for the next one",
        params={"medicine": medicine_of(steps.plan)},
        due_at=max(ask_at, steps.now),
        expires_at=ends_at - timedelta(seconds=1),
        occasion=ask_occasion(steps.version.id, len(asked) + 1),
    )
    return _look_on(steps, steps.today + max(again, ONE_DAY))


def _question_at(steps: _Steps) -> datetime:
    """The clinic's time, or later while a dose may still be answered with the same "1"."""
    at = instant_of(steps.today, steps.policy.titration_ask_time, steps.patient.zone)
    return clear_of_doses(steps.session, steps.patient.id, steps.today, at, steps.policy)


def _may_ask(steps: _Steps) -> bool:
    """Not while nothing may be sent or planned, nor while a side effect waits for a person."""
    patient, tomorrow = steps.patient, steps.today + ONE_DAY
    if patient.status is not PatientStatus.ACTIVE or patient.consent_state is not ConsentState.GRANTED:
        return False
    if holding([hold.span for hold in holds_of(steps.session, patient.id)], tomorrow) is not None:
        return False
    stopped_on, ends_on = steps.regimen.stopped_on, steps.plan.ends_on
    if (stopped_on is not None and stopped_on <= tomorrow) or (ends_on is not None and ends_on < tomorrow):
        return False
    if version_on(steps.regimen, tomorrow).id != steps.version.id:
        return False
    reported = select(Flag.id).where(
        Flag.patient_id == patient.id, Flag.kind == FlagKind.SIDE_EFFECT, Flag.state == FlagState.OPEN
    )
    return not (steps.policy.titration_holds_on_side_effect and steps.session.scalar(reported.limit(1)))


def _asked_at(steps: _Steps) -> Sequence[datetime]:
    """When the patient was asked about this version, newest first."""
    about = Communication.occasion.startswith(asks_of(steps.version.id))
    query = select(Communication.due_at).where(Communication.patient_id == steps.patient.id, about)
    return steps.session.scalars(query.order_by(Communication.due_at.desc())).all()


def _look_on(steps: _Steps, on: date) -> datetime:
    return instant_of(on, steps.policy.titration_ask_time, steps.patient.zone) - _AHEAD


def _due(rt: Runtime, now: datetime) -> Sequence[tuple[str, str]]:
    query = select(Regimen.id, Regimen.patient_id).where(
        Regimen.step_look_at.is_not(None), Regimen.step_look_at <= now, Regimen.state == RegimenState.ACTIVE
    )
    with rt.database.reading() as session:
        return [(row[0], row[1]) for row in session.execute(query.order_by(Regimen.step_look_at).limit(_MOST_AT_ONCE))]


def _set_aside(rt: Runtime, regimen_id: str, now: datetime) -> None:
    with rt.database.writing() as session:
        session.get_one(Regimen, regimen_id).step_look_at = now + _SET_ASIDE
