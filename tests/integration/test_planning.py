"""Planning: changes, pauses, zones, outages and clock jumps leave one dose for one occasion, and nothing stale."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import select

from adherence.actions.change_patient import change_patient
from adherence.actions.change_regimen import change_regimen
from adherence.actions.close_windows import close_windows
from adherence.actions.declare_risk_day import declare_risk_day
from adherence.actions.deliver_messages import deliver_messages
from adherence.actions.plan_doses import plan_doses
from adherence.actions.record_injection import record_injection
from adherence.actions.resolve_flag import resolve_flag
from adherence.actions.set_patient_status import set_patient_status
from adherence.actions.stop_regimen import stop_regimen
from adherence.actions.watch_injections import watch_injections
from adherence.db.communications import Communication
from adherence.db.doses import Dose
from adherence.db.flags import Flag
from adherence.db.patients import Patient
from adherence.db.regimens import Regimen, RegimenVersion
from adherence.domain.states import DoseState, FlagState, MessageState, RegimenState
from tests.cast import Cast
from tests.conftest import VirtualClock
from tests.unit.regimens import daily, injection, targeted

REMINDER = "Time for your 8:00. Reply 1 done, 2 later, 3 skip"


def go(cast: Cast, clock: VirtualClock, text: str) -> None:
    """Move the clock and do what is due."""
    clock.move_to(datetime.fromisoformat(text).replace(tzinfo=UTC))
    plan_doses(cast.rt)
    close_windows(cast.rt)
    deliver_messages(cast.rt)
    watch_injections(cast.rt)


def act(cast: Cast, action: Any, row: type[Any], row_id: Any, data: dict[str, Any]) -> Any:
    """Somebody of Ben's clinic does something to a row."""
    with cast.rt.database.writing() as session:
        return action(session, cast.ben, session.get_one(row, row_id), data, now=cast.rt.now())


def reminders(cast: Cast) -> list[str]:
    return [body for body in cast.texts() if body.startswith("Time for your")]


def dues(cast: Cast) -> list[str]:
    return [f"{dose.due_at:%d %H:%M}" for dose in cast.doses()]


def test_texts_come_back_after_a_pause_that_ends_soon(cast: Cast, clock: VirtualClock) -> None:
    cast.start(daily(times=["08:00"], starts_on="2026-03-02"))
    act(cast, set_patient_status, Patient, cast.ana, {"status": "paused", "until": "2026-03-03"})
    go(cast, clock, "2026-03-02 13:00")
    assert reminders(cast) == []
    go(cast, clock, "2026-03-03 05:01")
    assert cast.doses()[0].state is DoseState.HELD
    go(cast, clock, "2026-03-03 13:00")
    assert reminders(cast) == [REMINDER]


def test_a_patient_who_returns_is_planned_again(cast: Cast, clock: VirtualClock) -> None:
    cast.start(daily(times=["08:00"], starts_on="2026-03-02"))
    act(cast, set_patient_status, Patient, cast.ana, {"status": "discharged", "reason": "moved"})
    assert dues(cast) == []
    act(cast, set_patient_status, Patient, cast.ana, {"status": "active"})
    go(cast, clock, "2026-03-02 13:00")
    assert reminders(cast) == [REMINDER]


def test_a_stopped_regimen_sends_nothing_more_on_that_day(cast: Cast, clock: VirtualClock) -> None:
    regimen = cast.start(daily(times=["08:00"], starts_on="2026-03-02"))
    go(cast, clock, "2026-03-02 13:00")
    clock.pass_by(minutes=5)
    act(cast, stop_regimen, Regimen, regimen, {"on": "2026-03-02", "reason": "done"})
    go(cast, clock, "2026-03-02 14:00")
    go(cast, clock, "2026-03-03 13:00")
    assert len(reminders(cast)) == 1
    assert len(cast.texts()) == 2


