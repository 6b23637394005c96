"""On the morning after a silent day, ask once whether it was taken after all, and if not, why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import String, cast, exists, literal, select
from sqlalchemy.orm import Session, aliased

from adherence.actions.ask_reason import REASON, in_danger, may_ask_reason, reason_occasion
from adherence.actions.escalate_silence import must_check_in_first
from adherence.actions.queue_text import queue_text
from adherence.db.clinics import clinic_by_id
from adherence.db.communications import Communication
from adherence.db.doses import Dose
from adherence.db.holds import spans_by_patient
from adherence.db.no_index import no_index
from adherence.db.patients import Patient, lock_patient
from adherence.db.policies import policy_of
from adherence.domain.check_ins import Question
from adherence.domain.holds import holding
from adherence.domain.reasons import QUIET_BEFORE_A_DOSE, missed_day_question
from adherence.domain.risk_days import day_before
from adherence.domain.states import ConsentState, DoseState, PatientStatus, PlanKind
from adherence.domain.wording import occasion_text
from adherence.runtime import Runtime

_BATCH = 200
_LOOK_BACK = timedelta(hours=48)
_log = structlog.get_logger(__name__)


def ask_missed_days(rt: Runtime) -> int:
    """Queue the question for every patient with a silent day before and no dose open now; returns how many.

    While a dose is open the patient has a question of ours to answer already: it is asked once that is answered, or
    not at all. Of several silent doses of a day the last one is asked about, by its time.
    """
    now, asked = rt.now(), 0
    with rt.database.reading() as session:
        due = [
            (patient_id, question)
            for clinic_id, zone in _groups(session, now)
            if (question := _question_of(session, clinic_id, zone, now)) is not None
            for patient_id in _waiting(session, clinic_id, zone, question, now)
        ]
    for patient_id, question in due:
        try:
            asked += _ask(rt, patient_id, question, now)
        except Exception as fault:  # one patient's fault must not keep the others from being asked
            _log.error("missed day could not be asked about", patient_id=patient_id, fault=type(fault).__name__)
    return asked


def _groups(session: Session, now: datetime) -> Sequence[tuple[str, ZoneInfo]]:
    """The clinics and zones with a silent dose of these days: none on most ticks of a small clinic."""
    query = select(Dose.clinic_id, Patient.time_zone).join(Patient, Patient.id == Dose.patient_id)
    silent = query.where(Dose.state == DoseState.NO_ANSWER, Dose.window_closes_at > now - _LOOK_BACK)
    return [(clinic_id, ZoneInfo(name)) for clinic_id, name in session.execute(silent.distinct())]


def _question_of(session: Session, clinic_id: str, zone: ZoneInfo, now: datetime) -> Question | None:
    policy = policy_of(clinic_by_id(session, clinic_id))
    return missed_day_question(zone, policy, now=now) if policy.ask_reason_after_missed_day else None


def _waiting(session: Session, clinic_id: str, zone: ZoneInfo, question: Question, now: datetime) -> Sequence[str]:
    """Who was silent on the day before, is not held, and has neither an open dose nor one that is due soon."""
    near = aliased(Dose)
    near_a_dose = exists().where(
        near.patient_id == Dose.patient_id,
        near.kind != PlanKind.INJECTION,
        no_index(near.state) == DoseState.UPCOMING,
        near.window_opens_at <= now + QUIET_BEFORE_A_DOSE,
    )
    asked = exists().where(
        Communication.patient_id == Dose.patient_id,
        Communication.occasion == literal(REASON) + cast(Dose.id, String),
    )
    query = (
        select(Dose.patient_id)
        .join(Patient, Patient.id == Dose.patient_id)
        .where(
            Dose.clinic_id == clinic_id,
            Dose.on == day_before(question.on, zone),
            Dose.kind == PlanKind.DAILY,
            Dose.state == DoseState.NO_ANSWER,
            Dose.undelivered.is_(False),
            Patient.time_zone == zone.key,
            Patient.status == PatientStatus.ACTIVE,
            Patient.consent_state == ConsentState.GRANTED,
            Patient.dose_texts_held_at.is_(None),
            ~near_a_dose,
            ~asked,
            ~in_danger(Dose.patient_id),
        )
    )
    ids = session.scalars(query.distinct().order_by(Dose.patient_id)).all()
    spans = spans_by_patient(session, ids)
    # Counted after those who are held, who stay unasked and would take the place of others.
    return [patient_id for patient_id in ids if holding(spans[patient_id], question.on) is None][:_BATCH]


def _ask(rt: Runtime, patient_id: str, question: Question, now: datetime) -> bool:
    with rt.database.writing() as session:
        patient = lock_patient(session, patient_id)
        dose = _silent_dose(session, patient, question)
        if dose is None or patient.status is not PatientStatus.ACTIVE:
            return False
        if must_check_in_first(session, patient, now=now) or not may_ask_reason(session, patient, dose.id, at=now):
            return False
        queue_text(
            session,
            patient,
            "reason_missed",
            now=now,
            why="Asks about the day before, on which nothing was heard: taken after all, or why not",
            params={"dose_id": dose.id, "occasion": _name_of(dose, patient, question)},
            due_at=question.asks_at,
            expires_at=_expires_at(session, patient, question, now),
            occasion=reason_occasion(dose.id),
        )
    return True


def _silent_dose(session: Session, patient: Patient, question: Question) -> Dose | None:
    query = select(Dose).where(
        Dose.patient_id == patient.id,
        Dose.on == day_before(question.on, patient.zone),
        Dose.kind == PlanKind.DAILY,
        Dose.state == DoseState.NO_ANSWER,
        Dose.undelivered.is_(False),
    )
    return session.scalars(query.order_by(Dose.due_at.desc(), Dose.id.desc()).limit(1)).first()


def _name_of(dose: Dose, patient: Patient, question: Question) -> str:
    return occasion_text(dose.due_at.astimezone(patient.zone), today=question.on, lang=patient.language)


def _expires_at(session: Session, patient: Patient, question: Question, now: datetime) -> datetime:
    """Before the next dose is due, so that a number is never about two questions."""
    query = select(Dose.window_opens_at).where(
        Dose.patient_id == patient.id,
        Dose.kind != PlanKind.INJECTION,
        Dose.state == DoseState.UPCOMING,
        Dose.window_opens_at > now,
    )
    opens_at = session.scalar(query.order_by(Dose.window_opens_at).limit(1))
    return min(question.expires_at, opens_at - QUIET_BEFORE_A_DOSE / 2) if opens_at else question.expires_at
