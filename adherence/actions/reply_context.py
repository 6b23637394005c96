"""What a reply answers: the newest prompt that still waits, and the doses that it could be about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from adherence.db.communications import Communication
from adherence.db.doses import Dose, is_held_by_hold
from adherence.db.inbound import InboundMessage
from adherence.db.injections import booked_visits
from adherence.db.patients import Patient
from adherence.domain.matching import Candidate
from adherence.domain.policy import Policy
from adherence.domain.purpose import DOSE_PROMPTS, ENROLMENT, Purpose
from adherence.domain.reasons import ASKS
from adherence.domain.reply.reading import Expecting
from adherence.domain.states import (
    AT_PROVIDER,
    CheckInKind,
    ConsentState,
    DoseState,
    MessageState,
    NumberState,
    PlanKind,
    Source,
)

_PROMPTS = (
    DOSE_PROMPTS
    | ENROLMENT
    | {Purpose.RISK_DAY_ASK, Purpose.APPOINTMENT, Purpose.CHECK_IN, Purpose.REFILL, Purpose.QUESTION}
)
SENT = AT_PROVIDER | {MessageState.SENDING, MessageState.UNCERTAIN, MessageState.UNKNOWN}
"""States of a text that the patient may have."""
PLANNER, FOLLOW_UP = CheckInKind.PLANNER.value, CheckInKind.FOLLOW_UP.value
"""What the occasion of a regular question begins with."""
_LOOK_BACK = timedelta(days=9)
_QUESTION_HOLDS = timedelta(hours=12)
PLANNER_HOLDS = timedelta(hours=48)
_FOLLOW_UP_HOLDS = timedelta(hours=26)
"""A follow-up asked in the morning may be answered until its dose can no longer be settled."""
_REASON_HOLDS = timedelta(hours=4)
_NOT_TAKEN = (DoseState.SKIPPED, DoseState.MISSED, DoseState.NO_ANSWER)
_SENT_TWICE = timedelta(minutes=10)
_CHECK_INS = {
    "wellbeing": Expecting.WELLBEING,
    "craving": Expecting.SCORE,
    "drinks": Expecting.DRINKS,
    "own_score": Expecting.SCORE,
    "step_ask": Expecting.STEP,
    "planner": Expecting.PLANNER,
    "follow_up_targeted": Expecting.DOSE,
    "follow_up_night": Expecting.TIME,
}
_HOLDS = {
    "planner": PLANNER_HOLDS,
    "follow_up_targeted": _FOLLOW_UP_HOLDS,
    "follow_up_night": _FOLLOW_UP_HOLDS,
    # Answered in words, which no dose is: also on the next morning.
    "wellbeing": timedelta(hours=24),
    "side_effects": timedelta(hours=24),
    "own_text": timedelta(hours=24),
}
_ONCE = frozenset({"planner", "follow_up_night"})
"""Regular questions that are over with the first reply: what follows is read as if they had not been asked."""
_UNANSWERED = (DoseState.UPCOMING, DoseState.NO_ANSWER)
_QUESTIONS = {
    "question_which_dose": Expecting.WHICH_DOSE,
    "question_which_of_three": Expecting.WHICH_DOSE,
    "question_score": Expecting.SCORE,
    "question_count": Expecting.DRINKS,
    "question_risk_day": Expecting.PLANNER,
    "question_am_pm": Expecting.TIME,
    "follow_up_first": Expecting.TIME,
    "follow_up_count": Expecting.DRINKS,
}


@dataclass(frozen=True, slots=True)
class ReplyContext:
    """What the reply is expected to answer, the prompt itself, and its dose."""

    expecting: Expecting
    prompt: Communication | None = None
    dose: Dose | None = None


def answered_within(template: str) -> timedelta:
    """How long after a regular question left a reply may be its answer."""
    return _HOLDS.get(template, _QUESTION_HOLDS)


def reply_context(session: Session, patient: Patient, policy: Policy, *, at: datetime) -> ReplyContext:
    """The newest prompt before ``at`` that still waits for an answer; ``none`` where there is no such."""
    if patient.consent_state is ConsentState.PENDING or patient.number_state is NumberState.VERIFYING:
        return ReplyContext(Expecting.OPT_IN)
    if patient.consent_state is ConsentState.REVOKED:
        return ReplyContext(Expecting.NONE)  # after an opt-out no question is open: a YES answers nothing
    prompt = _newest_prompt(session, patient, at)
    if prompt is None or prompt.started_at is None:
        return _without_prompt(session, patient, policy, at)
    dose_id = prompt.dose_id or prompt.params.get("dose_id")
    dose = session.get(Dose, dose_id) if dose_id else None
    if prompt.template in ASKS:
        waits = dose is not None and _waits_for_a_reason(dose, prompt.started_at, at)
        return ReplyContext(Expecting.REASON, prompt, dose) if waits else _without_prompt(session, patient, policy, at)
    fresh = at < prompt.started_at + _QUESTION_HOLDS
    if prompt.purpose is Purpose.QUESTION:
        expecting = _QUESTIONS.get(prompt.template or "")
        if expecting is not None and fresh and not _answered_since(session, patient, prompt.started_at, at):
            return ReplyContext(expecting, prompt, dose)
        return _without_prompt(session, patient, policy, at)
    if prompt.purpose is Purpose.REFILL:
        if fresh and not _answered_since(session, patient, prompt.started_at, at):
            return ReplyContext(Expecting.REFILL, prompt)
        return _without_prompt(session, patient, policy, at)
    if prompt.purpose is Purpose.CHECK_IN:
        return _about_a_check_in(session, patient, prompt, dose, at) or _without_prompt(session, patient, policy, at)
    if prompt.purpose is Purpose.RISK_DAY_ASK and (prompt.expires_at is None or at >= prompt.expires_at):
        return _without_prompt(session, patient, policy, at)
    if dose is not None and at < _answered_until(session, prompt, dose) + policy.settles_after_close:
        return ReplyContext(_about_a_dose(prompt.purpose), prompt, dose)
    return _without_prompt(session, patient, policy, at)


def _about_a_check_in(
    session: Session, patient: Patient, prompt: Communication, dose: Dose | None, at: datetime
) -> ReplyContext | None:
    """The context of a regular question that still waits for its answer; None where it is over."""
    template, asked_at = prompt.template or "", prompt.started_at
    if asked_at is None or at >= asked_at + answered_within(template):
        return None
    if template in _ONCE and _answered_since(session, patient, asked_at, at):
        return None
    if template == "follow_up_targeted" and (dose is None or dose.state not in _UNANSWERED):
        return None
    return ReplyContext(_CHECK_INS.get(template, Expecting.NONE), prompt, dose)


def _waits_for_a_reason(dose: Dose, asked_at: datetime, at: datetime) -> bool:
    """Until a reason is known, four hours at most; a number sent twice is still about the reason and not "done"."""
    if at >= asked_at + _REASON_HOLDS or dose.state not in _NOT_TAKEN:
        return False
    return dose.reason is None or (dose.recorded_at is not None and at < dose.recorded_at + _SENT_TWICE)


def _answered_until(session: Session, prompt: Communication, dose: Dose) -> datetime:
    """A visit may be booked after the injection lapsed: until then its texts can be answered."""
    if prompt.purpose is not Purpose.APPOINTMENT:
        return dose.window_closes_at
    visit = booked_visits(session, [dose.regimen_id]).get(dose.regimen_id)
    return max(dose.window_closes_at, visit.at) if visit else dose.window_closes_at


def _about_a_dose(purpose: Purpose) -> Expecting:
    match purpose:
        case Purpose.RISK_DAY_ASK:
            return Expecting.HIGH_RISK
        case Purpose.APPOINTMENT:
            return Expecting.APPOINTMENT
        case Purpose.CHECK_IN_FIRST:
            return Expecting.NONE
        case _:
            return Expecting.DOSE


def _newest_prompt(session: Session, patient: Patient, at: datetime) -> Communication | None:
    query = select(Communication).where(
        Communication.patient_id == patient.id,
        # An acknowledgement of a dose is our answer to GO, and asks about that dose.
        Communication.purpose.in_(_PROMPTS - ENROLMENT)
        | ((Communication.purpose == Purpose.ACKNOWLEDGEMENT) & Communication.dose_id.is_not(None)),
        Communication.state.in_(SENT),
        Communication.started_at <= at,
        Communication.due_at >= at - _LOOK_BACK,
    )
    return session.scalars(query.order_by(Communication.started_at.desc(), Communication.id.desc()).limit(1)).first()


def _without_prompt(session: Session, patient: Patient, policy: Policy, at: datetime) -> ReplyContext:
    """A dose can be answered without a prompt, for instance before the reminder left."""
    waiting = any(candidate.window_opens_at <= at for candidate in dose_candidates(session, patient, policy, at=at))
    return ReplyContext(Expecting.DOSE if waiting else Expecting.NONE)


def _answered_since(session: Session, patient: Patient, since: datetime, at: datetime) -> bool:
    query = select(InboundMessage.id).where(
        InboundMessage.patient_id == patient.id,
        InboundMessage.applied_at.is_not(None),
        InboundMessage.received_at > since,
        InboundMessage.received_at < at,
    )
    return session.scalar(query.limit(1)) is not None


def dose_candidates(session: Session, patient: Patient, policy: Policy, *, at: datetime) -> list[Candidate]:
    """The patient's tablets whose window is open at ``at`` or closed less than 24 hours before, oldest first."""
    query = select(Dose).where(
        Dose.patient_id == patient.id,
        Dose.kind != PlanKind.INJECTION,
        Dose.state.not_in((DoseState.CANCELLED, DoseState.HELD, DoseState.EXCUSED)),
        Dose.window_opens_at <= at,
        Dose.window_closes_at > at - policy.settles_after_close,
        Dose.due_at > at - timedelta(days=4),
    )
    return [candidate_of(dose) for dose in session.scalars(query.order_by(Dose.due_at, Dose.id))]


def candidate_of(dose: Dose) -> Candidate:
    """A dose as a value for the rules."""
    return Candidate(
        dose_id=dose.id,
        regimen_id=dose.regimen_id,
        on=dose.on,
        due_at=dose.due_at,
        window_opens_at=dose.window_opens_at,
        window_closes_at=dose.window_closes_at,
        state=dose.state,
        by_patient=dose.source is Source.PATIENT_SMS,
        answered_at=dose.recorded_at,
    )


def held_dose_id(session: Session, patient: Patient, policy: Policy, *, at: datetime, open_only: bool) -> int | None:
    """A tablet that a hold covers and that a reply received at ``at`` could be about; the newest, None without any."""
    closes_after = at if open_only else at - policy.settles_after_close
    query = select(Dose.id).where(
        Dose.patient_id == patient.id,
        Dose.kind != PlanKind.INJECTION,
        is_held_by_hold(),
        Dose.window_opens_at <= at,
        Dose.window_closes_at > closes_after,
    )
    return session.scalar(query.order_by(Dose.due_at.desc()).limit(1))
