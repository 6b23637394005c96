"""Whether the provider or the carriers are in trouble: a silent system is not a silent patient.

The numbers are policy of this service: so many that one switched-off phone raises nothing, and few enough that a
morning's trouble shows before noon.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from adherence.domain.states import AT_PROVIDER, MessageState

LOOKED_BACK = timedelta(hours=6)
RECENT = timedelta(minutes=30)
_LEAST_WAITING = 3
_LEAST_PATIENTS = 4
_LOST_PERCENT = 30
_LOST = (MessageState.UNDELIVERED, MessageState.REFUSED)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Some of the newest texts that ended alike: their state, code and number, and to how many people."""

    state: MessageState
    code: str | None
    is_recent: bool
    texts: int
    people: int


@dataclass(frozen=True, slots=True)
class SendingHealth:
    """What is in trouble: the provider, with the code that it gave, and texts that do not arrive."""

    provider_fails: int = 0
    provider_code: str | None = None
    lost: int = 0
    lost_of: int = 0
    lost_code: str | None = None


def sending_health(newest: Iterable[Outcome]) -> SendingHealth:
    """Judge the newest texts: tries of the last half hour that failed, and texts that carriers did not deliver."""
    outcomes = list(newest)
    failed = [one for one in outcomes if one.is_recent and _failed(one)]
    left = sum(one.texts for one in outcomes if one.is_recent and one.state in AT_PROVIDER)
    waiting = sum(one.texts for one in failed)
    lost = [one for one in outcomes if one.state in _LOST]
    lost_texts = sum(one.texts for one in lost)
    ended = lost_texts + sum(one.texts for one in outcomes if one.state is MessageState.DELIVERED)
    provider_is_down = waiting >= _LEAST_WAITING and waiting > left
    # Different codes may hit the same people: the largest group is what is surely so many.
    most_people = max((one.people for one in lost), default=0)
    is_lost = most_people >= _LEAST_PATIENTS and lost_texts * 100 >= ended * _LOST_PERCENT
    return SendingHealth(
        provider_fails=waiting if provider_is_down else 0,
        provider_code=_commonest(failed) if provider_is_down else None,
        lost=lost_texts if is_lost else 0,
        lost_of=ended if is_lost else 0,
        lost_code=_commonest(lost) if is_lost else None,
    )


def _failed(one: Outcome) -> bool:
    """Whether it waits because a request failed, or nobody knows whether the provider has it."""
    return one.state is MessageState.UNCERTAIN or (one.state is MessageState.QUEUED and one.code is not None)


def _commonest(outcomes: list[Outcome]) -> str | None:
    named = [one for one in outcomes if one.code is not None]
    return max(named, key=lambda one: one.texts).code if named else None
