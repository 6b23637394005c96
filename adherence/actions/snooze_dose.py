"""Ask again later, when the patient says so."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from adherence.actions.cancel_texts import cancel_texts
from adherence.actions.expect_doses import plan_of
from adherence.actions.flag_reply import flag_reply
from adherence.actions.plan_texts import medicine_of
from adherence.actions.queue_text import queue_text
from adherence.actions.received import Answer, Received
from adherence.actions.reply_context import dose_candidates
from adherence.db.communications import Communication
from adherence.db.doses import Dose
from adherence.db.patients import Patient
from adherence.db.regimens import RegimenVersion
from adherence.domain.purpose import DOSE_PROMPTS, FIRST_REMINDERS
from adherence.domain.regimen import Plan, TargetedPlan
from adherence.domain.states import DoseState, FlagKind
from adherence.domain.timing import due_at as instant_of_slot
from adherence.domain.timing import in_texting_hours, local_date
from adherence.domain.wording import clock_text

_LATER = timedelta(minutes=30)
_FIRST_SNOOZE_STEP = 10
_LAST_SNOOZE_STEP = 40


def snooze_dose(reply: Received) -> Answer:
    """Queue the reminder anew at the time that the patient names, 30 minutes later without one.

    Where that lies past the dose's time or outside texting hours, the patient is told so and nothing else changes;
    where no dose is open, or no text may leave, a person reads it.
    """
    dose = _open_dose(reply)
    if dose is None or not reply.may_ask:
        flag_reply(reply, FlagKind.UNCLEAR, "Wants to be asked later, and cannot be; please read it")
        return "ack_noted", {}
    plan = plan_of(reply.session.get_one(RegimenVersion, dose.version_id))
    ask_at, pointless_from = _asked_time(reply.reading.value, reply.patient, reply.at), _pointless_from(dose, plan)
    step = _next_step(reply.session, dose)
    if not reply.at < ask_at < pointless_from or step > _LAST_SNOOZE_STEP or not _may_leave(reply, dose, ask_at):
        reply.message.outcome = "not_later"
        return "ack_not_later", {}
    cancel_texts(reply.session, reply.patient.id, reason="snoozed", dose_id=dose.id, purposes=DOSE_PROMPTS)
    template, params = _reminder_of(dose, plan)
    queue_text(
        reply.session,
        reply.patient,
        template,
        now=reply.now,
        why="The patient asked for it later",
        params=params,
        due_at=ask_at,
        expires_at=pointless_from,
        dose_id=dose.id,
        inbound_id=reply.message.id,
        step=step,
    )
    reply.message.outcome = "snoozed"
    return "ack_snooze", {"time": clock_text(ask_at.astimezone(reply.patient.zone))}


def _open_dose(reply: Received) -> Dose | None:
    """The dose of our newest text where it is open, else the newest that is."""
    open_ids = [
        candidate.dose_id
        for candidate in dose_candidates(reply.session, reply.patient, reply.policy, at=reply.at)
        if candidate.state is DoseState.UPCOMING and reply.at < candidate.window_closes_at
    ]
    asked = reply.context.dose
    if asked is not None and asked.id in open_ids:
        return asked
    return reply.session.get_one(Dose, open_ids[-1]) if open_ids else None


def _pointless_from(dose: Dose, plan: Plan) -> datetime:
    """From when on a reminder is pointless: a targeted tablet is taken before the expected time, not after it."""
    if isinstance(plan, TargetedPlan):
        return min(dose.due_at + timedelta(minutes=plan.lead_minutes), dose.window_closes_at)
    return dose.window_closes_at


def _may_leave(reply: Received, dose: Dose, at: datetime) -> bool:
    policy = reply.policy
    return dose.agreed_hours or in_texting_hours(at, reply.patient.zone, policy.texting_starts, policy.texting_ends)


def _reminder_of(dose: Dose, plan: Plan) -> tuple[str, dict[str, Any]]:
    if isinstance(plan, TargetedPlan):
        return "targeted_prompt", {"medicine": medicine_of(plan)}
    return "reminder", {"time": clock_text(time.fromisoformat(dose.slot)), "medicine": medicine_of(plan)}


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
        Communication.purpose.in_(FIRST_REMINDERS),
        Communication.step.between(_FIRST_SNOOZE_STEP, _LAST_SNOOZE_STEP),
    )
    return (session.scalar(query) or _FIRST_SNOOZE_STEP - 1) + 1
