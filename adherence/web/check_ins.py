"""Pages about one regular question of a patient: on or off, how often, and an answer given by telephone."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from adherence.actions.record_check_in_answer import record_check_in_answer
from adherence.actions.set_cadence import set_cadence
from adherence.actions.set_check_in import set_check_in
from adherence.db.check_ins import CheckIn, check_ins_of
from adherence.db.patients import Patient
from adherence.db.questions import questions_of
from adherence.domain.cadence import is_locked
from adherence.domain.check_in_answers import WORDS_OF
from adherence.domain.errors import Refused
from adherence.domain.questions import WITH_NUMBERS, AnswerKind, ClinicQuestion
from adherence.domain.regimen import Fault, time_text
from adherence.domain.timing import local_date
from adherence.web import words
from adherence.web.forms import FormState, entered, given, number, typed
from adherence.web.guard import ACTS_ON_PATIENTS, allow
from adherence.web.notices import say
from adherence.web.reading import actor, clinic, now, patient_or_404, policy
from adherence.web.sessions import give_up_writing, request_session

LABELS = {
    "on": "Asked",
    "at": "Time",
    "threshold": "Threshold",
    "goal": "Goal",
    "cadence": "How often",
    "locked": "Lock",
    "until": "Last day of the lock",
    "reason": "Reason",
}
ANSWER_LABELS = {"on": "Day", "value": "Answer", "word": "Answer", "text": "Answer"}
_INPUTS = {"patient": "on", "kind": "on"}
_ON, _OFF, _LOCKED, _OPEN = "on", "off", "locked", "open"
_PAGE = "/patients/<uuid:patient_id>/questions/<kind>"

bp = Blueprint("check_ins", __name__)


@bp.get(_PAGE)
@allow(*ACTS_ON_PATIENTS)
def form(patient_id: UUID, kind: str) -> str:
    """The question as it stands for the patient."""
    patient, question = patient_or_404(patient_id), _question_or_404(kind)
    row = check_ins_of(request_session(), patient.id).get(kind)
    return _page(patient, question, row, FormState(_values(patient, row), LABELS))


@bp.post(_PAGE)
@allow(*ACTS_ON_PATIENTS)
def save(patient_id: UUID, kind: str) -> tuple[str, int] | Response:
    """Switch it on or off, with the patient's own numbers."""
    patient, question = patient_or_404(patient_id), _question_or_404(kind)
    on = {_ON: True, _OFF: False}.get(typed("on"))
    wanted = given(kind=kind, at=typed("at"), threshold=number(typed("threshold")), goal=number(typed("goal"))) | {
        "on": on
    }
    try:
        row = set_check_in(request_session(), actor(), patient, wanted, now=now())
    except Refused as refusal:
        return _again(patient_id, question, refusal.faults)
    say(f"{question.name}: {'switched on' if row.on else 'switched off'}.")
    return _back(patient_id)


@bp.post(_PAGE + "/cadence")
@allow(*ACTS_ON_PATIENTS)
def save_cadence(patient_id: UUID, kind: str) -> tuple[str, int] | Response:
    """Set how often by hand, lock that, or open the lock."""
    patient, question = patient_or_404(patient_id), _question_or_404(kind)
    locked = {_LOCKED: True, _OPEN: False}.get(typed("locked"))
    wanted = given(kind=kind, cadence=typed("cadence"), until=typed("until"), reason=typed("reason"))
    if locked is not None:
        wanted["locked"] = locked
    try:
        row = set_cadence(request_session(), actor(), patient, wanted, now=now())
    except Refused as refusal:
        return _again(patient_id, question, refusal.faults)
    assert row.cadence is not None
    say(f"{question.name}: {words.CADENCE[row.cadence].lower()}{', locked' if row.locked else ''}.")
    return _back(patient_id)


@bp.get(_PAGE + "/answer")
@allow(*ACTS_ON_PATIENTS)
def answer_form(patient_id: UUID, kind: str) -> str:
    """Record an answer that was given by telephone, today's at first."""
    patient, question = patient_or_404(patient_id), _question_or_404(kind)
    today = local_date(now(), patient.zone).isoformat()
    return _answer_page(patient, question, FormState({"on": today}, ANSWER_LABELS))


@bp.post(_PAGE + "/answer")
@allow(*ACTS_ON_PATIENTS)
def record_answer(patient_id: UUID, kind: str) -> tuple[str, int] | Response:
    """Store it; the newest answer about a day counts."""
    patient, question = patient_or_404(patient_id), _question_or_404(kind)
    wanted = given(kind=kind, on=typed("on"), value=number(typed("value")), word=typed("word"), text=typed("text"))
    try:
        record_check_in_answer(request_session(), actor(), patient, wanted, now=now())
    except Refused as refusal:
        give_up_writing()
        return _answer_page(patient_or_404(patient_id), question, entered(ANSWER_LABELS, refusal.faults)), 422
    say("The answer is recorded.")
    return _back(patient_id)


def _question_or_404(kind: str) -> ClinicQuestion:
    """A question with a cadence of its own; those of a targeted plan have their page beside the plan."""
    question = questions_of(request_session(), clinic().id).get(kind)
    return question if question is not None and not question.is_of_targeted_plan else abort(404)


def _values(patient: Patient, row: CheckIn | None) -> dict[str, str]:
    if row is None:
        return {"on": _OFF}
    locked = is_locked(row.locked, row.locked_until_on, local_date(now(), patient.zone))
    return {
        "on": _ON if row.on else _OFF,
        "at": row.at or "",
        "threshold": "" if row.threshold is None else str(row.threshold),
        "goal": "" if row.goal is None else str(row.goal),
        "cadence": row.cadence.value if row.cadence else "",
        "locked": _LOCKED if locked else _OPEN,
        "until": row.locked_until_on.isoformat() if row.locked_until_on and locked else "",
    }


def _again(patient_id: UUID, question: ClinicQuestion, faults: Iterable[Fault]) -> tuple[str, int]:
    """The page with what was typed; the other form on it keeps what is stored."""
    give_up_writing()
    patient = patient_or_404(patient_id)
    row = check_ins_of(request_session(), patient.id).get(question.kind)
    sent = entered(LABELS, faults, _INPUTS)
    values = {**_values(patient, row), **sent.values}
    return _page(patient, question, row, FormState(values, sent.labels, sent.faults, sent.inputs)), 422


def _page(patient: Patient, question: ClinicQuestion, row: CheckIn | None, form: FormState) -> str:
    return render_template(
        "question_of_patient.html",
        patient=patient,
        question=question,
        form=form,
        is_on=row is not None and row.on,
        usual=time_text(question.time_in(policy())),
        with_numbers=question.answer in WITH_NUMBERS,
        is_drinks=question.answer is AnswerKind.DRINKS,
        cadences=list(words.CADENCE.items()),
        a_day=policy().questions_a_day,
    )


def _answer_page(patient: Patient, question: ClinicQuestion, form: FormState) -> str:
    choices = [(word, words.ANSWER_WORD[word]) for word in WORDS_OF.get(question.answer, ())]
    return render_template(
        "check_in_answer.html",
        patient=patient,
        question=question,
        form=form,
        choices=choices,
        with_numbers=question.answer in WITH_NUMBERS,
    )


def _back(patient_id: UUID) -> Response:
    return redirect(url_for("patient.show", patient_id=patient_id, _anchor="questions"))
