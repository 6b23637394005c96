"""When the pages say that the provider or the carriers are in trouble."""

from __future__ import annotations

import pytest

from adherence.domain.sending_health import Outcome, SendingHealth, sending_health
from adherence.domain.states import MessageState

S = MessageState
FINE = SendingHealth()


def outcome(
    state: MessageState, texts: int, code: str | None = None, *, recent: bool = True, people: int = 0
) -> Outcome:
    return Outcome(state, code, recent, texts, people or texts)


@pytest.mark.parametrize(
    ("what", "newest", "found"),
    [
        ("nothing was due", [], FINE),
        ("all arrive", [outcome(S.DELIVERED, 90), outcome(S.SENT, 10)], FINE),
        ("two tries failed: the provider may be busy", [outcome(S.QUEUED, 2, "429")], FINE),
        (
            "more fail than leave",
            [outcome(S.QUEUED, 2, "connect"), outcome(S.UNCERTAIN, 3, "timeout"), outcome(S.ACCEPTED, 4)],
            SendingHealth(provider_fails=5, provider_code="timeout"),
        ),
        ("more leave than fail", [outcome(S.UNCERTAIN, 5, "timeout"), outcome(S.ACCEPTED, 5)], FINE),
        ("what waits was never tried: the worker's trouble", [outcome(S.QUEUED, 50)], FINE),
        ("an hour ago the provider failed", [outcome(S.UNCERTAIN, 9, "timeout", recent=False)], FINE),
        (
            "a third is lost, at many people",
            [outcome(S.UNDELIVERED, 6, "30007"), outcome(S.DELIVERED, 14)],
            SendingHealth(lost=6, lost_of=20, lost_code="30007"),
        ),
        ("few are lost", [outcome(S.UNDELIVERED, 5, "30003"), outcome(S.DELIVERED, 20)], FINE),
        ("one phone is off all day", [outcome(S.UNDELIVERED, 9, "30003", people=1), outcome(S.DELIVERED, 2)], FINE),
        (
            "nothing arrives and nobody says why",
            [outcome(S.UNDELIVERED, 4, recent=False), outcome(S.REFUSED, 1, "21617")],
            SendingHealth(lost=5, lost_of=5, lost_code="21617"),
        ),
    ],
)
def test_trouble_is_told_where_it_is_not_one_patients(what: str, newest: list[Outcome], found: SendingHealth) -> None:
    assert sending_health(newest) == found, what
