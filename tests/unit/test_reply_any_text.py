"""Any text at all is read, quickly and without error."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adherence.domain.reply import Expecting, Intent, is_stop_keyword, read_reply

VOCABULARY = """took it not yet stop yes no 1 2 3 pill took drank half hour percs want to die i the and but ? . , 👍
    si ya la tome no me never used beer can i take with do not have been a at with my going"""
WORDS = st.sampled_from(VOCABULARY.split())


@given(st.text(max_size=400), st.sampled_from(["en", "es"]), st.sampled_from(list(Expecting)))
@settings(max_examples=150, deadline=None)
def test_any_unicode_is_read(text: str, lang: str, expecting: Expecting) -> None:
    found = read_reply(text, lang=lang, expecting=expecting)
    assert found.as_json()["intent"] in set(Intent)
    is_stop_keyword(text)


@given(st.lists(WORDS, max_size=60), st.sampled_from(list(Expecting)))
@settings(max_examples=150, deadline=None)
def test_any_mixture_of_our_own_words_is_read(words: list[str], expecting: Expecting) -> None:
    found = read_reply(" ".join(words), lang="en", expecting=expecting)
    assert found.rule


HOSTILE = {
    "NUL": "took\x00 it",
    "emoji": "😀" * 1600,
    "thumbs": "👍" * 1600,
    "right to left": "\u202eti koot\u202c أخذت الدواء",
    "markup": "<script>alert('yes')</script>" * 50,
    "formula": '=HYPERLINK("http://example.invalid")',
    "letters": "a" * 100_000,
    "spaced letters": "s t o p " * 12_000,
    "words": "i did not never have taken the my pill and " * 2_300,
    "spaces": " " * 100_000,
    "digits": "1" * 100_000,
    "combining": "e" + "\u0301" * 50_000,
    "newlines": "\n" * 100_000,
    "lone surrogate": "yes \ud83d",
    "took": "took " * 20_000,
    "no": "no no " * 16_000,
    "me la": "ya me la lo " * 8_000,
    "quotes": "said that i said i took " * 4_000,
    "means": "gun in my hand and the whole bottle of pills " * 2_000,
    "days": "yesterday and today most of it instead of two " * 2_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_are_read_within_a_second(name: str) -> None:
    started = time.perf_counter()
    for expecting in Expecting:
        read_reply(HOSTILE[name], lang="en", expecting=expecting)
    # Twelve readings; generous, because the suite shares its machine.
    assert time.perf_counter() - started < 12


def test_the_end_of_an_overlong_text_still_counts() -> None:
    found = read_reply("bla " * 20_000 + "i want to kill myself", lang="en", expecting=Expecting.NONE)
    assert found.intent is Intent.CRISIS
