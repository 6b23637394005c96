"""Let a clear answer settle the dose that it is about, or ask which one, or note that none was open."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from adherence.actions.escalate_silence import escalate_silence
from adherence.actions.flag_reply import flag_reply
from adherence.actions.plan_doses import replan
from adherence.actions.queue_text import queue_text
from adherence.actions.received import Received
from adherence.actions.reply_context import dose_candidates, held_dose_id
from adherence.actions.resolve_flag import close_flags
from adherence.actions.settle_dose import current_record, settle_dose, take_back
from adherence.db.communications import Communication
from adherence.db.doses import Administration, Dose
from adherence.db.inbound import InboundMessage
from adherence.db.patients import Patient
from adherence.db.regimens import Regimen
from adherence.domain.matching import Why, match_dose
from adherence.domain.reply.reading import Meant
from adherence.domain.states import TAKEN_STATES, DoseState, FlagKind, PlanKind, RegimenState, Source
from adherence.domain.timing import local_date
from adherence.domain.wording import occasion_text

_ASKED_WITHIN = timedelta(hours=36)

_MAYBE_HELD = (Why.NOTHING_OPEN, Why.YESTERDAY, Why.CHANGED_MIND)
"""Where a dose that is held now may be meant, so that another one must not be guessed."""

Answer = tuple[str, dict[str, Any]]
"""The template of the acknowledgement and its values."""
Answers = list[Answer]


def answer_dose(reply: Received, *, taken: bool, meant: Meant | None) -> Answer | None:
    """Settle the dose that is meant; returns the acknowledgement, or None where no dose can be settled."""
    session, patient, policy, at = reply.session, reply.patient, reply.policy, reply.at
    candidates = dose_candidates(session, patient, policy, at=at)
    match = match_dose(candidates, meant, patient.zone, policy, at=at)
    reply.message.outcome = match.why
    if match.why in _MAYBE_HELD:
        held = held_dose_id(session, patient, policy, at=at, open_only=match.why is not Why.NOTHING_OPEN)
        if held is not None:
            detail = "Answered about a dose while a hold covers it; please read it"
            flag_reply(reply, FlagKind.UNCLEAR, detail, dose_id=held)
            reply.message.outcome = "held"
            return None
    if match.why is Why.ASK_WHICH:
        if _was_asked(session, patient, match.choices, at):
            flag_reply(reply, FlagKind.UNCLEAR, "We asked which dose was meant and still cannot tell; please read it")
            reply.message.outcome = "unclear"
            return None
        _ask_which(reply, match.choices, taken=taken)
        return None
    if match.dose_id is None:
        return None
    return settle_from_reply(reply, match.dose_id, taken=taken)


def settle_from_reply(reply: Received, dose_id: int, *, taken: bool, told_later: bool = False) -> Answer:
    """Write the patient's answer about one dose; the same answer, or one older than what holds, changes nothing.

    Where it was ``told_later``, to a question of the day after, nobody knows when the dose was taken.
    """
    session, patient = reply.session, reply.patient
    dose = session.get_one(Dose, dose_id)
    state = state_of_answer(dose, taken, reply.at)
    if not _says_the_same(dose, state) and _may_change(session, dose, reply.message):
        settle_dose(
            session,
            dose,
            state,
            source=Source.PATIENT_SMS,
            now=reply.now,
            taken_at=reply.at if taken and not told_later else None,
            inbound_id=reply.message.id,
        )
        if taken:
            close_flags(session, patient, (FlagKind.CONSECUTIVE_DAYS,), outcome="taken", now=reply.now, by=None)
        elif dose.kind is PlanKind.DAILY:
            escalate_silence(session, patient, now=reply.now)
    return _acknowledgement(dose, patient, state, reply.at)


def state_of_answer(dose: Dose, taken: bool, at: datetime) -> DoseState:
    """What an answer received at ``at`` makes of a dose."""
    if taken:
        return DoseState.TAKEN_LATE if at >= dose.late_from else DoseState.TAKEN
    return DoseState.SKIPPED if at < dose.window_closes_at else DoseState.MISSED


def undo_last_answer(reply: Received) -> Answer | None:
    """Take back the patient's newest answer of the last 24 hours; None where there is none."""
    session, patient, now = reply.session, reply.patient, reply.now
    query = select(Administration).where(
        Administration.patient_id == patient.id,
        Administration.source == Source.PATIENT_SMS,
        Administration.undoes.is_(False),
    )
    newest = session.scalars(query.order_by(Administration.recorded_at.desc(), Administration.id.desc())).first()
    if newest is None or (now - newest.recorded_at).days >= 1:
        return None
    dose = session.get_one(Dose, newest.dose_id)
    if dose.source is not Source.PATIENT_SMS or take_back(session, dose, now=now) is None:
        return None
    plan_again(session, dose, patient, now=now)
    return "ack_undo", {}


def plan_again(session: Session, dose: Dose, patient: Patient, *, now: datetime) -> None:
    """A dose that has not begun and is wanted again gets its texts back."""
    if dose.state is DoseState.UPCOMING and now < dose.window_opens_at:
        regimen = session.get_one(Regimen, dose.regimen_id)
        if regimen.state is RegimenState.ACTIVE:
            replan(session, regimen, patient, now=now)


def _may_change(session: Session, dose: Dose, message: InboundMessage) -> bool:
    """Only silence and the patient's own, earlier words may be changed by a reply; never what staff wrote."""
    if dose.state in (DoseState.UPCOMING, DoseState.NO_ANSWER):
        return True
    record = current_record(session, dose)
    if record is None or dose.source is not Source.PATIENT_SMS:
        return False
    earlier = session.get(InboundMessage, record.inbound_id) if record.inbound_id else None
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


def _was_asked(session: Session, patient: Patient, choices: tuple[int, ...], at: datetime) -> bool:
    """Whether the question about these very doses went out already: it is asked once."""
    asked = select(Communication.params).where(
        Communication.patient_id == patient.id,
        Communication.template == "question_which_dose",
        Communication.due_at > at - _ASKED_WITHIN,
    )
    return any(params.get("choices") == list(choices) for params in session.scalars(asked))


def _ask_which(reply: Received, choices: tuple[int, ...], *, taken: bool) -> None:
    session, patient = reply.session, reply.patient
    doses = [session.get_one(Dose, dose_id) for dose_id in choices]
    today = local_date(reply.at, patient.zone)
    names = [occasion_text(dose.due_at.astimezone(patient.zone), today=today, lang=patient.language) for dose in doses]
    params = {"earlier": names[0], "later": names[1], "choices": list(choices), "taken": taken}
    why = "Two doses were open, so the reply is not guessed"
    queue_text(
        session, patient, "question_which_dose", now=reply.now, why=why, params=params, inbound_id=reply.message.id
    )
