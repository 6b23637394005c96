"""Reads single words as they were meant: texting spellings, letter runs, digits for letters and slips of one key."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from adherence.domain.reply import lexicon, lexicon_en, lexicon_es
from adherence.domain.reply.common_words import COMMON
from adherence.domain.reply.stop_words import KEYWORDS, STOP, squeezed_letters

TEXTING = {**lexicon_es.TEXTING, **lexicon_en.TEXTING}
MENDABLE = (*lexicon_en.MENDABLE, *lexicon_es.MENDABLE)
SHORTEST_MENDED = 5
_WORD_CHARACTERS = re.compile(r"[a-z0-9]*[a-z][a-z0-9]*")
_LEET = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "$": "s", "@": "a"})
_RUN = re.compile(r"(.)\1{2,}")
_ANY_RUN = re.compile(r"(.)\1+")


def _words_of(classes: dict[str, tuple[str, ...]]) -> set[str]:
    """Every plain word that a lexicon mentions."""
    return {word for entries in classes.values() for entry in entries for word in _WORD_CHARACTERS.findall(entry)}


VOCABULARY = frozenset(
    _words_of(lexicon_en.CLASSES)
    | _words_of(lexicon_es.CLASSES)
    | _words_of(lexicon.CLASSES)
    | set(TEXTING)
    | set(TEXTING.values())
    | set(MENDABLE)
    | COMMON
    | KEYWORDS
)


def _without_runs(word: str) -> str:
    """``sooooo`` as ``so``, ``tooook`` as ``took``: whichever known word the run hides."""
    if not _RUN.search(word):
        return word
    double, single = _RUN.sub(r"\1\1", word), _RUN.sub(r"\1", word)
    for candidate in (single, double, _ANY_RUN.sub(r"\1", word)):
        if candidate in VOCABULARY:
            return candidate
    return single


def _without_leet(word: str) -> str:
    """``t00k`` as ``took``, only where letters and digits mix and a known word comes out."""
    if word.isalpha() or not any(character.isalpha() for character in word):
        return word
    plain = word.translate(_LEET)
    if plain in VOCABULARY:
        return plain
    other = plain.replace("i", "l")
    return other if other in VOCABULARY else word


def _with_dropped_g(word: str) -> str:
    """``thinkin`` as ``thinking``: only where the whole word is known and the short one is not."""
    if len(word) < SHORTEST_MENDED or not word.endswith("in") or word in VOCABULARY:
        return word
    return word + "g" if word + "g" in VOCABULARY else word


# "Relaps" is itself a slip of the key: with an ending it is no word.
_STEMS = VOCABULARY - set(TEXTING)
_ENDINGS = ("s", "es", "d", "ed", "ing", "er", "ly", "n")


def is_known(word: str) -> bool:
    """A word of the vocabulary, or one with an ending: "takes" is no slip for "taken", but "stomachs" is "stomach"."""
    if word in VOCABULARY or word.removesuffix("s") in MENDABLE:
        return word in VOCABULARY
    return any(
        word.endswith(ending) and {word.removesuffix(ending), word.removesuffix(ending) + "e"} & _STEMS
        for ending in _ENDINGS
    )


def _mended(word: str) -> str:
    """The mendable word within one slip, or the word itself; the first letter must be right unless two are swapped."""
    if len(word) < SHORTEST_MENDED or not word.isalpha() or is_known(word):
        return word
    for target in MENDABLE:
        if target + "s" == word:
            return target
        close = abs(len(target) - len(word)) <= 1 and OSA.distance(word, target, score_cutoff=1) <= 1
        if close and (target[0] == word[0] or sorted(target) == sorted(word)):
            return target
    return word


@lru_cache(maxsize=20_000)
def meant_word(word: str) -> str:
    """The word or words that a typed word stands for, in lower case without accents."""
    if len(word) > 40:
        return word[:40]
    word = TEXTING.get(word, word)
    if word in VOCABULARY or " " in word:
        return word
    if squeezed_letters(word) in STOP:
        return squeezed_letters(word)
    word = _with_dropped_g(_without_leet(_without_runs(word)))
    word = TEXTING.get(word, word)
    return word if " " in word else _mended(word)
