"""What counts as something that people read, among all the strings of a program."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count

from adherence.web.translations.catalogue import PLACE

_CODE_LIKE = re.compile(
    r"M\{0\}.*|[a-z0-9_/.#:@%-]+|[A-Z0-9_ ]+|[A-Z][a-z]+[A-Z]\w*|.*[\\^$|]\S.*|[\w.-]+@[\w.]+", re.DOTALL
)
_LETTERS = re.compile(r"[A-Za-z]{2}")
_VALUES = re.compile("\0+|%[ds]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One message of the catalogue."""

    text: str
    at_run_time: bool = True
    many: str | None = None


def reads_as_text(text: str, *, words_too: bool = False) -> bool:
    """Whether a string is words for people: several words, or one with a capital; ``words_too`` takes any word."""
    bare = PLACE.sub("", text).strip()
    if not _LETTERS.search(bare) or '="' in text or len(text) > 900 or "\n" in text.strip():
        return False
    if " " not in text.strip() and not (text[:1].isupper() or words_too):
        return False
    return (words_too and bare.isalpha()) or not _CODE_LIKE.fullmatch(text.strip())


def numbered(parts: Iterable[str | None]) -> str:
    """A sentence with {0}, {1} and so on for its values (None); values that touch are one."""
    number = count()
    text = "".join("\0" if part is None else part for part in parts)
    return _VALUES.sub(lambda _: f"{{{next(number)}}}", text).strip()
