"""The checks that every text to a patient must pass, shipped or edited by a clinic."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from adherence.domain.purpose import ANSWERS, ENROLMENT, UNPROMPTED, Purpose
from adherence.domain.segments import count
from adherence.domain.wording import words
from adherence.domain.wording.reading import grade
from adherence.domain.wording.speech import language_of

LOCK_SCREEN_CHARACTERS = 40
# The AMA and NIH advise the sixth grade for what patients read; short texts full of numbers vary by about two.
HIGHEST_GRADE = 8.0


class Rule(StrEnum):
    """What a text can break."""

    LONG = "long"
    COSTLY_CHARACTER = "costly_character"
    RESERVED_WORD = "reserved_word"
    REVEALING = "revealing"
    LOCK_SCREEN = "lock_screen"
    NO_ANSWER_ASKED = "no_answer_asked"
    CATCHES_UP = "catches_up"
    SHAMES = "shames"
    HARD_TO_READ = "hard_to_read"


@dataclass(frozen=True)
class Finding:
    """One fault of a text: the rule, the words or characters that break it, and a sentence for staff."""

    rule: Rule
    evidence: str
    message: str


def lint(text: str, *, lang: str, level: int, purpose: Purpose, names: Collection[str] = ()) -> list[Finding]:
    """Every fault of a filled-in text at a discretion level; ``names`` are words such as the patient's name."""
    language = language_of(lang)
    findings = list(_cost(text))
    if purpose is Purpose.ALERT:
        return findings
    findings += _reserved(text, language, purpose)
    findings += _revealing(text, language, level, names)
    findings += _lock_screen(text, language, names)
    findings += _tone(text, language)
    if purpose in UNPROMPTED and not _asks(text, language):
        findings.append(Finding(Rule.NO_ANSWER_ASKED, text, "It does not ask for an answer."))
    if (reading := grade(text, lang=language)) > HIGHEST_GRADE:
        findings.append(Finding(Rule.HARD_TO_READ, f"{reading:.1f}", f"It reads at grade {reading:.1f}."))
    return findings


def _cost(text: str) -> Iterator[Finding]:
    cost = count(text)
    if cost.segments > 1:
        yield Finding(Rule.LONG, str(cost.segments), f"It takes {cost.segments} segments ({cost.units} characters).")
    for index, character in cost.offending:
        message = f"Character {index + 1}, {character!r}, cuts a segment from 160 to 70 characters."
        yield Finding(Rule.COSTLY_CHARACTER, character, message)


def _asking_parts(text: str, language: str) -> list[list[str]]:
    """The words from each reply verb to the end of its sentence."""
    parts = []
    for sentence in re.split(r"[.!?]\s|[.!?]$|\n", text.lower()):
        found = re.findall(r"[^\W_]+", sentence)
        verb = next((i for i, word in enumerate(found) if word in words.REPLY_VERBS[language]), None)
        if verb is not None:
            parts.append(found[verb + 1 :])
    return parts


def _asks(text: str, language: str) -> bool:
    return any(_asking_parts(text, language))


def _reserved(text: str, language: str, purpose: Purpose) -> Iterator[Finding]:
    named_rightly = words.NAMED_RIGHTLY if purpose in ENROLMENT | ANSWERS else frozenset()
    for part in _asking_parts(text, language):
        for word in part:
            if word in words.RESERVED - named_rightly:
                yield Finding(Rule.RESERVED_WORD, word, f"{word.upper()} is a keyword of the carriers, not an answer.")


def _matches(pattern: str, text: str) -> list[str]:
    return [match.group() for match in re.finditer(rf"\b(?:{pattern})\b", text, re.IGNORECASE)] if pattern else []


def _names(names: Collection[str]) -> str:
    return "|".join(re.escape(name) for name in names if name.strip())


def _revealing(text: str, language: str, level: int, names: Collection[str]) -> Iterator[Finding]:
    found = _matches(_names(names), text)
    if level < 2:
        found += _matches(words.NAMES_TREATMENT[language], text)
    if level < 1:
        found += _matches(words.NAMES_MEDICATION[language], text)
    for word in found:
        yield Finding(Rule.REVEALING, word, f"“{word}” says too much at discretion level {level}.")


def _lock_screen(text: str, language: str, names: Collection[str]) -> Iterator[Finding]:
    private = (words.NAMES_TREATMENT[language], words.NAMES_MEDICATION[language], _names(names))
    for pattern in private:
        for match in re.finditer(rf"\b(?:{pattern})\b", text, re.IGNORECASE) if pattern else ():
            if match.start() < LOCK_SCREEN_CHARACTERS:
                message = f"“{match.group()}” is among the first {LOCK_SCREEN_CHARACTERS} characters (lock screens)."
                yield Finding(Rule.LOCK_SCREEN, match.group(), message)


def _tone(text: str, language: str) -> Iterator[Finding]:
    for word in _matches(words.CATCHES_UP[language], text):
        yield Finding(Rule.CATCHES_UP, word, f"“{word}” could be read as advice to make up for a missed one.")
    for word in _matches(words.SHAMES[language], text):
        yield Finding(Rule.SHAMES, word, f"“{word}” may sound like blame.")
