"""What a reply says to a regular question, what it means for the goal, and which flag it opens."""

from __future__ import annotations

from dataclasses import replace

import pytest

from adherence.domain.cadence import Sign
from adherence.domain.check_in_answers import AnswerWord, Limits, Said, answer_in, flag_for, limits_of, sign_of
from adherence.domain.questions import (
    SHIPPED,
    AnswerKind,
    ClinicQuestion,
    cleaned,
    faults_of_numbers,
    faults_of_text,
    own_kind,
    own_number,
)
from adherence.domain.reply import Expecting, read_reply
from adherence.domain.states import FlagKind

K, W = AnswerKind, AnswerWord
EXPECTING = {K.WELLBEING: Expecting.WELLBEING, K.SCORE: Expecting.SCORE, K.DRINKS: Expecting.DRINKS}
OF = {question.kind: question for question in SHIPPED}
OWN = ClinicQuestion("own-1", K.SCORE, "Sleep", threshold=8)
ANSWERS = [
    (K.SCORE, "en", "7", Said(7)),
    (K.SCORE, "en", "12", Said(10)),
    (K.SCORE, "en", "3-5", Said(5)),
    (K.SCORE, "es", "nada", Said(0)),
    (K.SCORE, "en", "very strong", Said(word=W.STRONG)),
    (K.SCORE, "en", "2 and took it", Said(2)),
    (K.SCORE, "en", "dunno", None),
    (K.SCORE, "en", "thanks", None),
    (K.DRINKS, "en", "4 or 5", Said(5)),
    (K.DRINKS, "en", "none", Said(0)),
    (K.DRINKS, "en", "got drunk, 8 beers", Said(8)),
    (K.DRINKS, "en", "don't remember", Said(word=W.UNKNOWN)),
    (K.DRINKS, "en", "200", None),
    (K.DRINKS, "en", "a few", None),
    (K.WELLBEING, "en", "good", Said(word=W.GOOD)),
    (K.WELLBEING, "en", "so-so", Said(word=W.SO_SO)),
    (K.WELLBEING, "es", "regular", Said(word=W.SO_SO)),
    (K.WELLBEING, "en", "pretty bad", Said(word=W.BAD)),
    (K.WELLBEING, "en", "qwerty asdf", Said()),
    (K.WELLBEING, "en", "thanks", None),
    (K.SIDE_EFFECTS, "en", "0", Said(word=W.NONE)),
    (K.SIDE_EFFECTS, "en", "no nausea", Said(word=W.NONE)),
    (K.SIDE_EFFECTS, "en", "all good", Said(word=W.NONE)),
    (K.SIDE_EFFECTS, "es", "nada", Said(word=W.NONE)),
    (K.SIDE_EFFECTS, "en", "headaches", Said(word=W.SOME)),
    (K.SIDE_EFFECTS, "en", "my stomach", Said(word=W.SOME)),
    (K.SIDE_EFFECTS, "en", "3", None),
    (K.SIDE_EFFECTS, "en", "took it", None),
    (K.SIDE_EFFECTS, "en", "thanks", None),
    (K.SIDE_EFFECTS, "en", "idk", None),
    (K.TEXT, "en", "slept badly, dog barked", Said()),
    (K.TEXT, "en", "ok thanks", None),
    (K.TEXT, "en", "took it", None),
    (K.PLANNER, "en", "FRI", None),
]


@pytest.mark.parametrize(("kind", "lang", "text", "said"), ANSWERS)
def test_the_answer_in_a_reply(kind: AnswerKind, lang: str, text: str, said: Said | None) -> None:
    reading = read_reply(text, lang=lang, expecting=EXPECTING.get(kind, Expecting.NONE))
    assert answer_in(kind, reading, text, lang) == said


SIGNS = [
    (K.SCORE, Said(3), Limits(7, 3), Sign.MET),
    (K.SCORE, Said(4), Limits(7, 3), Sign.MISSED),
    (K.SCORE, Said(7), Limits(7, 3), Sign.OVER),
    (K.SCORE, Said(word=W.STRONG), Limits(7, 3), Sign.OVER),
    (K.SCORE, Said(10), Limits(), Sign.MET),
    (K.DRINKS, Said(0), Limits(0, 0), Sign.MET),
    (K.DRINKS, Said(1), Limits(0, 0), Sign.LAPSE),
    (K.DRINKS, Said(4), Limits(6, 4), Sign.MET),
    (K.DRINKS, Said(5), Limits(6, 4), Sign.MISSED),
    (K.DRINKS, Said(7), Limits(6, 4), Sign.LAPSE),
    (K.DRINKS, Said(word=W.UNKNOWN), Limits(0, 0), None),
    (K.WELLBEING, Said(word=W.SO_SO), Limits(), Sign.MISSED),
    (K.WELLBEING, Said(), Limits(), None),
    (K.SIDE_EFFECTS, Said(word=W.SOME), Limits(), Sign.OVER),
    (K.TEXT, Said(), Limits(), Sign.MET),
]


