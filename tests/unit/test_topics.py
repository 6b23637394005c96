"""What a text that answers nothing is about, on our own labelled texts with their near misses."""

from __future__ import annotations

import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adherence.domain.reply.topics import Topic, topic_of

ROWS: list[dict[str, Any]] = [
    json.loads(line) for line in (Path(__file__).parents[1] / "data/topics.jsonl").read_text("utf8").splitlines()
]


def test_every_labelled_text_has_its_topic() -> None:
    wrong = [(row["text"], row["topic"], topic_of(row["text"], row["lang"])) for row in ROWS]
    assert [line for line in wrong if line[1] != line[2]] == []


def test_there_are_many_texts_of_each_topic_in_both_languages_and_as_many_near_misses() -> None:
    counted = Counter((row["topic"], row["lang"]) for row in ROWS)
    assert len(ROWS) >= 300
    assert min(counted[topic.value, lang] for topic in Topic for lang in ("en", "es")) >= 8
    assert counted[None, "en"] + counted[None, "es"] >= 100
    assert len({(row["lang"], row["text"]) for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("text", ["lost my phone", "PERDÍ MI CELULAR!!", "  lost   my phone  ", "lost my phone 😭"])
def test_case_accents_and_smileys_change_nothing(text: str) -> None:
    assert topic_of(text, "en") is Topic.NEW_NUMBER


@given(st.text(max_size=300))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    assert topic_of(text, "en") in (None, *Topic)


@pytest.mark.parametrize(
    "unit", ["que tenga ", "i ", "phone is has was ", "to the a my ", "stop the these my ", "\x00"]
)
def test_a_hostile_text_of_any_shape_is_read_at_once(unit: str) -> None:
    text = (unit * 1600)[:1600]
    began = time.perf_counter()
    topic_of(text, "es")
    assert time.perf_counter() - began < 0.5
