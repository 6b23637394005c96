"""Plans in steps: who moves them, where they stand, and what a move makes of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adherence.domain.daily import quantity_on, step_on
from adherence.domain.expected import PlanVersion
from adherence.domain.plan_check import check_plan, move_refusal
from adherence.domain.regimen import Advance, DailyPlan, RegimenFaults, Steps
from adherence.domain.regimen_json import parse_regimen, plan_to_json
from adherence.domain.reply import Expecting, Intent, read_reply
from adherence.domain.titration import (
    Move,
    ask_occasion,
    asked_version_id,
    last_day_of_step,
    moved,
    resumed,
    standing_step,
    steps_of,
    target_step,
    would_step_up,
)
from tests.unit.regimens import TITRATION, daily, day, targeted

LADDER = [{"quantity_mg": 1.5, "days": 14}, {"quantity_mg": 3, "days": 14}, {"quantity_mg": 4.5}]
FIRST = day("2026-01-01")


def plan(**changes: Any) -> DailyPlan:
    """A titration from 1 January 2026."""
    found = parse_regimen(daily(pattern=TITRATION | changes))
    assert isinstance(found, DailyPlan)
    return found


def mg(found: DailyPlan, *days: str) -> list[float | None]:
    return [quantity_on(found, day(on)) for on in days]


# --- as JSON ---


@pytest.mark.parametrize(
    "pattern",
    [
        TITRATION,
        TITRATION | {"advance": "practitioner"},
        TITRATION | {"advance": "patient", "step": 2},
        TITRATION | {"step": 3},
        {"type": "steps", "advance": "practitioner", "steps": [{"quantity_mg": 25}, {"quantity_mg": 50}]},
    ],
)
def test_steps_are_written_as_they_were_read(pattern: dict[str, Any]) -> None:
    assert plan_to_json(parse_regimen(daily(pattern=pattern)))["pattern"] == pattern


def test_the_defaults_are_left_out_when_written() -> None:
    assert plan_to_json(plan(advance="date", step=1))["pattern"] == TITRATION


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"advance": "nurse"}, ["pattern.advance"]),
        ({"advance": 1}, ["pattern.advance"]),
        ({"step": 0}, ["pattern.step"]),
        ({"step": 4}, ["pattern.step"]),
        ({"step": True}, ["pattern.step"]),
        ({"step": "2"}, ["pattern.step"]),
        ({"advance": "patient", "steps": [{"quantity_mg": 1.5}, {"quantity_mg": 3}]}, ["pattern.steps[0].days"]),
        ({"steps": [{"quantity_mg": 1.5}, {"quantity_mg": 3}]}, ["pattern.steps[0].days"]),
        ({"advance": "practitioner", "steps": [{"quantity_mg": 3, "days": 0}]}, ["pattern.steps[0].days"]),
        ({"advance": "x", "step": -1, "steps": []}, ["pattern.advance", "pattern.steps"]),
        ({"hold": True}, ["pattern.hold"]),
    ],
)
def test_every_fault_of_steps_is_named(changes: dict[str, Any], faults: list[str]) -> None:
    with pytest.raises(RegimenFaults) as raised:
        plan(**changes)
    assert [fault.field for fault in raised.value.faults] == faults


# --- where a plan stands ---


def test_by_date_the_steps_follow_each_other() -> None:
    assert mg(plan(), "2026-01-14", "2026-01-15", "2026-01-28", "2026-01-29", "2027-01-01") == [1.5, 3, 3, 4.5, 4.5]


def test_a_version_that_begins_at_a_later_step_counts_from_its_own_start() -> None:
    assert mg(plan(step=2), "2025-12-31", "2026-01-01", "2026-01-14", "2026-01-15") == [None, 3, 3, 4.5]
    assert [step_on(plan(step=2), day(on)) for on in ("2025-12-31", "2026-01-14", "2026-01-15")] == [None, 1, 2]


@pytest.mark.parametrize("advance", ["practitioner", "patient"])
def test_without_a_date_nothing_moves_by_itself(advance: str) -> None:
    assert mg(plan(advance=advance, step=2), "2026-01-01", "2026-01-15", "2027-01-01") == [3, 3, 3]


@pytest.mark.parametrize(
    ("changes", "last"),
    [
        ({"advance": "patient"}, "2026-01-14"),
        ({"advance": "practitioner", "step": 2}, "2026-01-14"),
        ({"advance": "patient", "step": 3}, None),
        ({}, None),
        ({"advance": "practitioner", "steps": [{"quantity_mg": 1}, {"quantity_mg": 2}]}, None),
    ],
)
def test_the_least_time_on_a_step_ends_on(changes: dict[str, Any], last: str | None) -> None:
    assert last_day_of_step(plan(**changes)) == (day(last) if last else None)


# --- moves ---


@pytest.mark.parametrize(
    ("from_on", "step"),
    [("2026-01-01", 0), ("2026-01-02", 0), ("2026-01-15", 0), ("2026-01-16", 1), ("2026-01-29", 1), ("2026-03-01", 2)],
)
def test_a_move_counts_from_the_step_of_the_day_before(from_on: str, step: int) -> None:
    assert standing_step(plan(), plan(), day(from_on)) == step


def test_on_its_first_day_a_move_counts_from_where_the_plan_was_entered_to_begin() -> None:
    assert standing_step(plan(), plan(step=2), FIRST) == 1
    assert standing_step(parse_regimen(daily()), plan(step=3), day("2026-01-10")) == 2


def test_after_a_change_to_other_steps_a_move_counts_from_the_new_ones() -> None:
    other = replace(plan(step=2), pattern=Steps(plan().pattern.steps[1:], first_step=1))  # type: ignore[union-attr]
    assert standing_step(plan(), replace(other, starts_on=day("2026-01-10")), day("2026-01-10")) == 1


@pytest.mark.parametrize(
    ("step", "move", "target"),
    [
        (0, Move.FORWARD, 1),
        (2, Move.FORWARD, None),
        (0, Move.BACK, None),
        (2, Move.BACK, 1),
        (1, Move.HOLD, 1),
        (2, Move.HOLD, 2),
    ],
)
def test_a_move_leads_to(step: int, move: Move, target: int | None) -> None:
    pattern = steps_of(plan())
    assert pattern is not None
    assert target_step(pattern, step, move) == target


def test_a_hold_stays_until_somebody_moves_on_and_a_step_forward_goes_on_as_entered() -> None:
    held = moved(plan(), 0, Move.HOLD, day("2026-01-10"), Advance.DATE)
    assert mg(held, "2026-01-09", "2026-01-10", "2026-03-01") == [None, 1.5, 1.5]
    again = moved(held, 1, Move.FORWARD, day("2026-02-01"), Advance.DATE)
    assert mg(again, "2026-02-01", "2026-02-14", "2026-02-15") == [3, 3, 4.5]
    back = moved(held, 0, Move.BACK, day("2026-02-01"), Advance.DATE)
    assert steps_of(back) == steps_of(held), "a step back of a held plan stays held"


def test_a_plan_that_is_taken_up_again_goes_on_where_it_was_left() -> None:
    left = resumed(plan(), day("2026-01-11"), day("2026-03-11"))
    assert mg(left, "2026-03-11", "2026-03-14", "2026-03-15") == [1.5, 1.5, 3]
    assert resumed(plan(), day("2026-01-20"), day("2026-01-10")) == plan(), "the change had not begun"


@pytest.mark.parametrize(
    ("steps", "step", "would"),
    [([1.5, 3, 4.5], 0, True), ([1.5, 3, 4.5], 2, False), ([50, 25], 0, False), ([50, 25, 50], 0, False)],
)
def test_it_would_step_up(steps: list[float], step: int, would: bool) -> None:
    rungs = [{"quantity_mg": quantity, "days": 7} for quantity in steps]
    assert would_step_up(plan(steps=rungs), step) is would


def test_other_plans_never_step_up() -> None:
    assert not would_step_up(parse_regimen(daily()), 0)
    assert not would_step_up(parse_regimen(targeted()), 0)


def test_an_occasion_tells_its_version() -> None:
    assert asked_version_id(ask_occasion("0190-a", 2)) == "0190-a"
    assert asked_version_id("planner:2026-03-05") is None
    assert asked_version_id(None) is None


# --- the daily maximum ---


def test_a_plan_that_somebody_moves_counts_with_its_highest_step() -> None:
    rungs = {"steps": [{"quantity_mg": 50, "days": 7}, {"quantity_mg": 125}], "advance": "practitioner"}
    assert check_plan(plan(**rungs), [parse_regimen(daily())]).refusals
    assert not check_plan(plan(**rungs | {"advance": "date"}), [parse_regimen(daily(ends_on="2026-01-07"))]).refusals


def test_a_step_forward_may_not_exceed_the_maximum_and_one_that_was_as_heavy_may_go_on() -> None:
    rungs = plan(steps=[{"quantity_mg": 50, "days": 30}, {"quantity_mg": 125}])
    beside = [parse_regimen(daily(ends_on="2026-01-20"))]
    early, late = day("2026-01-10"), day("2026-01-25")
    for from_on, told in ((early, "come to 175 mg on 2026-01-10"), (late, None)):
        after = moved(rungs, 1, Move.FORWARD, from_on, Advance.DATE)
        refusal = move_refusal(PlanVersion(rungs, from_on), PlanVersion(after, from_on), beside)
        assert (refusal is None) == (told is None)
        assert (told or "") in (refusal or "")


# --- the patient's answer ---


@pytest.mark.parametrize(
    ("lang", "text", "intent"),
    [
        ("en", "1", Intent.YES),
        ("en", "Yes", Intent.YES),
        ("en", "1 ready", Intent.YES),
        ("en", "I'm ready", Intent.YES),
        ("en", "2", Intent.NO),
        ("en", "not yet", Intent.NO),
        ("en", "2 not yet", Intent.NO),
        ("en", "wait another week", Intent.NO),
        ("en", "no thanks", Intent.NO),
        ("en", "3", Intent.UNCLEAR),
        ("en", "ok", Intent.UNCLEAR),
        ("en", "maybe", Intent.UNCLEAR),
        ("en", "yes?", Intent.UNCLEAR),
        ("en", "took it", Intent.TAKEN),
        ("en", "yes but I feel sick", Intent.SIDE_EFFECT),
        ("es", "1", Intent.YES),
        ("es", "sí", Intent.YES),
        ("es", "estoy lista", Intent.YES),
        ("es", "1 de acuerdo", Intent.YES),
        ("es", "2", Intent.NO),
        ("es", "todavía no", Intent.NO),
        ("es", "no por ahora", Intent.NO),
        ("es", "listo", Intent.UNCLEAR),
        ("es", "tal vez", Intent.UNCLEAR),
    ],
)
def test_the_answer_about_the_next_step_is_read(lang: str, text: str, intent: Intent) -> None:
    assert read_reply(text, lang=lang, expecting=Expecting.STEP).intent is intent


# --- any sequence of moves ---


@given(
    st.lists(st.sampled_from([1.5, 3.0, 4.5, 25.0, 50.0]), min_size=1, max_size=5),
    st.sampled_from(list(Advance)),
    st.lists(st.tuples(st.sampled_from(list(Move)), st.integers(0, 20)), max_size=8),
)
def test_moves_never_leave_the_entered_steps(
    quantities: list[float], advance: Advance, moves: list[tuple[Move, int]]
) -> None:
    rungs = [{"quantity_mg": quantity, "days": 7} for quantity in quantities]
    rungs[-1] = {"quantity_mg": quantities[-1]}
    now, on = plan(steps=rungs, advance=advance.value), FIRST
    for move, later in moves:
        on += timedelta(days=later)
        before = _before(now, on)
        step = standing_step(before, now, on)
        pattern = steps_of(now)
        assert pattern is not None
        target = target_step(pattern, step, move)
        if target is None:
            continue
        now = moved(now, target, move, on, advance)
        assert quantity_on(now, on) == quantities[target]
        assert abs(target - step) == (0 if move is Move.HOLD else 1)
    assert {quantity_on(now, on + timedelta(days=n)) for n in range(60)} <= set(quantities)


def _before(now: DailyPlan, on: date) -> DailyPlan:
    """The version of the day before, which is the same one unless it begins today."""
    return now if now.starts_on < on else replace(now, starts_on=on)
