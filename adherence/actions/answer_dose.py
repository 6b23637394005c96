"""Let a clear answer settle the dose that it is about, or ask which one, or note that none was open."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from adherence.actions.ask_reason import ask_reason
from adherence.actions.climb_ladder import end_silent_risk_days
from adherence.actions.escalate_silence import escalate_silence
from adherence.actions.flag_reply import flag_reply
from adherence.actions.plan_doses import replan
from adherence.actions.queue_text import queue_text
from adherence.actions.received import Answer, Answers, Received
from adherence.actions.reply_context import dose_candidates, held_dose_id
from adherence.actions.resolve_flag import close_flags
from adherence.actions.settle_dose import current_record, settle_dose
from adherence.db.communications import Communication
from adherence.db.doses import Dose
from adherence.db.inbound import InboundMessage
from adherence.db.patients import Patient
from adherence.db.regimens import Regimen
from adherence.domain.matching import Match, Why, match_dose
from adherence.domain.purpose import DOSE_PROMPTS
from adherence.domain.reasons import reason_beside
from adherence.domain.reply.reading import Intent, Meant
from adherence.domain.states import TAKEN_STATES, DoseState, FlagKind, PlanKind, RegimenState, Source
from adherence.domain.timing import local_date
from adherence.domain.wording import occasion_text

_ASKED_WITHIN = timedelta(hours=36)
WHICH_DOSE = ("question_which_dose", "question_which_of_three")
"""Templates that ask which of several doses is meant."""
_CHOICES = {2: ("earlier", "later"), 3: ("earlier", "middle", "later")}
_SILENT = (DoseState.UPCOMING, DoseState.NO_ANSWER)
_OUT_OF_REACH = (DoseState.CANCELLED, DoseState.HELD)
_OUT_OF_PLAN = "Answered about a dose that is held or was taken out of the plan"
_IN_DOUBT = {
    Why.OUT_OF_PLAN: "Answered about a dose that was taken out of the plan",
    Why.HELD: "Answered about a dose while a hold covers it",
    Why.TOO_MANY: "More doses were open than can be asked about",
    Why.NOTHING_OPEN: "Answered about a dose, and none was waiting for an answer",
}
_MAYBE_HELD = (Why.NOTHING_OPEN, Why.YESTERDAY, Why.CHANGED_MIND)
"""Where a dose that is held now may be meant, so that another one must not be guessed."""


def answer_dose(reply: Received, *, taken: bool, meant: Meant | None) -> Answers:
    """Settle the dose that is meant, or ask which one, or leave it to people; returns the acknowledgements."""
    match = find_dose(reply, meant)
    reply.message.outcome = match.why
    if match.dose_id is not None:
        return settle_and_ask(reply, match.dose_id, taken=taken)
    if match.why is Why.ASK_WHICH:
        return _ask_which(reply, match.choices, taken=taken)
    if match.why is Why.NOTHING_OPEN and not taken and Intent.SUPPLY in reply.intents:
        return []  # who has none left tells of no dose: staff learn of it by the flag of its own
    return [_leave_to_people(reply, match.why, _IN_DOUBT[match.why], dose_id=next(iter(match.choices), None))]


def find_dose(reply: Received, meant: Meant | None) -> Match:
    """The dose that a reply is about, by the rules; a hold or a changed plan that may be meant leaves it to people."""
    session, patient, policy, at = reply.session, reply.patient, reply.policy, reply.at
    if meant is None and _is_out_of_plan(reply):
        return Match(Why.OUT_OF_PLAN)
    candidates = dose_candidates(session, patient, policy, at=at)
    match = match_dose(candidates, meant, patient.zone, policy, at=at, asked=_asked_about(reply))
    if match.why in _MAYBE_HELD:
        open_only = match.why is not Why.NOTHING_OPEN
        held = held_dose_id(session, patient, policy, at=at, open_only=open_only)
        if held is not None:
            return Match(Why.HELD, choices=(held,))
    return match


def _is_out_of_plan(reply: Received) -> bool:
    """Whether our newest text asked about a dose that the plan does not have any more: no other one is meant."""
    prompt, dose = reply.context.prompt, reply.context.dose
    asked = prompt is not None and prompt.purpose in DOSE_PROMPTS
    return asked and dose is not None and dose.state is DoseState.CANCELLED


def _asked_about(reply: Received) -> int | None:
    return reply.context.dose.id if reply.context.dose is not None else None


def _leave_to_people(reply: Received, outcome: str, detail: str, *, dose_id: int | None = None) -> Answer:
    flag_reply(reply, FlagKind.UNCLEAR, f"{detail}; please read it", dose_id=dose_id)
    reply.message.outcome = outcome
    return "ack_noted", {}


def settle_and_ask(reply: Received, dose_id: int, *, taken: bool) -> Answers:
    """Write the answer about one dose; after a "no" the question why takes the place of the acknowledgement."""
    answer = settle_from_reply(reply, dose_id, taken=taken)
    said_no = answer[0] == "ack_skipped"
    return [] if said_no and ask_reason(reply, reply.session.get_one(Dose, dose_id)) else [answer]


def settle_from_reply(reply: Received, dose_id: int, *, taken: bool, told_later: bool = False) -> Answer:
    """Write the patient's answer about one dose; the same answer, or one older than what holds, changes nothing.

    Where it was ``told_later``, to a question of the day after, nobody knows when the dose was taken. What staff
    recorded otherwise, and what the plan does not have any more, is left to people.
    """
    dose = reply.session.get_one(Dose, dose_id)
    state = state_of_answer(dose, taken, reply.at)
    if not _says_the_same(dose, state):
        if dose.state in _OUT_OF_REACH:
            return _leave_to_people(reply, "out_of_plan", _OUT_OF_PLAN, dose_id=dose.id)
        if dose.state not in _SILENT and dose.source is not Source.PATIENT_SMS:
            return _unless_staff_say_so(reply, dose, state)
        if _is_newest_word(reply.session, dose, reply.message):
            _settle(reply, dose, state, taken_at=reply.at if taken and not told_later else None)
    return _acknowledgement(dose, reply.patient, state, reply.at)


def _unless_staff_say_so(reply: Received, dose: Dose, state: DoseState) -> Answer:
    """A reply never changes what staff recorded; where the two differ a person looks."""
    if (dose.state in TAKEN_STATES) == (state in TAKEN_STATES):
        return _acknowledgement(dose, reply.patient, state, reply.at)
    detail = "The patient's answer differs from what is recorded for the dose"
    return _leave_to_people(reply, "differs", detail, dose_id=dose.id)


def _settle(reply: Received, dose: Dose, state: DoseState, *, taken_at: datetime | None) -> None:
    session, patient = reply.session, reply.patient
    settle_dose(
        session,
        dose,
        state,
        source=Source.PATIENT_SMS,
        now=reply.now,
        taken_at=taken_at,
        reason=None if state in TAKEN_STATES else reason_beside(reply.message.body, patient.language),
        inbound_id=reply.message.id,
    )
    if dose.kind is PlanKind.TARGETED:
        end_silent_risk_days(session, patient, now=reply.now)
    if state in TAKEN_STATES:
        close_flags(session, patient, (FlagKind.CONSECUTIVE_DAYS,), outcome="taken", now=reply.now, by=None)
    elif dose.kind is PlanKind.DAILY:
        escalate_silence(session, patient, now=reply.now)


def state_of_answer(dose: Dose, taken: bool, at: datetime) -> DoseState:
    """What an answer received at ``at`` makes of a dose."""
    if taken:
        return DoseState.TAKEN_LATE if at >= dose.late_from else DoseState.TAKEN
    return DoseState.SKIPPED if at < dose.window_closes_at else DoseState.MISSED


def plan_again(session: Session, dose: Dose, patient: Patient, *, now: datetime) -> None:
    """A dose that has not begun and is wanted again gets its texts back."""
    if dose.state is DoseState.UPCOMING and now < dose.window_opens_at:
        regimen = session.get_one(Regimen, dose.regimen_id)
        if regimen.state is RegimenState.ACTIVE:
            replan(session, regimen, patient, now=now)


def _is_newest_word(session: Session, dose: Dose, message: InboundMessage) -> bool:
    """Whether nothing that the patient wrote after this text holds for the dose already."""
    record = current_record(session, dose)
    earlier = session.get(InboundMessage, record.inbound_id) if record and record.inbound_id else None
    return earlier is None or earlier.received_at <= message.received_at


def _says_the_same(dose: Dose, state: DoseState) -> bool:
    if dose.source is not Source.PATIENT_SMS:
        return False
    return dose.state is state or (dose.state in TAKEN_STATES and state in TAKEN_STATES)


def _acknowledgement(dose: Dose, patient: Patient, state: DoseState, at: datetime) -> Answer:
    if state in TAKEN_STATES:
        today = local_date(at, patient.zone)
        if dose.on == today:
            return "ack_taken", {}
        due = dose.due_at.astimezone(patient.zone)
        return "ack_taken_late", {"occasion": occasion_text(due, today=today, lang=patient.language)}
    return "ack_skipped", {}


def _ask_which(reply: Received, choices: tuple[int, ...], *, taken: bool) -> Answers:
    """Ask once which of two or three doses is meant; where that was asked, or could not be told apart, people look."""
    session, patient = reply.session, reply.patient
    today = local_date(reply.at, patient.zone)
    doses = [session.get_one(Dose, dose_id) for dose_id in choices]
    names = [occasion_text(dose.due_at.astimezone(patient.zone), today=today, lang=patient.language) for dose in doses]
    if not reply.may_ask:
        return [_leave_to_people(reply, "unclear", "Several doses were open, and the patient cannot be asked")]
    if len(set(names)) < len(names):
        return [_leave_to_people(reply, "unclear", "Two doses of the same time were open")]
    if _was_asked(session, patient, choices, reply.at):
        return [_leave_to_people(reply, "unclear", "We asked which dose was meant and still cannot tell")]
    queue_text(
        session,
        patient,
        "question_which_dose" if len(names) == 2 else "question_which_of_three",
        now=reply.now,
        why="Several doses were open, so the reply is not guessed",
        params=dict(zip(_CHOICES[len(names)], names, strict=True)) | {"choices": list(choices), "taken": taken},
        inbound_id=reply.message.id,
    )
    return []


def _was_asked(session: Session, patient: Patient, choices: tuple[int, ...], at: datetime) -> bool:
    """Whether the question about these very doses went out already: it is asked once."""
    asked = select(Communication.params).where(
        Communication.patient_id == patient.id,
        Communication.template.in_(WHICH_DOSE),
        Communication.due_at > at - _ASKED_WITHIN,
    )
    return any(params.get("choices") == list(choices) for params in session.scalars(asked))
