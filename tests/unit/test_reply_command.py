"""The ``reply`` command's function: one text, or many lines with each bad one named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from adherence.reply_command import explain_one, read_one, replies_of_file, replies_of_lines

FIELDS = {"intent", "also", "value", "safety", "settles", "rule"}


def line(**changes: object) -> str:
    return json.dumps({"id": 1, "text": "took it", "lang": "en", "expecting": "dose", **changes})


def test_one_text_gives_the_fields_of_the_contract() -> None:
    found = read_one("took it", lang="en", expecting="dose")
    assert set(found) == FIELDS
    assert (found["intent"], found["settles"]) == ("taken", "taken")


@pytest.mark.parametrize(("lang", "expecting", "named"), [("fr", "dose", "lang"), ("en", "weather", "expecting")])
def test_a_wrong_option_is_named(lang: str, expecting: str, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        read_one("took it", lang=lang, expecting=expecting)


def test_the_steps_are_shown_in_words() -> None:
    assert explain_one("Took it!", lang="en", expecting="dose")[0] == "read as: took it"


def test_many_lines_are_read_in_order_with_their_ids() -> None:
    outcome = replies_of_lines([line(id="a"), "", line(id=7, text="no", why="further fields are welcome")])
    assert [(row["id"], row["intent"]) for row in outcome.rows] == [("a", "taken"), (7, "not_taken")]
    assert outcome.faults == ()
    assert set(outcome.rows[0]) == {"id", *FIELDS}


def test_every_bad_line_is_named_and_the_good_ones_are_read() -> None:
    lines = ["{", "[1]", line(), '{"id": 1, "text": "x"}', line(text=5), line(lang="fr"), line(expecting=None)]
    lines += ['{"id": NaN, "text": "x", "lang": "en", "expecting": "dose"}', line(id={"a": 1}), "[" * 100_000]
    outcome = replies_of_lines(lines)
    assert len(outcome.rows) == 1
    assert outcome.faults == (
        "line 1: is not JSON.",
        "line 2: is not a JSON object.",
        "line 4: lacks lang, expecting.",
        "line 5: text: must be a string.",
        "line 6: lang: must be one of en, es.",
        "line 7: expecting: must be one of dose, high_risk, score, wellbeing, appointment, none, reason, which_dose,"
        " opt_in, drinks, time, planner, step, refill.",
        "line 8: is not JSON.",
        "line 9: id: must be a string or a whole number.",
        "line 10: is not JSON.",
    )


def test_a_file_that_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    assert replies_of_file(str(tmp_path / "absent.jsonl")).faults == (
        "The file cannot be read: No such file or directory.",
    )
    (tmp_path / "latin.jsonl").write_bytes(b'{"id": "\xff"}\n')
    assert replies_of_file(str(tmp_path / "latin.jsonl")).faults == ("The file is not UTF-8 text.",)
