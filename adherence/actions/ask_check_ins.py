"""Ask the regular questions that are due: one a day for a patient, clear of doses, the longest waiting first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import structlog
from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from adherence.actions.adapt_cadence import adapt_cadence, look_on, plan_asking
from adherence.actions.expect_doses import plan_of, version_on
from adherence.actions.plan_texts import medicine_of
from adherence.actions.queue_text import queue_text
from adherence.actions.reply_context import PLANNER, SENT
from adherence.db.check_in_answers import asking_occasion
from adherence.db.check_ins import CheckIn, check_ins_of
from adherence.db.clinics import clinic_by_id
from adherence.db.communications import Communication
from adherence.db.doses import Dose
from adherence.db.holds import holds_of
from adherence.db.inbound import InboundMessage
from adherence.db.patients import Patient, lock_patient
from adherence.db.policies import policy_of
from adherence.db.questions import questions_of
from adherence.db.regimens import Regimen, regimens_of
from adherence.domain.cadence import days_between
from adherence.domain.check_ins import clear_of
from adherence.domain.holds import holding
from adherence.domain.policy import Policy
from adherence.domain.purpose import DOSE_PROMPTS, UNPROMPTED, Purpose
from adherence.domain.questions import ClinicQuestion
from adherence.domain.states import (
    ConsentState,
    DoseState,
    NumberState,
    PatientStatus,
    PlanKind,
    RegimenState,
)
from adherence.domain.timing import ONE_DAY, day_start, instant_of, local_date
from adherence.runtime import Runtime

_BATCH = 500
_LOOK_AGAIN = timedelta(minutes=15)
_BEFORE_A_DOSE = timedelta(minutes=30)
_AFTER_A_PROMPT = timedelta(hours=2)
_WAITS_AT_MOST = timedelta(days=7)
_ASKS = (UNPROMPTED - DOSE_PROMPTS) | {Purpose.QUESTION}
"""Texts beside those of a dose that wait for an answer."""
_NOT_COUNTED = ("follow_up_targeted", "follow_up_night", "step_ask")
"""Check-ins outside the one question a day: the follow-up of a dose, and the next step of a plan."""
_log = structlog.get_logger(__name__)


def ask_check_ins(rt: Runtime) -> int:
    """Look at every question whose time has come; returns how many were asked. Without any: one indexed query."""
    now, asked = rt.now(), 0
    due = select(CheckIn.patient_id).where(CheckIn.ask_at.is_not(None), CheckIn.ask_at <= now)
    with rt.database.reading() as session:
        patient_ids = list(dict.fromkeys(session.scalars(due.order_by(CheckIn.ask_at).limit(_BATCH))))
    for patient_id in patient_ids:
        try:
            with rt.database.writing() as session:
                asked += _look(session, lock_patient(session, patient_id), now)
        except Exception as fault:  # one patient's fault must not keep the others from being asked
            _log.error("questions could not be asked", patient_id=patient_id, fault=type(fault).__name__)
            _set_aside(rt, patient_id, now)
    return asked


@dataclass(frozen=True, slots=True)
class _Asking:
    """One patient's questions at one instant."""

    session: Session
    patient: Patient
    questions: dict[str, ClinicQuestion]
    policy: Policy
    today: date
    now: datetime

    @property
    def ends_at(self) -> datetime:
        """When texting hours end today: a question that could not leave by then is not sent."""
        return instant_of(self.today, self.policy.texting_ends, self.patient.zone)


def _look(session: Session, patient: Patient, now: datetime) -> int:
    asking = _Asking(
        session=session,
        patient=patient,
        questions=questions_of(session, patient.clinic_id),
        policy=policy_of(clinic_by_id(session, patient.clinic_id)),
        today=local_date(now, patient.zone),
        now=now,
    )
    rows = [row for row in check_ins_of(session, patient.id).values() if row.ask_at is not None and row.on]
    rows.sort(key=lambda row: (row.due_on or asking.today, row.ask_at or now, row.kind))
    asked = 0
    for row in rows:
        if row.ask_at is not None and row.ask_at <= now:
            asked += _ask_or_wait(asking, row, rows)
    return asked


def _ask_or_wait(asking: _Asking, row: CheckIn, rows: Sequence[CheckIn]) -> bool:
    """Ask one question, or decide when to look at it again."""
    question = asking.questions.get(row.kind)
    if question is None or row.cadence is None or row.due_on is None:
        row.ask_at = None
        return False
    adapt_cadence(asking.session, asking.patient, row, question, asking.policy, now=asking.now)
    look_on(row, question, asking.patient, asking.policy, on=max(asking.today, row.due_on))
    assert row.ask_at is not None
    if row.ask_at > asking.now:
        return False
    too_late = asking.now >= asking.ends_at
    if not question.on or too_late or not _may_ask(asking) or _is_others_turn(asking, row, rows):
        look_on(row, question, asking.patient, asking.policy, on=asking.today + ONE_DAY)
        return False
    at = _clear_instant(asking)
    if at > asking.now:
        # Sooner than that, for the dose or the question before it may be answered by then.
        row.ask_at = min(at, asking.now + _LOOK_AGAIN)
        return False
    _queue(asking, row, question)
    row.asked_on = asking.today
    plan_asking(row, question, asking.patient, asking.policy, on=asking.today + days_between(row.cadence))
    return True


