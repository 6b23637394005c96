"""The gate: may this text leave now? Judged in the moment of sending, with the patient's row held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from adherence.domain.pauses import PauseTopic, is_paused
from adherence.domain.policy import Policy
from adherence.domain.purpose import (
    AFTER_OPT_OUT,
    ENROLMENT,
    FIRST_REMINDERS,
    OF_A_DOSE,
    UNPROMPTED,
    WITHIN_TEXTING_HOURS,
    Purpose,
)
from adherence.domain.states import ConsentState, DoseState, NumberState, PatientStatus
from adherence.domain.timing import end_of_texting_hours, in_texting_hours, next_texting_start

_MAX_VALIDITY_SECONDS = 36_000  # the provider's maximum, and its default
_INBOUND_WAIT = timedelta(seconds=2)
_HALT_WAIT = timedelta(seconds=5)
_HELD_WAIT = timedelta(minutes=15)
"""How often held texts are looked at; whoever releases them lets them leave at once (``release_dose_texts``)."""
_TRIAL_WAIT = timedelta(minutes=1)
_VERIFIES = frozenset({Purpose.NUMBER_CHECK, Purpose.OPT_IN_REQUEST})
"""The only texts to a number that nobody has confirmed yet: the question itself."""


class Reason(StrEnum):
    """Why a text did not leave; staff read the sentence in ``SENTENCES``."""

    EXPIRED = "expired"
    HALTED = "halted"
    TRIAL = "trial"
    TRIAL_CAP = "trial_cap"
    NO_CONSENT = "no_consent"
    OPTED_OUT = "opted_out"
    UNCONFIRMED = "unconfirmed"
    PAUSED = "paused"
    DISCHARGED = "discharged"
    DECEASED = "deceased"
    NUMBER_CHANGED = "number_changed"
    NUMBER_UNUSABLE = "number_unusable"
    DOSE_SETTLED = "dose_settled"
    HOLD = "hold"
    WINDOW_CLOSED = "window_closed"
    NO_REMINDER = "no_reminder"
    HELD_FOR_SAFETY = "held_for_safety"
    REPLY_WAITING = "reply_waiting"
    PERSON_TALKING = "person_talking"
    QUIET_HOURS = "quiet_hours"
    CAP = "cap"
    MINIMUM_GAP = "minimum_gap"
    TOPIC_PAUSED = "topic_paused"
    SUPPORT_ENDED = "support_ended"


SENTENCES: dict[Reason, str] = {
    Reason.EXPIRED: "Not sent: its time had passed.",
    Reason.HALTED: "Waiting: sending is switched off.",
    Reason.TRIAL: "Not sent: the clinic is on trial, and only verified phones of its staff are texted.",
    Reason.TRIAL_CAP: "Not sent: the clinic is on trial, and the 50 texts of the day were used.",
    Reason.NO_CONSENT: "Not sent: no consent to texts is recorded.",
    Reason.OPTED_OUT: "Not sent: the patient opted out.",
    Reason.UNCONFIRMED: "Not sent: the patient has not confirmed the consent yet.",
    Reason.PAUSED: "Not sent: the patient is paused.",
    Reason.DISCHARGED: "Not sent: the patient is discharged.",
    Reason.DECEASED: "Not sent: the patient has died.",
    Reason.NUMBER_CHANGED: "Not sent: the number changed since it was planned.",
    Reason.NUMBER_UNUSABLE: "Not sent: the number cannot be used until it is checked.",
    Reason.DOSE_SETTLED: "Not sent: the dose had been answered or cancelled.",
    Reason.HOLD: "Not sent: a hold covers this day.",
    Reason.WINDOW_CLOSED: "Not sent: the dose's window had closed.",
    Reason.NO_REMINDER: "Not sent: the reminder before it had not left long enough ago.",
    Reason.HELD_FOR_SAFETY: "Waiting: dose texts are held until a person releases them.",
    Reason.REPLY_WAITING: "Waiting: a reply from this number is being read.",
    Reason.PERSON_TALKING: "Waiting: a person is talking with the patient.",
    Reason.QUIET_HOURS: "Not sent: outside texting hours.",
    Reason.CAP: "Not sent: the day's limit of automatic texts was reached.",
    Reason.MINIMUM_GAP: "Waiting: another automatic text left only minutes ago.",
    Reason.TOPIC_PAUSED: "Not sent: the patient paused texts of this kind.",
    Reason.SUPPORT_ENDED: "Not sent: the supporter's time had ended.",
}


class Outcome(StrEnum):
    """What the gate says."""

    SEND = "send"
    WAIT = "wait"
    WITHHOLD = "withhold"
    EXPIRE = "expire"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The gate's answer; ``until`` is set for ``wait``, ``validity_seconds`` for ``send``."""

    outcome: Outcome
    reason: Reason | None = None
    until: datetime | None = None
    validity_seconds: int = _MAX_VALIDITY_SECONDS
    cap: int | None = None
    """The day's limit of automatic texts, where it was reached."""


