"""What a reply says to a regular question, what it means for the goal, and when the care team must look."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from adherence.domain.cadence import Sign
from adherence.domain.drinking import MOST_DRINKS
from adherence.domain.questions import HIGHEST_SCORE, AnswerKind, ClinicQuestion
from adherence.domain.reply import Expecting, Intent, Reading, read_reply
from adherence.domain.reply.normalise import normalise
from adherence.domain.states import FlagKind


class AnswerWord(StrEnum):
    """An answer that is no number."""

    GOOD = "good"
    SO_SO = "so_so"
    BAD = "bad"
    NONE = "none"
    SOME = "some"
    STRONG = "strong"
    UNKNOWN = "unknown"


WORDS_OF: dict[AnswerKind, tuple[AnswerWord, ...]] = {
    AnswerKind.WELLBEING: (AnswerWord.GOOD, AnswerWord.SO_SO, AnswerWord.BAD),
    AnswerKind.SIDE_EFFECTS: (AnswerWord.NONE, AnswerWord.SOME),
}
"""The words that staff can choose between for an answer given by telephone."""


@dataclass(frozen=True, slots=True)
class Said:
    """One answer: a number, a word, or neither where the patient's own words are the answer."""

    value: int | None = None
    word: AnswerWord | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """The threshold and the goal that hold for one patient."""

    threshold: int | None = None
    goal: int | None = None


def limits_of(question: ClinicQuestion, threshold: int | None, goal: int | None) -> Limits:
    """A patient's own numbers, else the clinic's."""
    return Limits(question.threshold if threshold is None else threshold, question.goal if goal is None else goal)


_SO_SO = re.compile(
    r"\b(?:so[ -]?so|soso|meh|regular(?:cito)?|mas o menos|masomenos|ni bien ni mal|ups and downs|up and down"
    r"|could be better|could be worse|mixed|in between|50 ?/ ?50|not great not (?:bad|terrible)"
    r"|ahi (?:vamos|mas o menos))\b"
)
_FREE_WORDS = frozenset({Intent.UNCLEAR, Intent.CHAT, Intent.YES, Intent.NO, Intent.SCORE, Intent.NOT_TAKEN})
_EMPTY_CHAT = re.compile(
    r"(?:ok(?:ay)?|k|thanks?(?: you)?|thank u|thx|ty|gracias|muchas gracias|vale|de acuerdo|hi|hello|hola|emoji_\w+| )*"
)


def answer_in(answer: AnswerKind, reading: Reading, body: str, language: str) -> Said | None:
    """What a reply answers to a question of a kind; None where it is about something else, or unclear."""
    intents = (reading.intent, *reading.also)
    match answer:
        case AnswerKind.SCORE:
            return _score(reading, intents)
        case AnswerKind.DRINKS:
            return _drinks(reading, intents)
        case AnswerKind.WELLBEING:
            return _wellbeing(reading, intents, normalise(body).text)
        case AnswerKind.SIDE_EFFECTS:
            return _side_effects(reading, intents, body, language)
        case AnswerKind.TEXT:
            said_something = not _EMPTY_CHAT.fullmatch(normalise(body).text)
            is_answer = reading.intent in _FREE_WORDS and reading.settles is None
            return Said() if is_answer and said_something else None
        case AnswerKind.PLANNER | AnswerKind.FOLLOW_UP:
            return None
        case _:
            assert_never(answer)


def _score(reading: Reading, intents: tuple[Intent, ...]) -> Said | None:
    if Intent.SCORE not in intents or (isinstance(reading.value, int) and reading.value > HIGHEST_SCORE):
        return None
    return Said(reading.value) if isinstance(reading.value, int) else Said(word=AnswerWord.STRONG)


def _drinks(reading: Reading, intents: tuple[Intent, ...]) -> Said | None:
    if reading.rule == "drinks.forgotten":
        return Said(word=AnswerWord.UNKNOWN)
    number = reading.value if Intent.SCORE in intents else None
    return Said(number) if isinstance(number, int) and number <= MOST_DRINKS else None


