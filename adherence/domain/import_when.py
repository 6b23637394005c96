"""A day of a list as the instant that consents are recorded with."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from adherence.domain.timing import instant_of


def instant_of_day(text: str, zone_name: str, now: datetime) -> str:
    """A written day as an instant of it in the zone: now for today, noon for others; other text stays as it is."""
    zone = ZoneInfo(zone_name)
    try:
        on = date.fromisoformat(text)
        return stamp_text(now if on == now.astimezone(zone).date() else instant_of(on, time(12), zone))
    except (ValueError, OverflowError):  # no day, or one at the ends of the calendar
        return text


def stamp_text(at: datetime) -> str:
    """An instant as the API writes it."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
