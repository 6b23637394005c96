"""The pages in Spanish: who gets them, what they say, and what they leave as it was written."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from jinja2 import Environment

from adherence.domain.states import Role
from adherence.web.accounts import set_password
from adherence.web.translations.catalogue import lookup
from adherence.web.translations.recognise import in_language
from tests.web.site import Site, staff_row, text_of, token_of
from tests.web.test_page_safety import all_pages

SPANISH_BROWSER = {"Accept-Language": "es-MX,es;q=0.9,en;q=0.5"}
_OWN_WORDS = re.compile(r'<(\w+)[^>]* (?:dir="auto"|lang=")[^>]*>.*?</\1>', re.DOTALL)
_NO_WORDS = re.compile(r"<(script|style|textarea|code|kbd)\b.*?</\1>", re.DOTALL)


@pytest.fixture
def spanish(site: Site) -> FlaskClient:
    """Ben, who reads Spanish."""
    site.post("/account/language", language="es")
    return site.ben


def shown(page: str) -> Iterator[str]:
    """What a page says in its own words: texts and labels, without what people wrote."""
    body = page[page.index("<title>") :]
    for pattern in (_NO_WORDS, _OWN_WORDS):
        body = pattern.sub("", body)
    yield from (html.unescape(text).strip() for text in re.findall(r">([^<]+)<", body))
    yield from (
        html.unescape(text) for text in re.findall(r'(?:aria-label|title|placeholder|data-label)="([^"]*)"', body)
    )


def test_no_page_shows_an_english_sentence_to_who_reads_spanish(site: Site) -> None:
    reader = site.member(Role.ADMIN)
    site.post("/account/language", reader, language="es")
    known = {english: said for english, said in lookup("es").exact.items() if english != said and len(english) > 3}
    spanish_words = set(known.values())
    for path in all_pages(site):
        page = site.page(path, reader)
        assert '<html lang="es">' in page, path
        left = {text for text in shown(page) if text in known and text not in spanish_words}
        assert left == set(), path


def test_a_language_is_chosen_on_the_account_page_and_kept(site: Site) -> None:
    assert '<html lang="en">' in site.page("/account")
    assert site.post("/account/language", language="es").status_code == 302
    page = site.page("/account")
    assert '<html lang="es">' in page
    assert "Su cuenta" in page
    assert "Las páginas están en este idioma desde ahora." in page
    assert "Your account" not in page
    site.post("/account/language", language="en")
    assert "Your account" in site.page("/account")


def test_a_language_that_we_do_not_have_is_refused(site: Site) -> None:
    assert site.post("/account/language", language="xx").status_code == 422
    assert staff_row(site.rt, "ben@example.org").language is None


def test_the_log_in_page_speaks_the_language_of_the_browser(site: Site) -> None:
    page = site.app.test_client().get("/login", headers=SPANISH_BROWSER).get_data(as_text=True)
    assert "Iniciar sesión" in page
    assert '<html lang="es">' in page
    page = site.app.test_client().get("/login", headers={"Accept-Language": "de,fr"}).get_data(as_text=True)
    assert "Log in" in page


def test_the_language_of_the_account_beats_that_of_the_browser(site: Site, spanish: FlaskClient) -> None:
    assert '<html lang="es">' in spanish.get("/help", headers={"Accept-Language": "en"}).get_data(as_text=True)


def test_an_error_page_and_a_fault_of_a_form_are_spanish(site: Site, spanish: FlaskClient) -> None:
    assert "No encontrado" in spanish.get("/nothing", headers=SPANISH_BROWSER).get_data(as_text=True)
    answer = site.post("/patients/new", given_name="", phone="12")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Hay problemas" in page
    assert "Comience el número con + y el código del país." in page
    assert "is missing" not in page


@pytest.mark.parametrize(
    "words", ["Days around an injection", "Taken by mistake; call me at noon", "No answer, side effect: nausea"]
)
def test_what_a_patient_wrote_stays_as_it_is(site: Site, spanish: FlaskClient, words: str) -> None:
    """Each of these is, or is like, a sentence of our own."""
    cast = site.cast
    cast.reply(words)
    today = site.rt.now().date()
    pages = ["/", "/messages", "/phone", site.ana(), site.ana("/timeline"), site.ana(f"/days/{today}")]
    pages += [f"/messages/{cast.ana}", *(f"/flags/{flag.id}" for flag in cast.flags())]
    shows = [path for path in pages if words in text_of(site.page(path))]
    assert len(shows) >= 4, shows
    for path in pages:
        assert in_language(words, "es") not in text_of(site.page(path)), path


def test_what_staff_wrote_stays_as_it_is(site: Site, spanish: FlaskClient) -> None:
    note = "Tablets that run low"
    site.cast.reply("I feel sick since yesterday")
    flag = site.cast.flags()[-1]
    site.post(f"/flags/{flag.id}/resolve", outcome="reached", note=note)
    for path in (site.ana(), site.ana("/timeline")):
        page = text_of(site.page(path))
        assert note in page, path
        assert in_language(note, "es") not in page, path


def test_dates_are_written_in_spanish(site: Site, spanish: FlaskClient) -> None:
    page = site.page(site.ana())
    assert re.search(r"\b(lun|mar|mié|jue|vie|sáb|dom) \d{1,2} (mar|feb|abr)\b", page)
    assert not re.search(r"\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d{1,2} ", page)


def test_a_template_is_compiled_once_in_each_language(
    site: Site, spanish: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    spanish.get("/account")
    site.client("cleo@example.org").get("/account")
    compiled: list[str | None] = []
    compile_ = Environment.compile
    monkeypatch.setattr(
        Environment,
        "compile",
        lambda self, source, name=None, *more: (compiled.append(name), compile_(self, source, name, *more))[1],
    )
    spanish.get("/account")
    site.client("cleo@example.org").get("/account")
    assert compiled == []


def test_the_api_stays_english(site: Site) -> None:
    answer = site.app.test_client().get("/api/v1/nothing", headers=SPANISH_BROWSER)
    assert answer.get_json()["title"] == "Not Found"


def test_the_first_log_in_takes_the_language_of_the_browser(site: Site) -> None:
    with site.rt.database.writing() as session, site.app.app_context():
        set_password(session.merge(staff_row(site.rt, "ben@example.org")), "correct horse battery")
    browser = site.app.test_client()
    browser.environ_base["HTTP_ACCEPT_LANGUAGE"] = "es-CO"
    browser.post(
        "/login",
        data={"email": "ben@example.org", "password": "correct horse battery", "csrf_token": token_of(browser)},
    )
    assert staff_row(site.rt, "ben@example.org").language == "es"
    assert '<html lang="es">' in site.page("/account", browser)
