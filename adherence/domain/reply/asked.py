"""A text with the question that was open, and the answer that is read from it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from adherence.domain.reply import answer
from adherence.domain.reply.days import MONTHS
from adherence.domain.reply.normalise import Words
from adherence.domain.reply.reading import Expecting, Finding, Intent, Value


@dataclass(frozen=True)
class PlainAnswer:
    """The answer and what was said along with it; ``firm`` where a dose statement may be recorded unseen."""

    finding: Finding
    also: tuple[Finding, ...] = ()
    firm: bool = False
    settled_by_context: bool = False

    @property
    def is_an_answer(self) -> bool:
        """False for small talk and for what could not be read."""
        return self.finding.intent not in (Intent.CHAT, Intent.UNCLEAR)


@dataclass(frozen=True)
class Asked:
    """A text with what was asked and the patient's language."""

    text: str
    words: Words
    lang: str
    expecting: Expecting

    def found(self, rule: str, intent: Intent, value: Value = None) -> PlainAnswer:
        """An answer by the rule, seen in the whole text."""
        return PlainAnswer(Finding(rule, self.text, intent, value=value))


# "31/11 32/12": days that are none are for people, not talk.
_ONLY_DATES = re.compile(r"(?:(?:\d\S*|[-/%#.,?:]|and|y|or|o|the|on|el|of|de|st|nd|rd|th|" + MONTHS + r")(?: |$))+")


def fallback(asked: Asked) -> PlainAnswer:
    """Small talk, or unclear: a statement after no question is talk, an unreadable answer is for people."""
    if not any(character.isalnum() for character in asked.text):
        return asked.found("unclear.empty", Intent.UNCLEAR)
    if answer.is_undecided(asked.text):
        return asked.found("unclear.undecided", Intent.UNCLEAR)
    if answer.is_small_talk(asked.text):
        return asked.found("chat.small_talk", Intent.CHAT)
    if _ONLY_DATES.fullmatch(asked.text):
        return asked.found("unclear.only_numbers", Intent.UNCLEAR)
    if asked.expecting is Expecting.NONE and has_words(asked):
        return asked.found("chat.nothing_asked", Intent.CHAT)
    if asked.expecting is not Expecting.DOSE and asked.words.count > 5:
        return asked.found("chat.other", Intent.CHAT)
    return asked.found("unclear.no_rule", Intent.UNCLEAR)


def has_words(asked: Asked) -> bool:
    """Is there anything like language? Bare numbers and single consonants are not."""
    return (
        any(
            len(word) > 1 and word.isalpha() and any(vowel in word for vowel in "aeiouy") for word in asked.text.split()
        )
        or answer.is_bare_yes(asked.text)
        or answer.is_bare_no(asked.text)
    )
