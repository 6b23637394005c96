"""Apply the answer to "may we ask why?": the reason is kept with the dose, and some reasons need a person."""

from __future__ import annotations

from dataclasses import replace

from adherence.actions.answer_dose import answer_dose, settle_from_reply
from adherence.actions.flag_reply import flag_reply
from adherence.actions.hold_step_up import hold_step_up
from adherence.actions.received import Answers, Received
from adherence.actions.settle_dose import settle_dose
from adherence.db.doses import Dose
from adherence.domain.reasons import SkipReason, reason_told
from adherence.domain.reply import Expecting, Intent, read_reply
from adherence.domain.states import DoseState, FlagKind, Source

_NOT_TAKEN = (DoseState.SKIPPED, DoseState.MISSED)
_BARE = ("answer.yes", "answer.no")


def answer_reason(reply: Received) -> Answers | None:
    """Keep the reason, or the news that the dose was taken after all; None where the reply gives neither.

    A reason makes a silent dose of the day before ``missed``: who says why says that it was not taken.
    """
    dose, body, language = reply.context.dose, reply.message.body, reply.patient.language
    if reply.context.expecting is not Expecting.REASON or dose is None:
        return None
    reason = reason_told(reply.reading, body)
    if body.strip()[:1].isdigit():
        return _keep(reply, dose, reason) if reason is not None else None
    if dose.reason is not None and dose.state in _NOT_TAKEN:
        return None  # a reason is known: only another number changes it, words are about something else
    told = read_reply(body, lang=language, expecting=Expecting.DOSE)
    again = replace(reply, reading=told)
    if again.settles == "taken" and told.rule not in _BARE:
        return _taken_after_all(again, dose)
    if told.rule == "answer.no":
        reply.message.outcome = "reason_declined"
        return [("ack_follow_up", {})]
    if read_reply(body, lang=language, expecting=Expecting.NONE).rule == "chat.small_talk":
        return []
    unsure = told.intent is Intent.SNOOZE or told.rule in _BARE
    return None if reason is None or unsure else _keep(reply, dose, reason)


def _taken_after_all(reply: Received, dose: Dose) -> Answers:
    """Words that say "done" are about the dose that was asked about, for as long as it may be settled.

    They may name another one.
    """
    meant = reply.reading.meant
    if meant is not None or reply.at >= dose.window_closes_at + reply.policy.settles_after_close:
        return answer_dose(reply, taken=True, meant=meant)
    reply.message.outcome = "taken_after_all"
    return [settle_from_reply(reply, dose.id, taken=True, told_later=reply.at >= dose.window_closes_at)]


def _keep(reply: Received, dose: Dose, reason: SkipReason) -> Answers | None:
    """A further record with the reason; words that name none make nothing of a silent dose."""
    said_no = dose.state in _NOT_TAKEN and dose.source is Source.PATIENT_SMS
    in_words = reason is SkipReason.OTHER and not reply.message.body.strip().startswith("5")
    if not said_no and (dose.state is not DoseState.NO_ANSWER or in_words):
        return None
    settle_dose(
        reply.session,
        dose,
        dose.state if said_no else DoseState.MISSED,
        source=Source.PATIENT_SMS,
        now=reply.now,
        reason=reason,
        inbound_id=reply.message.id,
    )
    reply.message.outcome = f"reason_{reason}"
    return _consequence(reply, dose, reason)


def _consequence(reply: Received, dose: Dose, reason: SkipReason) -> Answers:
    """What the words would have brought about: words have done so already, a number has not."""
    if reason is SkipReason.RAN_OUT:
        if Intent.SUPPLY not in reply.intents:
            flag_reply(reply, FlagKind.RAN_OUT, "Skipped because none was left", dose_id=dose.id)
        return [("ack_supply", {})]
    if reason is SkipReason.SIDE_EFFECT:
        if Intent.SIDE_EFFECT not in reply.intents:
            flag_reply(reply, FlagKind.SIDE_EFFECT, "Skipped because of a side effect", dose_id=dose.id)
            hold_step_up(reply.session, reply.patient, now=reply.now, inbound_id=reply.message.id)
        return [("ack_side_effect", {})]
    return [("ack_reason", {})]
