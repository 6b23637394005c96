"""Open the flags that a reply asks for, hold dose texts where a person must look first, and name the answer."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from adherence.actions.cancel_texts import cancel_texts
from adherence.actions.hold_step_up import hold_step_up
from adherence.actions.open_flag import open_flag
from adherence.actions.received import Answers
from adherence.db.inbound import InboundMessage
from adherence.db.patients import Patient
from adherence.domain.reply import Intent, Reading
from adherence.domain.safety import CONSEQUENCES, Concern, concerns_of
from adherence.domain.states import FlagKind, NumberState, Severity


def raise_concerns(
    session: Session, message: InboundMessage, patient: Patient, reading: Reading, *, now: datetime
) -> Answers:
    """Open a flag for each concern of a reading; returns the answers, the most serious one first."""
    answers: Answers = []
    severity = Severity.URGENT if reading.safety else None
    found = concerns_of(reading, message.body)
    for concern in found:
        follows = CONSEQUENCES[concern]
        open_flag(session, patient, follows.kind, follows.detail, now=now, inbound_id=message.id, severity=severity)
        if follows.kind is FlagKind.SIDE_EFFECT:
            hold_step_up(session, patient, now=now, inbound_id=message.id)
        if not (concern is Concern.HELP and message.opt_out_type == "HELP"):
            answers.append((follows.template, {}))
        message.outcome = f"flagged_{follows.kind}"
    if Intent.WRONG_NUMBER in (reading.intent, *reading.also):
        suspend_number(session, message, patient, now)
    if reading.safety:
        _hold_dose_texts(session, message, patient, flagged=bool(found), now=now)
    if reading.rule.startswith("stopped") or "stopped_treatment" in reading.rule:
        detail = "Says that treatment was stopped"
        open_flag(session, patient, FlagKind.STOPPED_TREATMENT, detail, now=now, inbound_id=message.id)
    return answers


def _hold_dose_texts(
    session: Session, message: InboundMessage, patient: Patient, *, flagged: bool, now: datetime
) -> None:
    """Dose texts wait until a person has resolved what is urgent; see decision 0022."""
    patient.dose_texts_held_at = patient.dose_texts_held_at or now
    if not flagged:
        detail = "A reply needs a person at once; please read it"
        open_flag(session, patient, FlagKind.OVERDOSE_RISK, detail, now=now, inbound_id=message.id)


def suspend_number(session: Session, message: InboundMessage, patient: Patient, now: datetime) -> None:
    """Somebody else has the number: nothing more is sent to it, not even an answer."""
    patient.number_state = NumberState.WRONG
    cancel_texts(session, patient.id, reason="wrong_number")
    detail = "Somebody says that the number is not the patient's"
    open_flag(session, patient, FlagKind.WRONG_NUMBER, detail, now=now, inbound_id=message.id)
    message.outcome = "wrong_number"
