"""Tablets left and the run-out date, worked by hand for each pattern."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adherence.domain.dose import NO_RECORDS, Records
from adherence.domain.expected import PlanVersion
from adherence.domain.holds import HoldSpan
from adherence.domain.regimen import RiskDay
from adherence.domain.regimen_json import parse_regimen
from adherence.domain.states import HoldKind
from adherence.domain.supply import (
    Handout,
    TabletPlan,
    count_supply,
    days_lasting,
    ran_out_on,
    refill_to_ask_for,
    soonest,
    strength_of,
)
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

# 1 January 2026 is a Thursday.
FIRST = "2026-01-01"


def use(regimen, *, from_on=None, until_on=None, records=NO_RECORDS):
    version = PlanVersion(
        parse_regimen(regimen), day(from_on) if from_on else None, day(until_on) if until_on else None
    )
    return TabletPlan((version,), records)


def handed(*given_out):
    return [Handout(day(on), tablets, tablet_mg) for on, tablets, tablet_mg in given_out]


def only(handouts, plans, today=FIRST, holds=()):
    [supply] = count_supply(handed(*handouts), plans, holds, day(today))
    return supply


def hold(first, until):
    return HoldSpan(HoldKind.TRAVEL, day(first), day(until) if until else None)


@pytest.mark.parametrize(
    ("pattern", "tablets", "run_out_on"),
    [
        (every_day(), 20, "2026-01-21"),
        (every_day(25), 20, "2026-02-10"),  # halves: 40 days
        (every_day(75), 20, "2026-01-14"),  # one and a half a day: 13 days take 19.5
        # Thu 1, Fri 1, Sat 2, no Sunday, then 7 a week: 4 + 7 + 7 = 18 by Sat 17; Mon 19 and Tue 20 take the last two.
        (PATTERN_A, 20, "2026-01-21"),
        # With 7 the last goes on Wed 7; with 11 the week ends on Sat 10, and Sunday needs none.
        (PATTERN_A, 7, "2026-01-08"),
        (PATTERN_A, 11, "2026-01-12"),
        # Saturday needs two, and one is left: Saturday is not fully covered.
        (PATTERN_A, 3, "2026-01-03"),
        (SUPERVISED, 20, "2026-01-21"),  # Fri 3, then 7 a week: 17 by Fri 16, Mon 19 takes 2 of the last 3
        (EVERY_OTHER_DAY, 20, "2026-01-21"),
        (EVERY_THIRD_DAY, 20, "2026-01-19"),  # 3 on days 1, 4, ... 16: 18 tablets; day 19 needs 3 and 2 are left
        (EVERY_THIRD_DAY, 21, "2026-01-22"),
        (FIRST_DAY_25, 20, "2026-01-21"),  # half a tablet, then 19 whole ones; half a tablet is left over
        (FIRST_DAY_25, 0.5, "2026-01-02"),
    ],
)
def test_the_run_out_date_is_the_first_day_that_is_not_fully_covered(pattern, tablets, run_out_on):
    assert str(only([(FIRST, tablets, 50)], [use(daily(pattern=pattern))]).run_out_on) == run_out_on


@pytest.mark.parametrize(
    ("today", "left"),
    [("2026-01-01", 20), ("2026-01-02", 19.5), ("2026-01-03", 18.5), ("2026-01-21", 0.5), ("2026-01-22", 0)],
)
def test_what_is_left_is_counted_before_the_doses_of_the_day(today, left):
    assert only([(FIRST, 20, 50)], [use(daily(pattern=FIRST_DAY_25))], today).left == left


def test_a_titration_takes_more_tablets_at_each_step():
    plan = use(daily(pattern=TITRATION, medication="naltrexone 1.5 mg capsule"))
    # 14 of one, 14 of two: 42 by 28 January; then three a day: 58 more last 19 days and a third.
    supply = only([(FIRST, 100, 1.5)], [plan], "2026-01-29")
    assert (supply.left, str(supply.run_out_on)) == (58, "2026-02-17")


def test_several_times_a_day_need_a_tablet_each():
    assert str(only([(FIRST, 20, 50)], [use(daily(times=["08:00", "20:00"]))]).run_out_on) == "2026-01-11"


@pytest.mark.parametrize(
    ("records", "tablets", "run_out_on"),
    [
        (NO_RECORDS, 4, "2026-01-16"),  # Fri 2, Sat 3, Fri 9, Sat 10
        (Records(risk_days=(RiskDay(date(2026, 1, 6)), RiskDay(date(2026, 1, 9)))), 4, "2026-01-10"),
        (Records(declined_on=frozenset({date(2026, 1, 3)})), 4, "2026-01-17"),
    ],
)
def test_a_targeted_plan_needs_one_on_each_risk_day(records, tablets, run_out_on):
    assert str(only([(FIRST, tablets, 50)], [use(targeted(), records=records)]).run_out_on) == run_out_on


def test_declared_days_alone_have_no_end_in_sight():
    records = Records(risk_days=(RiskDay(date(2026, 1, 6)),))
    supply = only([(FIRST, 20, 50)], [use(targeted(risk_weekdays=[]), records=records)], "2026-01-07")
    assert (supply.left, supply.run_out_on) == (19, None)


def test_no_end_within_400_days_is_none():
    assert only([(FIRST, 1000, 50)], [use(daily())]).run_out_on is None
    assert only([(FIRST, 400, 50)], [use(daily())]).run_out_on == day(FIRST) + timedelta(days=400)


def test_two_plans_of_one_strength_share_the_tablets():
    both = [use(daily(pattern=every_day(25))), use(targeted(quantity_mg=25, risk_weekdays=["sat"]))]
    # Half a day, and another half on Saturdays 3, 10, 17: 19.5 days take 10 tablets less 1.5 for the Saturdays.
    assert str(only([(FIRST, 10, 50)], both).run_out_on) == "2026-01-18"


def test_strengths_are_counted_apart():
    plans = [use(daily()), use(daily(medication="naltrexone 4.5 mg capsule", pattern=every_day(4.5)))]
    found = count_supply(handed((FIRST, 20, 50), (FIRST, 30, 4.5)), plans, [], day("2026-01-02"))
    assert [(s.tablet_mg, s.left, str(s.run_out_on)) for s in found] == [
        (50, 19, "2026-01-21"),
        (4.5, 29, "2026-01-31"),
    ]
    assert soonest(found).tablet_mg == 50


@pytest.mark.parametrize(
    ("medication", "strength"),
    [
        ("naltrexone 50 mg tablet", 50),
        ("Naltrexone 4.5mg capsule", 4.5),
        ("naltrexona 4,5 mg cápsula", 4.5),
        ("naltrexone", None),
        ("naltrexone 0 mg", None),
        ("naltrexone 50 mgs", None),
    ],
)
def test_the_medication_names_the_strength(medication, strength):
    assert strength_of(parse_regimen(daily(medication=medication))) == strength


def test_a_plan_that_names_no_strength_uses_what_was_handed_out_last():
    plan = use(daily(medication="naltrexone"))
    older, newer = count_supply(handed((FIRST, 20, 50), ("2026-01-02", 30, 25)), [plan], [], day("2026-01-02"))
    assert (older.tablet_mg, older.is_planned) == (50, False)
    assert (newer.tablet_mg, newer.is_planned, str(newer.run_out_on)) == (25, True, "2026-01-17")


def test_tablets_that_no_plan_names_are_not_counted_down():
    supply = only([(FIRST, 20, 25)], [use(daily())], "2026-03-01")
    assert (supply.left, supply.run_out_on, supply.is_planned) == (20, None, False)


def test_injections_use_no_tablets():
    assert only([(FIRST, 20, 380)], [use(injection())], "2026-03-01").left == 20


@pytest.mark.parametrize(
    ("spans", "run_out_on"),
    [
        ([], "2026-01-21"),
        ([hold("2026-01-05", "2026-01-08")], "2026-01-24"),
        ([hold("2026-01-05", "2026-01-08"), hold("2026-01-07", "2026-01-10")], "2026-01-26"),
        ([hold("2026-01-20", None)], "None"),
    ],
)
def test_held_days_use_none(spans, run_out_on):
    assert str(only([(FIRST, 20, 50)], [use(daily())], holds=spans).run_out_on) == run_out_on


def test_each_version_counts_on_its_own_days():
    versions = (
        PlanVersion(parse_regimen(daily()), day(FIRST), day("2026-01-10")),
        PlanVersion(parse_regimen(daily(pattern=every_day(100), starts_on="2026-01-11")), day("2026-01-11"), None),
    )
    supply = only([(FIRST, 20, 50)], [TabletPlan(versions)], "2026-01-11")
    assert (supply.left, str(supply.run_out_on)) == (10, "2026-01-16")


def test_a_change_of_strength_leaves_the_old_tablets():
    versions = (
        PlanVersion(parse_regimen(daily()), day(FIRST), day("2026-01-10")),
        PlanVersion(parse_regimen(daily(medication="naltrexone 25 mg", pattern=every_day(25))), day("2026-01-11")),
    )
    old, new = count_supply(
        handed((FIRST, 20, 50), ("2026-01-11", 20, 25)), [TabletPlan(versions)], [], day("2026-01-12")
    )
    assert (old.left, old.run_out_on, old.is_planned) == (10, None, False)
    assert (new.left, str(new.run_out_on)) == (19, "2026-01-31")


def test_a_plan_that_is_over_never_runs_out():
    supply = only([(FIRST, 5, 50)], [use(daily(), until_on="2026-01-10")], "2026-01-20")
    assert (supply.left, supply.run_out_on) == (0, None)


def test_a_gap_before_the_newest_dispense_is_history():
    supply = only([(FIRST, 5, 50), ("2026-01-10", 20, 50)], [use(daily())], "2026-01-10")
    assert (supply.left, supply.dispensed, str(supply.run_out_on)) == (20, 25, "2026-01-30")


def test_tablets_over_are_carried_into_the_next_dispense():
    supply = only([(FIRST, 20, 50), ("2026-01-11", 20, 50)], [use(daily())], "2026-01-11")
    assert (supply.left, str(supply.run_out_on)) == (30, "2026-02-10")


def test_doses_before_the_first_dispense_do_not_count():
    supply = only([("2026-01-15", 20, 50)], [use(daily())], "2026-01-15")
    assert (supply.left, str(supply.run_out_on)) == (20, "2026-02-04")


def test_a_patient_without_a_dispense_has_no_supply():
    assert count_supply([], [use(daily())], [], day(FIRST)) == []
    assert soonest([]) is None
    assert ran_out_on([], day(FIRST)) is None


@pytest.mark.parametrize(
    ("today", "asked_for"),
    [
        ("2026-01-13", None),
        ("2026-01-14", "2026-01-21"),
        ("2026-01-20", "2026-01-21"),
        ("2026-01-21", None),
    ],
)
def test_a_refill_is_asked_for_from_seven_days_before(today, asked_for):
    found = count_supply(handed((FIRST, 20, 50)), [use(daily())], [], day(today))
    date_asked = refill_to_ask_for(found, day(FIRST), [], day(today))
    assert date_asked == (day(asked_for) if asked_for else None)


def test_nobody_is_asked_on_the_day_of_a_dispense_or_during_a_hold():
    today = day("2026-01-03")
    found = count_supply(handed(("2026-01-03", 5, 50)), [use(daily())], [], today)
    assert refill_to_ask_for(found, today, [], today) is None
    assert refill_to_ask_for(found, day(FIRST), [], today) == day("2026-01-08")
    assert refill_to_ask_for(found, day(FIRST), [hold("2026-01-03", "2026-01-04")], today) is None


def test_having_run_out_is_known_from_the_day_itself_on():
    def reached(today):
        return ran_out_on(count_supply(handed((FIRST, 20, 50)), [use(daily())], [], day(today)), day(today))

    assert [reached("2026-01-20"), reached("2026-01-21"), reached("2026-03-01")] == [
        None,
        day("2026-01-21"),
        day("2026-01-21"),
    ]


@pytest.mark.parametrize(
    ("pattern", "tablets", "days"),
    [
        (every_day(), 30, 30),
        (every_day(25), 30, 60),
        (PATTERN_A, 11, 11),
        (EVERY_THIRD_DAY, 21, 21),
        (FIRST_DAY_25, 20, 20),
        (every_day(), 0.5, 0),
    ],
)
def test_a_dispense_lasts_as_many_days_as_the_pattern_says(pattern, tablets, days):
    [handout] = handed((FIRST, tablets, 50))
    assert days_lasting(handout, [use(daily(pattern=pattern))], []) == days


@pytest.mark.parametrize(
    ("on", "plan", "days"),
    [
        ("2025-12-20", use(daily()), 30),  # handed out before the plan begins
        (FIRST, use(daily(), until_on="2026-01-10"), 10),  # the plan ends before the tablets do
        # Parts of a tablet: 0.42 in 14 days, 0.84 in 14, then 0.09 a day.
        (FIRST, use(daily(pattern=TITRATION, medication="naltrexone 50 mg")), 347),
    ],
)
def test_only_days_of_the_plan_count(on, plan, days):
    assert days_lasting(Handout(day(on), 30, 50), [plan], []) == days


def test_a_dispense_without_an_end_in_sight_has_no_days():
    [handout] = handed((FIRST, 20, 50))
    assert days_lasting(handout, [], []) is None
    assert days_lasting(handout, [use(targeted(risk_weekdays=[]))], []) is None


@given(st.integers(1, 120), st.sampled_from([12.5, 25, 50, 75, 100, 1.5, 4.5, 16.7]), st.integers(0, 60))
def test_until_the_run_out_date_every_day_is_covered_and_never_is_less_than_none_left(tablets, quantity_mg, passed):
    today = day(FIRST) + timedelta(days=passed)
    plan = use(daily(pattern=every_day(quantity_mg)))
    [supply] = count_supply([Handout(day(FIRST), tablets, 50)], [plan], [], today)
    covered = int(tablets * 50 / quantity_mg + 1e-6)
    wanted = day(FIRST) + timedelta(days=covered)
    if (wanted - today).days <= 400:
        assert supply.run_out_on == wanted
    assert min(left for _, left in supply.course) >= 0
    assert supply.course[0] == (day(FIRST), tablets)
