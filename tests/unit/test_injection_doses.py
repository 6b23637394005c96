"""Injections: due dates, stages and visit texts against tables worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from adherence.domain.expected import Records, expected_doses
from adherence.domain.injection import (
    InjectionStage,
    appointment_text_times,
    injection_boundaries,
    injection_stage,
    next_due,
    next_injection,
)
from adherence.domain.regimen import InjectionPlan
from adherence.domain.regimen_json import parse_regimen
from adherence.domain.zones import parse_zone
from tests.unit.regimens import day, injection, utc

MONTHLY = {"every_months": 1}
NEW_YORK = parse_zone("America/New_York")


def plan_of(**changes: Any) -> InjectionPlan:
    plan = parse_regimen(injection(**changes))
    assert isinstance(plan, InjectionPlan)
    return plan


DUE: list[tuple[str, dict[str, Any], str, str, list[tuple[str, str]]]] = [
    (
        "four-weekly from the date given, through New York's spring change",
        {"given_on": ["2026-02-10"]}, "2026-01-01", "2026-05-05",
        [("2026-03-10", "2026-03-10 14:00"), ("2026-04-07", "2026-04-07 14:00"), ("2026-05-05", "2026-05-05 14:00")],
    ),
    (
        "monthly from 31 January clamps once and stays on the 28th",
        {"given_on": ["2026-01-31"], "starts_on": "2026-01-31", "cadence": MONTHLY}, "2026-01-01", "2026-04-30",
        [("2026-02-28", "2026-02-28 15:00"), ("2026-03-28", "2026-03-28 14:00"), ("2026-04-28", "2026-04-28 14:00")],
    ),
    (
        "monthly from 31 January in a leap year",
        {"given_on": ["2028-01-31"], "cadence": MONTHLY}, "2028-01-01", "2028-03-31",
        [("2028-02-29", "2028-02-29 15:00"), ("2028-03-29", "2028-03-29 14:00")],
    ),
    (
        "monthly over the end of a year",
        {"given_on": ["2026-11-30"], "cadence": MONTHLY}, "2026-12-01", "2027-02-28",
        [("2026-12-30", "2026-12-30 15:00"), ("2027-01-30", "2027-01-30 15:00"), ("2027-02-28", "2027-02-28 15:00")],
    ),
    (
        "the first is due on the start when none was given",
        {"starts_on": "2026-03-08"}, "2026-03-01", "2026-04-05",
        [("2026-03-08", "2026-03-08 14:00"), ("2026-04-05", "2026-04-05 14:00")],
    ),
    (
        "only what follows the latest given date",
        {"given_on": ["2026-02-10", "2026-03-12", "2026-01-13"]}, "2026-01-01", "2026-04-30",
        [("2026-04-09", "2026-04-09 14:00")],
    ),
    (
        "an injection long before the start makes the first one due on the start",
        {"given_on": ["2025-10-01"]}, "2025-10-01", "2026-01-31",
        [("2026-01-01", "2026-01-01 15:00"), ("2026-01-29", "2026-01-29 15:00")],
    ),
    (
        "the last day is included",
        {"ends_on": "2026-01-29"}, "2026-01-02", "2026-12-31",
        [("2026-01-29", "2026-01-29 15:00")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "first", "last", "expected"), [row[1:] for row in DUE], ids=[row[0] for row in DUE]
)
def test_due(changes: dict[str, Any], first: str, last: str, expected: list[tuple[str, str]]) -> None:
    doses = expected_doses(plan_of(**changes), day(first), day(last), NEW_YORK)
    assert [(dose.on, dose.at) for dose in doses] == [(day(on), utc(at)) for on, at in expected]
    assert {(dose.slot, dose.quantity_mg) for dose in doses} == {("10:00", 380)}


def test_what_was_given_since_moves_the_next_one() -> None:
    records = Records(given_on=(day("2026-03-13"),))
    dose = next_injection(plan_of(given_on=["2026-02-10"]), NEW_YORK, records)
    assert dose is not None
    assert dose.on == day("2026-04-10")


def test_the_next_injection_stays_the_same_however_late_it_is() -> None:
    plan = plan_of(given_on=["2026-02-10"])
    dose = next_injection(plan, NEW_YORK)
    assert dose is not None
    assert dose.on == next_due(plan, day("2026-02-10")) == day("2026-03-10")


def test_a_plan_that_ends_before_the_due_date_has_no_next_injection() -> None:
    assert next_injection(plan_of(given_on=["2026-02-10"], ends_on="2026-03-09"), NEW_YORK) is None


def test_the_window_opens_early_turns_late_when_overdue_and_closes_when_lapsed() -> None:
    dose = next_injection(plan_of(given_on=["2026-02-10"]), NEW_YORK)
    assert dose is not None
    # Due on 10 March; the clocks changed on the 8th, so the 6th starts at 05:00Z and the 11th at 04:00Z.
    assert dose.window_opens_at == utc("2026-03-06 05:00")
    assert dose.late_from == utc("2026-03-11 04:00")
    assert dose.window_closes_at == utc("2026-03-18 04:00")
    assert dose.is_late(answered_at=utc("2026-03-11 04:00"))
    assert not dose.is_late(answered_at=utc("2026-03-11 03:59"))


STAGES = [
    ("2026-03-06 04:59", InjectionStage.UPCOMING),
    ("2026-03-06 05:00", InjectionStage.EARLY),
    ("2026-03-10 03:59", InjectionStage.EARLY),
    ("2026-03-10 04:00", InjectionStage.DUE),
    ("2026-03-11 03:59", InjectionStage.DUE),
    ("2026-03-11 04:00", InjectionStage.OVERDUE),
    ("2026-03-18 03:59", InjectionStage.OVERDUE),
    ("2026-03-18 04:00", InjectionStage.LAPSED),
]


@pytest.mark.parametrize(("now", "stage"), STAGES)
def test_the_stage_changes_at_local_midnight(now: str, stage: InjectionStage) -> None:
    assert injection_stage(day("2026-03-10"), utc(now), NEW_YORK) == stage


def test_the_boundaries_are_in_order_and_at_local_midnight() -> None:
    boundaries = injection_boundaries(day("2026-03-10"), NEW_YORK)
    assert boundaries.due_at == utc("2026-03-10 04:00")
    assert boundaries.early_at < boundaries.due_at < boundaries.overdue_at < boundaries.lapsed_at


def test_visit_texts_leave_seven_three_and_one_days_before_and_on_the_morning() -> None:
    texts = appointment_text_times(day("2026-03-10"), NEW_YORK)
    assert [(text.days_before, text.send_at, text.expires_at) for text in texts] == [
        (7, utc("2026-03-03 15:00"), utc("2026-03-04 01:00")),
        (3, utc("2026-03-07 15:00"), utc("2026-03-08 01:00")),
        (1, utc("2026-03-09 14:00"), utc("2026-03-10 00:00")),
        (0, utc("2026-03-10 12:00"), utc("2026-03-11 00:00")),
    ]


def test_a_visit_text_of_a_skipped_date_is_left_out() -> None:
    texts = appointment_text_times(day("2011-12-31"), parse_zone("Pacific/Apia"))
    assert [text.days_before for text in texts] == [7, 3, 0]
