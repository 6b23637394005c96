"""What only sounds like "taken" is never recorded unseen: supposed, quoted, asked, of another day or quantity."""

from __future__ import annotations

from pathlib import Path

import pytest

from adherence.domain.reply import Expecting, read_reply

LINES = (Path(__file__).resolve().parent.parent / "data" / "not_taken_unseen.txt").read_text(encoding="utf-8")
TEXTS = [tuple(line.split(" | ", 1)) for line in LINES.splitlines()]


@pytest.mark.parametrize(("lang", "text"), TEXTS)
def test_it_is_not_recorded_as_taken(lang: str, text: str) -> None:
    for expecting in (Expecting.DOSE, Expecting.NONE):
        assert read_reply(text, lang=lang, expecting=expecting).settles != "taken", expecting


@pytest.mark.parametrize(
    "text",
    [
        "took it",
        "thought I lost it, but took it",
        "would have skipped but my sister was watching. took it",
        "forgot to answer but took it",
        "took it instead of a drink",
        "didn't want to but I took it",
        "took it before work",
        "took it an hour ago",
        "otra vez tú, sí, ya me la tomé",
        "took last night's",
    ],
)
def test_what_leaves_no_doubt_is_recorded(text: str) -> None:
    assert read_reply(text, lang="en", expecting=Expecting.DOSE).settles == "taken"


def test_a_shot_may_be_told_of_days_later() -> None:
    assert read_reply("got my shot on monday", lang="en", expecting=Expecting.APPOINTMENT).settles == "taken"


@pytest.mark.parametrize("text", ["took it yesterday", "took it two days ago", "la tomé el lunes"])
def test_a_tablet_of_another_day_is_not_the_one_that_was_asked_about(text: str) -> None:
    found = read_reply(text, lang="en", expecting=Expecting.DOSE)
    assert found.settles is None
    assert found.meant is not None or "ago" in text
