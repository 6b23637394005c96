"""Entered regimens: what is accepted comes back the same, and each fault is named by its field."""

from __future__ import annotations

from typing import Any

import pytest

from adherence.domain.regimen import Fault, RegimenFaults, RiskDay, Weekday
from adherence.domain.regimen_json import parse_regimen, plan_to_json
from adherence.domain.zones import parse_zone, zone_names
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

TERMS = {"agreed_hours": {"by": "patient", "on": "2026-01-01"}, "override": {"by": "Dr Hale", "reason": "agreed"}}

SOUND: list[tuple[str, dict[str, Any]]] = [
    ("every day", daily()),
    ("pattern A", daily(pattern=PATTERN_A)),
    ("every other day", daily(pattern=EVERY_OTHER_DAY)),
    ("every third day", daily(pattern=EVERY_THIRD_DAY)),
    ("supervised", daily(pattern=SUPERVISED)),
    ("first day 25 mg", daily(pattern=FIRST_DAY_25)),
    ("titration with agreed hours", daily(pattern=TITRATION, times=["06:30", "22:00"], **TERMS)),
    ("a last step with an end", daily(pattern={"type": "steps", "steps": [{"quantity_mg": 25, "days": 1}]})),
    ("an end on the first day", daily(ends_on="2026-01-01")),
    ("an end that stands for none", daily(ends_on="9999-12-31")),
    ("injection", injection(given_on=[], ends_on=None)),
    (
        "monthly injection",
        injection(cadence={"every_months": 1}, given_on=["2026-01-31"], ends_on="2027-01-31", **TERMS),
    ),
    ("the shortest interval of a prescriber", injection(cadence={"every_days": 21}, given_on=[], ends_on=None)),
    ("the longest interval of a prescriber", injection(cadence={"every_days": 31}, given_on=[], ends_on=None)),
    ("targeted", targeted(risk_days=[{"on": "2026-12-31", "anticipated_at": "21:00"}], ends_on=None, **TERMS)),
]


@pytest.mark.parametrize("regimen", [row[1] for row in SOUND], ids=[row[0] for row in SOUND])
def test_a_sound_regimen_comes_back_as_it_was_written(regimen: dict[str, Any]) -> None:
    assert plan_to_json(parse_regimen(regimen)) == regimen


def test_what_may_be_left_out_may_also_be_null() -> None:
    for regimen in (daily(), injection(), targeted()):
        names = ["ends_on", "agreed_hours", "override", "given_on", "risk_weekdays", "risk_days", "ask_at"]
        optional = [name for name in names if name in plan_to_json(parse_regimen(regimen)) or name in names[:3]]
        left_out = {name: value for name, value in regimen.items() if name not in optional}
        assert parse_regimen(left_out) == parse_regimen(left_out | dict.fromkeys(optional))


def test_lists_are_kept_in_order_of_time() -> None:
    assert plan_to_json(parse_regimen(daily(times=["20:00", "08:00"])))["times"] == ["08:00", "20:00"]
    assert plan_to_json(parse_regimen(targeted(risk_weekdays=["sun", "mon"])))["risk_weekdays"] == ["mon", "sun"]
    given = plan_to_json(parse_regimen(injection(given_on=["2026-02-01", "2026-01-01"])))["given_on"]
    assert given == ["2026-01-01", "2026-02-01"]


def test_a_declared_day_without_a_time_is_written_with_the_plan_s() -> None:
    plan = parse_regimen(targeted())
    object.__setattr__(plan, "risk_days", (RiskDay(day("2026-12-31")),))
    assert plan_to_json(plan)["risk_days"] == [{"on": "2026-12-31", "anticipated_at": "19:00"}]


def pattern(**changes: Any) -> dict[str, Any]:
    return daily(pattern=every_day() | changes)


def weekly(**quantities: Any) -> dict[str, Any]:
    return daily(pattern={"type": "weekly", "quantity_mg": quantities})


def steps(*items: Any) -> dict[str, Any]:
    return daily(pattern={"type": "steps", "steps": list(items)})


def interval(every_days: Any) -> dict[str, Any]:
    return daily(pattern={"type": "interval", "every_days": every_days, "quantity_mg": 100})


NAN, INFINITE = float("nan"), float("inf")

