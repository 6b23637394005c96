"""What follows from words of danger: the table of concerns, and the texts that are read as each of them."""

from __future__ import annotations

import pytest

from adherence.domain.purpose import Purpose
from adherence.domain.reply import Expecting, Intent, Reading, read_reply
from adherence.domain.safety import CONSEQUENCES, Concern, concerns_of, crisis_template, rules_of
from adherence.domain.states import FlagKind
from adherence.domain.wording import purpose_of, render
from adherence.domain.wording.samples import SAMPLE_PARAMS

READ_AS = [
    ("I want to die", "en", Concern.CRISIS),
    ("quiero morir", "es", Concern.CRISIS),
    ("took too many pills", "en", Concern.OVERDOSE),
    ("tome demasiadas pastillas", "es", Concern.OVERDOSE),
    ("my dose was too much, i think i overdosed", "en", Concern.OVERDOSE),
    ("my friend took too much heroin and won't wake up", "en", Concern.OVERDOSE_OF_ANOTHER),
    ("he is nodding off and i used narcan", "en", Concern.OVERDOSE_OF_ANOTHER),
    ("I used heroin last night", "en", Concern.OPIOID_USE),
    ("I drank 6 beers", "en", Concern.LAPSE),
    ("my eyes are yellow", "en", Concern.LIVER),
    ("tengo la piel amarilla", "es", Concern.LIVER),
    ("I'm pregnant", "en", Concern.PREGNANCY),
    ("estoy embarazada", "es", Concern.PREGNANCY),
    ("I'm having surgery next week", "en", Concern.PAIN_RELIEF),
    ("me van a operar el martes, la dejo?", "es", Concern.PAIN_RELIEF),
    ("dentist gave me vicodin", "en", Concern.PAIN_RELIEF),
    ("can I take percocet with it?", "en", Concern.PAIN_RELIEF),
    ("can i drink coffee with it?", "en", Concern.MEDICAL_QUESTION),
    ("HELP", "en", Concern.HELP),
]


@pytest.mark.parametrize(("text", "lang", "concern"), READ_AS, ids=[text for text, _, _ in READ_AS])
def test_a_text_is_answered_by_its_concern(text: str, lang: str, concern: Concern) -> None:
    reading = read_reply(text, lang=lang, expecting=Expecting.NONE)
    assert concerns_of(reading, text)[0] is concern


def test_every_concern_has_its_consequence_and_a_text_of_the_right_purpose() -> None:
    assert set(CONSEQUENCES) == set(Concern)
    crises = {concern for concern, follows in CONSEQUENCES.items() if follows.kind is FlagKind.CRISIS}
    for concern, follows in CONSEQUENCES.items():
        assert (purpose_of(follows.template) is Purpose.CRISIS) is (concern in crises)


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_answers_to_danger_name_the_numbers_and_say_that_texts_are_not_read_around_the_clock(lang: str) -> None:
    said = {"en": "around the clock", "es": "a toda hora"}[lang]
    for concern in (Concern.CRISIS, Concern.OVERDOSE, Concern.OVERDOSE_OF_ANOTHER, Concern.OPIOID_USE):
        text = render(CONSEQUENCES[concern].template, lang=lang, level=0, params=SAMPLE_PARAMS[lang])
        assert "911" in text
        assert said in text
    for concern in (Concern.PAIN_RELIEF, Concern.PREGNANCY, Concern.LIVER):
        text = render(CONSEQUENCES[concern].template, lang=lang, level=0, params=SAMPLE_PARAMS[lang])
        assert "911" in text
        assert "+1 202-555-0148" in text


def test_the_most_serious_concern_comes_first_whatever_the_order_of_reading() -> None:
    reading = Reading(Intent.MEDICAL_QUESTION, also=(Intent.HELP, Intent.CRISIS), rule="medical.ask")
    assert concerns_of(reading, "pregnant")[0] is Concern.CRISIS
    assert crisis_template(reading, "") == "crisis"


def test_rules_are_found_in_the_trace_too() -> None:
    reading = Reading(Intent.LAPSE, rule="lapse.opioid", trace=("read as: x", "side_effect.liver: saw 'yellow eyes'"))
    assert rules_of(reading) == ("lapse.opioid", "side_effect.liver")
