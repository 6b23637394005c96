"""UNDO: take back what the patient's newest text that did something did, be it a dose, a drinking answer or a wait."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import select, update
from sqlalchemy.orm import aliased

from adherence.actions.answer_dose import plan_again
from adherence.actions.expect_doses import plan_of
from adherence.actions.plan_texts import texts_of_dose
from adherence.actions.queue_text import put_texts
from adherence.actions.received import Answer, Received
from adherence.actions.settle_dose import current_record, take_back
from adherence.db.check_in_answers import CheckInAnswer
from adherence.db.communications import Communication
from adherence.db.doses import Administration, Dose
from adherence.db.drinking import DrinkingReport
from adherence.db.inbound import InboundMessage
from adherence.db.regimens import RegimenVersion
from adherence.domain.purpose import FIRST_REMINDERS
from adherence.domain.states import BEFORE_SENDING, DoseState, MessageState, Source

_WITHIN = timedelta(hours=24)
"""Policy: what was written longer ago is not taken back by one word."""
_MOST_LOOKED_AT = 50
_FOR_PEOPLE = frozenset(
    {
        "appointment_confirmed",
        "call_asked_for",
        "dose_now",
        "no_risk_days",
        "opted_out",
        "refill_has_more",
        "refill_needs_more",
        "risk_day_declared",
        "risk_day_declined",
        "step_forward",
        "step_stays",
    }
)
"""Outcomes of texts that one word cannot take back: what was before is not known, or somebody may act on it already."""


class _Found(StrEnum):
    """What hangs on one text."""

    NOTHING = "nothing"
    TAKEN_BACK = "taken_back"
    FOR_PEOPLE = "for_people"


def undo_answer(reply: Received) -> Answer | None:
    """Take back the newest answer of the last 24 hours that still holds; None where a person must, or there is none.

    A second UNDO takes back the answer before it. Where something else was done last, nothing older is touched.
    """
    for message in _earlier(reply):
        found = _take_back(reply, message)
        if found is _Found.FOR_PEOPLE:
            return None
        if found is _Found.TAKEN_BACK:
            reply.message.outcome = "undone"
            return "ack_undo", {}
    return None


def _earlier(reply: Received) -> Sequence[InboundMessage]:
    query = select(InboundMessage).where(
        InboundMessage.patient_id == reply.patient.id,
        InboundMessage.id != reply.message.id,
        InboundMessage.applied_at.is_not(None),
        InboundMessage.received_at <= reply.at,
        InboundMessage.received_at > reply.at - _WITHIN,
    )
    newest_first = query.order_by(InboundMessage.received_at.desc(), InboundMessage.id.desc())
    return reply.session.scalars(newest_first.limit(_MOST_LOOKED_AT)).all()


def _take_back(reply: Received, message: InboundMessage) -> _Found:
    if message.outcome in _FOR_PEOPLE:
        return _Found.FOR_PEOPLE
    found = [part(reply, message) for part in (_records, _drinking, _check_in, _wait)]
    if _Found.FOR_PEOPLE in found:
        return _Found.FOR_PEOPLE
    return _Found.TAKEN_BACK if _Found.TAKEN_BACK in found else _Found.NOTHING


def _records(reply: Received, message: InboundMessage) -> _Found:
    """The record of a dose, unless staff have recorded something since."""
    undone = aliased(Administration)
    query = select(Administration).where(
        Administration.inbound_id == message.id,
        Administration.source == Source.PATIENT_SMS,
        Administration.undoes.is_(False),
        ~select(undone.id).where(undone.supersedes_id == Administration.id, undone.undoes).exists(),
    )
    record = reply.session.scalars(query).first()
    if record is None:
        return _Found.NOTHING
    dose = reply.session.get_one(Dose, record.dose_id)
    if current_record(reply.session, dose) is not record:
        return _Found.FOR_PEOPLE
    take_back(reply.session, dose, now=reply.now)
    plan_again(reply.session, dose, reply.patient, now=reply.now)
    return _Found.TAKEN_BACK


def _drinking(reply: Received, message: InboundMessage) -> _Found:
    """What was said about drinking on a day: what was said of it before holds again."""
    mine = update(DrinkingReport).where(
        DrinkingReport.inbound_id == message.id,
        DrinkingReport.source == Source.PATIENT_SMS,
        DrinkingReport.undone_at.is_(None),
    )
    changed = reply.session.execute(mine.values(undone_at=reply.now).returning(DrinkingReport.id)).all()
    return _Found.TAKEN_BACK if changed else _Found.NOTHING


def _check_in(reply: Received, message: InboundMessage) -> _Found:
    """An answer to a regular question may have opened a flag or moved the cadence: a person takes it back."""
    told = select(CheckInAnswer.id).where(CheckInAnswer.inbound_id == message.id)
    return _Found.NOTHING if reply.session.scalar(told.limit(1)) is None else _Found.FOR_PEOPLE


def _wait(reply: Received, message: InboundMessage) -> _Found:
    """A reminder that was asked for later and has not left: the nudge that it replaced comes back."""
    asked = select(Communication).where(
        Communication.inbound_id == message.id,
        Communication.purpose.in_(FIRST_REMINDERS),
        Communication.state.in_(BEFORE_SENDING),
    )
    later = reply.session.scalars(asked).first()
    if later is None or later.dose_id is None:
        return _Found.NOTHING
    later.state, later.reason = MessageState.CANCELLED, "taken_back"
    dose = reply.session.get_one(Dose, later.dose_id)
    if dose.state is DoseState.UPCOMING:
        plan = plan_of(reply.session.get_one(RegimenVersion, dose.version_id))
        rows = texts_of_dose(reply.patient, dose, plan, reply.policy, reply.now)
        put_texts(reply.session, [row for row in rows if row["due_at"] > reply.now])
    return _Found.TAKEN_BACK
