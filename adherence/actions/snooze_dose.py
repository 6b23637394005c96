"""Ask again later, when the patient says so."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from adherence.actions.answer_dose import Answer
from adherence.actions.cancel_texts import cancel_texts
from adherence.actions.plan_texts import medicine_of
from adherence.actions.queue_text import queue_text
from adherence.actions.received import Received
from adherence.actions.reply_context import dose_candidates
from adherence.db.communications import Communication
from adherence.db.doses import Dose
from adherence.db.patients import Patient
from adherence.db.regimens import RegimenVersion
from adherence.domain.purpose import Purpose
from adherence.domain.regimen_json import parse_regimen
from adherence.domain.states import DoseState
from adherence.domain.timing import due_at as instant_of_slot
from adherence.domain.timing import in_texting_hours, local_date
from adherence.domain.wording import clock_text

_LATER = timedelta(minutes=30)
_FIRST_SNOOZE_STEP = 10
_LAST_SNOOZE_STEP = 40


def snooze_dose(reply: Received) -> Answer | None:
    """Queue the reminder anew at the time that the patient names, 30 minutes later without one.

    None where no dose is open, or where the time lies outside its window or outside texting hours.
    """
    session, message, patient, policy = reply.session, reply.message, reply.patient, reply.policy
    open_doses = [
        candidate
        for candidate in dose_candidates(session, patient, policy, at=message.received_at)
        if candidate.state is DoseState.UPCOMING and message.received_at < candidate.window_closes_at
    ]
    if not open_doses:
        return None
    dose = session.get_one(Dose, open_doses[-1].dose_id)
    ask_at = _asked_time(reply.reading.value, patient, message.received_at)
    step = _next_step(session, dose)
    in_window = message.received_at < ask_at < dose.window_closes_at and step <= _LAST_SNOOZE_STEP
    in_hours = in_texting_hours(ask_at, patient.zone, policy.texting_starts, policy.texting_ends)
    if not in_window or not (in_hours or dose.agreed_hours):
        return None
    cancel_texts(session, patient.id, reason="snoozed", dose_id=dose.id, purposes=(Purpose.NUDGE, Purpose.REMINDER))
    version = session.get_one(RegimenVersion, dose.version_id)
    queue_text(
        session,
        patient,
        "reminder",
        now=reply.now,
        why="The patient asked for it later",
        params={
            "time": clock_text(time.fromisoformat(dose.slot)),
            "medicine": medicine_of(parse_regimen(version.plan)),
        },
        due_at=ask_at,
        expires_at=dose.window_closes_at,
        dose_id=dose.id,
        step=step,
    )
    message.outcome = "snoozed"
    return "ack_snooze", {"time": clock_text(ask_at.astimezone(patient.zone))}


def _asked_time(value: object, patient: Patient, at: datetime) -> datetime:
    if isinstance(value, int):
        return at + timedelta(minutes=value)
    if isinstance(value, str) and ":" in value:
        asked = instant_of_slot(local_date(at, patient.zone), time.fromisoformat(value), patient.zone)
        return asked if asked is not None else at + _LATER
    return at + _LATER


def _next_step(session: Session, dose: Dose) -> int:
    query = select(func.max(Communication.step)).where(
        Communication.dose_id == dose.id,
        Communication.purpose == Purpose.REMINDER,
        Communication.step.between(_FIRST_SNOOZE_STEP, _LAST_SNOOZE_STEP),
    )
    return (session.scalar(query) or _FIRST_SNOOZE_STEP - 1) + 1
