"""A regimen as a form: from typed values to the JSON of the API, and from a stored plan back to values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flask import request

from adherence.domain.regimen import (
    WEEKDAYS,
    Advance,
    DailyPlan,
    EveryDay,
    EveryDays,
    InjectionPlan,
    Interval,
    Pattern,
    Plan,
    RegimenKind,
    Steps,
    TargetedPlan,
    Weekly,
    plain_number,
    time_text,
)
from adherence.domain.regimen_json import MOST_STEPS
from adherence.web.forms import given, number, typed

LEAST_STEPS = 6
_SEPARATORS = re.compile(r"[\s,;]+")

# The labelled oral patterns first, then the common starts; "own" opens the fields below.
PRESETS: dict[str, tuple[str, dict[str, Any]]] = {
    "every_day_50": ("50 mg every day", {"type": "every_day", "quantity_mg": 50}),
    "weekly_a": (
        "50 mg Monday to Friday, 100 mg Saturday, no Sunday dose",
        {"type": "weekly", "quantity_mg": {"mon": 50, "tue": 50, "wed": 50, "thu": 50, "fri": 50, "sat": 100}},
    ),
    "other_day_100": ("100 mg every other day", {"type": "interval", "every_days": 2, "quantity_mg": 100}),
    "third_day_150": ("150 mg every third day", {"type": "interval", "every_days": 3, "quantity_mg": 150}),
    "supervised": (
        "Supervised: 100 mg Monday, 100 mg Wednesday, 150 mg Friday",
        {"type": "weekly", "quantity_mg": {"mon": 100, "wed": 100, "fri": 150}},
    ),
    "first_25": (
        "25 mg on the first day, then 50 mg",
        {"type": "steps", "steps": [{"quantity_mg": 25, "days": 1}, {"quantity_mg": 50}]},
    ),
    "mixed_25": (
        "Mixed, off-label: 25 mg every day, beside 25 mg on risk days",
        {"type": "every_day", "quantity_mg": 25},
    ),
    "low_dose": (
        "Low dose, off-label: 1.5 mg, 3 mg, then 4.5 mg, 14 days each step",
        {
            "type": "steps",
            "steps": [{"quantity_mg": 1.5, "days": 14}, {"quantity_mg": 3, "days": 14}, {"quantity_mg": 4.5}],
        },
    ),
}

COMMON_LABELS = {
    "medication": "Medication",
    "starts_on": "First day",
    "ends_on": "Last day",
    "agreed_hours": "Agreement",
    "override": "Prescriber's override",
    "from": "Changed from",
    "reason": "Reason for the change",
}
LABELS: dict[RegimenKind, dict[str, str]] = {
    RegimenKind.DAILY: COMMON_LABELS
    | {"times": "Times", "preset": "Pattern", "quantity_mg": "Quantity", "every_days": "Every so many days"}
    | {"week": "Quantities of the week", "steps": "Steps", "advance": "Who moves on", "step": "First step"},
    RegimenKind.INJECTION: COMMON_LABELS
    | {"quantity_mg": "Quantity", "cadence": "How often", "visit_time": "Time of the visit"}
    | {"given_on": "Given before"},
    RegimenKind.TARGETED: COMMON_LABELS
    | {"quantity_mg": "Quantity", "risk_weekdays": "Risk days", "risk_days": "Declared days"}
    | {"anticipated_at": "Expected time", "lead_minutes": "Minutes before", "ask_at": "Ask at"},
}

_WEEK_INPUTS = {f"pattern.quantity_mg.{day}": "week" for day in WEEKDAYS}
INPUTS = {
    **_WEEK_INPUTS,
    "pattern.quantity_mg": "quantity_mg",
    "pattern.every_days": "every_days",
    "pattern.steps": "steps",
    "pattern.advance": "advance",
    "pattern.step": "step",
    "pattern": "preset",
    "pattern.type": "preset",
}


def read_regimen(kind: RegimenKind) -> dict[str, Any]:
    """The regimen that was typed, as the API would get it; faults are found when it is parsed."""
    common = given(medication=typed("medication"), starts_on=typed("starts_on"), ends_on=typed("ends_on"))
    common |= {"kind": kind.value} | _agreement() | _override()
    match kind:
        case RegimenKind.DAILY:
            return common | {"times": split(typed("times")), "pattern": _pattern()}
        case RegimenKind.INJECTION:
            return common | given(
                quantity_mg=number(typed("quantity_mg")),
                cadence=_cadence(),
                visit_time=typed("visit_time"),
                given_on=split(typed("given_on")),
            )
        case RegimenKind.TARGETED:
            return common | given(
                quantity_mg=number(typed("quantity_mg")),
                risk_weekdays=request.form.getlist("risk_weekdays"),
                risk_days=_risk_days(),
                anticipated_at=typed("anticipated_at"),
                lead_minutes=number(typed("lead_minutes")),
                ask_at=typed("ask_at"),
            )


def starting_values(kind: RegimenKind, today: str) -> dict[str, str]:
    """What a new form begins with."""
    common = {"starts_on": today, "medication": "naltrexone 50 mg tablet"}
    match kind:
        case RegimenKind.DAILY:
            return common | {"times": "08:00", "preset": "every_day_50", "advance": Advance.DATE.value}
        case RegimenKind.INJECTION:
            injection = {"medication": "naltrexone ER 380 mg", "quantity_mg": "380", "cadence": "28"}
            return common | injection | {"visit_time": "10:00"}
        case RegimenKind.TARGETED:
            return common | {"quantity_mg": "50", "anticipated_at": "19:00", "lead_minutes": "90"}


def values_of(plan: Plan) -> dict[str, str]:
    """A stored plan as the values of its form."""
    values = {"medication": plan.medication, "starts_on": plan.starts_on.isoformat()}
    values["ends_on"] = plan.ends_on.isoformat() if plan.ends_on else ""
    if plan.agreed_hours:
        values |= {"agreed": "yes", "agreed_by": plan.agreed_hours.by, "agreed_on": plan.agreed_hours.on.isoformat()}
    if plan.override:
        values |= {"override_by": plan.override.by, "override_reason": plan.override.reason}
    match plan:
        case DailyPlan():
            values["times"] = ", ".join(time_text(slot) for slot in plan.times)
            return values | _pattern_values(plan.pattern)
        case InjectionPlan():
            cadence = str(plan.cadence.days) if isinstance(plan.cadence, EveryDays) else "month"
            values |= {"quantity_mg": str(plain_number(plan.quantity_mg)), "cadence": cadence}
            if cadence not in ("28", "month"):
                values |= {"cadence": "own", "cadence_days": cadence}
            return values | {"visit_time": time_text(plan.visit_time)}
        case TargetedPlan():
            return values | {
                "quantity_mg": str(plain_number(plan.quantity_mg)),
                "risk_weekdays": "\n".join(plan.risk_weekdays),
                "anticipated_at": time_text(plan.anticipated_at),
                "lead_minutes": str(plan.lead_minutes),
                "ask_at": time_text(plan.ask_at) if plan.ask_at else "",
            }


def split(text: str) -> list[str]:
    """A typed list, its items between commas or blanks."""
    return [item for item in _SEPARATORS.split(text) if item]


def _pattern_values(pattern: Pattern) -> dict[str, str]:
    match pattern:
        case EveryDay(mg):
            return {"preset": "own_every_day", "quantity_mg": str(plain_number(mg))}
        case Interval(every_days, mg):
            return {"preset": "own_interval", "every_days": str(every_days), "interval_mg": str(plain_number(mg))}
        case Weekly(quantities):
            named = zip(WEEKDAYS, quantities, strict=True)
            return {"preset": "own_weekly"} | {f"mg_{d}": str(plain_number(mg)) for d, mg in named if mg is not None}
        case Steps(steps, advance, first_step):
            values = {"preset": "own_steps", "advance": advance.value, "step": str(first_step + 1)}
            for place, step in enumerate(steps):
                values[f"step_mg_{place}"] = str(plain_number(step.quantity_mg))
                values[f"step_days_{place}"] = str(step.days or "")
            return values


def _pattern() -> dict[str, Any]:
    """A ready pattern, or the one that was typed."""
    chosen = typed("preset")
    if chosen in PRESETS:
        pattern = PRESETS[chosen][1]
        return pattern | _advance() if pattern["type"] == "steps" else pattern
    match chosen:
        case "own_every_day":
            return given(type="every_day", quantity_mg=number(typed("quantity_mg")))
        case "own_interval":
            every, mg = number(typed("every_days")), number(typed("interval_mg"))
            return given(type="interval", every_days=every, quantity_mg=mg)
        case "own_weekly":
            week = {day.value: number(typed(f"mg_{day}")) for day in WEEKDAYS if typed(f"mg_{day}")}
            return {"type": "weekly", "quantity_mg": week}
        case "own_steps":
            begins = number(typed("step"))
            return {"type": "steps", "steps": _steps()} | _advance() | ({} if begins in (None, 1) else {"step": begins})
        case _:
            return {}


def rows_of_steps(values: Mapping[str, str]) -> int:
    """How many rows of steps a form has: as many as a stored plan, and always some to fill in."""
    return max(LEAST_STEPS, sum(name.startswith("step_mg_") for name in values))


def _advance() -> dict[str, Any]:
    return {"advance": typed("advance")} if typed("advance") not in ("", Advance.DATE) else {}


def _steps() -> list[dict[str, Any]]:
    places = range(min(rows_of_steps(request.form), MOST_STEPS))
    rows = [(typed(f"step_mg_{place}"), typed(f"step_days_{place}")) for place in places]
    return [given(quantity_mg=number(mg), days=number(days)) for mg, days in rows if mg or days]


def _cadence() -> dict[str, Any] | None:
    match typed("cadence"):
        case "month":
            return {"every_months": 1}
        case "own":
            return {"every_days": number(typed("cadence_days"))}
        case "":
            return None
        case days:
            return {"every_days": number(days)}


def _risk_days() -> list[dict[str, str]]:
    """Declared days typed one to a line, "2026-12-31 21:00"; without a time the plan's own holds."""
    days = []
    for line in typed("risk_days").splitlines():
        words = line.split()
        if words:
            time = words[1] if len(words) > 1 else typed("anticipated_at")
            days.append({"on": words[0], "anticipated_at": time})
    return days


def _agreement() -> dict[str, Any]:
    if typed("agreed") != "yes":
        return {}
    return {"agreed_hours": given(by=typed("agreed_by") or "patient", on=typed("agreed_on") or typed("starts_on"))}


def _override() -> dict[str, Any]:
    override = given(by=typed("override_by"), reason=typed("override_reason"))
    return {"override": override} if override else {}