FAULTY: list[tuple[str, Any, list[str]]] = [
    ("nothing", None, ["regimen"]),
    ("a list", [daily()], ["regimen"]),
    ("an empty object", {}, ["kind", "medication", "starts_on"]),
    ("an unknown kind", daily(kind="weekly"), ["kind"]),
    ("a kind that is a list", daily(kind=["daily"]), ["kind"]),
    ("an unknown field", daily(colour="blue"), ["colour"]),
    ("a field of another kind", daily(lead_minutes=90), ["lead_minutes"]),
    ("an empty medication", daily(medication=" "), ["medication"]),
    ("a medication that is a number", daily(medication=50), ["medication"]),
    ("a medication with a NUL", daily(medication="a\0b"), ["medication"]),
    ("a medication with half a character", daily(medication="a\ud800"), ["medication"]),
    ("an endless medication", daily(medication="a" * 201), ["medication"]),
    ("30 February", daily(starts_on="2026-02-30"), ["starts_on"]),
    ("a date as a number", daily(starts_on=20260101), ["starts_on"]),
    ("a date without dashes", daily(starts_on="20260101"), ["starts_on"]),
    ("a date with a time", daily(starts_on="2026-01-01T08:00"), ["starts_on"]),
    ("a date in digits of another script", daily(starts_on="٢٠٢٦-01-01"), ["starts_on"]),
    ("a date before the calendar of any patient", daily(starts_on="1026-01-01"), ["starts_on"]),
    ("a year beyond the calendar", daily(starts_on="9999-12-31"), ["starts_on"]),
    ("an end before the start", daily(ends_on="2025-12-31"), ["ends_on"]),
    ("25:00", daily(times=["25:00"]), ["times[0]"]),
    ("24:00", daily(times=["08:00", "24:00"]), ["times[1]"]),
    ("8:00", daily(times=["8:00"]), ["times[0]"]),
    ("a time with seconds", daily(times=["08:00:00"]), ["times[0]"]),
    ("a time as a number", daily(times=[8]), ["times[0]"]),
    ("no times", daily(times=[]), ["times"]),
    ("times that are a text", daily(times="08:00"), ["times"]),
    ("a time twice", daily(times=["08:00", "20:00", "08:00"]), ["times[2]"]),
    ("more times than hours", daily(times=[f"{n:02}:{m:02}" for n in range(13) for m in (0, 30)]), ["times"]),
    ("no pattern", {k: v for k, v in daily().items() if k != "pattern"}, ["pattern"]),
    ("a pattern of no known type", daily(pattern={"type": "never"}), ["pattern.type"]),
    ("a pattern that is a text", daily(pattern="every_day"), ["pattern"]),
    ("a quantity of nothing", pattern(quantity_mg=0), ["pattern.quantity_mg"]),
    ("a negative quantity", pattern(quantity_mg=-50), ["pattern.quantity_mg"]),
    ("a huge quantity", pattern(quantity_mg=10**400), ["pattern.quantity_mg"]),
    ("an infinite quantity", pattern(quantity_mg=INFINITE), ["pattern.quantity_mg"]),
    ("a quantity that is no number", pattern(quantity_mg=NAN), ["pattern.quantity_mg"]),
    ("a quantity that is true", pattern(quantity_mg=True), ["pattern.quantity_mg"]),
    ("a quantity as text", pattern(quantity_mg="50"), ["pattern.quantity_mg"]),
    ("a field too many in the pattern", pattern(every_days=2), ["pattern.every_days"]),
    ("a weekday that there is not", weekly(mon=50, lun=50), ["pattern.quantity_mg.lun"]),
    ("a weekday with nothing", weekly(mon=50, sun=0), ["pattern.quantity_mg.sun"]),
    ("a week without days", weekly(), ["pattern.quantity_mg"]),
    ("a weekly quantity for all days", daily(pattern={"type": "weekly", "quantity_mg": 50}), ["pattern.quantity_mg"]),
    ("an interval of nothing", interval(0), ["pattern.every_days"]),
    ("a negative interval", interval(-1), ["pattern.every_days"]),
    ("half an interval", interval(1.5), ["pattern.every_days"]),
    ("an interval that is true", interval(True), ["pattern.every_days"]),
    ("an interval beyond a year", interval(367), ["pattern.every_days"]),
    ("no steps", steps(), ["pattern.steps"]),
    ("a step in the middle without days", steps({"quantity_mg": 1}, {"quantity_mg": 2}), ["pattern.steps[0].days"]),
    ("a step of no days", steps({"quantity_mg": 1, "days": 0}), ["pattern.steps[0].days"]),
    ("a step that is a number", steps(25, {"quantity_mg": 50}), ["pattern.steps[0]"]),
    ("a step without a quantity", steps({"days": 1}, {"quantity_mg": 50}), ["pattern.steps[0].quantity_mg"]),
    ("a step with a stray field", steps({"quantity_mg": 1, "on": "x"}), ["pattern.steps[0].on"]),
    ("an agreement that is true", daily(agreed_hours=True), ["agreed_hours"]),
    ("an agreement by nobody", daily(agreed_hours={"on": "2026-01-01"}), ["agreed_hours.by"]),
    ("an override without a reason", daily(override={"by": "Dr Hale", "reason": ""}), ["override.reason"]),
    ("an interval shorter than prescribers may set", injection(cadence={"every_days": 20}), ["cadence.every_days"]),
    ("an interval longer than prescribers may set", injection(cadence={"every_days": 32}), ["cadence.every_days"]),
    ("every two months", injection(cadence={"every_months": 2}), ["cadence.every_months"]),
    ("both cadences", injection(cadence={"every_days": 28, "every_months": 1}), ["cadence"]),
    ("neither cadence", injection(cadence={}), ["cadence"]),
    ("a cadence in weeks", injection(cadence={"every_weeks": 4}), ["cadence.every_weeks", "cadence"]),
    ("a cadence as a number", injection(cadence=28), ["cadence"]),
    ("a given date that does not exist", injection(given_on=["2026-01-31", "2026-02-30"]), ["given_on[1]"]),
    ("a given date twice", injection(given_on=["2026-01-31", "2026-01-31"]), ["given_on[1]"]),
    ("a visit at no time", injection(visit_time="noon"), ["visit_time"]),
    ("a lead back in time", targeted(lead_minutes=-1), ["lead_minutes"]),
    ("a lead of a day", targeted(lead_minutes=1440), ["lead_minutes"]),
    ("a lead that is true", targeted(lead_minutes=True), ["lead_minutes"]),
    ("a risk weekday that there is not", targeted(risk_weekdays=["friday"]), ["risk_weekdays[0]"]),
    ("a risk weekday twice", targeted(risk_weekdays=["fri", "fri"]), ["risk_weekdays[1]"]),
    (
        "a risk day that does not exist",
        targeted(risk_days=[{"on": "2026-02-30", "anticipated_at": "19:00"}]),
        ["risk_days[0].on"],
    ),
    (
        "a risk day twice",
        targeted(risk_days=[{"on": "2026-03-01", "anticipated_at": at} for at in ("19:00", "20:00")]),
        ["risk_days[1].on"],
    ),
    ("a risk day without a time", targeted(risk_days=[{"on": "2026-03-01"}]), ["risk_days[0].anticipated_at"]),
    ("a question at no time", targeted(ask_at="3 pm"), ["ask_at"]),
    (
        "several faults together",
        daily(starts_on="2026-02-30", times=["25:00"], pattern=every_day(-1), x=1),
        ["x", "starts_on", "times[0]", "pattern.quantity_mg"],
    ),
]


