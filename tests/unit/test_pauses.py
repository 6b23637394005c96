"""PAUSE and RESUME: what is read as one, which texts a pause keeps back, and until when."""

from __future__ import annotations

from datetime import date

import pytest

from adherence.domain.pauses import PauseSpan, PauseTopic, is_paused, paused_topics, resumes_on, topic_of
from adherence.domain.purpose import ANSWERS, ENROLMENT, STAFF, SUPPORTER, UNPROMPTED, Purpose
from adherence.domain.reply import Expecting, Intent, read_reply
from adherence.domain.reply.normalise import normalise
from adherence.domain.reply.pauses import PauseAsked, find_pause

ALL, CHECK_INS, REMINDERS, VISITS, REFILLS = (
    PauseTopic.EVERYTHING,
    PauseTopic.CHECK_INS,
    PauseTopic.REMINDERS,
    PauseTopic.VISITS,
    PauseTopic.REFILLS,
)


@pytest.mark.parametrize(
    ("text", "topic", "days"),
    [
        ("PAUSE 7", ALL, 7),
        ("pause", ALL, None),
        ("Pausa", ALL, None),
        ("PAUSA 3", ALL, 3),
        ("pause 5 days please", ALL, 5),
        ("PAUSE 7 🙏", ALL, 7),
        ("pause for a week", ALL, 7),
        ("pausa de una semana", ALL, 7),
        ("please pause my texts for 5 days", ALL, 5),
        ("PAUSE CHECKINS 7", CHECK_INS, 7),
        ("pause check-ins 7", CHECK_INS, 7),
        ("pausa preguntas 5", CHECK_INS, 5),
        ("PAUSE REMINDERS 3", REMINDERS, 3),
        ("pausar los recordatorios 3 días", REMINDERS, 3),
        ("pause visits", VISITS, None),
        ("pausa citas 3", VISITS, 3),
        ("pause refills 10", REFILLS, 10),
        ("pausa recargas", REFILLS, None),
        ("PAUSE 30", ALL, 30),
        ("PAUSE 90", ALL, 30),
    ],
)
@pytest.mark.parametrize("expecting", [Expecting.DOSE, Expecting.NONE, Expecting.SCORE, Expecting.APPOINTMENT])
def test_a_pause_is_read_whatever_was_asked(
    text: str, topic: PauseTopic, days: int | None, expecting: Expecting
) -> None:
    assert find_pause(normalise(text).text) == PauseAsked(False, topic, days)
    for lang in ("en", "es"):
        reading = read_reply(text, lang=lang, expecting=expecting)
        assert (reading.rule, reading.settles, reading.safety, reading.also) == ("keyword.pause", None, False, ())


@pytest.mark.parametrize(
    ("text", "topic"),
    [("RESUME", ALL), ("Seguir", ALL), ("seguir por favor", ALL), ("resume checkins", CHECK_INS), ("PAUSE 0", ALL)],
)
def test_the_end_of_a_pause_is_read(text: str, topic: PauseTopic) -> None:
    assert find_pause(normalise(text).text) == PauseAsked(True, topic)
    assert read_reply(text, lang="en", expecting=Expecting.DOSE).rule == "keyword.resume"


@pytest.mark.parametrize(
    "text",
    [
        *("I need a pause", "no pause 7", "pause drinking", "pause for lunch", "taking a pause from the pills"),
        *("resumed", "seguir bebiendo", "can I pause the tablets?", "pause and then call me", "menopause 7"),
    ],
)
def test_words_that_only_look_like_a_pause_are_none(text: str) -> None:
    assert find_pause(normalise(text).text) is None
    assert not read_reply(text, lang="en", expecting=Expecting.DOSE).rule.startswith("keyword.")


def test_stop_and_danger_come_before_a_pause() -> None:
    assert read_reply("STOP", lang="en", expecting=Expecting.DOSE).intent is Intent.STOP
    assert read_reply("pause 7, I want to die", lang="en", expecting=Expecting.DOSE).intent is Intent.CRISIS
    assert read_reply("resume texts", lang="en", expecting=Expecting.NONE).intent is Intent.START


def test_every_unprompted_text_has_a_topic_and_nothing_else_has_one() -> None:
    assert {purpose for purpose in Purpose if topic_of(purpose) is not None} == UNPROMPTED
    for purpose in ANSWERS | ENROLMENT | STAFF | SUPPORTER:
        assert not is_paused(purpose, frozenset(PauseTopic))


@pytest.mark.parametrize(
    ("topic", "kept_back"),
    [
        (ALL, UNPROMPTED),
        (VISITS, {Purpose.APPOINTMENT}),
        (CHECK_INS, {Purpose.CHECK_IN}),
        (REFILLS, {Purpose.REFILL}),
        (REMINDERS, UNPROMPTED - {Purpose.APPOINTMENT, Purpose.CHECK_IN, Purpose.REFILL}),
    ],
)
def test_a_pause_keeps_back_the_texts_of_its_topic(topic: PauseTopic, kept_back: set[Purpose]) -> None:
    assert {purpose for purpose in Purpose if is_paused(purpose, frozenset({topic}))} == kept_back


def test_today_is_the_first_of_the_paused_days_and_the_end_is_the_first_with_texts() -> None:
    until = resumes_on(date(2026, 3, 2), 7)
    assert until == date(2026, 3, 9)
    spans = [PauseSpan(ALL, until), PauseSpan(VISITS, date(2026, 3, 4))]
    assert paused_topics(spans, date(2026, 3, 3)) == {ALL, VISITS}
    assert paused_topics(spans, date(2026, 3, 8)) == {ALL}
    assert paused_topics(spans, until) == frozenset()
