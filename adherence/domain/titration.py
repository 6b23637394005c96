"""Titration: moving a plan in steps forward, holding it, or stepping back, always by a plan that begins anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from typing import assert_never

from adherence.domain.daily import step_on
from adherence.domain.regimen import Advance, DailyPlan, Plan, Steps
from adherence.domain.states import VersionCause


class Move(StrEnum):
    """What can be done with a plan in steps."""

    FORWARD = "forward"
    HOLD = "hold"
    BACK = "back"


CAUSES: dict[Move, VersionCause] = {
    Move.FORWARD: VersionCause.STEP_FORWARD,
    Move.HOLD: VersionCause.STEP_HELD,
    Move.BACK: VersionCause.STEP_BACK,
}
STEP_CAUSES = frozenset(CAUSES.values())


def steps_of(plan: Plan) -> Steps | None:
    """The steps of a plan in steps; None for any other."""
    return plan.pattern if isinstance(plan, DailyPlan) and isinstance(plan.pattern, Steps) else None


def standing_step(before: Plan, entered: DailyPlan, from_on: date) -> int:
    """The step from which a move on ``from_on`` counts: the one of the day before, where it was of the same steps.

    So a step up that would come on that very day waits when the plan is held from then on, and a move that is made
    twice counts once. Where the day before had other steps, the plan as it was last entered says where it begins.
    """
    pattern, earlier = steps_of(entered), steps_of(before)
    assert pattern is not None
    if earlier is not None and earlier.steps == pattern.steps and isinstance(before, DailyPlan):
        stood = step_on(before, from_on - timedelta(days=1))
        if stood is not None:
            return stood
    begins = step_on(entered, max(from_on, entered.starts_on))
    return pattern.first_step if begins is None else begins


def target_step(pattern: Steps, step: int, move: Move) -> int | None:
    """The step after a move from one; None where there is none further on, or further back."""
    match move:
        case Move.FORWARD:
            return step + 1 if step + 1 < len(pattern.steps) else None
        case Move.HOLD:
            return step
        case Move.BACK:
            return step - 1 if step > 0 else None
        case _:
            assert_never(move)


def moved(plan: DailyPlan, target: int, move: Move, from_on: date, entered: Advance) -> DailyPlan:
    """The plan from a move on; a hold waits for a practitioner, a step forward goes on as the plan was entered."""
    pattern = steps_of(plan)
    assert pattern is not None
    match move:
        case Move.FORWARD:
            advance = entered
        case Move.HOLD:
            advance = Advance.PRACTITIONER
        case Move.BACK:
            advance = pattern.advance
        case _:
            assert_never(move)
    return replace(plan, starts_on=from_on, pattern=Steps(pattern.steps, advance, target))


def would_step_up(plan: Plan, step: int) -> bool:
    """Whether a later step of a plan has a larger quantity than the one on which it stands."""
    pattern = steps_of(plan)
    if pattern is None:
        return False
    return any(later.quantity_mg > pattern.steps[step].quantity_mg for later in pattern.steps[step + 1 :])


def last_day_of_step(plan: DailyPlan) -> date | None:
    """The last day of the least time on a step that somebody moves; None without such a time, or on the last step."""
    pattern = steps_of(plan)
    assert pattern is not None
    days = pattern.steps[pattern.first_step].days
    if pattern.advance is Advance.DATE or days is None or pattern.first_step + 1 == len(pattern.steps):
        return None
    return plan.starts_on + timedelta(days=days - 1)


def resumed(plan: DailyPlan, left_on: date, today: date) -> DailyPlan:
    """A plan that is taken up again: by date its steps go on where they were left, not where they would be by now."""
    pattern = steps_of(plan)
    if pattern is None or pattern.advance is not Advance.DATE or left_on <= plan.starts_on:
        return plan
    return replace(plan, starts_on=plan.starts_on + max(timedelta(0), today - left_on))


def ask_occasion(version_id: str, number: int) -> str:
    """What the n-th question about the next step of a version is about, as the outbox keeps it."""
    return f"{asks_of(version_id)}{number}"


def asks_of(version_id: str) -> str:
    """What the occasions of all questions about one version begin with."""
    return f"step:{version_id}:"


def asked_version_id(occasion: str | None) -> str | None:
    """The version that a question was about; None for a text about anything else."""
    parts = (occasion or "").split(":")
    return parts[1] if len(parts) == 3 and parts[0] == "step" else None


def goes_on_by_date(plan: Plan, stops_on: date, restarts_on: date | None) -> bool:
    """Whether steps that the calendar moves go on between a stop and a restart; None where that day is not known.

    Days without tablets count as if they had been taken, so that the restart may come with a larger quantity.
    """
    pattern = steps_of(plan)
    if pattern is None or pattern.advance is not Advance.DATE or not isinstance(plan, DailyPlan):
        return False
    before = step_on(plan, stops_on - timedelta(days=1))
    stood = pattern.first_step if before is None else before
    if restarts_on is None:
        return stood + 1 < len(pattern.steps)
    after = step_on(plan, restarts_on)
    return after is not None and after > stood
