"""One cycle of injections: its stage, its steps, what the patient said, and what is next, against tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from adherence.domain.cycle import (
    CHECKLIST,
    SENTENCES,
    Cycle,
    CycleFacts,
    NotGiven,
    StepLine,
    Todo,
    WaitingInjection,
    booking_of,
    bookings_made,
    count_stages,
    cycle_at,
    is_this_week,
    pressing,
)
from adherence.domain.injection import InjectionStage, due_after, injection_boundaries, visit_text_times
from adherence.domain.regimen import EveryDays, EveryMonths
from adherence.domain.states import CycleStep, Source
from adherence.domain.zones import parse_zone
from tests.unit.regimens import day, utc

NEW_YORK = parse_zone("America/New_York")
DUE_AT = utc("2026-03-10 14:00")
EARLY_MARCH = "2026-03-01 15:00"


def line(step: CycleStep, *, done: bool = True, at: str = "", value: str = "", recorded: str = EARLY_MARCH) -> StepLine:
    return StepLine(step, done, utc(at) if at else None, value or None, Source.STAFF, utc(recorded))


def facts(*lines: StepLine, **changes: Any) -> CycleFacts:
    waiting = WaitingInjection(day("2026-03-10"), DUE_AT, injection_boundaries(day("2026-03-10"), NEW_YORK))
    known: dict[str, Any] = {"zone": NEW_YORK, "waiting": waiting, "last_given_on": day("2026-02-10")}
    return CycleFacts(**known | {"lines": lines} | changes)


def at(when: str, *lines: StepLine, **changes: Any) -> Cycle:
    return cycle_at(facts(*lines, **changes), utc(when))


PREPARED = (
    line(CycleStep.PRODUCT_ON_SITE),
    line(CycleStep.VISIT_BOOKED, at="2026-03-10 15:00"),
    line(CycleStep.LABS_DONE),
    line(CycleStep.URINE_TESTED, value="negative"),
)
CONFIRMED = line(CycleStep.CONFIRMED, at="2026-03-10 15:00")

STAGES = [
    ("2026-03-06 04:59", InjectionStage.UPCOMING, -5),
    ("2026-03-06 05:00", InjectionStage.EARLY, -4),
    ("2026-03-10 03:59", InjectionStage.EARLY, -1),
    ("2026-03-10 04:00", InjectionStage.DUE, 0),
    ("2026-03-11 04:00", InjectionStage.OVERDUE, 1),
    ("2026-03-18 03:59", InjectionStage.OVERDUE, 7),
    ("2026-03-18 04:00", InjectionStage.LAPSED, 8),
]


@pytest.mark.parametrize(("when", "stage", "late"), STAGES)
def test_the_stage_changes_at_local_midnight_also_across_a_clock_change(
    when: str, stage: InjectionStage, late: int
) -> None:
    cycle = at(when)
    assert (cycle.stage, cycle.days_late) == (stage, late)


TODOS: list[tuple[str, str, tuple[StepLine, ...], dict[str, Any], Todo]] = [
    ("the first thing is the product", EARLY_MARCH, (), {}, Todo.ORDER),
    ("what was ordered has to arrive", EARLY_MARCH, (line(CycleStep.PRODUCT_ORDERED),), {}, Todo.RECEIVE),
    ("what is on site was ordered", EARLY_MARCH, PREPARED[:1], {}, Todo.BOOK),
    ("labs come after the booking", EARLY_MARCH, PREPARED[:2], {}, Todo.DO_LABS),
    ("then the urine test", EARLY_MARCH, PREPARED[:3], {}, Todo.TEST_URINE),
    ("nothing is left to do days ahead", EARLY_MARCH, PREPARED, {}, Todo.NOTHING),
    ("three days ahead the patient is asked", "2026-03-07 15:00", PREPARED, {}, Todo.ASK_TO_CONFIRM),
    ("unless the visit is confirmed", "2026-03-07 15:00", (*PREPARED, CONFIRMED), {}, Todo.NOTHING),
    ("on the day it is given", "2026-03-10 12:00", (*PREPARED, CONFIRMED), {}, Todo.GIVE),
    ("the day after it is recorded", "2026-03-11 12:00", (*PREPARED, CONFIRMED), {}, Todo.RECORD_VISIT),
    ("overdue and not booked needs a call", "2026-03-11 12:00", PREPARED[:1], {}, Todo.REACH),
    (
        "overdue with a visit to come goes on with the list",
        "2026-03-11 12:00", (line(CycleStep.VISIT_BOOKED, at="2026-03-13 15:00"),), {}, Todo.ORDER,
    ),
    ("lapsed comes before all else", "2026-03-18 12:00", (*PREPARED, CONFIRMED), {}, Todo.REASSESS),
    (
        "a positive urine test comes before the rest",
        EARLY_MARCH, (line(CycleStep.URINE_TESTED, value="positive"),), {}, Todo.SEE_URINE_TEST,
    ),
    (
        "a positive test that was taken back counts no more",
        EARLY_MARCH,
        (line(CycleStep.URINE_TESTED, value="positive"), line(CycleStep.URINE_TESTED, done=False)), {}, Todo.ORDER,
    ),
    ("a wish for another time comes first", EARLY_MARCH, (line(CycleStep.RESCHEDULE_ASKED),), {}, Todo.REBOOK),
    (
        "a visit after the lapse: an earlier one",
        EARLY_MARCH, (*PREPARED, line(CycleStep.VISIT_BOOKED, at="2026-03-25 15:00")), {}, Todo.BOOK_EARLIER,
    ),
    (
        "not given: another visit",
        "2026-03-10 16:00", PREPARED, {"not_given": NotGiven(utc("2026-03-10 15:30"), "ill")}, Todo.BOOK_AGAIN,
    ),
    (
        "not given, and another visit is booked already",
        "2026-03-10 16:00", (*PREPARED, line(CycleStep.VISIT_BOOKED, at="2026-03-12 15:00")),
        {"not_given": NotGiven(utc("2026-03-10 15:30"), "ill")}, Todo.ASK_TO_CONFIRM,
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("when", "lines", "changes", "todo"), [row[1:] for row in TODOS], ids=[row[0] for row in TODOS]
)
def test_what_is_next(when: str, lines: tuple[StepLine, ...], changes: dict[str, Any], todo: Todo) -> None:
    assert at(when, *lines, **changes).todo is todo


def test_a_hold_leaves_nothing_to_do_and_comes_last() -> None:
    held = replace(facts().waiting, held=True)
    cycle = at("2026-03-18 12:00", waiting=held)
    assert cycle.todo is Todo.WAIT_FOR_HOLD
    assert pressing(cycle) > pressing(at(EARLY_MARCH))
    assert sum(count_stages([cycle]).values()) == 0


def test_every_thing_to_do_has_a_sentence_and_those_that_tick_a_step_name_it() -> None:
    assert set(SENTENCES) == set(Todo)
    assert all(sentence.endswith(".") for sentence in SENTENCES.values())
    steps = [at(when, *lines, **changes).next_step for _, when, lines, changes, _ in TODOS]
    assert {step for step in steps if step is not None} == set(CHECKLIST)


def test_the_newest_line_of_a_kind_holds() -> None:
    lines = (
        line(CycleStep.LABS_DONE),
        line(CycleStep.LABS_DONE, done=False),
        line(CycleStep.VISIT_BOOKED, at="2026-03-09 15:00"),
        line(CycleStep.VISIT_BOOKED, at="2026-03-12 15:00"),
    )
    cycle = at(EARLY_MARCH, *lines)
    assert [state.step for state in cycle.steps if state.done] == [CycleStep.VISIT_BOOKED]
    assert (cycle.visit_at, cycle.is_booked) == (utc("2026-03-12 15:00"), True)
    assert bookings_made(lines) == 2


def test_a_cancelled_booking_leaves_the_due_date() -> None:
    lines = (line(CycleStep.VISIT_BOOKED, at="2026-03-12 15:00"), line(CycleStep.VISIT_BOOKED, done=False))
    cycle = at(EARLY_MARCH, *lines)
    assert (cycle.visit_at, cycle.is_booked, booking_of(lines)) == (DUE_AT, False, None)


def test_a_confirmation_holds_only_for_the_time_that_was_confirmed() -> None:
    moved = line(CycleStep.VISIT_BOOKED, at="2026-03-12 15:00")
    assert at(EARLY_MARCH, *PREPARED, CONFIRMED).confirmed
    assert not at(EARLY_MARCH, *PREPARED, CONFIRMED, moved).confirmed
    assert at(EARLY_MARCH, *PREPARED, CONFIRMED, moved, PREPARED[1]).confirmed, "it moved back"


@pytest.mark.parametrize(
    ("later", "asked", "confirmed"),
    [
        ((), True, False),
        ((CONFIRMED,), False, True),
        ((line(CycleStep.VISIT_BOOKED, at="2026-03-12 15:00"),), False, False),
        ((line(CycleStep.VISIT_BOOKED, done=False),), True, False),
        ((line(CycleStep.RESCHEDULE_ASKED, done=False),), False, True),
    ],
)
def test_a_wish_for_another_time_holds_until_it_is_answered(
    later: tuple[StepLine, ...], asked: bool, confirmed: bool
) -> None:
    cycle = at(EARLY_MARCH, *PREPARED, CONFIRMED, line(CycleStep.RESCHEDULE_ASKED), *later)
    assert (cycle.reschedule_asked is not None, cycle.confirmed) == (asked, confirmed)


def test_the_worst_comes_first() -> None:
    lapsed, overdue = at("2026-03-18 12:00"), at("2026-03-12 12:00")
    asks, due = at(EARLY_MARCH, line(CycleStep.RESCHEDULE_ASKED)), at("2026-03-10 12:00")
    cycles = [at(EARLY_MARCH), due, asks, at("2026-03-07 12:00"), overdue, lapsed]
    in_order = sorted(cycles, key=pressing)
    assert in_order[:4] == [lapsed, overdue, asks, due]
    assert [cycle.stage for cycle in in_order[4:]] == [InjectionStage.EARLY, InjectionStage.UPCOMING]
    assert count_stages(cycles)[InjectionStage.UPCOMING] == 2


@pytest.mark.parametrize(("visit", "yes"), [("2026-03-01 23:00", True), ("2026-03-08 03:00", True),
                                            ("2026-03-08 05:00", False), ("2026-02-28 15:00", False)])  # fmt: skip
def test_this_week_is_seven_local_days_from_today(visit: str, yes: bool) -> None:
    cycle = at(EARLY_MARCH, line(CycleStep.VISIT_BOOKED, at=visit))
    assert is_this_week(cycle, NEW_YORK, utc(EARLY_MARCH)) is yes


def test_no_text_about_a_booked_visit_leaves_or_lives_after_it() -> None:
    texts = visit_text_times(utc("2026-03-10 11:30"), NEW_YORK)
    assert [text.days_before for text in texts] == [7, 3, 1], "the visit is at 07:30, before the morning's text"
    morning = visit_text_times(utc("2026-03-10 15:00"), NEW_YORK)[-1]
    assert (morning.send_at, morning.expires_at) == (utc("2026-03-10 12:00"), utc("2026-03-10 15:00"))


@pytest.mark.parametrize(
    ("given", "every_28", "monthly"),
    [
        ("2026-01-31", "2026-02-28", "2026-02-28"),
        ("2028-01-31", "2028-02-28", "2028-02-29"),
        ("2028-02-01", "2028-02-29", "2028-03-01"),
        ("2028-02-29", "2028-03-28", "2028-03-29"),
        ("2027-12-31", "2028-01-28", "2028-01-31"),
    ],
)
def test_the_next_due_date_counts_from_the_day_given(given: str, every_28: str, monthly: str) -> None:
    assert due_after(day(given), EveryDays(28)) == day(every_28)
    assert due_after(day(given), EveryMonths(1)) == day(monthly)


def test_a_visit_that_is_moved_by_an_hour_is_told_of_under_another_number() -> None:
    first = line(CycleStep.VISIT_BOOKED, at="2026-03-10 15:00")
    moved = replace(first, at=utc("2026-03-10 15:00") + timedelta(hours=1))
    assert [bookings_made(lines) for lines in ((), (first,), (first, moved))] == [0, 1, 2]
