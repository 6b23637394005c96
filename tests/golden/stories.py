"""The stories behind the golden tables: each plan over 400 days with clock changes, a move, a hold and what happened.

Plain data in the words of the contract; nothing of the service is imported here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

DAYS = 400
_AGREED = {"agreed_hours": {"by": "patient", "on": "2023-01-01"}}


@dataclass(frozen=True)
class Move:
    """At an instant (UTC) the patient moves to another zone and takes the plan along."""

    at: str
    to: str


@dataclass(frozen=True)
class Hold:
    """Away from one local date to another, both included; entered and, where a gate is needed, signed for in UTC."""

    kind: str
    first: str
    last: str
    entered_at: str
    signed_at: str = ""


@dataclass(frozen=True)
class Declared:
    """At an instant (UTC) a local date is declared a risk day, with its own time."""

    said_at: str
    on: str
    anticipated_at: str


@dataclass(frozen=True)
class Story:
    """One patient over 400 days; each table has one regimen, and two regimens of one story run side by side."""

    zone: str
    tables: dict[str, dict[str, Any]]
    move: Move
    hold: Hold
    given: tuple[str, ...] = ()
    declared: tuple[Declared, ...] = ()

    @property
    def name(self) -> str:
        """The first table's name."""
        return next(iter(self.tables))

    @property
    def first_on(self) -> date:
        """The first of the 400 local dates."""
        return date.fromisoformat(next(iter(self.tables.values()))["starts_on"])

    @property
    def last_on(self) -> date:
        """The last of them."""
        return self.first_on + timedelta(days=DAYS - 1)


