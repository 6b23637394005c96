"""A regimen from and to JSON: every fault is found in one reading and named by the path of its field."""

from __future__ import annotations

from datetime import date
from typing import Any, assert_never

from adherence.domain.json_fields import ABSENT, Entry
from adherence.domain.policy import DEFAULT_POLICY, Policy
from adherence.domain.regimen import (
    WEEKDAYS,
    Advance,
    AgreedHours,
    Cadence,
    DailyPlan,
    EveryDay,
    EveryDays,
    EveryMonths,
    InjectionPlan,
    Interval,
    Override,
    Pattern,
    Plan,
    RegimenFaults,
    RegimenKind,
    RiskDay,
    Step,
    Steps,
    TargetedPlan,
    Weekday,
    Weekly,
    plain_number,
    time_text,
)

MOST_TIMES_A_DAY = 24
MOST_STEPS = 200
MOST_LISTED_DAYS = 2000
LONGEST_INTERVAL_DAYS = 366
LONGEST_STEP_DAYS = 3660
LONGEST_LEAD_MINUTES = 720
LONGEST_REASON = 1000

_COMMON = ("kind", "medication", "starts_on", "ends_on", "agreed_hours", "override")
_KNOWN = {
    RegimenKind.DAILY: (*_COMMON, "times", "pattern"),
    RegimenKind.INJECTION: (*_COMMON, "quantity_mg", "given_on", "cadence", "visit_time"),
    RegimenKind.TARGETED: (
        *_COMMON,
        *("quantity_mg", "risk_weekdays", "risk_days", "anticipated_at", "lead_minutes", "ask_at"),
    ),
}


def parse_regimen(regimen: object, policy: Policy = DEFAULT_POLICY) -> Plan:
    """The plan that a JSON value describes; raises RegimenFaults with every fault together, and nothing else."""
    entry = Entry(regimen)
    fields = entry.object()
    kind = fields.at("kind").choice(tuple(RegimenKind))
    if kind is None:
        _read_terms(fields)
        raise RegimenFaults(tuple(entry.faults))
    # A fault leaves a harmless stand-in in the plan, so that reading goes on; such a plan never leaves here.
    plan = _read_kind(fields, RegimenKind(kind), policy)
    if entry.faults:
        raise RegimenFaults(tuple(entry.faults))
    return plan


def plan_to_json(plan: Plan) -> dict[str, Any]:
    """The JSON form of a plan, which parses back to the same plan."""
    written: dict[str, Any] = {"kind": plan.kind.value, "medication": plan.medication}
    written |= {"starts_on": plan.starts_on.isoformat(), "ends_on": plan.ends_on.isoformat() if plan.ends_on else None}
    match plan:
        case DailyPlan():
            written |= {"times": [time_text(slot) for slot in plan.times], "pattern": _pattern_to_json(plan.pattern)}
        case InjectionPlan():
            written |= _injection_to_json(plan)
        case TargetedPlan():
            written |= _targeted_to_json(plan)
        case _:
            assert_never(plan)
    if plan.agreed_hours:
        written["agreed_hours"] = {"by": plan.agreed_hours.by, "on": plan.agreed_hours.on.isoformat()}
    if plan.override:
        written["override"] = {"by": plan.override.by, "reason": plan.override.reason}
    return written


def _read_kind(fields: Entry, kind: RegimenKind, policy: Policy) -> Plan:
    """The plan of a known kind."""
    fields.allow_only(_KNOWN[kind])
    match kind:
        case RegimenKind.DAILY:
            return _read_daily(fields)
        case RegimenKind.INJECTION:
            return _read_injection(fields, policy)
        case RegimenKind.TARGETED:
            return _read_targeted(fields)
        case _:
            assert_never(kind)


def _read_terms(fields: Entry) -> None:
    """Read what every kind has, for its faults alone: the kind itself is at fault."""
    fields.at("medication").text()
    _starts_and_ends(fields)
    _agreed_hours(fields)
    _override(fields)


def _starts_and_ends(fields: Entry) -> tuple[date, date | None]:
    """The inclusive range of a plan; the end may be left open."""
    start, end = fields.at("starts_on"), fields.at("ends_on")
    starts_on = start.day()
    ends_on = end.day(latest=date.max) if end.is_given else None
    if ends_on is not None and ends_on < starts_on and start.is_sound and end.is_sound:
        end.fail(f"{ends_on} is before the first day, {starts_on}; write a later day or leave it out")
    return starts_on, ends_on


