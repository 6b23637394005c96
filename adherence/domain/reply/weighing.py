"""Weighs the words of a text against a table of weights: how much each of them speaks for one meaning.

A linear score, nothing more: the sum of the weights of the words, word pairs and letter groups of the text, over the
square root of their number. Every part of it can be shown. The table is worked out from labelled texts by
``benchmarks/weigh_words.py`` and kept as data; see docs/decisions/0026.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import sqrt

LETTERS = "#"
"""What a group of five letters begins with; it lets misspelt words speak too."""
ASKED = "@"
"""What the open question begins with."""
_SCALE = 10
_GROUP = 5
_MOST_WORDS = 120
"""Of a longer text both ends are weighed: people say what matters first or last."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of one meaning, in tenths, and where its score begins."""

    start: float
    of: Mapping[str, int]

    def score(self, parts: Iterable[str]) -> float:
        """How much the parts of a text speak for this meaning; above 0 more for than against it."""
        found = list(parts)
        weighed = sum(self.of.get(part, 0) for part in found)
        return self.start + weighed / _SCALE / sqrt(max(1, len(found)))

    def speaking(self, parts: Iterable[str], most: int = 3) -> list[str]:
        """The words and pairs that speak most for this meaning."""
        named = [part for part in parts if part[0] not in (LETTERS, ASKED) and self.of.get(part, 0) > 0]
        return sorted(named, key=lambda part: (-self.of[part], part))[:most]


def parts_of(text: str) -> list[str]:
    """Words, neighbours and near neighbours of a normalised text, each once, in a fixed order."""
    words = _weighed_words(text)
    pairs = [f"{one} {other}" for one, other in pairwise(words)]
    apart = [f"{one} _ {other}" for one, other in zip(words, words[2:], strict=False)]
    return list(dict.fromkeys([*words, *pairs, *apart]))


def letters_of(text: str) -> list[str]:
    """Groups of five letters of a normalised text, each once."""
    words = _weighed_words(text)
    line = f" {' '.join(words)} "
    return list(dict.fromkeys(LETTERS + line[i : i + _GROUP] for i in range(len(line) - _GROUP + 1)))


def _weighed_words(text: str) -> list[str]:
    words = text.split()
    return words if len(words) <= _MOST_WORDS else words[: _MOST_WORDS // 2] + words[-_MOST_WORDS // 2 :]


@cache
def weights() -> dict[str, Weights]:
    """The table, by meaning: ``crisis``, ``safety``, ``taken``, and the intents as ``intent.chat``."""
    lines = files("adherence.domain.reply").joinpath("weights.tsv").read_text(encoding="utf-8").splitlines()
    names, starts = lines[0].split("\t"), [float(start) for start in lines[1].split("\t")]
    of: list[dict[str, int]] = [{} for _ in names]
    for line in lines[2:]:
        part, *columns = line.split("\t")
        for column in columns:
            number, _, weight = column.partition(":")
            of[int(number)][part] = int(weight)
    return {name: Weights(start, found) for name, start, found in zip(names, starts, of, strict=True)}
