"""The page on which staff try a text: what it shows, what it refuses, and that it keeps nothing."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from adherence.db.communications import Communication
from adherence.db.flags import Flag
from adherence.db.inbound import InboundMessage
from tests.web.site import Site, text_of, token_of

PATH = "/replies"


def tried(site: Site, **fields: str) -> tuple[int, str]:
    form = {"text": "took it", "lang": "en", "expecting": "dose", **fields}
    token = token_of(site.ben)
    answer = site.ben.post(PATH, data=form | {"csrf_token": token})
    return answer.status_code, answer.get_data(as_text=True)


def test_a_text_is_shown_as_it_would_be_read_with_its_rules(site: Site) -> None:
    status, page = tried(site, text="took it but used some percs")
    shown = text_of(page)
    assert status == 200
    assert "Read as Alcohol or drugs were used" in shown
    assert "A person must look at once" in shown
    assert "lapse.opioid" in shown
    assert "Nothing is recorded for a dose; a person decides" in shown
    assert "took it but used some percs</textarea>" in page, "what was typed is kept"


def test_nothing_is_stored_or_sent_even_for_a_crisis(site: Site) -> None:
    def counted() -> list[int]:
        with site.rt.database.reading() as session:
            tables = (Communication, InboundMessage, Flag)
            return [session.scalar(select(func.count()).select_from(table)) or 0 for table in tables]

    before = counted()
    assert tried(site, text="I want to kill myself")[0] == 200
    assert counted() == before


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": ""}, "Text is missing; write what a patient might text."),
        ({"text": "x" * 1601}, "Text must have at most 1600 characters"),
        ({"lang": "fr"}, "Language must be English or Spanish"),
        ({"expecting": "weather"}, "What was asked must be one of the questions"),
    ],
)
def test_what_cannot_be_read_is_refused_at_its_field(site: Site, fields: dict[str, str], sentence: str) -> None:
    status, page = tried(site, **fields)
    assert status == 422
    assert sentence in text_of(page)


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "\x00", "😀" * 1600, "\u202eevil", "{{ 7*7 }}", "   "])
def test_any_body_is_shown_as_text(site: Site, text: str) -> None:
    status, page = tried(site, text=text)
    assert status == 200
    assert "<script>alert" not in page
    assert "49" not in text_of(page).split("Result")[1]
