"""Change how often a question is asked after what was answered, left out or missed; each change is kept with why."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from adherence.actions.reply_context import SENT, answered_within
from adherence.db.check_in_answers import CadenceChange, answers_of, askings_of, latest_by_day
from adherence.db.check_ins import CheckIn
from adherence.db.doses import Dose
from adherence.db.flags import Flag
from adherence.db.patients import Patient
from adherence.domain.cadence import (
    Cadence,
    Cause,
    Sign,
    SinceThen,
    Standing,
    days_between,
    is_locked,
    next_cadence,
)
from adherence.domain.check_in_answers import limits_of, sign_of
from adherence.domain.check_ins import first_day
from adherence.domain.policy import Policy
from adherence.domain.questions import ClinicQuestion
from adherence.domain.states import DoseState, FlagKind
from adherence.domain.timing import ONE_DAY, instant_of, local_date

_NOT_TAKEN = (DoseState.SKIPPED, DoseState.MISSED, DoseState.NO_ANSWER)
_LAPSES = (FlagKind.LAPSE, FlagKind.OPIOID_USE)
LOOK_BACK = timedelta(days=84)
"""Older askings say nothing more about how often to ask."""


def adapt_cadence(
    session: Session, patient: Patient, row: CheckIn, question: ClinicQuestion, policy: Policy, *, now: datetime
) -> None:
    """Move the cadence of a question that is on, where the rules want it (the patient's row is held)."""
    if row.cadence is None or row.cadence_at is None or not row.on:
        return
    today = local_date(now, patient.zone)
    if row.locked and not is_locked(row.locked, row.locked_until_on, today):
        row.locked, row.locked_until_on = False, None
        keep_change(session, row, row.cadence, Cause.LOCK_ENDED, now=now)
    standing = Standing(row.cadence, local_date(row.cadence_at, patient.zone), row.locked)
    change = next_cadence(standing, _since(session, patient, row, question, now), policy, today=today)
    if change is None:
        return
    keep_change(session, row, change.to, change.cause, count=change.count, now=now)
    if row.asked_on is not None:
        row.due_on = row.asked_on + days_between(change.to)
        soonest = first_day(time_of(row, question, policy), patient.zone, now=now)
        look_on(row, question, patient, policy, on=max(row.due_on, soonest))


def plan_asking(row: CheckIn, question: ClinicQuestion, patient: Patient, policy: Policy, *, on: date) -> None:
    """A question becomes due on a local date, at its own time or the clinic's."""
    row.due_on = on
    look_on(row, question, patient, policy, on=on)


def look_on(row: CheckIn, question: ClinicQuestion, patient: Patient, policy: Policy, *, on: date) -> None:
    """Look on a local date whether a question that is due can be asked."""
    row.ask_at = instant_of(on, time_of(row, question, policy), patient.zone)


def time_of(row: CheckIn, question: ClinicQuestion, policy: Policy) -> time:
    """The local time at which a patient is asked: an own one, or the clinic's."""
    return time.fromisoformat(row.at) if row.at else question.time_in(policy)


def keep_change(
    session: Session,
    row: CheckIn,
    to: Cadence,
    cause: Cause,
    *,
    now: datetime,
    count: int = 1,
    until_on: date | None = None,
    reason: str | None = None,
    by: str | None = None,
) -> CadenceChange:
    """Set a cadence and write the line that says why."""
    change = CadenceChange(
        clinic_id=row.clinic_id,
        patient_id=row.patient_id,
        kind=row.kind,
        cadence_from=row.cadence,
        cadence_to=to,
        cause=cause,
        count=count,
        until_on=until_on,
        recorded_at=now,
        recorded_by=by,
    )
    if reason is not None:
        vault = session.info["vault"]
        change.reason_sealed = vault.seal(reason, CadenceChange.__tablename__, "reason_sealed", change.id)
    if row.cadence is not to or row.cadence_at is None:
        row.cadence, row.cadence_at = to, now
    session.add(change)
    session.flush()
    return change


def signs_since(
    session: Session, patient: Patient, row: CheckIn, question: ClinicQuestion, since: datetime, now: datetime
) -> list[Sign]:
    """What each asking and each answer since an instant means for the goal, in the order of days."""
    today = local_date(now, patient.zone)
    askings = askings_of(session, patient.id, SENT, since=since - ONE_DAY, kind=row.kind)
    asked = {asking.on: asking for asking in askings if asking.started_at >= since}
    before = {asking.on for asking in askings if asking.started_at < since}
    first = local_date(since, patient.zone) - ONE_DAY
    answers = {
        on: answer
        for (kind, on), answer in latest_by_day(answers_of(session, patient.id, first, today)).items()
        if kind == row.kind and (on in asked or (answer.recorded_at > since and on not in before))
    }
    limits = limits_of(question, row.threshold, row.goal)
    found: list[Sign | None] = []
    for on in sorted({*asked, *answers}):
        if on in answers:
            found.append(sign_of(question.answer, answers[on].said, limits))
        elif asked[on].arrived and now >= asked[on].started_at + answered_within(question.template):
            found.append(Sign.SILENT)
    return [sign for sign in found if sign is not None]


def _since(session: Session, patient: Patient, row: CheckIn, question: ClinicQuestion, now: datetime) -> SinceThen:
    assert row.cadence_at is not None
    since = max(row.cadence_at, now - LOOK_BACK)
    signs = signs_since(session, patient, row, question, since, now)
    if not question.is_about_use:
        return SinceThen(signs)
    lapse = select(Flag.id).where(
        Flag.patient_id == patient.id, Flag.kind.in_(_LAPSES), Flag.renewed_at > row.cadence_at
    )
    today = local_date(now, patient.zone)
    missed = select(func.count(func.distinct(Dose.on))).where(
        Dose.patient_id == patient.id,
        Dose.on >= today - timedelta(days=7),
        Dose.on <= today,
        Dose.state.in_(_NOT_TAKEN),
        Dose.undelivered.is_(False),
        Dose.window_closes_at > row.cadence_at,
        Dose.window_closes_at <= now,
    )
    return SinceThen(signs, session.scalar(lapse.limit(1)) is not None, session.scalar(missed) or 0)
