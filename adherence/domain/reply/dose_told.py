"""The statement about a dose in a text, as an answer: to its own question, or where something else was asked."""

from __future__ import annotations

from adherence.domain.reply import dose
from adherence.domain.reply.answer_words import SOBER
from adherence.domain.reply.asked import Asked, PlainAnswer
from adherence.domain.reply.numbers import clock_time_in, minutes_in
from adherence.domain.reply.reading import Finding, Intent, Value


def _when(asked: Asked) -> Value:
    """How long or until when the patient asks to wait."""
    minutes = minutes_in(asked.text, asked.lang)
    return minutes if minutes is not None else clock_time_in(asked.text, asked.lang)


def dose_statement(asked: Asked, *, also: tuple[Finding, ...] = ()) -> PlainAnswer | None:
    """What the text says about the dose, with how long it is to wait."""
    said = dose.read_dose(asked.text)
    if said is None:
        return None
    value = _when(asked) if said.intent is Intent.SNOOZE else None
    return PlainAnswer(Finding(said.rule, said.words, said.intent, value=value), also, firm=said.firm)


def unprompted_dose(asked: Asked) -> PlainAnswer | None:
    """A statement about the dose where something else was asked."""
    said = None if SOBER.search(asked.text) else dose_statement(asked)
    if said is None or said.finding.intent is Intent.SNOOZE or not dose.speaks_of_dose(asked.text):
        return None
    return said
