"""Long patterns and word lists are written over several lines; here they become one line again."""

from __future__ import annotations

import re

# Bars inside a pattern have no spaces around them.
_BAR = re.compile(r"\s+\| ")
_FOLD = re.compile(r"\n[ ]*")


def unfolded(pattern: str) -> str:
    """The pattern without its line breaks and the indentation after them."""
    return _FOLD.sub("", pattern)


def listed(words: str) -> tuple[str, ...]:
    """The entries of a list written with bars between them."""
    return tuple(word.strip() for word in _BAR.split(words.strip()))


def paired(pairs: str) -> dict[str, str]:
    """The entries of a table written as ``typed = meant; ...``."""
    entries = (pair.split("=") for pair in pairs.split(";") if pair.strip())
    return {typed.strip(): meant.strip() for typed, meant in entries}


def worded(words: str) -> tuple[str, ...]:
    """The words of a list written with spaces between them."""
    return tuple(words.split())


def shape(pattern: str) -> re.Pattern[str]:
    """A plain expression, compiled from a pattern over several lines."""
    return re.compile(unfolded(pattern))
