"""Why a text was or was not sent, in one line: the rule that made it, and what became of it, with its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import assert_never
from zoneinfo import ZoneInfo

from adherence.domain.gate import SENTENCES, Reason
from adherence.domain.policy import DEFAULT_POLICY, Policy
from adherence.domain.provider_codes import explain
from adherence.domain.purpose import Purpose
from adherence.domain.states import MessageState

MADE: dict[Purpose, str] = {
    Purpose.REMINDER: "Reminder of a dose",
    Purpose.NUDGE: "One nudge, because nothing was heard",
    Purpose.TARGETED_PROMPT: "Prompt on a risk day",
    Purpose.RISK_DAY_ASK: "Asks whether today is still a risk day",
    Purpose.APPOINTMENT: "Reminder of a visit",
    Purpose.CHECK_IN_FIRST: "Asks to check in before the next dose",
    Purpose.CHECK_IN: "Regular question",
    Purpose.REFILL: "Tablets run low",
    Purpose.WELCOME: "Welcome",
    Purpose.OPT_IN_REQUEST: "Asks whether texts are agreed to",
    Purpose.NUMBER_CHECK: "Asks whether the number is right",
    Purpose.ACKNOWLEDGEMENT: "Answer to a reply",
    Purpose.QUESTION: "Question back to a reply",
    Purpose.HELP: "Answer to a call for help",
    Purpose.CRISIS: "Fixed answer to words of crisis",
    Purpose.STOP_CONFIRMATION: "The one confirmation of an opt-out",
    Purpose.START_CONFIRMATION: "Confirms that texts go on",
    Purpose.STAFF_MESSAGE: "Written by the care team",
    Purpose.ALERT: "Notice to staff",
    Purpose.SUPPORTER_REQUEST: "Asks a supporter whether texts are agreed to",
    Purpose.SUPPORTER_MESSAGE: "Lets a supporter know",
}
"""The rule in a few words, for a text that came without one of its own."""

OTHER_CAUSES: dict[str, str] = {
    "wrong_number": "somebody said that the number is not the patient's",
    "plan_changed": "the plan changed",
    "visit_moved": "the visit moved, and another text took its place",
    "snoozed": "the patient asked for it later",
    "taken_back": "the patient took it back",
    "asked_for_now": "the patient asked for it now",
    "new_consent": "a newer consent took its place",
    "switched_off": "this regular question was switched off",
    "supply_changed": "the count of tablets changed",
    "no_risk_day": "the patient said that it is no risk day",
    "provider_busy": "the provider was asked too often",
    "not_found_at_provider": "the provider does not list it",
    "fault": "it could not be written",
    "taken": "somebody took the matter on",
    "active": "the patient takes part again",
}
"""Causes that are not the gate's, by the code with which a text is cancelled, put back or given up."""


@dataclass(frozen=True, slots=True)
class SentText:
    """A text of ours, and what is known around it."""

    purpose: Purpose
    state: MessageState
    made: str = ""
    """The rule that made it, in words."""
    reason: str | None = None
    provider_code: str | None = None
    send_at: datetime | None = None
    started_at: datetime | None = None
    expires_at: datetime | None = None
    window_closes_at: datetime | None = None
    """When the window of its dose closes."""
    held_until: date | None = None
    """The last local date of the hold that covers its day."""
    cap: int | None = None
    """How many automatic texts the day allowed, where all of them had left."""


def why_of(text: SentText, zone: ZoneInfo, policy: Policy = DEFAULT_POLICY) -> str:
    """The line: why it was made, and why it left, waits or did not leave; instants in the patient's ``zone``."""
    return f"{made_of(text)} {outcome_of(text, zone, policy)}"


def made_of(text: SentText) -> str:
    """The rule that made a text, as a sentence."""
    # A rule may name a reading by its code, such as not_taken.
    made = text.made.strip().replace("_", " ") or MADE[text.purpose]
    return made if made.endswith((".", "!", "?")) else made + "."