def utc(text: str) -> datetime:
    """The instant of ``YYYY-MM-DD HH:MM`` in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _tablets(starts_on: str, times: list[str], pattern: dict[str, Any], **more: Any) -> dict[str, Any]:
    plan = {"kind": "daily", "medication": "naltrexone 50 mg tablet", "starts_on": starts_on, "times": times}
    return plan | {"pattern": pattern} | _AGREED | more


def _injections(starts_on: str, cadence: dict[str, int], **more: Any) -> dict[str, Any]:
    plan = {"kind": "injection", "medication": "naltrexone ER 380 mg", "quantity_mg": 380, "starts_on": starts_on}
    return plan | {"cadence": cadence, "visit_time": "10:00"} | more


def _targeted(
    starts_on: str, quantity_mg: float, anticipated_at: str, lead_minutes: int, **more: Any
) -> dict[str, Any]:
    plan = {"kind": "targeted", "medication": "naltrexone 50 mg tablet", "quantity_mg": quantity_mg}
    days = {"starts_on": starts_on, "risk_weekdays": ["fri", "sat"]}
    return plan | days | {"anticipated_at": anticipated_at, "lead_minutes": lead_minutes} | _AGREED | more


def _every_day(quantity_mg: float) -> dict[str, Any]:
    return {"type": "every_day", "quantity_mg": quantity_mg}


STORIES: tuple[Story, ...] = (
    Story(
        zone="America/New_York",
        tables={"every_day_50": _tablets("2023-10-20", ["02:30"], _every_day(50))},
        move=Move("2024-06-12 12:00", "Europe/Madrid"),
        hold=Hold("travel", "2024-08-30", "2024-09-02", "2024-08-26 12:00"),
    ),
    Story(
        zone="Europe/Berlin",
        tables={
            "pattern_a": _tablets(
                "2023-10-16",
                ["21:30"],
                {"type": "weekly", "quantity_mg": {"mon": 50, "tue": 50, "wed": 50, "thu": 50, "fri": 50, "sat": 100}},
            )
        },
        move=Move("2024-05-15 08:00", "America/New_York"),
        hold=Hold("hospital", "2024-02-24", "2024-02-27", "2024-02-23 12:00", "2024-03-01 12:00"),
    ),
    Story(
        zone="America/Asuncion",
        tables={
            "every_other_day_100": _tablets(
                "2023-09-21", ["00:30"], {"type": "interval", "every_days": 2, "quantity_mg": 100}
            )
        },
        move=Move("2024-05-10 14:00", "Asia/Tokyo"),
        hold=Hold("procedure", "2024-08-01", "2024-08-02", "2024-07-20 12:00", "2024-08-02 09:00"),
    ),
    Story(
        zone="America/Santiago",
        tables={
            "every_third_day_150": _tablets(
                "2023-08-31", ["23:30"], {"type": "interval", "every_days": 3, "quantity_mg": 150}
            )
        },
        move=Move("2024-06-20 15:00", "Pacific/Chatham"),
        hold=Hold("hospital", "2023-12-30", "2024-01-02", "2023-12-29 12:00", "2024-01-02 15:00"),
    ),
    Story(
        zone="Africa/Cairo",
        tables={
            "supervised": _tablets(
                "2023-10-16", ["00:30"], {"type": "weekly", "quantity_mg": {"mon": 100, "wed": 100, "fri": 150}}
            )
        },
        move=Move("2024-07-17 10:00", "Asia/Kolkata"),
        hold=Hold("travel", "2024-01-29", "2024-01-31", "2024-01-20 12:00"),
    ),
    Story(
        zone="Europe/Berlin",
        tables={"four_times_a_day": _tablets("2023-10-20", ["08:00", "14:00", "20:00", "21:30"], _every_day(25))},
        move=Move("2024-06-12 14:30", "America/New_York"),
        hold=Hold("travel", "2024-02-27", "2024-03-01", "2024-02-26 12:00"),
    ),
    Story(
        zone="Australia/Lord_Howe",
        tables={"four_times_a_night": _tablets("2023-09-25", ["01:45", "02:00", "02:15", "14:00"], _every_day(25))},
        move=Move("2024-05-20 16:00", "Pacific/Chatham"),
        hold=Hold("travel", "2023-12-31", "2024-01-01", "2023-12-20 12:00"),
    ),
    Story(
        zone="America/New_York",
        tables={
            "first_day_25": _tablets(
                "2023-03-12",
                ["02:30"],
                {"type": "steps", "steps": [{"quantity_mg": 25, "days": 1}, {"quantity_mg": 50}]},
            )
        },
        move=Move("2023-12-05 09:00", "Asia/Tokyo"),
        hold=Hold("travel", "2023-07-30", "2023-08-01", "2023-07-29 12:00"),
    ),
    Story(
        zone="Pacific/Chatham",
        tables={
            "titration": _tablets(
                "2023-09-20",
                ["22:00"],
                {
                    "type": "steps",
                    "steps": [{"quantity_mg": 1.5, "days": 14}, {"quantity_mg": 3, "days": 14}, {"quantity_mg": 4.5}],
                },
                medication="naltrexone low dose",
            )
        },
        move=Move("2024-06-13 12:00", "America/Los_Angeles"),
        hold=Hold("hospital", "2023-10-30", "2023-11-01", "2023-10-29 06:00", "2023-11-03 06:00"),
    ),
    Story(
        zone="America/Havana",
        tables={"injection_28_days": _injections("2023-10-08", {"every_days": 28})},
        move=Move("2024-05-07 12:00", "Europe/Madrid"),
        hold=Hold("travel", "2024-07-30", "2024-08-04", "2024-07-25 12:00"),
        given=(
            "2023-10-12 14:00",
            "2023-11-07 15:00",
            "2023-12-02 15:00",
            "2024-01-04 15:00",
            "2024-02-03 15:00",
            "2024-03-14 14:00",
            "2024-04-11 14:00",
            "2024-05-10 08:00",
            "2024-06-07 08:00",
            "2024-07-05 08:00",
            "2024-08-05 08:00",
            "2024-09-02 08:00",
            "2024-09-27 22:30",
        ),
    ),
    Story(
        zone="Asia/Beirut",
        tables={"injection_monthly_2024": _injections("2024-01-31", {"every_months": 1})},
        move=Move("2024-11-27 09:00", "America/New_York"),
        hold=Hold("hospital", "2024-05-28", "2024-05-30", "2024-05-27 12:00", "2024-05-30 12:00"),
        given=(
            "2024-01-31 08:00",
            "2024-02-29 08:00",
            "2024-03-31 08:00",
            "2024-04-30 08:00",
            "2024-05-31 08:00",
            "2024-06-30 08:00",
            "2024-07-31 08:00",
            "2024-08-31 08:00",
            "2024-09-30 08:00",
            "2024-10-31 08:00",
            "2024-11-30 15:00",
            "2024-12-31 15:00",
            "2025-01-31 15:00",
        ),
    ),
    Story(
        zone="America/New_York",
        tables={"injection_monthly_2025": _injections("2025-01-31", {"every_months": 1}, given_on=["2025-01-31"])},
        move=Move("2025-09-10 12:00", "Europe/Madrid"),
        hold=Hold("travel", "2025-06-20", "2025-06-25", "2025-06-15 12:00"),
        given=(
            "2025-02-28 15:00",
            "2025-03-28 15:00",
            "2025-04-28 15:00",
            "2025-05-28 15:00",
            "2025-06-28 15:00",
            "2025-07-28 15:00",
            "2025-08-28 15:00",
            "2025-09-28 15:00",
            "2025-10-28 15:00",
            "2025-11-28 15:00",
            "2025-12-28 15:00",
            "2026-01-28 15:00",
        ),
    ),
    Story(
        zone="America/New_York",
        tables={"targeted": _targeted("2023-10-20", 50, "19:00", 90, ask_at="15:00")},
        move=Move("2024-06-14 18:00", "Europe/Madrid"),
        hold=Hold("travel", "2024-08-30", "2024-09-01", "2024-08-29 12:00"),
        declared=(
            Declared("2023-11-02 16:00", "2023-11-05", "01:30"),
            Declared("2023-12-28 16:00", "2023-12-31", "21:00"),
            Declared("2024-01-12 16:00", "2024-01-13", "13:00"),
            Declared("2024-02-26 16:00", "2024-02-29", "20:00"),
            Declared("2024-03-07 16:00", "2024-03-10", "02:30"),
            Declared("2024-04-14 16:00", "2024-04-16", "00:30"),
            Declared("2024-05-02 21:30", "2024-05-02", "18:00"),
            Declared("2024-10-24 16:00", "2024-10-27", "02:30"),
        ),
    ),
    Story(
        zone="America/New_York",
        tables={
            "mixed_daily": _tablets("2023-10-20", ["08:00"], _every_day(25)),
            "mixed_targeted": _targeted("2023-10-20", 25, "18:00", 60),
        },
        move=Move("2024-06-14 14:00", "Asia/Kolkata"),
        hold=Hold("travel", "2024-01-30", "2024-02-03", "2024-01-25 12:00"),
        declared=(Declared("2024-10-29 16:00", "2024-10-31", "17:00"),),
    ),
)
