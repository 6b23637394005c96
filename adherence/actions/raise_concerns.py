"""Open the flags that a reply asks for, hold dose texts where a person must look first, and name the answer."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from adherence.actions.cancel_texts import cancel_texts
from adherence.actions.hold_step_up import hold_step_up
from adherence.actions.open_flag import open_flag
from adherence.db.inbound import InboundMessage
from adherence.db.patients import Patient
from adherence.domain.reply import Intent, Reading
from adherence.domain.states import FlagKind, NumberState, Severity

Answers = list[tuple[str, dict[str, object]]]

_CONCERNS: dict[Intent, tuple[FlagKind, str, str | None]] = {
    Intent.CRISIS: (FlagKind.CRISIS, "Crisis words in a reply", "crisis"),
    Intent.LAPSE: (FlagKind.LAPSE, "Told us about drinking or use", "ack_lapse_alcohol"),
    Intent.SIDE_EFFECT: (FlagKind.SIDE_EFFECT, "Told us about a side effect", "ack_side_effect"),
    Intent.MEDICAL_QUESTION: (FlagKind.MEDICAL_QUESTION, "Has a medical question", "ack_medical"),
    Intent.SUPPLY: (FlagKind.RAN_OUT, "Ran out, lost some, or needs more", "ack_supply"),
    Intent.RESCHEDULE: (FlagKind.HELP, "Asks for another appointment time", "ack_reschedule"),
    Intent.HELP: (FlagKind.HELP, "Asked for help", "help"),
}
_ORDER = tuple(_CONCERNS)
_HOLDS_NOTHING = frozenset({Intent.SIDE_EFFECT})
"""A reported side effect opens a flag and holds no text: only a step up of the plan waits (decision 0013)."""


def raise_concerns(
    session: Session, message: InboundMessage, patient: Patient, reading: Reading, *, now: datetime
) -> Answers:
    """Open a flag for each concern of a reading; returns the answers, the most serious one first."""
    found = [intent for intent in _ORDER if intent in (reading.intent, *reading.also)]
    answers: Answers = []
    for intent in found:
        kind, detail, template = _CONCERNS[intent]
        if intent is Intent.LAPSE and reading.safety:
            kind, detail, template = FlagKind.OPIOID_USE, "Told us about opioid use", "ack_lapse_opioid"
        severity = Severity.URGENT if reading.safety else None
        open_flag(session, patient, kind, detail, now=now, inbound_id=message.id, severity=severity)
        if intent is Intent.SIDE_EFFECT:
            hold_step_up(session, patient, now=now, inbound_id=message.id)
        if template and not (intent is Intent.HELP and message.opt_out_type == "HELP"):
            answers.append((template, {}))
        message.outcome = f"flagged_{kind}"
    if Intent.WRONG_NUMBER in (reading.intent, *reading.also):
        suspend_number(session, message, patient, now)
    if reading.safety and set(found) != _HOLDS_NOTHING:
        _hold_dose_texts(session, message, patient, found, now)
    if reading.rule.startswith("stopped") or "stopped_treatment" in reading.rule:
        detail = "Says that treatment was stopped"
        open_flag(session, patient, FlagKind.STOPPED_TREATMENT, detail, now=now, inbound_id=message.id)
    return answers


def _hold_dose_texts(
    session: Session, message: InboundMessage, patient: Patient, found: list[Intent], now: datetime
) -> None:
    patient.dose_texts_held_at = patient.dose_texts_held_at or now
    if not found:
        detail = "A reply needs a person at once; please read it"
        open_flag(session, patient, FlagKind.OVERDOSE_RISK, detail, now=now, inbound_id=message.id)


def suspend_number(session: Session, message: InboundMessage, patient: Patient, now: datetime) -> None:
    """Somebody else has the number: nothing more is sent to it, not even an answer."""
    patient.number_state = NumberState.WRONG
    cancel_texts(session, patient.id, reason="wrong_number")
    detail = "Somebody says that the number is not the patient's"
    open_flag(session, patient, FlagKind.WRONG_NUMBER, detail, now=now, inbound_id=message.id)
    message.outcome = "wrong_number"
