"""Two sets of compiled templates, one for each language: each request uses its own, and none compiles twice.

English templates are compiled as they stand. For Spanish, each is rewritten once when it is compiled, with the
catalogue's sentences in place of its own (`adherence/web/translations/template_text.py`).
"""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from flask.templating import Environment as FlaskEnvironment
from jinja2 import Environment, Template
from jinja2.ext import Extension

from adherence.web.translations.catalogue import lookup
from adherence.web.translations.language import ENGLISH, SPANISH, language
from adherence.web.translations.spoken import translated_value
from adherence.web.translations.template_text import TemplateText

FILTER = "in_language_of_page"


class InSpanish(Extension):
    """Puts Spanish sentences in place of a template's own, before it is compiled."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The source with its messages translated; missing ones stay English."""
        page = TemplateText(source, lookup(SPANISH).message, FILTER)
        return page.rewritten().replace(f'<html lang="{ENGLISH}">', f'<html lang="{SPANISH}">')


class Templates(FlaskEnvironment):
    """Flask's environment, which hands templates of the language of the request out."""

    spanish: Environment | None = None

    def _load_template(self, name: str, globals: MutableMapping[str, Any] | None) -> Template:
        if self.overlayed or language() == ENGLISH:
            return super()._load_template(name, globals)
        if self.spanish is None:
            self.spanish = self._in_spanish()
        return self.spanish._load_template(name, globals)

    def _in_spanish(self) -> Environment:
        """An environment like this one with a cache of its own; what it includes or extends comes from it too."""
        spanish = self.overlay(extensions=[InSpanish], cache_size=400)
        spanish.filters[FILTER] = translated_value
        return spanish
