"""Plain words that a dose of a day before was taken: only these let a text settle a dose that is not today's.

The reader leaves every "taken" of another day to people, because it does not know the doses. Where a text says no more
than this, the dose of the named day is meant and no other: what is settled is decided by ``matching``.
"""

from __future__ import annotations

from adherence.domain.reply import Intent, Reading
from adherence.domain.reply.days import WEEKDAYS
from adherence.domain.reply.folding import shape
from adherence.domain.reply.normalise import normalise

_DAY_EN = r"(?:yesterday|last night|" + "|".join(sorted(WEEKDAYS, key=len, reverse=True)) + r")(?: ?s)?"
_DAY_ES = r"(?:ayer(?: en la noche)?|anoche)"
_PART = r"(?: (?:morning|afternoon|evening|night))?(?: ?s)?"
_THING = r"(?: (?:one|pill|tablet|dose|meds?|medicine))?"
_IT = r"(?: (?:it|mine|my (?:pill|tablet|dose|meds?|medicine)|the (?:one|pill|tablet|dose)))?"
_OPENS = r"(?:(?:yes|yeah|ok|hi|hello|sorry|actually|no|idiom) (?:, )?)?"
_ENDS = r"(?: (?:too|though|after all|thanks|thank you|ok|\.|!))*"
_TAKEN = (
    rf"{_OPENS}(?:i )?(?:did |have |already |actually )*(?:take|took|taken|had)"
    rf"{_IT}(?: for| from| on)?(?: the)? {_DAY_EN}{_PART}{_THING}{_ENDS}"
)
_SPANISH = (
    rf"(?:(?:si|no|hola|perdon) (?:, )?)?(?:(?:ya |si )*(?:me )?(?:la )?tome la (?:pastilla )?de {_DAY_ES}"
    rf"|{_DAY_ES} (?:ya |si )*(?:me )?la tome|(?:ya |si )*(?:me )?la tome {_DAY_ES})(?: (?:gracias|\.|!))*"
)
_NAMED = shape(rf"(?:{_TAKEN}|{_SPANISH})")


def tells_of_a_day_before(reading: Reading, body: str) -> bool:
    """Whether a text that settles nothing by itself says plainly that the dose of a named day was taken."""
    meant = reading.meant
    if meant is None or (meant.day in (None, "today", "tomorrow") and meant.slot != "last_night"):
        return False
    plain = reading.intent is Intent.TAKEN and not reading.also and not reading.safety and reading.partial is None
    return plain and _NAMED.fullmatch(normalise(body).text) is not None