def test_a_regimen_that_ends_later_becomes_stopped_on_that_day(cast: Cast, clock: VirtualClock) -> None:
    regimen = cast.start(daily(times=["08:00"], starts_on="2026-03-02"))
    act(cast, stop_regimen, Regimen, regimen, {"on": "2026-03-04", "reason": "done"})
    for day in (2, 3, 4, 5):
        go(cast, clock, f"2026-03-0{day} 13:00")
    assert dues(cast) == ["02 13:00", "03 13:00"]
    with cast.rt.database.reading() as session:
        assert session.get_one(Regimen, regimen).state is RegimenState.STOPPED


def test_a_change_of_time_today_never_makes_a_second_dose_of_a_once_a_day_plan(cast: Cast, clock: VirtualClock) -> None:
    regimen = cast.start(daily(times=["08:00"], starts_on="2026-03-02"))
    go(cast, clock, "2026-03-02 13:00")
    clock.pass_by(minutes=5)
    late = {"agreed_hours": {"by": "patient", "on": "2026-03-01"}}
    act(cast, change_regimen, Regimen, regimen, daily(times=["21:30"], **late) | {"from": "2026-03-02"})
    go(cast, clock, "2026-03-03 02:30")
    assert len(reminders(cast)) == 1
    go(cast, clock, "2026-03-04 02:30")
    assert len(reminders(cast)) == 2
    assert dues(cast)[:2] == ["02 13:00", "04 02:30"]


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "Pacific/Kiritimati", "America/Los_Angeles", "Europe/London"])
def test_a_move_keeps_twelve_hours_between_first_reminders(cast: Cast, clock: VirtualClock, zone: str) -> None:
    cast.start(daily(times=["08:00"], starts_on="2026-03-02"))
    go(cast, clock, "2026-03-02 13:00")
    clock.pass_by(hours=2)
    act(cast, change_patient, Patient, cast.ana, {"time_zone": zone})
    due = [dose.due_at for dose in cast.doses()]
    assert all(later - earlier >= timedelta(hours=12) for earlier, later in pairwise(due))
    assert due[-1] > clock.at, "the plan goes on"


def test_a_dose_that_is_open_during_a_move_ends_where_the_next_slot_now_begins(cast: Cast, clock: VirtualClock) -> None:
    cast.start(daily(times=["08:00"], starts_on="2026-03-02"))
    go(cast, clock, "2026-03-02 13:00")
    clock.pass_by(hours=2)
    act(cast, change_patient, Patient, cast.ana, {"time_zone": "Asia/Kolkata"})
    go(cast, clock, "2026-03-03 02:30")
    clock.pass_by(minutes=1)
    cast.reply("1")
    assert [dose.state for dose in cast.doses()[:2]] == [DoseState.NO_ANSWER, DoseState.TAKEN]


def test_a_dose_that_is_open_during_a_change_of_times_ends_where_the_next_slot_now_begins(
    cast: Cast, clock: VirtualClock
) -> None:
    regimen = cast.start(daily(times=["08:00", "20:00"], starts_on="2026-03-02"))
    go(cast, clock, "2026-03-02 13:00")
    clock.pass_by(minutes=5)
    act(
        cast,
        change_regimen,
        Regimen,
        regimen,
        daily(times=["08:00", "09:30", "20:00"]) | {"from": "2026-03-02"},
    )
    with cast.rt.database.reading() as session:
        late = select(Communication).where(Communication.dose_id == cast.doses()[0].id)
        nudge = session.scalars(late.where(Communication.purpose == "nudge")).one()
    assert f"{nudge.expires_at:%H:%M}" == "14:30", "the nudge of 14:00 no longer outlives its window"
    go(cast, clock, "2026-03-02 14:30")
    clock.pass_by(minutes=1)
    cast.reply("1")
    assert [dose.state for dose in cast.doses()[:3]] == [DoseState.NO_ANSWER, DoseState.TAKEN, DoseState.UPCOMING]


