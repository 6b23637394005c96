"""Local wall time, zones and instants: every comparison is made between UTC instants."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MIDNIGHT = time(0, 0)
NOON = time(12, 0)
ONE_DAY = timedelta(days=1)
TEXTING_STARTS = time(8, 0)
TEXTING_ENDS = time(21, 0)
REMINDER_GAP = timedelta(hours=12)


def due_at(day: date, time_of_day: time, zone: ZoneInfo) -> datetime | None:
    """The UTC instant of a local dose time, or None on a date that the zone skips entirely.

    A time that the clock change skips moves to the first valid instant, a repeated one means the first.
    """
    instant = instant_of(day, time_of_day, zone)
    if instant.astimezone(zone).date() != day and not day_exists(day, zone):
        return None
    return instant


def instant_of(day: date, time_of_day: time, zone: ZoneInfo) -> datetime:
    """The UTC instant of a local wall time by the same rule, also for a skipped date (then its end): for boundaries."""
    # A time of a plan is of no particular pass of a repeated hour, whatever fold it was made with.
    local = datetime.combine(day, time_of_day.replace(fold=0), tzinfo=zone)
    before, after = _offsets(local)
    naive_as_utc = datetime.combine(day, time_of_day, tzinfo=UTC)
    if before >= after:
        # Ordinary, or repeated: fold 0 is the first of the two.
        return naive_as_utc - before
    return _end_of_gap(naive_as_utc - after, naive_as_utc - before, zone)


def day_exists(day: date, zone: ZoneInfo) -> bool:
    """Whether any instant has this local date: false for 30 December 2011 in Apia."""
    return local_date(instant_of(day, MIDNIGHT, zone), zone) == day


def day_start(day: date, zone: ZoneInfo) -> datetime:
    """The UTC instant at which a local date begins; for a skipped date, the instant at which the next one does."""
    return instant_of(day, MIDNIGHT, zone)


def local_date(instant: datetime, zone: ZoneInfo) -> date:
    """The date on the wall calendar of a zone at an instant."""
    return instant.astimezone(zone).date()


def local_time_text(instant: datetime, zone: ZoneInfo) -> str:
    """The wall time ``HH:MM`` of a zone at an instant, as staff and patients read it."""
    return instant.astimezone(zone).strftime("%H:%M")


def days_from(first: date, last: date) -> list[date]:
    """The dates from first to last, both included; none where last lies before."""
    return [first + number * ONE_DAY for number in range((last - first).days + 1)]


def in_texting_hours(now: datetime, zone: ZoneInfo, start: time = TEXTING_STARTS, end: time = TEXTING_ENDS) -> bool:
    """Whether unprompted texts may leave now: local wall time from start, inclusive, to end, exclusive."""
    return start <= now.astimezone(zone).time() < end


def next_texting_start(
    now: datetime, zone: ZoneInfo, start: time = TEXTING_STARTS, end: time = TEXTING_ENDS
) -> datetime:
    """The first instant from now on that lies inside texting hours: now itself when it does."""
    if in_texting_hours(now, zone, start, end):
        return now
    day = local_date(now, zone)
    while (opens_at := due_at(day, start, zone)) is None or opens_at <= now:
        day += ONE_DAY
    return opens_at


def end_of_texting_hours(
    now: datetime, zone: ZoneInfo, start: time = TEXTING_STARTS, end: time = TEXTING_ENDS
) -> datetime:
    """The instant at which the texting hours around now end, or, in quiet hours, those that come next."""
    inside = next_texting_start(now, zone, start, end)
    day = local_date(inside, zone)
    first = instant_of(day, end, zone)
    if first > inside:
        return first
    # The clocks went back across the end of texting hours: this is the second pass, and it has its own end.
    second = datetime.combine(day, end, tzinfo=zone).replace(fold=1)
    return second.astimezone(UTC)


def too_soon_after(previous_at: datetime | None, at: datetime, gap: timedelta = REMINDER_GAP) -> bool:
    """Whether a first reminder of a once-a-day regimen would follow the previous one within 12 h of elapsed time.

    It holds whatever the zone, the clock or an edit did in between; None means that there was none before.
    """
    return previous_at is not None and abs(at - previous_at) < gap


def _offsets(local: datetime) -> tuple[timedelta, timedelta]:
    """The UTC offsets of a wall time read with fold 0 and fold 1: they differ in a gap and in a repetition only."""
    before, after = local.utcoffset(), local.replace(fold=1).utcoffset()
    if before is None or after is None:
        raise ValueError("a zone without offsets")
    return before, after


def _end_of_gap(inside_before: datetime, inside_after: datetime, zone: ZoneInfo) -> datetime:
    """The instant of the clock change, searched between one instant before it and one at or after it."""
    low, high = inside_before, inside_after
    old_offset = low.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=(high - low) // timedelta(seconds=2))
        if middle.astimezone(zone).utcoffset() == old_offset:
            low = middle
        else:
            high = middle
    return high
