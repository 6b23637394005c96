"""Visits as a calendar that other programs subscribe to: initials and times, nothing that tells what it is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from icalendar import Calendar, Event

VISIT_LASTS = timedelta(minutes=30)
"""Policy: how long a visit takes in the calendar."""
READ_AGAIN_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class CalendarVisit:
    """One visit; ``uid`` stays the same when it moves, ``is_firm`` says that it was booked and not only due."""

    uid: str
    initials: str
    at: datetime
    changed_at: datetime
    is_firm: bool


def calendar_text(visits: Iterable[CalendarVisit]) -> bytes:
    """The visits as an iCalendar file (RFC 5545), times in UTC."""
    calendar = Calendar()
    calendar.add("prodid", "-//Adherence//Visits//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Visits")
    calendar.add("refresh-interval", READ_AGAIN_AFTER, parameters={"value": "DURATION"})
    for visit in visits:
        event = Event()
        event.add("uid", visit.uid)
        event.add("dtstamp", visit.changed_at)
        event.add("dtstart", visit.at)
        event.add("dtend", visit.at + VISIT_LASTS)
        event.add("summary", visit.initials)
        event.add("status", "CONFIRMED" if visit.is_firm else "TENTATIVE")
        event.add("class", "PRIVATE")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def initials(*names: str) -> str:
    """The first letter of each name with a full stop, "A. D."; a name without letters gives none."""
    letters = (next((sign for sign in name if sign.isalpha()), "") for name in names)
    return " ".join(f"{letter.upper()[:1]}." for letter in letters if letter) or "?"
