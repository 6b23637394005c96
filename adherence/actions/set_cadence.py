"""Set by hand how often a question is asked, lock it so that nothing else moves it, or open the lock."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from adherence.actions.adapt_cadence import keep_change, plan_asking, time_of
from adherence.db.check_ins import CheckIn, check_ins_of
from adherence.db.clinics import clinic_by_id
from adherence.db.patients import Patient, lock_patient
from adherence.db.policies import policy_of
from adherence.db.questions import questions_of
from adherence.domain.actor import Actor
from adherence.domain.cadence import Cadence, Cause, days_between, is_locked
from adherence.domain.check_ins import first_day
from adherence.domain.errors import refuse
from adherence.domain.forms import Form, flag
from adherence.domain.questions import SHIPPED
from adherence.domain.timing import local_date

LONGEST_REASON = 500


def set_cadence(session: Session, actor: Actor, patient: Patient, data: object, *, now: datetime) -> CheckIn:
    """Apply ``{"kind", "cadence", "locked", "until", "reason"}``; raises ``Refused``.

    A lock without ``until`` holds until somebody opens it; its date is the last one on which it holds.
    """
    form = Form(data, ("kind", "cadence", "locked", "until", "reason"))
    questions = questions_of(session, patient.clinic_id)
    asked = [question.kind for question in questions.values() if not question.is_of_targeted_plan]
    question = questions.get(form.at("kind").choice(asked) or "", SHIPPED[0])
    wanted = form.optional("cadence", lambda entry: entry.choice(list(Cadence)))
    locked = form.optional("locked", flag)
    until_on = form.optional("until", lambda entry: entry.day())
    reason = form.at("reason").text(LONGEST_REASON)
    today = local_date(now, patient.zone)
    if until_on is not None and form.at("until").is_sound:
        _check_until(form, until_on, today, locked=locked)
    form.done()
    patient = lock_patient(session, patient.id)
    row = check_ins_of(session, patient.id).get(question.kind)
    if row is None or not row.on or row.cadence is None:
        raise refuse("kind", "is not switched on for this patient; switch it on first", conflict=True)
    before, was_locked = row.cadence, is_locked(row.locked, row.locked_until_on, today)
    cadence = Cadence(wanted) if wanted else before
    locks = was_locked if locked is None else locked
    ends_on = until_on if locks and locked is not None else row.locked_until_on if locks else None
    if (cadence, locks, ends_on) == (before, was_locked, row.locked_until_on if was_locked else None):
        raise refuse("cadence", "stays as it is; change how often, or the lock", conflict=True)
    row.locked, row.locked_until_on = locks, ends_on
    keep_change(
        session, row, cadence, _cause(was_locked, locks, cadence is not before),
        until_on=ends_on, reason=reason, by=actor.id, now=now,
    )  # fmt: skip
    if cadence is not before:
        policy = policy_of(clinic_by_id(session, patient.clinic_id))
        first = first_day(time_of(row, question, policy), patient.zone, now=now)
        on = max(first, row.asked_on + days_between(cadence)) if row.asked_on else first
        plan_asking(row, question, patient, policy, on=on)
    session.flush()
    return row


def _check_until(form: Form, until_on: date, today: date, *, locked: bool | None) -> None:
    if not locked:
        form.fail("until", "is for a lock; leave it out, or lock the question")
    elif until_on < today:
        form.fail("until", "lies in the past; write the last day of the lock")


def _cause(was_locked: bool, locks: bool, moved: bool) -> Cause:
    """A change by hand says so; otherwise it is about the lock alone."""
    if locks and not was_locked:
        return Cause.LOCKED
    if was_locked and not locks:
        return Cause.UNLOCKED
    return Cause.STAFF if moved else Cause.LOCKED
