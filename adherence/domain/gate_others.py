"""The gate for texts that do not go to a patient: notices to staff, and texts to a patient's supporter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from adherence.domain.gate import (
    Outcome,
    Reason,
    Recipient,
    Text,
    Verdict,
    outside_hours,
    validity,
    validity_in_hours,
    waits_for_all,
)
from adherence.domain.policy import Policy
from adherence.domain.purpose import AFTER_OPT_OUT, SUPPORTER, Purpose
from adherence.domain.states import ConsentState, PatientStatus
from adherence.domain.timing import local_date


@dataclass(frozen=True, slots=True)
class StaffRecipient:
    """What is known of a member of staff in this moment."""

    active: bool
    phone_hash: bytes | None
    verified: bool
    halted: bool = False


@dataclass(frozen=True, slots=True)
class SupporterRecipient:
    """What is known of a supporter, and of the patient (``of``) whom the text is about."""

    of: Recipient
    consent: ConsentState
    phone_hash: bytes
    expires_on: date
    ended: bool = False
    trial: Reason | None = None
    """As of a patient, but asked of the supporter's own phone."""


def judge_notice(text: Text, to: StaffRecipient, *, now: datetime) -> Verdict:
    """Whether a notice may leave to a member of staff: at any hour, but only to a phone that proved to be theirs."""
    if (verdict := waits_for_all(text, halted=to.halted, now=now)) is not None:
        return verdict
    # The code that verifies a phone goes to one that is not verified yet.
    proven = to.verified or text.purpose is Purpose.NUMBER_CHECK
    if not to.active or not proven or to.phone_hash is None:
        return Verdict(Outcome.WITHHOLD, Reason.NUMBER_UNUSABLE)
    if text.phone_hash != to.phone_hash:
        return Verdict(Outcome.WITHHOLD, Reason.NUMBER_CHANGED)
    return Verdict(Outcome.SEND, validity_seconds=validity(text, now=now))


def judge_supporter(text: Text, to: SupporterRecipient, policy: Policy, *, now: datetime) -> Verdict:
    """Whether a text may leave to a supporter: both agreed, the time has not run out, and the hours are right."""
    if (verdict := waits_for_all(text, halted=to.of.halted, now=now)) is not None:
        return verdict
    if (forbidden := _forbidden(text, to, now)) is not None:
        return Verdict(Outcome.WITHHOLD, forbidden)
    if text.purpose in SUPPORTER and (outside := outside_hours(text, to.of, policy, now)):
        return outside
    return Verdict(Outcome.SEND, validity_seconds=validity_in_hours(text, to.of, policy, now))


def _forbidden(text: Text, to: SupporterRecipient, now: datetime) -> Reason | None:
    if to.trial is not None:
        return to.trial
    if text.phone_hash != to.phone_hash:
        return Reason.NUMBER_CHANGED
    # The crisis answer and the one confirmation of an opt-out reach a supporter whatever ended the rights.
    if text.purpose in AFTER_OPT_OUT:
        return None
    if to.of.status is not PatientStatus.ACTIVE:
        return Reason.PAUSED if to.of.status is PatientStatus.PAUSED else Reason.DISCHARGED
    if to.of.consent is not ConsentState.GRANTED:
        return Reason.OPTED_OUT
    if to.ended or local_date(now, to.of.zone) > to.expires_on:
        return Reason.SUPPORT_ENDED
    match to.consent:
        case ConsentState.GRANTED:
            return None
        case ConsentState.PENDING:
            return None if text.purpose is Purpose.SUPPORTER_REQUEST else Reason.UNCONFIRMED
        case ConsentState.REVOKED:
            return Reason.OPTED_OUT
        case ConsentState.NONE:
            return Reason.NO_CONSENT
