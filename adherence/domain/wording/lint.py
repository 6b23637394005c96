"""The checks that every text to a patient must pass, shipped or edited by a clinic."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from adherence.domain.purpose import ANSWERS, ENROLMENT, SUPPORTER, UNPROMPTED, Purpose
from adherence.domain.segments import costs_double, count
from adherence.domain.wording import words
from adherence.domain.wording.reading import grade
from adherence.domain.wording.speech import language_of

LOCK_SCREEN_CHARACTERS = 40
MOST_SEGMENTS = 2
"""A clinic may pay for a second segment where it says so; more is a letter, not a text (policy)."""
# The AMA and NIH advise the sixth grade for what patients read; short texts full of numbers vary by about two.
HIGHEST_GRADE = 8.0
_NAMES_WHAT_KEYWORDS_DO = ENROLMENT | ANSWERS | SUPPORTER

Span = tuple[int, int]


class Rule(StrEnum):
    """What a text can break."""

    LONG = "long"
    COSTLY_CHARACTER = "costly_character"
    DOUBLE_CHARACTER = "double_character"
    RESERVED_WORD = "reserved_word"
    REVEALING = "revealing"
    LOCK_SCREEN = "lock_screen"
    NO_ANSWER_ASKED = "no_answer_asked"
    CATCHES_UP = "catches_up"
    SHAMES = "shames"
    SHORTENED_LINK = "shortened_link"
    LACKS_ACCENT = "lacks_accent"
    HARD_TO_READ = "hard_to_read"


@dataclass(frozen=True)
class Finding:
    """One fault of a text: the rule, the words or characters that break it, a sentence for staff, and where it is."""

    rule: Rule
    evidence: str
    message: str
    spans: tuple[Span, ...] = ()
    refused: bool = True
    """Whether it can never be sent; what is only advised against may be, once somebody has said so."""


def lint(text: str, *, lang: str, level: int, purpose: Purpose, names: Collection[str] = ()) -> list[Finding]:
    """Every fault of a filled-in text at a discretion level; ``names`` are words such as the patient's name."""
    language = language_of(lang)
    findings = [*_cost(text), *_links(text)]
    if purpose is Purpose.ALERT:
        return findings
    findings += _reserved(text, language, purpose)
    findings += _revealing(text, level, names)
    findings += _lock_screen(text, names)
    findings += _tone(text, language)
    if purpose in UNPROMPTED and not _asks(text, language):
        findings.append(Finding(Rule.NO_ANSWER_ASKED, text, "It does not ask for an answer."))
    findings += _plainness(text, language)
    return findings


def _cost(text: str) -> Iterator[Finding]:
    cost = count(text)
    if cost.segments > 1:
        message = f"It takes {cost.segments} segments ({cost.units} characters): each is paid for."
        yield Finding(Rule.LONG, str(cost.segments), message, refused=cost.segments > MOST_SEGMENTS)
    for index, character in cost.offending:
        message = f"Character {index + 1}, {character!r}, cuts a segment from 160 to 70 characters."
        yield Finding(Rule.COSTLY_CHARACTER, character, message, ((index, index + 1),))
    for index, character in enumerate(text):
        if costs_double(character):
            message = f"Character {index + 1}, {character!r}, counts as two."
            yield Finding(Rule.DOUBLE_CHARACTER, character, message, ((index, index + 1),), refused=False)


def _links(text: str) -> Iterator[Finding]:
    for span, word in _found(words.SHORTENERS, text):
        message = f"“{word}” is a public link shortener, which carriers filter; write out an address of your own."
        yield Finding(Rule.SHORTENED_LINK, word, message, (span,))


def asking_parts(text: str, lang: str) -> list[list[tuple[str, int]]]:
    """The words from each reply verb to the end of its sentence, in small letters, with where each begins."""
    verbs = words.REPLY_VERBS[language_of(lang)]
    found = [(sentence, _place_of_verb(sentence, verbs)) for sentence in _sentences(text)]
    return [sentence[place + 1 :] for sentence, place in found if place is not None]


