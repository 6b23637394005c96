"""How plans become one course of treatment, and how that ended."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from adherence.domain.measure.persistence import (
    Ending,
    Gone,
    Stint,
    first_treatment,
    stint_of,
    stints_by_injection,
)
from adherence.domain.states import PatientStatus, PlanKind, StopCause

FIRST = date(2026, 1, 1)
TODAY = date(2026, 7, 1)
DAILY, INJECTION = PlanKind.DAILY, PlanKind.INJECTION


def day(number):
    return FIRST + timedelta(days=number)


def plan(start, end=None, ending=Ending.RUNNING, kind=DAILY):
    return Stint(kind, day(start), None if end is None else day(end), ending)


def treatment(*stints, gone=None, kind=None, first=FIRST, last=TODAY):
    got = first_treatment(
        stints, gone, first=first, last=last, kinds=[kind] if kind else list(PlanKind), gap_days=7, today=TODAY
    )
    return None if got is None else ((got.began_on - FIRST).days, got.days, got.ending)


STOPPED = Ending.SIDE_EFFECT
DISCHARGED = Gone(PatientStatus.DISCHARGED, day(50))
DEAD = Gone(PatientStatus.DECEASED, day(50))


@pytest.mark.parametrize(
    ("stints", "more", "expected"),
    [
        pytest.param([plan(0)], {}, (0, 181, Ending.RUNNING), id="a plan that runs is followed until today"),
        pytest.param([plan(0, 30, STOPPED)], {}, (0, 30, STOPPED), id="a stopped one until its stop"),
        pytest.param([plan(0, 300, STOPPED)], {}, (0, 181, Ending.RUNNING), id="a stop in the future is none yet"),
        pytest.param([plan(0, 30, STOPPED), plan(35)], {}, (0, 181, Ending.RUNNING), id="a new plan within the gap"),
        pytest.param([plan(0, 30, STOPPED), plan(38)], {}, (0, 30, STOPPED), id="one after it is another course"),
        pytest.param([plan(0, 30, STOPPED), plan(10)], {}, (0, 181, Ending.RUNNING), id="plans that overlap"),
        pytest.param([plan(0, 0, STOPPED), plan(90)], {}, (90, 91, Ending.RUNNING), id="a plan that never ran"),
        pytest.param([plan(200)], {}, None, id="a plan that begins tomorrow"),
        pytest.param([], {}, None, id="no plan"),
        pytest.param([plan(0)], {"first": day(1)}, None, id="who began before the range"),
        pytest.param(
            [plan(0, 30, STOPPED), plan(60)], {"first": day(40)}, (60, 121, Ending.RUNNING), id="who came back in it"
        ),
        pytest.param(
            [plan(0, 30, STOPPED), plan(31, kind=INJECTION)],
            {"kind": DAILY},
            (0, 30, Ending.SWITCHED),
            id="another kind of plan follows: censored in the curve of the first",
        ),
        pytest.param(
            [plan(0, 30, STOPPED), plan(31, kind=INJECTION)],
            {},
            (0, 181, Ending.RUNNING),
            id="and goes on in that of all",
        ),
        pytest.param([plan(0)], {"gone": DISCHARGED}, (0, 50, Ending.DISCHARGED), id="discharged while it ran"),
        pytest.param([plan(0)], {"gone": DEAD}, (0, 50, Ending.DECEASED), id="died while it ran"),
        pytest.param(
            [plan(0, 45, Ending.NOT_SAID)], {"gone": DEAD}, (0, 45, Ending.DECEASED), id="the plan was stopped for it"
        ),
        pytest.param([plan(0, 45, STOPPED)], {"gone": DEAD}, (0, 45, STOPPED), id="a cause that was said stays"),
        pytest.param([plan(60)], {"gone": DEAD}, None, id="a plan entered for a day after that"),
    ],
)
def test_plans_become_one_course(stints, more, expected):
    assert treatment(*stints, **more) == expected


@pytest.mark.parametrize(
    ("stopped", "cause", "last", "expected"),
    [
        (None, None, None, (None, Ending.RUNNING)),
        (30, StopCause.ACCESS, None, (30, Ending.ACCESS)),
        (30, None, None, (30, Ending.NOT_SAID)),
        (None, None, 29, (30, Ending.COMPLETED)),
        (30, StopCause.ACCESS, 29, (30, Ending.COMPLETED)),
        (20, StopCause.ACCESS, 29, (20, Ending.ACCESS)),
    ],
)
def test_a_plan_ends_when_it_is_stopped_or_when_it_was_agreed(stopped, cause, last, expected):
    got = stint_of(DAILY, FIRST, None if stopped is None else day(stopped), cause, None if last is None else day(last))
    assert (got.ended_on, got.ending) == (None if expected[0] is None else day(expected[0]), expected[1])


@pytest.mark.parametrize(
    ("given", "stint", "expected"),
    [
        pytest.param([], plan(0, kind=INJECTION), [], id="none given: not begun"),
        pytest.param([0, 28, 150], plan(0, kind=INJECTION), [(0, 56), (150, None)], id="a lapse between"),
        pytest.param([0, 36], plan(0, kind=INJECTION), [(0, 64)], id="the last day of grace"),
        pytest.param([0, 37], plan(0, kind=INJECTION), [(0, 28), (37, 65)], id="a day after it"),
        pytest.param([146], plan(0, kind=INJECTION), [(146, None)], id="in grace today"),
        pytest.param([144], plan(0, kind=INJECTION), [(144, 172)], id="grace is over"),
        pytest.param([160, 190], plan(0, kind=INJECTION), [(160, None)], id="a date to come is none yet"),
        pytest.param([0], plan(0, 20, STOPPED, INJECTION), [(0, 20)], id="stopped under cover"),
        pytest.param([0], plan(0, 90, STOPPED, INJECTION), [(0, 28)], id="stopped long after the last"),
    ],
)
def test_injections_last_while_each_comes_in_time(given, stint, expected):
    got = stints_by_injection(stint, [day(n) for n in given], covered_days=28, grace_days=8, today=TODAY)
    assert [((s.began_on - FIRST).days, s.ended_on and (s.ended_on - FIRST).days) for s in got] == expected
