"""The kinds of plan that virtual patients are on, as regimens in JSON that begin on a given day.

What makes a plan is a ``partial``, so that it can be handed to another process.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

Plan = dict[str, Any]
MakePlan = Callable[[date], Plan]

TABLET = "naltrexone 50 mg tablet"
LOW_DOSE = "naltrexone low dose capsule"
DEPOT = "naltrexone ER 380 mg"


def daily(*times: str, mg: float = 50) -> MakePlan:
    """The same quantity every day, at each of ``times``."""
    return partial(_tablets, times, {"type": "every_day", "quantity_mg": mg})


def weekly(time: str, **mg: float) -> MakePlan:
    """A quantity for each weekday that has one: ``mon=50, sat=100``."""
    return partial(_tablets, (time,), {"type": "weekly", "quantity_mg": mg})


def pattern_a(time: str) -> MakePlan:
    """50 mg Monday to Friday, 100 mg on Saturday, none on Sunday (naltrexone label)."""
    return weekly(time, mon=50, tue=50, wed=50, thu=50, fri=50, sat=100)


def supervised(time: str) -> MakePlan:
    """100 mg on Monday and Wednesday, 150 mg on Friday (naltrexone label)."""
    return weekly(time, mon=100, wed=100, fri=150)


def every(days: int, time: str) -> MakePlan:
    """100 mg every second or 150 mg every third day (naltrexone label)."""
    return partial(_tablets, (time,), {"type": "interval", "every_days": days, "quantity_mg": 50.0 * days})


def by_override(make_plan: MakePlan, reason: str) -> MakePlan:
    """A plan that exceeds a maximum, as a prescriber decided."""
    return partial(_overridden, make_plan, reason)


def half_first(time: str) -> MakePlan:
    """25 mg on the first day, then 50 mg: the start in opioid use disorder (naltrexone label)."""
    steps = [{"quantity_mg": 25, "days": 1}, {"quantity_mg": 50}]
    return partial(_tablets, (time,), {"type": "steps", "steps": steps})


def low_dose(time: str, advance: str = "date") -> MakePlan:
    """1.5 mg more every 14 days up to 4.5 mg, at bedtime, at hours that the patient agreed to (off-label)."""
    return partial(_low_dose, time, advance)


def injection(**cadence: int) -> MakePlan:
    """380 mg by a health professional, ``every_days=28`` or ``every_months=1``; the first is due on the first day."""
    return partial(_injections, cadence)


def targeted(*weekdays: str, at: str = "19:00", declared: tuple[int, ...] = (), ask_at: str | None = None) -> MakePlan:
    """One tablet before anticipated drinking, on weekdays and on declared days, counted from the first (off-label)."""
    return partial(_targeted, weekdays, at, declared, ask_at)


def _overridden(make_plan: MakePlan, reason: str, first: date) -> Plan:
    return make_plan(first) | {"override": {"by": "Dr Ruth Hale", "reason": reason}}


def _low_dose(time: str, advance: str, first: date) -> Plan:
    steps = [{"quantity_mg": 1.5, "days": 14}, {"quantity_mg": 3, "days": 14}, {"quantity_mg": 4.5}]
    plan = _tablets((time,), {"type": "steps", "steps": steps, "advance": advance}, first, medication=LOW_DOSE)
    return plan | {"agreed_hours": {"by": "patient", "on": (first - timedelta(days=1)).isoformat()}}


def _injections(cadence: dict[str, int], first: date) -> Plan:
    return {
        "kind": "injection",
        "medication": DEPOT,
        "quantity_mg": 380,
        "starts_on": first.isoformat(),
        "cadence": dict(cadence),
        "visit_time": "10:00",
    }


def _targeted(weekdays: tuple[str, ...], at: str, declared: tuple[int, ...], ask_at: str | None, first: date) -> Plan:
    days = [{"on": (first + timedelta(days=after)).isoformat(), "anticipated_at": "20:00"} for after in declared]
    plan = {
        "kind": "targeted",
        "medication": TABLET,
        "quantity_mg": 50,
        "starts_on": first.isoformat(),
        "risk_weekdays": list(weekdays),
        "risk_days": days,
        "anticipated_at": at,
        "lead_minutes": 90,
    }
    return plan | ({"ask_at": ask_at} if ask_at else {})


def _tablets(times: tuple[str, ...], pattern: Plan, first: date, *, medication: str = TABLET) -> Plan:
    return {
        "kind": "daily",
        "medication": medication,
        "starts_on": first.isoformat(),
        "times": list(times),
        "pattern": pattern,
    }
