"""The time of day that a short answer names, and whether it is sure which half of the day is meant."""

from __future__ import annotations

import re
from dataclasses import dataclass

from adherence.domain.reply.folding import shape
from adherence.domain.reply.numbers import clock_time_in

_DECIMAL = re.compile(r"(?<!\S)(\d{1,2})\.(\d\d)(?!\S)")
_PACKED = re.compile(r"(?<!\S)([01]\d|2[0-3])([0-5]\d)(?: h(?:rs?)?)?(?!\S)")
_IN_24_HOURS = re.compile(r"(?<!\S)(?:0\d|1[3-9]|2[0-3]):?[0-5]?\d?(?!\S)|(?<!\S)0:[0-5]\d(?!\S)")
_MIDDLE = shape(r"(?<!\S)(?:noon|midday|mediodia|medio dia|midnight|medianoche|media noche)(?!\S)")
_LATER_HALF = shape(
    r"(?<!\S)(?:pm|tonight|(?:last |at )?nights?|evenings?|afternoons?|anoche|noche|tarde|after (?:work|dinner))(?!\S)"
)
_EARLIER_HALF = shape(r"(?<!\S)(?:am|mornings?|(?:la )?madrugada|(?:de|en|por) la manana)(?!\S)")


@dataclass(frozen=True, slots=True)
class ToldHour:
    """A time of day as HH:MM; not ``sure`` where 9 could be nine in the morning or in the evening."""

    at: str
    sure: bool


def told_hour(text: str, lang: str) -> ToldHour | None:
    """The time in a normalised text, "9 pm", "19:30", "around 10", "2130" or "midnight"; None where there is none."""
    text = _PACKED.sub(r"\1:\2", _DECIMAL.sub(r"\1:\2", text))
    at = clock_time_in(text, lang) or clock_time_in("at " + text, lang)
    if at is None:
        return None
    hour = int(at[:2])
    later, earlier = _LATER_HALF.search(text) is not None, _EARLIER_HALF.search(text) is not None
    if later and not earlier and 0 < hour < 12 and not _MIDDLE.search(text):
        return ToldHour(f"{hour + 12:02d}{at[2:]}", sure=True)
    certain = later != earlier or hour == 0 or hour > 12 or _MIDDLE.search(text) or _IN_24_HOURS.search(text)
    return ToldHour(at, sure=bool(certain))
