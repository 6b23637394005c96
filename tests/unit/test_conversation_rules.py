"""Which texts need a person, and in which order; until when a talk holds automatic texts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from adherence.domain.conversation import (
    Arrived,
    ConversationState,
    Need,
    is_in_talk,
    need_of,
    rank_of,
    stronger,
    talks_until,
)
from adherence.domain.states import FlagKind

AT = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HOLD = timedelta(hours=2)
OPEN, WAITING, CLOSED = ConversationState.OPEN, ConversationState.WAITING, ConversationState.CLOSED


@pytest.mark.parametrize(
    ("text", "need"),
    [
        (Arrived("taken"), None),
        (Arrived("stop", flags=frozenset({FlagKind.OPTED_OUT})), None),
        (Arrived("auto_reply", automatic=True, talking=True), None),
        (Arrived("chat", thanks=True), None),
        (Arrived("chat"), Need.CHAT),
        (Arrived("chat", thanks=True, talking=True), Need.TALKING),
        (Arrived("unclear"), Need.UNCLEAR),
        (Arrived("unclear", asked_back=True), Need.ASKED),
        (Arrived("taken", media_count=1), Need.PICTURE),
        (Arrived("taken", talking=True), Need.TALKING),
        (Arrived("help", flags=frozenset({FlagKind.HELP})), Need.REPORT),
        (Arrived("unclear", flags=frozenset({FlagKind.UNCLEAR})), Need.UNCLEAR),
        (Arrived("unclear", flags=frozenset({FlagKind.UNCLEAR, FlagKind.HELP})), Need.REPORT),
        (Arrived("stop", flags=frozenset({FlagKind.OPTED_OUT, FlagKind.SIDE_EFFECT})), Need.REPORT),
        (Arrived("taken", left=True), Need.LEFT),
        (Arrived("taken", shared=True), Need.SHARED),
        (Arrived("crisis", urgent=True, shared=True, left=True), Need.URGENT),
        (Arrived(failed=True, urgent=True), Need.FAILED),
    ],
)
def test_a_text_needs_a_person_or_is_settled(text: Arrived, need: Need | None) -> None:
    assert need_of(text) is need


def test_the_order_is_failed_urgent_unclear_unread_read_waiting_closed() -> None:
    places = [
        rank_of(OPEN, Need.FAILED, unread=False),
        rank_of(OPEN, Need.URGENT, unread=False),
        rank_of(OPEN, Need.UNCLEAR, unread=False),
        rank_of(OPEN, Need.REPORT, unread=True),
        rank_of(OPEN, Need.REPORT, unread=False),
        rank_of(WAITING, None, unread=False),
        rank_of(CLOSED, None, unread=True),
    ]
    assert all(before < after for before, after in pairwise(places))


def test_the_reason_that_comes_first_is_kept() -> None:
    assert stronger(Need.URGENT, Need.CHAT) is Need.URGENT
    assert stronger(Need.CHAT, Need.URGENT) is Need.URGENT
    assert stronger(Need.REPORT, Need.CHAT) is Need.REPORT
    assert stronger(None, Need.CHAT) is Need.CHAT
    assert stronger(Need.CHAT, None) is Need.CHAT


def test_a_claimed_talk_is_held_from_the_newest_reply_on() -> None:
    def until(**changes: object) -> datetime | None:
        given = {"claimed": True, "talking_until": AT + timedelta(minutes=5), "last_staff_at": AT - timedelta(hours=1)}
        return talks_until(WAITING, at=AT, hold=HOLD, **(given | changes))  # type: ignore[arg-type]

    assert until() == AT + HOLD
    assert until(talking_until=None) == AT + HOLD
    assert until(talking_until=AT + 2 * HOLD) == AT + 2 * HOLD, "never shortened"
    assert until(claimed=False) == AT + timedelta(minutes=5)
    assert until(last_staff_at=None, talking_until=None) is None
    assert until(last_staff_at=AT - timedelta(hours=24), talking_until=None) is None
    assert talks_until(CLOSED, claimed=True, talking_until=None, last_staff_at=AT, at=AT, hold=HOLD) is None


def test_a_reply_within_a_day_belongs_to_the_talk_that_waits_for_it() -> None:
    assert is_in_talk(WAITING, talking_until=None, last_staff_at=AT - timedelta(hours=23), at=AT)
    assert not is_in_talk(WAITING, talking_until=None, last_staff_at=AT - timedelta(hours=24), at=AT)
    assert not is_in_talk(OPEN, talking_until=None, last_staff_at=AT, at=AT)
    assert is_in_talk(OPEN, talking_until=AT + HOLD, last_staff_at=None, at=AT)
    assert not is_in_talk(OPEN, talking_until=AT, last_staff_at=None, at=AT)


def test_a_text_as_it_arrives_by_default_needs_nobody() -> None:
    assert need_of(replace(Arrived())) is None