def answer_parts(text: str, lang: str) -> list[list[tuple[str, int]]]:
    """As ``asking_parts``, with the sentences that only list answers: "Why? 1 forgot, 2 felt fine"."""
    verbs = words.REPLY_VERBS[language_of(lang)]
    lists = [part for part in _sentences(text) if part and part[0][0] == "1" and _place_of_verb(part, verbs) is None]
    return [*asking_parts(text, lang), *lists]


def _sentences(text: str) -> Iterator[list[tuple[str, int]]]:
    start = 0
    for sentence in re.split(r"([.!?]\s|[.!?]$|\n)", text):
        yield [(match.group().lower(), start + match.start()) for match in re.finditer(r"[^\W_]+", sentence)]
        start += len(sentence)


def _place_of_verb(sentence: list[tuple[str, int]], verbs: Collection[str]) -> int | None:
    return next((place for place, (word, _) in enumerate(sentence) if word in verbs), None)


def _asks(text: str, language: str) -> bool:
    return any(asking_parts(text, language))


def _reserved(text: str, language: str, purpose: Purpose) -> Iterator[Finding]:
    named_rightly = words.NAMED_RIGHTLY if purpose in _NAMES_WHAT_KEYWORDS_DO else frozenset()
    for part in asking_parts(text, language):
        for word, start in part:
            if word in words.RESERVED - named_rightly:
                message = f"{word.upper()} is a keyword of the carriers, not an answer."
                yield Finding(Rule.RESERVED_WORD, word, message, ((start, start + len(word)),))


def _found(pattern: str, text: str) -> list[tuple[Span, str]]:
    """Where a pattern of whole words is, and the words."""
    matches = re.finditer(rf"\b(?:{pattern})\b", text, re.IGNORECASE) if pattern else ()
    return [(match.span(), match.group()) for match in matches]


def _names(names: Collection[str]) -> str:
    return "|".join(re.escape(name) for name in names if name.strip())


def _in_any_language(patterns: Mapping[str, str]) -> str:
    """Others who read the phone may know another language than the patient's."""
    return "|".join(patterns.values())


def _revealing(text: str, level: int, names: Collection[str]) -> Iterator[Finding]:
    found = _found(_names(names), text)
    if level < 2:
        found += _found(_in_any_language(words.NAMES_TREATMENT), text)
    if level < 1:
        found += _found(_in_any_language(words.NAMES_MEDICATION), text)
    for span, word in found:
        yield Finding(Rule.REVEALING, word, f"“{word}” says too much at discretion level {level}.", (span,))


def _lock_screen(text: str, names: Collection[str]) -> Iterator[Finding]:
    telling = _in_any_language(words.NAMES_TREATMENT), _in_any_language(words.NAMES_MEDICATION)
    for pattern in (*telling, _names(names)):
        for span, word in _found(pattern, text):
            if span[0] < LOCK_SCREEN_CHARACTERS:
                message = f"“{word}” is among the first {LOCK_SCREEN_CHARACTERS} characters (lock screens)."
                yield Finding(Rule.LOCK_SCREEN, word, message, (span,))


def _tone(text: str, language: str) -> Iterator[Finding]:
    for span, word in _found(words.CATCHES_UP[language], text):
        message = f"“{word}” could be read as advice to make up for a missed one."
        yield Finding(Rule.CATCHES_UP, word, message, (span,))
    for span, word in _found(words.SHAMES[language], text):
        yield Finding(Rule.SHAMES, word, f"“{word}” may sound like blame.", (span,))


def _plainness(text: str, language: str) -> Iterator[Finding]:
    for span, word in _found(words.LACKS_ACCENT[language], text):
        message = f"“{word}” is misspelt without its accent, and the accent may be dear: choose another word."
        yield Finding(Rule.LACKS_ACCENT, word, message, (span,), refused=False)
    if (reading := grade(text, lang=language)) > HIGHEST_GRADE:
        yield Finding(Rule.HARD_TO_READ, f"{reading:.1f}", f"It reads at grade {reading:.1f}.", refused=False)
