"""Targeted plans: risk days, prompts and questions against tables worked out by hand in New York."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest

from adherence.domain.expected import NO_RECORDS, ExpectedDose, Records, expected_doses
from adherence.domain.regimen import RiskDay, TargetedPlan
from adherence.domain.regimen_json import parse_regimen
from adherence.domain.targeted import ask_window, prompt_expires_at
from adherence.domain.zones import parse_zone
from tests.unit.regimens import day, targeted, utc

NEW_YORK = parse_zone("America/New_York")


def plan_of(**changes: Any) -> TargetedPlan:
    plan = parse_regimen(targeted(**changes))
    assert isinstance(plan, TargetedPlan)
    return plan


def doses_of(plan: TargetedPlan, first: str, last: str, records: Records = NO_RECORDS) -> list[ExpectedDose]:
    return expected_doses(plan, day(first), day(last), NEW_YORK, records)


TABLES: list[tuple[str, dict[str, Any], str, str, list[tuple[str, str, str]]]] = [
    (
        "Friday and Saturday around the spring change",
        {}, "2026-03-05", "2026-03-14",
        [("2026-03-06", "19:00", "2026-03-06 22:30"), ("2026-03-07", "19:00", "2026-03-07 22:30"),
         ("2026-03-13", "19:00", "2026-03-13 21:30"), ("2026-03-14", "19:00", "2026-03-14 21:30")],
    ),
    (
        "an anticipated time inside the gap is moved first, then the lead is taken off",
        {"risk_weekdays": [], "risk_days": [{"on": "2026-03-08", "anticipated_at": "02:30"}]},
        "2026-03-01", "2026-03-31",
        [("2026-03-08", "02:30", "2026-03-08 05:30")],
    ),
    (
        "the lead is elapsed time across the gap",
        {"risk_weekdays": [], "risk_days": [{"on": "2026-03-08", "anticipated_at": "03:30"}]},
        "2026-03-01", "2026-03-31",
        [("2026-03-08", "03:30", "2026-03-08 06:00")],
    ),
    (
        "a declared day's own time beats the weekly one",
        {"risk_days": [{"on": "2026-03-13", "anticipated_at": "21:00"}]}, "2026-03-12", "2026-03-13",
        [("2026-03-13", "21:00", "2026-03-13 23:30")],
    ),
    (
        "a prompt may be due the evening before, and belongs to the date of the anticipated time",
        {"risk_weekdays": [], "risk_days": [{"on": "2026-03-09", "anticipated_at": "00:30"}]},
        "2026-03-09", "2026-03-09",
        [("2026-03-09", "00:30", "2026-03-09 03:00")],
    ),
    (
        "the plan's first and last days hold for declared days too",
        {"starts_on": "2026-03-07", "ends_on": "2026-03-13",
         "risk_days": [{"on": "2026-03-05", "anticipated_at": "19:00"},
                       {"on": "2026-03-16", "anticipated_at": "19:00"}]},
        "2026-03-01", "2026-03-31",
        [("2026-03-07", "19:00", "2026-03-07 22:30"), ("2026-03-13", "19:00", "2026-03-13 21:30")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "first", "last", "expected"), [row[1:] for row in TABLES], ids=[row[0] for row in TABLES]
)
def test_expected(changes: dict[str, Any], first: str, last: str, expected: list[tuple[str, str, str]]) -> None:
    doses = doses_of(plan_of(**changes), first, last)
    assert [(dose.on, dose.slot, dose.at) for dose in doses] == [(day(on), slot, utc(at)) for on, slot, at in expected]


def test_a_day_declared_by_the_patient_gets_the_plan_s_time_unless_it_names_its_own() -> None:
    records = Records(risk_days=(RiskDay(day("2026-03-10")), RiskDay(day("2026-03-11"), time(22))))
    doses = doses_of(plan_of(), "2026-03-09", "2026-03-12", records)
    assert [(dose.on, dose.slot) for dose in doses] == [(day("2026-03-10"), "19:00"), (day("2026-03-11"), "22:00")]


def test_the_last_declaration_of_a_date_holds_and_there_is_one_dose() -> None:
    records = Records(risk_days=(RiskDay(day("2026-03-13"), time(20)), RiskDay(day("2026-03-13"), time(22))))
    doses = doses_of(plan_of(), "2026-03-13", "2026-03-13", records)
    assert [dose.slot for dose in doses] == ["22:00"]


def test_a_declined_day_has_no_dose() -> None:
    records = Records(declined_on=frozenset({day("2026-03-13")}))
    assert [dose.on for dose in doses_of(plan_of(), "2026-03-12", "2026-03-15", records)] == [day("2026-03-14")]


def test_the_window_stays_open_until_noon_of_the_next_day_and_no_answer_in_it_is_late() -> None:
    (dose,) = doses_of(plan_of(), "2026-03-07", "2026-03-07")
    assert (dose.window_opens_at, dose.window_closes_at) == (dose.at, utc("2026-03-08 16:00"))
    assert not dose.is_late(answered_at=utc("2026-03-08 15:59"))


def test_a_prompt_expires_at_the_anticipated_time() -> None:
    plan = plan_of()
    (dose,) = doses_of(plan, "2026-03-13", "2026-03-13")
    assert prompt_expires_at(plan, dose) == utc("2026-03-13 23:00")


ASKS = [
    ("asked at three for an hour", {"ask_at": "15:00"}, ("2026-03-13 19:00", "2026-03-13 20:00")),
    ("never beyond the prompt", {"ask_at": "17:00"}, ("2026-03-13 21:00", "2026-03-13 21:30")),
    ("not asked once the prompt is due", {"ask_at": "17:30"}, None),
    ("not asked when the plan does not ask", {"ask_at": None}, None),
]


@pytest.mark.parametrize(("changes", "expected"), [row[1:] for row in ASKS], ids=[row[0] for row in ASKS])
def test_the_question_whether_it_is_still_a_risk_day(changes: dict[str, Any], expected: tuple[str, str] | None) -> None:
    plan = plan_of(**changes)
    (dose,) = doses_of(plan, "2026-03-13", "2026-03-13")
    assert ask_window(plan, dose, NEW_YORK) == (expected and (utc(expected[0]), utc(expected[1])))


def test_a_date_that_the_zone_skips_is_no_risk_day() -> None:
    plan = plan_of(starts_on="2011-12-01")  # 30 December 2011 was a Friday everywhere but in Apia
    doses = expected_doses(plan, day("2011-12-29"), day("2011-12-31"), parse_zone("Pacific/Apia"))
    assert [(dose.on, dose.at) for dose in doses] == [(day("2011-12-31"), utc("2011-12-31 03:30"))]
