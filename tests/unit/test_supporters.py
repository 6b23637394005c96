"""Supporters: which events they may be told, in what words, and danger in what they write."""

from __future__ import annotations

from datetime import date

import pytest

from adherence.domain.reply import Expecting, Intent
from adherence.domain.states import ConsentState
from adherence.domain.supporter_danger import is_danger, read_supporter_text
from adherence.domain.supporters import TELLS_OF_DOSES, SupportEvent, SupportRights, wording_for
from adherence.domain.wording import keys, render
from adherence.domain.wording.samples import SAMPLE_PARAMS

TODAY = date(2026, 3, 2)
EVERYTHING = frozenset(event.value for event in SupportEvent)


def rights(
    events: frozenset[str] = EVERYTHING,
    sees_doses: bool = False,
    consent: ConsentState = ConsentState.GRANTED,
    expires_on: date = TODAY,
    ended: bool = False,
) -> SupportRights:
    """A supporter who agreed and may be told everything but doses, until today."""
    return SupportRights(events, sees_doses, consent, expires_on, ended)


@pytest.mark.parametrize("event", list(SupportEvent))
def test_a_chosen_event_is_told_and_one_about_doses_only_to_who_may_see_them(event: SupportEvent) -> None:
    told = wording_for(event, rights(), today=TODAY)
    assert (told is None) == (event in TELLS_OF_DOSES)
    assert wording_for(event, rights(sees_doses=True), today=TODAY) in keys()
    assert wording_for(event, rights(events=EVERYTHING - {event}, sees_doses=True), today=TODAY) is None


@pytest.mark.parametrize(
    "lost",
    [
        rights(consent=ConsentState.PENDING),
        rights(consent=ConsentState.REVOKED),
        rights(consent=ConsentState.NONE),
        rights(expires_on=date(2026, 3, 1)),
        rights(ended=True),
    ],
)
def test_without_both_agreements_and_within_the_time_nothing_is_told(lost: SupportRights) -> None:
    assert {wording_for(event, lost, today=TODAY) for event in SupportEvent} == {None}


@pytest.mark.parametrize("lang", ["en", "es"])
def test_no_text_to_a_supporter_who_sees_no_doses_speaks_of_any(lang: str) -> None:
    for event in SupportEvent:
        template = wording_for(event, rights(), today=TODAY)
        if template is not None:
            text = render(template, lang=lang, level=0, params=SAMPLE_PARAMS[lang]).lower()
            assert not {"done", "hecho", "planned this week", "previsto esta semana"} & {
                word for word in ("done", "hecho", "planned this week", "previsto esta semana") if word in text
            }


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("She says she wants to kill herself", "en"),
        ("he wants to die", "en"),
        ("Ana wants to kill herself", "en"),
        ("he used heroin again", "en"),
        ("she said she doesn't want to live anymore", "en"),
        ("he relapsed on fentanyl", "en"),
        ("I think she took too many pills", "en"),
        ("she took all her pills", "en"),
        ("she cut her wrists", "en"),
        ("my husband took an overdose", "en"),
        ("he is not breathing", "en"),
        ("mi hijo quiere matarse", "es"),
        ("Ana dice que se quiere morir", "es"),
        ("se tomó todas las pastillas", "es"),
        ("no respira", "es"),
        ("usó heroína", "es"),
        ("I want to die too", "en"),
    ],
)
def test_danger_that_a_supporter_tells_of_is_found(text: str, lang: str) -> None:
    assert is_danger(read_supporter_text(text, lang=lang, expecting=Expecting.NONE, name="Ana"))


@pytest.mark.parametrize(
    "text",
    [
        *("how is she doing?", "he is drinking again", "she took it this morning", "he had a great week", "thank you"),
        *("what time is her visit", "please call me", "is he taking his pills?", "no ha venido a casa", "", "👍", "ok"),
    ],
)
def test_ordinary_words_of_a_supporter_are_no_danger(text: str) -> None:
    assert not is_danger(read_supporter_text(text, lang="en", expecting=Expecting.NONE, name="Ana"))


def test_an_opt_out_with_danger_in_it_is_both() -> None:
    reading = read_supporter_text("stop texting me, he wants to die", lang="en", expecting=Expecting.NONE)
    assert is_danger(reading)
    assert Intent.STOP in (reading.intent, *reading.also)
