"""Virtual patients."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from adherence.domain.purpose import Purpose
from adherence.domain.reply import Intent, read_reply
from adherence.domain.reply.reading import Expecting
from adherence.domain.wording import keys
from adherence.simulation.person import Habits, Letter, Person
from adherence.simulation.phrases import PHRASES, Meaning, Style

AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
SURE = Habits(takes=1, answers=1, owns_up=1, heeds_nudges=1, late=0, snoozes=0, typos=0)


def person(habits: Habits = SURE, **more: object) -> Person:
    """Somebody with a phone."""
    return Person(
        **{"phone": "+12025550101", "language": "en", "habits": habits, "since": AT, "random": Random(1)} | more
    )  # type: ignore[arg-type]


def letter(purpose: Purpose = Purpose.REMINDER, *, template: str | None = None, dose_id: int = 1) -> Letter:
    """A text on the phone."""
    return Letter(purpose, template, dose_id, AT)


def test_a_reliable_person_answers_a_reminder_soon_in_its_own_words() -> None:
    reply = person().answer(letter())
    assert reply is not None
    assert reply.body in PHRASES["en"][Meaning.TAKEN][Style.TERSE]
    assert AT <= reply.at <= AT + timedelta(minutes=35)


def test_a_person_that_answered_already_leaves_the_nudge_alone() -> None:
    somebody = person()
    somebody.answer(letter())
    assert somebody.answer(letter(Purpose.NUDGE)) is None
    assert somebody.answer(letter(Purpose.NUDGE, dose_id=2)) is not None


def test_a_silent_stretch_has_no_answers_and_nothing_taken() -> None:
    somebody = person(silent=((AT, AT + timedelta(days=1)),))
    assert somebody.answer(letter()) is None
    assert not somebody.takes_now(AT)
    assert somebody.takes_now(AT + timedelta(days=1))


def test_who_has_opted_out_answers_nothing() -> None:
    assert person(gone=True).answer(letter()) is None


def test_adherence_drifts_with_the_months() -> None:
    somebody = person(Habits(takes=0.5, drift_a_month=-0.5))
    assert any(somebody.takes_now(AT) for _ in range(50))
    assert not any(somebody.takes_now(AT + timedelta(days=30)) for _ in range(50))


def test_acknowledgements_are_not_answered() -> None:
    assert person().answer(letter(Purpose.ACKNOWLEDGEMENT, template="ack_taken")) is None


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_meaning_has_words_in_every_style(language: str) -> None:
    assert all(PHRASES[language][meaning][style] for meaning in Meaning for style in Style)


def test_the_templates_that_a_person_answers_exist() -> None:
    assert {"question_reason", "question_which_dose"} <= set(keys())


ASKED = {
    Meaning.READY: (Expecting.STEP, Intent.YES),
    Meaning.NOT_READY: (Expecting.STEP, Intent.NO),
    Meaning.HAS_MORE: (Expecting.REFILL, Intent.YES),
    Meaning.NEEDS_MORE: (Expecting.REFILL, Intent.NO),
    Meaning.RISK_DAYS: (Expecting.PLANNER, Intent.RISK_DAY),
    Meaning.NO_RISK_DAYS: (Expecting.PLANNER, Intent.NO),
    Meaning.RISK_DAY: (Expecting.NONE, Intent.RISK_DAY),
    Meaning.GO: (Expecting.NONE, Intent.RISK_DAY),
    Meaning.FIRST_DRINK: (Expecting.TIME, Intent.YES),
    Meaning.NO_DRINK: (Expecting.TIME, Intent.NO),
    Meaning.HOW_MANY: (Expecting.DRINKS, Intent.SCORE),
}


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("meaning", ASKED)
def test_answers_to_regular_questions_are_read_as_they_are_meant(language: str, meaning: Meaning) -> None:
    expecting, intent = ASKED[meaning]
    for style in Style:
        for words in PHRASES[language][meaning][style]:
            assert read_reply(words, lang=language, expecting=expecting).intent is intent, words


@pytest.mark.parametrize(
    ("purpose", "template", "meanings"),
    [
        (Purpose.CHECK_IN, "step_ask", {Meaning.READY, Meaning.NOT_READY}),
        (Purpose.CHECK_IN, "planner", {Meaning.RISK_DAYS, Meaning.NO_RISK_DAYS}),
        (Purpose.CHECK_IN, "follow_up_targeted", {Meaning.TAKEN, Meaning.SKIPPED}),
        (Purpose.CHECK_IN, "follow_up_night", {Meaning.FIRST_DRINK, Meaning.NO_DRINK}),
        (Purpose.QUESTION, "follow_up_first", {Meaning.FIRST_DRINK, Meaning.NO_DRINK}),
        (Purpose.QUESTION, "follow_up_count", {Meaning.HOW_MANY}),
        (Purpose.QUESTION, "question_am_pm", {Meaning.IN_THE_EVENING}),
        (Purpose.QUESTION, "question_risk_day", {Meaning.RISK_DAY}),
        (Purpose.REFILL, "refill", {Meaning.HAS_MORE, Meaning.NEEDS_MORE}),
        (Purpose.ACKNOWLEDGEMENT, "ack_go", {Meaning.TAKEN, Meaning.SKIPPED}),
    ],
)
def test_a_person_answers_the_regular_questions(purpose: Purpose, template: str, meanings: set[Meaning]) -> None:
    fitting = {words for meaning in meanings for words in PHRASES["en"][meaning][Style.TERSE]}
    replies = {person(random=Random(seed)).answer(letter(purpose, template=template)) for seed in range(40)}
    said = {reply.body for reply in replies if reply is not None}
    assert said
    assert said <= fitting
