"""The report on staying in treatment: the curve, how courses ended, and 180 days of continuity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from adherence.domain.measure.kaplan_meier import Curve
from adherence.domain.measure.persistence import CENSORED, Ending
from adherence.domain.report.section import SMALL, Column, Section, Unit, said_share, share
from adherence.domain.report.words import ENDING

MARKS = (0, 30, 60, 90, 120, 180, 270, 365, 540, 730, 1095)
"""The days for which a row is shown, as far as anybody was followed."""

_CURVE_COLUMNS = (
    Column("day", "Day", Unit.DAYS),
    Column("at_risk", "Followed until then"),
    Column("stopped", "Stopped so far"),
    Column("share", "Still in treatment", Unit.PERCENT),
    Column("low", "95% band from", Unit.PERCENT),
    Column("high", "to", Unit.PERCENT),
)
_CURVE_COUNTED = (
    "Kaplan-Meier: days from the first day of a plan to the first day without doses, of everyone who began in the "
    "range, followed up to today; the band is Greenwood's on the log-log scale. Plans that follow each other within "
    "the clinic's gap are one course. Injections count as long as each comes before the last one's cover and the grace "
    "have passed; otherwise treatment ended with the cover. Who is still in treatment, died, moved to another "
    "provider, finished as agreed or changed to another kind of plan is followed up to that day and is no stop. Opting "
    "out of texts is no stop either. A plan that runs does not prove that doses are taken."
)


def curve_section(curve: Curve) -> Section:
    """The curve at round numbers of days."""
    rows = tuple(_curve_row(curve, day) for day in _marks(curve)) if curve.patients else ()
    return Section(
        "retention",
        "How long people stay in treatment",
        curve_finding(curve),
        _CURVE_COUNTED,
        _CURVE_COLUMNS,
        rows,
        "The curve appears when somebody begins a plan in this range.",
        tuple((step.day, step.share, step.low, step.high) for step in curve.steps) if curve.patients >= SMALL else (),
    )


def curve_finding(curve: Curve) -> str:
    """One sentence about the curve, made by rule: the median with its band, or what is known instead."""
    if not curve.patients:
        return "Nobody began a plan in this range."
    if curve.patients < SMALL:
        return (
            f"{curve.patients} of those who began in this range are counted, {curve.stopped} of whom stopped: "
            "too few for a curve that says something."
        )
    if not curve.stopped:
        longest = _days(curve.last_day)
        return f"None of the {curve.patients:,} who began has stopped; the longest is followed for {longest}."
    median, (low, high) = curve.median_days, curve.median_band
    if median is None:
        return f"More than half of the {curve.patients:,} who began are still in treatment{_so_far(curve)}."
    band = f"95% band {low} to {high} days" if high is not None else f"95% band from {low} days, its end not reached"
    return f"Half of the {curve.patients:,} who began stayed at least {_days(median)} ({band})."


def _so_far(curve: Curve) -> str:
    """The share on the last round day until which at least five were followed."""
    day = max((mark for mark in MARKS[1:] if curve.at_risk_on(mark) >= SMALL), default=None)
    if day is None:
        return ""
    step = curve.step_on(day)
    if step is None or step.low is None or step.high is None:
        return f": nobody had stopped by day {day}"
    low, high = _whole(step.low), _whole(step.high)
    return f": {_whole(step.share)}% after {day} days (95% band {low} to {high}%)"


def _whole(value: float) -> int:
    return round(100 * value)


def endings_section(endings: Iterable[Ending]) -> Section:
    """Why courses ended, as counts: those that are stops first, then those that are none."""
    counts = Counter(endings)
    total = sum(counts.values())
    stops = sum(number for ending, number in counts.items() if ending not in CENSORED)
    ordered = sorted(counts, key=lambda ending: (ending in CENSORED, -counts[ending], tuple(Ending).index(ending)))
    rows = tuple(
        (
            ENDING[ending],
            "no" if ending in CENSORED else "yes",
            counts[ending],
            share(counts[ending], stops) if ending not in CENSORED else None,
        )
        for ending in ordered
    )
    return Section(
        "endings",
        "Why treatment ended",
        _endings_finding(counts, stops, total),
        "The first course of each patient who began in the range, by how it ended up to today. The cause is what staff "
        "chose when they stopped the plan; the words beside it are sealed and are not counted. The share is of those "
        "who stopped.",
        (
            Column("ending", "How it ended", Unit.WORDS),
            Column("stop", "Counts as a stop", Unit.WORDS),
            Column("patients", "Patients"),
            Column("share", "Of those who stopped", Unit.PERCENT),
        ),
        rows,
        "Causes appear when plans of this range are stopped.",
    )


def _endings_finding(counts: Counter[Ending], stops: int, total: int) -> str:
    if not total:
        return "Nobody began a plan in this range."
    if not stops:
        return f"None of {total:,} stopped."
    most = max((ending for ending in counts if ending not in CENSORED), key=lambda ending: counts[ending])
    unsaid = counts[Ending.NOT_SAID] + counts[Ending.DISCHARGED]
    finding = f"{said_share(stops, total)} stopped. Most often: {_lower(ENDING[most])} ({counts[most]:,} of {stops:,})."
    if unsaid == stops:
        finding += " No cause was chosen for any of them."
    elif unsaid:
        finding += f" For {unsaid:,} of the {stops:,} no cause was chosen."
    return finding


def continuity_section(reached: int, cohort: int, too_early: int, *, days: int, gap_days: int) -> Section:
    """How many of those who began long enough ago were without a long gap for 180 days."""
    finding = (
        f"{said_share(reached, cohort)} of those who began at least {days} days ago were in treatment for {days} days "
        f"without a gap of more than {gap_days}."
        if cohort
        else f"Nobody in this range began {days} days ago or earlier yet."
    )
    return Section(
        "continuity",
        f"{days} days without a gap",
        finding,
        f"NQF 3175, continuity of pharmacotherapy: of everyone who began in the range at least {days} days ago, those "
        f"with a span of {days} days in it without more than {gap_days} days in a row lacking a taken tablet or the "
        "cover of an injection. Silence counts as not taken, and days on hold count as days without, so this is the "
        "worst case. Targeted plans are left out: they need no dose on most days.",
        (
            Column("reached", "Reached"),
            Column("cohort", f"Began {days} days ago or earlier"),
            Column("share", "Share", Unit.PERCENT),
            Column("too_early", "Began later, not counted yet"),
        ),
        ((reached, cohort, share(reached, cohort), too_early),) if cohort or too_early else (),
        f"This appears {days} days after the first plan began.",
    )


def _marks(curve: Curve) -> Sequence[int]:
    marks = [day for day in MARKS if day <= curve.last_day]
    return marks if curve.last_day in marks else [*marks, curve.last_day]


def _curve_row(curve: Curve, day: int) -> tuple[int | float | None, ...]:
    step = curve.step_on(day)
    stopped = sum(each.stopped for each in curve.steps if each.day <= day)
    if curve.patients < SMALL:
        return day, curve.at_risk_on(day), stopped, None, None, None
    low, high = (step.low, step.high) if step is not None else (None, None)
    return day, curve.at_risk_on(day), stopped, _tenth(curve.share_on(day)), _tenth(low), _tenth(high)


def _tenth(value: float | None) -> float | None:
    return None if value is None else round(100 * value, 1)


def _days(number: int) -> str:
    return f"{number:,} day" if number == 1 else f"{number:,} days"


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
