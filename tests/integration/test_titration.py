"""Titration by date, by a practitioner and on a side effect: nobody's dose rises without a word or a date."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from adherence.actions.change_regimen import change_regimen
from adherence.actions.enter_hold import enter_hold
from adherence.actions.move_step import move_step
from adherence.actions.sign_gate import sign_gate
from adherence.actions.stop_regimen import stop_regimen
from adherence.actions.undo_version import undo_version
from adherence.actions.watch_titration import watch_titration
from adherence.db.patients import Patient
from adherence.db.regimens import Regimen, RegimenVersion
from adherence.domain.states import FlagKind, Severity
from tests.cast import Cast, gate
from tests.conftest import VirtualClock
from tests.integration.steps import ASK, NEW_YORK, act, go, move, planned, refused, story, titration, versions
from tests.unit.regimens import daily

# --- by date ---


def test_by_date_each_day_gets_the_quantity_of_its_step(cast: Cast, clock: VirtualClock) -> None:
    cast.start(titration())
    for on in range(2, 9):
        go(cast, clock, f"2026-03-0{on} 09:00")
    expected = {"02": 1.5, "03": 1.5, "04": 1.5, "05": 3, "06": 3, "07": 3, "08": 4.5, "09": 4.5}
    assert planned(cast) == expected
    assert ASK not in cast.texts()


@pytest.mark.parametrize(
    ("kind", "last", "warned"),
    [("travel", "2026-03-03", 0), ("travel", "2026-03-04", 1), ("hospital", "2026-03-04", 1)],
)
def test_a_hold_over_which_the_steps_go_on_by_date_is_warned_of(cast: Cast, kind: str, last: str, warned: int) -> None:
    cast.start(titration(), agent="short_acting")
    with cast.rt.database.writing() as session:
        data = {"kind": kind, "from": "2026-03-03", "to": last}
        said = enter_hold(session, cast.ben, session.get_one(Patient, cast.ana), data, now=cast.rt.now()).warnings
    assert ["plan in steps goes on by date" in sentence for sentence in said] == [True] * warned


def test_the_restart_of_steps_that_went_on_over_a_hold_is_a_persons_to_decide(cast: Cast, clock: VirtualClock) -> None:
    cast.start(titration(), agent="short_acting")
    with cast.rt.database.writing() as session:
        data = {"kind": "hospital", "from": "2026-03-03", "to": "2026-03-06"}
        enter_hold(session, cast.ben, session.get_one(Patient, cast.ana), data, now=cast.rt.now())
    go(cast, clock, "2026-03-07 07:00")
    assert cast.open_flags() == []
    with cast.rt.database.writing() as session:
        answers = gate("short_acting", cast.rt.now())
        sign_gate(session, cast.ben, session.get_one(Patient, cast.ana), answers, now=cast.rt.now())
    assert cast.open_flags() == ["titration"]


def test_a_hold_keeps_the_step_and_a_step_forward_goes_on_by_date(cast: Cast, clock: VirtualClock) -> None:
    regimen = cast.start(titration())
    go(cast, clock, "2026-03-03 09:00")
    move(cast, regimen, "hold")
    for on in range(4, 10):
        go(cast, clock, f"2026-03-{on:02} 09:00")
    assert set(planned(cast).values()) == {1.5}
    move(cast, regimen, "forward", **{"from": "2026-03-11"})
    for on in range(10, 16):
        go(cast, clock, f"2026-03-{on:02} 09:00")
    assert [planned(cast)[on] for on in ("10", "11", "13", "14")] == [1.5, 3, 3, 4.5]
    assert story(cast, regimen) == ["02 entered 1 date", "04 step_held 1 practitioner", "11 step_forward 2 date"]


def test_a_step_back_leaves_past_doses_as_they_were(cast: Cast, clock: VirtualClock) -> None:
    regimen = cast.start(titration())
    for on in range(2, 7):
        go(cast, clock, f"2026-03-0{on} 09:00")
    before = planned(cast)
    move(cast, regimen, "back")
    go(cast, clock, "2026-03-06 10:00")
    assert {on: mg for on, mg in planned(cast).items() if on <= "06"} == {on: before[on] for on in before if on <= "06"}
    assert planned(cast)["07"] == 1.5
    with cast.rt.database.reading() as session:
        numbers = {version.id: version.number for version in session.get_one(Regimen, regimen).versions}
        assert [numbers[dose.version_id] for dose in cast.doses()] == [1, 1, 1, 1, 1, 2]


def test_a_move_before_the_dose_of_today_counts_from_today(cast: Cast, clock: VirtualClock) -> None:
    regimen = cast.start(titration())
    go(cast, clock, "2026-03-03 07:00")
    move(cast, regimen, "forward")
    assert versions(cast, regimen)[-1].from_on == date(2026, 3, 3)
    assert planned(cast)["03"] == 3


def test_the_reason_is_kept_sealed(cast: Cast) -> None:
    regimen = cast.start(titration())
    move(cast, regimen, "forward", reason="Tolerates it well")
    with cast.rt.database.reading() as session:
        version = session.get_one(Regimen, regimen).versions[-1]
        assert version.reason == "Tolerates it well"
        assert b"Tolerates" not in (version.reason_sealed or b"")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, ("move: is missing", "reason: is missing")),
        ({"move": "up", "reason": "x"}, ("write one of forward, hold, back",)),
        ({"move": "hold", "reason": "  "}, ("reason",)),
        ({"move": "hold", "reason": "x", "from": "2026-03-01"}, ("lies in the past",)),
        ({"move": "hold", "reason": "x", "from": "soon"}, ("write a date",)),
        ({"move": "hold", "reason": "x" * 1001}, ("1000 at most",)),
        ({"move": "hold", "reason": "x", "step": 2}, ("step: is not a field here",)),
        ([], ("write an object",)),
    ],
)
def test_a_move_that_is_entered_wrongly_is_refused(cast: Cast, data: Any, words: tuple[str, ...]) -> None:
    regimen = cast.start(titration())
    with refused(*words, conflict=False):
        act(cast, move_step, regimen, data)


def test_a_move_that_cannot_be_is_refused(cast: Cast, clock: VirtualClock) -> None:
    regimen = cast.start(titration())
    with refused("on the first step already"):
        move(cast, regimen, "back")
    with refused("on the last step already"):
        move(cast, regimen, "forward", **{"from": "2026-03-20"})
    other = cast.start(daily(starts_on="2026-03-02"), cast.enrol())
    with refused("has no steps"):
        move(cast, other, "forward")
    later = cast.start(titration() | {"starts_on": "2026-04-01", "ends_on": "2026-04-20"}, cast.enrol())
    with refused("before the plan begins; write 2026-04-01"):
        move(cast, later, "forward", **{"from": "2026-03-20"})
    with refused("has ended by then"):
        move(cast, later, "hold", **{"from": "2026-04-21"})
    act(cast, stop_regimen, regimen, {"on": "2026-03-10", "reason": "done"})
    with refused("is stopped"):
        move(cast, regimen, "hold", **{"from": "2026-03-10"})


def test_a_button_that_is_pressed_twice_makes_one_step(cast: Cast) -> None:
    regimen = cast.start(titration())
    move(cast, regimen, "forward")
    with refused("was made already"):
        move(cast, regimen, "forward")
    assert len(versions(cast, regimen)) == 2


def test_a_plan_that_begins_later_is_moved_from_its_first_day(cast: Cast) -> None:
    regimen = cast.start(titration() | {"starts_on": "2026-03-20"})
    move(cast, regimen, "forward")
    assert story(cast, regimen) == ["20 entered 1 date", "20 step_forward 2 date"]


def test_a_hold_leaves_a_change_that_is_planned_for_later(cast: Cast, clock: VirtualClock) -> None:
    regimen = cast.start(titration())
    act(cast, change_regimen, regimen, daily(starts_on="2026-03-06", times=["08:00"]) | {"from": "2026-03-06"})
    move(cast, regimen, "hold", **{"from": "2026-03-04"})
    assert [(one.from_on.day, one.until_on and one.until_on.day) for one in versions(cast, regimen)] == [
        (2, 3),
        (6, None),
        (4, 5),
    ]
    for on in range(2, 8):
        go(cast, clock, f"2026-03-0{on} 09:00")
    assert list(planned(cast).values())[:6] == [1.5, 1.5, 1.5, 1.5, 50, 50]


def test_a_step_forward_over_the_daily_maximum_is_refused(cast: Cast) -> None:
    heavy = [{"quantity_mg": 50, "days": 30}, {"quantity_mg": 125}]
    pattern = {"type": "steps", "steps": heavy}
    regimen = cast.start(daily(starts_on="2026-03-02", pattern=pattern))
    cast.start(daily(starts_on="2026-03-02", ends_on="2026-03-20", times=["20:00"]))
    with refused("All regimens together come to 175 mg on 2026-03-10"):
        move(cast, regimen, "forward", **{"from": "2026-03-10"})
    move(cast, regimen, "forward", **{"from": "2026-03-21"})


# --- by a practitioner ---


def test_a_practitioner_is_told_once_when_the_days_are_over(cast: Cast, clock: VirtualClock) -> None:
    regimen = cast.start(titration(advance="practitioner"))
    go(cast, clock, "2026-03-04 23:59")
    assert "titration" not in cast.open_flags()
    go(cast, clock, "2026-03-05 00:00")
    (flag,) = [flag for flag in cast.flags() if flag.kind is FlagKind.TITRATION]
    assert (flag.severity, flag.detail) == (
        Severity.NORMAL,
        "Step 1 of 3 has lasted its days: go on, hold or step back?",
    )
    for on in ("05", "06", "09"):
        go(cast, clock, f"2026-03-{on} 12:00")
    (flag,) = [flag for flag in cast.flags() if flag.kind is FlagKind.TITRATION]
    assert flag.times == 1
    assert set(planned(cast).values()) == {1.5}
    move(cast, regimen, "forward")
    assert "titration" not in cast.open_flags(), "a decision closes it"
    go(cast, clock, "2026-03-13 00:00")
    assert "titration" in cast.open_flags(), "the next step has days of its own"


def test_a_changed_plan_is_a_decision_too_and_so_is_an_undone_hold(cast: Cast, clock: VirtualClock) -> None:
    regimen = cast.start(titration(advance="practitioner"))
    go(cast, clock, "2026-03-05 00:00")
    assert "titration" in cast.open_flags()
    act(cast, change_regimen, regimen, titration() | {"from": "2026-03-06"})
    assert "titration" not in cast.open_flags()
    go(cast, clock, "2026-03-06 09:00")
    cast.reply("I feel sick and dizzy since yesterday")
    assert "titration" in cast.open_flags()
    act(cast, undo_version, regimen, {"reason": "not from the tablets"})
    assert "titration" not in cast.open_flags()


def test_a_decision_about_one_plan_leaves_the_question_about_another(cast: Cast, clock: VirtualClock) -> None:
    first = cast.start(titration(advance="practitioner"))
    second = cast.start(titration(advance="practitioner") | {"times": ["20:00"]})
    go(cast, clock, "2026-03-05 00:00")
    move(cast, first, "forward")
    assert "titration" in cast.open_flags(), "the second plan waits"
    move(cast, second, "forward")
    assert "titration" not in cast.open_flags()


def test_a_step_without_days_never_flags(cast: Cast, clock: VirtualClock) -> None:
    cast.start(titration(advance="practitioner", steps=[{"quantity_mg": 1.5}, {"quantity_mg": 3}]))
    go(cast, clock, "2026-05-04 12:00")
    assert "titration" not in cast.open_flags()


def test_one_plan_that_cannot_be_read_holds_up_no_other(cast: Cast, clock: VirtualClock) -> None:
    broken = cast.start(titration(advance="practitioner"))
    other = cast.enrol()
    cast.start(titration(advance="practitioner"), other)
    with cast.rt.database.writing() as session:
        for version in session.scalars(select(RegimenVersion).where(RegimenVersion.regimen_id == broken)):
            version.plan = {"kind": "daily", "times": ["what"]}
    clock.move_to(datetime(2026, 3, 5, 0, 0, tzinfo=NEW_YORK))
    assert watch_titration(cast.rt) == 2
    assert cast.open_flags(other) == ["titration"]
    assert watch_titration(cast.rt) <= 1
