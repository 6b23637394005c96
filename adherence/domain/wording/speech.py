"""Times and days as a text says them, in the patient's language and without costly characters."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

LANGUAGES = ("en", "es")

# Abbreviations for English; Spanish says day and month in full, because none of the months needs an accent.
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "es": (
        "enero", "febrero", "marzo", "abril", "mayo", "junio",
        "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
    ),
}  # fmt: skip
_NEAR = {"en": {-1: "yesterday", 0: "today", 1: "tomorrow"}, "es": {-1: "ayer", 0: "hoy", 1: "mañana"}}


def language_of(tag: str) -> str:
    """The shipped language nearest to a language tag: "es-MX" is "es", an unknown one is "en"."""
    primary = tag.replace("_", "-").split("-")[0].lower()
    return primary if primary in LANGUAGES else "en"


def clock_text(at: time | datetime) -> str:
    """A local time of day such as "8:00" or "20:30", the same in both languages."""
    return f"{at.hour}:{at.minute:02d}"


def day_text(on: date, *, lang: str) -> str:
    """A local date without its year: "Fri 3 Apr" or "3 de abril"."""
    language = language_of(lang)
    month = _MONTHS[language][on.month - 1]
    return f"{on.day} de {month}" if language == "es" else f"{_WEEKDAYS[on.weekday()]} {on.day} {month}"


def occasion_text(at: datetime, *, today: date, lang: str) -> str:
    """A local date and time as seen from ``today``: "yesterday 20:00", "hoy 8:00" or "Fri 3 Apr 8:00"."""
    language = language_of(lang)
    days = (at.date() - today) // timedelta(days=1)
    return f"{_NEAR[language].get(days) or day_text(at.date(), lang=language)} {clock_text(at)}"
