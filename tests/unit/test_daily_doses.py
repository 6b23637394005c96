"""Daily plans against tables worked out by hand, in zones whose clocks change."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from adherence.domain.daily import is_once_a_day
from adherence.domain.expected import ExpectedDose, PlanVersion, expected_doses, expected_of_versions
from adherence.domain.regimen import DailyPlan
from adherence.domain.regimen_json import parse_regimen
from adherence.domain.zones import parse_zone
from tests.unit.regimens import (
    EVERY_OTHER_DAY,
    EVERY_THIRD_DAY,
    FIRST_DAY_25,
    PATTERN_A,
    SUPERVISED,
    TITRATION,
    daily,
    day,
    every_day,
    utc,
)

TABLES: list[tuple[str, dict[str, Any], str, str, str, list[tuple[str, str, float]]]] = [
    (
        "50 mg a day through New York's spring change",
        daily(), "America/New_York", "2026-03-06", "2026-03-09",
        [("2026-03-06", "2026-03-06 13:00", 50), ("2026-03-07", "2026-03-07 13:00", 50),
         ("2026-03-08", "2026-03-08 12:00", 50), ("2026-03-09", "2026-03-09 12:00", 50)],
    ),
    (
        "50 mg a day at a time that New York skips once",
        daily(times=["02:30"]), "America/New_York", "2026-03-07", "2026-03-09",
        [("2026-03-07", "2026-03-07 07:30", 50), ("2026-03-08", "2026-03-08 07:00", 50),
         ("2026-03-09", "2026-03-09 06:30", 50)],
    ),
    (
        "50 mg a day at a time that New York repeats once",
        daily(times=["01:30"]), "America/New_York", "2026-10-31", "2026-11-02",
        [("2026-10-31", "2026-10-31 05:30", 50), ("2026-11-01", "2026-11-01 05:30", 50),
         ("2026-11-02", "2026-11-02 06:30", 50)],
    ),
    (
        "pattern A has two tablets on Saturday and none on Sunday",
        daily(pattern=PATTERN_A), "America/New_York", "2026-03-05", "2026-03-09",
        [("2026-03-05", "2026-03-05 13:00", 50), ("2026-03-06", "2026-03-06 13:00", 50),
         ("2026-03-07", "2026-03-07 13:00", 100), ("2026-03-09", "2026-03-09 12:00", 50)],
    ),
    (
        "every other day counts from the start, through London's spring change",
        daily(pattern=EVERY_OTHER_DAY), "Europe/London", "2026-03-25", "2026-03-31",
        [("2026-03-26", "2026-03-26 08:00", 100), ("2026-03-28", "2026-03-28 08:00", 100),
         ("2026-03-30", "2026-03-30 07:00", 100)],
    ),
    (
        "every third day counts from the start, through Chatham's autumn change",
        daily(pattern=EVERY_THIRD_DAY, starts_on="2026-04-01"), "Pacific/Chatham", "2026-03-30", "2026-04-09",
        [("2026-04-01", "2026-03-31 18:15", 150), ("2026-04-04", "2026-04-03 18:15", 150),
         ("2026-04-07", "2026-04-06 19:15", 150)],
    ),
    (
        "supervised doses through Lord Howe's half hour",
        daily(pattern=SUPERVISED, times=["09:00"]), "Australia/Lord_Howe", "2026-10-01", "2026-10-08",
        [("2026-10-02", "2026-10-01 22:30", 150), ("2026-10-05", "2026-10-04 22:00", 100),
         ("2026-10-07", "2026-10-06 22:00", 100)],
    ),
    (
        "25 mg on the first day, then 50 mg",
        daily(pattern=FIRST_DAY_25, starts_on="2026-03-08"), "America/New_York", "2026-03-01", "2026-03-10",
        [("2026-03-08", "2026-03-08 12:00", 25), ("2026-03-09", "2026-03-09 12:00", 50),
         ("2026-03-10", "2026-03-10 12:00", 50)],
    ),
    (
        "a titration's first step",
        daily(pattern=TITRATION, starts_on="2026-03-01", times=["22:00"]), "Europe/London", "2026-03-14", "2026-03-15",
        [("2026-03-14", "2026-03-14 22:00", 1.5), ("2026-03-15", "2026-03-15 22:00", 3)],
    ),
    (
        "a titration's last step stays open",
        daily(pattern=TITRATION, starts_on="2026-03-01", times=["22:00"]), "Europe/London", "2026-03-28", "2026-03-30",
        [("2026-03-28", "2026-03-28 22:00", 3), ("2026-03-29", "2026-03-29 21:00", 4.5),
         ("2026-03-30", "2026-03-30 21:00", 4.5)],
    ),
    (
        "a last step with an end ends the plan",
        daily(pattern={"type": "steps", "steps": [{"quantity_mg": 25, "days": 2}]}), "UTC", "2026-01-01", "2026-01-09",
        [("2026-01-01", "2026-01-01 08:00", 25), ("2026-01-02", "2026-01-02 08:00", 25)],
    ),
    (
        "half past midnight where midnight is skipped",
        daily(times=["00:30"]), "America/Santiago", "2026-09-05", "2026-09-07",
        [("2026-09-05", "2026-09-05 04:30", 50), ("2026-09-06", "2026-09-06 04:00", 50),
         ("2026-09-07", "2026-09-07 03:30", 50)],
    ),
    (
        "midnight where midnight is skipped",
        daily(times=["00:00"]), "Africa/Cairo", "2026-04-23", "2026-04-25",
        [("2026-04-23", "2026-04-22 22:00", 50), ("2026-04-24", "2026-04-23 22:00", 50),
         ("2026-04-25", "2026-04-24 21:00", 50)],
    ),
    (
        "a date that Apia skipped has no dose, and days still count",
        daily(pattern=EVERY_OTHER_DAY, starts_on="2011-12-28"), "Pacific/Apia", "2011-12-28", "2012-01-01",
        [("2011-12-28", "2011-12-28 18:00", 100), ("2012-01-01", "2011-12-31 18:00", 100)],
    ),
    (
        "the last day is included and nothing follows it",
        daily(ends_on="2026-01-02"), "UTC", "2025-12-30", "2026-01-09",
        [("2026-01-01", "2026-01-01 08:00", 50), ("2026-01-02", "2026-01-02 08:00", 50)],
    ),
    (
        "a quantity holds for each of the times, in order of the day",
        daily(times=["20:00", "08:00"], pattern=every_day(25)), "UTC", "2026-01-01", "2026-01-01",
        [("2026-01-01", "2026-01-01 08:00", 25), ("2026-01-01", "2026-01-01 20:00", 25)],
    ),
]  # fmt: skip


def doses_of(regimen: dict[str, Any], zone: str, first: str, last: str) -> list[ExpectedDose]:
    return expected_doses(parse_regimen(regimen), day(first), day(last), parse_zone(zone))


@pytest.mark.parametrize(
    ("regimen", "zone", "first", "last", "expected"), [row[1:] for row in TABLES], ids=[row[0] for row in TABLES]
)
def test_expected(
    regimen: dict[str, Any], zone: str, first: str, last: str, expected: list[tuple[str, str, float]]
) -> None:
    doses = doses_of(regimen, zone, first, last)
    assert [(dose.on, dose.at, dose.quantity_mg) for dose in doses] == [
        (day(on), utc(at), mg) for on, at, mg in expected
    ]


WINDOWS = [
    # name, times, zone, date, slot, window opens, closes, last instant that is not late
    ("a morning slot closes at midnight", ["08:00"], "America/New_York", "2026-03-07", "08:00",
     "2026-03-07 13:00", "2026-03-08 05:00", "2026-03-07 17:00"),
    ("a slot closes at the next one", ["08:00", "14:00", "20:00"], "UTC", "2026-03-07", "08:00",
     "2026-03-07 08:00", "2026-03-07 14:00", "2026-03-07 12:00"),
    ("an answer is never late before the window ends", ["08:00", "10:00"], "UTC", "2026-03-07", "08:00",
     "2026-03-07 08:00", "2026-03-07 10:00", None),
    ("19:59 closes at midnight", ["19:59"], "America/Santiago", "2026-09-05", "19:59",
     "2026-09-05 23:59", "2026-09-06 04:00", "2026-09-06 03:59"),
    ("20:00 closes at four", ["20:00"], "America/Santiago", "2026-09-05", "20:00",
     "2026-09-06 00:00", "2026-09-06 07:00", "2026-09-06 04:00"),
    ("half past nine in the night that is short", ["21:30"], "America/New_York", "2026-03-07", "21:30",
     "2026-03-08 02:30", "2026-03-08 08:00", "2026-03-08 06:30"),
    ("ten in the night that is long", ["22:00"], "America/New_York", "2026-10-31", "22:00",
     "2026-11-01 02:00", "2026-11-01 09:00", "2026-11-01 06:00"),
    ("the first slot of the next day comes before four", ["02:00", "22:00"], "America/New_York", "2026-03-07", "22:00",
     "2026-03-08 03:00", "2026-03-08 07:00", None),
    ("the evening before a skipped date", ["21:00"], "Pacific/Apia", "2011-12-29", "21:00",
     "2011-12-30 07:00", "2011-12-30 10:00", None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("times", "zone", "on", "slot", "opens", "closes", "last_in_time"),
    [row[1:] for row in WINDOWS],
    ids=[row[0] for row in WINDOWS],
)
def test_the_window_of(
    times: list[str], zone: str, on: str, slot: str, opens: str, closes: str, last_in_time: str | None
) -> None:
    doses = doses_of(daily(starts_on="2011-01-01", times=times), zone, on, on)
    dose = next(dose for dose in doses if dose.slot == slot)
    assert (dose.window_opens_at, dose.window_closes_at) == (utc(opens), utc(closes))
    assert dose.late_from == (
        dose.window_closes_at if last_in_time is None else utc(last_in_time) + timedelta.resolution
    )


def test_a_window_includes_its_opening_and_not_its_closing() -> None:
    (dose,) = doses_of(daily(), "UTC", "2026-01-01", "2026-01-01")
    assert not dose.is_open(now=utc("2026-01-01 07:59"))
    assert dose.is_open(now=utc("2026-01-01 08:00"))
    assert dose.is_open(now=utc("2026-01-01 23:59"))
    assert not dose.is_open(now=utc("2026-01-02 00:00"))


def test_up_to_four_hours_after_the_slot_is_in_time() -> None:
    (dose,) = doses_of(daily(), "UTC", "2026-01-01", "2026-01-01")
    assert not dose.is_late(answered_at=utc("2026-01-01 12:00"))
    assert dose.is_late(answered_at=utc("2026-01-01 12:01"))


def test_two_slots_inside_one_gap_are_both_due_at_its_end_and_keep_their_windows() -> None:
    doses = doses_of(daily(times=["02:15", "02:45", "08:00"]), "America/New_York", "2026-03-08", "2026-03-08")
    assert [(dose.slot, dose.at) for dose in doses[:2]] == [
        ("02:15", utc("2026-03-08 07:00")),
        ("02:45", utc("2026-03-08 07:00")),
    ]
    assert {dose.window_closes_at for dose in doses[:2]} == {utc("2026-03-08 12:00")}


def test_versions_plan_their_own_dates_and_count_from_their_own_start() -> None:
    old = parse_regimen(daily(times=["22:00"]))
    new = parse_regimen(daily(times=["02:00"], pattern=EVERY_OTHER_DAY, starts_on="2026-03-02"))
    versions = [
        PlanVersion(old, until_on=day("2026-03-02")),
        PlanVersion(new, from_on=day("2026-03-03")),
    ]
    doses = expected_of_versions(versions, day("2026-03-02"), day("2026-03-05"), parse_zone("UTC"))
    assert [(dose.on, dose.slot) for dose in doses] == [(day("2026-03-02"), "22:00"), (day("2026-03-04"), "02:00")]


def test_a_window_closes_at_the_first_slot_of_the_version_that_follows() -> None:
    old, new = parse_regimen(daily(times=["22:00"])), parse_regimen(daily(times=["02:00"]))
    versions = [PlanVersion(old, until_on=day("2026-03-02")), PlanVersion(new, from_on=day("2026-03-03"))]
    (dose,) = expected_of_versions(versions, day("2026-03-02"), day("2026-03-02"), parse_zone("UTC"))
    assert dose.window_closes_at == dose.late_from == utc("2026-03-03 02:00")


def test_a_plan_with_one_slot_is_once_a_day() -> None:
    once, twice = parse_regimen(daily()), parse_regimen(daily(times=["08:00", "20:00"]))
    assert isinstance(once, DailyPlan)
    assert isinstance(twice, DailyPlan)
    assert is_once_a_day(once)
    assert not is_once_a_day(twice)
