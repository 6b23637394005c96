"""Dates inside sentences that were made in English, as another language writes them."""

from __future__ import annotations

import re
from functools import lru_cache

from adherence.web.translations.language import ENGLISH, locale_of

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_DAY = "|".join(_DAYS)
_DATE = re.compile(rf"\b(?:({_DAY}) )?(\d{{1,2}}) ({'|'.join(_MONTHS)})\b")
# Weekdays of a plan, "50 mg Mon-Fri, 100 mg Sat"; a name that stands elsewhere may be a person's.
_PLAN_DAYS = re.compile(rf"\b(?:{_DAY})-(?:{_DAY})\b|(?<=mg )(?:{_DAY})\b")


def named_date(text: str, chosen: str) -> str | None:
    """The short name of a weekday or a month that stands alone, in a language."""
    return _names(chosen).get(text)


def with_dates(text: str, chosen: str) -> str:
    """A text with the dates in it ("Fri 20 Nov") as a language writes them."""
    names = _names(chosen)

    def written(found: re.Match[str]) -> str:
        return " ".join(names.get(part, part) for part in found.groups() if part)

    def weekdays(found: re.Match[str]) -> str:
        return "-".join(names[name] for name in found.group().split("-"))

    return _PLAN_DAYS.sub(weekdays, _DATE.sub(written, text))


def is_date(text: str, chosen: str) -> bool:
    """Whether a text is a date of English or of this language, with or without a year and a time."""
    return bool(_whole(ENGLISH).fullmatch(text) or _whole(chosen).fullmatch(text))


@lru_cache(maxsize=4)
def _names(chosen: str) -> dict[str, str]:
    locale = locale_of(chosen)
    days, months = locale.days["format"]["abbreviated"], locale.months["format"]["abbreviated"]
    return {name: days[number] for number, name in enumerate(_DAYS)} | {
        name: months[number] for number, name in enumerate(_MONTHS, 1)
    }


@lru_cache(maxsize=4)
def _whole(chosen: str) -> re.Pattern[str]:
    names = _names(chosen)
    days, months = "|".join(names[day] for day in _DAYS), "|".join(names[month] for month in _MONTHS)
    return re.compile(rf"(?:(?:{days}) )?\d{{1,2}} (?:{months})(?: \d{{4}})?(?:,? \d\d:\d\d)?")
