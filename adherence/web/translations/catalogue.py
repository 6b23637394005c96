"""The catalogue of a language: the standard .po file, read once for each process, looked up by the English sentence."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parent
MADE_AT_RUN_TIME = "made at run time"
"""The comment of messages that Python writes with values in them: pages recognise them by their pattern."""

PLACE = re.compile(r"\{(\d+)\}")
_JOINS = (", ", "; ", ": ")
"""What continues a sentence may also stand by itself, between two commas."""
_TELLING = 14
_WORD = re.compile(r"[A-Za-z]{2}")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A sentence with values in it: the expression that recognises it, and its translation."""

    found: re.Pattern[str]
    anchor: str
    """The longest text between its values: a sentence without it cannot be this one."""
    places: tuple[str, ...]
    translation: str

    @property
    def is_telling(self) -> bool:
        """Whether so much of it is fixed that nothing else reads like it; "{0} at {1}" is not."""
        return len(self.anchor) >= _TELLING


@dataclass
class Lookup:
    """Translations by their English sentence: exact ones, those with values, and nouns that are counted."""

    exact: dict[str, str] = field(default_factory=dict)
    by_first_word: dict[str, list[Pattern]] = field(default_factory=lambda: defaultdict(list))
    counted: dict[str, tuple[str, str]] = field(default_factory=dict)
    """By the English noun for one: the nouns for one and for many."""

    def message(self, english: str) -> str | None:
        """The translation of one whole message, or None."""
        found = self.exact.get(english)
        if found is None and english[:1].islower():  # pages lower names inside a sentence
            found = self.exact.get(english[:1].upper() + english[1:])
            found = found and found[:1].lower() + found[1:]
        elif found is None:
            found = self.exact.get(english[:1].lower() + english[1:])
            found = found and found[:1].upper() + found[1:]
        return found

    def patterns(self, english: str) -> list[Pattern]:
        """Those sentences with values that may be this one, the most particular first."""
        return self.by_first_word.get(english.partition(" ")[0], []) + self.by_first_word.get("", [])


@lru_cache(maxsize=4)
def lookup(language: str) -> Lookup:
    """The catalogue of a language, ready to look up; untranslated and doubtful messages are left out."""
    made = Lookup()
    for message in read_catalogue(language):
        english, translation = message.id, message.string
        if not english or message.fuzzy:
            continue
        if isinstance(english, str) and isinstance(translation, str) and translation:
            _add(made, english, translation, at_run_time=MADE_AT_RUN_TIME in message.auto_comments)
        elif isinstance(translation, tuple) and all(translation):
            made.counted[english[0]] = (translation[0], translation[1])
    for several in made.by_first_word.values():
        several.sort(key=lambda pattern: -len(pattern.anchor))
    return made


def read_catalogue(language: str) -> Catalog:
    """The .po file of a language."""
    with path_of(language).open("rb") as file:
        return read_po(file, locale=language)


def path_of(language: str) -> Path:
    """Where the .po file of a language lies, as gettext lays it out."""
    return FOLDER / language / "LC_MESSAGES" / "messages.po"


def _add(made: Lookup, english: str, translation: str, *, at_run_time: bool) -> None:
    made.exact[english] = translation
    _add_tail(made, english, translation)
    if not at_run_time:
        return
    if PLACE.search(english):
        _add_pattern(made, english, translation)
    if english.startswith(_JOINS) and translation.startswith(english[:2]):
        _add(made, english[2:], translation[2:], at_run_time=True)


def _add_tail(made: Lookup, english: str, translation: str) -> None:
    """What stands behind "Not sent: ", without its full stop: pages give reasons with and without that."""
    head, colon, tail = english.partition(": ")
    _, said_colon, said_tail = translation.partition(": ")
    if colon and said_colon and head in ("Not sent", "Waiting") and "{" not in english:
        made.exact.setdefault(tail.removesuffix("."), said_tail.removesuffix("."))


def _add_pattern(made: Lookup, english: str, translation: str) -> None:
    texts = PLACE.split(english)[0::2]
    anchor = max(texts, key=len)
    if not _WORD.search(anchor):
        return
    places = tuple(PLACE.findall(english))
    found = re.compile("(.*?)".join(map(re.escape, texts)), re.DOTALL)
    first = english.partition(" ")[0]
    made.by_first_word["" if "{" in first else first].append(Pattern(found, anchor, places, translation))