def faults_of(regimen: object) -> tuple[Fault, ...]:
    with pytest.raises(RegimenFaults) as raised:
        parse_regimen(regimen)
    return raised.value.faults


@pytest.mark.parametrize(
    ("regimen", "fields"),
    [row[1:] for row in FAULTY],
    ids=[row[0] for row in FAULTY],
)
def test_it_refuses(regimen: object, fields: list[str]) -> None:
    faults = faults_of(regimen)
    found = [fault.field for fault in faults]
    # The remaining fields of an object without a kind are reported too, whatever the kind would have been.
    assert found == fields
    assert all("\n" not in str(fault) and len(str(fault)) < 250 for fault in faults)


def test_a_fault_says_what_was_written_and_what_to_write() -> None:
    (fault,) = faults_of(daily(times=["25:00"]))
    assert str(fault) == "times[0]: '25:00' is not valid; write a time of day from 00:00 to 23:59 as HH:MM"


def test_the_exception_itself_names_all_faults() -> None:
    with pytest.raises(RegimenFaults, match=r"^starts_on: .*; times: .*"):
        parse_regimen(daily(starts_on=None, times=[]))


def test_a_strange_field_name_stays_on_one_line() -> None:
    (fault,) = faults_of(daily(**{"a\nb\ud800": 1}))
    assert fault.field == "a\\nb\\ud800"


def test_a_whole_number_may_be_written_with_a_point() -> None:
    assert parse_regimen(interval(2.0)) == parse_regimen(interval(2))


@pytest.mark.parametrize(
    "name", ["America/Atlantis", "america/new_york", "America", "", "../etc/passwd", "a\0b", 5, None]
)
def test_an_unknown_zone_is_one_fault(name: object) -> None:
    with pytest.raises(RegimenFaults) as raised:
        parse_zone(name)
    assert [fault.field for fault in raised.value.faults] == ["zone"]


def test_every_known_zone_can_be_read() -> None:
    assert len(zone_names()) > 500
    assert {parse_zone(name).key for name in zone_names()} == zone_names()


def test_weekdays_are_in_the_order_of_the_calendar() -> None:
    assert list(Weekday)[day("2026-03-08").weekday()] is Weekday.SUN
