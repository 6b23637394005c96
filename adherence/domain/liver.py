"""Liver tests: when one is due, what a result means for the plan of tests, and when the care team must look.

The months are the product's template (policy), not the label's: the label asks for tests without naming dates.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from adherence.domain.policy import DEFAULT_POLICY, Policy


class LiverTest(StrEnum):
    """The tests that are recorded, by their usual short names."""

    ALT = "ALT"
    AST = "AST"
    GGT = "GGT"
    ALP = "ALP"
    BILIRUBIN = "bilirubin"


class LiverState(StrEnum):
    """How a planned test stands on a date."""

    DONE = "done"
    UPCOMING = "upcoming"
    DUE = "due"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class PlannedTest:
    """One test of the plan; month 0 is the baseline."""

    month: int
    due_on: date
    state: LiverState = LiverState.UPCOMING
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class LiverNeed:
    """Why the care team must look: a test is due, or overdue; ``since`` is the newest day on which that grew worse."""

    overdue: bool
    since: date
    detail: str


def planned_tests(
    started_on: date, taken_on: Iterable[date], today: date, policy: Policy = DEFAULT_POLICY
) -> list[PlannedTest]:
    """The tests due since the first day of treatment, and the next one after today.

    A result settles every test that was due by then, since one sample answers them all; where none was, it settles
    the next one if it came at most ``liver_test_early_days`` before it.
    """
    tests = list(_due_by(started_on, today + timedelta(days=policy.liver_test_early_days), policy))
    for taken in sorted({day for day in taken_on if day <= today}):
        tests = _settled_by(taken, tests, policy)
    return [_judged(test, today, policy) for test in tests]


def liver_need(tests: Sequence[PlannedTest], policy: Policy = DEFAULT_POLICY) -> LiverNeed | None:
    """What the care team must be told; a baseline that is only due is left to the start gate's own warning."""
    waiting = [test for test in tests if test.state in (LiverState.DUE, LiverState.OVERDUE)]
    overdue = [test for test in waiting if test.state is LiverState.OVERDUE]
    days = [test.due_on for test in waiting if test.month > 0] + [_overdue_on(test, policy) for test in overdue]
    if not days:
        return None
    oldest = (overdue or waiting)[0]
    named = "the baseline" if oldest.month == 0 else f"month {oldest.month}"
    word = "overdue" if overdue else "due"
    return LiverNeed(bool(overdue), max(days), f"Liver test {word}: {named}, due {oldest.due_on}")


def next_test(tests: Sequence[PlannedTest]) -> PlannedTest | None:
    """The oldest test that is not done."""
    return next((test for test in tests if test.state is not LiverState.DONE), None)


def times_limit(value: float, upper_limit: float | None) -> float | None:
    """How many times the laboratory's upper limit a result is; None where no limit was told."""
    return value / upper_limit if upper_limit else None


def is_above_threshold(value: float, upper_limit: float | None, policy: Policy = DEFAULT_POLICY) -> bool:
    """Whether a result is so high that somebody must look at once (policy: more than three times the limit)."""
    times = times_limit(value, upper_limit)
    # Rounded, so that exactly three times a limit of 40.1 is not a hair more.
    return times is not None and round(times, 6) > policy.liver_threshold_times_limit


def _due_by(started_on: date, until: date, policy: Policy) -> Iterator[PlannedTest]:
    """The tests due up to a date, and the one after it."""
    for month in _months(policy):
        due_on = _months_after(started_on, month)
        yield PlannedTest(month, due_on)
        if due_on > until:
            return


def _months(policy: Policy) -> Iterator[int]:
    yield from policy.liver_test_months
    month = max(policy.liver_test_months, default=0)
    while True:
        month += max(1, policy.liver_test_every_months)
        yield month


def _months_after(start: date, months: int) -> date:
    """The same day of a later month, or that month's last: no month is skipped."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _settled_by(taken: date, tests: list[PlannedTest], policy: Policy) -> list[PlannedTest]:
    open_ones = [test for test in tests if test.done_on is None]
    settled = {test.month for test in open_ones if test.due_on <= taken}
    early = timedelta(days=policy.liver_test_early_days)
    if not settled and open_ones and taken >= open_ones[0].due_on - early:
        settled = {open_ones[0].month}
    return [replace(test, done_on=taken) if test.month in settled else test for test in tests]


def _judged(test: PlannedTest, today: date, policy: Policy) -> PlannedTest:
    if test.done_on is not None:
        return replace(test, state=LiverState.DONE)
    if today >= _overdue_on(test, policy):
        return replace(test, state=LiverState.OVERDUE)
    return replace(test, state=LiverState.DUE if today >= test.due_on else LiverState.UPCOMING)


def _overdue_on(test: PlannedTest, policy: Policy) -> date:
    return test.due_on + timedelta(days=policy.liver_test_overdue_days)
