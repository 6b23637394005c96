"""Which day and which part of a day a text names."""

from __future__ import annotations

import re

from adherence.domain.reply.folding import shape
from adherence.domain.reply.reading import Meant

WEEKDAYS: dict[str, str] = {}
for _name, _forms in {
    "monday": "monday mondays mon lunes lun",
    "tuesday": "tuesday tuesdays tue tues martes mar",
    "wednesday": "wednesday wednesdays wed weds miercoles mie",
    "thursday": "thursday thursdays thu thur thurs jueves jue",
    "friday": "friday fridays fri viernes vie",
    "saturday": "saturday saturdays sat sabado sabados sab",
    "sunday": "sunday sundays sun domingo domingos dom",
}.items():
    WEEKDAYS.update(dict.fromkeys(_forms.split(), _name))

# Months in words, as one alternative of an expression: a date is never worked out, only noticed.
MONTHS = (
    "january|jan|enero|ene|february|feb|febrero|march|mar|marzo|april|apr|abril|abr|may|mayo|june|jun|junio|july|jul|julio"
    "|august|aug|agosto|ago|september|sept?|septiembre|october|oct|octubre|november|nov|noviembre|december|dec"
    "|diciembre|dic"
)

_WEEKDAY = shape(r"(?<!\S)(?:" + "|".join(sorted(WEEKDAYS, key=len, reverse=True)) + r")(?!\S)")
_WEEKEND = shape(r"(?<!\S)(?:weekend|fin de semana|finde)(?!\S)")
_TOMORROW = shape(r"(?<!\S)tomorrow(?!\S)|(?<!la )(?<!esta )(?<!\S)manana(?!\S)(?! en la manana$)")
_TODAY = shape(
    r"""
        (?<!\S)(?:today|tonight|tonights|todays|hoy|this (?:morning|afternoon|evening)|right now|esta noche
        |al rato|ahorita|now|later)(?!\S)"""
)
_YESTERDAY = shape(r"(?<!\S)(?:yesterdays?|last night|last nights|ayer|anoche|antier)(?!\S)")
_SLOTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("last_night", shape(r"(?<!\S)(?:last nights?|anoche|ayer en la noche|yesterdays? (?:evening|night))(?!\S)")),
    ("morning", shape(r"(?<!\S)(?:mornings?|(?:esta|en la|por la|de la) manana|breakfast|am)(?!\S)")),
    ("noon", shape(r"(?<!\S)(?:noon|lunch|midday|mediodia|almuerzo)(?!\S)")),
    ("afternoon", shape(r"(?<!\S)(?:afternoons?|(?:esta|en la|por la|de la) tarde)(?!\S)")),
    (
        "evening",
        shape(r"""
            (?<!\S)(?:evenings?|tonights?|nights?|dinner|bedtime|(?:esta|en la|por la|de la) noche|pm
            |cena)(?!\S)"""),
    ),
)


def weekdays_in(text: str) -> tuple[str, ...]:
    """Every weekday named, in the order of the text, once each, in English lower case."""
    names = [WEEKDAYS[found.group(0)] for found in _WEEKDAY.finditer(text)]
    if _WEEKEND.search(text):
        names += ["saturday", "sunday"]
    return tuple(dict.fromkeys(names))


def day_in(text: str) -> str | None:
    """The one day that a text is about: ``tomorrow``, a weekday, ``today``, or None."""
    weekday = _WEEKDAY.search(text)
    tomorrow = _TOMORROW.search(text)
    if tomorrow and (weekday is None or tomorrow.start() < weekday.start()):
        return "tomorrow"
    if weekday:
        return WEEKDAYS[weekday.group(0)]
    if _WEEKEND.search(text):
        return "saturday"
    return "today" if _TODAY.search(text) else None


def meant_in(text: str) -> Meant | None:
    """Which dose the text names by its day or its part of the day, or None."""
    slot = next((name for name, shape in _SLOTS if shape.search(text)), None)
    weekday = _WEEKDAY.search(text)
    day: str | None = None
    if _YESTERDAY.search(text):
        day = "yesterday"
    elif _TOMORROW.search(text):
        day = "tomorrow"
    elif weekday:
        day = WEEKDAYS[weekday.group(0)]
    elif _TODAY.search(text):
        day = "today"
    return Meant(day=day, slot=slot) if day or slot else None
