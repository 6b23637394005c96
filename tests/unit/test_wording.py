"""Every shipped text is short, discreet, plain and asks only for answers that the carriers leave to us."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from adherence.domain.purpose import Purpose
from adherence.domain.segments import Encoding, count
from adherence.domain.wording import (
    MissingParams,
    UnknownWording,
    clock_text,
    day_text,
    keys,
    language_of,
    occasion_text,
    params_of,
    purpose_of,
    render,
)
from adherence.domain.wording.en import TEXTS as ENGLISH
from adherence.domain.wording.es import TEXTS as SPANISH
from adherence.domain.wording.lint import Rule, lint
from adherence.domain.wording.reading import grade
from adherence.domain.wording.samples import LONGEST_PARAMS, SAMPLE_PARAMS

EVERY_TEXT = [(key, lang, level) for key in keys() for lang in ("en", "es") for level in (0, 1, 2)]


def rules_broken(text, *, lang="en", level=0, purpose=Purpose.REMINDER, names=()):
    return {finding.rule for finding in lint(text, lang=lang, level=level, purpose=purpose, names=names)}


def test_every_shipped_text_passes_the_lint():
    faults = [
        (key, lang, level, finding)
        for key, lang, level in EVERY_TEXT
        for finding in lint(
            render(key, lang=lang, level=level, params=SAMPLE_PARAMS[lang]),
            lang=lang,
            level=level,
            purpose=purpose_of(key),
            names=("Ana", "Hale"),
        )
    ]
    assert faults == []


def test_every_shipped_text_is_one_cheap_segment():
    for values in (SAMPLE_PARAMS, LONGEST_PARAMS):
        costs = {
            each: count(render(each[0], lang=each[1], level=each[2], params=values[each[1]])) for each in EVERY_TEXT
        }
        dear = {each: cost for each, cost in costs.items() if cost.encoding is not Encoding.GSM7 or cost.segments > 1}
        assert dear == {}


def test_both_languages_have_exactly_the_keys_of_the_catalogue():
    assert set(ENGLISH) == set(SPANISH) == set(keys())


def test_a_text_needs_the_same_values_in_both_languages():
    needed = {lang: [params_of(key, lang=lang, level=level) for key, _, level in EVERY_TEXT] for lang in ("en", "es")}
    assert needed["en"] == needed["es"]


def test_the_most_discreet_reminder_reads_as_agreed():
    text = render("reminder", lang="en", level=0, params={"time": "8:00"})
    assert text == "Time for your 8:00. Reply 1 done, 2 later, 3 skip"


def test_the_medicine_is_named_only_at_level_two():
    texts = [
        render("reminder", lang="en", level=n, params={"time": "8:00", "medicine": "naltrexone"}) for n in (0, 1, 2)
    ]
    assert ["naltrexone" in text for text in texts] == [False, False, True]
    assert ["medication" in text for text in texts] == [False, True, False]


def test_a_lacking_value_is_named_and_a_surplus_one_ignored():
    with pytest.raises(MissingParams, match="help: phone, urgent"):
        render("help", lang="en", level=0, params={"programme": "North Care", "emergency": "911"})
    assert render("ack_taken", lang="en", level=0, params={"time": "8:00"}) == "Thank you, noted as done."


def test_an_unknown_key_is_refused():
    with pytest.raises(UnknownWording):
        render("remindr", lang="en", level=0, params={})


def test_values_are_made_plain_and_never_read_as_templates():
    text = render("ack_score", lang="en", level=0, params={"value": "{phone} – “7”"})
    assert text == 'Thank you, noted: {phone} - "7".'


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Time for it. Reply 1 done. " + "a " * 80, Rule.LONG),
        ("It’s time. Reply 1 done", Rule.COSTLY_CHARACTER),
        ("Still on for later today? Reply YES or 0", Rule.RESERVED_WORD),
        ("Still on for later today? Reply 1 ok, 2 cancel", Rule.RESERVED_WORD),
        ("Still on for later today? Text STOP if not", Rule.RESERVED_WORD),
        ("A long enough beginning of this text, then your naltrexone. Reply 1 done", Rule.REVEALING),
        ("A long enough beginning of this text, then your 50 mg. Reply 1 done", Rule.REVEALING),
        ("A long enough beginning of this text, then su naltrexona. Reply 1 done", Rule.REVEALING),
        ("A long enough beginning of this text, then your medication. Reply 1 done", Rule.REVEALING),
        ("Dear Ana, it is time. Reply 1 done", Rule.REVEALING),
        ("Dear Ana, it is time. Reply 1 done", Rule.LOCK_SCREEN),
        ("Your naltrexone is due. Reply 1 done", Rule.LOCK_SCREEN),
        ("It is time for your 8:00.", Rule.NO_ANSWER_ASKED),
        ("You may take more later. Reply 1 done", Rule.CATCHES_UP),
        ("You failed to answer us. Reply 1 done", Rule.SHAMES),
        ("Time for it: see bit.ly/x1. Reply 1 done", Rule.SHORTENED_LINK),
        ("Time for it: see https://TinyURL.com/x1. Reply 1 done", Rule.SHORTENED_LINK),
        ("Time for it [8:00]. Reply 1 done", Rule.DOUBLE_CHARACTER),
        ("Notwithstanding pharmacological contraindications, communicate unequivocally. Reply 1", Rule.HARD_TO_READ),
    ],
)
def test_the_lint_finds_each_fault(text, rule):
    assert rule in rules_broken(text, names=("Ana",))


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("¿Hoy todavía? Responda 1 hecho", Rule.COSTLY_CHARACTER),
        ("¿Sigue en pie lo de hoy? Responda BAJA si no", Rule.RESERVED_WORD),
        ("Un comienzo bastante largo de este mensaje, y luego su pastilla. Responda 1 hecho", Rule.REVEALING),
        ("Su medicina de las 8:00. Responda 1 hecho", Rule.LOCK_SCREEN),
        ("Un comienzo bastante largo de este mensaje, y luego naltrexone. Responda 1 hecho", Rule.REVEALING),
        ("Es hora de lo de las 8:00.", Rule.NO_ANSWER_ASKED),
        ("Tome el doble luego. Responda 1 hecho", Rule.CATCHES_UP),
        ("Este dia es bueno. Responda 1 hecho", Rule.LACKS_ACCENT),
        ("Es su confirmacion. Responda 1 hecho", Rule.LACKS_ACCENT),
        ("Le llamamos despues. Responda 1 hecho", Rule.LACKS_ACCENT),
        ("¿A que hora fue? Responda 1 hecho", Rule.LACKS_ACCENT),
        ("Nos vemos manana. Responda 1 hecho", Rule.LACKS_ACCENT),
    ],
)
def test_the_lint_finds_the_faults_of_spanish_texts(text, rule):
    assert rule in rules_broken(text, lang="es")


def test_the_discretion_level_decides_which_words_are_too_revealing():
    text = "A long enough beginning of this text, then your medication. Reply 1 done"
    drug = "A long enough beginning of this text, then your naltrexone. Reply 1 done"
    assert [Rule.REVEALING in rules_broken(text, level=n) for n in (0, 1, 2)] == [True, False, False]
    assert [Rule.REVEALING in rules_broken(drug, level=n) for n in (0, 1, 2)] == [True, True, False]


def test_stop_and_help_may_be_named_where_they_mean_themselves():
    text = "North Care. Reply HELP for help, STOP to opt out."
    assert rules_broken(text, purpose=Purpose.WELCOME) == set()
    assert rules_broken(text, purpose=Purpose.REMINDER) == {Rule.RESERVED_WORD}


def test_the_costly_character_is_shown_with_its_place():
    [finding] = lint("It’s time. Reply 1 done", lang="en", level=0, purpose=Purpose.REMINDER)
    assert (finding.evidence, "Character 3" in finding.message) == ("’", True)


def test_long_words_and_sentences_read_harder():
    assert grade("Your visit is today. Reply 1.", lang="en") < 5 < grade("Pharmaceutical contraindications.", lang="en")
    assert grade("Su cita es hoy. Responda 1.", lang="es") < 5 < grade("Contraindicaciones farmacéuticas.", lang="es")
    assert grade("1 2 3", lang="en") == 0


@pytest.mark.parametrize(
    ("tag", "language"), [("en", "en"), ("es-MX", "es"), ("es_419", "es"), ("ES", "es"), ("fr", "en"), ("", "en")]
)
def test_a_language_tag_gives_the_nearest_shipped_language(tag, language):
    assert language_of(tag) == language


def test_times_and_days_are_said_without_costly_characters():
    assert [clock_text(time(8)), clock_text(time(20, 5))] == ["8:00", "20:05"]
    assert day_text(date(2026, 4, 3), lang="en") == "Fri 3 Apr"
    assert day_text(date(2026, 4, 3), lang="es") == "3 de abril"
    every_month = "".join(day_text(date(2026, month, 1), lang=lang) for month in range(1, 13) for lang in ("en", "es"))
    assert count(every_month).encoding is Encoding.GSM7


@pytest.mark.parametrize(
    ("at", "english", "spanish"),
    [
        (datetime(2026, 4, 2, 20, 0), "yesterday 20:00", "ayer 20:00"),
        (datetime(2026, 4, 3, 8, 0), "today 8:00", "hoy 8:00"),
        (datetime(2026, 4, 4, 8, 0), "tomorrow 8:00", "mañana 8:00"),
        (datetime(2026, 3, 31, 8, 30), "Tue 31 Mar 8:30", "31 de marzo 8:30"),
    ],
)
def test_an_occasion_is_said_as_seen_from_today(at, english, spanish):
    today = date(2026, 4, 3)
    assert occasion_text(at, today=today, lang="en") == english
    assert occasion_text(at, today=today, lang="es") == spanish


@pytest.mark.parametrize(
    "word", ["esta", "si", "solo", "varias", "hacia", "familia", "primaria", "que", "llamara", "mes"]
)
def test_spanish_words_that_are_right_without_an_accent_are_left_alone(word):
    assert Rule.LACKS_ACCENT not in rules_broken(f"Una palabra: {word}. Responda 1 hecho", lang="es")


@pytest.mark.parametrize(
    "text", ["Visit our site: x.bit.lying.org. Reply 1", "See not.covered. Reply 1", "At 8.ly? Reply 1"]
)
def test_an_address_that_is_no_shortener_is_left_alone(text):
    assert Rule.SHORTENED_LINK not in rules_broken(text)


def test_one_segment_more_is_advised_against_and_two_more_are_refused():
    two, three = ("Time for it. Reply 1 done. " + "is it so " * times for times in (20, 40))
    found = {text: next(finding for finding in _found(text) if finding.rule is Rule.LONG) for text in (two, three)}
    assert [found[two].refused, found[three].refused] == [False, True]


def test_every_fault_says_where_it_is():
    text = "It’s a [nice] day: naltrexone, doubled. Reply YES"
    spans = {text[start:end] for finding in _found(text) for start, end in finding.spans}
    assert spans == {"’", "[", "]", "naltrexone", "YES"}


def _found(text):
    return lint(text, lang="en", level=0, purpose=Purpose.REMINDER)


def test_a_spanish_text_with_all_the_cheap_letters_costs_nothing_more():
    text = "¿Qué tal la mañana del pingüino? ¡Té y café, señor! Responda 1 hecho"
    assert rules_broken(text, lang="es") == set()
