"""Ask for the risk days of the week: once, on the clinic's planner weekday, where the question is switched on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import structlog
from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from adherence.actions.queue_text import queue_text
from adherence.actions.reply_context import PLANNER
from adherence.db.check_ins import AskedTogether, CheckIn, asked_together, members_of
from adherence.db.clinics import clinic_by_id
from adherence.db.communications import Communication
from adherence.db.holds import spans_by_patient
from adherence.db.patients import Patient, lock_patient
from adherence.db.policies import policy_of
from adherence.db.questions import questions_of
from adherence.db.regimens import Regimen
from adherence.domain.check_ins import Question, planner_question
from adherence.domain.holds import holding
from adherence.domain.states import CheckInKind, PatientStatus, PlanKind, RegimenState
from adherence.runtime import Runtime

_BATCH = 200
_log = structlog.get_logger(__name__)


def ask_planner(rt: Runtime) -> int:
    """Queue the planner for everyone who is due and was not asked yet; returns how many were asked."""
    now, asked = rt.now(), 0
    with rt.database.reading() as session:
        groups = [
            (group, question)
            for group in asked_together(session, CheckInKind.PLANNER)
            if (question := _question_of(session, group, now)) is not None
        ]
        due = [(patient_id, question) for group, question in groups for patient_id in _due(session, group, question)]
    for patient_id, question in due:
        try:
            asked += _ask(rt, patient_id, question, now)
        except Exception as fault:  # one patient's fault must not keep the others from being asked
            _log.error("planner could not be asked", patient_id=patient_id, fault=type(fault).__name__)
    return asked


def _question_of(session: Session, group: AskedTogether, now: datetime) -> Question | None:
    policy = policy_of(clinic_by_id(session, group.clinic_id))
    question = planner_question(group.zone, group.time_or(policy.planner_time), policy, now=now)
    # Looked up only where it is due: a clinic may have switched it off for everybody.
    return question if question is not None and questions_of(session, group.clinic_id)[PLANNER].on else None


def _due(session: Session, group: AskedTogether, question: Question) -> Sequence[str]:
    """Who of a group runs a targeted plan, is not held, and has no text for this occasion yet."""
    asked = exists().where(
        Communication.patient_id == CheckIn.patient_id, Communication.occasion == f"{PLANNER}:{question.on}"
    )
    runs = exists().where(
        Regimen.patient_id == CheckIn.patient_id,
        Regimen.kind == PlanKind.TARGETED,
        Regimen.state == RegimenState.ACTIVE,
    )
    waiting = members_of(group, CheckInKind.PLANNER, asks_at=question.asks_at).where(runs, ~asked)
    ids = [row.patient_id for row in session.scalars(waiting)]
    spans = spans_by_patient(session, ids)
    # Counted after those who are held, who stay unasked and would take the place of others all day.
    return [patient_id for patient_id in ids if holding(spans[patient_id], question.on) is None][:_BATCH]


def _ask(rt: Runtime, patient_id: str, question: Question, now: datetime) -> bool:
    with rt.database.writing() as session:
        patient = lock_patient(session, patient_id)
        switched = select(CheckIn.on).where(CheckIn.patient_id == patient_id, CheckIn.kind == CheckInKind.PLANNER)
        if patient.status is not PatientStatus.ACTIVE or not session.scalar(switched):
            return False
        queue_text(
            session,
            patient,
            "planner",
            now=now,
            params=_own_wording(session, patient),
            why="Weekly planner: asks which days of the coming week are risk days",
            due_at=question.asks_at,
            expires_at=question.expires_at,
            occasion=f"{PLANNER}:{question.on}",
        )
    return True


def _own_wording(session: Session, patient: Patient) -> dict[str, str]:
    question = questions_of(session, patient.clinic_id)[PLANNER]
    return {"question_id": question.version_id} if question.version_id else {}
