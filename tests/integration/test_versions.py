"""A change makes a version; what was planned for the past stays, and a change can be undone."""

from __future__ import annotations

import shutil
import tempfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adherence.actions.change_regimen import change_regimen
from adherence.actions.close_windows import close_windows
from adherence.actions.deliver_messages import deliver_messages
from adherence.actions.plan_doses import plan_doses
from adherence.actions.stop_regimen import stop_regimen
from adherence.actions.undo_version import undo_version
from adherence.actions.watch_titration import watch_titration
from adherence.db.regimens import Regimen
from adherence.domain.errors import Refused
from adherence.domain.states import DoseState, VersionCause
from tests.cast import Cast, make_cast
from tests.conftest import VirtualClock, make_runtime, sqlite_copy
from tests.integration.steps import NEW_YORK, act, go, move, planned, refused, titration, versions
from tests.unit.regimens import daily

# --- versions ---


def test_a_change_of_today_after_the_dose_was_taken_makes_no_second_one(cast: Cast, clock: VirtualClock) -> None:
    regimen = cast.start(daily(starts_on="2026-03-02"))
    go(cast, clock, "2026-03-02 08:00")
    clock.pass_by(minutes=5)
    cast.reply("1")
    act(cast, change_regimen, regimen, daily(starts_on="2026-03-02", times=["20:00"]) | {"from": "2026-03-02"})
    for on in ("2026-03-02 20:00", "2026-03-03 08:00", "2026-03-03 20:00"):
        go(cast, clock, on)
    assert [(f"{dose.on:%d} {dose.slot}", dose.state_at(clock.at)) for dose in cast.doses()][:2] == [
        ("02 08:00", DoseState.TAKEN),
        ("03 20:00", DoseState.OPEN),
    ]


@pytest.mark.parametrize(
    ("times", "mg", "later"),
    [
        (["08:00", "20:00"], 25, []),
        (["10:00", "20:00"], 50, ["20:00"]),
        (["07:00", "20:30"], 25, []),
        (["12:00", "16:00", "20:00"], 25, ["16:00"]),
        (["21:00"], 50, []),
    ],
)
def test_a_change_adds_no_tablet_to_a_day_that_has_begun(
    cast: Cast, clock: VirtualClock, times: list[str], mg: float, later: list[str]
) -> None:
    regimen = cast.start(daily(starts_on="2026-03-02"))
    go(cast, clock, "2026-03-02 09:00")
    pattern = {"type": "every_day", "quantity_mg": mg}
    changed = daily(
        starts_on="2026-03-02", times=times, pattern=pattern, agreed_hours={"by": "patient", "on": "2026-03-02"}
    )
    act(cast, change_regimen, regimen, changed | {"from": "2026-03-02"})
    go(cast, clock, "2026-03-02 22:00")
    today = [dose.slot for dose in cast.doses() if dose.on == date(2026, 3, 2)]
    assert today == ["08:00", *later]


def test_a_change_keeps_its_reason_and_its_cause(cast: Cast) -> None:
    regimen = cast.start(daily(starts_on="2026-03-02"))
    changed = daily(starts_on="2026-03-02", times=["09:00"])
    act(cast, change_regimen, regimen, changed | {"from": "2026-03-04", "reason": "works nights"})
    act(cast, change_regimen, regimen, changed | {"from": "2026-03-05"})
    with cast.rt.database.reading() as session:
        found = session.get_one(Regimen, regimen).versions
        assert [(one.cause, one.reason) for one in found] == [
            (VersionCause.ENTERED, None),
            (VersionCause.CHANGED, "works nights"),
            (VersionCause.CHANGED, None),
        ]
    for wrong in ("", 5, "x" * 1001):
        with refused("reason", conflict=False):
            act(cast, change_regimen, regimen, changed | {"from": "2026-03-05", "reason": wrong})


def test_a_change_can_be_undone_and_the_undoing_too(cast: Cast, clock: VirtualClock) -> None:
    regimen = cast.start(daily(starts_on="2026-03-02"))
    act(cast, change_regimen, regimen, daily(starts_on="2026-03-02", times=["12:00"]) | {"from": "2026-03-02"})
    act(cast, undo_version, regimen, {"reason": "wrong patient"})
    assert cast.doses()[0].slot == "08:00"
    act(cast, undo_version, regimen, {"reason": "it was right"})
    assert cast.doses()[0].slot == "12:00"
    assert [one.cause.value for one in versions(cast, regimen)] == ["entered", "changed", "reverted", "reverted"]
    assert [one.number for one in versions(cast, regimen)] == [1, 2, 3, 4]


def test_undoing_a_change_that_is_still_to_come_leaves_today_alone(cast: Cast, clock: VirtualClock) -> None:
    regimen = cast.start(daily(starts_on="2026-03-02"))
    go(cast, clock, "2026-03-02 09:00")
    act(cast, change_regimen, regimen, daily(starts_on="2026-03-02", times=["20:00"]) | {"from": "2026-03-04"})
    act(cast, undo_version, regimen, {"reason": "changed our minds"})
    for on in ("03", "04", "05"):
        go(cast, clock, f"2026-03-{on} 09:00")
    assert {dose.slot for dose in cast.doses()} == {"08:00"}


def test_undoing_a_hold_goes_on_where_the_plan_was_left(cast: Cast, clock: VirtualClock) -> None:
    regimen = cast.start(titration())
    go(cast, clock, "2026-03-03 09:00")
    move(cast, regimen, "hold")
    go(cast, clock, "2026-03-20 07:00")
    act(cast, undo_version, regimen, {"reason": "tolerates it"})
    for on in ("20", "21", "22"):
        go(cast, clock, f"2026-03-{on} 09:00")
    assert [planned(cast)[on] for on in ("20", "21", "22")] == [1.5, 3, 3]