def _agreed_hours(fields: Entry) -> AgreedHours | None:
    """The patient's agreement, where there is one."""
    agreed = fields.at("agreed_hours")
    if not agreed.is_given:
        return None
    inner = agreed.object().allow_only(("by", "on"))
    return AgreedHours(by=inner.at("by").text(), on=inner.at("on").day())


def _override(fields: Entry) -> Override | None:
    """The prescriber's override, where there is one."""
    override = fields.at("override")
    if not override.is_given:
        return None
    inner = override.object().allow_only(("by", "reason"))
    return Override(by=inner.at("by").text(), reason=inner.at("reason").text(LONGEST_REASON))


def _read_daily(fields: Entry) -> DailyPlan:
    """A plan of kind daily."""
    medication = fields.at("medication").text()
    starts_on, ends_on = _starts_and_ends(fields)
    times = fields.at("times").distinct(Entry.time_of_day, MOST_TIMES_A_DAY, least=1)
    return DailyPlan(
        medication=medication,
        starts_on=starts_on,
        ends_on=ends_on,
        times=tuple(sorted(times)),
        pattern=_pattern(fields.at("pattern").object()),
        agreed_hours=_agreed_hours(fields),
        override=_override(fields),
    )


def _pattern(pattern: Entry) -> Pattern:
    """Which days have which quantity."""
    match pattern.at("type").choice(("every_day", "weekly", "interval", "steps")):
        case "every_day":
            pattern.allow_only(("type", "quantity_mg"))
            return EveryDay(quantity_mg=pattern.at("quantity_mg").quantity())
        case "weekly":
            pattern.allow_only(("type", "quantity_mg"))
            return _weekly(pattern.at("quantity_mg").object())
        case "interval":
            pattern.allow_only(("type", "every_days", "quantity_mg"))
            every_days = pattern.at("every_days").whole(1, LONGEST_INTERVAL_DAYS)
            return Interval(every_days=every_days, quantity_mg=pattern.at("quantity_mg").quantity())
        case "steps":
            return _steps(pattern.allow_only(("type", "steps", "advance", "step")))
        case _:
            return EveryDay(quantity_mg=1)


def _weekly(days: Entry) -> Weekly:
    """A quantity for each weekday that has one."""
    days.allow_only(WEEKDAYS)
    if days.value == {}:
        days.fail("no day has a quantity; name at least one of " + ", ".join(WEEKDAYS))
    entries = [days.at(day) for day in WEEKDAYS]
    return Weekly(tuple(None if entry.value is ABSENT else entry.quantity() for entry in entries))


def _steps(pattern: Entry) -> Steps:
    """Quantities one after the other; only the last, or any that a practitioner ends, may go without its days."""
    entered, begins = pattern.at("advance"), pattern.at("step")
    advance = Advance(entered.choice(tuple(Advance)) or Advance.DATE) if entered.is_given else Advance.DATE
    items = pattern.at("steps").items(MOST_STEPS, least=1)
    steps = []
    for place, item in enumerate(items, start=1):
        step = item.object().allow_only(("quantity_mg", "days"))
        days = step.at("days")
        may_be_open = place == len(items) or advance is Advance.PRACTITIONER
        quantity_mg = step.at("quantity_mg").quantity()
        steps.append(Step(quantity_mg, days.whole(1, LONGEST_STEP_DAYS) if days.is_given or not may_be_open else None))
    number = begins.whole(1, len(items)) if begins.is_given and items else 1
    return Steps(tuple(steps), advance, number - 1)


def _read_injection(fields: Entry, policy: Policy) -> InjectionPlan:
    """A plan of kind injection."""
    medication = fields.at("medication").text()
    starts_on, ends_on = _starts_and_ends(fields)
    given = fields.at("given_on")
    return InjectionPlan(
        medication=medication,
        quantity_mg=fields.at("quantity_mg").quantity(),
        starts_on=starts_on,
        ends_on=ends_on,
        given_on=tuple(sorted(given.distinct(Entry.day, MOST_LISTED_DAYS))) if given.is_given else (),
        cadence=_cadence(fields.at("cadence").object(), policy),
        visit_time=fields.at("visit_time").time_of_day(),
        agreed_hours=_agreed_hours(fields),
        override=_override(fields),
    )


def _cadence(cadence: Entry, policy: Policy) -> Cadence:
    """Either a number of days that a prescriber may set, or once a month."""
    cadence.allow_only(("every_days", "every_months"))
    days, months = cadence.at("every_days"), cadence.at("every_months")
    if days.is_given and not months.is_given:
        return EveryDays(days.whole(policy.injection_min_days, policy.injection_max_days))
    if months.is_given and not days.is_given:
        return EveryMonths(months.whole(1, 1))
    if isinstance(cadence.value, dict):
        cadence.fail('write either {"every_days": 28} or {"every_months": 1}')
    return EveryMonths(1)


