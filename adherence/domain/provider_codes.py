"""What each code of the SMS provider means for us, as data; and which of two delivery states is further on.

Source: the provider's error dictionary, and the table "Provider codes" of the specification. ``connect``, ``tls``,
``dns``, ``timeout``, ``reset`` and ``unreadable`` are our own words for what happened below HTTP.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from adherence.domain.states import AT_PROVIDER, MessageState


class ProviderCodeClass(StrEnum):
    """What is to be done about a code."""

    RETRY = "retry"
    UNCERTAIN = "uncertain"
    OPTED_OUT = "opted_out"
    DEAD_NUMBER = "dead_number"
    TEMPORARY = "temporary"
    BLOCKED = "blocked"
    CONFIGURATION = "configuration"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class ProviderCode:
    """One code: its class, what it means, and what a person can do, in plain words."""

    code: str
    kind: ProviderCodeClass
    meaning: str
    what_to_do: str


_WAIT = "Nothing: it is tried again while the text still makes sense."
_CHECKED = "Nothing: the provider's list is checked before anything is sent again."
_ASK_NUMBER = "Ask the person for a working mobile number."
_REWORD = "Change the wording of the text; the same wording is not sent again."
_OWN_SETTINGS = "Sending has halted: correct the provider's settings, then switch sending on again."
_LOOK_UP = "Look the code up in the provider's error dictionary; the text is not sent again."

_K = ProviderCodeClass
_ROWS: tuple[tuple[str, ProviderCodeClass, str, str], ...] = (
    ("429", _K.RETRY, "The provider was asked too often and did not take the text.", _WAIT),
    ("20429", _K.RETRY, "The provider was asked too often and did not take the text.", _WAIT),
    ("connect", _K.RETRY, "No connection to the provider could be made.", _WAIT),
    ("tls", _K.RETRY, "No trusted connection to the provider could be made.", _WAIT),
    ("dns", _K.RETRY, "The provider's address could not be found.", _WAIT),
    ("timeout", _K.UNCERTAIN, "The provider did not answer in time; it may have the text.", _CHECKED),
    ("reset", _K.UNCERTAIN, "The connection broke after the text was handed over; the provider may have it.", _CHECKED),
    ("unreadable", _K.UNCERTAIN, "The provider's answer could not be read; it may have the text.", _CHECKED),
    ("20500", _K.UNCERTAIN, "The provider had an internal error; it may have the text.", _CHECKED),
    ("20503", _K.UNCERTAIN, "The provider was out of service; it may have the text.", _CHECKED),
    ("20504", _K.UNCERTAIN, "The provider did not answer itself in time; it may have the text.", _CHECKED),
    (
        "21610",
        _K.OPTED_OUT,
        "The person has opted out with the carrier.",
        "Nothing is sent until the person texts START.",
    ),
    ("21211", _K.DEAD_NUMBER, "The number is not a phone number.", _ASK_NUMBER),
    ("21614", _K.DEAD_NUMBER, "The number is not a mobile number.", _ASK_NUMBER),
    ("30005", _K.DEAD_NUMBER, "The number is unknown or no longer in use.", _ASK_NUMBER),
    ("30006", _K.DEAD_NUMBER, "The number is a landline, or its carrier takes no texts.", _ASK_NUMBER),
    ("30003", _K.TEMPORARY, "The phone was switched off or out of reach.", "After three in a row, call the person."),
    ("30008", _K.TEMPORARY, "The carrier gave no reason.", "After three in a row, call the person."),
    ("30004", _K.BLOCKED, "The carrier blocked the text.", _REWORD),
    ("30007", _K.BLOCKED, "The carrier's filter took the text for spam.", _REWORD),
    ("30034", _K.CONFIGURATION, "The sending number is not registered with the carriers.", _OWN_SETTINGS),
    ("21408", _K.CONFIGURATION, "The provider's account may not text this country.", _OWN_SETTINGS),
    ("20003", _K.CONFIGURATION, "The provider does not accept our account or token.", _OWN_SETTINGS),
    ("401", _K.CONFIGURATION, "The provider does not accept our account or token.", _OWN_SETTINGS),
    ("30002", _K.CONFIGURATION, "The provider has suspended the account.", _OWN_SETTINGS),
    ("21602", _K.REFUSED, "The text was empty.", _LOOK_UP),
    ("21617", _K.REFUSED, "The text was longer than the provider allows.", "Shorten the text."),
)

CODES: dict[str, ProviderCode] = {row[0]: ProviderCode(*row) for row in _ROWS}

BLOCKED_CODES = tuple(code for code, row in CODES.items() if row.kind is ProviderCodeClass.BLOCKED)
"""Codes by which a carrier refuses the words of a text, not the number."""


def explain(code: str) -> ProviderCode:
    """The table's line for a code; a 5xx that is not in it is uncertain, anything else is refused."""
    known = CODES.get(code)
    if known is not None:
        return known
    if len(code) == 3 and code.startswith("5") and code.isdecimal():
        return ProviderCode(code, _K.UNCERTAIN, "The provider had an internal error; it may have the text.", _CHECKED)
    return ProviderCode(code, _K.REFUSED, "The provider or the carrier refused the text.", _LOOK_UP)


def classify(code: str) -> ProviderCodeClass:
    """What is to be done about a code."""
    return explain(code).kind


# Delivered outranks undelivered: a phone's receipt is proof, a carrier's "undelivered" may only be a lost receipt.
_RANK_OF_WORD: dict[str, int] = {
    "accepted": 1,
    "scheduled": 1,
    "queued": 2,
    "sending": 3,
    "sent": 4,
    "canceled": 5,
    "failed": 5,
    "undelivered": 5,
    "delivered": 6,
    "read": 7,
}
_STATE_OF_WORD: dict[str, MessageState] = {
    "accepted": MessageState.ACCEPTED,
    "scheduled": MessageState.ACCEPTED,
    "queued": MessageState.QUEUED_AT_PROVIDER,
    "sending": MessageState.QUEUED_AT_PROVIDER,
    "sent": MessageState.SENT,
    "canceled": MessageState.UNDELIVERED,
    "failed": MessageState.UNDELIVERED,
    "undelivered": MessageState.UNDELIVERED,
    "delivered": MessageState.DELIVERED,
    "read": MessageState.DELIVERED,
}
_RANK_OF_STATE: dict[MessageState, int] = {
    MessageState.ACCEPTED: 1,
    MessageState.QUEUED_AT_PROVIDER: 2,
    MessageState.SENT: 3,
    MessageState.UNDELIVERED: 4,
    MessageState.DELIVERED: 5,
}


def rank(word: str | None) -> int:
    """How far on a provider's state word is; 0 for none and for words that we do not know."""
    return _RANK_OF_WORD.get(word or "", 0)


def higher(current: str | None, new: str) -> str:
    """The further of two provider words, so that late, repeated and out-of-order reports never move a state back."""
    return current if current and rank(current) >= rank(new) else new


def message_state(word: str) -> MessageState | None:
    """Our state for a provider's word, or None where the word is unknown and so says nothing."""
    return _STATE_OF_WORD.get(word)


def higher_state(current: MessageState, new: MessageState) -> MessageState:
    """The further of two of our states; one from before the provider gives way to any proof of acceptance."""
    if new not in AT_PROVIDER:
        return current
    return new if _RANK_OF_STATE[new] > _RANK_OF_STATE.get(current, 0) else current
