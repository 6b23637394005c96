"""A plan in one line and in a few, as the care team reads it."""

from __future__ import annotations

from typing import assert_never

from adherence.db.regimens import RegimenVersion
from adherence.domain.plan_check import is_low_dose
from adherence.domain.regimen import (
    WEEKDAYS,
    Advance,
    Cadence,
    DailyPlan,
    EveryDay,
    EveryDays,
    EveryMonths,
    InjectionPlan,
    Interval,
    Pattern,
    Plan,
    Steps,
    TargetedPlan,
    Weekday,
    Weekly,
    time_text,
)
from adherence.domain.states import VersionCause
from adherence.web import words
from adherence.web.filters import day, quantity

_MOVED_BY: dict[Advance, list[str]] = {
    Advance.DATE: [],
    Advance.PRACTITIONER: ["A practitioner moves it to the next step"],
    Advance.PATIENT: ["The patient is asked by text before each next step"],
}
_OFTEN = {1: "every day", 2: "every other day", 3: "every third day"}


def cause_line(version: RegimenVersion) -> str:
    """Why a version came about; a change from before causes were kept has the cause of a first version."""
    unknown = version.cause is VersionCause.ENTERED and version.number > 1
    return words.VERSION[VersionCause.CHANGED if unknown else version.cause]


def plan_line(plan: Plan) -> str:
    """A plan in one line, such as "50 mg every day at 08:00"."""
    match plan:
        case DailyPlan():
            return f"{pattern_line(plan.pattern)} at {times_line(plan)}"
        case InjectionPlan():
            return f"Injection {quantity(plan.quantity_mg)}, {cadence_line(plan.cadence)}"
        case TargetedPlan():
            return f"Targeted {quantity(plan.quantity_mg)}, {risk_line(plan.risk_weekdays)}"
        case _:
            assert_never(plan)


def plan_notes(plan: Plan) -> list[str]:
    """What a reader should know beside the line: use outside the label, agreements and overrides."""
    notes = []
    if isinstance(plan, TargetedPlan):
        notes.append(
            f"Prompt {plan.lead_minutes} min before {time_text(plan.anticipated_at)}"
            + (f"; asks at {time_text(plan.ask_at)} whether it is still a risk day" if plan.ask_at else "")
        )
    if isinstance(plan, TargetedPlan) or is_low_dose(plan):
        notes.append("Off-label use")
    if isinstance(plan, DailyPlan) and isinstance(plan.pattern, Steps):
        notes += _MOVED_BY[plan.pattern.advance]
    if plan.agreed_hours:
        notes.append(f"Texts outside texting hours agreed: {plan.agreed_hours.by}, {day(plan.agreed_hours.on)}")
    if plan.override:
        notes.append(f"Prescriber's override: {plan.override.by}, {plan.override.reason}")
    return notes


def pattern_line(pattern: Pattern) -> str:
    """Which quantity on which days."""
    match pattern:
        case EveryDay(quantity_mg):
            return f"{quantity(quantity_mg)} every day"
        case Interval(every_days, quantity_mg):
            return f"{quantity(quantity_mg)} {_OFTEN.get(every_days, f'every {every_days} days')}"
        case Weekly(quantities_mg):
            return _week_line(quantities_mg)
        case Steps(steps, Advance.DATE, first_step):
            rest = steps[first_step:]
            parts = [quantity(step.quantity_mg) + (f" for {step.days} d" if step.days else "") for step in rest]
            return ", then ".join(parts)
        case Steps(steps, _, step):
            return f"{quantity(steps[step].quantity_mg)} (step {step + 1} of {len(steps)})"
        case _:
            assert_never(pattern)


def cadence_line(cadence: Cadence) -> str:
    """How often an injection is due."""
    match cadence:
        case EveryDays(days):
            return "every 4 weeks" if days == 28 else f"every {days} days"
        case EveryMonths():
            return "once a month"
        case _:
            assert_never(cadence)


def times_line(plan: DailyPlan) -> str:
    """The slots of a day."""
    return ", ".join(time_text(slot) for slot in plan.times)


def risk_line(days: tuple[Weekday, ...]) -> str:
    """Which weekdays are risk days."""
    return "on " + ", ".join(day.value.capitalize() for day in days) if days else "on declared days"


def _week_line(quantities_mg: tuple[float | None, ...]) -> str:
    """Days of equal quantity in a row are joined: "50 mg Mon-Fri, 100 mg Sat"."""
    runs: list[tuple[float, list[str]]] = []
    before = None
    for weekday, mg in zip(WEEKDAYS, quantities_mg, strict=True):
        if mg is not None and runs and before == mg:
            runs[-1][1].append(weekday.value.capitalize())
        elif mg is not None:
            runs.append((mg, [weekday.value.capitalize()]))
        before = mg
    return ", ".join(f"{quantity(mg)} {days[0] + ('-' + days[-1] if len(days) > 1 else '')}" for mg, days in runs)
