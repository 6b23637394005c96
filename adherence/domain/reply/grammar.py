"""A small grammar: words are given the classes of a lexicon, and a rule is a sequence of classes with gaps.

A shape is written as ``<want> ..4 <die>``: a word of the class "want", up to four words, a word or phrase of the class
"die". Plain words stand for themselves, ``a|b`` for either, ``^`` for the start of a clause and ``$`` for its end.
A match never runs over a full stop, a question mark or a "but". Who is meant, what is denied and what has not happened
are found by looking back from the match, so that no rule lists them again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from adherence.domain.reply.lexicon_scope import (
    BELIEVED,
    BREAKS,
    FULL_STOPS,
    MENTIONING,
    MINE,
    NEGATORS,
    NO_SUBJECT_AFTER,
    NOT_BETWEEN,
    NOT_DENYING,
    OTHERS,
    OWN,
    POSSESSIVES,
    STEPPED_OVER,
    UNDOING,
    UNREAL,
    UNREAL_PAIRS,
)
from adherence.domain.reply.names import NAMES

Span = tuple[int, int]
_LOOK_BACK = 7
_MANY = 8
_COUNTED: tuple[tuple[tuple[tuple[str, ...], str], ...], ...] = (
    (((), "number"),),
    (((), "number"), ((), "big_number")),
)


@dataclass(frozen=True)
class Openings:
    """What may begin with one word: the classes of the word alone, and phrases by their second word."""

    alone: tuple[str, ...]
    by_second: Mapping[str, list[tuple[tuple[str, ...], str]]]
    second_open: list[tuple[tuple[str, ...], str]]


class Lexicon:
    """Words and phrases by class; an entry's words may end in ``*`` for any ending."""

    def __init__(self, classes: Mapping[str, Iterable[str]]) -> None:
        self._exact: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._prefixes: dict[str, list[tuple[str, tuple[str, ...], str]]] = {}
        for name, entries in classes.items():
            for entry in entries:
                first, *rest = entry.split()
                if first.endswith("*"):
                    self._prefixes.setdefault(first[:2], []).append((first[:-1], tuple(rest), name))
                else:
                    self._exact.setdefault(first, []).append((tuple(rest), name))
        self.openings = lru_cache(maxsize=20_000)(self._openings)

    def _openings(self, word: str) -> Openings:
        """What may begin with the word; a count of eight and more is a class of its own."""
        entries = [*self._exact.get(word, ())]
        entries += [(rest, name) for stem, rest, name in self._prefixes.get(word[:2], ()) if word.startswith(stem)]
        if word.isdecimal():
            entries += _COUNTED[int(word[:6]) >= _MANY]
        by_second: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for rest, name in entries:
            if rest and not rest[0].endswith("*"):
                by_second.setdefault(rest[0], []).append((rest, name))
        second_open = [(rest, name) for rest, name in entries if rest and rest[0].endswith("*")]
        return Openings(tuple(dict.fromkeys(name for rest, name in entries if not rest)), by_second, second_open)

    def hits(self, tokens: list[str]) -> dict[str, list[Span]]:
        """Where each class is met, as spans of words in order, a phrase before the word that it begins with."""
        found: dict[str, list[Span]] = {}
        for place, word in enumerate(tokens):
            openings = self.openings(word)
            following = tokens[place + 1] if place + 1 < len(tokens) else ""
            phrases = openings.by_second.get(following, ())
            for rest, name in (*phrases, *openings.second_open):
                if _continues(tokens, place + 1, rest):
                    found.setdefault(name, []).append((place, place + 1 + len(rest)))
            for name in openings.alone:
                found.setdefault(name, []).append((place, place + 1))
        return found


def _continues(tokens: list[str], place: int, rest: tuple[str, ...]) -> bool:
    if place + len(rest) > len(tokens):
        return False
    return all(
        word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted
        for word, wanted in zip(tokens[place:], rest, strict=False)
    )


