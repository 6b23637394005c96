"""The curve of staying in treatment against a published example, and at its edges."""

from __future__ import annotations

import pytest

from adherence.domain.measure.kaplan_meier import Course, kaplan_meier

# Remission of 21 children on 6-mercaptopurine (Freireich 1963), the textbook example; + is still in remission.
REMISSIONS = (
    "6", "6", "6", "6+", "7", "9+", "10", "10+", "11+", "13", "16",
    "17+", "19+", "20+", "22", "23", "25+", "32+", "32+", "34+", "35+",
)  # fmt: skip

# day, at risk, stopped, share, Greenwood's standard error, 95 % band on the log-log scale: the printed output of the
# usual statistical packages for these data.
PRINTED = (
    (6, 21, 3, 0.8571, 0.0764, 0.6197, 0.9516),
    (7, 17, 1, 0.8067, 0.0869, 0.5631, 0.9228),
    (10, 15, 1, 0.7529, 0.0963, 0.5032, 0.8894),
    (13, 12, 1, 0.6902, 0.1068, 0.4316, 0.8491),
    (16, 11, 1, 0.6275, 0.1141, 0.3675, 0.8049),
    (22, 7, 1, 0.5378, 0.1282, 0.2678, 0.7468),
    (23, 6, 1, 0.4482, 0.1346, 0.1881, 0.6801),
)


def textbook():
    return [Course(int(text.rstrip("+")), None if text.endswith("+") else "relapse") for text in REMISSIONS]


def test_the_curve_its_errors_and_its_bands_are_those_of_the_textbook():
    got = kaplan_meier(textbook())
    for step, printed in zip(got.steps, PRINTED, strict=True):
        assert (step.day, step.at_risk, step.stopped) == printed[:3]
        assert (step.share, step.error, step.low, step.high) == pytest.approx(printed[3:], abs=0.00005)
    assert (got.median_days, got.median_band) == (23, (13, None))
    assert (got.patients, got.stopped, got.reasons, got.last_day) == (21, 9, (("relapse", 9),), 35)


def test_the_number_at_risk_falls_with_stops_and_with_censoring():
    got = kaplan_meier(textbook())
    assert [got.at_risk_on(day) for day in (0, 6, 7, 10, 23, 35, 36)] == [21, 21, 17, 15, 6, 1, 0]


def test_the_order_of_the_courses_does_not_matter():
    assert kaplan_meier(reversed(textbook())) == kaplan_meier(textbook())


def test_the_share_holds_until_the_next_stop():
    got = kaplan_meier([Course(10, "moved away"), Course(20, None)])
    assert [got.share_on(day) for day in (0, 9, 10, 400)] == [1, 1, 0.5, 0.5]
    assert got.step_on(9) is None


def test_a_patient_censored_on_the_day_of_anothers_stop_is_still_at_risk_on_it():
    got = kaplan_meier([Course(10, "stopped"), Course(10, None), Course(30, None), Course(30, None)])
    assert [(step.at_risk, step.share) for step in got.steps] == [(4, 0.75)]


def test_stops_on_one_day_make_one_step():
    got = kaplan_meier([Course(5, "a"), Course(5, "b"), Course(9, None), Course(9, None)])
    assert [(step.day, step.stopped, step.share) for step in got.steps] == [(5, 2, 0.5)]
    assert got.median_days == 5


def test_where_nobody_stopped_there_is_no_step_and_no_median():
    got = kaplan_meier([Course(40, None), Course(90, None)])
    assert (got.steps, got.median_days, got.median_band, got.share_on(90)) == ((), None, (None, None), 1.0)


def test_when_all_have_stopped_there_is_no_band_left():
    got = kaplan_meier([Course(10, "feels well"), Course(10, "side effect"), Course(10, "feels well")])
    assert [(step.share, step.error, step.low, step.high) for step in got.steps] == [(0.0, None, None, None)]
    assert got.reasons == (("feels well", 2), ("side effect", 1))


def test_one_patient_who_stopped_is_a_curve_that_falls_to_nothing():
    got = kaplan_meier([Course(12, "stopped")])
    assert (got.median_days, got.median_band, got.share_on(11), got.share_on(12)) == (12, (12, 12), 1.0, 0.0)


def test_somebody_who_stopped_on_the_first_day_counts():
    assert kaplan_meier([Course(0, "stopped"), Course(5, None)]).share_on(0) == 0.5


def test_nobody_has_no_curve():
    got = kaplan_meier([])
    assert (got.steps, got.median_days, got.share_on(100), got.last_day) == ((), None, 1.0, 0)
