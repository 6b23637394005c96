"""A normalised text with the classes of its words: who is meant, what is denied, what has not happened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from adherence.domain.reply.lexicon_scope import (
    BELIEVED,
    BREAKS,
    CLOSE_BY,
    FULL_STOPS,
    GONE,
    MENTIONING,
    MINE,
    MODALS,
    NEGATORS,
    NO_SUBJECT_AFTER,
    NOT_DENYING,
    OTHERS,
    OWN,
    POSSESSIVES,
    STARTS_ANEW,
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
    def names(self) -> frozenset[str]:
        """The classes and the words (as ``=word``) that are met."""
        return frozenset((*self.hits, *(f"={word}" for word in self._places)))

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
        while place < len(self.tokens) and _is_courtesy(self.tokens[place]):
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
        if self.tokens[place] in STARTS_ANEW and "no es que" not in " ".join(self.tokens[max(0, place - 5) : place]):
            most = CLOSE_BY
        owned = False
        for at, word in self._back(place, most):
            if word in NEGATORS:
                if owned and not _is_close(self.tokens, at):
                    return False
                following = self.tokens[at + 1] if at + 1 < len(self.tokens) else ""
                answer = word == "no" and (following in NO_SUBJECT_AFTER or _is_no_se(self.tokens, at))
                if place - at > CLOSE_BY + 1 and _denies_only_its_verb(self.tokens, at):
                    return False
                return (
                    not answer
                    and following not in NOT_DENYING
                    and following not in NAMES
                    and not _undone(self.tokens, at, place)
                )
            if word in ("i", "yo") and not _is_believed(self.tokens, at):
                return False
            owned = owned or word in OWN
            if (
                word in STARTS_ANEW
                and word != "me"
                and not any(near in NEGATORS for near in self.tokens[max(0, at - CLOSE_BY) : at])
            ):
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
        speaks = self._word(place + 1) if self.tokens[place] in ("no", "ya") else self.tokens[place]
        if speaks in STARTS_ANEW and speaks != "me":
            return False
        for at in range(place - 1, -1, -1):
            word = self.tokens[at]
            if word in FULL_STOPS:
                return False
            if word in MINE or (word in OWN and self.tokens[at + 1 : at + 2] and self.tokens[at + 1] not in OTHERS):
                return False
            if word in OTHERS and not self._is_only_mentioned(at) and not _is_spanish_have(self.tokens, at):
                return True
        return False

    def _word(self, place: int) -> str:
        return self.tokens[place] if place < len(self.tokens) else ""

    def _is_only_mentioned(self, at: int) -> bool:
        """'with my brother', 'at my sister': the person is not who acts."""
        if any(word in GONE for word in self.tokens[max(0, at - 2) : at + 3]):
            return True
        before = self.tokens[at - 1] if at else ""
        earlier = self.tokens[at - 2] if at > 1 else ""
        return before in MENTIONING or (before in POSSESSIVES and earlier in MENTIONING)


_PARTICIPLES = ("ado", "ido", "cho", "sto", "lto", "rto", "ito")


def _is_spanish_have(tokens: list[str], at: int) -> bool:
    """'he pensado', 'he vuelto': not an English 'he'."""
    following = tokens[at + 1] if at + 1 < len(tokens) else ""
    return tokens[at] == "he" and following.endswith(_PARTICIPLES)


def _is_courtesy(word: str) -> bool:
    return word in STEPPED_OVER or word.startswith(("emoji_", "jaja", "haha"))


def _is_close(tokens: list[str], at: int) -> bool:
    """Does the negator stand right before 'my' or a belief? In 'can not come my throat is closing' it denies none."""
    return any(word in OWN or word in BELIEVED for word in tokens[at + 1 : at + 3])


def _denies_only_its_verb(tokens: list[str], at: int) -> bool:
    """'Can not come', 'no puedo ir', 'do not know': what follows after it is said anew."""
    before, after = tokens[at - 1] if at else "", tokens[at + 1 : at + 3]
    unknown = after[:1] == ["know"] and after[1:2] not in (["if"], ["that"], ["any"], ["anyone"], ["what"])
    return unknown or before in MODALS or after[:1] in (["puedo"], ["puede"], ["pude"], ["podre"])


def _is_no_se(tokens: list[str], at: int) -> bool:
    """'No se quiero morir' opens with "I do not know"."""
    return tokens[at + 1 : at + 2] == ["se"] and at + 2 < len(tokens) and tokens[at + 2] in STARTS_ANEW - {"me"}


def _is_believed(tokens: list[str], at: int) -> bool:
    return at > 0 and tokens[at - 1] in BELIEVED


def _undone(tokens: list[str], at: int, place: int) -> bool:
    """'can not stop', 'could not help', 'no puedo dejar de': the denied word only says how strong it is."""
    return any(word in UNDOING for word in tokens[at + 1 : min(at + 3, place)])
