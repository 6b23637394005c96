"""The measures as the API tells them: name, value, unit, definition and counts; the numbers come from the domain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from adherence.domain.measure.continuity import continuity
from adherence.domain.measure.doses import (
    DoseRecord,
    current_gap,
    current_streak,
    dose_adherence,
    longest_gap,
    replies,
    taken_by_source,
)
from adherence.domain.measure.supply import SupplyEvent, Windows, supply_measures
from adherence.domain.measure.targeted import HOW_COUNTED, Coverage, TargetedMeasures
from adherence.domain.states import Source

Told = dict[str, object]

_NO_ANSWER = "Held, excused and open doses are in no denominator."
_SUPPLY = {
    "CMA1": "Days supplied except by the last event / days from the first to the last event in the window.",
    "CMA2": "Days supplied / days from the first event in the window to its end (medication possession ratio).",
    "CMA3": "CMA1, at most 1.",
    "CMA4": "CMA2, at most 1.",
    "CMA5": "Days of use between the first and the last event in the window / days between them.",
    "CMA6": "Days of use from the first event in the window to its end / days between them.",
    "CMA7": "Days of use in the whole window with earlier supply carried in / its days (proportion of days covered).",
    "CMA8": "As CMA7, from the day on which supply from before the window is used up.",
    "CMA9": "Mean over the window's days of supply / length of the interval between two events, each at most 1.",
}


@dataclass(frozen=True, slots=True)
class Supplied:
    """The supply of one medicine; ``counted`` says in words what its days are, ``counts`` how they were found."""

    medicine: str
    events: list[SupplyEvent]
    counted: str
    counts: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Span:
    """Local dates, both included, and the patient's today."""

    first: date
    last: date
    today: date


def daily_measures(doses: Sequence[DoseRecord]) -> list[Told]:
    """The dose-based measures of the tablets that are planned by the day."""
    found, heard = dose_adherence(doses), replies(doses)
    counts: dict[str, int] = {
        "expected": found.expected,
        "taken": found.taken,
        "taken_late": found.taken_late,
        "not_taken": found.not_taken,
        "no_answer": found.no_answer,
        "undelivered": found.undelivered,
        "left_out": found.left_out,
    }
    by_source = taken_by_source(doses)
    minutes = heard.median_time / timedelta(minutes=1) if heard.median_time is not None else None
    asked = {"asked": heard.asked, "answered": heard.answered}
    return [
        _told("taken_observed", found.observed, "Taken / (taken + said not taken). " + _NO_ANSWER, counts),
        _told(
            "taken_worst_case", found.worst_case, "Taken / expected: silence counts as not taken. " + _NO_ANSWER, counts
        ),
        _told("taken_best_case", found.best_case, "(Taken + no answer) / expected. " + _NO_ANSWER, counts),
        *(
            _told(f"taken_by_{source}", by_source.get(source, 0), f"Taken doses whose source is {source}.", {}, "doses")
            for source in Source
        ),
        _told("current_streak", current_streak(doses), "Expected doses taken in a row up to the latest.", {}, "doses"),
        _told("longest_gap", longest_gap(doses), "Most days in a row without a taken dose.", {}, "days"),
        _told("current_gap", current_gap(doses), "Days in a row up to the latest without a taken dose.", {}, "days"),
        _told("reply_rate", heard.rate, "Answered / asked, of reminders that were delivered.", asked),
        _told("time_to_reply", minutes, "Median from accepted reminder to first answer.", asked, "minutes"),
    ]


def targeted_plan(regimen_id: str, found: TargetedMeasures) -> list[Told]:
    """The four numbers of a targeted plan, each with its counts."""
    days = {"days": found.days, "days_with_dose": found.days_with_dose}
    name = "doses_per_week"
    coverages = (
        ("risk_day_coverage", found.risk_days),
        ("drinking_day_coverage", found.drinking_days),
        ("answered", found.answered),
    )
    told = [_told(name, found.doses_per_week, HOW_COUNTED[name], days, "doses a week")]
    told += [_told(name, coverage.ratio, HOW_COUNTED[name], _known(coverage)) for name, coverage in coverages]
    return [each | {"regimen_id": regimen_id} for each in told]


def supply_by_medicine(supplied: Iterable[Supplied], span: Span) -> list[Told]:
    """CMA1 to CMA9 for each medicine by itself; once with nulls where nothing was supplied at all."""
    items: list[Told] = []
    for one in supplied:
        items += [
            item | {"medicine": one.medicine, "definition": f"{item['definition']} Counted: {one.counted}"}
            for item in supply_based(one.events, span, one.counts)
        ]
    return items or supply_based([], span)


def supply_based(events: Sequence[SupplyEvent], span: Span, more: Mapping[str, int] | None = None) -> list[Told]:
    """CMA1 to CMA9 over the span, from its first day or the first event if that is later; null without supply."""
    counts: dict[str, int] = {"events": len(events), "days_supplied": int(sum(event.days for event in events))}
    counts |= more or {}
    values: dict[str, float | None] = dict.fromkeys(_SUPPLY)
    if events:
        first = min(event.on for event in events)
        start = max(0, (span.first - first).days)
        days = (span.last - first).days + 1 - start
        if days > 0:
            windows = Windows(start, days, follow_up_days=start + days)
            measured = supply_measures(events, windows)
            values = {name: getattr(measured, name.lower()) for name in _SUPPLY}
    return [_told(name, values[name], definition, counts) for name, definition in _SUPPLY.items()]


def continuity_measures(covered: Iterable[date], until: date, gap_days: int, target_days: int) -> list[Told]:
    """Continuity of treatment up to a date, from days with a taken tablet or under an injection."""
    found = continuity(covered, until=until, gap_days=gap_days, target_days=target_days)
    rule = f"without a gap of more than {gap_days} days (NQF 3175)"
    counts: dict[str, int] = {"episodes": len(found.episodes), "target_days": target_days, "gap_days": gap_days}
    longest = max((episode.days for episode in found.episodes), default=0)
    return [
        _told("continuity_days", found.days_so_far, f"Days of the episode now running {rule}.", counts, "days"),
        _told("continuity_longest", longest, f"Days of the longest episode {rule}.", counts, "days"),
        _told(
            "continuity_reached",
            float(found.is_reached),
            f"1 once an episode lasted {target_days} days {rule}.",
            counts,
        ),
    ]


def _known(coverage: Coverage) -> dict[str, int]:
    return {"covered": coverage.covered, "known": coverage.known, "unknown": coverage.unknown}


def _told(name: str, value: float | None, definition: str, counts: dict[str, int], unit: str = "ratio") -> Told:
    rounded = None if value is None else round(value, 4)
    return {
        "name": name,
        "value": rounded,
        "unit": unit,
        "definition": definition,
        "counts": counts,
        "regimen_id": None,
        "medicine": None,
    }
