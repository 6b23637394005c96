"""Sentences that Python made, put into the language of the page at its edge: rules and actions know only English."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape

from adherence.web.translations.catalogue import PLACE, Lookup, Pattern, lookup
from adherence.web.translations.language import ENGLISH, language, locale_of

_LETTERS = re.compile(r"[A-Za-z]{2}")
_BETWEEN = re.compile(r"(; |: |\. |, | \(|\)| - |\n)")
_TAGS = re.compile(r"(<[^>]*>)")
_READ_ALOUD = re.compile(r'((?:aria-label|title)=")([^"]+)"')
_DEEPEST = 4

_MONTHS = tuple(["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"])
_DAYS = tuple(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"])
_DATE = re.compile(rf"\b(?:({'|'.join(_DAYS)}) )?(\d{{1,2}}) ({'|'.join(_MONTHS)})\b")


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


def in_language(english: str, chosen: str) -> str:
    """A sentence in a language, with the blanks around it as they were."""
    text = english.strip()
    if len(text) > 1000 or not _LETTERS.search(text):
        return english
    said = _sentence(text, chosen)
    return english.replace(text, said, 1) if said != text else english


@lru_cache(maxsize=16384)
def _sentence(text: str, chosen: str) -> str:
    return _translate(text, chosen, 0) or _with_dates(text, chosen)


def _translate(text: str, chosen: str, depth: int) -> str | None:
    """The translation of a text, or None where no part of it is known."""
    known = lookup(chosen)
    whole = known.message(text) or _named_date(text, chosen)
    if whole is not None or depth > _DEEPEST:
        return whole
    return _by_pattern(text, chosen, known, depth) or _by_pieces(text, chosen, depth)


def _by_pattern(text: str, chosen: str, known: Lookup, depth: int) -> str | None:
    """The translation of a sentence with values; the values are translated where they are words of ours."""
    for pattern in known.patterns(text):
        found = pattern.found.fullmatch(text) if pattern.anchor in text else None
        if found:
            values = [_part(value, chosen, depth) for value in found.groups()]
            return _filled(pattern, values)
    return None


def _filled(pattern: Pattern, values: list[str]) -> str:
    said = dict(zip(pattern.places, values, strict=True))
    return PLACE.sub(lambda place: said.get(place[1], place[0]), pattern.translation)


def _by_pieces(text: str, chosen: str, depth: int) -> str | None:
    """A list or a sentence with a colon, piece by piece; None where no piece is known."""
    pieces = _BETWEEN.split(text)
    if len(pieces) == 1:
        return None
    known = [_translate(piece, chosen, depth + 1) if piece else None for piece in pieces]
    if not any(known):
        return None
    return "".join(
        _with_dates(piece, chosen) if said is None else said for said, piece in zip(known, pieces, strict=True)
    )


def _part(text: str, chosen: str, depth: int) -> str:
    bare = text.strip()
    said = _translate(bare, chosen, depth + 1) if _LETTERS.search(bare) else None
    return _with_dates(text, chosen) if said is None else text.replace(bare, said, 1)


def _named_date(text: str, chosen: str) -> str | None:
    """The short name of a weekday or a month that stands alone, in a language."""
    locale = locale_of(chosen)
    if text in _DAYS:
        return str(locale.days["format"]["abbreviated"][_DAYS.index(text)])
    if text in _MONTHS:
        return str(locale.months["format"]["abbreviated"][_MONTHS.index(text) + 1])
    return None


def _with_dates(text: str, chosen: str) -> str:
    """A text with the dates in it ("Fri 20 Nov") as a language writes them."""

    def written(found: re.Match[str]) -> str:
        names = [_named_date(found[1], chosen), found[2], _named_date(found[3], chosen)]
        return " ".join(name for name in names if name)

    return _DATE.sub(written, text)


def _in_drawing(drawing: str, chosen: str) -> str:
    """A drawing with its texts, titles and labels in a language."""

    def label(found: re.Match[str]) -> str:
        return f'{found[1]}{escape(in_language(html.unescape(found[2]), chosen))}"'

    parts = _TAGS.split(drawing)
    parts[0::2] = [str(escape(in_language(html.unescape(part), chosen))) if part else "" for part in parts[0::2]]
    parts[1::2] = [_READ_ALOUD.sub(label, tag) if "label=" in tag or "title=" in tag else tag for tag in parts[1::2]]
    return "".join(parts)
