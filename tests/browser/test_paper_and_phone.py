"""The pages on paper, and on a phone of 390 px."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from adherence.actions.open_flag import open_flag
from adherence.db.patients import Patient
from adherence.domain.states import FlagKind
from tests.browser.conftest import NARROW, Clinic, Watched, enter, watch
from tests.browser.faults import wide_faults
from tests.web.site import INJECTION, TARGETED

_COLOURED = """[...document.querySelectorAll('main *')].filter(el => el.checkVisibility())
    .map(el => [el, getComputedStyle(el).color]).filter(([el, c]) => {
        const [r, g, b] = c.match(/[\\d.]+/g).map(Number);
        return el.childNodes.length && [...el.childNodes].some(n => n.nodeType === 3 && n.data.trim())
            && (r * 299 + g * 587 + b * 114) / 1000 > 140; }).map(([el, c]) => `${c} ${el.outerHTML.slice(0, 80)}`)"""
"""Words that would be too pale on a grey print: lighter than half grey."""


def pages_in(printed: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", printed))


def test_a_patient_prints_on_one_page(nurse: Watched, clinic: Clinic) -> None:
    paz = clinic.people["Paz"]
    with clinic.site.rt.database.writing() as session:
        for kind in FlagKind:
            open_flag(session, session.get_one(Patient, paz), kind, "A plain reason " * 8, now=clinic.site.rt.now())
    for plan in (TARGETED, INJECTION | {"given_on": [f"2025-{month:02d}-10" for month in range(1, 13)]}):
        clinic.site.cast.start(plan, paz)
    page = nurse.open(clinic.patient("Paz"))
    assert pages_in(page.pdf(prefer_css_page_size=True)) == 1


@pytest.mark.parametrize("path", ["{Ana}", "/reports/retention", "/reports/doses"])
def test_words_are_dark_on_paper_also_when_the_screen_is_dark(chromium: Browser, clinic: Clinic, path: str) -> None:
    context = chromium.new_context(color_scheme="dark")
    enter(context, clinic, clinic.site.ben)
    watched = watch(context, clinic.address)
    page = watched.open(path.format(Ana=clinic.patient("Ana")))
    page.emulate_media(media="print")
    assert page.evaluate(_COLOURED) == []
    context.close()


def test_a_report_prints_with_its_table(nurse: Watched) -> None:
    page = nurse.open("/reports/doses")
    assert 1 <= pages_in(page.pdf(prefer_css_page_size=True)) <= 4
    page.emulate_media(media="print")
    expect(page.locator("header.top")).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()


def test_a_phone_shows_cards_and_does_the_work(chromium: Browser, clinic: Clinic) -> None:
    context = chromium.new_context(viewport=NARROW, color_scheme="dark", has_touch=True)  # type: ignore[arg-type]
    enter(context, clinic, clinic.site.ben)
    watched = watch(context, clinic.address)
    page = watched.open("/")
    row = page.locator("tbody tr").first
    assert row.evaluate("r => getComputedStyle(r).display") in ("block", "grid")
    assert row.locator("td[data-label=Why]").bounding_box() is not None
    row.locator("a[data-row]").tap()
    expect(page.locator("details.fold[open]")).to_have_count(0)
    page.locator(".composer textarea").fill("Shall I call you?")
    expect(page.locator(".composer .preview")).to_contain_text("1 segment")
    assert wide_faults(page) == []
    page.get_by_role("button", name="Preview").tap()
    expect(page.locator("#preview .bubble")).to_have_text("Shall I call you?")
    assert wide_faults(page) == []
    context.close()
    assert watched.complaints == []
