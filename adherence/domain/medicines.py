"""Finds medicines that do not go with naltrexone in what staff enter and in what patients write."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from adherence.domain.medicine_table import CLINIC, GROUP_NAMES, MEDICINES, REASONS, Medicine, MedicineGroup
from adherence.domain.reply import lexicon_en, lexicon_es
from adherence.domain.reply.common_words import COMMON
from adherence.domain.reply.spelling import VOCABULARY

SHORTEST_MENDED = 7
"""One wrong letter is looked through only in names of so many letters: shorter ones are too close to other words."""
_READ = 2000
_WORD = re.compile(r"[^\W\d_]+|\d+")
_OTHER_WORDS = COMMON | {"morphing", "morphings"}
"""Words that are one letter away from a name, and mean themselves."""
_ORDER = tuple(MedicineGroup)
_DRUG_WORDS = frozenset(
    word
    for lexicon in (lexicon_en, lexicon_es)
    for kind in ("opioid", "other_drug")
    for entry in lexicon.CLASSES[kind]
    for word in _WORD.findall(entry)
)
Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A medicine that was named: its generic name, its group, and who says that it matters."""

    name: str
    group: MedicineGroup
    source: str

    @property
    def warning(self) -> str:
        """The group, and the reason in plain words with its source."""
        group = GROUP_NAMES[self.group]
        return f"{group[:1].upper()}{group[1:]}. {self.reason}"

    @property
    def reason(self) -> str:
        """Why it matters, with its source."""
        return f"{REASONS[self.group]} Source: {self.source}."


def words_of(text: str) -> list[str]:
    """The words and numbers of a text in lower case, without accents; of a very long one the beginning."""
    plain = unicodedata.normalize("NFKD", text[:_READ]).casefold()
    kept = "".join(sign for sign in plain if unicodedata.category(sign) not in ("Mn", "Cf"))
    return _WORD.findall(kept)


def medicines_in(text: str, of_clinic: Mapping[str, MedicineGroup] | None = None) -> list[Found]:
    """The medicines that a text names, the most serious first; ``of_clinic`` are the names that a clinic added.

    Whole words only: case, accents, a plural s and, in long words, one wrong letter do not matter.
    """
    words = words_of(text)
    names = _NAMES | _of_clinic(of_clinic or {})
    longest = max(map(len, names), default=1)
    found: list[Found] = []
    place = 0
    while place < len(words):
        length, medicine = _at(words, place, names, longest)
        if medicine is not None:
            found.append(Found(medicine.name, medicine.group, medicine.source))
        place += length
    return sorted(dict.fromkeys(found), key=lambda one: _ORDER.index(one.group))


def is_everyday(word: str) -> bool:
    """Whether patients write a word all the time, so that it cannot stand for a medicine."""
    return word.isdigit() or (word in VOCABULARY and word not in _DRUG_WORDS)


def _at(words: list[str], place: int, names: Mapping[Words, Medicine], longest: int) -> tuple[int, Medicine | None]:
    """How many words were read at a place, and the medicine that they name; the longest name wins."""
    for length in range(min(longest, len(words) - place), 0, -1):
        read = tuple(words[place : place + length])
        medicine = names.get(read) or names.get((*read[:-1], read[-1].removesuffix("s")))
        if medicine is not None:
            return length, medicine
    return 1, _mended(words[place], names)


def _mended(word: str, names: Mapping[Words, Medicine]) -> Medicine | None:
    """The medicine that a long word means, but for one letter; a known word means itself."""
    if len(word) < SHORTEST_MENDED - 1 or word in _OTHER_WORDS:
        return None
    for name, medicine in names.items():
        target = name[0]
        if len(name) > 1 or len(target) < SHORTEST_MENDED or abs(len(target) - len(word)) > 1:
            continue
        near = OSA.distance(word, target, score_cutoff=1) <= 1
        if near and (target[0] == word[0] or sorted(target) == sorted(word)):
            return medicine
    return None


def _named(medicines: Iterable[Medicine]) -> dict[Words, Medicine]:
    return {tuple(words_of(name)): one for one in medicines for name in (one.name, *one.names)}


def _of_clinic(names: Mapping[str, MedicineGroup]) -> dict[Words, Medicine]:
    return _named(Medicine(name, group, CLINIC) for name, group in names.items())


_NAMES = _named(MEDICINES)
