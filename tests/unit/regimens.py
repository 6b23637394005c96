"""Regimens as JSON for the tests of rules: the examples of the contract, with what a test changes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

PATTERN_A = {"type": "weekly", "quantity_mg": {"mon": 50, "tue": 50, "wed": 50, "thu": 50, "fri": 50, "sat": 100}}
SUPERVISED = {"type": "weekly", "quantity_mg": {"mon": 100, "wed": 100, "fri": 150}}
EVERY_OTHER_DAY = {"type": "interval", "every_days": 2, "quantity_mg": 100}
EVERY_THIRD_DAY = {"type": "interval", "every_days": 3, "quantity_mg": 150}
FIRST_DAY_25 = {"type": "steps", "steps": [{"quantity_mg": 25, "days": 1}, {"quantity_mg": 50}]}
TITRATION = {
    "type": "steps",
    "steps": [{"quantity_mg": 1.5, "days": 14}, {"quantity_mg": 3, "days": 14}, {"quantity_mg": 4.5}],
}


def every_day(quantity_mg: float = 50) -> dict[str, Any]:
    """The plainest pattern."""
    return {"type": "every_day", "quantity_mg": quantity_mg}


def daily(**changes: Any) -> dict[str, Any]:
    """A daily regimen at 08:00 from 1 January 2026."""
    regimen = {
        "kind": "daily",
        "medication": "naltrexone 50 mg tablet",
        "starts_on": "2026-01-01",
        "ends_on": None,
        "times": ["08:00"],
        "pattern": every_day(),
    }
    return regimen | changes


def injection(**changes: Any) -> dict[str, Any]:
    """A four-weekly injection at 10:00 from 1 January 2026."""
    regimen = {
        "kind": "injection",
        "medication": "naltrexone ER 380 mg",
        "quantity_mg": 380,
        "starts_on": "2026-01-01",
        "cadence": {"every_days": 28},
        "visit_time": "10:00",
    }
    return regimen | changes


def targeted(**changes: Any) -> dict[str, Any]:
    """A targeted regimen for Fridays and Saturdays at 19:00, prompted 90 minutes before."""
    regimen = {
        "kind": "targeted",
        "medication": "naltrexone 50 mg tablet",
        "quantity_mg": 50,
        "starts_on": "2026-01-01",
        "risk_weekdays": ["fri", "sat"],
        "anticipated_at": "19:00",
        "lead_minutes": 90,
        "ask_at": "15:00",
    }
    return regimen | changes


def utc(text: str) -> datetime:
    """The instant of ``YYYY-MM-DD HH:MM`` in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def day(text: str) -> date:
    """The date of ``YYYY-MM-DD``."""
    return date.fromisoformat(text)