@pytest.mark.parametrize(("kind", "said", "limits", "sign"), SIGNS)
def test_what_an_answer_means_for_the_goal(kind: AnswerKind, said: Said, limits: Limits, sign: Sign | None) -> None:
    assert sign_of(kind, said, limits) is sign


FLAGS = [
    ("craving", Said(6), Limits(7, 3), None),
    ("craving", Said(7), Limits(7, 3), FlagKind.CRAVING),
    ("craving", Said(8), Limits(9, 3), None),
    ("craving", Said(word=W.STRONG), Limits(7, 3), FlagKind.CRAVING),
    ("drinks", Said(1), Limits(0, 0), FlagKind.LAPSE),
    ("drinks", Said(4), Limits(4, 4), None),
    ("wellbeing", Said(word=W.SO_SO), Limits(), None),
    ("wellbeing", Said(word=W.BAD), Limits(), FlagKind.WELLBEING),
    ("side_effects", Said(word=W.NONE), Limits(), None),
    ("side_effects", Said(word=W.SOME), Limits(), FlagKind.SIDE_EFFECT),
]


@pytest.mark.parametrize(("kind", "said", "limits", "flag"), FLAGS)
def test_which_answer_opens_which_flag(kind: str, said: Said, limits: Limits, flag: FlagKind | None) -> None:
    found = flag_for(OF[kind], said, limits)
    assert (found[0] if found else None) is flag


def test_an_own_question_flags_from_its_threshold_on_under_its_name() -> None:
    assert flag_for(OWN, Said(8), limits_of(OWN, None, None)) == (
        FlagKind.WELLBEING,
        "Sleep: 8 of 10; from 8 on the team looks",
    )
    assert flag_for(replace(OWN, threshold=None), Said(10), Limits()) is None
    assert flag_for(OWN, Said(8), limits_of(OWN, 9, None)) is None


GOOD = "How did you sleep last night? Reply 0 (not at all) to 10 (very well)"


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("How strong was your craving? Reply 0 to 10", "en", "says too much"),
        ("How did you sleep? Reply with a number", "en", "0 to 10"),
        ("How did you sleep, 0 to 10", "en", "does not ask for an answer"),
        ("Reply STOP if it was 0, or up to 10", "en", "keyword of the carriers"),
        (GOOD + " " + "x" * 160, "en", "segments"),
        ("Hi {name}, how did you sleep? Reply 0 to 10", "en", "braces"),
        ("¿Cómo durmió? Responda de 0 a 10", "es", "cuts a segment"),
        ("How many naltrexone today? Reply 0 to 10", "en", "says too much"),
    ],
)
def test_an_own_text_that_cannot_be_sent_is_refused_with_a_sentence(text: str, language: str, words: str) -> None:
    assert any(words in fault.message for fault in faults_of_text("text_en", text, language, K.SCORE)), words


def test_a_sound_text_passes_and_typographic_signs_are_straightened() -> None:
    assert list(faults_of_text("text_en", GOOD, "en", K.SCORE)) == []
    assert list(faults_of_text("text_es", "¿Qué tal durmió? Responda de 0 (nada) a 10 (muy bien)", "es", K.TEXT)) != []
    assert cleaned("  How’s\n it  going? ") == "How's it going?"


@pytest.mark.parametrize(
    ("kind", "threshold", "goal", "field"),
    [
        (K.SCORE, 7, 7, "goal"),
        (K.SCORE, 7, 6, None),
        (K.SCORE, None, 9, None),
        (K.DRINKS, 3, 4, "threshold"),
        (K.DRINKS, 0, 0, None),
    ],
)
def test_a_threshold_and_a_goal_must_go_together(
    kind: AnswerKind, threshold: int | None, goal: int | None, field: str | None
) -> None:
    assert [fault.field for fault in faults_of_numbers(kind, threshold, goal)] == ([field] if field else [])


def test_keys_of_own_questions_have_a_number() -> None:
    assert [own_number(kind) for kind in (own_kind(12), "craving", "own-x")] == [12, 0, 0]
