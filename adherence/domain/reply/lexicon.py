"""All classes of words that the grammar knows, in one lexicon, and a text read with them."""

from __future__ import annotations

from functools import lru_cache

from adherence.domain.reply import (
    lexicon_body,
    lexicon_danger,
    lexicon_drugs,
    lexicon_emergency,
    lexicon_endings,
    lexicon_means,
    lexicon_peril,
    lexicon_service,
    lexicon_texts,
    lexicon_use,
    lexicon_veiled,
    lexicon_wider,
)
from adherence.domain.reply.names import NAMES
from adherence.domain.reply.sentence import Lexicon, Sentence

CLASSES: dict[str, tuple[str, ...]] = {
    **lexicon_danger.CLASSES,
    **lexicon_means.CLASSES,
    **lexicon_veiled.CLASSES,
    **lexicon_wider.CLASSES,
    **lexicon_peril.CLASSES,
    **lexicon_endings.CLASSES,
    **lexicon_emergency.CLASSES,
    **lexicon_drugs.CLASSES,
    **lexicon_use.CLASSES,
    **lexicon_body.CLASSES,
    **lexicon_texts.CLASSES,
    **lexicon_service.CLASSES,
    "name": tuple(sorted(NAMES)),
}
LEXICON = Lexicon(CLASSES)


@lru_cache(maxsize=64)
def read_words(text: str) -> Sentence:
    """The normalised text with the classes of its words; the same text is not read twice within one reply."""
    return Sentence(text, LEXICON)
