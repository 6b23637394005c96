"""Warnings and refusals on entry, one named row per rule."""

from __future__ import annotations

from typing import Any

import pytest

from adherence.domain.plan_check import check_plan, is_low_dose, most_mg_in_a_day
from adherence.domain.regimen_json import parse_regimen
from tests.unit.regimens import (
    EVERY_OTHER_DAY,
    EVERY_THIRD_DAY,
    FIRST_DAY_25,
    PATTERN_A,
    SUPERVISED,
    TITRATION,
    daily,
    day,
    every_day,
    injection,
    targeted,
)

OVERRIDE = {"by": "Dr Hale", "reason": "supervised at the clinic"}
AGREED = {"by": "patient", "on": "2026-01-01"}
LOW_DOSE = daily(medication="naltrexone 4.5 mg capsule", pattern=every_day(4.5))

WARNINGS: list[tuple[str, dict[str, Any], list[str]]] = [
    ("50 mg a day", daily(), []),
    ("pattern A", daily(pattern=PATTERN_A), []),
    ("every other day", daily(pattern=EVERY_OTHER_DAY), []),
    ("every third day", daily(pattern=EVERY_THIRD_DAY), []),
    ("supervised", daily(pattern=SUPERVISED), []),
    ("first day 25 mg", daily(pattern=FIRST_DAY_25), []),
    ("low dose", LOW_DOSE, []),
    ("low dose from 50 mg tablets", daily(pattern=every_day(4.5)), []),
    ("titration", daily(pattern=TITRATION), []),
    ("six mg capsules", daily(medication="naltrexone 6 mg capsule", pattern=every_day(6)), []),
    ("injection", injection(), []),
    ("targeted", targeted(), []),
    ("half a tablet twice a day comes to the same", daily(times=["08:00", "20:00"], pattern=every_day(25)), []),
    ("50 mg twice a day", daily(times=["08:00", "20:00"]), ["averages 700 mg a week"]),
    ("25 mg a day", daily(pattern=every_day(25)), ["averages 175 mg a week"]),
    ("a quarter of a 50 mg tablet", daily(pattern=every_day(12.5)), ["averages 87.5 mg a week"]),
    (
        "a tablet on Monday only",
        daily(pattern={"type": "weekly", "quantity_mg": {"mon": 50}}),
        ["averages 50 mg a week"],
    ),
    ("100 mg a day", daily(pattern=every_day(100)), ["averages 700 mg a week", "One dose of 100 mg"]),
    (
        "a titration up to 100 mg",
        daily(pattern={"type": "steps", "steps": [{"quantity_mg": 100}]}),
        ["One dose of 100 mg"],
    ),
    ("two tablets on a risk day", targeted(quantity_mg=100), ["One dose of 100 mg"]),
]


@pytest.mark.parametrize(("regimen", "told"), [row[1:] for row in WARNINGS], ids=[row[0] for row in WARNINGS])
def test_it_warns_about(regimen: dict[str, Any], told: list[str]) -> None:
    checks = check_plan(parse_regimen(regimen))
    assert len(checks.warnings) == len(told)
    assert all(words in sentence for words, sentence in zip(told, checks.warnings, strict=True))
    assert checks.refusals == ()


