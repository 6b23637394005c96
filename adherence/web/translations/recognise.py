"""Recognise a sentence that was made at run time, and say it in another language.

The surest way is tried first: the whole sentence, a sentence with values, a list whose every piece is known, words
beside a number. What is left is said in part rather than not at all: a name stays a name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from adherence.web.translations.catalogue import PLACE, Pattern, lookup
from adherence.web.translations.dates import is_date, named_date, with_dates

_LETTERS = re.compile(r"[A-Za-z]{2}")
_SEAMS = ("\n", ". ", "; ", ": ", " - ", " (", ")", ", ")
_WIDE_SEAMS = _SEAMS[:3]
_QUANTITY = re.compile(r"[\d.,:/%×–\- ]*\d ?(?:mg|mL|h|min|d|s|U/L|mg/dL)?")
_NUMBER_BEHIND = re.compile(r"(?P<words>.*[^\d\W]\S*) (?:\d[\d.:%]*|\d[\d.]* mg)\.?")
_NUMBER_BEFORE = re.compile(r"\d[\d.:%]* (?P<words>.*)")
_LONGEST = 2000
_MOST_TOGETHER = 6
_MOST_WORDS = 120
"""Of a value: each word may hold another value, and people write what never ends."""

Needed = Callable[[Iterable[bool]], bool]
Fits = Callable[[str, str | None], bool]


def has_words(text: str) -> bool:
    """Whether there is anything to translate."""
    return bool(_LETTERS.search(text))


def in_language(english: str, chosen: str) -> str:
    """A sentence in a language, with the blanks around it as they were."""
    text = english.strip()
    if len(text) > _LONGEST or not has_words(text):
        return english
    said = _translate(text, chosen, sure=False)
    said = with_dates(text, chosen) if said is None else said
    return english.replace(text, said, 1) if said != text else english


@lru_cache(maxsize=32768)
def _translate(text: str, chosen: str, *, sure: bool) -> str | None:
    """The translation of a text, or None where it is not known; unless ``sure``, parts of it may be unknown."""
    known = lookup(chosen)
    whole = known.message(text) or named_date(text, chosen)
    if whole is not None or (sure and len(text.split()) > _MOST_WORDS):
        return whole
    if is_date(text, chosen):  # "29 ago" is a day of August, and no "{0} ago"
        return with_dates(text, chosen)
    patterns = [one for one in known.patterns(text) if one.anchor in text]
    telling = [one for one in patterns if one.is_telling]
    said = (
        _by_pattern(text, telling, _stays_in_one_piece, chosen)
        or _by_pattern(text, patterns, _is_known, chosen)
        or _by_pieces(text, chosen, needed=all)
        or _beside_number(text, chosen)
    )
    if said or sure:
        return said
    return (
        _by_pattern(text, patterns, _is_known_or_short, chosen)
        or _by_pattern(text, telling, _is_anything, chosen)
        or _by_pieces(text, chosen, needed=any)
    )


def _by_pattern(text: str, patterns: Iterable[Pattern], fits: Fits, chosen: str) -> str | None:
    """The translation of a sentence with values that all ``fit``; a value that is no words of ours stays as it is."""
    for pattern in patterns:
        found = pattern.found.fullmatch(text)
        if not found:
            continue
        values = [(value, _value(value, chosen)) for value in found.groups()]
        if all(fits(value, said) for value, said in values):
            filled = [with_dates(value, chosen) if said is None else said for value, said in values]
            return PLACE.sub(_placed(dict(zip(pattern.places, filled, strict=True))), pattern.translation)
    return None


def _placed(values: Mapping[str, str]) -> Callable[[re.Match[str]], str]:
    return lambda place: values.get(place[1], place[0])


def _value(text: str, chosen: str) -> str | None:
    """A value of a sentence in a language; as it is where it has no words."""
    bare = text.strip()
    if not has_words(bare) or _QUANTITY.fullmatch(bare):
        return text
    if is_date(bare, chosen):
        return with_dates(text, chosen)
    said = _translate(bare, chosen, sure=True)
    return None if said is None else text.replace(bare, said, 1)


def _by_pieces(text: str, chosen: str, *, needed: Needed) -> str | None:
    """A list or a sentence with a colon, piece by piece at its widest seams; None where too few pieces are known."""
    for seam in _SEAMS:
        if seam not in text:
            continue
        pieces = list(_pieces(text.split(seam), seam, chosen))
        known = [said or _piece(one, chosen, sure=needed is all) for one, said in pieces]
        wanted = [said is not None for said, (one, _) in zip(known, pieces, strict=True) if has_words(one)]
        if wanted and needed(wanted):
            done = zip(known, pieces, strict=True)
            return seam.join(with_dates(one, chosen) if said is None else said for said, (one, _) in done)
    return None


def _pieces(parts: list[str], seam: str, chosen: str) -> Iterator[tuple[str, str | None]]:
    """The pieces of a text, translated where they are a message; neighbours that are one message stay together."""
    mark, place = seam.rstrip(), 0
    while place < len(parts):
        for end in range(min(len(parts), place + _MOST_TOGETHER), place, -1):
            one, ends = seam.join(parts[place:end]), mark if end < len(parts) else ""
            said = lookup(chosen).message(one + ends) or lookup(chosen).message(one)
            if said is None and mark == ".":
                said = _with_values(one + ends, chosen)
            if said is not None or end == place + 1:
                yield one, None if said is None else said.removesuffix(ends)
                break
        place = end


def _with_values(text: str, chosen: str) -> str | None:
    """One sentence or several that are one message with values; None where none reads so."""
    patterns = lookup(chosen).patterns(text)
    telling = [one for one in patterns if one.is_telling and one.anchor in text]
    return _by_pattern(text, telling, _stays_in_one_piece, chosen)


def _piece(text: str, chosen: str, *, sure: bool) -> str | None:
    """One piece that is no message by itself."""
    if not has_words(text):
        return None
    if is_date(text, chosen) or _QUANTITY.fullmatch(text):
        return with_dates(text, chosen)
    return _translate(text, chosen, sure=sure)


def _beside_number(text: str, chosen: str) -> str | None:
    """Words with a number before or behind them, "taken 19"."""
    found = _NUMBER_BEHIND.fullmatch(text) or _NUMBER_BEFORE.fullmatch(text)
    if found is None or not has_words(found["words"]):
        return None
    said = _translate(found["words"], chosen, sure=True)
    return None if said is None else text.replace(found["words"], said, 1)


def _stays_in_one_piece(value: str, said: str | None) -> bool:
    """Whether a value does not reach into another sentence."""
    return not any(seam in value for seam in _WIDE_SEAMS)


def _is_known(value: str, said: str | None) -> bool:
    return said is not None and _stays_in_one_piece(value, said)


def _is_known_or_short(value: str, said: str | None) -> bool:
    """Whether a value may be a name or a quantity rather than a sentence."""
    return said is not None or len(value.split()) <= 4


def _is_anything(value: str, said: str | None) -> bool:
    return True
