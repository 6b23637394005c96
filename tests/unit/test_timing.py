"""Local times and instants, against offsets worked out by hand from the zones' published clock changes."""

from __future__ import annotations

from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest

from adherence.domain.timing import (
    day_exists,
    day_start,
    due_at,
    end_of_texting_hours,
    in_texting_hours,
    instant_of,
    local_date,
    local_time_text,
    next_texting_start,
    too_soon_after,
)
from tests.unit.regimens import day, utc

NEW_YORK = ZoneInfo("America/New_York")

DUE = [
    # name, zone, local date, local time, instant in UTC
    ("winter in New York is five hours behind", "America/New_York", "2026-03-07", "08:00", "2026-03-07 13:00"),
    ("summer in New York is four hours behind", "America/New_York", "2026-03-08", "08:00", "2026-03-08 12:00"),
    ("the minute before the gap stays", "America/New_York", "2026-03-08", "01:59", "2026-03-08 06:59"),
    ("the first skipped minute moves to the gap's end", "America/New_York", "2026-03-08", "02:00", "2026-03-08 07:00"),
    ("the middle of the gap moves to its end", "America/New_York", "2026-03-08", "02:30", "2026-03-08 07:00"),
    ("the first minute after the gap stays", "America/New_York", "2026-03-08", "03:00", "2026-03-08 07:00"),
    ("a repeated time means the first", "America/New_York", "2026-11-01", "01:30", "2026-11-01 05:30"),
    ("the end of the repetition is in winter time", "America/New_York", "2026-11-01", "02:00", "2026-11-01 07:00"),
    ("London skips one to two", "Europe/London", "2026-03-29", "01:30", "2026-03-29 01:00"),
    ("London repeats one to two", "Europe/London", "2026-10-25", "01:30", "2026-10-25 00:30"),
    ("Chatham skips 02:45 to 03:45", "Pacific/Chatham", "2026-09-27", "03:00", "2026-09-26 14:00"),
    ("Chatham repeats 02:45 to 03:45", "Pacific/Chatham", "2026-04-05", "03:00", "2026-04-04 13:15"),
    ("Lord Howe skips half an hour", "Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03 15:30"),
    ("Lord Howe repeats half an hour", "Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-04 14:45"),
    ("Santiago skips the hour after midnight", "America/Santiago", "2026-09-06", "00:30", "2026-09-06 04:00"),
    ("Santiago repeats the hour before midnight", "America/Santiago", "2026-04-04", "23:30", "2026-04-05 02:30"),
    ("Cairo skips midnight itself", "Africa/Cairo", "2026-04-24", "00:00", "2026-04-23 22:00"),
    ("Troll skips two hours", "Antarctica/Troll", "2026-03-29", "02:30", "2026-03-29 01:00"),
    ("Apia's last day before the date line", "Pacific/Apia", "2011-12-29", "08:00", "2011-12-29 18:00"),
    ("Apia's first day after the date line", "Pacific/Apia", "2011-12-31", "08:00", "2011-12-30 18:00"),
]


@pytest.mark.parametrize(("zone", "on", "at", "instant"), [row[1:] for row in DUE], ids=[row[0] for row in DUE])
def test_a_local_time_is_due_at(zone: str, on: str, at: str, instant: str) -> None:
    assert due_at(day(on), time.fromisoformat(at), ZoneInfo(zone)) == utc(instant)


@pytest.mark.parametrize("at", ["00:00", "08:00", "23:59"])
def test_a_date_that_the_zone_skips_has_no_time_at_all(at: str) -> None:
    assert due_at(day("2011-12-30"), time.fromisoformat(at), ZoneInfo("Pacific/Apia")) is None


def test_only_a_date_without_any_instant_does_not_exist() -> None:
    apia = ZoneInfo("Pacific/Apia")
    assert [on for on in range(28, 32) if day_exists(day(f"2011-12-{on}"), apia)] == [28, 29, 31]
    assert day_exists(day("2026-09-06"), ZoneInfo("America/Santiago"))
    assert not day_exists(day("1994-12-31"), ZoneInfo("Pacific/Kiritimati"))


def test_a_boundary_on_a_skipped_date_is_the_end_of_that_date() -> None:
    assert instant_of(day("2011-12-30"), time(4), ZoneInfo("Pacific/Apia")) == utc("2011-12-30 10:00")


def test_a_day_starts_at_its_first_instant() -> None:
    assert day_start(day("2026-09-06"), ZoneInfo("America/Santiago")) == utc("2026-09-06 04:00")
    assert day_start(day("2026-03-08"), NEW_YORK) == utc("2026-03-08 05:00")
    # Havana goes back from 01:00 to 00:00: the first midnight counts.
    assert day_start(day("2026-11-01"), ZoneInfo("America/Havana")) == utc("2026-11-01 04:00")


def test_the_date_and_the_time_on_the_wall_follow_the_zone() -> None:
    assert local_date(utc("2026-03-08 04:59"), NEW_YORK) == day("2026-03-07")
    assert local_date(utc("2026-03-08 05:00"), NEW_YORK) == day("2026-03-08")
    assert local_time_text(utc("2026-03-08 07:00"), NEW_YORK) == "03:00"


HOURS = [
    # name, now, inside, next start, end
    ("a minute early", "2026-03-07 12:59", False, "2026-03-07 13:00", "2026-03-08 02:00"),
    ("the start is inside", "2026-03-07 13:00", True, "2026-03-07 13:00", "2026-03-08 02:00"),
    ("the last minute", "2026-03-08 01:59", True, "2026-03-08 01:59", "2026-03-08 02:00"),
    ("the end is outside, and the night is short", "2026-03-08 02:00", False, "2026-03-08 12:00", "2026-03-09 01:00"),
    ("after midnight", "2026-03-08 06:30", False, "2026-03-08 12:00", "2026-03-09 01:00"),
]  # fmt: skip


@pytest.mark.parametrize(("now", "inside", "starts", "ends"), [row[1:] for row in HOURS], ids=[row[0] for row in HOURS])
def test_texting_hours_in_new_york(now: str, inside: bool, starts: str, ends: str) -> None:
    assert in_texting_hours(utc(now), NEW_YORK) is inside
    assert next_texting_start(utc(now), NEW_YORK) == utc(starts)
    assert end_of_texting_hours(utc(now), NEW_YORK) == utc(ends)


def test_the_next_texting_start_steps_over_a_skipped_date() -> None:
    assert next_texting_start(utc("2011-12-30 08:00"), ZoneInfo("Pacific/Apia")) == utc("2011-12-30 18:00")


def test_hours_that_end_inside_a_repetition_end_twice() -> None:
    # Santiago repeats 23:00 to 24:00 on 4 April 2026: 23:30 comes at 02:30Z and at 03:30Z.
    santiago = ZoneInfo("America/Santiago")
    assert end_of_texting_hours(utc("2026-04-05 02:00"), santiago, end=time(23, 30)) == utc("2026-04-05 02:30")
    assert end_of_texting_hours(utc("2026-04-05 03:10"), santiago, end=time(23, 30)) == utc("2026-04-05 03:30")


def test_two_first_reminders_keep_twelve_hours_apart() -> None:
    first = utc("2026-03-08 12:00")
    assert not too_soon_after(None, first)
    assert too_soon_after(first, first + timedelta(hours=11, minutes=59))
    assert not too_soon_after(first, first + timedelta(hours=12))