@dataclass(frozen=True, slots=True)
class Text:
    """The text that wants to leave, and the dose that it is about."""

    purpose: Purpose
    phone_hash: bytes
    expires_at: datetime | None
    dose_state: DoseState | None = None
    window_closes_at: datetime | None = None
    agreed_hours: bool = False
    reminder_accepted_at: datetime | None = None
    about_booking: bool = False
    """About a visit that was booked: that may be after the injection lapsed, and is told of all the same."""
    send_at: datetime | None = None
    """Its time: whoever claimed the text may have been told wrongly, or somebody moved the text since."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """What is known of the patient in this moment."""

    status: PatientStatus
    consent: ConsentState
    number: NumberState
    phone_hash: bytes
    zone: ZoneInfo
    halted: bool = False
    trial: Reason | None = None
    """Why a clinic on trial may not text this phone now; None where it may, and where the clinic is live."""
    dose_texts_held: bool = False
    on_hold: bool = False
    """A hold (travel, hospital, procedure) covers the patient's local date."""
    paused_topics: frozenset[PauseTopic] = frozenset()
    """What the patient asked to pause on the local date."""
    talking_until: datetime | None = None
    reply_waiting: bool = False
    unprompted_today: int = 0
    last_unprompted_at: datetime | None = None
    slots_a_day: int = 1


def judge(text: Text, to: Recipient, policy: Policy, *, now: datetime) -> Verdict:
    """Whether ``text`` may leave to ``to`` now; the first rule that speaks decides."""
    if (verdict := waits_for_all(text, halted=to.halted, now=now)) is not None:
        return verdict
    if to.trial is not None and text.purpose in ENROLMENT:
        return Verdict(Outcome.WAIT, to.trial, now + _TRIAL_WAIT)
    forbidden = _forbidden(text, to, policy, now)
    if forbidden is not None:
        return Verdict(Outcome.WITHHOLD, forbidden)
    return _postponed(text, to, policy, now) or Verdict(
        Outcome.SEND, validity_seconds=validity_in_hours(text, to, policy, now)
    )


def waits_for_all(text: Text, *, halted: bool, now: datetime) -> Verdict | None:
    """What holds for every text, whoever it goes to: its time has passed or not come, or sending is switched off."""
    if text.expires_at is not None and now >= text.expires_at:
        return Verdict(Outcome.EXPIRE, Reason.EXPIRED)
    if text.send_at is not None and now < text.send_at:
        return Verdict(Outcome.WAIT, until=text.send_at)
    return Verdict(Outcome.WAIT, Reason.HALTED, now + _HALT_WAIT) if halted else None


def _forbidden(text: Text, to: Recipient, policy: Policy, now: datetime) -> Reason | None:
    if to.trial is not None:
        return to.trial
    crisis = text.purpose is Purpose.CRISIS
    if to.status is PatientStatus.DECEASED:
        return Reason.DECEASED
    # A crisis answer is the one text that also reaches a person who is paused, discharged or opted out.
    if not crisis and to.status is not PatientStatus.ACTIVE:
        return Reason.PAUSED if to.status is PatientStatus.PAUSED else Reason.DISCHARGED
    if not crisis and (lacking := _lacking_consent(text.purpose, to.consent)):
        return lacking
    if text.phone_hash != to.phone_hash:
        return Reason.NUMBER_CHANGED
    verifies = to.number is NumberState.VERIFYING and text.purpose in _VERIFIES
    if to.number is not NumberState.IN_USE and not crisis and not verifies:
        return Reason.NUMBER_UNUSABLE
    if to.on_hold and text.purpose in UNPROMPTED:
        return Reason.HOLD
    if is_paused(text.purpose, to.paused_topics):
        return Reason.TOPIC_PAUSED
    if text.purpose in OF_A_DOSE:
        return _dose_closed(text, policy, now)
    return None


