"""Ask why a dose was skipped: once for a dose, at most once a day, and never where a person must look first."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from adherence.actions.queue_text import queue_text
from adherence.actions.received import Received
from adherence.db.communications import Communication
from adherence.db.doses import Dose
from adherence.db.flags import Flag
from adherence.db.holds import is_held
from adherence.db.patients import Patient
from adherence.domain.reasons import ASKS, NOT_ASKED_WHILE_OPEN
from adherence.domain.reply import Intent
from adherence.domain.states import DoseState, FlagState, PlanKind
from adherence.domain.timing import day_start, local_date

REASON = "reason:"
"""What the occasion of a question about a reason begins with."""
_NOT_TAKEN = (DoseState.SKIPPED, DoseState.MISSED)
_CONCERNS = frozenset(
    {
        Intent.LAPSE,
        Intent.SIDE_EFFECT,
        Intent.MEDICAL_QUESTION,
        Intent.SUPPLY,
        Intent.RESCHEDULE,
        Intent.HELP,
    }
)
"""What a patient says beside a "no" is answered; a question would come in between."""


def ask_reason(reply: Received, dose: Dose) -> bool:
    """Queue the question why, in place of the acknowledgement; False where it is not to be asked.

    A targeted dose is never asked about: a "no" may well mean that the evening was called off.
    """
    wanted = reply.policy.ask_reason_after_skip and dose.kind is PlanKind.DAILY and dose.state in _NOT_TAKEN
    if not wanted or not reply.may_ask or dose.reason is not None or _CONCERNS.intersection(reply.intents):
        return False
    if not may_ask_reason(reply.session, reply.patient, dose.id, at=reply.at):
        return False
    queue_text(
        reply.session,
        reply.patient,
        "question_reason",
        now=reply.now,
        why="Asks why: once for a dose, once a day at most",
        params={"dose_id": dose.id},
        inbound_id=reply.message.id,
        occasion=reason_occasion(dose.id),
    )
    return True


def reason_occasion(dose_id: int) -> str:
    """What the question about one dose is known by: a patient gets it once."""
    return f"{REASON}{dose_id}"


def may_ask_reason(session: Session, patient: Patient, dose_id: int, *, at: datetime) -> bool:
    """Whether the patient (the row is held) may be asked about this dose now."""
    on = local_date(at, patient.zone)
    if patient.dose_texts_held_at is not None or session.scalar(select(in_danger(patient.id))):
        return False
    if is_held(session, patient.id, on):
        return False
    today = day_start(on, patient.zone)
    asked = exists().where(
        Communication.patient_id == patient.id,
        (Communication.occasion == reason_occasion(dose_id))
        | (Communication.template.in_(ASKS) & (Communication.due_at >= today)),
    )
    return not session.scalar(select(asked))


def in_danger(patient_id: object) -> ColumnElement[bool]:
    """Whether a flag about danger is open for a patient: then nothing is asked by the way."""
    return exists().where(
        Flag.patient_id == patient_id, Flag.state == FlagState.OPEN, Flag.kind.in_(NOT_ASKED_WHILE_OPEN)
    )
