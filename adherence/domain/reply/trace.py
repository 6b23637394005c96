"""Shows how one text is read, step by step: the words, the facts, each concern in its order, and what follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from adherence.domain.reply.auto_reply import find_auto_reply
from adherence.domain.reply.facts import Facts
from adherence.domain.reply.help import find_help
from adherence.domain.reply.keywords import find_keyword
from adherence.domain.reply.lapse import mentions_opioid
from adherence.domain.reply.numbers import clock_time_in, minutes_in
from adherence.domain.reply.read import Considered, consider
from adherence.domain.reply.reading import Expecting, Finding, Reading
from adherence.domain.reply.start import find_start
from adherence.domain.reply.supply import find_supply
from adherence.domain.reply.visit import cannot_come, find_reschedule, names_visit, visit_is_meant


class Weight(StrEnum):
    """What became of one concern."""

    DECIDES = "decides"
    BESIDE = "beside"
    OUTRANKED = "outranked"
    SILENT = "silent"


@dataclass(frozen=True)
class Step:
    """One concern, in the order of rank: the rule that spoke and the words that it saw, or neither."""

    concern: str
    weight: Weight
    rule: str = ""
    saw: str = ""
    safety: bool = False


@dataclass(frozen=True)
class Trace:
    """One text as read: its words, the facts found in them, every concern in order, and the result."""

    words: str
    facts: tuple[str, ...]
    steps: tuple[Step, ...]
    reading: Reading


def trace_reply(text: str, *, lang: str, expecting: Expecting) -> Trace:
    """How any text is read, by the same code that reads it for the service."""
    considered = consider(text, lang=lang, expecting=Expecting(expecting))
    return Trace(
        words=considered.facts.text,
        facts=tuple(_facts(considered.facts)),
        steps=tuple(_steps(considered)),
        reading=considered.reading,
    )


def _steps(considered: Considered) -> Iterator[Step]:
    """Each concern with what it found; then whatever counts that only follows from other findings."""
    told: set[str] = set()
    for concern, finding in _concerns(considered.facts):
        if finding is None:
            yield Step(concern, Weight.SILENT)
        elif finding.rule not in told:
            told.add(finding.rule)
            yield _step(concern, finding, considered)
    for finding in (considered.main, *considered.also):
        if finding.rule not in told:
            told.add(finding.rule)
            yield _step("Follows from the above", finding, considered)


def _step(concern: str, finding: Finding, considered: Considered) -> Step:
    if finding.rule == considered.main.rule:
        weight = Weight.DECIDES
    elif finding.intent in {kept.intent for kept in considered.also}:
        weight = Weight.BESIDE
    else:
        weight = Weight.OUTRANKED
    return Step(concern, weight, finding.rule, finding.words[:300], finding.safety)


def _concerns(facts: Facts) -> Iterator[tuple[str, Finding | None]]:
    """Every concern in the order in which it outranks the next (see ``read``)."""
    text = facts.text
    yield "Written by a machine", find_auto_reply(text, facts.words.original)
    yield "Danger to life", facts.crisis[0] if facts.crisis else None
    yield "Wants no more texts", facts.stop
    yield "Wants texts again", find_start(text)
    yield "Wrong number", facts.wrong_number
    yield "Alcohol or drugs used", facts.lapse.finding if facts.lapse else None
    yield "Complaint of the body", facts.side_effect
    yield "Question for the care team", facts.medical
    yield "Tablets and refills", find_supply(text)
    yield "Visit cannot be kept or is to be moved", _visit(facts)
    yield "Asks for help or information", find_help(text)
    yield "Answer to what was asked", facts.plain.finding
    for further in facts.plain.also:
        yield "Said along with it", further


def _visit(facts: Facts) -> Finding | None:
    if not visit_is_meant(facts.text, facts.expecting):
        return None
    moved = find_reschedule(facts.text)
    cannot = cannot_come(facts.text) if facts.expecting is Expecting.APPOINTMENT else None
    if moved is None and cannot is not None:
        return Finding("reschedule.cannot_come", cannot, facts.plain.finding.intent)
    return moved


def _facts(facts: Facts) -> Iterator[str]:
    """What the text names, as short sentences."""
    text = facts.text
    keyword = find_keyword(text, facts.lang, facts.expecting)
    if keyword is not None:
        yield f"The whole text is the keyword {keyword.command.replace('_', ' ').upper()}"
    if "?" in text:
        yield "It asks something"
    if facts.words.has_emoji:
        yield "It has emoji"
    if facts.partial is not None:
        yield f"Another quantity than planned: {facts.partial}"
    minutes, at = minutes_in(text, facts.lang), clock_time_in(text, facts.lang)
    if minutes is not None:
        yield f"A length of time: {minutes} minutes"
    if at is not None:
        yield f"A time of day: {at}"
    if mentions_opioid(text):
        yield "An opioid is named"
    if names_visit(text):
        yield "A visit is named"
