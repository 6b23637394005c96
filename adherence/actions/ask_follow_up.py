"""Ask about a targeted dose on the day after it, where the question is switched on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import structlog
from sqlalchemy import String, cast, exists, literal, select
from sqlalchemy.orm import Session

from adherence.actions.expect_doses import plan_of
from adherence.actions.plan_texts import medicine_of
from adherence.actions.queue_text import queue_text
from adherence.actions.reply_context import FOLLOW_UP, SENT
from adherence.db.check_ins import AskedTogether, CheckIn, asked_together, members_of
from adherence.db.clinics import clinic_by_id
from adherence.db.communications import Communication
from adherence.db.doses import Dose
from adherence.db.holds import spans_by_patient
from adherence.db.patients import Patient, lock_patient
from adherence.db.policies import policy_of
from adherence.db.questions import questions_of
from adherence.db.regimens import RegimenVersion
from adherence.domain.check_ins import Question, follow_up_question
from adherence.domain.holds import holding
from adherence.domain.purpose import Purpose
from adherence.domain.risk_days import day_before
from adherence.domain.states import CheckInKind, DoseState, PatientStatus, PlanKind
from adherence.runtime import Runtime

_BATCH = 200
_NOT_EXPECTED = (DoseState.HELD, DoseState.EXCUSED, DoseState.CANCELLED)
_UNANSWERED = (DoseState.UPCOMING, DoseState.NO_ANSWER)
_PROMPTS = (Purpose.TARGETED_PROMPT, Purpose.ACKNOWLEDGEMENT)
"""The planned prompt, or our answer to GO: texts after which a dose counts as prompted."""
_log = structlog.get_logger(__name__)


def ask_follow_up(rt: Runtime) -> int:
    """Queue the follow-up of every targeted dose of the day before that was prompted; returns how many were asked."""
    now, asked = rt.now(), 0
    with rt.database.reading() as session:
        groups = [
            (group, question)
            for group in asked_together(session, CheckInKind.FOLLOW_UP)
            if (question := _question_of(session, group, now)) is not None
        ]
        due = [(row, question) for group, question in groups for row in _due(session, group, question)]
    for (dose_id, patient_id), question in due:
        try:
            asked += _ask(rt, dose_id, patient_id, question, now)
        except Exception as fault:  # one patient's fault must not keep the others from being asked
            _log.error("follow-up could not be asked", dose_id=dose_id, fault=type(fault).__name__)
    return asked


def _question_of(session: Session, group: AskedTogether, now: datetime) -> Question | None:
    policy = policy_of(clinic_by_id(session, group.clinic_id))
    question = follow_up_question(group.zone, group.time_or(policy.follow_up_time), policy, now=now)
    # Looked up only where it is due: a clinic may have switched it off for everybody.
    return question if question is not None and questions_of(session, group.clinic_id)[FOLLOW_UP].on else None


def _due(session: Session, group: AskedTogether, question: Question) -> Sequence[tuple[int, str]]:
    """The prompted doses of the day before, of patients who are not held today, that have no follow-up yet."""
    prompted = exists().where(
        Communication.dose_id == Dose.id, Communication.purpose.in_(_PROMPTS), Communication.state.in_(SENT)
    )
    asked = exists().where(
        Communication.patient_id == Dose.patient_id,
        Communication.occasion == literal(f"{FOLLOW_UP}:") + cast(Dose.id, String),
    )
    members = members_of(group, CheckInKind.FOLLOW_UP, asks_at=question.asks_at).with_only_columns(CheckIn.patient_id)
    query = select(Dose.id, Dose.patient_id).where(
        Dose.patient_id.in_(members),
        Dose.on == day_before(question.on, group.zone),
        Dose.kind == PlanKind.TARGETED,
        Dose.state.not_in(_NOT_EXPECTED),
        prompted,
        ~asked,
    )
    rows = session.execute(query.order_by(Dose.id)).all()
    spans = spans_by_patient(session, {row[1] for row in rows})
    # Counted after those who are held, who stay unasked and would take the place of others all day.
    return [(row[0], row[1]) for row in rows if holding(spans[row[1]], question.on) is None][:_BATCH]


def _ask(rt: Runtime, dose_id: int, patient_id: str, question: Question, now: datetime) -> bool:
    with rt.database.writing() as session:
        patient = lock_patient(session, patient_id)
        dose = session.get_one(Dose, dose_id)
        if patient.status is not PatientStatus.ACTIVE or dose.state in _NOT_EXPECTED or not _is_on(session, patient):
            return False
        unanswered = dose.state in _UNANSWERED
        queue_text(
            session,
            patient,
            "follow_up_targeted" if unanswered else "follow_up_night",
            now=now,
            why="Follow-up on the day after a risk day: " + ("was it taken" if unanswered else "when was the first"),
            params={
                "dose_id": dose.id,
                "medicine": medicine_of(plan_of(session.get_one(RegimenVersion, dose.version_id))),
            },
            due_at=question.asks_at,
            expires_at=question.expires_at,
            occasion=f"{FOLLOW_UP}:{dose.id}",
        )
    return True


def _is_on(session: Session, patient: Patient) -> bool:
    query = select(CheckIn.on).where(CheckIn.patient_id == patient.id, CheckIn.kind == CheckInKind.FOLLOW_UP)
    return bool(session.scalar(query))
