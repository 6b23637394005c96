"""Keywords that a patient may send at any time: RISK, NO RISK, GO, PAUSE, RESUME; the whole text must be one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from adherence.domain.reply.days import MONTHS, WEEKDAYS
from adherence.domain.reply.folding import shape
from adherence.domain.reply.hours import told_hour
from adherence.domain.reply.normalise import normalise
from adherence.domain.reply.pauses import find_pause
from adherence.domain.reply.reading import Expecting


class Command(StrEnum):
    """What a keyword asks for."""

    RISK = "risk"
    NO_RISK = "no_risk"
    GO = "go"
    PAUSE = "pause"
    RESUME = "resume"


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day as named: an English weekday, yesterday, today or tomorrow, with a local time HH:MM where one was given."""

    day: str
    at: str | None = None


@dataclass(frozen=True, slots=True)
class Keyword:
    """A keyword with its days; without any day the patient must be asked.

    ``unsure`` where a date or a time was given that could be two or none, such as 31/11: that is never today.
    """

    command: Command
    days: tuple[NamedDay, ...] = ()
    unsure: bool = field(default=False, compare=False)

    @property
    def names(self) -> tuple[str, ...]:
        """The days without their times."""
        return tuple(named.day for named in self.days)


_POLITE = r"(?: (?:now|right now|please|ya|ahora|por favor|emoji_\w+))*"
_GO = shape(rf"go{_POLITE}")
_VOY = shape(rf"voy{_POLITE}")
_HIGH = r"(?:high |alto )?(?:risk|riesgo)(?: days?| dias?)?"
_RISK = shape(rf"(?:dias? de riesgo|{_HIGH})(?: : )?(?= |$)")
_NO_RISK = shape(rf"(?:no|not|sin|without)(?: a| un| es| hay)? (?:dias? de riesgo|{_HIGH})(?= |$)")
_NOT_AFTER_ALL = shape(
    r"(?:not?|siempre no|ya no)(?: on| this| el| este)? (?P<before>.+?)"
    r"(?: (?:after all|any ?more|siempre|al final|despues de todo))|(?:siempre no|ya no) (?P<after>.+)"
)
_DAYS = {
    **{word: (name,) for word, name in WEEKDAYS.items()},
    **dict.fromkeys(("weekend", "finde", "fin de semana"), ("saturday", "sunday")),
    **dict.fromkeys(("today", "tonight", "hoy", "esta noche", "this evening"), ("today",)),
    **dict.fromkeys(("tomorrow", "manana"), ("tomorrow",)),
    **dict.fromkeys(("yesterday", "ayer", "anoche", "last night"), ("yesterday",)),
}
_HALF = (
    r"(?: (?:am|pm|oclock|o clock|h|hrs?|horas?|de la (?:manana|tarde|noche)"
    r"|in the (?:morning|evening|afternoon)|at night|y media|y cuarto))*"
)
_ITEM = re.compile(
    r"(?P<time>(?:(?:at|around|about|by|a las|a la|desde las|from) )?"
    rf"(?:noon|midnight|mediodia|medianoche|\d{{1,2}}(?::\d\d|\.\d\d)?{_HALF}|\d{{4}}))(?= |$)"
    r"|(?P<day>" + "|".join(sorted(_DAYS, key=len, reverse=True)) + r")(?= |$)"
    r"|(?P<fill>and|y|or|,|\.|on|the|el|los|la|las|this|este|esta|night|nights|noche|evening|tarde|afternoon|please"
    r"|por favor|thanks|gracias|emoji_\w+|also|tambien|for|para|is|es|are|days?|dias?)(?= |$)"
    r"|(?P<unread>\d\S*|[-/%#?]|next|proximo|coming|st|nd|rd|th|of|de|week|semana|" + MONTHS + r")(?= |$)"
)
# A number or a month after the keyword: some day was meant.
_NAMED = re.compile(
    r"\d|(?<!\S)(?:next|proximo|coming|week|semana|noon|midnight|mediodia|medianoche|" + MONTHS + r")(?!\S)"
)


def find_keyword(text: str, lang: str, expecting: Expecting) -> Keyword | None:
    """The keyword that a normalised text is, nothing else around it; None where it is none or answers the question.

    "Voy" answers a visit text ("I am coming") and a reminder ("in a moment"); "no risk" answers the risk-day question.
    """
    if pause := find_pause(text):
        return Keyword(Command.RESUME if pause.ends else Command.PAUSE)
    if _GO.fullmatch(text):
        return Keyword(Command.GO)
    if _VOY.fullmatch(text):
        return None if expecting in (Expecting.APPOINTMENT, Expecting.DOSE) else Keyword(Command.GO)
    denied = _NO_RISK.match(text)
    if denied:
        return _with_days(Command.NO_RISK, text[denied.end() :], lang, expecting)
    withdrawn = None if expecting is Expecting.APPOINTMENT else _NOT_AFTER_ALL.fullmatch(text)
    if withdrawn:
        days = _days_of(withdrawn.group("before") or withdrawn.group("after") or "", lang)
        return Keyword(Command.NO_RISK, days) if days else None
    declared = _RISK.match(text)
    return _with_days(Command.RISK, text[declared.end() :], lang, expecting) if declared else None


def keyword_in(body: str, lang: str, expecting: Expecting) -> Keyword | None:
    """The keyword that a text as received is."""
    return find_keyword(normalise(body).text, lang, expecting)


def days_alone(body: str, lang: str) -> tuple[NamedDay, ...]:
    """The days of a text that names days and nothing else, such as "FRI SAT 21:00"; empty for any other text."""
    return _days_of(normalise(body).text, lang) or ()


def _with_days(command: Command, rest: str, lang: str, expecting: Expecting) -> Keyword | None:
    days = _days_of(rest, lang)
    unsure = not days and rest.strip(" .,!?") != "" and _NAMED.search(rest) is not None
    if days is None or (not days and not unsure and expecting is Expecting.HIGH_RISK):
        return None
    return Keyword(command, days, unsure=unsure)


def _days_of(text: str, lang: str) -> tuple[NamedDay, ...] | None:
    """Days and times in the order of the text; empty where no day, or an unsure time, is named; None for other words.

    A time belongs to the days just before it: "FRI SAT 21:00" is nine for both, "FRI 20:00 SAT" only for Friday.
    """
    found: list[NamedDay] = []
    waiting: list[str] = []
    unsure, place = False, 0
    text = text.strip()
    while place < len(text):
        item = _ITEM.match(text, place)
        if item is None:
            return None
        if item.group("day"):
            waiting += [name for name in _DAYS[item.group("day")] if name not in waiting]
        elif item.group("time"):
            hour = told_hour(item.group("time"), lang)
            unsure = unsure or hour is None or not hour.sure
            found += [NamedDay(name, hour.at if hour else None) for name in waiting]
            unsure, waiting = unsure or not found, []
        elif item.group("unread"):
            unsure = True
        place = item.end() + 1
    found += [NamedDay(name) for name in waiting]
    return () if unsure else _once_each(found)


def _once_each(days: Sequence[NamedDay]) -> tuple[NamedDay, ...]:
    return tuple({named.day: named for named in days}.values())