REFUSALS: list[tuple[str, dict[str, Any], list[dict[str, Any]], list[str]]] = [
    ("inside texting hours", daily(times=["08:00", "20:59"], pattern=every_day(25)), [], []),
    (
        "early and late slots",
        daily(times=["06:30", "21:00"], pattern=every_day(25)),
        [],
        ["Texts at 06:30, 21:00 fall outside"],
    ),
    (
        "early and late slots that were agreed",
        daily(times=["06:30", "21:30"], pattern=every_day(25), agreed_hours=AGREED),
        [],
        [],
    ),
    ("a prompt after nine", targeted(anticipated_at="23:00"), [], ["Texts at 21:30 fall outside"]),
    (
        "a declared day's prompt in the night",
        targeted(risk_days=[{"on": "2026-03-01", "anticipated_at": "00:30"}]),
        [],
        ["Texts at 23:00 fall outside"],
    ),
    ("a question before eight", targeted(ask_at="07:00"), [], ["Texts at 07:00 fall outside"]),
    ("an override does not stand for an agreement", daily(times=["06:30"], override=OVERRIDE), [], ["Texts at 06:30"]),
    ("a visit before eight has its texts later", injection(visit_time="07:00"), [], []),
    ("150 mg in a day", daily(pattern=every_day(50)), [daily(pattern=every_day(100))], []),
    (
        "200 mg in a day",
        daily(pattern=every_day(100)),
        [daily(pattern=every_day(100))],
        ["come to 200 mg on 2026-01-01"],
    ),
    (
        "200 mg in a day by override",
        daily(pattern=every_day(100), override=OVERRIDE),
        [daily(pattern=every_day(100))],
        [],
    ),
    ("one plan of 200 mg", daily(pattern=every_day(200)), [], ["come to 200 mg"]),
    (
        "the first day on which two patterns meet",
        daily(pattern=EVERY_THIRD_DAY),
        [daily(pattern=PATTERN_A)],
        ["come to 250 mg on 2026-01-10"],
    ),
    (
        "a plan that has ended",
        daily(pattern=every_day(100)),
        [daily(pattern=every_day(100), ends_on="2025-12-31", starts_on="2025-01-01")],
        [],
    ),
    (
        "a plan that begins much later",
        daily(pattern=every_day(100)),
        [daily(pattern=every_day(100), starts_on="2032-01-01")],
        ["come to 200 mg on 2032-01-01"],
    ),
    (
        "a later step",
        daily(pattern={"type": "steps", "steps": [{"quantity_mg": 25, "days": 2000}, {"quantity_mg": 175}]}),
        [],
        ["come to 175 mg on 2031-06-24"],
    ),
    ("an injection is no tablet", injection(), [daily(pattern=every_day(100))], []),
    ("tablets beside an injection", daily(), [injection()], []),
    ("half a tablet daily and half when needed", daily(pattern=every_day(25)), [targeted(quantity_mg=25)], []),
    ("any day may be declared a risk day", targeted(), [daily(pattern=EVERY_THIRD_DAY)], ["come to 200 mg"]),
    ("low dose and 50 mg", LOW_DOSE, [daily()], ["low-dose plan and a 50 mg plan"]),
    ("50 mg and low dose", daily(), [LOW_DOSE], ["low-dose plan and a 50 mg plan"]),
    ("targeted and low dose", targeted(), [LOW_DOSE], ["low-dose plan and a 50 mg plan"]),
    ("low dose and 50 mg by override", LOW_DOSE | {"override": OVERRIDE}, [daily()], []),
    ("low dose after 50 mg has ended", LOW_DOSE, [daily(starts_on="2025-01-01", ends_on="2025-12-31")], []),
    ("two low doses", LOW_DOSE, [daily(pattern=TITRATION)], []),
]


@pytest.mark.parametrize(("regimen", "others", "told"), [row[1:] for row in REFUSALS], ids=[row[0] for row in REFUSALS])
def test_it_refuses(regimen: dict[str, Any], others: list[dict[str, Any]], told: list[str]) -> None:
    refusals = check_plan(parse_regimen(regimen), [parse_regimen(other) for other in others]).refusals
    assert len(refusals) == len(told)
    assert all(words in sentence for words, sentence in zip(told, refusals, strict=True))


def test_a_titration_that_passes_twelve_and_a_half_is_not_low_dose() -> None:
    assert is_low_dose(parse_regimen(daily(pattern=TITRATION)))
    assert not is_low_dose(parse_regimen(daily(pattern=FIRST_DAY_25)))


def test_the_heaviest_day_is_the_first_of_equals() -> None:
    plan = parse_regimen(daily(pattern=PATTERN_A))
    assert most_mg_in_a_day([plan], day("2026-01-01")) == (day("2026-01-03"), 100)
