"""Calls about regular questions: which a patient is asked and how often, what was answered, and those of the clinic."""

from __future__ import annotations

from datetime import date

from adherence.actions.record_check_in_answer import record_check_in_answer
from adherence.actions.set_cadence import set_cadence
from adherence.actions.set_check_in import set_check_in
from adherence.api.calls import Asking, Call, found
from adherence.api.check_in_models import (
    AnswerList,
    AnswerTold,
    CadenceChangeList,
    CadenceChangeTold,
    CheckInList,
    CheckInTold,
    NewAnswer,
    NewCadence,
    NewCheckIn,
    QuestionList,
    QuestionTold,
)
from adherence.api.doses import span_of
from adherence.api.fields import pick
from adherence.api.queries import SpanQuery
from adherence.db.check_in_answers import CheckInAnswer, answers_of, cadence_changes, latest_by_day
from adherence.db.check_ins import CheckIn, check_ins_of
from adherence.db.clinics import clinic_by_id
from adherence.db.patients import Patient, patient_by_id
from adherence.db.policies import policy_of
from adherence.db.questions import questions_of
from adherence.domain.cadence import is_locked, sentence_of
from adherence.domain.check_in_answers import limits_of
from adherence.domain.policy import Policy
from adherence.domain.questions import ClinicQuestion
from adherence.domain.regimen import time_text
from adherence.domain.timing import local_date


def list_check_ins(asking: Asking, patient_id: str) -> CheckInList:
    """Which regular questions a patient is asked; all are off until they are switched on."""
    patient = _patient(asking, patient_id)
    rows, policy, today = check_ins_of(asking.session, patient.id), _policy(asking), _today(asking, patient)
    questions = questions_of(asking.session, asking.clinic_id)
    items = [_told(question, rows.get(kind), policy, today) for kind, question in questions.items()]
    return CheckInList(items=items, next=None)


def set_question(asking: Asking, patient_id: str) -> CheckInTold:
    """Switch a regular question on or off, with a time, a threshold and a goal of the patient's own."""
    patient = _patient(asking, patient_id)
    row = set_check_in(asking.session, asking.actor, patient, asking.body, now=asking.now)
    return _told_now(asking, patient, row)


def set_question_cadence(asking: Asking, patient_id: str) -> CheckInTold:
    """Set by hand how often a question is asked, lock that with a reason, or open the lock."""
    patient = _patient(asking, patient_id)
    row = set_cadence(asking.session, asking.actor, patient, asking.body, now=asking.now)
    return _told_now(asking, patient, row)


def list_cadence(asking: Asking, patient_id: str) -> CadenceChangeList:
    """Each change of how often a patient is asked, newest first, with its reason."""
    patient = _patient(asking, patient_id)
    items = [
        CadenceChangeTold.model_validate(
            pick(row, CadenceChangeTold, sentence=sentence_of(row.cause, row.count), until=row.until_on)
        )
        for row in cadence_changes(asking.session, patient.id)
    ]
    return CadenceChangeList(items=items, next=None)


def list_answers(asking: Asking, patient_id: str) -> AnswerList:
    """The answers about a span of local dates, in the order in which they came; the newest about a date counts."""
    patient = _patient(asking, patient_id)
    rows = answers_of(asking.session, patient.id, *span_of(asking.query_as(SpanQuery)))
    counting = {answer.id for answer in latest_by_day(rows).values()}
    return AnswerList(items=[_answer_told(row, counts=row.id in counting) for row in rows], next=None)


def record_answer(asking: Asking, patient_id: str) -> AnswerTold:
    """Record an answer that was given by telephone or in person; it counts before older ones about the date."""
    patient = _patient(asking, patient_id)
    answer = record_check_in_answer(asking.session, asking.actor, patient, asking.body, now=asking.now)
    return _answer_told(answer, counts=True)


def list_questions(asking: Asking) -> QuestionList:
    """The questions of the clinic as they hold now; they are changed on the pages, by an administrator."""
    policy = _policy(asking)
    questions = questions_of(asking.session, asking.clinic_id).values()
    items = [
        QuestionTold.model_validate(
            pick(question, QuestionTold, at=time_text(question.time_in(policy)), version=question.number)
        )
        for question in questions
    ]
    return QuestionList(items=items, next=None)


def _patient(asking: Asking, patient_id: str) -> Patient:
    return found(patient_by_id(asking.session, asking.clinic_id, patient_id))


def _policy(asking: Asking) -> Policy:
    return policy_of(clinic_by_id(asking.session, asking.clinic_id))


def _today(asking: Asking, patient: Patient) -> date:
    return local_date(asking.now, patient.zone)


def _told_now(asking: Asking, patient: Patient, row: CheckIn) -> CheckInTold:
    question = questions_of(asking.session, asking.clinic_id)[row.kind]
    return _told(question, row, _policy(asking), _today(asking, patient))


def _told(question: ClinicQuestion, row: CheckIn | None, policy: Policy, today: date) -> CheckInTold:
    limits = limits_of(question, row.threshold if row else None, row.goal if row else None)
    locked = row is not None and is_locked(row.locked, row.locked_until_on, today)
    return CheckInTold(
        kind=question.kind,
        answer=question.answer,
        name=question.name,
        on=row is not None and row.on,
        at=row.at if row is not None else None,
        asks_at=(row.at if row is not None else None) or time_text(question.time_in(policy)),
        cadence=(row.cadence if row is not None else None) or question.cadence,
        threshold=limits.threshold,
        goal=limits.goal,
        locked=locked,
        locked_until=row.locked_until_on if row is not None and locked else None,
        asked_on=row.asked_on if row is not None else None,
        due_on=row.due_on if row is not None and row.on else None,
        set_at=row.set_at if row is not None else None,
        set_by=row.set_by if row is not None else None,
    )


def _answer_told(row: CheckInAnswer, *, counts: bool) -> AnswerTold:
    return AnswerTold.model_validate(pick(row, AnswerTold, counts=counts))


_OF_PATIENT = "/patients/<uuid:patient_id>"
CALLS = (
    Call("GET", _OF_PATIENT + "/check-ins", list_check_ins, CheckInList, "A patient's regular questions"),
    Call(
        *("POST", _OF_PATIENT + "/check-ins", set_question, CheckInTold, "Switch a regular question on or off"),
        body=NewCheckIn,
        conflicts=True,
    ),
    Call(
        *("POST", _OF_PATIENT + "/check-in-cadence", set_question_cadence, CheckInTold),
        "Set how often a question is asked, or lock that",
        body=NewCadence,
        conflicts=True,
    ),
    Call(
        *("GET", _OF_PATIENT + "/check-in-cadence", list_cadence, CadenceChangeList),
        "Why a patient's questions come as often as they do",
    ),
    Call(
        *("POST", _OF_PATIENT + "/check-in-answers", record_answer, AnswerTold),
        "Record an answer to a regular question",
        body=NewAnswer,
        status=201,
    ),
    Call(
        *("GET", _OF_PATIENT + "/check-in-answers", list_answers, AnswerList),
        "A patient's answers to regular questions",
        query=SpanQuery,
    ),
    Call("GET", "/check-in-questions", list_questions, QuestionList, "The clinic's regular questions"),
)