class Sentence:
    """A normalised text with the classes of its words."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        self.tokens = text.split()
        self.lexicon = lexicon

    @cached_property
    def hits(self) -> dict[str, list[Span]]:
        """The spans of every class that is met."""
        return self.lexicon.hits(self.tokens)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The classes and the words (as ``=word``) that are met."""
        return (*self.hits, *(f"={word}" for word in self._places))

    @cached_property
    def _places(self) -> dict[str, list[Span]]:
        places: dict[str, list[Span]] = {}
        for place, word in enumerate(self.tokens):
            places.setdefault(word, []).append((place, place + 1))
        return places

    def spans(self, name: str) -> list[Span]:
        """Where a class, or a word standing for itself (``=word``), is met."""
        return self._places.get(name[1:], []) if name[0] == "=" else self.hits.get(name, [])

    def has(self, *names: str) -> bool:
        """Is any of the classes met anywhere?"""
        return any(name in self.hits for name in names)

    def without(self, *spans: Span) -> Sentence:
        """The text with the words of some spans taken out."""
        if not spans:
            return self
        tokens = list(self.tokens)
        for begin, end in spans:
            tokens[begin:end] = ["idiom"] * (end - begin)
        return Sentence(" ".join(tokens), self.lexicon)

    def words(self, span: Span) -> str:
        """The words of a span."""
        return " ".join(self.tokens[span[0] : span[1]])

    def starts_clause(self, place: int) -> bool:
        """Does a clause begin here?"""
        return place == 0 or self.tokens[place - 1] in BREAKS

    def ends_clause(self, place: int) -> bool:
        """Does a clause end just before here? A word of courtesy or an emoji does not count."""
        while place < len(self.tokens) and (self.tokens[place] in STEPPED_OVER or self.tokens[place][:6] == "emoji_"):
            place += 1
        return place >= len(self.tokens) or self.tokens[place] in BREAKS

    def _back(self, place: int, most: int) -> Iterator[tuple[int, str]]:
        """The words before a place, nearest first, as far as the clause goes."""
        for at in range(place - 1, max(-1, place - 1 - most), -1):
            if self.tokens[at] in BREAKS:
                return
            yield at, self.tokens[at]

    def is_denied(self, place: int, most: int = _LOOK_BACK) -> bool:
        """Does a 'not' or 'never' reach the word? 'I' begins anew, 'not only' and 'can not stop' deny nothing."""
        for at, word in self._back(place, most):
            if word in NEGATORS:
                following = self.tokens[at + 1] if at + 1 < len(self.tokens) else ""
                answer = word == "no" and following in NO_SUBJECT_AFTER
                return (
                    not answer
                    and following not in NOT_DENYING
                    and following not in NAMES
                    and not _undone(self.tokens, at, place)
                )
            if word in ("i", "yo") and not _is_believed(self.tokens, at):
                return False
        return False

    def is_unreal(self, place: int, most: int = _LOOK_BACK) -> bool:
        """Is it wished, feared, planned, offered, supposed or asked, and so has not happened?"""
        for at, word in self._back(place, most):
            pair = f"{word} {self.tokens[at + 1]}" if at + 1 < len(self.tokens) else word
            if (word in UNREAL and not pair.endswith(" not")) or pair in UNREAL_PAIRS:
                return True
            if word in ("i", "yo") and (at == 0 or self.tokens[at - 1] not in UNREAL):
                return False
        return False

    def is_of_others(self, place: int) -> bool:
        """Is the nearest person named before the word, within its sentence, somebody else?"""
        for at in range(place - 1, -1, -1):
            word = self.tokens[at]
            if word in FULL_STOPS:
                return False
            if word in MINE or (word in OWN and self.tokens[at + 1 : at + 2] and self.tokens[at + 1] not in OTHERS):
                return False
            if word in OTHERS and not self._is_only_mentioned(at) and not _is_spanish_have(self.tokens, at):
                return True
        return False

    def _is_only_mentioned(self, at: int) -> bool:
        """'with my brother', 'at my sister': the person is not who acts."""
        before = self.tokens[at - 1] if at else ""
        earlier = self.tokens[at - 2] if at > 1 else ""
        return before in MENTIONING or (before in POSSESSIVES and earlier in MENTIONING)


_PARTICIPLES = ("ado", "ido", "cho", "sto", "lto", "rto", "ito")


def _is_spanish_have(tokens: list[str], at: int) -> bool:
    """'he pensado', 'he vuelto': not an English 'he'."""
    following = tokens[at + 1] if at + 1 < len(tokens) else ""
    return tokens[at] == "he" and following.endswith(_PARTICIPLES)


def _is_believed(tokens: list[str], at: int) -> bool:
    return at > 0 and tokens[at - 1] in BELIEVED


def _undone(tokens: list[str], at: int, place: int) -> bool:
    """'can not stop', 'could not help', 'no puedo dejar de': the denied word only says how strong it is."""
    return any(word in UNDOING for word in tokens[at + 1 : min(at + 3, place)])


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
    def _barred(self) -> frozenset[str]:
        """The words over which no gap reaches."""
        return FULL_STOPS | (NOT_BETWEEN if self.plain else frozenset() if self.denied else NEGATORS)

    def find(self, told: Sentence) -> Span | None:
        """The first match that counts."""
        if any(told.spans(name) for name in self.unless):
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
        possible = {rank for name in told.names for rank in self._by_first.get(name, ())}
        for rank in sorted(possible):
            span = self.ranked[rank].find(told)
            if span is not None:
                return self.ranked[rank].id, told.words(span)
        return None