def _queue(asking: _Asking, row: CheckIn, question: ClinicQuestion) -> None:
    params = {"check_in": row.kind, "on": asking.today.isoformat(), "version": question.number}
    own = question.version_id if question.text_en or question.text_es else None
    queue_text(
        asking.session,
        asking.patient,
        question.template,
        now=asking.now,
        why=f"Regular question, {row.cadence}: {question.name}",
        params=params | {"medicine": _medicine(asking)} | ({"question_id": own} if own else {}),
        expires_at=asking.ends_at,
        occasion=asking_occasion(row.kind, asking.today),
    )


def _medicine(asking: _Asking) -> str:
    """The medicine as the most open level of discretion may name it."""
    patient = asking.patient
    running = [
        regimen
        for regimen in regimens_of(asking.session, patient.clinic_id, patient.id)
        if regimen.state is RegimenState.ACTIVE
    ]
    general = "medicina" if patient.language == "es" else "medication"
    return (medicine_of(plan_of(version_on(running[0], asking.today))) if running else "") or general


def _may_ask(asking: _Asking) -> bool:
    """Not while nothing may be sent, on a held day, nor while a person must look first."""
    patient = asking.patient
    reached = patient.status is PatientStatus.ACTIVE and patient.consent_state is ConsentState.GRANTED
    if not reached or patient.number_state is not NumberState.IN_USE or patient.dose_texts_held_at is not None:
        return False
    return holding([hold.span for hold in holds_of(asking.session, patient.id)], asking.today) is None


def _is_others_turn(asking: _Asking, row: CheckIn, rows: Sequence[CheckIn]) -> bool:
    """Whether the day's question is another one: asked already, the planner's day, or due for longer."""
    assert row.due_on is not None
    if _asked_today(asking) >= asking.policy.questions_a_day or _is_planners_day(asking):
        return True
    # One that has waited for a week cannot be asked at its time, and must not keep others from being asked.
    since = asking.today - _WAITS_AT_MOST
    longer = [other for other in rows if other.due_on is not None and since <= other.due_on < row.due_on]
    others = [other for other in longer if (question := asking.questions.get(other.kind)) and question.on]
    return len(others) + _asked_today(asking) >= asking.policy.questions_a_day


def _asked_today(asking: _Asking) -> int:
    since = day_start(asking.today, asking.patient.zone)
    query = select(func.count()).where(
        Communication.patient_id == asking.patient.id,
        Communication.due_at >= since,
        Communication.purpose == Purpose.CHECK_IN,
        Communication.template.not_in(_NOT_COUNTED),
    )
    return asking.session.scalar(query) or 0


def _is_planners_day(asking: _Asking) -> bool:
    """Whether the weekly planner is asked today."""
    if asking.today.weekday() != asking.policy.planner_weekday or not asking.questions[PLANNER].on:
        return False
    runs = exists().where(
        Regimen.patient_id == CheckIn.patient_id,
        Regimen.kind == PlanKind.TARGETED,
        Regimen.state == RegimenState.ACTIVE,
    )
    planner = select(CheckIn.id).where(
        CheckIn.patient_id == asking.patient.id, CheckIn.kind == PLANNER, CheckIn.on, runs
    )
    return asking.session.scalar(planner) is not None


def _clear_instant(asking: _Asking) -> datetime:
    """Now, or later while a dose or another question may still be answered with the same word or number."""
    settles = asking.policy.nudge_after + asking.policy.nudge_expires_after
    doses = select(Dose.due_at).where(
        Dose.patient_id == asking.patient.id,
        Dose.due_at > asking.now - settles,
        Dose.due_at <= asking.now + _BEFORE_A_DOSE,
        Dose.state == DoseState.UPCOMING,
        Dose.kind != PlanKind.INJECTION,
    )
    at = clear_of(asking.now, list(asking.session.scalars(doses)), _BEFORE_A_DOSE, settles)
    prompted_at = asking.session.scalar(
        select(func.max(Communication.started_at)).where(
            Communication.patient_id == asking.patient.id,
            Communication.due_at > asking.now - timedelta(days=1),
            Communication.started_at > asking.now - _AFTER_A_PROMPT,
            Communication.purpose.in_(_ASKS),
            Communication.state.in_(SENT),
        )
    )
    if prompted_at is None or _has_answered(asking, prompted_at):
        return at
    return max(at, prompted_at + _AFTER_A_PROMPT)


def _has_answered(asking: _Asking, since: datetime) -> bool:
    query = select(InboundMessage.id).where(
        InboundMessage.patient_id == asking.patient.id, InboundMessage.received_at > since
    )
    return asking.session.scalar(query.limit(1)) is not None


def _set_aside(rt: Runtime, patient_id: str, now: datetime) -> None:
    with rt.database.writing() as session:
        for row in check_ins_of(session, patient_id).values():
            if row.ask_at is not None and row.ask_at <= now:
                row.ask_at = now + _LOOK_AGAIN
