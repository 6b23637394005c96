"""Provider codes act as the specification's table says, and delivery states only move up."""

from __future__ import annotations

from itertools import permutations

import pytest

from adherence.domain.provider_codes import CODES, ProviderCodeClass, classify, explain, higher, higher_state
from adherence.domain.provider_codes import message_state as state_of
from adherence.domain.states import AT_PROVIDER, MessageState

SPECIFIED = {
    ProviderCodeClass.RETRY: ["429", "20429", "connect", "tls", "dns"],
    ProviderCodeClass.UNCERTAIN: ["timeout", "reset", "unreadable", "500", "502", "503", "504", "20500"],
    ProviderCodeClass.OPTED_OUT: ["21610"],
    ProviderCodeClass.DEAD_NUMBER: ["21211", "21614", "30005", "30006"],
    ProviderCodeClass.TEMPORARY: ["30003", "30008"],
    ProviderCodeClass.BLOCKED: ["30004", "30007"],
    ProviderCodeClass.CONFIGURATION: ["30034", "21408", "20003", "401"],
    ProviderCodeClass.REFUSED: ["400", "403", "404", "21602", "21999", "63016", "", "5xx", "50000", "nonsense"],
}


@pytest.mark.parametrize(("kind", "code"), [(kind, code) for kind, codes in SPECIFIED.items() for code in codes])
def test_a_code_has_the_class_of_the_table(kind: ProviderCodeClass, code: str) -> None:
    assert classify(code) is kind


def test_every_class_has_a_code() -> None:
    assert {line.kind for line in CODES.values()} == set(ProviderCodeClass)


@pytest.mark.parametrize("code", [*CODES, "500", "21999"])
def test_every_code_is_explained_in_whole_sentences(code: str) -> None:
    line = explain(code)
    assert line.code == code
    for sentence in (line.meaning, line.what_to_do):
        assert sentence[0].isupper()
        assert sentence.endswith(".")


STORY = ["accepted", "queued", "sending", "sent", "delivered"]


def test_reports_in_any_order_and_repeated_end_in_the_furthest_state() -> None:
    for order in permutations(STORY):
        current: str | None = None
        for word in (*order, *order):
            current = higher(current, word)
        assert current == "delivered"


@pytest.mark.parametrize("late", ["accepted", "queued", "sending", "sent"])
@pytest.mark.parametrize("end", ["undelivered", "failed", "delivered"])
def test_a_late_report_does_not_reopen_an_ended_message(end: str, late: str) -> None:
    assert higher(end, late) == end


def test_a_receipt_beats_a_failure_whichever_comes_first() -> None:
    assert higher("undelivered", "delivered") == "delivered"
    assert higher("delivered", "undelivered") == "delivered"


def test_an_unknown_word_never_replaces_a_known_one() -> None:
    assert higher("queued", "levitating") == "queued"
    assert higher("levitating", "queued") == "queued"
    assert state_of("levitating") is None


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("accepted", MessageState.ACCEPTED),
        ("queued", MessageState.QUEUED_AT_PROVIDER),
        ("sending", MessageState.QUEUED_AT_PROVIDER),
        ("sent", MessageState.SENT),
        ("delivered", MessageState.DELIVERED),
        ("undelivered", MessageState.UNDELIVERED),
        ("failed", MessageState.UNDELIVERED),
    ],
)
def test_a_provider_word_has_a_state_of_ours(word: str, state: MessageState) -> None:
    assert state_of(word) is state


@pytest.mark.parametrize("before", sorted(set(MessageState) - AT_PROVIDER))
def test_any_report_proves_that_the_provider_has_the_text(before: MessageState) -> None:
    assert higher_state(before, MessageState.QUEUED_AT_PROVIDER) is MessageState.QUEUED_AT_PROVIDER
    assert higher_state(MessageState.SENT, before) is MessageState.SENT


def test_our_states_move_up_only() -> None:
    order = [state for word in [*STORY[:-1], "undelivered", "delivered"] if (state := state_of(word))]
    for index, low in enumerate(order):
        for high in order[index:]:
            assert higher_state(low, high) is high
            assert higher_state(high, low) is high
