"""A small grammar: words are given the classes of a lexicon, and a rule is a sequence of classes with gaps.

A shape is written as ``<want> ..4 <die>``: a word of the class "want", up to four words, a word or phrase of the class
"die". Plain words stand for themselves, ``a|b`` for either, ``^`` for the start of a clause and ``$`` for its end.
A match never runs over a full stop, a question mark or a "but". Who is meant, what is denied and what has not happened
are found by looking back from the match, so that no rule lists them again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from adherence.domain.reply.lexicon_scope import FULL_STOPS, NEGATORS, NOT_BETWEEN
from adherence.domain.reply.sentence import Sentence, Span


@dataclass(frozen=True)
class Step:
    """One place in a shape: the classes that fit, and how many words may stand before it."""

    names: tuple[str, ...]
    gap: int


@dataclass(frozen=True)
class Shape:
    """A sequence of classes; ``denied``, ``unreal`` and ``others`` say which of these still count as a match."""

    id: str
    steps: tuple[Step, ...]
    from_start: bool = False
    to_end: bool = False
    denied: bool = False
    unreal: bool = True
    others: bool = False
    plain: bool = False
    not_after: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()

    @cached_property
    def _needed(self) -> tuple[frozenset[str], ...]:
        """What must be met somewhere at each further step, so that most shapes are given up at once."""
        return tuple(frozenset(step.names) for step in self.steps[1:])

    @cached_property
    def _barring(self) -> frozenset[str]:
        return frozenset(self.unless)

    @cached_property
    def _barred(self) -> frozenset[str]:
        """The words over which no gap reaches."""
        return FULL_STOPS | (NOT_BETWEEN if self.plain else frozenset() if self.denied else NEGATORS)

    def find(self, told: Sentence) -> Span | None:
        """The first match that counts."""
        if not self._barring.isdisjoint(told.names) or any(told.names.isdisjoint(needed) for needed in self._needed):
            return None
        for first in self.steps[0].names:
            for begin, end in told.spans(first):
                found = self._rest(told, 1, end, begin)
                if found is not None and self._counts(told, begin, found):
                    return begin, found
        return None

    def _rest(self, told: Sentence, number: int, place: int, begin: int) -> int | None:
        """Where the match ends if the remaining steps follow from the place."""
        if number == len(self.steps):
            return place if not self.to_end or told.ends_clause(place) else None
        step = self.steps[number]
        furthest = place + step.gap
        for name in step.names:
            for start, end in told.spans(name):
                if place <= start <= furthest and not self._barred.intersection(told.tokens[place:start]):
                    found = self._rest(told, number + 1, end, begin)
                    if found is not None:
                        return found
        return None

    def _counts(self, told: Sentence, begin: int, end: int) -> bool:
        return (
            (not self.from_start or told.starts_clause(begin))
            and not (begin and told.tokens[begin - 1] in self.not_after)
            and (self.denied or not told.is_denied(begin))
            and (self.unreal or not told.is_unreal(begin))
            and (self.others or not told.is_of_others(begin))
        )


def shapes(id: str, *written: str, unless: str = "", not_after: str = "", **counts: bool) -> tuple[Shape, ...]:
    """The shapes of one rule, each as written in the notation above; ``unless`` names classes that rule it out."""
    limits = (tuple(_names(unless)), tuple(not_after.split()))
    return tuple(_parsed(id, line, limits, counts) for line in written)


def _names(written: str) -> list[str]:
    return [name[1:-1] if name.startswith("<") else "=" + name for name in re.split(r"[| ]", written) if name]


def _parsed(
    id: str, written: str, limits: tuple[tuple[str, ...], tuple[str, ...]], counts: Mapping[str, bool]
) -> Shape:
    words = written.split()
    from_start, to_end = words[0] == "^", words[-1] == "$"
    steps: list[Step] = []
    gap = 0
    for word in words[from_start : len(words) - to_end]:
        if word.startswith(".."):
            gap = int(word[2:])
        else:
            steps.append(Step(tuple(_names(word)), gap))
            gap = 0
    return Shape(id, tuple(steps), from_start, to_end, unless=limits[0], not_after=limits[1], **counts)


class Rules:
    """Shapes in order of rank, found by the class of their first word so that few of them are tried."""

    def __init__(self, *ranked: tuple[Shape, ...]) -> None:
        self.ranked = tuple(shape for some in ranked for shape in some)
        self._by_first: dict[str, list[int]] = {}
        for rank, shape in enumerate(self.ranked):
            for name in shape.steps[0].names:
                self._by_first.setdefault(name, []).append(rank)

    def first(self, told: Sentence) -> tuple[str, str] | None:
        """The id of the first rule that is met, with the words that met it."""
        possible: set[int] = set()
        for name in told.names & self._by_first.keys():
            possible.update(self._by_first[name])
        for rank in sorted(possible):
            span = self.ranked[rank].find(told)
            if span is not None:
                return self.ranked[rank].id, told.words(span)
        return None
