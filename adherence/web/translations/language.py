"""In which language a page speaks: that of who is logged in, else that of the browser."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from babel import Locale
from babel.dates import format_date
from flask import g, has_request_context, request

ENGLISH = "en"
SPANISH = "es"
LANGUAGES = {ENGLISH: "English", SPANISH: "Español"}
"""Each language by its own name: somebody who cannot read the page must find theirs."""

# Spanish of the Americas writes 1.5 and 1,000 as English does, so that numbers on pages and in inputs agree.
_LOCALES = {ENGLISH: Locale.parse("en_US"), SPANISH: Locale.parse("es_419")}


def language() -> str:
    """The language of this request's page; English for the API, for the command line and wherever nobody reads."""
    if not has_request_context():
        return ENGLISH
    chosen: str = g.get("language") or browser_language()
    return chosen


def speak(chosen: str | None) -> None:
    """Answer this request in the language that somebody chose; without a choice, in the browser's."""
    g.language = chosen if chosen in LANGUAGES else None


def browser_language() -> str:
    """The language that the browser asks for, of those that we have."""
    if request.path.startswith("/api/"):
        return ENGLISH
    return request.accept_languages.best_match(list(LANGUAGES), ENGLISH)


def locale_of(chosen: str) -> Locale:
    """How a language writes dates and numbers."""
    return _LOCALES[chosen]


@lru_cache(maxsize=4096)
def date_words(on: date, *, with_year: bool, chosen: str) -> str:
    """A date as "Fri 20 Nov" or "vie 20 nov", with the year where it is asked for."""
    return format_date(on, "EEE d MMM y" if with_year else "EEE d MMM", locale=_LOCALES[chosen])
