"""Sentences that Python made, put into the language of the page at its edge: rules and actions know only English."""

from __future__ import annotations

import html
import re
from typing import Any

from markupsafe import Markup, escape

from adherence.web.translations.catalogue import lookup
from adherence.web.translations.language import ENGLISH, language
from adherence.web.translations.recognise import has_words, in_language

_TAGS = re.compile(r"(<[^>]*>)")
_READ_ALOUD = re.compile(r'((?:aria-label|title)=")([^"]+)"')


def translated(english: str) -> str:
    """A sentence in the language of this page: looked up whole, else by its pattern, else piece by piece."""
    chosen = language()
    return english if chosen == ENGLISH else in_language(english, chosen)


def counted(count: int, one: str, many: str) -> str:
    """A count with its noun in the language of this page: "1 day" or "4 días"."""
    chosen = language()
    if chosen != ENGLISH:
        one, many = lookup(chosen).counted.get(one, (one, many))
    return f"{count} {one if count == 1 else many}"


def translated_value(value: Any) -> Any:
    """What a template writes between its own words: text and drawings are translated, everything else is left."""
    if isinstance(value, Markup):
        # Macros are translated where they are written; only drawings come from Python with words in them.
        return Markup(_in_drawing(str(value), language())) if value.startswith("<svg") else value  # noqa: S704
    return translated(str(value)) if isinstance(value, str) else value


def _in_drawing(drawing: str, chosen: str) -> str:
    """A drawing with its texts, titles and labels in a language."""

    def said(written: str) -> str:
        return str(escape(in_language(html.unescape(written), chosen))) if has_words(written) else written

    parts = _TAGS.split(drawing)
    parts[0::2] = [said(part) for part in parts[0::2]]
    parts[1::2] = [
        _READ_ALOUD.sub(lambda found: f'{found[1]}{said(found[2])}"', tag)
        if "label=" in tag or "title=" in tag
        else tag
        for tag in parts[1::2]
    ]
    return "".join(parts)
