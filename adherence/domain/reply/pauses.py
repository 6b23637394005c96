"""Finds PAUSE and RESUME in both languages, with a topic and a number of days: "PAUSE CHECKINS 7", "SEGUIR"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from adherence.domain.pauses import LONGEST_PAUSE_DAYS, PauseTopic
from adherence.domain.reply.folding import shape


@dataclass(frozen=True, slots=True)
class PauseAsked:
    """A pause as asked for, or its end; ``days`` is None where none were named, and never more than the longest."""

    ends: bool
    topic: PauseTopic = PauseTopic.EVERYTHING
    days: int | None = None


_TOPICS: dict[PauseTopic, str] = {
    PauseTopic.CHECK_INS: r"check ?ins?|questions?|preguntas?|control(?:es)?|seguimientos?",
    PauseTopic.REMINDERS: r"reminders?|recordatorios?|avisos?",
    PauseTopic.VISITS: r"visits?|visitas?|appointments?|citas?",
    PauseTopic.REFILLS: r"refills?|recargas?|surtidos?|reposicion(?:es)?",
    PauseTopic.EVERYTHING: r"texts?|texting|messages?|mensajes?|all|everything|todo",
}
_NAMED = {topic: f"(?P<{topic.value}>{words})" for topic, words in _TOPICS.items()}
_TOPIC = "|".join(_NAMED.values())
# "Resume texts" asks for texts after an opt-out, and is read as an opt-in; that ends a pause too.
_ONE_TOPIC = "|".join(named for topic, named in _NAMED.items() if topic is not PauseTopic.EVERYTHING)
_DAYS = (
    r"(?: (?:for|de|por|durante))?"
    r"(?: (?P<days>\d{1,4})(?: (?:days?|dias?|d))?| (?:a|one|una|1) (?P<week>week|semana))"
)
_POLITE = r"(?:please |por favor )?"
_ENDING = r"(?: (?:please|por favor|thanks|gracias|emoji_\w+))*"
_THE = r"(?: (?:my|the|los|las|mis|de))?"
_PAUSE = shape(rf"{_POLITE}(?:pause|pausa|pausar)(?:{_THE} (?:{_TOPIC}))?(?:{_DAYS})?{_ENDING}")
_RESUME = shape(rf"{_POLITE}(?:resume|seguir|unpause)(?:{_THE} (?:{_ONE_TOPIC}))?{_ENDING}")
_WEEK_DAYS = 7


def find_pause(text: str) -> PauseAsked | None:
    """The pause, or its end, that a normalised text asks for and says nothing else; None for any other text."""
    resumed = _RESUME.fullmatch(text)
    if resumed:
        return PauseAsked(ends=True, topic=_topic(resumed))
    asked = _PAUSE.fullmatch(text)
    if asked is None:
        return None
    days = _WEEK_DAYS if asked.group("week") else int(asked.group("days")) if asked.group("days") else None
    if days == 0:
        return PauseAsked(ends=True, topic=_topic(asked))
    return PauseAsked(ends=False, topic=_topic(asked), days=None if days is None else min(days, LONGEST_PAUSE_DAYS))


def _topic(found: re.Match[str]) -> PauseTopic:
    named = found.groupdict()
    return next((topic for topic in PauseTopic if named.get(topic.value)), PauseTopic.EVERYTHING)
