"""Which message of the provider's list is the one that an uncertain request made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

CHECKS = (timedelta(seconds=45), timedelta(seconds=90), timedelta(seconds=180), timedelta(seconds=300))
"""When an uncertain attempt is looked up, counted from its start."""

_BEFORE = timedelta(seconds=5)
_AFTER = timedelta(seconds=120)
"""The provider's clock may differ a little, its times are whole seconds, and a slow request may be stamped late."""


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


def best_match(sought: Sought, listed: Sequence[Listed]) -> str | None:
    """The sid of the message to the same number at that time; the body only breaks ties.

    Providers prefix, re-encode or redact bodies, so a different body does not rule a message out.
    """
    near = [
        message
        for message in listed
        if message.to == sought.to and -_BEFORE <= message.at - sought.started_at <= _AFTER
    ]
    if not near:
        return None
    same = [message for message in near if _plain(message.body) == _plain(sought.body)]
    closest = min(same or near, key=lambda message: abs(message.at - sought.started_at))
    return closest.sid


def _plain(body: str) -> str:
    return " ".join(body.casefold().split())
