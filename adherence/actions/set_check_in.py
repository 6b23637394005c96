"""Switch a regular question to a patient on or off, with a time, a threshold and a goal of its own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time

from sqlalchemy import update
from sqlalchemy.orm import Session

from adherence.actions.adapt_cadence import keep_change, plan_asking, time_of
from adherence.actions.declare_risk_day import targeted_regimen
from adherence.db.check_in_answers import askings_prefix
from adherence.db.check_ins import CheckIn, check_ins_of
from adherence.db.clinics import clinic_by_id
from adherence.db.communications import Communication
from adherence.db.patients import Patient, lock_patient
from adherence.db.policies import policy_of
from adherence.db.questions import questions_of
from adherence.domain.actor import Actor
from adherence.domain.cadence import Cause, days_between, is_locked
from adherence.domain.check_in_answers import limits_of
from adherence.domain.check_ins import first_day
from adherence.domain.errors import refuse
from adherence.domain.forms import Form, flag
from adherence.domain.policy import Policy
from adherence.domain.questions import SHIPPED, WITH_NUMBERS, AnswerKind, ClinicQuestion, faults_of_numbers, most_of
from adherence.domain.regimen import time_text
from adherence.domain.states import BEFORE_SENDING, GONE, CheckInKind, MessageState
from adherence.domain.timing import ONE_DAY, local_date


def set_check_in(session: Session, actor: Actor, patient: Patient, data: object, *, now: datetime) -> CheckIn:
    """Set ``{"kind", "on", "at", "threshold", "goal"}``; what is left out is the clinic's. Raises ``Refused``.

    A question that is switched on, or moved, after its time of today is first asked the next time.
    """
    form = Form(data, ("kind", "on", "at", "threshold", "goal"))
    questions = questions_of(session, patient.clinic_id)
    question = questions.get(form.at("kind").choice(list(questions)) or "", SHIPPED[0])
    on = flag(form.at("on"))
    at = form.optional("at", lambda entry: entry.time_of_day())
    policy = policy_of(clinic_by_id(session, patient.clinic_id))
    if at is not None and form.at("at").is_sound and not _may_leave(at, question.kind, policy):
        ends = time_text(_last(question.kind, policy))
        form.fail("at", f"must lie from {time_text(policy.texting_starts)} to before {ends}")
    threshold, goal = _numbers(form, question)
    form.done()
    patient = lock_patient(session, patient.id)
    if on:
        _must_be_askable(session, patient, question)
    row = check_ins_of(session, patient.id).get(question.kind)
    if row is None:
        row = CheckIn(clinic_id=patient.clinic_id, patient_id=patient.id, kind=question.kind, on=False, set_at=now)
        session.add(row)
    wanted = None if at is None else time_text(at)
    began, moved = on and not row.on, row.at != wanted
    if (row.on, row.at, row.threshold, row.goal) != (on, wanted, threshold, goal):
        row.on, row.at, row.threshold, row.goal = on, wanted, threshold, goal
        row.set_at, row.set_by = now, actor.id
    session.flush()
    if not on:
        row.ask_at = None
        cancel_questions(session, [question.kind], patient_id=patient.id)
    elif not question.is_of_targeted_plan and (began or moved):
        _plan(session, actor, row, question, patient, policy, began=began, now=now)
    session.flush()
    return row


def cancel_questions(
    session: Session, kinds: Iterable[str], *, patient_id: str | None = None, clinic_id: str | None = None
) -> None:
    """Questions that are due but have not left are not asked any more: of a patient, or of a whole clinic."""
    for kind in kinds:
        whose = Communication.patient_id == patient_id if patient_id else Communication.clinic_id == clinic_id
        of_plan = kind in set(CheckInKind)
        prefix = f"{kind}:" if of_plan else askings_prefix(kind)
        waiting = update(Communication).where(
            whose,
            Communication.occasion.startswith(prefix, autoescape=True),
            Communication.state.in_(BEFORE_SENDING),
        )
        cancelled = waiting.values(state=MessageState.CANCELLED, reason="switched_off")
        session.execute(cancelled, execution_options={"synchronize_session": "fetch"})


def _numbers(form: Form, question: ClinicQuestion) -> tuple[int | None, int | None]:
    """The patient's own threshold and goal, checked beside those of the clinic."""
    with_numbers = question.answer in WITH_NUMBERS
    for name in ("threshold", "goal"):
        if form.has(name) and not with_numbers:
            form.fail(name, "is for questions that are answered with a number; leave it out")
    if not with_numbers:
        return None, None
    most = most_of(question.answer)
    least = 1 if question.answer is AnswerKind.SCORE else 0
    threshold = form.optional("threshold", lambda entry: entry.whole(least, most))
    goal = form.optional("goal", lambda entry: entry.whole(0, most))
    if form.at("threshold").is_sound and form.at("goal").is_sound and (threshold, goal) != (None, None):
        limits = limits_of(question, threshold, goal)
        for fault in faults_of_numbers(question.answer, limits.threshold, limits.goal):
            form.fail(fault.field, fault.message)
    return threshold, goal


def _must_be_askable(session: Session, patient: Patient, question: ClinicQuestion) -> None:
    if patient.status in GONE:
        raise refuse("patient", f"is {patient.status}; nothing is asked any more", conflict=True)
    if question.is_of_targeted_plan and targeted_regimen(session, patient) is None:
        raise refuse("patient", "has no active targeted plan; start one first", conflict=True)
    if not question.on:
        raise refuse(
            "kind", "is switched off for the clinic; an administrator switches it on under Settings", conflict=True
        )


def _plan(
    session: Session,
    actor: Actor,
    row: CheckIn,
    question: ClinicQuestion,
    patient: Patient,
    policy: Policy,
    *,
    began: bool,
    now: datetime,
) -> None:
    """When it is first asked; a cadence that a practitioner locked outlasts being switched off and on."""
    today = local_date(now, patient.zone)
    if began:
        kept = row.cadence if is_locked(row.locked, row.locked_until_on, today) else None
        cadence = kept or question.cadence
        assert cadence is not None
        row.cadence_at = None
        keep_change(session, row, cadence, Cause.SWITCHED_ON, by=actor.id, now=now)
    assert row.cadence is not None
    on = first_day(time_of(row, question, policy), patient.zone, now=now)
    if row.asked_on is not None:
        # Asked once a day at most, also where it is switched off and on.
        on = max(on, row.asked_on + (ONE_DAY if began else days_between(row.cadence)))
    plan_asking(row, question, patient, policy, on=on)


def _may_leave(at: time, kind: str, policy: Policy) -> bool:
    return policy.texting_starts <= at < _last(kind, policy)


def _last(kind: str, policy: Policy) -> time:
    ends = policy.texting_ends
    return min(ends, policy.follow_up_expires) if kind == CheckInKind.FOLLOW_UP else ends
