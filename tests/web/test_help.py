"""The help that is built in: it explains every mark, state, flag and reason that there is, and stays small."""

from __future__ import annotations

import html
import re
from enum import StrEnum
from typing import Any

import pytest

from adherence.domain.conversation import Need
from adherence.domain.gate import SENTENCES, Reason
from adherence.domain.states import (
    ConsentState,
    DoseState,
    FlagKind,
    MessageState,
    NumberState,
    PatientStatus,
    RegimenState,
    Role,
    Severity,
)
from adherence.domain.wording import keys
from adherence.web import help_words as told
from adherence.web import inbox_words, words
from adherence.web.help import TOPICS
from adherence.web.help_day import DAY
from adherence.web.marks import NAMES, Mark
from tests.web.site import Site, text_of

EXPLAINED: list[tuple[type[StrEnum], dict[Any, str], str, str, dict[Any, str]]] = [
    (Mark, told.MARK, "marks", "mark", NAMES),
    (DoseState, told.DOSE, "marks", "dose", words.DOSE),
    (PatientStatus, told.STATUS, "marks", "patient", words.STATUS),
    (ConsentState, told.CONSENT, "marks", "consent", words.CONSENT),
    (NumberState, told.NUMBER, "marks", "number", words.NUMBER),
    (RegimenState, told.REGIMEN, "marks", "plan", words.REGIMEN),
    (FlagKind, told.FLAG, "flags", "flag", words.FLAG),
    (MessageState, told.MESSAGE, "reasons", "text", words.MESSAGE),
    (Reason, told.REASON, "reasons", "reason", SENTENCES),
    (Need, told.NEED, "texts", "need", inbox_words.NEED),
]


@pytest.mark.parametrize(("kind", "meanings", "slug", "prefix", "names"), EXPLAINED, ids=lambda value: str(value)[:20])
def test_each_member_is_named_and_explained_at_an_anchor_of_its_own(
    site: Site, kind: type[StrEnum], meanings: dict[Any, str], slug: str, prefix: str, names: dict[Any, str]
) -> None:
    page = site.page(f"/help/{slug}")
    assert set(meanings) == set(kind)
    for member in kind:
        entry = re.search(rf'<div id="{prefix}-{member.value}">(.*?)</div>', page, re.DOTALL)
        assert entry is not None, member
        assert names[member] in html.unescape(entry[1])
        assert meanings[member] in html.unescape(entry[1])


def test_every_severity_is_explained_with_its_flags(site: Site) -> None:
    page = text_of(site.page("/help/flags"))
    for severity in Severity:
        assert words.SEVERITY[severity] in page
        assert told.SEVERITY[severity] in page


def test_every_page_opens_for_everybody_and_leads_on_to_the_next(site: Site) -> None:
    contents = site.page("/help")
    for place, topic in enumerate(TOPICS):
        assert f'href="/help/{topic.slug}"' in contents
        page = site.page(f"/help/{topic.slug}", site.member(Role.OPERATOR))
        assert f"<h1>{html.escape(topic.title)}</h1>" in page.replace("&#39;", "&#x27;")
        if place:
            assert f'href="/help/{TOPICS[place - 1].slug}" rel="prev"' in page
        assert page.count("<img") <= 1
        assert len(page) < 24_000


def test_every_link_of_the_help_leads_to_a_page_and_to_a_heading(site: Site) -> None:
    pages = {"/help": site.page("/help")} | {f"/help/{one.slug}": site.page(f"/help/{one.slug}") for one in TOPICS}
    for path, page in pages.items():
        for address, anchor in re.findall(r'href="(/help[^"#]*)(?:#([^"]+))?"', page):
            assert address in pages, (path, address)
            assert not anchor or f'id="{anchor}"' in pages[address], (path, address, anchor)


def test_a_page_that_is_not_there_is_not_found(site: Site) -> None:
    assert site.ben.get("/help/nothing").status_code == 404
    assert site.ben.get("/help/..%2Fbase").status_code == 404


def test_the_day_of_texts_quotes_what_is_sent_in_the_readers_language(site: Site) -> None:
    assert {key for _, texts in DAY for _, key in texts} <= set(keys())
    page = text_of(site.page("/help/day"))
    assert "Reply 1 done, 2 later, 3 skip" in page
    site.post("/account/language", language="es")
    page = text_of(site.page("/help/day"))
    assert "Responda 1" in page
    assert "Reply 1" not in page
