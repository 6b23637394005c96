"""The escalation ladder by plan and risk, the stretch of silence that is shown, and how soon staff answer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from adherence.domain.ladder import Climbed, Rung, flag_days, ladder_of, latest_climb, supporter_days
from adherence.domain.measure.response import FlagWaits, Spread, response_times
from adherence.domain.policy import DEFAULT_POLICY, Policy
from adherence.domain.policy_fields import FIELDS
from adherence.domain.states import PlanKind, Severity

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def hours(count: float) -> datetime:
    return NOW + timedelta(hours=count)


@pytest.mark.parametrize("kind", list(PlanKind))
@pytest.mark.parametrize("opioid", [True, False])
def test_every_plan_has_its_ladder_in_order_and_each_number_is_a_setting(kind: PlanKind, opioid: bool) -> None:
    steps = ladder_of(kind, opioid=opioid, policy=DEFAULT_POLICY)
    order = list(Rung)
    assert [step.rung for step in steps] == sorted((step.rung for step in steps), key=order.index)
    assert steps[-1].rung is Rung.SUPERVISOR
    assert all(step.setting in FIELDS for step in steps if step.setting)


def test_the_delays_follow_the_risk_and_the_clinics_numbers() -> None:
    assert (supporter_days(True, DEFAULT_POLICY), flag_days(True, DEFAULT_POLICY)) == (1, 2)
    assert (supporter_days(False, DEFAULT_POLICY), flag_days(False, DEFAULT_POLICY)) == (2, 3)
    slow = Policy(supporter_after_days_alcohol=4, escalate_after_days_alcohol=6)
    texts = [step.when for step in ladder_of(PlanKind.DAILY, opioid=False, policy=slow)]
    assert texts[1].startswith("after 4 days")
    assert texts[2] == "after 6 days without a taken dose"


def test_the_latest_stretch_begins_after_the_answer_before_it_and_ends_with_the_next() -> None:
    climbed = [
        Climbed(Rung.NUDGE, hours(-60)),
        Climbed(Rung.NUDGE, hours(-27)),
        Climbed(Rung.SUPPORTER, hours(-13)),
        Climbed(Rung.FLAG, hours(-12)),
    ]
    climb = latest_climb(climbed, [hours(-59), hours(-1)], [], now=NOW)
    assert climb is not None
    assert [step.rung for step in climb.steps] == [Rung.NUDGE, Rung.SUPPORTER, Rung.FLAG]
    assert (climb.ended_at, climb.answered) == (hours(-1), True)


def test_staff_may_end_it_and_silence_may_go_on() -> None:
    climbed = [Climbed(Rung.FLAG, hours(-5))]
    by_staff = latest_climb(climbed, [], [hours(-2)], now=NOW)
    assert by_staff is not None
    assert (by_staff.ended_at, by_staff.answered) == (hours(-2), False)
    still = latest_climb(climbed, [hours(-6)], [], now=NOW)
    assert still is not None
    assert still.ended_at is None


def test_what_is_long_over_is_not_shown() -> None:
    assert latest_climb([], [], [], now=NOW) is None
    assert latest_climb([Climbed(Rung.NUDGE, hours(-24 * 15))], [], [], now=NOW) is None


def test_waits_are_told_by_severity_with_median_and_nearest_rank() -> None:
    flags = [FlagWaits(Severity.URGENT, 3600 * n, 3600 * n, 7200 * n) for n in range(1, 11)]
    flags.append(FlagWaits(Severity.URGENT))
    [row] = response_times(flags)
    assert row.opened == 11
    assert row.first_reply == Spread(10, timedelta(hours=5), timedelta(hours=9))
    assert row.close == Spread(10, timedelta(hours=10), timedelta(hours=18))
    [alone] = response_times([FlagWaits(Severity.NORMAL)])
    assert alone.claim == Spread(0, None, None)
    assert response_times([]) == []


def test_a_clock_that_was_put_back_gives_no_negative_wait() -> None:
    [row] = response_times([FlagWaits(Severity.HIGH, first_reply=-3600, close=3600)])
    assert row.first_reply.count == 0
    assert row.close.median == timedelta(hours=1)
