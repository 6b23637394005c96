"""Virtual patients."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from adherence.domain.purpose import Purpose
from adherence.domain.wording import keys
from adherence.simulation.person import Habits, Letter, Person
from adherence.simulation.phrases import PHRASES, Meaning, Style

AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
SURE = Habits(takes=1, answers=1, owns_up=1, heeds_nudges=1, late=0, snoozes=0, typos=0)


def person(habits: Habits = SURE, **more: object) -> Person:
    """Somebody with a phone."""
    return Person("+12025550101", "en", habits, AT, Random(1), **more)  # type: ignore[arg-type]


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
