"""The bare keywords that end or restart texting, as carriers define them, and the rule that finds them."""

from __future__ import annotations

import re

STOP = frozenset(
    {"stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout", "alto", "parar", "baja"}
)
START = frozenset({"start", "unstop"})
KEYWORDS = STOP | START
_RUN = re.compile(r"(.)\1+")


def _squeezed(word: str) -> str:
    return _RUN.sub(r"\1", word)


STOP_SQUEEZED = frozenset(_squeezed(word) for word in STOP)
START_SQUEEZED = frozenset(_squeezed(word) for word in START)


def squeezed_letters(text: str) -> str:
    """Only the letters of a normalised text, runs collapsed: ``S T O P !!`` and ``stoppp`` are both ``stop``."""
    letters = "".join(character for character in text if character.isalnum())
    return _squeezed(letters) if len(letters) <= 60 else ""
