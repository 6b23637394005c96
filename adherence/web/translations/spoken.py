"""Sentences that Python made, put into the language of the page at its edge: rules and actions know only English."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape

from adherence.web.translations.catalogue import PLACE, Pattern, lookup
from adherence.web.translations.language import ENGLISH, language, locale_of

_LETTERS = re.compile(r"[A-Za-z]{2}")
_SEAMS = ("\n", ". ", "; ", ": ", " - ", " (", ")", ", ")
_NUMBER_BEHIND = re.compile(r"(?P<words>.*\S) \d[\d.:%]*")
_NUMBER_BEFORE = re.compile(r"\d[\d.:%]* (?P<words>.*)")
_TAGS = re.compile(r"(<[^>]*>)")
_READ_ALOUD = re.compile(r'((?:aria-label|title)=")([^"]+)"')
_DEEPEST = 4

_MONTHS = tuple(["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"])
_DAYS = tuple(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"])
_SPAN = re.compile(rf"\b({'|'.join(_DAYS)})-({'|'.join(_DAYS)})\b|(?<=mg )({'|'.join(_DAYS)})\b")
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
    """The translation of a text, or None where no part of it is known; the surest way first."""
    known = lookup(chosen)
    whole = known.message(text) or _named_date(text, chosen)
    if whole is not None or depth > _DEEPEST:
        return whole
    patterns = [one for one in known.patterns(text) if one.anchor in text]
    return (
        _by_pattern(text, [one for one in patterns if one.is_telling], chosen, depth)
        or _by_pieces(text, chosen, depth)
        or _by_pattern(text, [one for one in patterns if not one.is_telling], chosen, depth)
        or _beside_number(text, chosen, depth)
    )


def _by_pattern(text: str, patterns: Iterable[Pattern], chosen: str, depth: int) -> str | None:
    """The translation of a sentence with values; the values are translated where they are words of ours."""
    for pattern in patterns:
        found = pattern.found.fullmatch(text)
        if not found:
            continue
        values = [_part(value, chosen, depth) for value in found.groups()]
        if pattern.is_telling or all(said is not None or _is_short(value) for said, value in values):
            filled = [_with_dates(value, chosen) if said is None else said for said, value in values]
            said_at = dict(zip(pattern.places, filled, strict=True))
            return PLACE.sub(_placed(said_at), pattern.translation)
    return None


def _placed(values: Mapping[str, str]) -> Callable[[re.Match[str]], str]:
    return lambda place: values.get(place[1], place[0])


def _by_pieces(text: str, chosen: str, depth: int) -> str | None:
    """A list or a sentence with a colon, piece by piece at its widest seams; None where no piece is known."""
    for seam in _SEAMS:
        if seam not in text:
            continue
        pieces = text.split(seam)
        mark, last = seam.rstrip(), len(pieces) - 1
        known = [_piece(one, mark if place < last else "", chosen, depth) for place, one in enumerate(pieces)]
        if any(known):
            done = zip(known, pieces, strict=True)
            return seam.join(_with_dates(piece, chosen) if said is None else said for said, piece in done)
    return None


def _piece(text: str, mark: str, chosen: str, depth: int) -> str | None:
    """One piece, which the catalogue may have with the mark that ends it."""
    if not _LETTERS.search(text):
        return None
    with_mark = _translate(text + mark, chosen, _DEEPEST + 1) if mark else None
    if with_mark is not None and with_mark.endswith(mark):
        return with_mark.removesuffix(mark)
    return _translate(text, chosen, depth + 1)


def _beside_number(text: str, chosen: str, depth: int) -> str | None:
    """Words with a number before or behind them, "taken 19"."""
    found = _NUMBER_BEHIND.fullmatch(text) or _NUMBER_BEFORE.fullmatch(text)
    if found is None:
        return None
    said = _translate(found["words"], chosen, depth + 1)
    return None if said is None else text.replace(found["words"], said, 1)


def _part(text: str, chosen: str, depth: int) -> tuple[str | None, str]:
    """A value of a sentence, translated where it is words of ours, and as it was."""
    bare = text.strip()
    if not _LETTERS.search(bare):
        return text, text
    said = _translate(bare, chosen, depth + 1)
    return (None if said is None else text.replace(bare, said, 1)), text


def _is_short(text: str) -> bool:
    """Whether a value may be a name or a quantity rather than a sentence."""
    return len(text.split()) <= 4


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

    def weekdays(found: re.Match[str]) -> str:
        return "-".join(_named_date(name, chosen) or name for name in found.group().split("-"))

    return _SPAN.sub(weekdays, _DATE.sub(written, text))


def _in_drawing(drawing: str, chosen: str) -> str:
    """A drawing with its texts, titles and labels in a language."""

    def label(found: re.Match[str]) -> str:
        return f'{found[1]}{escape(in_language(html.unescape(found[2]), chosen))}"'

    parts = _TAGS.split(drawing)
    parts[0::2] = [str(escape(in_language(html.unescape(part), chosen))) if part else "" for part in parts[0::2]]
    parts[1::2] = [_READ_ALOUD.sub(label, tag) if "label=" in tag or "title=" in tag else tag for tag in parts[1::2]]
    return "".join(parts)
