"""Two regimens at once: one daily maximum over all versions that still have days, and texts for both."""

from __future__ import annotations

from typing import Any

import pytest

from adherence.actions.change_regimen import change_regimen
from adherence.actions.stop_regimen import stop_regimen
from tests.cast import Cast
from tests.conftest import VirtualClock
from tests.integration.steps import act, go, refused, titration
from tests.unit.regimens import daily, targeted

# --- two regimens at once ---


def test_the_version_that_still_runs_counts_beside_another_plan(cast: Cast) -> None:
    heavy = cast.start(daily(starts_on="2026-03-02", pattern={"type": "every_day", "quantity_mg": 100}))
    act(cast, change_regimen, heavy, daily(starts_on="2026-03-02") | {"from": "2026-03-20"})
    hundred = daily(starts_on="2026-03-10", times=["20:00"], pattern={"type": "every_day", "quantity_mg": 100})
    with refused("come to 200 mg on 2026-03-10"):
        cast.start(hundred)
    cast.start(hundred | {"starts_on": "2026-03-20"})


def test_a_change_that_is_still_to_come_counts_beside_another_plan(cast: Cast) -> None:
    first = cast.start(daily(starts_on="2026-03-02"))
    rises = daily(starts_on="2026-03-02", pattern={"type": "every_day", "quantity_mg": 100})
    act(cast, change_regimen, first, rises | {"from": "2026-04-01"})
    hundred = daily(starts_on="2026-03-10", times=["20:00"], pattern={"type": "every_day", "quantity_mg": 100})
    with refused("come to 200 mg on 2026-04-01"):
        cast.start(hundred)
    cast.start(hundred | {"ends_on": "2026-03-31"})


def test_a_plan_counts_until_the_day_before_it_stops(cast: Cast) -> None:
    first = cast.start(daily(starts_on="2026-03-02"))
    act(cast, stop_regimen, first, {"on": "2026-03-10", "reason": "switches to a low dose"})
    low = titration() | {"starts_on": "2026-03-09"}
    with refused("low-dose plan and a 50 mg plan"):
        cast.start(low)
    cast.start(low | {"starts_on": "2026-03-10"})


def test_a_change_is_checked_from_its_own_day_on(cast: Cast, clock: VirtualClock) -> None:
    cast.start(daily(starts_on="2026-03-02", ends_on="2026-03-05", pattern={"type": "every_day", "quantity_mg": 100}))
    second = cast.start(daily(starts_on="2026-03-02", times=["20:00"]))
    go(cast, clock, "2026-03-06 09:00")
    rises = daily(starts_on="2026-03-02", times=["20:00"], pattern={"type": "every_day", "quantity_mg": 100})
    act(cast, change_regimen, second, rises | {"from": "2026-03-06"})


@pytest.mark.parametrize("override", [{}, {"by": "Dr Hale"}, {"reason": "x"}, {"by": " ", "reason": "x"}, "Dr Hale"])
def test_an_override_names_who_and_why(cast: Cast, override: Any) -> None:
    with refused("override", conflict=False):
        cast.start(daily(starts_on="2026-03-02", pattern={"type": "every_day", "quantity_mg": 200}, override=override))


def test_half_a_tablet_daily_and_half_when_needed_are_both_prompted(cast: Cast, clock: VirtualClock) -> None:
    """The ask, the prompt, the reminder and its nudge are four texts: twice the two slots of that day."""
    half = {"type": "every_day", "quantity_mg": 25}
    cast.start(daily(starts_on="2026-03-02", pattern=half))
    cast.start(targeted(starts_on="2026-03-02", quantity_mg=25, risk_weekdays=["mon"]))
    for at in ("08:00", "09:00", "15:00", "17:30"):
        go(cast, clock, f"2026-03-02 {at}")
    bodies = cast.texts()[-4:]
    assert [body.split(" ")[0] for body in bodies] == ["Time", "Checking", "Is", "Time"]


def test_two_regimens_keep_their_twelve_hours_each_for_itself(cast: Cast, clock: VirtualClock) -> None:
    half = {"type": "every_day", "quantity_mg": 25}
    cast.start(daily(starts_on="2026-03-02", pattern=half))
    cast.start(daily(starts_on="2026-03-02", times=["10:00"], pattern=half))
    for at in ("2026-03-02 08:00", "2026-03-02 10:00", "2026-03-03 08:00", "2026-03-03 10:00"):
        go(cast, clock, at)
    assert [f"{dose.on:%d} {dose.slot}" for dose in cast.doses()][:4] == [
        "02 08:00",
        "02 10:00",
        "03 08:00",
        "03 10:00",
    ]
    assert len([body for body in cast.texts() if body.startswith("Time for your 10:00")]) == 2
