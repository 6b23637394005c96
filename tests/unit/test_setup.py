"""The steps from a new clinic to a live one, and who must stay an administrator: the rules as tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from adherence.domain.setup import (
    OPTIONAL,
    REVIEWED_BY,
    Review,
    SetupFacts,
    SetupStep,
    StepState,
    judge_steps,
    missing,
)
from adherence.domain.staff import would_lock_out
from adherence.domain.states import Role

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
READY = SetupFacts(
    reviews={step: Review(NOON, "ada") for step in REVIEWED_BY},
    verified_phones=1,
    rota_until=NOON,
    delivered_at=NOON,
    heard_at=NOON,
    worker_runs=True,
)


def states(facts: SetupFacts) -> dict[SetupStep, StepState]:
    return {judged.step: judged.state for judged in judge_steps(facts)}


def test_a_new_clinic_has_everything_to_do_and_a_ready_one_nothing() -> None:
    assert set(states(SetupFacts()).values()) == {StepState.OPEN}
    assert missing(judge_steps(SetupFacts())) == [step for step in SetupStep if step not in OPTIONAL]
    assert set(states(READY).values()) == {StepState.DONE}
    assert missing(judge_steps(READY)) == []


@pytest.mark.parametrize(
    ("change", "step"),
    [
        ({"verified_phones": 0}, SetupStep.PHONE),
        ({"delivered_at": None}, SetupStep.SENDER),
        ({"heard_at": None}, SetupStep.WEBHOOK),
        ({"worker_runs": False}, SetupStep.WORKER),
        ({"drafts": 1}, SetupStep.TEXTS),
    ],
)
def test_one_thing_that_is_not_done_holds_the_clinic_back(change: dict[str, object], step: SetupStep) -> None:
    assert missing(judge_steps(replace(READY, **change))) == [step]  # type: ignore[arg-type]


def test_without_a_rota_a_clinic_may_go_live_because_everybody_is_told() -> None:
    facts = replace(READY, rota_until=None)
    assert states(facts)[SetupStep.ROTA] is StepState.OPEN
    assert missing(judge_steps(facts)) == []


@pytest.mark.parametrize("step", list(REVIEWED_BY))
def test_what_was_changed_after_its_review_wants_another_look(step: SetupStep) -> None:
    before, after = NOON - timedelta(seconds=1), NOON + timedelta(seconds=1)
    assert states(replace(READY, changed_at={step: before}))[step] is StepState.DONE
    changed = replace(READY, changed_at={step: after})
    assert states(changed)[step] is StepState.CHANGED
    assert missing(judge_steps(changed)) == [step]


@pytest.mark.parametrize(
    ("role", "active", "becomes", "others", "locked_out"),
    [
        (Role.ADMIN, True, None, 0, True),
        (Role.ADMIN, True, Role.CLINICIAN, 0, True),
        (Role.ADMIN, True, Role.ADMIN, 0, False),
        (Role.ADMIN, True, None, 1, False),
        (Role.ADMIN, False, None, 0, False),
        (Role.CLINICIAN, True, None, 0, False),
    ],
)
def test_the_last_administrator_stays(
    role: Role, active: bool, becomes: Role | None, others: int, locked_out: bool
) -> None:
    assert would_lock_out(role, active=active, becomes=becomes, other_admins=others) is locked_out
