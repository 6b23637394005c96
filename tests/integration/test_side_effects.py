"""A reported side effect holds the next step up, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from adherence.actions import hold_step_up as hold_step_up_module
from adherence.db.regimens import Regimen
from adherence.domain.states import FlagKind, Severity, VersionCause
from tests.cast import Cast
from tests.conftest import VirtualClock
from tests.integration.steps import go, planned, story, titration, until_asked, versions
from tests.unit.regimens import daily

OVERRIDE = {"by": "Dr Hale", "reason": "seen every day"}


# --- side effects ---


def test_a_side_effect_holds_the_step_from_tomorrow_and_a_person_decides(cast: Cast, clock: VirtualClock) -> None:
    regimen = cast.start(titration())
    go(cast, clock, "2026-03-04 08:00")
    clock.pass_by(minutes=5)
    cast.reply("I feel sick and dizzy since yesterday")
    assert {"side_effect", "titration"} <= set(cast.open_flags())
    (flag,) = [flag for flag in cast.flags() if flag.kind is FlagKind.TITRATION]
    assert flag.severity is Severity.HIGH
    assert story(cast, regimen)[-1] == "05 step_held 1 practitioner"
    with cast.rt.database.reading() as session:
        assert session.get_one(Regimen, regimen).versions[-1].reason == "Side effect reported"
    sent = len(cast.texts())
    go(cast, clock, "2026-03-05 08:00")
    assert len(cast.texts()) > sent, "texts go on"
    assert planned(cast)["05"] == 1.5


def test_a_second_report_holds_nothing_twice(cast: Cast, clock: VirtualClock) -> None:
    regimen = cast.start(titration())
    go(cast, clock, "2026-03-03 09:00")
    for _ in range(2):
        clock.pass_by(minutes=5)
        cast.reply("I feel nauseous")
    go(cast, clock, "2026-03-04 09:00")
    cast.reply("still nauseous")
    assert len(versions(cast, regimen)) == 2


def test_a_first_larger_dose_that_has_not_begun_waits_too(cast: Cast, clock: VirtualClock) -> None:
    regimen = cast.start(titration() | {"times": ["20:00"]})
    go(cast, clock, "2026-03-05 10:00")
    assert planned(cast)["05"] == 3
    cast.reply("I have a terrible headache")
    assert planned(cast)["05"] == 1.5
    assert story(cast, regimen)[-1] == "05 step_held 1 practitioner"


def test_a_side_effect_takes_back_a_step_that_was_agreed_for_tomorrow(cast: Cast, clock: VirtualClock) -> None:
    regimen = cast.start(titration(advance="patient"))
    until_asked(cast, clock)
    clock.pass_by(minutes=1)
    cast.reply("1")
    clock.pass_by(minutes=1)
    cast.reply("I feel nauseous")
    assert story(cast, regimen)[-1] == "05 step_held 1 practitioner"
    go(cast, clock, "2026-03-05 09:00")
    assert planned(cast)["05"] == 1.5


def test_a_yes_beside_a_side_effect_steps_nowhere(cast: Cast, clock: VirtualClock) -> None:
    regimen = cast.start(titration(advance="patient"))
    until_asked(cast, clock)
    clock.pass_by(minutes=1)
    cast.reply("1 but I feel nauseous")
    assert [one.cause for one in versions(cast, regimen)] == [VersionCause.ENTERED, VersionCause.STEP_HELD]


@pytest.mark.parametrize(
    "plan",
    [
        daily(starts_on="2026-03-02"),
        titration(steps=[{"quantity_mg": 3, "days": 5}, {"quantity_mg": 1.5}]),
        titration(step=3),
        titration() | {"starts_on": "2026-03-20"},
    ],
    ids=["every day", "down", "last step", "not begun"],
)
def test_a_plan_that_would_not_step_up_is_not_held(cast: Cast, clock: VirtualClock, plan: dict[str, Any]) -> None:
    regimen = cast.start(plan)
    go(cast, clock, "2026-03-03 09:00")
    cast.reply("I feel nauseous")
    assert len(versions(cast, regimen)) == 1
    assert "titration" not in cast.open_flags()


def test_the_first_day_of_25_mg_is_held_too(cast: Cast, clock: VirtualClock) -> None:
    first_25 = {"type": "steps", "steps": [{"quantity_mg": 25, "days": 1}, {"quantity_mg": 50}]}
    cast.start(daily(starts_on="2026-03-02", pattern=first_25))
    go(cast, clock, "2026-03-02 09:00")
    cast.reply("I feel nauseous")
    assert planned(cast) == {"02": 25, "03": 25}


def test_where_the_clinic_decides_so_nothing_is_held(
    cast: Cast, clock: VirtualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = hold_step_up_module.policy_of
    monkeypatch.setattr(
        hold_step_up_module, "policy_of", lambda clinic: replace(real(clinic), titration_holds_on_side_effect=False)
    )
    regimen = cast.start(titration())
    go(cast, clock, "2026-03-03 09:00")
    cast.reply("I feel nauseous")
    assert len(versions(cast, regimen)) == 1
    assert cast.open_flags() == ["side_effect"]


def test_a_hold_is_made_although_another_plan_needed_the_override(cast: Cast, clock: VirtualClock) -> None:
    regimen = cast.start(titration())
    cast.start(daily(starts_on="2026-03-02", override=OVERRIDE))
    go(cast, clock, "2026-03-03 09:00")
    cast.reply("I feel nauseous")
    assert story(cast, regimen)[-1] == "04 step_held 1 practitioner"