def test_an_outage_of_two_days_leaves_rows_with_reasons_and_nothing_stale(cast: Cast, clock: VirtualClock) -> None:
    cast.start(daily(times=["08:00"], starts_on="2026-03-02"))
    go(cast, clock, "2026-03-04 15:00")
    assert cast.states()[:3] == [DoseState.NO_ANSWER, DoseState.NO_ANSWER, DoseState.OPEN]
    assert [dose.reason for dose in cast.doses()[:2]] == ["undelivered", "undelivered"]
    assert reminders(cast) == [REMINDER], "only today's, which is still in its window"
    assert not any(body.startswith("Checking in") for body in cast.texts())
    with cast.rt.database.reading() as session:
        query = select(Communication).join(Dose, Communication.dose_id == Dose.id)
        stale = session.scalars(query.where(Dose.on < cast.doses()[2].on)).all()
    assert {(text.state, text.reason) for text in stale} == {(MessageState.EXPIRED, "expired")}
    assert "consecutive_days" not in cast.open_flags(), "a silent system is not a silent patient"


@pytest.mark.parametrize("jump", [timedelta(hours=1), timedelta(days=1), timedelta(days=3653), timedelta(days=-3653)])
def test_a_clock_jump_neither_bursts_nor_floods(cast: Cast, clock: VirtualClock, jump: timedelta) -> None:
    cast.start(daily(times=["08:00"], starts_on="2026-03-02"))
    go(cast, clock, "2026-03-02 13:00")
    clock.at += jump
    for _ in range(2):
        plan_doses(cast.rt)
        close_windows(cast.rt)
        deliver_messages(cast.rt)
    assert len(cast.texts()) <= 4
    with cast.rt.database.reading() as session:
        assert len(session.scalars(select(Dose.id)).all()) < 40


def test_a_plan_that_cannot_be_read_holds_up_nobody_else(cast: Cast, clock: VirtualClock) -> None:
    broken = cast.start(daily(times=["08:00"], starts_on="2026-03-02"))
    other = cast.enrol()
    cast.start(daily(times=["08:00"], starts_on="2026-03-02"), other)
    with cast.rt.database.writing() as session:
        for version in session.scalars(select(RegimenVersion).where(RegimenVersion.regimen_id == broken)):
            version.plan = {"kind": "daily", "times": ["what"]}
    for day in (3, 4, 5):
        go(cast, clock, f"2026-03-0{day} 13:00")
    assert len([body for body in cast.texts(other) if body == REMINDER]) == 3
    assert "delivery" in cast.open_flags()


@pytest.mark.parametrize(
    ("given", "next_due"), [("2026-03-28 15:00", "2026-04-25"), ("2026-04-06 15:00", "2026-05-04")]
)
def test_an_injection_moves_the_next_due_date_to_what_was_given(
    cast: Cast, clock: VirtualClock, given: str, next_due: str
) -> None:
    cast.start(injection(starts_on="2026-03-02", given_on=["2026-03-02"]), agent="short_acting")
    assert [str(dose.on) for dose in cast.doses()] == ["2026-03-30"]
    go(cast, clock, given)
    entered = {"quantity_mg": 380, "side": "left", "lot": "A1"}
    act(cast, record_injection, Patient, cast.ana, entered)
    assert [str(dose.on) for dose in cast.doses()][-1] == next_due
    assert cast.doses()[0].state in (DoseState.TAKEN, DoseState.TAKEN_LATE)
    assert "injection_overdue" not in cast.open_flags()


def test_an_injection_that_was_not_given_stays_due(cast: Cast, clock: VirtualClock) -> None:
    cast.start(injection(starts_on="2026-03-02", given_on=["2026-02-02"]), agent="short_acting")
    act(cast, record_injection, Patient, cast.ana, {"not_given": True, "reason": "transport"})
    assert [(str(dose.on), dose.state) for dose in cast.doses()] == [("2026-03-02", DoseState.UPCOMING)]


