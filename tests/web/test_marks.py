"""Marks of days, strips and calendars: every state has a shape of its own."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import cast

import pytest

from adherence.db.injections import Injection
from adherence.db.overview import DoseFact
from adherence.domain.holds import HoldSpan
from adherence.domain.policy import DEFAULT_POLICY
from adherence.domain.regimen import EveryDays, EveryMonths, InjectionPlan
from adherence.domain.states import DoseState, HoldKind, PlanKind
from adherence.web.drawings import calendar, calendar_start, calendar_symbols, strip, strip_symbols, weeks_of
from adherence.web.marks import NAMES, DayMark, Mark, days_without_taken, injection_cover, marks_of_days, spoken

DAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


def fact(state: DoseState, on: date = DAY, *, undelivered: bool = False, hour: int = 8) -> DoseFact:
    due_at = datetime(on.year, on.month, on.day, hour, tzinfo=UTC)
    return DoseFact("p", "r", PlanKind.DAILY, on, due_at, due_at, state, undelivered)


def marks(*doses: DoseFact, first: date = DAY, last: date = DAY) -> list[Mark | None]:
    return [day.mark for day in marks_of_days(first, last, doses, {}, DAY, NOW)]


@pytest.mark.parametrize(
    ("dose", "mark"),
    [
        (fact(DoseState.TAKEN), Mark.TAKEN),
        (fact(DoseState.TAKEN_LATE), Mark.LATE),
        (fact(DoseState.SKIPPED), Mark.SKIPPED),
        (fact(DoseState.MISSED), Mark.MISSED),
        (fact(DoseState.NO_ANSWER), Mark.NO_ANSWER),
        (fact(DoseState.NO_ANSWER, undelivered=True), Mark.UNDELIVERED),
        (fact(DoseState.TAKEN, undelivered=True), Mark.TAKEN),
        (fact(DoseState.HELD), Mark.HELD),
        (fact(DoseState.EXCUSED), Mark.EXCUSED),
        (fact(DoseState.UPCOMING), Mark.OPEN),
    ],
)
def test_every_state_has_its_mark(dose: DoseFact, mark: Mark) -> None:
    assert marks(dose) == [mark]


def test_a_dose_that_is_still_to_come_is_not_open_yet() -> None:
    later = fact(DoseState.UPCOMING, date(2026, 3, 11))
    assert marks(later, first=date(2026, 3, 11), last=date(2026, 3, 11)) == [Mark.UPCOMING]


def test_of_several_doses_a_day_the_one_that_matters_most_shows() -> None:
    assert marks(fact(DoseState.TAKEN), fact(DoseState.MISSED, hour=20)) == [Mark.MISSED]
    assert marks(fact(DoseState.NO_ANSWER), fact(DoseState.TAKEN, hour=20)) == [Mark.NO_ANSWER]


def test_days_before_the_plan_are_empty_and_days_between_doses_are_thin() -> None:
    doses = [fact(DoseState.TAKEN), fact(DoseState.TAKEN, DAY + timedelta(days=2))]
    found = marks(*doses, first=DAY - timedelta(days=2), last=DAY + timedelta(days=2))
    assert found == [None, None, Mark.TAKEN, Mark.NOT_DUE, Mark.TAKEN]


def plan(cadence: EveryDays | EveryMonths, starts_on: date = date(2026, 1, 1)) -> InjectionPlan:
    clock = datetime(2026, 1, 1, 10).time()
    return InjectionPlan(medication="x", quantity_mg=380, starts_on=starts_on, cadence=cadence, visit_time=clock)


def given_on(*days: date) -> list[Injection]:
    return cast(list[Injection], [SimpleNamespace(given=True, given_on=day) for day in days])


def test_an_injection_covers_until_the_next_is_due_and_then_it_is_overdue() -> None:
    cover = injection_cover(plan(EveryDays(28)), given_on(date(2026, 1, 1)), date(2026, 2, 3))
    assert cover[date(2026, 1, 1)] is Mark.GIVEN
    assert cover[date(2026, 1, 2)] is Mark.COVERED
    assert cover[date(2026, 1, 29)] is Mark.COVERED, "the due day itself is not overdue"
    assert cover[date(2026, 1, 30)] is Mark.OVERDUE
    assert cover[date(2026, 2, 3)] is Mark.OVERDUE
    assert date(2026, 2, 4) not in cover


def test_a_late_injection_starts_the_count_anew() -> None:
    cover = injection_cover(plan(EveryMonths(1)), given_on(date(2026, 1, 31), date(2026, 3, 3)), date(2026, 4, 4))
    assert cover[date(2026, 2, 28)] is Mark.COVERED
    assert cover[date(2026, 3, 1)] is Mark.OVERDUE
    assert cover[date(2026, 3, 3)] is Mark.GIVEN
    assert cover[date(2026, 4, 3)] is Mark.COVERED
    assert cover[date(2026, 4, 4)] is Mark.OVERDUE


def test_an_injection_before_the_plan_covers_its_own_days_only() -> None:
    cover = injection_cover(plan(EveryDays(28), date(2026, 3, 1)), given_on(date(2026, 1, 1)), date(2026, 3, 2))
    assert cover[date(2026, 1, 29)] is Mark.COVERED
    assert date(2026, 1, 30) not in cover, "nothing was planned then"
    assert cover[date(2026, 3, 1)] is Mark.OPEN
    assert cover[date(2026, 3, 2)] is Mark.OVERDUE


@pytest.mark.parametrize(
    ("span", "today", "marks"),
    [
        (HoldSpan(HoldKind.PROCEDURE, date(2026, 3, 29), None), 28, {11: Mark.HELD, 28: Mark.HELD}),
        (
            HoldSpan(HoldKind.TRAVEL, date(2026, 3, 5), date(2026, 3, 26)),
            27,
            {25: Mark.HELD, 26: Mark.OPEN, 27: Mark.OVERDUE},
        ),
        (HoldSpan(HoldKind.TRAVEL, date(2026, 3, 11), date(2026, 3, 26)), 27, {11: Mark.OVERDUE, 26: Mark.OVERDUE}),
    ],
)
def test_an_injection_in_a_hold_is_held_from_its_day_to_the_restart(
    span: HoldSpan, today: int, marks: dict[int, Mark]
) -> None:
    cover = injection_cover(
        plan(EveryDays(28)), given_on(date(2026, 2, 10)), date(2026, 3, today), DEFAULT_POLICY, [span]
    )
    assert {day: cover[date(2026, 3, day)] for day in marks} == marks
    assert cover[date(2026, 3, 10)] is Mark.COVERED


def test_a_hold_changes_no_day_before_an_injection_given_before_it_or_lapsed_before_it() -> None:
    procedure = HoldSpan(HoldKind.PROCEDURE, date(2026, 3, 29), date(2026, 4, 3))
    given = given_on(date(2026, 2, 10), date(2026, 3, 13))
    cover = injection_cover(plan(EveryDays(28)), given, date(2026, 3, 20), DEFAULT_POLICY, [procedure])
    assert cover[date(2026, 3, 12)] is Mark.OVERDUE
    lapsed = injection_cover(
        plan(EveryDays(28)), given[:1], date(2026, 3, 28), DEFAULT_POLICY, [procedure], {date(2026, 3, 10)}
    )
    assert lapsed[date(2026, 3, 28)] is Mark.OVERDUE


def test_tablets_beside_an_injection_show_but_never_hide_one_that_was_given() -> None:
    cover = {DAY: Mark.GIVEN, DAY + timedelta(days=1): Mark.OVERDUE}
    doses = [fact(DoseState.MISSED), fact(DoseState.TAKEN, DAY + timedelta(days=1))]
    days = marks_of_days(DAY, DAY + timedelta(days=1), doses, cover, DAY, NOW)
    assert [day.mark for day in days] == [Mark.GIVEN, Mark.TAKEN]


def test_a_first_injection_that_was_never_given_is_overdue_from_its_day_on() -> None:
    cover = injection_cover(plan(EveryDays(28), date(2026, 3, 1)), [], date(2026, 3, 4))
    assert cover == {
        date(2026, 3, 1): Mark.OPEN,
        date(2026, 3, 2): Mark.OVERDUE,
        date(2026, 3, 3): Mark.OVERDUE,
        date(2026, 3, 4): Mark.OVERDUE,
    }


def test_silent_days_are_counted_back_from_now_and_texts_that_did_not_arrive_are_not() -> None:
    row = [Mark.TAKEN, Mark.MISSED, Mark.NOT_DUE, Mark.UNDELIVERED, Mark.NO_ANSWER, Mark.SKIPPED, Mark.OPEN]
    assert days_without_taken([DayMark(DAY, mark) for mark in row]) == 3
    assert days_without_taken([DayMark(DAY, Mark.TAKEN)]) == 0
    assert days_without_taken([]) == 0


def test_every_mark_has_a_name_and_two_symbols_of_its_own_shape() -> None:
    weeks = weeks_of([DayMark(DAY + timedelta(days=number), mark) for number, mark in enumerate(Mark)])
    for symbols in (strip_symbols(), calendar_symbols(weeks)):
        drawn = dict(re.findall(r'<symbol id="[sc](\w)">(.*?)</symbol>', symbols))
        assert set(drawn) == {mark.value for mark in Mark}
        shapes = {re.sub(r'class="[^"]*"', "", shape) for shape in drawn.values()}
        assert len(shapes) == len(Mark), "two marks differ by colour alone"
    assert set(NAMES) == set(Mark)


def test_a_strip_says_what_it_shows() -> None:
    days = [DayMark(DAY, Mark.TAKEN), DayMark(DAY, Mark.MISSED), DayMark(DAY, None), DayMark(DAY, Mark.TAKEN)]
    assert spoken(days) == "Last 4 days: taken 2, missed 1"
    drawn = strip(days)
    assert 'role="img" aria-label="Last 4 days: taken 2, missed 1"' in drawn
    assert '<path stroke="url(#rt)" d="M0 10h8M30 10h8"/><path stroke="url(#rm)" d="M10 10h8"/>' in drawn
    assert spoken([]) == "Last 0 days: nothing planned"


def test_a_calendar_begins_on_a_monday_and_ends_today() -> None:
    today = date(2026, 11, 22)
    first = calendar_start(today, 26)
    assert first.weekday() == 0
    days = [DayMark(first + timedelta(days=n), Mark.TAKEN) for n in range((today - first).days + 1)]
    weeks = weeks_of(days)
    assert len(weeks) == 26
    assert weeks[-1].days[6] is not None
    drawn = calendar(weeks)
    assert drawn.count("<use") == len(days)
    assert "<title>22 Nov: Taken</title>" in drawn
    shorter = weeks_of(days[:-3])
    assert shorter[-1].days[4:] == (None, None, None)
