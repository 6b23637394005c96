"""The labelled texts: what patients write, and the reading that a person gave each."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from adherence.domain.reply import Expecting, Intent, Reading, read_reply

DATA = Path(__file__).resolve().parent.parent / "data"


def rows_of(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines()]


def reading(row: dict[str, Any]) -> Reading:
    return _read(row["text"], row["lang"], Expecting(row["expecting"]))


@cache
def _read(text: str, lang: str, expecting: Expecting) -> Reading:
    """Each text is read once, however many tests look at it."""
    return read_reply(text, lang=lang, expecting=expecting)


FILES = ("replies.jsonl", "replies_own.jsonl")
OTHERS = "replies_others.jsonl"
"""Written by people who had not seen the rules; the rules and the weights saw them afterwards."""
ALL = [row for name in (*FILES, OTHERS) for row in rows_of(name)]


@pytest.mark.parametrize("name", FILES)
def test_at_least_98_of_100_intents_are_right(name: str) -> None:
    rows = rows_of(name)
    wrong = [row["text"] for row in rows if reading(row).intent != row["intent"]]
    assert len(wrong) <= 0.02 * len(rows), wrong


def test_at_least_97_of_100_intents_of_others_are_right() -> None:
    rows = rows_of(OTHERS)
    wrong = [row["text"] for row in rows if reading(row).intent != row["intent"]]
    assert len(wrong) <= 0.03 * len(rows), wrong


@pytest.mark.parametrize("intent", [Intent.CRISIS, Intent.STOP])
def test_every_crisis_and_every_opt_out_is_found(intent: Intent) -> None:
    assert [row["text"] for row in ALL if row["intent"] == intent and reading(row).intent != intent] == []


def test_nobody_is_opted_out_who_did_not_ask() -> None:
    assert [row["text"] for row in ALL if row["intent"] != "stop" and reading(row).intent is Intent.STOP] == []


def test_every_text_that_a_person_must_see_at_once_is_marked() -> None:
    assert [row["text"] for row in ALL if row["safety"] and not reading(row).safety] == []


def test_no_dose_is_settled_as_taken_against_the_label() -> None:
    assert [row["text"] for row in ALL if reading(row).settles == "taken" != row["settles"]] == []


@pytest.mark.parametrize("name", FILES)
def test_what_is_said_along_the_way_and_the_values_are_kept(name: str) -> None:
    rows = rows_of(name)
    wrong = [
        row["text"]
        for row in rows
        if {str(intent) for intent in reading(row).also} != set(row["also"]) or reading(row).value != row.get("value")
    ]
    assert len(wrong) <= 0.03 * len(rows), wrong


def test_every_reading_names_its_rule_and_shows_its_steps() -> None:
    for row in ALL:
        found = reading(row)
        assert found.rule
        assert found.trace[0].startswith("read as:")
