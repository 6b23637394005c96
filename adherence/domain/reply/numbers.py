"""Numbers, minutes and clock times in words, in both languages."""

from __future__ import annotations

import re
from functools import lru_cache

from adherence.domain.reply.folding import shape

_EN = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ES = ("cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce")
WORDS: dict[str, int] = {
    **{word: value for value, word in enumerate(_EN)},
    "zip": 0,
    "zilch": 0,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fortyfive": 45,
    "sixty": 60,
    "ninety": 90,
    "teen": 10,
    "quince": 15,
    "veinte": 20,
    "treinta": 30,
    "cuarenta": 40,
    "sesenta": 60,
    "un": 1,
    "una": 1,
}
_SPANISH_ONLY = {**{word: value for value, word in enumerate(_ES)}}
_AMBIGUOUS_IN_ENGLISH = frozenset({"once", "un", "una"})
_MINUTES_AN_HOUR = 60


@lru_cache(maxsize=4096)
def number_of(word: str, lang: str) -> int | None:
    """The whole number that one word says, rounding halves up; None where it is no number."""
    if re.fullmatch(r"\d{1,6}", word):
        return int(word)
    if re.fullmatch(r"\d{1,3}\.\d{1,2}", word):
        return int(float(word) + 0.5)
    if lang != "es" and word in _AMBIGUOUS_IN_ENGLISH:
        return None
    return WORDS.get(word, _SPANISH_ONLY.get(word))


_HALF_HOUR = shape(r"\b(?:half (?:an? )?hour|half (?:an? )?hr|media hora|media hr|medio hora)\b")
_HOUR_AND_HALF = shape(
    r"\b(?:(\w+) (?:hours?|horas?) (?:and (?:a )?half|y media)|(?:an )?hour and a half|hora y media|1\.5 hours)\b"
)
_QUARTER = shape(r"\b(?:quarter of an hour|cuarto de hora|un cuartito de hora)\b")
_AMOUNT = shape(
    r"""
        \b(?P<count>\d{1,3}|\w+)(?: more| mas| or so| ish)?(?: (?:-|or|to|o|a) (?P<upper>\d{1,3}
        |\w+))? (?P<unit>minutes?|minutos?|minuts?|minutitos|hours?|horas?|horitas?|ratos? de|m|h|hora|minuto)\b"""
)
_COUPLE = shape(r"\b(?:a )?(?:couple|par)(?: of| de|le)? (?P<unit>hours?|horas?|minutes?|minutos?)\b")
_FEW = shape(r"\bfew (?P<unit>hours?)\b")
_AN_HOUR = shape(r"\b(?:an|una|1|one|like an|the next|una) (?:hour|hora|horita)\b")
_BARE_MINUTES = shape(
    r"""
        \b(?:give me|in|me (?:like|another|about)|gimme|wait|another|dame|deme|denme|en|me|espera|esperame
        |snooze|snooze for|remind me in|like)(?: like| about| another| como| unos| otros
        | por lo menos)* (\d{1,2})(?= *(?:$|[.,?!]| (?:please|por favor|more|mas|thanks|ok|then|and)))"""
)


def minutes_in(text: str, lang: str) -> int | None:
    """The waiting time that a text names, in minutes, or None."""
    if _HALF_HOUR.search(text):
        return 30
    if _QUARTER.search(text):
        return 15
    with_half = _HOUR_AND_HALF.search(text)
    if with_half:
        hours = number_of(with_half.group(1), lang) if with_half.group(1) else 1
        return (hours or 1) * _MINUTES_AN_HOUR + 30
    couple = _COUPLE.search(text)
    if couple:
        return 2 * _scale(couple.group("unit"))
    if _FEW.search(text):
        return 3 * _MINUTES_AN_HOUR
    for amount in _AMOUNT.finditer(text):
        count = number_of(amount.group("upper") or amount.group("count"), lang)
        if count is not None:
            return count * _scale(amount.group("unit"))
    if _AN_HOUR.search(text):
        return _MINUTES_AN_HOUR
    bare = _BARE_MINUTES.search(text)
    # "In 5" means minutes; "in 1" is as likely an hour.
    return int(bare.group(1)) if bare and int(bare.group(1)) > 2 else None


def _scale(unit: str) -> int:
    return _MINUTES_AN_HOUR if unit.startswith("h") else 1


_CLOCK = shape(
    r"""
        (?P<lead>\b(?:at|around|about|by|until|till|til|after|before|like|a las|a la|las|la|como a las|tipo
        |hasta las|despues de las|@|around like|sobre las|for|to) )?(?:like |about |around[ ]
        |como )?(?P<hour>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|una|dos|tres
        |cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce)"""
    r"""
        (?::(?P<minute>\d\d)|(?P<half> y media| thirty| 30\b)|(?P<quarter> y cuarto))?(?: (?P<half_day>am|pm
        |oclock|o clock|de la (?:manana|tarde|noche)|en la (?:noche|tarde|manana)|in the (?:morning|evening
        |afternoon)|at night|tonight|ish))?(?![\w:])(?! (?:minutes?|hours?|horas?|minutos?|days?|dias?|drinks?
        |beers?|weeks?|semanas?|pills?|pastillas?|times|of|years|percent|%|/|a day|veces|mg|left))"""
)
_NOON = shape(r"\b(?:noon|midday|mediodia|medio dia|12 noon)\b")
_MIDNIGHT = shape(r"\b(?:midnight|medianoche|media noche)\b")


def clock_time_in(text: str, lang: str) -> str | None:
    """The time of day that a text names, as ``HH:MM``; an hour without am or pm stays as written."""
    if _NOON.search(text):
        return "12:00"
    if _MIDNIGHT.search(text):
        return "00:00"
    for found in _CLOCK.finditer(text):
        if not (found.group("lead") or found.group("minute") or found.group("half_day")):
            continue
        hour = number_of(found.group("hour"), "es" if found.group("lead") and "la" in found.group("lead") else lang)
        if hour is None or hour > 24:
            continue
        return _written(hour, _minute(found), found.group("half_day") or "")
    return None


def _minute(found: re.Match[str]) -> int:
    if found.group("half"):
        return 30
    return 15 if found.group("quarter") else int(found.group("minute") or 0)


def _written(hour: int, minute: int, half_day: str) -> str | None:
    """Hour and minute as HH:MM with the half of the day applied; None for an impossible minute."""
    afternoon = half_day == "pm" or any(
        word in half_day for word in ("tarde", "noche", "evening", "afternoon", "night")
    )
    if afternoon and hour < 12:
        hour += 12
    if half_day in ("am", "de la manana", "in the morning") and hour == 12:
        hour = 0
    return f"{hour % 24:02d}:{minute:02d}" if minute < 60 else None
