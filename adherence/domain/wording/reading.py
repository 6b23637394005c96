"""School grade needed to read a short text: Flesch-Kincaid for English, Crawford for Spanish."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_VOWELS_EN = re.compile(r"[aeiouy]+", re.IGNORECASE)
# Two strong vowels are two syllables in Spanish; a weak one without accent joins its neighbour.
_VOWELS_ES = re.compile(r"[iuüy]?(?:[aeoáéíóú]|[iuü])(?:[iuy](?![aeoáéíóú]))?", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?:;]+(?:\s|$)")


def grade(text: str, *, lang: str) -> float:
    """US school grade; not below 0, and 0 for a text without words.

    Flesch-Kincaid (Kincaid 1975): 0.39 words/sentence + 11.8 syllables/word - 15.59. Crawford (1989), for Spanish
    of the primary grades: -0.205 sentences + 0.049 syllables, both per 100 words, - 3.407.
    """
    words = _WORD.findall(text)
    if not words:
        return 0.0
    sentences = sum(1 for part in _SENTENCE_END.split(text) if _WORD.search(part))
    if lang == "es":
        syllables = sum(len(_VOWELS_ES.findall(word)) or 1 for word in words)
        return max(0.0, (-20.5 * sentences + 4.9 * syllables) / len(words) - 3.407)
    syllables = sum(_syllables_en(word) for word in words)
    return max(0.0, 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59)


def _syllables_en(word: str) -> int:
    groups = len(_VOWELS_EN.findall(word))
    silent_e = word.lower().endswith("e") and not word.lower().endswith("le")
    return max(1, groups - 1 if silent_e else groups)
