"""The shared inbox as rules: which texts need a person, what comes first, and how long a person is talking."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from adherence.domain.states import FlagKind

TALK_GOES_ON = timedelta(hours=24)
"""Policy: so long after the last text of staff a reply is taken as the answer to it, whatever it says."""


class ConversationState(StrEnum):
    """Whose turn it is: ``open`` the care team's, ``waiting`` the patient's, ``closed`` nobody's."""

    OPEN = "open"
    WAITING = "waiting"
    CLOSED = "closed"


class Need(StrEnum):
    """Why a conversation needs a person."""

    FAILED = "failed"
    URGENT = "urgent"
    UNCLEAR = "unclear"
    SHARED = "shared"
    REPORT = "report"
    ASKED = "asked"
    PICTURE = "picture"
    TALKING = "talking"
    LEFT = "left"
    CHAT = "chat"
    OPENED = "opened"


class InboxView(StrEnum):
    """Which conversations a list shows."""

    MINE = "mine"
    UNASSIGNED = "unassigned"
    ALL = "all"
    CLOSED = "closed"


class CloseOutcome(StrEnum):
    """What came of a conversation."""

    ANSWERED = "answered"
    REACHED = "reached"
    NOT_REACHED = "not_reached"
    VISIT_BOOKED = "visit_booked"
    REFERRED = "referred"
    PLAN_CHANGED = "plan_changed"
    NO_ACTION = "no_action"


SETTLED = "settled"
"""The outcome of a conversation that closed by itself: the patient answered what was asked back."""
FLAGS_RESOLVED = "flags_resolved"
"""The outcome of one that closed with the last of the flags that its texts had opened."""
BY_FLAGS = frozenset({Need.URGENT, Need.UNCLEAR, Need.SHARED, Need.REPORT, Need.LEFT})
"""Needs that are over when the flags are resolved."""
_FIRST = {Need.FAILED: 0, Need.URGENT: 1, Need.UNCLEAR: 2, Need.SHARED: 2}
_UNREAD, _READ = 3, 4
RANK_WAITING = 6
"""From this rank on nobody in the care team has to act."""
RANK_CLOSED = 9


@dataclass(frozen=True, slots=True)
class Arrived:
    """What is known of a text when the service has done with it what it can."""

    intent: str | None = None
    failed: bool = False
    automatic: bool = False
    """An out-of-office answer or the like: it changes nothing."""
    urgent: bool = False
    """It opened or renewed a flag that is urgent."""
    flags: frozenset[FlagKind] = frozenset()
    """The kinds of open flags that it opened or renewed."""
    shared: bool = False
    """It came from a number that several patients have."""
    asked_back: bool = False
    """It was unclear, and the patient was asked what was meant."""
    media_count: int = 0
    left: bool = False
    """The patient takes part no more."""
    talking: bool = False
    """A person is talking with the patient: whatever is written may be the answer."""
    thanks: bool = False
    """Thanks, a greeting or a smile, and nothing else."""


def need_of(text: Arrived) -> Need | None:
    """Why a person must look at a text; None where the service has settled it by itself."""
    if text.failed:
        return Need.FAILED
    if text.urgent:
        return Need.URGENT
    if text.automatic:
        return None
    if text.shared:
        return Need.SHARED
    if text.left:
        return Need.LEFT
    told = text.flags - {FlagKind.OPTED_OUT}
    return need_of_flags(told, urgent=False) if told else _unsettled(text)


def need_of_flags(kinds: frozenset[FlagKind], *, urgent: bool) -> Need:
    """Why a person must look at what flags of these kinds tell."""
    if urgent:
        return Need.URGENT
    return Need.UNCLEAR if kinds == {FlagKind.UNCLEAR} else Need.REPORT


def _unsettled(text: Arrived) -> Need | None:
    if text.talking:
        return Need.TALKING
    if text.media_count:
        return Need.PICTURE
    if text.asked_back:
        return Need.ASKED
    if text.intent == "unclear":
        return Need.UNCLEAR
    return Need.CHAT if text.intent == "chat" and not text.thanks else None


def stronger(one: Need | None, other: Need | None) -> Need | None:
    """The need that comes first; the one that was there before wins a tie."""
    if one is None or other is None:
        return one or other
    return other if _FIRST.get(other, _UNREAD) < _FIRST.get(one, _UNREAD) else one


def rank_of(state: ConversationState, need: Need | None, *, unread: bool) -> int:
    """The place in the list: what failed, urgent, unclear, unread, read, then those who wait for the patient."""
    match state:
        case ConversationState.CLOSED:
            return RANK_CLOSED
        case ConversationState.WAITING:
            return RANK_WAITING
        case ConversationState.OPEN:
            first = _FIRST.get(need) if need is not None else None
            return first if first is not None else _UNREAD if unread else _READ


def is_in_talk(
    state: ConversationState, *, talking_until: datetime | None, last_staff_at: datetime | None, at: datetime
) -> bool:
    """Whether a text received at ``at`` belongs to a talk with a person."""
    if talking_until is not None and at < talking_until:
        return True
    waited_for = last_staff_at is not None and at < last_staff_at + TALK_GOES_ON
    return state is ConversationState.WAITING and waited_for


def talks_until(
    state: ConversationState,
    *,
    claimed: bool,
    talking_until: datetime | None,
    last_staff_at: datetime | None,
    at: datetime,
    hold: timedelta,
) -> datetime | None:
    """Until when automatic texts wait after a text of the patient: a claimed talk that goes on holds them anew.

    A claim that nobody wrote under for a day holds nothing: a forgotten claim must not keep reminders back.
    """
    goes_on = last_staff_at is not None and at < last_staff_at + TALK_GOES_ON
    if not claimed or state is ConversationState.CLOSED or not goes_on:
        return talking_until
    return max(at + hold, talking_until) if talking_until is not None else at + hold