def test_undoing_a_hold_before_a_planned_change_brings_back_what_it_interrupted(
    cast: Cast, clock: VirtualClock
) -> None:
    regimen = cast.start(titration())
    evening = titration() | {"times": ["20:00"]}
    act(cast, change_regimen, regimen, evening | {"from": "2026-03-20"})
    go(cast, clock, "2026-03-03 09:00")
    move(cast, regimen, "hold")
    go(cast, clock, "2026-03-06 07:00")
    act(cast, undo_version, regimen, {"reason": "tolerates it"})
    entered, change, held, reverted = versions(cast, regimen)
    assert (reverted.from_on, reverted.until_on) == (date(2026, 3, 6), date(2026, 3, 19))
    assert reverted.plan["times"] == entered.plan["times"] == ["08:00"]
    assert (change.from_on, change.until_on) == (date(2026, 3, 20), None), "what was planned stays planned"
    act(cast, undo_version, regimen, {"reason": "it was right"})
    assert versions(cast, regimen)[-1].plan["pattern"] == held.plan["pattern"]
    go(cast, clock, "2026-03-20 07:00")
    with refused("the change ended on 2026-03-19"):
        act(cast, undo_version, regimen, {"reason": "x"})


def test_undoing_the_undoing_of_a_change_still_to_come_brings_the_change(cast: Cast, clock: VirtualClock) -> None:
    regimen = cast.start(daily(starts_on="2026-03-02"))
    go(cast, clock, "2026-03-03 09:00")
    act(cast, change_regimen, regimen, daily(starts_on="2026-03-02", times=["20:00"]) | {"from": "2026-03-06"})
    act(cast, undo_version, regimen, {"reason": "changed our minds"})
    act(cast, undo_version, regimen, {"reason": "and again"})
    assert versions(cast, regimen)[-1].plan["times"] == ["20:00"]


def test_an_undo_that_cannot_be_is_refused(cast: Cast, clock: VirtualClock) -> None:
    regimen = cast.start(daily(starts_on="2026-03-02", ends_on="2026-03-05"))
    with refused("one version only"):
        act(cast, undo_version, regimen, {"reason": "x"})
    with refused("reason", conflict=False):
        act(cast, undo_version, regimen, {})
    act(cast, change_regimen, regimen, daily(starts_on="2026-03-02") | {"from": "2026-03-04"})
    go(cast, clock, "2026-03-09 09:00")
    with refused("the plan before ended on 2026-03-05"):
        act(cast, undo_version, regimen, {"reason": "x"})
    act(cast, stop_regimen, regimen, {"on": "2026-03-09", "reason": "done"})
    with refused("was stopped"):
        act(cast, undo_version, regimen, {"reason": "x"})


# --- any sequence ---

MOVES = st.lists(
    st.tuples(
        st.sampled_from(["forward", "hold", "back", "undo", "change", "sick", "yes"]),
        st.integers(0, 40),
        st.integers(0, 2),
    ),
    min_size=1,
    max_size=7,
)


@pytest.mark.slow
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(advance=st.sampled_from(["date", "practitioner", "patient"]), moves=MOVES, evening=st.booleans())
def test_any_moves_keep_every_past_quantity_and_never_exceed_the_highest_step(
    sqlite_template: Path, advance: str, moves: list[tuple[str, int, int]], evening: bool
) -> None:
    folder = Path(tempfile.mkdtemp(prefix="ti", dir="/tmp"))
    clock = VirtualClock()
    runtime = make_runtime(sqlite_copy(sqlite_template, folder), clock)
    try:
        cast = make_cast(next(runtime))
        regimen = cast.start(titration(advance=advance) | {"times": ["20:00" if evening else "08:00"]})
        begun: dict[tuple[date, str], float] = {}
        for name, hours, ahead in moves:
            clock.pass_by(hours=hours)
            for job in (plan_doses, close_windows, watch_titration, deliver_messages):
                job(cast.rt)
            _note_begun(cast, begun)
            _do(cast, regimen, name, ahead)
            _note_begun(cast, begun)
            doses = cast.doses()
            assert len({(dose.on, dose.slot) for dose in doses}) == len(doses)
            assert len({dose.on for dose in doses}) == len(doses), "once a day is once a day"
            assert all(dose.quantity_mg <= 4.5 for dose in doses)
    finally:
        next(runtime, None)
        shutil.rmtree(folder, ignore_errors=True)


def _note_begun(cast: Cast, begun: dict[tuple[date, str], float]) -> None:
    """What has begun keeps its quantity for ever."""
    now = {(dose.on, dose.slot): dose for dose in cast.doses()}
    for key, quantity_mg in begun.items():
        assert now[key].quantity_mg == quantity_mg
    for key, dose in now.items():
        if dose.window_opens_at <= cast.rt.now():
            begun.setdefault(key, dose.quantity_mg)


def _do(cast: Cast, regimen: str, name: str, ahead: int) -> None:
    today = cast.rt.now().astimezone(NEW_YORK).date()
    on = (today + timedelta(days=ahead)).isoformat()
    try:
        match name:
            case "undo":
                act(cast, undo_version, regimen, {"reason": "x"})
            case "change":
                act(cast, change_regimen, regimen, titration(step=2) | {"starts_on": on, "from": on})
            case "sick":
                cast.reply("I feel nauseous")
            case "yes":
                cast.reply("1")
            case _:
                move(cast, regimen, name, **({"from": on} if ahead else {}))
    except Refused:
        pass