def outcome_of(text: SentText, zone: ZoneInfo, policy: Policy = DEFAULT_POLICY) -> str:
    """What became of a text, as a sentence."""
    at = f" {_moment(text.started_at, zone)}" if text.started_at else ""
    match text.state:
        case MessageState.QUEUED:
            return _waiting(text, zone, policy)
        case MessageState.CLAIMED | MessageState.SENDING:
            return "Leaving now."
        case MessageState.ACCEPTED | MessageState.QUEUED_AT_PROVIDER:
            return f"Sent{at}; the provider has it."
        case MessageState.SENT:
            return f"Sent{at}; the carrier has it."
        case MessageState.DELIVERED:
            return f"Sent{at}, and delivered."
        case MessageState.UNDELIVERED:
            return f"Sent{at}, and did not arrive{_told_by_provider(text)}."
        case MessageState.UNCERTAIN:
            return f"It may have left{at}: the provider is being asked."
        case MessageState.UNKNOWN:
            return (
                f"Nobody can tell whether it left{at}: {_cause(text, zone, policy) or 'the provider does not list it'}."
            )
        case MessageState.REFUSED:
            return (
                f"Not sent: the provider refused it{_told_by_provider(text)}."
                if text.provider_code
                else _not_sent(text, zone, policy)
            )
        case MessageState.WITHHELD | MessageState.EXPIRED:
            return _not_sent(text, zone, policy)
        case MessageState.CANCELLED:
            cause = _cause(text, zone, policy)
            return f"Cancelled: {cause}." if cause else "Cancelled."
        case _:
            assert_never(text.state)


def _not_sent(text: SentText, zone: ZoneInfo, policy: Policy) -> str:
    expired = text.state is MessageState.EXPIRED and text.reason is None
    cause = _cause(text, zone, policy, Reason.EXPIRED if expired else None)
    return f"Not sent: {cause}." if cause else "Not sent."


def _waiting(text: SentText, zone: ZoneInfo, policy: Policy) -> str:
    again = _moment(text.send_at, zone) if text.send_at else ""
    cause = _cause(text, zone, policy)
    if not cause:
        return f"Leaves {again}." if again else "Waiting to leave."
    return f"Waiting: {cause}." + (f" Tried again {again}." if again else "")


def _told_by_provider(text: SentText) -> str:
    if not text.provider_code:
        return ""
    meaning = explain(text.provider_code).meaning.rstrip(".")
    return f": {meaning[:1].lower()}{meaning[1:]} (provider code {text.provider_code})"


def _cause(text: SentText, zone: ZoneInfo, policy: Policy, instead: Reason | None = None) -> str:
    """Why a text waits or did not leave, as the rest of a sentence; empty where nothing is known."""
    code = instead.value if instead else text.reason
    if not code:
        return ""
    if code not in set(Reason):
        return OTHER_CAUSES.get(code, code.replace("_", " "))
    reason = Reason(code)
    return SENTENCES[reason].partition(": ")[2].rstrip(".") + _numbers(reason, text, zone, policy)


def _numbers(reason: Reason, text: SentText, zone: ZoneInfo, policy: Policy) -> str:
    """The numbers behind a reason, in brackets; empty where it has none."""
    match reason:
        case Reason.QUIET_HOURS:
            place = zone.key.rpartition("/")[2].replace("_", " ")
            return f" ({policy.texting_starts:%H:%M}-{policy.texting_ends:%H:%M}, {place})"
        case Reason.CAP if text.cap is not None:
            return f" ({text.cap} of {text.cap})"
        case Reason.HOLD if text.held_until is not None:
            return f" (until {_day(text.held_until)})"
        case Reason.WINDOW_CLOSED if text.window_closes_at is not None:
            return f" ({_moment(text.window_closes_at, zone)})"
        case Reason.EXPIRED if text.expires_at is not None:
            return f" ({_moment(text.expires_at, zone)})"
        case Reason.MINIMUM_GAP:
            return f" (at least {int(policy.text_gap.total_seconds() // 60)} minutes between two)"
        case _:
            return ""


def _moment(at: datetime, zone: ZoneInfo) -> str:
    local = at.astimezone(zone)
    return f"{_day(local.date())} {local:%H:%M}"


def _day(on: date) -> str:
    return f"{on:%a} {on.day} {on:%b}"
