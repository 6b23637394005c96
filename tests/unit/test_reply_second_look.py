"""The second look: it finds danger and doubt, says what a text most likely is, and never takes an alarm away."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from adherence.domain.reply import Expecting, Intent, read_reply
from adherence.domain.reply.read import consider_by_rules
from adherence.domain.reply.weighing import weights
from tests.unit.test_reply_labelled import ALL, reading, rows_of

UNSEEN = rows_of("replies_unseen.jsonl")
SOME = [*ALL[::4], *UNSEEN]


def by_rules(row):
    return consider_by_rules(row["text"], lang=row["lang"], expecting=Expecting(row["expecting"])).reading


def test_it_only_raises_alarms_and_only_doubts():
    for row in SOME:
        rules, both = by_rules(row), reading(row)
        assert both.safety or not rules.safety, row["text"]
        assert rules.intent is not Intent.CRISIS or both.intent is Intent.CRISIS, row["text"]
        assert both.settles in (rules.settles, None), row["text"]
        for command in (Intent.STOP, Intent.START):
            assert command not in {both.intent, *both.also} - {rules.intent, *rules.also}, row["text"]


def test_what_it_changes_names_the_words_that_spoke():
    changed = [row for row in SOME if by_rules(row) != reading(row)]
    assert changed
    for row in changed:
        assert any(line.startswith("second_look.") for line in reading(row).trace), row["text"]


def test_on_texts_that_nobody_has_seen_it_misses_less_than_the_rules_alone():
    danger = [row for row in UNSEEN if row["safety"]]
    missed_by_rules = sum(not by_rules(row).safety for row in danger)
    missed = sum(not reading(row).safety for row in danger)
    assert missed < missed_by_rules
    wrong = sum(by_rules(row).intent != row["intent"] for row in UNSEEN)
    assert sum(reading(row).intent != row["intent"] for row in UNSEEN) < wrong


def test_unseen_texts_hold_no_text_that_was_learned_from():
    learned = {row["text"].casefold() for row in ALL}
    assert [row["text"] for row in UNSEEN if row["text"].casefold() in learned] == []


@pytest.mark.parametrize(
    "body", ["", " ", "\x00", "1", "yes", "sí", "👍", "STOP", "=1+1", "<b>", "🙂" * 1600, "die " * 400]
)
def test_any_text_has_a_reading(body):
    for expecting in Expecting:
        assert read_reply(body, lang="en", expecting=expecting).rule


def test_one_character_answers_are_left_alone():
    for body in ("1", "y", "yes", "t", "took it", "sí", "ya", "hecho", "done"):
        assert read_reply(body, lang="en", expecting=Expecting.DOSE).settles == "taken", body


def test_the_table_is_read_once_and_has_a_column_for_each_meaning():
    names = set(weights())
    assert {"crisis", "safety", "taken"} < names
    assert {name.removeprefix("intent.") for name in names - {"crisis", "safety", "taken"}} <= set(Intent)
    assert weights() is weights()


def test_the_table_is_small_enough_to_ship():
    table = Path(__file__).resolve().parents[2] / "adherence" / "domain" / "reply" / "weights.tsv"
    assert table.stat().st_size < 1_000_000


def test_reading_stays_fast_for_the_longest_text():
    body = "I took it this morning and I feel fine thank you " * 30
    started = time.process_time()
    read_reply(body[:1600], lang="en", expecting=Expecting.DOSE)
    assert time.process_time() - started < 1.0


@pytest.mark.parametrize("body", ["I want to end it all", "end it all", "i want to stop it all, kill myself"])
def test_ending_a_life_is_no_opt_out(body):
    found = read_reply(body, lang="en", expecting=Expecting.DOSE)
    assert found.intent is Intent.CRISIS
    assert Intent.STOP not in found.also


@pytest.mark.parametrize("body", ["STOP i want to end it", "stop texting me i want to end it all"])
def test_an_opt_out_beside_words_of_crisis_still_counts(body):
    found = read_reply(body, lang="en", expecting=Expecting.DOSE)
    assert found.intent is Intent.CRISIS
    assert Intent.STOP in found.also


@pytest.mark.parametrize(("body", "lang"), [("lost my phone", "en"), ("perdi mi celular", "es")])
def test_a_lost_phone_is_no_lost_tablet(body, lang):
    assert read_reply(body, lang=lang, expecting=Expecting.REASON).value != "ran_out"