def _wellbeing(reading: Reading, intents: tuple[Intent, ...], text: str) -> Said | None:
    if reading.intent in (Intent.YES, Intent.NO, Intent.UNCLEAR) and _SO_SO.search(text):
        return Said(word=AnswerWord.SO_SO)
    if Intent.NO in intents:
        return Said(word=AnswerWord.BAD)
    if Intent.YES in intents:
        return Said(word=AnswerWord.GOOD)
    # "In your own words": a person reads them.
    return Said() if reading.intent is Intent.UNCLEAR else None


def _side_effects(reading: Reading, intents: tuple[Intent, ...], body: str, language: str) -> Said | None:
    if Intent.SIDE_EFFECT in intents:
        return Said(word=AnswerWord.SOME)
    if reading.intent not in (Intent.UNCLEAR, Intent.CHAT, Intent.NO, Intent.YES, Intent.SCORE):
        return None
    if reading.rule.startswith("unclear.undecided"):
        return None
    as_count = read_reply(body, lang=language, expecting=Expecting.DRINKS)
    as_mood = read_reply(body, lang=language, expecting=Expecting.WELLBEING)
    text = normalise(body).text
    if as_count.value == 0 or (as_mood.intent is Intent.YES and not text.isdecimal()):
        return Said(word=AnswerWord.NONE)
    has_words = any(len(word) > 2 and word.isalpha() for word in text.split())
    return Said(word=AnswerWord.SOME) if has_words and not _EMPTY_CHAT.fullmatch(text) else None


def sign_of(answer: AnswerKind, said: Said, limits: Limits) -> Sign | None:
    """What an answer means for the goal; None where it says nothing about it."""
    match answer:
        case AnswerKind.SCORE:
            return _sign_of_score(said, limits)
        case AnswerKind.DRINKS:
            if said.value is None:
                return None
            if said.value > (limits.threshold or 0):
                return Sign.LAPSE
            return Sign.MET if said.value <= (limits.goal or 0) else Sign.MISSED
        case AnswerKind.WELLBEING | AnswerKind.SIDE_EFFECTS:
            return _SIGNS.get(said.word) if said.word else None
        case AnswerKind.TEXT | AnswerKind.PLANNER | AnswerKind.FOLLOW_UP:
            # The goal of a question without a measure is that it is answered.
            return Sign.MET
        case _:
            assert_never(answer)


_SIGNS = {
    AnswerWord.GOOD: Sign.MET,
    AnswerWord.NONE: Sign.MET,
    AnswerWord.SO_SO: Sign.MISSED,
    AnswerWord.BAD: Sign.OVER,
    AnswerWord.SOME: Sign.OVER,
}


def _sign_of_score(said: Said, limits: Limits) -> Sign:
    if limits.threshold is not None and (said.value is None or said.value >= limits.threshold):
        return Sign.OVER
    return Sign.MET if limits.goal is None or (said.value or 0) <= limits.goal else Sign.MISSED


def flag_for(question: ClinicQuestion, said: Said, limits: Limits) -> tuple[FlagKind, str] | None:
    """The flag that an answer opens, with its detail; None where nobody must look."""
    if sign_of(question.answer, said, limits) not in (Sign.OVER, Sign.LAPSE):
        return None
    match question.answer:
        case AnswerKind.SCORE if question.is_own:
            said_so = "strong words" if said.value is None else f"{said.value} of 10"
            return FlagKind.WELLBEING, f"{question.name}: {said_so}; from {limits.threshold} on the team looks"
        case AnswerKind.SCORE if said.value is None:
            return FlagKind.CRAVING, "Told us about a strong craving"
        case AnswerKind.SCORE:
            return FlagKind.CRAVING, f"Craving {said.value} of 10; from {limits.threshold} on the team looks"
        case AnswerKind.DRINKS:
            return FlagKind.LAPSE, "More than agreed since the question before; answered to our question"
        case AnswerKind.WELLBEING:
            return FlagKind.WELLBEING, "Answered that it is going badly"
        case AnswerKind.SIDE_EFFECTS:
            return FlagKind.SIDE_EFFECT, "Answered that something bothers them"
        case AnswerKind.TEXT | AnswerKind.PLANNER | AnswerKind.FOLLOW_UP:
            return None
        case _:
            assert_never(question.answer)
