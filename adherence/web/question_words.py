"""Regular questions in the plain words that the care team reads."""

from __future__ import annotations

from adherence.domain.cadence import Cadence
from adherence.domain.check_in_answers import AnswerWord, Said
from adherence.domain.questions import AnswerKind

CADENCE: dict[Cadence, str] = {
    Cadence.DAILY: "Every day",
    Cadence.ALTERNATE: "Every other day",
    Cadence.WEEKLY: "Once a week",
}

ANSWER: dict[AnswerKind, str] = {
    AnswerKind.WELLBEING: "Good, so-so or bad",
    AnswerKind.SCORE: "A score from 0 to 10",
    AnswerKind.DRINKS: "A number of drinks",
    AnswerKind.SIDE_EFFECTS: "0, or what bothers",
    AnswerKind.PLANNER: "Days of the week",
    AnswerKind.FOLLOW_UP: "Taken, first drink, how many",
    AnswerKind.TEXT: "Own words",
}

ANSWER_WORD: dict[AnswerWord, str] = {
    AnswerWord.GOOD: "Good",
    AnswerWord.SO_SO: "So-so",
    AnswerWord.BAD: "Bad",
    AnswerWord.NONE: "None",
    AnswerWord.SOME: "Something bothers",
    AnswerWord.STRONG: "Strong, no number",
    AnswerWord.UNKNOWN: "Not remembered",
}


def said_in_words(answer: AnswerKind, said: Said) -> str:
    """An answer as one short phrase; the patient's own words are shown beside it."""
    if said.value is not None:
        return f"{said.value} of 10" if answer is AnswerKind.SCORE else str(said.value)
    return ANSWER_WORD[said.word] if said.word is not None else "In own words"