def _read_targeted(fields: Entry) -> TargetedPlan:
    """A plan of kind targeted."""
    medication = fields.at("medication").text()
    starts_on, ends_on = _starts_and_ends(fields)
    weekdays, ask = fields.at("risk_weekdays"), fields.at("ask_at")
    return TargetedPlan(
        medication=medication,
        quantity_mg=fields.at("quantity_mg").quantity(),
        starts_on=starts_on,
        ends_on=ends_on,
        risk_weekdays=_weekdays(weekdays) if weekdays.is_given else (),
        risk_days=_risk_days(fields.at("risk_days")),
        anticipated_at=fields.at("anticipated_at").time_of_day(),
        lead_minutes=fields.at("lead_minutes").whole(0, LONGEST_LEAD_MINUTES),
        ask_at=ask.time_of_day() if ask.is_given else None,
        agreed_hours=_agreed_hours(fields),
        override=_override(fields),
    )


def _weekdays(names: Entry) -> tuple[Weekday, ...]:
    """Weekdays in the order of the week, each once."""
    named = names.distinct(lambda item: item.choice(WEEKDAYS), len(WEEKDAYS))
    return tuple(day for day in WEEKDAYS if day in named)


def _risk_days(risk_days: Entry) -> tuple[RiskDay, ...]:
    """The declared risk days, each date once."""
    if not risk_days.is_given:
        return ()
    days: list[RiskDay] = []
    for item in risk_days.items(MOST_LISTED_DAYS):
        inner = item.object().allow_only(("on", "anticipated_at"))
        on = inner.at("on")
        day = RiskDay(on=on.day(), anticipated_at=inner.at("anticipated_at").time_of_day())
        if on.is_sound and any(day.on == other.on for other in days):
            on.fail(f"{day.on} is declared twice; keep one time for each day")
        days.append(day)
    return tuple(sorted(days, key=lambda day: day.on))


def _pattern_to_json(pattern: Pattern) -> dict[str, Any]:
    """The JSON form of a daily pattern."""
    match pattern:
        case EveryDay(quantity_mg):
            return {"type": "every_day", "quantity_mg": plain_number(quantity_mg)}
        case Weekly(quantities_mg):
            named = zip(WEEKDAYS, quantities_mg, strict=True)
            return {"type": "weekly", "quantity_mg": {d.value: plain_number(mg) for d, mg in named if mg is not None}}
        case Interval(every_days, quantity_mg):
            return {"type": "interval", "every_days": every_days, "quantity_mg": plain_number(quantity_mg)}
        case Steps(steps, advance, first_step):
            written: dict[str, Any] = {"type": "steps", "steps": [_step_to_json(step) for step in steps]}
            if advance is not Advance.DATE:
                written["advance"] = advance.value
            return written | {"step": first_step + 1} if first_step else written
        case _:
            assert_never(pattern)


def _step_to_json(step: Step) -> dict[str, Any]:
    """One step; an open end is left out."""
    quantity_mg = plain_number(step.quantity_mg)
    return {"quantity_mg": quantity_mg} if step.days is None else {"quantity_mg": quantity_mg, "days": step.days}


def _injection_to_json(plan: InjectionPlan) -> dict[str, Any]:
    """What only an injection plan has."""
    match plan.cadence:
        case EveryDays(days):
            cadence = {"every_days": days}
        case EveryMonths(months):
            cadence = {"every_months": months}
        case _:
            assert_never(plan.cadence)
    return {
        "quantity_mg": plain_number(plan.quantity_mg),
        "given_on": [day.isoformat() for day in plan.given_on],
        "cadence": cadence,
        "visit_time": time_text(plan.visit_time),
    }


def _targeted_to_json(plan: TargetedPlan) -> dict[str, Any]:
    """What only a targeted plan has; a day without a time of its own gets the plan's."""
    days = [(day.on.isoformat(), time_text(day.anticipated_at or plan.anticipated_at)) for day in plan.risk_days]
    written: dict[str, Any] = {
        "quantity_mg": plain_number(plan.quantity_mg),
        "risk_weekdays": [day.value for day in plan.risk_weekdays],
        "risk_days": [{"on": on, "anticipated_at": anticipated_at} for on, anticipated_at in days],
        "anticipated_at": time_text(plan.anticipated_at),
        "lead_minutes": plan.lead_minutes,
    }
    return written if plan.ask_at is None else written | {"ask_at": time_text(plan.ask_at)}
