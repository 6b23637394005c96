"""Let the patient's answer to the question about the next step move the plan, or leave it as it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from adherence.actions.add_version import add_version
from adherence.actions.expect_doses import plan_of, version_on
from adherence.actions.flag_reply import flag_reply
from adherence.actions.move_step import first_day_to_move, take_step
from adherence.actions.plan_doses import replan
from adherence.actions.received import Answer, Received
from adherence.db.communications import Communication
from adherence.db.patients import Patient
from adherence.db.regimens import Regimen, RegimenVersion
from adherence.domain.errors import Refused
from adherence.domain.regimen import DailyPlan
from adherence.domain.states import FlagKind, RegimenState, VersionCause
from adherence.domain.timing import local_date
from adherence.domain.titration import Move, asked_version_id, steps_of
from adherence.domain.wording import day_text

_AGREED = "The patient agreed by text"
_CHANGED_MIND = "The patient took the agreement back by text"
_TOO_LATE = "Answered about the next step, but the plan is another one by now: please look"


def answer_step(reply: Received, prompt: Communication, *, agrees: bool) -> Answer:
    """Move forward from the next day's doses on, or stay; the latest clear answer wins until those doses begin."""
    session, message, patient, now = reply.session, reply.message, reply.patient, reply.now
    version_id = asked_version_id(prompt.occasion)
    asked = session.get(RegimenVersion, version_id) if version_id else None
    if asked is None or asked.regimen.patient_id != patient.id or asked.regimen.state is not RegimenState.ACTIVE:
        return _for_a_person(reply)
    regimen, asked_on = asked.regimen, local_date(prompt.started_at or prompt.due_at, patient.zone)
    from_on = max(first_day_to_move(session, regimen, patient, now=now), asked_on + timedelta(days=1))
    holding = version_on(regimen, from_on)
    if holding.id == asked.id:
        if agrees:
            return _agree(reply, regimen, from_on)
        message.outcome = "step_stays"
        return "ack_step_later", {}
    if not _was_moved_by(asked, holding):
        return _for_a_person(reply)
    if agrees:
        message.outcome = "step_forward"
        return _next_step(patient, holding.from_on)
    if holding.from_on < from_on:
        return _for_a_person(reply)
    _take_back(reply, asked, holding, asked_on)
    message.outcome = "step_stays"
    return "ack_step_later", {}


def _agree(reply: Received, regimen: Regimen, from_on: date) -> Answer:
    session, patient = reply.session, reply.patient
    try:
        take_step(session, None, regimen, patient, Move.FORWARD, from_on=from_on, reason=_AGREED, now=reply.now)
    except Refused:
        return _for_a_person(reply)
    reply.message.outcome = "step_forward"
    return _next_step(patient, from_on)


def _next_step(patient: Patient, from_on: date) -> Answer:
    return "ack_step_forward", {"date": day_text(from_on, lang=patient.language)}


def _was_moved_by(asked: RegimenVersion, holding: RegimenVersion) -> bool:
    """Whether the version that holds came about by the answer to this very question."""
    by_patient = holding.recorded_by is None and holding.cause is VersionCause.STEP_FORWARD
    return by_patient and holding.number == asked.number + 1


def _take_back(reply: Received, asked: RegimenVersion, holding: RegimenVersion, asked_on: date) -> None:
    """The plan as it was asked about, so that the next question comes as after "not yet"."""
    session, now = reply.session, reply.now
    plan, regimen = plan_of(asked), asked.regimen
    pattern = steps_of(plan)
    assert isinstance(plan, DailyPlan)
    assert pattern is not None
    days = pattern.steps[pattern.first_step].days or 1
    ask_again_on = asked_on + timedelta(days=reply.policy.titration_ask_again_days)
    counted_from = min(ask_again_on - timedelta(days=days - 1), holding.from_on)
    add_version(
        session,
        None,
        regimen,
        replace(plan, starts_on=counted_from),
        from_on=holding.from_on,
        until_on=holding.until_on,
        cause=VersionCause.REVERTED,
        reason=_CHANGED_MIND,
        now=now,
    )
    replan(session, regimen, reply.patient, now=now)


def _for_a_person(reply: Received) -> Answer:
    flag_reply(reply, FlagKind.TITRATION, _TOO_LATE)
    return "ack_noted", {}
