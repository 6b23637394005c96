"""Change a regular question of the clinic, or add one of its own; every version is kept with who made it and when."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time

from sqlalchemy.orm import Session

from adherence.actions.set_check_in import cancel_questions
from adherence.db.clinics import lock_clinic
from adherence.db.policies import policy_of
from adherence.db.questions import QuestionVersion, question_history, questions_of
from adherence.domain.actor import Actor
from adherence.domain.cadence import Cadence
from adherence.domain.errors import refuse
from adherence.domain.forms import Form, flag
from adherence.domain.policy import Policy
from adherence.domain.questions import (
    LANGUAGES,
    LONGEST_OWN_TEXT,
    OWN_ANSWERS,
    SHIPPED,
    WITH_NUMBERS,
    AnswerKind,
    ClinicQuestion,
    cleaned,
    faults_of_numbers,
    faults_of_text,
    most_of,
    own_kind,
    own_number,
)
from adherence.domain.regimen import time_text
from adherence.domain.states import CheckInKind

LONGEST_NAME = 40
MOST_OWN = 20
_FIELDS = ("kind", "name", "answer", "on", "at", "cadence", "threshold", "goal", "text_en", "text_es")


def change_question(session: Session, actor: Actor, data: object, *, now: datetime) -> QuestionVersion | None:
    """Store a new version; without ``kind`` a new question of the clinic. None where nothing differs.

    ``{"kind", "name", "answer", "on", "at", "cadence", "threshold", "goal", "text_en", "text_es"}``: an empty text is
    the shipped wording. Raises ``Refused`` with every sentence of the linter.
    """
    # Held, so that two people who change at once make two versions, one after the other.
    clinic = lock_clinic(session, actor.clinic_id)
    form = Form(data, _FIELDS)
    questions = questions_of(session, clinic.id)
    before = _before(form, questions)
    policy = policy_of(clinic)
    wanted = replace(_timed(form, before, policy), on=flag(form.at("on")))
    wanted = _worded(form, wanted)
    if wanted.is_own:
        wanted = replace(wanted, name=form.at("name").text(LONGEST_NAME))
    elif form.has("name"):
        form.fail("name", "is fixed for a question of the product; leave it out")
    form.done()
    # A new question of the clinic has no version yet, whatever it says.
    if wanted == before and (before.number or not before.is_own):
        return None
    return _store(session, actor, wanted, now)


def _before(form: Form, questions: dict[str, ClinicQuestion]) -> ClinicQuestion:
    """The question as it holds, or an empty new one."""
    if form.has("kind"):
        if form.has("answer"):
            form.fail("answer", "cannot be changed: answers that were given would mean something else; add a question")
        return questions.get(form.at("kind").choice(list(questions)) or "", SHIPPED[0])
    own = [question for question in questions.values() if question.is_own]
    if len(own) >= MOST_OWN:
        raise refuse(
            "kind", f"would be one too many: a clinic has at most {MOST_OWN} questions of its own", conflict=True
        )
    answer = form.at("answer").choice([kind.value for kind in OWN_ANSWERS])
    number = max((own_number(question.kind) for question in own), default=0) + 1
    return ClinicQuestion(own_kind(number), AnswerKind(answer or AnswerKind.SCORE), "")


def _timed(form: Form, before: ClinicQuestion, policy: Policy) -> ClinicQuestion:
    """With its time, cadence and numbers; those of targeted plans are in the policy."""
    if before.is_of_targeted_plan:
        for name in ("at", "cadence", "threshold", "goal"):
            if form.has(name):
                form.fail(name, "follows from the plan and the policy; leave it out")
        return before
    at = form.at("at").time_of_day()
    if form.at("at").is_sound and not policy.texting_starts <= at < policy.texting_ends:
        hours = f"from {time_text(policy.texting_starts)} to before {time_text(policy.texting_ends)}"
        form.fail("at", f"must lie {hours}, the clinic's texting hours")
    cadence = form.at("cadence").choice(list(Cadence))
    threshold, goal = _numbers(form, before.answer)
    return replace(before, at=at, cadence=Cadence(cadence or Cadence.WEEKLY), threshold=threshold, goal=goal)


def _numbers(form: Form, answer: AnswerKind) -> tuple[int | None, int | None]:
    if answer not in WITH_NUMBERS:
        for name in ("threshold", "goal"):
            if form.has(name):
                form.fail(name, "is for questions that are answered with a number; leave it out")
        return None, None
    most, least = most_of(answer), 1 if answer is AnswerKind.SCORE else 0
    threshold = form.optional("threshold", lambda entry: entry.whole(least, most))
    goal = form.optional("goal", lambda entry: entry.whole(0, most))
    if form.at("threshold").is_sound and form.at("goal").is_sound:
        for fault in faults_of_numbers(answer, threshold, goal):
            form.fail(fault.field, fault.message)
    return threshold, goal


def _worded(form: Form, question: ClinicQuestion) -> ClinicQuestion:
    """With the clinic's own texts, each linted as it would be sent."""
    texts = {}
    for language in LANGUAGES:
        field = f"text_{language}"
        typed = form.optional(field, lambda entry: entry.text(4 * LONGEST_OWN_TEXT)) or ""
        texts[field] = cleaned(typed)
        if typed and question.kind == CheckInKind.FOLLOW_UP:
            form.fail(field, "cannot be replaced: the follow-up is several questions that lead from one to the next")
        elif typed and form.at(field).is_sound:
            for fault in faults_of_text(field, texts[field], language, question.answer):
                form.fail(fault.field, fault.message)
        elif not typed and question.is_own:
            form.fail(field, f"is missing; write the question in {LANGUAGES[language]}, for patients who read it")
    return replace(question, text_en=texts["text_en"], text_es=texts["text_es"])


def _store(session: Session, actor: Actor, wanted: ClinicQuestion, now: datetime) -> QuestionVersion:
    versions = question_history(session, actor.clinic_id, wanted.kind)
    version = QuestionVersion(
        clinic_id=actor.clinic_id,
        kind=wanted.kind,
        number=versions[0].number + 1 if versions else 1,
        answer=wanted.answer,
        name=wanted.name,
        on=wanted.on,
        at=_stored_time(wanted.at),
        cadence=wanted.cadence,
        threshold=wanted.threshold,
        goal=wanted.goal,
        text_en=wanted.text_en,
        text_es=wanted.text_es,
        recorded_at=now,
        recorded_by=actor.id,
    )
    session.add(version)
    if not wanted.on:
        cancel_questions(session, [wanted.kind], clinic_id=actor.clinic_id)
    session.flush()
    return version


def _stored_time(at: time | None) -> str | None:
    return time_text(at) if at is not None else None
