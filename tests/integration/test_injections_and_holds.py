"""Injections and holds together: a flag goes when its reason is gone, and nothing that lapsed is due by itself."""

from __future__ import annotations

from typing import Any

import pytest

from adherence.actions.deliver_messages import deliver_messages
from adherence.actions.enter_hold import EnteredHold, enter_hold
from adherence.actions.sign_gate import sign_gate
from adherence.actions.stop_regimen import stop_regimen
from adherence.actions.withdraw_hold import withdraw_hold
from adherence.db.holds import Hold
from adherence.db.patients import Patient
from adherence.db.regimens import Regimen
from adherence.domain.states import CycleStep, DoseState
from tests.cast import Cast, gate
from tests.conftest import VirtualClock
from tests.integration.injections import begin, correct, doses, give, go, lines


def hold(cast: Cast, kind: str, first: str, last: str, **more: Any) -> EnteredHold:
    data = {"kind": kind, "from": f"2026-{first}", "to": f"2026-{last}"} | more
    with cast.rt.database.writing() as session:
        return enter_hold(session, cast.ben, session.get_one(Patient, cast.ana), data, now=cast.rt.now())


def sign(cast: Cast) -> None:
    with cast.rt.database.writing() as session:
        answers = gate("short_acting", cast.rt.now())
        sign_gate(session, cast.ben, session.get_one(Patient, cast.ana), answers, now=cast.rt.now())


@pytest.mark.parametrize(
    ("fields", "left"), [({"reassessed": True}, ["overdose_risk"]), ({}, ["injection_lapsed", "overdose_risk"])]
)
def test_a_re_assessment_before_the_injection_after_a_journey_closes_the_lapse_of_the_held_one(
    cast: Cast, clock: VirtualClock, fields: dict[str, Any], left: list[str]
) -> None:
    begin(cast)
    hold(cast, "travel", "03-05", "03-25")
    go(cast, clock, "2026-03-18 04:01")
    assert cast.open_flags() == ["injection_lapsed", "overdose_risk"]
    go(cast, clock, "2026-03-26 15:00")
    warned = give(cast, **fields).warnings
    assert [sentence for sentence in warned if "re-assessment" in sentence] == list(warned)
    assert len(warned) == (0 if fields else 1)
    go(cast, clock, "2026-03-27 15:00")
    assert cast.open_flags() == left


def test_an_injection_given_in_time_after_a_stay_in_hospital_is_overdue_no_longer(
    cast: Cast, clock: VirtualClock
) -> None:
    begin(cast)
    go(cast, clock, "2026-03-11 15:00")
    assert cast.open_flags() == ["injection_overdue"]
    hold(cast, "hospital", "03-09", "03-12")
    go(cast, clock, "2026-03-13 15:00")
    sign(cast)
    assert doses(cast) == [("2026-03-10", DoseState.HELD), ("2026-03-13", DoseState.UPCOMING)]
    wrong = give(cast).injection.id
    assert cast.open_flags() == []
    correct(cast, wrong, withdraw=True)
    go(cast, clock, "2026-03-14 15:00")
    assert cast.open_flags() == ["injection_overdue"], "the one due on the restart was not given after all"


def test_the_end_of_a_hold_makes_no_injection_due_that_had_lapsed_before_it(cast: Cast, clock: VirtualClock) -> None:
    begin(cast, "2026-02-02")
    go(cast, clock, "2026-03-12 15:00")
    assert doses(cast) == [("2026-03-02", DoseState.NO_ANSWER)]
    hold(cast, "procedure", "03-14", "03-15")
    go(cast, clock, "2026-03-15 15:00")
    sign(cast)
    before = len(cast.texts())
    for day in (16, 17, 24):
        go(cast, clock, f"2026-03-{day} 15:00")
    assert doses(cast) == [("2026-03-02", DoseState.NO_ANSWER)]
    assert not [text for text in cast.texts()[before:] if "visit" in text]
    give(cast, reassessed=True)
    assert [on for on, _ in doses(cast)] == ["2026-03-02", "2026-04-21"]


def test_an_answer_about_a_visit_that_a_hold_covers_meanwhile_confirms_nothing(cast: Cast, clock: VirtualClock) -> None:
    begin(cast)
    go(cast, clock, "2026-03-07 15:01")
    assert "visit" in cast.texts()[-1]
    hold(cast, "travel", "03-08", "03-20")
    clock.pass_by(minutes=5)
    cast.reply("1")
    deliver_messages(cast.rt)
    assert cast.texts()[-1].startswith("Thank"), cast.texts()[-1]
    assert lines(cast, CycleStep.CONFIRMED) == []
    asked = next(flag for flag in cast.flags() if flag.kind == "help")
    assert asked.detail == "Answered about a visit while a hold covers it"


def test_an_overdue_injection_that_a_hold_covers_is_overdue_again_when_the_hold_is_withdrawn(
    cast: Cast, clock: VirtualClock
) -> None:
    begin(cast)
    go(cast, clock, "2026-03-11 15:00")
    assert cast.open_flags() == ["injection_overdue"]
    held = hold(cast, "procedure", "03-20", "03-21").hold.id
    assert cast.open_flags() == []
    go(cast, clock, "2026-03-12 15:00")
    assert cast.open_flags() == []
    with cast.rt.database.writing() as session:
        withdraw_hold(session, cast.ben, session.get_one(Hold, held), {"reason": "called off"}, now=cast.rt.now())
    go(cast, clock, "2026-03-12 15:01")
    assert cast.open_flags() == ["injection_overdue"]


@pytest.mark.parametrize(
    ("at", "before", "after"),
    [
        ("2026-03-11 15:00", ["injection_overdue"], []),
        ("2026-03-18 15:00", ["injection_lapsed", "overdose_risk"], ["injection_lapsed", "overdose_risk"]),
    ],
)
def test_a_stopped_plan_has_nothing_overdue_and_a_lapse_stays(
    cast: Cast, clock: VirtualClock, at: str, before: list[str], after: list[str]
) -> None:
    regimen_id = begin(cast)
    go(cast, clock, at)
    assert cast.open_flags() == before
    with cast.rt.database.writing() as session:
        data = {"on": at[:10], "reason": "wants tablets"}
        stop_regimen(session, cast.ben, session.get_one(Regimen, regimen_id), data, now=cast.rt.now())
    assert cast.open_flags() == after
