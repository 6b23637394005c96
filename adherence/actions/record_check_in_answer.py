"""Record an answer to a regular question that the patient gave otherwise, such as by telephone."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from adherence.actions.keep_answer import Told, keep_answer
from adherence.db.check_in_answers import CheckInAnswer
from adherence.db.clinics import clinic_by_id
from adherence.db.patients import Patient, lock_patient
from adherence.db.policies import policy_of
from adherence.db.questions import questions_of
from adherence.domain.actor import Actor
from adherence.domain.check_in_answers import WORDS_OF, AnswerWord, Said
from adherence.domain.forms import Form
from adherence.domain.questions import SHIPPED, WITH_NUMBERS, AnswerKind, most_of
from adherence.domain.states import Source
from adherence.domain.timing import local_date

DAYS_BACK = 84
LONGEST_WORDS = 500
_FIELD_OF = {AnswerKind.WELLBEING: "word", AnswerKind.SIDE_EFFECTS: "word", AnswerKind.TEXT: "text"}


def record_check_in_answer(
    session: Session, actor: Actor, patient: Patient, data: object, *, now: datetime
) -> CheckInAnswer:
    """Append ``{"kind", "on"}`` with ``value``, ``word`` or ``text``; the newest answer about a date counts.

    Raises ``Refused``. Flags follow as from a text: whoever typed it need not be who looks after the patient.
    """
    form = Form(data, ("kind", "on", "value", "word", "text"))
    questions = questions_of(session, patient.clinic_id)
    answerable = [question.kind for question in questions.values() if not question.is_of_targeted_plan]
    question = questions.get(form.at("kind").choice(answerable) or "", SHIPPED[0])
    today = local_date(now, patient.zone)
    on = form.at("on").day(latest=today)
    if form.at("on").is_sound and on < today - timedelta(days=DAYS_BACK):
        form.fail("on", f"lies more than {DAYS_BACK} days back; record what is newer")
    field = "value" if question.answer in WITH_NUMBERS else _FIELD_OF.get(question.answer, "text")
    for other in ("value", "word", "text"):
        if other != field and form.has(other) and form.at("kind").is_sound:
            form.fail(other, f"is not how this question is answered; fill in {field}")
    value = word = text = None
    if form.at("kind").is_sound:
        if field == "value":
            value = form.at("value").whole(0, most_of(question.answer))
        elif field == "word":
            word = form.at("word").choice(list(WORDS_OF[question.answer]))
        else:
            text = form.at("text").text(LONGEST_WORDS)
    form.done()
    patient = lock_patient(session, patient.id)
    told = Told(
        Said(value, AnswerWord(word) if word else None),
        on=on,
        answered_at=now,
        source=Source.STAFF,
        text=text,
        by=actor.id,
    )
    policy = policy_of(clinic_by_id(session, patient.clinic_id))
    return keep_answer(session, patient, question, told, policy, now=now)
