"""The report on doses: how much is taken, by patient and plan, and why doses were missed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from statistics import median

from adherence.domain.measure.targeted import Coverage, TargetedMeasures
from adherence.domain.reasons import SkipReason
from adherence.domain.report.section import SMALL, Cell, Column, Section, Unit, said_share, share
from adherence.domain.report.words import NOT_ASKED, SILENT, SKIP_REASON, UNDELIVERED, not_given_words

BANDS = ((90, 100), (80, 89), (60, 79), (40, 59), (1, 39), (0, 0))
"""Bands of a patient's percentage, both ends included; from 80% on many studies speak of adherent."""

Counts = tuple[int, int, int]
"""Of one patient: doses taken, not taken, and without an answer."""


def tablets_section(patients: Sequence[Counts]) -> Section:
    """How patients on tablets spread over bands of taken doses: as answered, at worst and at best."""
    known = [counts for counts in patients if sum(counts)]
    answered = [_percent(taken, taken + missed) for taken, missed, _ in known if taken + missed]
    worst = [_percent(counts[0], sum(counts)) for counts in known]
    best = [_percent(counts[0] + counts[2], sum(counts)) for counts in known]
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (_band_words(low, high), *(_within(values, low, high) for values in (answered, worst, best)))
        for low, high in BANDS
    )
    return Section(
        "tablets",
        "Daily tablets: how many take how much",
        _tablets_finding(known, answered, worst, best),
        "One patient counts once in each column, whatever the number of doses. Taken of answered leaves silence out; "
        "at worst each silence was not taken, at best each was. Held, excused and open doses are in no denominator. "
        "Answers of patients and marks of staff are both counted here; the patient's page keeps them apart.",
        (
            Column("band", "Of the doses", Unit.WORDS),
            Column("answered", "Patients, of answered doses"),
            Column("worst", "Patients, at worst"),
            Column("best", "Patients, at best"),
        ),
        rows if known else (),
        "This appears when the first doses of daily plans are over.",
    )


def totals_section(by_plan: Mapping[str, Sequence[Counts]]) -> Section:
    """All doses of the span by plan, with worst and best case."""
    rows: list[tuple[Cell, ...]] = []
    for plan, patients in by_plan.items():
        taken, missed, silent = (sum(counts[place] for counts in patients) for place in range(3))
        expected = taken + missed + silent
        if expected:
            rows.append(
                (
                    *(plan, len(patients), expected, taken, missed, silent),
                    *(share(taken, taken + missed), share(taken, expected), share(taken + silent, expected)),
                )
            )
    return Section(
        "totals",
        "All doses",
        " ".join(_totals_sentence(row) for row in rows) or "No dose of this range is over yet.",
        "Doses whose time is over. Taken of answered: taken / (taken + said not taken). At worst: taken / expected. At "
        "best: (taken + no answer) / expected. Injections are counted by the days that they cover, below.",
        (
            Column("plan", "Plan", Unit.WORDS),
            *(Column("patients", "Patients"), Column("expected", "Expected"), Column("taken", "Taken")),
            *(Column("not_taken", "Not taken"), Column("silent", "No answer")),
            Column("answered_share", "Taken of answered", Unit.PERCENT),
            Column("worst", "At worst", Unit.PERCENT),
            Column("best", "At best", Unit.PERCENT),
        ),
        tuple(rows),
        "This appears when the first doses are over.",
    )


def injections_section(covered: Sequence[tuple[int, int]], days_of_one: int) -> Section:
    """How patients on injections spread over bands of covered days; each is (days covered, days of the plan)."""
    known = [each for each in covered if each[1]]
    percents = [_percent(*each) for each in known]
    days, whole = sum(each[0] for each in known), sum(each[1] for each in known)
    finding = (
        f"{said_share(days, whole)} of the days with an injection plan were covered; "
        f"{sum(percent >= 90 for percent in percents):,} of {len(known):,} plans were covered on 90% of their days "
        "or more."
        if known
        else "No injection was given in or before this range."
    )
    return Section(
        "injections",
        "Injections: days covered",
        finding,
        f"For each plan: its days in the range from the first injection on, up to today or its stop, and those of them "
        f"within {days_of_one} days after an injection (the clinic's setting). Cover is not banked.",
        (Column("band", "Of the days", Unit.WORDS), Column("plans", "Plans")),
        tuple((_band_words(low, high), _within(percents, low, high)) for low, high in BANDS) if known else (),
        "This appears when the first injection is recorded as given.",
    )


def targeted_section(measures: Sequence[TargetedMeasures], counted: Mapping[str, str]) -> Section:
    """The medians over targeted plans of their four numbers, each with how many plans have it."""
    weekly = [found.doses_per_week for found in measures if found.doses_per_week is not None]
    rows: tuple[tuple[Cell, ...], ...] = (
        ("Doses per week", len(weekly), _middle(weekly, 1), None, None),
        *(
            _coverage_row(words, [getattr(found, name) for found in measures])
            for words, name in (
                ("Risk days with a dose, of those known", "risk_days"),
                ("Drinking days with a dose in time, of those known", "drinking_days"),
                ("Risk days answered, of those asked", "answered"),
            )
        ),
    )
    return Section(
        "targeted",
        "Targeted plans: four numbers",
        _targeted_finding(rows, len(measures)),
        "The middle one (median) of the patients' own numbers; a patient without such days has none. Days without an "
        "answer stay unknown. " + " ".join(counted.values()),
        (
            Column("number", "Number", Unit.WORDS),
            Column("plans", "Plans that have it"),
            Column("median", "Median", Unit.NUMBER),
            Column("known", "Days known"),
            Column("unknown", "Days unknown"),
        ),
        rows if measures else (),
        "This appears when the first targeted plan runs.",
    )