@pytest.mark.parametrize("paused", [False, True])
def test_a_lapse_reaches_staff_within_a_minute_also_during_a_pause(
    cast: Cast, clock: VirtualClock, paused: bool
) -> None:
    cast.start(injection(starts_on="2026-03-02", given_on=["2026-02-02"]), agent="short_acting")
    if paused:
        act(cast, set_patient_status, Patient, cast.ana, {"status": "paused"})
    go(cast, clock, "2026-03-10 03:59")
    assert cast.open_flags() == ["injection_overdue"]
    go(cast, clock, "2026-03-10 04:01")
    assert cast.open_flags() == ["injection_lapsed", "overdose_risk"]
    entered = {"quantity_mg": 380, "side": "right", "lot": "A1"}
    act(cast, record_injection, Patient, cast.ana, entered)
    assert str(cast.doses()[-1].on) == "2026-04-07"


@pytest.mark.parametrize(("agent", "days"), [("short_acting", 2), ("none", 3)])
def test_days_without_a_dose_reach_staff(cast: Cast, clock: VirtualClock, agent: str, days: int) -> None:
    cast.start(daily(times=["08:00"], starts_on="2026-03-02"), agent=agent)
    for day in range(2, 2 + days):
        assert "consecutive_days" not in cast.open_flags()
        go(cast, clock, f"2026-03-0{day} 13:00")
        go(cast, clock, f"2026-03-0{day + 1} 05:00")
    assert "consecutive_days" in cast.open_flags()


def test_days_that_were_skipped_out_loud_count_too(cast: Cast, clock: VirtualClock) -> None:
    cast.start(daily(times=["08:00"], starts_on="2026-03-02"), agent="short_acting")
    for day in (2, 3):
        go(cast, clock, f"2026-03-0{day} 13:00")
        clock.pass_by(minutes=1)
        cast.reply("3")
    assert "consecutive_days" in cast.open_flags()


def test_after_three_silent_days_an_opioid_patient_is_asked_to_check_in_first(cast: Cast, clock: VirtualClock) -> None:
    cast.start(daily(times=["08:00"], starts_on="2026-03-02"), agent="long_acting")
    for day in (2, 3, 4):
        go(cast, clock, f"2026-03-0{day} 13:00")
        go(cast, clock, f"2026-03-0{day + 1} 05:00")
    before = len(cast.texts())
    go(cast, clock, "2026-03-05 13:00")
    assert len(cast.texts()) == before + 1
    assert cast.texts()[-1] != REMINDER
    go(cast, clock, "2026-03-05 14:00")
    assert len(cast.texts()) == before + 1, "it has no nudge"
    clock.pass_by(minutes=1)
    cast.reply("took it")
    go(cast, clock, "2026-03-06 13:00")
    assert cast.texts()[-1] == REMINDER
    restart = next(flag for flag in cast.flags() if flag.kind.value == "restart")
    assert restart.state is FlagState.OPEN
    act(cast, resolve_flag, Flag, restart.id, {"outcome": "called"})


def test_a_risk_day_declared_late_is_prompted_at_once_and_a_declared_one_at_its_time(
    cast: Cast, clock: VirtualClock
) -> None:
    cast.start(targeted(starts_on="2026-03-02", risk_weekdays=[]))
    act(cast, declare_risk_day, Patient, cast.ana, {"on": "2026-03-03", "anticipated_at": "20:00"})
    go(cast, clock, "2026-03-02 23:30")
    act(cast, declare_risk_day, Patient, cast.ana, {"on": "2026-03-02", "anticipated_at": "19:00"})
    before = len(cast.texts())
    deliver_messages(cast.rt)
    assert len(cast.texts()) == before + 1
    assert dues(cast) == ["02 22:30", "03 23:30"]


def test_an_action_keeps_what_it_changed_on_a_patient_read_elsewhere(cast: Cast) -> None:
    patient = cast.patient()
    with cast.rt.database.writing() as session:
        set_patient_status(session, cast.ben, patient, {"status": "paused"}, now=cast.rt.now())
        change_patient(session, cast.ben, patient, {"language": "es"}, now=cast.rt.now())
    stored = cast.patient()
    assert (stored.status.value, stored.language) == ("paused", "es")
