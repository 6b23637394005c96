"""Turns readable word patterns into compiled rules over normalised text (words separated by single spaces)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from adherence.domain.reply import lexicon_en, lexicon_es
from adherence.domain.reply.folding import unfolded
from adherence.domain.reply.reading import Finding, Intent

GAPS = {
    "end": r"(?= *(?:$|[.,?!]| emoji_\w+))",
    "start": r"(?:^|(?<=[.,?!] ))",
}


def _classes() -> dict[str, str]:
    """The word classes of both languages joined: a reply may mix them."""
    names = set(lexicon_en.CLASSES) | set(lexicon_es.CLASSES)
    joined: dict[str, str] = {}
    for name in names:
        words = [*lexicon_en.CLASSES.get(name, ()), *lexicon_es.CLASSES.get(name, ())]
        # Longest first, so that "pain pills" wins over "pain".
        words.sort(key=lambda word: (-len(word), word))
        joined[name] = "(?:" + "|".join(words) + ")"
    return joined


CLASSES = _classes()
_REFERENCE = re.compile(r"<(\w+)>")


# Up to so many words in between, of any kind or with punctuation; the space that a neighbour lacks is supplied.
_BETWEEN = {"gap": r"\w+", "gap6": r"\w+", "any": r"\S+"}
_MOST_BETWEEN = {"gap": 3, "gap6": 6, "any": 5}
_GAP = re.compile(r"( ?)<(gap6?|any)>( ?)(?=(.{0,4}))")


def _gap(match: re.Match[str]) -> str:
    """A gap with exactly one space on each side of it, whether or not words stand in it."""
    before, name, after, next_up = match.groups()
    most = _MOST_BETWEEN[name]
    ends_with_space = match.string[: match.start()].endswith((" )?", " )*", " )"))
    if ends_with_space and not before:
        return f"(?:{_BETWEEN[name]} ){{0,{most}}}"
    if before and not after:
        return f" (?:{_BETWEEN[name]} ){{0,{most}}}"
    open_ended = not next_up or next_up[0] in "|)" or next_up.startswith(("(?: ", "(?=", "(?!"))
    return f"{before}(?: {_BETWEEN[name]}){{0,{most}}}" + (" " if after or not open_ended else "")


# In "(?= *(?:$|[.,]| (?:to|at)))" the "to" must not be met by "today".
_WORDS_MAY_FOLLOW = re.compile(r"(\(\?= \*\(\?:\$\|\[[^\]]*\]\| \(\?:)([^()]*)\)\)\)")
# "(?! (?:a|the))" must not be stopped by "after".
_WHOLE_WORDS_AHEAD = re.compile(r"\(\?! \(\?:([^()]*)\)\)")


def expand(pattern: str) -> str:
    """The pattern with every ``<class>`` replaced by its words; classes may name classes."""
    pattern = unfolded(pattern)
    pattern = _WORDS_MAY_FOLLOW.sub(r"\1\2)(?!\\w)))", pattern)
    pattern = _WHOLE_WORDS_AHEAD.sub(r"(?! (?:\1)(?!\\w))", _GAP.sub(_gap, pattern))

    def fill(match: re.Match[str]) -> str:
        name = match.group(1)
        return GAPS[name] if name in GAPS else expand(CLASSES[name])

    return _REFERENCE.sub(fill, pattern)


def compiled(*patterns: str) -> re.Pattern[str]:
    """One compiled expression that matches any of the patterns at word borders."""
    return re.compile(r"(?<!\S)(?:" + "|".join(expand(pattern) for pattern in patterns) + r")(?!\S)")


@dataclass(frozen=True)
class Rule:
    """A named rule: fires where ``shape`` is found and ``unless`` is not."""

    id: str
    shape: re.Pattern[str]
    unless: re.Pattern[str] | None = None

    def words_in(self, text: str) -> str | None:
        """The words that made the rule fire, or None."""
        found = self.shape.search(text)
        if found is None or (self.unless is not None and self.unless.search(text)):
            return None
        return found.group(0).strip()


def rule(id: str, *patterns: str, unless: tuple[str, ...] = ()) -> Rule:
    """Compiles one rule from its patterns."""
    return Rule(id, compiled(*patterns), compiled(*unless) if unless else None)


def first(rules: tuple[Rule, ...], text: str) -> tuple[str, str] | None:
    """The id and the words of the first rule that fires, or None."""
    for candidate in rules:
        words = candidate.words_in(text)
        if words is not None:
            return candidate.id, words
    return None


def finding(rules: tuple[Rule, ...], text: str, intent: Intent) -> Finding | None:
    """The finding of the first rule that fires, or None."""
    hit = first(rules, text)
    return Finding(hit[0], hit[1], intent) if hit else None
