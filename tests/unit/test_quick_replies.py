"""The ready texts of staff: in both languages, one segment each, and as discreet as every text."""

from __future__ import annotations

import pytest

from adherence.domain.purpose import Purpose
from adherence.domain.quick_replies import QUICK_REPLIES, QuickReply
from adherence.domain.wording.lint import lint


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("ready", QUICK_REPLIES, ids=lambda ready: ready.key)
def test_a_ready_text_passes_the_linter_at_the_most_discreet_level(ready: QuickReply, lang: str) -> None:
    assert lint(ready.text(lang), lang=lang, level=0, purpose=Purpose.STAFF_MESSAGE) == []


def test_each_ready_text_has_a_name_and_a_key_of_its_own() -> None:
    assert (
        len({ready.key for ready in QUICK_REPLIES})
        == len({ready.name for ready in QUICK_REPLIES})
        == len(QUICK_REPLIES)
    )
    assert QUICK_REPLIES[0].text("es-MX") == QUICK_REPLIES[0].es
    assert QUICK_REPLIES[0].text("fr") == QUICK_REPLIES[0].en
