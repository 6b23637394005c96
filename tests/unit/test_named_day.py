"""Plain words about the dose of a day before, and everything that only looks like them."""

from __future__ import annotations

import pytest

from adherence.domain.named_day import tells_of_a_day_before
from adherence.domain.reply import Expecting, read_reply


def tells(body: str, lang: str) -> bool:
    reading = read_reply(body, lang=lang, expecting=Expecting.DOSE)
    return reading.settles == "taken" or tells_of_a_day_before(reading, body)


@pytest.mark.parametrize(
    ("body", "lang"),
    [
        ("took yesterday's", "en"),
        ("I took it yesterday", "en"),
        ("I did take yesterday's pill", "en"),
        ("actually I took yesterday's", "en"),
        ("Took last night's.", "en"),
        ("I took Sunday's", "en"),
        ("took it on monday", "en"),
        ("ya tomé la de ayer", "es"),
        ("ayer sí la tomé", "es"),
        ("me la tomé anoche", "es"),
    ],
)
def test_plain_words_about_a_day_before_name_its_dose(body: str, lang: str) -> None:
    assert tells(body, lang)


@pytest.mark.parametrize(
    "body",
    [
        "I think I took yesterday's",
        "did I take yesterday's?",
        "I took yesterday's and today's",
        "took two yesterday",
        "took half of yesterday's",
        "I didn't take yesterday's",
        "I will take yesterday's",
        "my wife took yesterday's",
        "took yesterday's but threw up",
        "took tylenol yesterday",
        "took yesterday off",
        "had two beers yesterday",
        "",
    ],
)
def test_anything_more_or_less_is_left_as_the_reader_has_it(body: str) -> None:
    reading = read_reply(body, lang="en", expecting=Expecting.DOSE)
    assert not tells_of_a_day_before(reading, body)
