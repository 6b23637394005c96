"""Filling in a template: one text for a key, a language, a discretion level and its values."""

from __future__ import annotations

import string
from collections.abc import Mapping

from adherence.domain.purpose import Purpose
from adherence.domain.segments import to_gsm
from adherence.domain.wording.en import TEXTS as ENGLISH
from adherence.domain.wording.es import TEXTS as SPANISH
from adherence.domain.wording.purposes import PURPOSES
from adherence.domain.wording.speech import language_of

WORDING_VERSION = "2026-4"
"""Stored with each consent and each sent text; raise it with every change of a template."""

Wording = str | tuple[str, str, str]
"""One text for all discretion levels, or one each for levels 0, 1 and 2."""

LEVELS = (0, 1, 2)
"""The discretion levels, the most discreet first."""

_TEXTS: Mapping[str, Mapping[str, Wording]] = {"en": ENGLISH, "es": SPANISH}


class UnknownWording(LookupError):
    """No template has this key."""


class MissingParams(ValueError):
    """The template needs values that were not given; the message names them."""


def keys() -> tuple[str, ...]:
    """Every template key, in the order of the catalogue."""
    return tuple(PURPOSES)


def purpose_of(key: str) -> Purpose:
    """The purpose that a template serves; raises UnknownWording."""
    if key not in PURPOSES:
        raise UnknownWording(key)
    return PURPOSES[key]


def template(key: str, *, lang: str, level: int) -> str:
    """The unfilled text of a key; levels outside 0 to 2 count as the nearest, an unknown language as English."""
    purpose_of(key)
    wording = _TEXTS[language_of(lang)][key]
    return wording if isinstance(wording, str) else wording[level_of(level)]


def levels_alike(key: str, *, lang: str) -> bool:
    """Whether one shipped text serves all discretion levels."""
    purpose_of(key)
    return isinstance(_TEXTS[language_of(lang)][key], str)


def level_of(level: int) -> int:
    """The discretion level nearest to a number: 0, 1 or 2."""
    return min(max(level, 0), 2)


def params_of(key: str, *, lang: str = "en", level: int = 0) -> frozenset[str]:
    """The names of the values that a template needs."""
    return values_in(template(key, lang=lang, level=level))


def values_in(text: str) -> frozenset[str]:
    """The names between braces in an unfilled text."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)


def render(key: str, *, lang: str, level: int, params: Mapping[str, str]) -> str:
    """The text to send, without typographic characters; surplus values are ignored, a lacking one raises."""
    text = template(key, lang=lang, level=level)
    missing = values_in(text) - params.keys()
    if missing:
        raise MissingParams(f"{key}: {', '.join(sorted(missing))}")
    return fill(text, params)


def fill(text: str, params: Mapping[str, str]) -> str:
    """An unfilled text with its values, without typographic characters."""
    return to_gsm(text.format_map(params))


def shipped_version(lang: str, level: int) -> str:
    """What a sent text keeps of the shipped wording that it had: the release, its language and its level."""
    return f"{WORDING_VERSION}/{language_of(lang)}/{level_of(level)}"


def own_version(number: int, lang: str, level: int) -> str:
    """What a sent text keeps of the clinic's own wording that it had."""
    return f"own-{number}/{language_of(lang)}/{level_of(level)}"
