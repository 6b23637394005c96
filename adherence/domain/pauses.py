"""Pauses of texts that a patient asks for: of everything unprompted or of one topic, until a local date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from adherence.domain.purpose import UNPROMPTED, Purpose

LONGEST_PAUSE_DAYS = 30
"""Policy: a longer silence is a matter for the care team, not for a keyword."""
TEXTS_PAUSED = "texts_paused"
"""Why nothing was heard of a dose: its texts were kept back by the patient's own wish."""


class PauseTopic(StrEnum):
    """Which of the unprompted texts a pause is about."""

    EVERYTHING = "everything"
    REMINDERS = "reminders"
    CHECK_INS = "check_ins"
    VISITS = "visits"
    REFILLS = "refills"


def topic_of(purpose: Purpose) -> PauseTopic | None:
    """The topic of an unprompted text; None for answers, staff messages and what confirms a consent or a number."""
    if purpose not in UNPROMPTED:
        return None
    match purpose:
        case Purpose.APPOINTMENT:
            return PauseTopic.VISITS
        case Purpose.CHECK_IN:
            return PauseTopic.CHECK_INS
        case Purpose.REFILL:
            return PauseTopic.REFILLS
        case _:
            return PauseTopic.REMINDERS


@dataclass(frozen=True, slots=True)
class PauseSpan:
    """A pause that was not ended early: texts of its topic go on from ``until_on``, a local date."""

    topic: PauseTopic
    until_on: date


def paused_topics(spans: Iterable[PauseSpan], today: date) -> frozenset[PauseTopic]:
    """The topics of which nothing unprompted is sent on a local date."""
    return frozenset(span.topic for span in spans if today < span.until_on)


def is_paused(purpose: Purpose, topics: frozenset[PauseTopic]) -> bool:
    """Whether texts of this purpose wait while these topics are paused."""
    topic = topic_of(purpose)
    return topic is not None and (PauseTopic.EVERYTHING in topics or topic in topics)


def resumes_on(today: date, days: int) -> date:
    """The first local date with texts again: today is the first of the paused days."""
    return today + timedelta(days=days)
