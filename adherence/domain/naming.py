"""Who of several people on one phone a text is plainly from or about: one name, said as such, else nobody."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from adherence.domain.reply.common_words import COMMON
from adherence.domain.reply.folding import worded

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_ORDINARY = frozenset(
    worded("""
    abril angel april art august bill chase dolores drew faith grace hope joy june mar mark may pat paz rich rob sol
    soledad sue will
""")
)
"""Names that are words as well: "May 1" is a date, and "will take it" names nobody."""
_INTRODUCED = frozenset(
    {("this", "is"), ("it", "is"), ("it's",), ("its",), ("i", "am"), ("i'm",), ("im",), ("soy",), ("habla",), ("es",)}
)
_HERE = frozenset({"here", "aqui"})
_FIRST_OR_SECOND = frozenset(
    worded("""
    i i'm im i've ive me my mine myself we our you you've your yours u ur yo mi mio mia nos tu tuya tuyo te tome
    tomaste olvide salte pude hice
""")
)
"""Words after which "Ana took it" may as well be said to Ana."""
_CODES = frozenset({"1", "3"})


@dataclass(frozen=True, slots=True)
class Named:
    """The place of the one who is named in the list of names, and what the text says without the name."""

    place: int
    rest: str


def who_is_named(body: str, given_names: Sequence[str]) -> Named | None:
    """The only one of ``given_names`` that a text names as its writer or as the one it tells of; None on any doubt.

    Names are compared folded (case, accents) and as whole words. "Ana took hers", "this is Ana, took it" and "1 Ana"
    name Ana; "Ana, took it?", "took it, not Ana" and "Ana I took yours" name nobody.
    """
    words = [(_folded(found.group(0)), found) for found in _WORD.finditer(body)]
    names = [{_folded(word.group(0)) for word in _WORD.finditer(name)} for name in given_names]
    said = [index for index, (word, _) in enumerate(words) if any(word in name for name in names)]
    meant = [place for place, name in enumerate(names) if any(words[index][0] in name for index in said)]
    if len(meant) != 1 or said != list(range(said[0], said[-1] + 1)) or len(said) > len(names[meant[0]]) or "?" in body:
        return None
    if any(words[index][0] in _ORDINARY | COMMON or len(words[index][0]) < 2 for index in said):
        return None
    before = tuple(word for word, _ in words[: said[0]])
    after = [word for word, _ in words[said[-1] + 1 :]]
    follows = body[words[said[-1]][1].end() :]
    rest = _rest(before, after, follows)
    return Named(meant[0], rest) if rest else None


def _rest(before: tuple[str, ...], after: Sequence[str], follows: str) -> str | None:
    if before in _INTRODUCED or (not before and after[:1] and after[0] in _HERE):
        told = follows.lstrip(" ,.:;!-–\n")
        return told.split(None, 1)[1] if len(after) > 1 and after[0] in _HERE else told
    if not before and after and not follows.lstrip(" ").startswith(",") and not _FIRST_OR_SECOND.intersection(after):
        return follows.lstrip(" .:;!-–\n")
    return before[0] if len(before) == 1 and before[0] in _CODES and not after else None


def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.replace("’", "'")).casefold()
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