def _lacking_consent(purpose: Purpose, consent: ConsentState) -> Reason | None:
    match consent:
        case ConsentState.GRANTED:
            return None
        case ConsentState.PENDING:
            return None if purpose is Purpose.OPT_IN_REQUEST else Reason.UNCONFIRMED
        case ConsentState.REVOKED:
            return None if purpose in AFTER_OPT_OUT else Reason.OPTED_OUT
        case ConsentState.NONE:
            return Reason.NO_CONSENT


def _dose_closed(text: Text, policy: Policy, now: datetime) -> Reason | None:
    if text.about_booking and text.dose_state in (DoseState.NO_ANSWER, DoseState.MISSED, DoseState.SKIPPED):
        return None
    if text.dose_state is not DoseState.UPCOMING:
        return Reason.DOSE_SETTLED
    if text.window_closes_at is not None and now >= text.window_closes_at:
        return Reason.WINDOW_CLOSED
    if text.purpose is Purpose.NUDGE and (
        text.reminder_accepted_at is None or now - text.reminder_accepted_at < policy.nudge_after_acceptance
    ):
        return Reason.NO_REMINDER
    return None


def _postponed(text: Text, to: Recipient, policy: Policy, now: datetime) -> Verdict | None:
    if text.purpose in ENROLMENT:
        return outside_hours(text, to, policy, now)
    if text.purpose not in UNPROMPTED:
        return None
    if to.dose_texts_held and text.purpose in OF_A_DOSE:
        return Verdict(Outcome.WAIT, Reason.HELD_FOR_SAFETY, now + _HELD_WAIT)
    if to.reply_waiting:
        return Verdict(Outcome.WAIT, Reason.REPLY_WAITING, now + _INBOUND_WAIT)
    if to.talking_until is not None and now < to.talking_until:
        return Verdict(Outcome.WAIT, Reason.PERSON_TALKING, to.talking_until)
    # The patient agreed to the slot, not to the nudge after it.
    agreed = text.agreed_hours and text.purpose is not Purpose.NUDGE
    if not agreed and (outside := outside_hours(text, to, policy, now)):
        return outside
    cap = max(policy.daily_cap, policy.daily_cap_per_slot * to.slots_a_day)
    if to.unprompted_today >= cap:
        return Verdict(Outcome.WITHHOLD, Reason.CAP, cap=cap)
    return _too_close(text, to, policy, now)


def outside_hours(text: Text, to: Recipient, policy: Policy, now: datetime) -> Verdict | None:
    """Outside the patient's texting hours a text waits for their start, or is dropped where it would be too late."""
    if in_texting_hours(now, to.zone, policy.texting_starts, policy.texting_ends):
        return None
    start = next_texting_start(now, to.zone, policy.texting_starts, policy.texting_ends)
    passed = text.expires_at is not None and start >= text.expires_at
    if passed or text.purpose is Purpose.NUDGE:
        return Verdict(Outcome.WITHHOLD, Reason.QUIET_HOURS)
    return Verdict(Outcome.WAIT, Reason.QUIET_HOURS, start)


def _too_close(text: Text, to: Recipient, policy: Policy, now: datetime) -> Verdict | None:
    if text.purpose in FIRST_REMINDERS or to.last_unprompted_at is None:
        return None
    free_at = to.last_unprompted_at + policy.text_gap
    return Verdict(Outcome.WAIT, Reason.MINIMUM_GAP, free_at) if now < free_at else None


def validity_in_hours(text: Text, to: Recipient, policy: Policy, now: datetime) -> int:
    """Whole seconds that the provider may try; what leaves inside texting hours must not arrive after them."""
    inside = in_texting_hours(now, to.zone, policy.texting_starts, policy.texting_ends)
    if text.purpose not in WITHIN_TEXTING_HOURS or not inside:
        return validity(text, now=now)
    return validity(
        text, now=now, ends_at=end_of_texting_hours(now, to.zone, policy.texting_starts, policy.texting_ends)
    )


def validity(text: Text, *, now: datetime, ends_at: datetime | None = None) -> int:
    """Whole seconds that the provider may try: to the text's own end, to ``ends_at``, ten hours at most."""
    ends = [now + timedelta(seconds=_MAX_VALIDITY_SECONDS)]
    ends += [end for end in (text.expires_at, ends_at) if end is not None]
    return max(1, int((min(ends) - now).total_seconds()))
