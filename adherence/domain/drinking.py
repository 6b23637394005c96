"""Answers about drinking: which instant a first drink was at, and what several answers about a day amount to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from adherence.domain.timing import ONE_DAY, instant_of

NIGHT_ENDS = time(6, 0)
"""Policy: a drink before this local time belongs to the night of the date before."""
MOST_DRINKS = 100
"""More than this is no count of drinks; a person reads it."""


@dataclass(frozen=True, slots=True)
class DrinkingAnswer:
    """What one answer says about a local date; what it does not say is None."""

    on: date
    drank: bool | None = None
    first_drink_at: datetime | None = None
    drinks: int | None = None


def first_drink_at(on: date, time_of_day: time, zone: ZoneInfo) -> datetime:
    """The instant of a first drink on a date: a time after midnight and before 06:00 is in that date's night."""
    return instant_of(on + ONE_DAY if time_of_day < NIGHT_ENDS else on, time_of_day, zone)


def night_of(on: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The instants between which a drink belongs to a date: 06:00, inclusive, to 06:00 of the next, exclusive."""
    return instant_of(on, NIGHT_ENDS, zone), instant_of(on + ONE_DAY, NIGHT_ENDS, zone)


def known_of_days(answers: Iterable[DrinkingAnswer]) -> dict[date, DrinkingAnswer]:
    """What is known of each date from answers in their order: newer words count, a "no" ends what was said before."""
    known: dict[date, DrinkingAnswer] = {}
    for answer in answers:
        before = known.get(answer.on, DrinkingAnswer(answer.on))
        if answer.drank is False:
            known[answer.on] = DrinkingAnswer(answer.on, drank=False, drinks=0)
            continue
        # What a "no" had settled is not carried into a later "yes".
        drinks = before.drinks if before.drank is not False else None
        known[answer.on] = DrinkingAnswer(
            answer.on,
            drank=before.drank if answer.drank is None else answer.drank,
            first_drink_at=answer.first_drink_at or before.first_drink_at,
            drinks=drinks if answer.drinks is None else answer.drinks,
        )
    return known