def reasons_section(
    reasons: Mapping[str | None, int], silent: int, undelivered: int, not_given: Mapping[str | None, int]
) -> Section:
    """Why doses were not taken: what was said, what was not, and what nobody knows."""
    said = {reason: reasons.get(reason.value, 0) for reason in SkipReason}
    total = sum(reasons.values())
    unsaid = total - sum(said.values())
    ordered = sorted(said.items(), key=lambda item: -item[1])
    rows: list[tuple[Cell, ...]] = [
        *((SKIP_REASON[reason], "doses not taken", number, share(number, total)) for reason, number in ordered),
        (NOT_ASKED, "doses not taken", unsaid, share(unsaid, total)),
        (SILENT, "doses without an answer", silent, None),
        (UNDELIVERED, "doses without an answer", undelivered, None),
    ]
    injections = sum(not_given.values())
    rows += [
        (not_given_words(reason), "injections not given", number, share(number, injections))
        for reason, number in sorted(not_given.items(), key=lambda item: (-item[1], item[0] or ""))
    ]
    return Section(
        "reasons",
        "Why doses were not taken",
        _reasons_finding(ordered, total, unsaid, silent + undelivered),
        "The reason that the patient texted or staff noted, for doses known as skipped or missed; the share is of "
        "those, or of the injections not given. A dose without an answer may have been taken: it has no reason.",
        (
            Column("reason", "Reason", Unit.WORDS),
            Column("of", "Of", Unit.WORDS),
            Column("doses", "Number"),
            Column("share", "Share", Unit.PERCENT),
        ),
        tuple(rows) if total or silent or undelivered or injections else (),
        "Reasons appear when a dose is skipped or missed and the patient answers why.",
    )


def days_under_cover(
    given_on: Sequence[date], covered_days: int, *, stopped_on: date | None, first: date, last: date
) -> tuple[int, int]:
    """Of one injection plan, (days covered, days of the plan) between two dates from the first injection on."""
    if not given_on:
        return 0, 0
    starts = max(first, min(given_on))
    ends = last if stopped_on is None else min(last, stopped_on - timedelta(days=1))
    whole = max(0, (ends - starts).days + 1)
    covered, free_from = 0, starts
    for on in sorted(given_on):
        begins, until = max(on, free_from), min(on + timedelta(days=covered_days - 1), ends)
        covered += max(0, (until - begins).days + 1)
        free_from = max(free_from, until + timedelta(days=1))
    return covered, whole


def _tablets_finding(known: Sequence[Counts], answered: list[int], worst: list[int], best: list[int]) -> str:
    if not known:
        return "No dose of a daily plan in this range is over yet."
    if len(known) < SMALL:
        return f"{len(known)} patients had doses in this range: too few to say how they spread."
    good = [sum(percent >= 80 for percent in values) for values in (answered, worst, best)]
    return (
        f"{said_share(good[0], len(answered))} of the patients who answered took 80% or more of the doses that they "
        f"answered; counting silence it is between {good[1]:,} and {good[2]:,} of {len(known):,}."
    )


def _totals_sentence(row: tuple[Cell, ...]) -> str:
    plan, _, expected, taken, missed, silent, answered, worst, best = row
    assert isinstance(taken, int)
    assert isinstance(missed, int)
    if isinstance(answered, str | None) or isinstance(worst, str | None) or isinstance(best, str | None):
        return f"{plan}: {taken} of {taken + missed} answered doses were taken, {silent} were not answered."
    if not silent:
        return f"{plan}: {answered:g}% of the {taken + missed:,} doses were taken, and all were answered."
    return (
        f"{plan}: {answered:g}% of the {taken + missed:,} answered doses were taken; counting {silent:,} without an "
        f"answer it is between {worst:g} and {best:g}% of {expected:,}."
    )


def _targeted_finding(rows: Sequence[tuple[Cell, ...]], plans: int) -> str:
    if not plans:
        return "No targeted plan ran in this range."
    weekly, covered = rows[0][2], rows[1]
    if weekly is None:
        return f"{plans} targeted plans ran in this range: too few for a middle number."
    risk = f" and a dose on {covered[2]}% of the risk days that are known" if covered[2] is not None else ""
    return f"The middle one of {plans:,} plans had {weekly} doses a week{risk}."


def _reasons_finding(ordered: Sequence[tuple[SkipReason, int]], total: int, unsaid: int, silent: int) -> str:
    if not total:
        return (
            f"No dose is known as skipped or missed; {silent:,} had no answer."
            if silent
            else "No dose is known as skipped or missed."
        )
    reason, number = ordered[0]
    most = f"Most often said: {SKIP_REASON[reason].lower()} ({number:,} of {total:,}). " if number else ""
    return f"{most}For {said_share(unsaid, total)} no reason is known; {silent:,} further doses had no answer at all."


def _coverage_row(words: str, coverages: Sequence[Coverage]) -> tuple[Cell, ...]:
    ratios = [100 * found.ratio for found in coverages if found.ratio is not None]
    known, unknown = sum(found.known for found in coverages), sum(found.unknown for found in coverages)
    return words + " (%)", len(ratios), _middle(ratios, 0), known, unknown


def _middle(values: Sequence[float], places: int) -> float | int | None:
    if len(values) < SMALL:
        return None
    return round(median(values), places) if places else round(median(values))


def _percent(part: int, whole: int) -> int:
    """A patient's own whole percentage, for the bands only: 100 and 0 only where it is exact."""
    if 0 < part < whole:
        return min(99, max(1, round(100 * part / whole)))
    return 100 * part // whole


def _within(values: Sequence[int], low: int, high: int) -> int:
    return sum(low <= value <= high for value in values)


def _band_words(low: int, high: int) -> str:
    return "none" if high == 0 else f"{low} to {high}%"
