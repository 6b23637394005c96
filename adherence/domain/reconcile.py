"""Which message of the provider's list is the one that an uncertain request made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

CHECKS = (timedelta(seconds=45), timedelta(seconds=90), timedelta(seconds=180), timedelta(seconds=300))
"""When an uncertain attempt is looked up, counted from its start."""

_BEFORE = timedelta(seconds=5)
_AFTER = timedelta(minutes=30)
"""The provider's clock may differ a little and its times are whole seconds; a request may be stamped late, the more
where the clock jumped while it was under way. Only messages that nobody owns are looked at, so the end is generous."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What we tried to send."""

    to: str
    started_at: datetime
    body: str


@dataclass(frozen=True, slots=True)
class Listed:
    """One message of the provider's list that no other attempt owns."""

    sid: str
    to: str
    at: datetime
    body: str


def best_match(sought: Sought, listed: Sequence[Listed], rivals: Sequence[Sought] = ()) -> str | None:
    """The sid of the message to the same number at that time; the body only breaks ties.

    Providers prefix, re-encode or redact bodies, so a different body does not rule a message out. ``rivals`` are other
    requests in doubt: a message that is more likely one of theirs is not taken.
    """
    near = [message for message in listed if _fits(sought, message)]
    near = [message for message in near if not any(_is_more_likely(rival, sought, message) for rival in rivals)]
    if not near:
        return None
    same = [message for message in near if _plain(message.body) == _plain(sought.body)]
    closest = min(same or near, key=lambda message: abs(message.at - sought.started_at))
    return closest.sid


def _fits(sought: Sought, message: Listed) -> bool:
    return message.to == sought.to and -_BEFORE <= message.at - sought.started_at <= _AFTER


def _is_more_likely(rival: Sought, sought: Sought, message: Listed) -> bool:
    if not _fits(rival, message):
        return False
    same, theirs = _plain(message.body) == _plain(sought.body), _plain(message.body) == _plain(rival.body)
    if same != theirs:
        return theirs
    return abs(message.at - rival.started_at) < abs(message.at - sought.started_at)


def _plain(body: str) -> str:
    return " ".join(body.casefold().split())
