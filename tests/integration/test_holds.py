"""Holds: nothing is sent or counted while one covers the day, and the plan goes on where it must."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from adherence.actions import watch_holds as watch_holds_module
from adherence.actions.change_patient import change_patient
from adherence.actions.change_regimen import change_regimen
from adherence.actions.claim_messages import claim_messages
from adherence.actions.close_windows import close_windows
from adherence.actions.declare_risk_day import declare_risk_day
from adherence.actions.deliver_messages import deliver_messages
from adherence.actions.end_hold import end_hold
from adherence.actions.enter_hold import EnteredHold, enter_hold
from adherence.actions.gate_messages import gate_messages
from adherence.actions.plan_doses import plan_doses
from adherence.actions.queue_text import queue_text
from adherence.actions.record_administration import record_administration, undo_administration
from adherence.actions.record_injection import record_injection
from adherence.actions.release_holds import ASK
from adherence.actions.resolve_flag import resolve_flag
from adherence.actions.set_patient_status import set_patient_status
from adherence.actions.sign_gate import sign_gate
from adherence.actions.stop_regimen import stop_regimen
from adherence.actions.watch_holds import watch_holds
from adherence.actions.watch_injections import watch_injections
from adherence.actions.withdraw_hold import restore_hold, withdraw_hold
from adherence.db.communications import Communication
from adherence.db.doses import Dose
from adherence.db.flags import Flag
from adherence.db.holds import Hold
from adherence.db.patients import Patient
from adherence.db.regimens import Regimen
from adherence.domain.errors import Refused
from adherence.domain.states import DoseState, FlagState, MessageState, PlanKind
from tests.cast import Cast, gate
from tests.conftest import VirtualClock
from tests.unit.regimens import daily, injection, targeted

REMINDER = "Time for your 8:00. Reply 1 done, 2 later, 3 skip"
HELD, UPCOMING, OPEN = DoseState.HELD, DoseState.UPCOMING, DoseState.OPEN
GIVEN = {"quantity_mg": 380, "side": "left", "lot": "A1"}


def go(cast: Cast, clock: VirtualClock, text: str) -> None:
    """Move the clock and do what is due."""
    clock.move_to(datetime.fromisoformat(text).replace(tzinfo=UTC))
    work(cast)


def work(cast: Cast) -> None:
    plan_doses(cast.rt)
    close_windows(cast.rt)
    deliver_messages(cast.rt)
    watch_injections(cast.rt)
    watch_holds(cast.rt)


def each_day(cast: Cast, clock: VirtualClock, first: int, last: int, *, answer: bool = True) -> None:
    """Let days of March pass, each with its night and morning; what is open then is answered (08:00 in New York)."""
    for day in range(first, last + 1):
        go(cast, clock, f"2026-03-{day:02d} 05:30")
        go(cast, clock, f"2026-03-{day:02d} 13:30")
        if answer and OPEN in [dose.state_at(clock.at) for dose in cast.doses() if dose.kind is not PlanKind.INJECTION]:
            cast.reply("1")
        go(cast, clock, f"2026-03-{day:02d} 19:00")


def act(cast: Cast, action: Any, row: type[Any], row_id: Any, data: dict[str, Any]) -> Any:
    """Somebody of Ben's clinic does something to a row."""
    with cast.rt.database.writing() as session:
        return action(session, cast.ben, session.get_one(row, row_id), data, now=cast.rt.now())


def hold(cast: Cast, kind: str, first: str, last: str, **more: Any) -> str:
    """Enter a hold for Ana; gives its id."""
    data = {"kind": kind, "from": f"2026-{first}", "to": f"2026-{last}", "reason": "told us"} | more
    entered: EnteredHold = act(cast, enter_hold, Patient, cast.ana, data)
    return entered.hold.id


def sign(cast: Cast, agent: str = "none", **changes: Any) -> None:
    act(cast, sign_gate, Patient, cast.ana, gate(agent, cast.rt.now()) | changes)


def stored(cast: Cast, hold_id: str) -> Hold:
    with cast.rt.database.reading() as session:
        return session.get_one(Hold, hold_id)


def by_day(cast: Cast) -> dict[str, DoseState]:
    """Each local date with the state of its dose."""
    return {f"{dose.on:%m-%d}": dose.state_at(cast.rt.now()) for dose in cast.doses()}


def refusal(cast: Cast, action: Any, row: type[Any], row_id: Any, data: dict[str, Any]) -> Refused:
    with pytest.raises(Refused) as caught:
        act(cast, action, row, row_id, data)
    return caught.value


def reminders(cast: Cast) -> int:
    return cast.texts().count(REMINDER)


def test_tablets_are_held_from_the_first_day_away_to_the_last_and_go_on_by_themselves(
    cast: Cast, clock: VirtualClock
) -> None:
    cast.start(daily(starts_on="2026-03-02"))
    hold(cast, "travel", "03-03", "03-05")
    each_day(cast, clock, 2, 6, answer=False)
    assert by_day(cast)["03-02"] is DoseState.NO_ANSWER
    assert [by_day(cast)[f"03-0{day}"] for day in (3, 4, 5)] == [HELD] * 3
    assert {dose.reason for dose in cast.doses() if dose.state is HELD} == {"hold_travel"}
    assert by_day(cast)["03-06"] is OPEN
    assert reminders(cast) == 2
    assert cast.open_flags() == []


def test_a_hold_from_today_takes_the_open_dose_and_leaves_an_answered_one(cast: Cast, clock: VirtualClock) -> None:
    cast.start(daily(starts_on="2026-03-02", times=["08:00", "12:00", "18:00"]))
    go(cast, clock, "2026-03-02 13:01")
    clock.pass_by(minutes=5)
    cast.reply("1")
    go(cast, clock, "2026-03-02 17:01")
    hold(cast, "hospital", "03-02", "03-03")
    assert [dose.state for dose in cast.doses()[:4]] == [DoseState.TAKEN, HELD, HELD, HELD]
    before = len(cast.texts())
    each_day(cast, clock, 3, 3)
    assert len(cast.texts()) == before


@pytest.mark.parametrize("kind", ["hospital", "procedure"])
def test_after_hospital_or_a_procedure_doses_wait_for_a_newly_signed_gate(
    cast: Cast, clock: VirtualClock, kind: str
) -> None:
    cast.start(daily(starts_on="2026-03-02"), agent="short_acting")
    held = hold(cast, kind, "03-06", "03-07")
    each_day(cast, clock, 2, 7)
    stops = "03-06" if kind == "hospital" else "03-03"
    assert next(day for day, state in by_day(cast).items() if state is HELD) == stops
    assert "restart" not in cast.open_flags(), "it is not over yet"
    each_day(cast, clock, 8, 9)
    assert by_day(cast)["03-09"] is HELD, "still waiting"
    assert cast.open_flags().count("restart") == 1
    asked = next(flag for flag in cast.flags() if flag.kind == "restart")
    assert (asked.detail, asked.times) == ("Hold ended: sign the start gate before the restart", 1)
    assert asked.opened_at == datetime(2026, 3, 8, 5, 30, tzinfo=UTC)
    clock.pass_by(minutes=5)
    sign(cast, "short_acting")
    assert stored(cast, held).released_on == date(2026, 3, 9)
    assert "restart" not in cast.open_flags()
    assert by_day(cast)["03-09"] is OPEN, "the dose can still be taken today"
    before = reminders(cast)
    work(cast)
    each_day(cast, clock, 10, 10)
    assert reminders(cast) == before + 2


def test_a_gate_signed_during_the_hold_releases_it_for_the_day_after_its_last(cast: Cast, clock: VirtualClock) -> None:
    cast.start(daily(starts_on="2026-03-02"), agent="short_acting")
    held = hold(cast, "hospital", "03-03", "03-05")
    go(cast, clock, "2026-03-02 20:00")
    sign(cast, "short_acting")
    assert stored(cast, held).released_on is None, "signed before the first day of the hold"
    go(cast, clock, "2026-03-04 15:00")
    sign(cast, "short_acting")
    assert stored(cast, held).released_on == date(2026, 3, 6)
    sign(cast, "short_acting", urine_test="positive")
    assert stored(cast, held).released_on is None, "what is signed last counts"
    sign(cast, "short_acting")
    each_day(cast, clock, 5, 6)
    assert (by_day(cast)["03-05"], by_day(cast)["03-06"]) == (HELD, DoseState.TAKEN)
    assert "restart" not in cast.open_flags()


def test_a_gate_that_does_not_pass_releases_nothing(cast: Cast, clock: VirtualClock) -> None:
    cast.start(daily(starts_on="2026-03-02"), agent="short_acting")
    held = hold(cast, "hospital", "03-03", "03-03")
    each_day(cast, clock, 3, 4)
    sign(cast, "short_acting", opioid_free_since="2026-03-02")
    assert stored(cast, held).released_on is None
    assert "restart" in cast.open_flags()
    assert by_day(cast)["03-04"] is HELD


def test_a_withdrawn_hold_asks_for_no_signature(cast: Cast, clock: VirtualClock) -> None:
    cast.start(daily(starts_on="2026-03-02"), agent="short_acting")
    held = hold(cast, "hospital", "03-02", "03-02")
    go(cast, clock, "2026-03-03 13:30")
    assert cast.open_flags() == ["restart"]
    act(cast, withdraw_hold, Hold, held, {"reason": "another patient"})
    assert cast.open_flags() == []
    assert by_day(cast)["03-03"] is OPEN


def test_silence_before_a_hold_is_asked_about_also_when_the_hold_is_withdrawn(cast: Cast, clock: VirtualClock) -> None:
    cast.start(daily(starts_on="2026-03-02"), agent="short_acting")
    each_day(cast, clock, 2, 4, answer=False)
    go(cast, clock, "2026-03-05 05:30")
    silence = "No dose taken for 3 days: ask about opioids before the next tablet"
    assert [flag.detail for flag in cast.flags() if flag.kind == "restart"] == [silence]
    held = hold(cast, "hospital", "03-05", "03-05")
    go(cast, clock, "2026-03-06 05:30")
    assert [flag.detail for flag in cast.flags() if flag.kind == "restart"] == [ASK]
    act(cast, withdraw_hold, Hold, held, {"reason": "another patient"})
    (flag,) = [flag for flag in cast.flags() if flag.kind == "restart"]
    assert (flag.state, flag.detail) == (FlagState.OPEN, silence)


def test_those_who_are_asked_about_already_take_no_place_from_others(
    cast: Cast, clock: VirtualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch_holds_module, "_MOST_AT_ONCE", 1)
    both = (cast.ana, cast.enrol())
    for patient_id in both:
        cast.start(daily(starts_on="2026-03-02"), patient_id, agent="short_acting")
        away = {"kind": "hospital", "from": "2026-03-02", "to": "2026-03-02", "reason": "told us"}
        act(cast, enter_hold, Patient, patient_id, away)
    clock.move_to(datetime(2026, 3, 3, 6, 0, tzinfo=UTC))
    assert [watch_holds(cast.rt) for _ in range(3)] == [1, 1, 0]
    assert [cast.open_flags(patient_id) for patient_id in both] == [["restart"], ["restart"]]


def test_the_question_comes_back_each_day_until_the_gate_is_signed(cast: Cast, clock: VirtualClock) -> None:
    cast.start(daily(starts_on="2026-03-02"), agent="short_acting")
    hold(cast, "hospital", "03-02", "03-02")
    go(cast, clock, "2026-03-03 06:00")
    asked = next(flag for flag in cast.flags() if flag.kind == "restart")
    act(cast, resolve_flag, Flag, asked.id, {"outcome": "reached"})
    go(cast, clock, "2026-03-03 20:00")
    assert cast.open_flags() == []
    go(cast, clock, "2026-03-04 06:00")
    assert cast.open_flags() == ["restart"]


def test_a_hospital_stay_that_staff_hear_of_late_explains_past_silence(cast: Cast, clock: VirtualClock) -> None:
    cast.start(daily(starts_on="2026-03-02"))
    go(cast, clock, "2026-03-02 13:30")
    cast.reply("1")
    each_day(cast, clock, 3, 6, answer=False)
    held = hold(cast, "hospital", "03-02", "03-08")
    assert list(by_day(cast).values())[:5] == [DoseState.TAKEN, HELD, HELD, HELD, HELD]
    act(cast, withdraw_hold, Hold, held, {"reason": "another patient"})
    assert list(by_day(cast).values())[:4] == [DoseState.TAKEN, *[DoseState.NO_ANSWER] * 3]
    assert by_day(cast)["03-06"] is OPEN, "today's can still be taken"
    act(cast, restore_hold, Hold, held, {"reason": "it was right"})
    assert list(by_day(cast).values())[:5] == [DoseState.TAKEN, HELD, HELD, HELD, HELD]


def test_ending_early_brings_back_the_days_after_and_undoing_holds_them_again(cast: Cast, clock: VirtualClock) -> None:
    cast.start(daily(starts_on="2026-03-02"))
    first = hold(cast, "travel", "03-02", "03-20")
    go(cast, clock, "2026-03-04 13:30")
    assert set(by_day(cast).values()) == {HELD}
    changed = act(cast, end_hold, Hold, first, {"on": "2026-03-03", "reason": "back early"})
    assert (changed.from_on, changed.to_on) == (date(2026, 3, 2), date(2026, 3, 3))
    assert [by_day(cast)[day] for day in ("03-02", "03-03", "03-04", "03-05")] == [HELD, HELD, OPEN, UPCOMING]
    deliver_messages(cast.rt)
    assert reminders(cast) == 1, "today's dose can still be taken"
    act(cast, restore_hold, Hold, first, {"reason": "left again"})
    assert set(by_day(cast).values()) == {HELD}
    assert stored(cast, changed.id).withdrawn
    each_day(cast, clock, 5, 6)
    assert reminders(cast) == 1


def test_a_hold_can_take_longer_than_was_thought(cast: Cast, clock: VirtualClock) -> None:
    cast.start(daily(starts_on="2026-03-02"), agent="short_acting")
    first = hold(cast, "hospital", "03-02", "03-03")
    go(cast, clock, "2026-03-05 06:00")
    assert cast.open_flags() == ["restart"]
    longer = act(cast, end_hold, Hold, first, {"on": "2026-03-09", "reason": "still there"})
    assert longer.recorded_at == datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
    assert cast.open_flags() == [], "it is not over after all"
    each_day(cast, clock, 6, 9)
    assert set(by_day(cast).values()) == {HELD}
    sign(cast, "short_acting")
    each_day(cast, clock, 10, 10)
    assert by_day(cast)["03-10"] is DoseState.TAKEN


def test_a_hold_is_called_off_before_it_begins(cast: Cast, clock: VirtualClock) -> None:
    cast.start(daily(starts_on="2026-03-02"), agent="short_acting")
    planned = hold(cast, "procedure", "03-06", "03-07")
    go(cast, clock, "2026-03-04 13:30")
    assert by_day(cast)["03-04"] is HELD, "72 hours before"
    ended = act(cast, end_hold, Hold, planned, {"on": "2026-03-05", "reason": "called off"})
    assert ended.withdrawn
    assert (by_day(cast)["03-03"], by_day(cast)["03-04"]) == (HELD, OPEN), "what is over stays"
    each_day(cast, clock, 5, 8)
    assert "restart" not in cast.open_flags()


def test_texts_queued_and_claimed_when_the_hold_is_entered_do_not_leave(cast: Cast, clock: VirtualClock) -> None:
    cast.start(daily(starts_on="2026-03-02", times=["08:00", "12:00"]))
    clock.move_to(datetime(2026, 3, 2, 13, 0, tzinfo=UTC))
    claimed = claim_messages(cast.rt, 64)
    assert claimed
    hold(cast, "hospital", "03-02", "03-04")
    ready = {text.communication_id for text in gate_messages(cast.rt, claimed)}
    with cast.rt.database.reading() as session:
        texts = session.scalars(select(Communication).where(Communication.dose_id.is_not(None))).all()
    assert {(text.state, text.reason) for text in texts} == {(MessageState.CANCELLED, "hold")}
    assert ready.isdisjoint(text.id for text in texts)
    assert not set(claimed).isdisjoint(text.id for text in texts)
    before = len(cast.texts())
    each_day(cast, clock, 3, 4)
    assert len(cast.texts()) == before


@pytest.mark.parametrize(("template", "leaves"), [("wellbeing", False), ("ack_noted", True)])
def test_while_held_no_automatic_text_leaves_but_answers_do(
    cast: Cast, clock: VirtualClock, template: str, leaves: bool
) -> None:
    cast.start(daily(starts_on="2026-03-02"))
    hold(cast, "travel", "03-03", "03-03")
    each_day(cast, clock, 2, 3)
    before = len(cast.texts())
    with cast.rt.database.writing() as session:
        queue_text(session, cast.patient(), template, now=clock.at, why="test", occasion="once")
    deliver_messages(cast.rt)
    assert len(cast.texts()) - before == leaves
    with cast.rt.database.reading() as session:
        text = session.scalars(select(Communication).where(Communication.occasion == "once")).one()
    assert text.reason == (None if leaves else "hold")


@pytest.mark.parametrize("words", ["1", "took it", "3"])
def test_an_answer_about_a_held_dose_is_noted_and_read_by_a_person(cast: Cast, clock: VirtualClock, words: str) -> None:
    cast.start(daily(starts_on="2026-03-02"))
    each_day(cast, clock, 2, 2, answer=False)
    go(cast, clock, "2026-03-03 13:00")
    clock.pass_by(minutes=5)
    hold(cast, "hospital", "03-03", "03-05")
    clock.pass_by(minutes=5)
    cast.reply(words)
    deliver_messages(cast.rt)
    assert cast.texts()[-1].startswith("Thank"), cast.texts()[-1]
    assert cast.open_flags() == ["unclear"]
    assert [dose.state for dose in cast.doses()[:2]] == [DoseState.NO_ANSWER, HELD], "yesterday's is not guessed"


def test_what_staff_record_about_a_held_dose_counts_and_can_be_taken_back(cast: Cast, clock: VirtualClock) -> None:
    cast.start(daily(starts_on="2026-03-02"))
    hold(cast, "hospital", "03-02", "03-04")
    go(cast, clock, "2026-03-02 15:00")
    dose = cast.doses()[0].id
    act(cast, record_administration, Dose, dose, {"state": "taken", "source": "observed"})
    assert by_day(cast)["03-02"] is DoseState.TAKEN
    with cast.rt.database.writing() as session:
        undo_administration(session, cast.ben, session.get_one(Dose, dose), now=clock.at)
    assert by_day(cast)["03-02"] is HELD


@pytest.mark.parametrize("kind", ["travel", "hospital", "procedure"])
def test_an_injection_due_in_a_hold_is_held_and_due_again_on_the_day_of_the_restart(
    cast: Cast, clock: VirtualClock, kind: str
) -> None:
    cast.start(injection(starts_on="2026-01-01", given_on=["2026-02-10"]), agent="short_acting")
    assert by_day(cast) == {"03-10": UPCOMING}
    first = "03-12" if kind == "procedure" else "03-09"
    hold(cast, kind, first, "03-14")
    assert by_day(cast) == {"03-10": HELD}
    each_day(cast, clock, 3, 14)
    assert not [text for text in cast.texts() if "visit" in text], "nothing about a visit that is held"
    assert by_day(cast) == {"03-10": HELD}
    go(cast, clock, "2026-03-15 04:00")
    if kind != "travel":
        assert by_day(cast) == {"03-10": HELD}
        sign(cast, "short_acting")
    assert by_day(cast) == {"03-10": HELD, "03-15": OPEN}
    go(cast, clock, "2026-03-15 15:00")
    act(cast, record_injection, Patient, cast.ana, GIVEN)
    assert by_day(cast) == {"03-10": HELD, "03-15": DoseState.TAKEN, "04-12": UPCOMING}
    each_day(cast, clock, 16, 20)
    assert cast.open_flags() == [], "the held one does not lapse after all"


@pytest.mark.parametrize(("kind", "flags"), [("travel", ["injection_lapsed", "overdose_risk"]), ("procedure", [])])
def test_an_injection_lapses_during_a_hold_unless_the_blockade_is_meant_to_fade(
    cast: Cast, clock: VirtualClock, kind: str, flags: list[str]
) -> None:
    cast.start(injection(starts_on="2026-01-01", given_on=["2026-02-10"]), agent="short_acting")
    hold(cast, kind, "03-14", "03-25") if kind == "procedure" else hold(cast, kind, "03-05", "03-25")
    go(cast, clock, "2026-03-18 03:59")
    assert cast.open_flags() == []
    go(cast, clock, "2026-03-18 04:01")
    assert cast.open_flags() == flags
    assert by_day(cast) == {"03-10": HELD}


def test_an_injection_is_back_on_its_day_when_the_hold_is_withdrawn(cast: Cast, clock: VirtualClock) -> None:
    cast.start(injection(starts_on="2026-01-01", given_on=["2026-02-10"]), agent="short_acting")
    held = hold(cast, "travel", "03-05", "03-25")
    go(cast, clock, "2026-03-08 15:00")
    act(cast, withdraw_hold, Hold, held, {"reason": "does not travel"})
    assert by_day(cast) == {"03-10": OPEN}
    before = len(cast.texts())
    go(cast, clock, "2026-03-09 15:00")
    assert len(cast.texts()) == before + 1, "the text of the day before"


def test_risk_days_are_held_and_one_declared_meanwhile_too(cast: Cast, clock: VirtualClock) -> None:
    cast.start(targeted(starts_on="2026-03-02", risk_days=[{"on": "2026-03-04", "anticipated_at": "20:00"}]))
    hold(cast, "travel", "03-03", "03-06")
    go(cast, clock, "2026-03-03 15:00")
    act(cast, declare_risk_day, Patient, cast.ana, {"on": "2026-03-03"})
    each_day(cast, clock, 4, 6)
    go(cast, clock, "2026-03-07 20:01")
    go(cast, clock, "2026-03-07 22:31")
    assert by_day(cast) == {"03-03": HELD, "03-04": HELD, "03-06": HELD, "03-07": OPEN}
    assert len([text for text in cast.texts() if "planned" in text]) == 2, "Saturday's question and its prompt"


def test_two_regimens_are_held_together(cast: Cast, clock: VirtualClock) -> None:
    cast.start(daily(starts_on="2026-03-02", pattern={"type": "every_day", "quantity_mg": 25}))
    cast.start(targeted(starts_on="2026-03-02", quantity_mg=25, risk_weekdays=["tue"]), agent=None)
    hold(cast, "travel", "03-03", "03-04")
    each_day(cast, clock, 2, 5)
    assert [(f"{dose.on:%d}", dose.kind.value) for dose in cast.doses() if dose.state is HELD] == [
        ("03", "daily"),
        ("03", "targeted"),
        ("04", "daily"),
    ]


def test_a_plan_changed_or_stopped_while_held(cast: Cast, clock: VirtualClock) -> None:
    regimen = cast.start(daily(starts_on="2026-03-02"))
    hold(cast, "travel", "03-02", "03-04")
    act(cast, change_regimen, Regimen, regimen, daily(times=["09:00"]) | {"from": "2026-03-03"})
    each_day(cast, clock, 3, 5)
    assert [(f"{dose.on:%d} {dose.slot}", dose.state_at(clock.at)) for dose in cast.doses()][:4] == [
        ("02 08:00", HELD),
        ("03 09:00", HELD),
        ("04 09:00", HELD),
        ("05 09:00", OPEN),
    ]
    act(cast, withdraw_hold, Hold, hold(cast, "travel", "03-06", "03-08"), {"reason": "no"})
    hold(cast, "travel", "03-06", "03-08")
    act(cast, stop_regimen, Regimen, regimen, {"on": "2026-03-06", "reason": "done"})
    assert "03-06" not in by_day(cast)


def test_held_doses_follow_a_move_to_another_zone(cast: Cast, clock: VirtualClock) -> None:
    cast.start(daily(starts_on="2026-03-02"))
    hold(cast, "travel", "03-03", "03-05")
    go(cast, clock, "2026-03-03 10:00")
    act(cast, change_patient, Patient, cast.ana, {"time_zone": "Asia/Tokyo"})
    for day in (3, 4, 5):
        go(cast, clock, f"2026-03-0{day} 16:00")
    assert {state for day, state in by_day(cast).items() if "03-03" <= day <= "03-05"} == {HELD}
    before = reminders(cast)
    go(cast, clock, "2026-03-05 23:00")
    assert by_day(cast)["03-06"] is OPEN, "the sixth has begun in Tokyo"
    assert reminders(cast) == before + 1


def test_a_pause_and_a_hold_do_not_mix(cast: Cast, clock: VirtualClock) -> None:
    cast.start(daily(starts_on="2026-03-02"))
    act(cast, set_patient_status, Patient, cast.ana, {"status": "paused", "until": "2026-03-05"})
    held = hold(cast, "travel", "03-03", "03-06")
    each_day(cast, clock, 2, 4, answer=False)
    assert [(f"{dose.on:%d}", dose.state, dose.reason) for dose in cast.doses()][:4] == [
        ("02", HELD, "paused"),
        ("03", HELD, "hold_travel"),
        ("04", HELD, "hold_travel"),
        ("05", HELD, "hold_travel"),
    ]
    go(cast, clock, "2026-03-05 13:30")
    act(cast, withdraw_hold, Hold, held, {"reason": "no"})
    assert [by_day(cast)[f"03-0{day}"] for day in (2, 3, 4, 5)] == [HELD, HELD, HELD, OPEN]


def test_a_discharged_patient_has_no_held_doses_to_come(cast: Cast, clock: VirtualClock) -> None:
    cast.start(daily(starts_on="2026-03-02"))
    hold(cast, "hospital", "03-02", "03-09")
    act(cast, set_patient_status, Patient, cast.ana, {"status": "discharged"})
    assert by_day(cast) == {}
    go(cast, clock, "2026-03-11 12:00")
    assert cast.open_flags() == []
    refused = refusal(cast, enter_hold, Patient, cast.ana, {"kind": "travel", "from": "2026-03-12", "to": "2026-03-13"})
    assert refused.conflict


@pytest.mark.parametrize(
    ("first", "override", "sentence"),
    [
        ("2026-03-05", False, "23 days after the last injection on 2026-02-10"),
        ("2026-03-05", True, "choose hospital"),
        ("2026-03-06", False, "needs a prescriber's override"),
        ("2026-03-06", True, None),
        ("2026-03-11", False, "the earliest day is 2026-03-12"),
        ("2026-03-12", False, None),
    ],
)
def test_a_procedure_waits_for_the_last_injection_to_fade(
    cast: Cast, first: str, override: bool, sentence: str | None
) -> None:
    cast.start(injection(starts_on="2026-01-01", given_on=["2026-02-10"]), agent="short_acting")
    data: dict[str, Any] = {"kind": "procedure", "from": first, "to": "2026-03-20", "reason": "hip"}
    if override:
        data["override"] = {"by": "Dr Hale", "reason": "cannot wait"}
    if sentence is None:
        entered = act(cast, enter_hold, Patient, cast.ana, data)
        assert ("Dr Hale" in (stored_override(cast, entered.hold.id) or "")) == override
        return
    refused = refusal(cast, enter_hold, Patient, cast.ana, data)
    assert refused.conflict
    assert sentence in str(refused)


def stored_override(cast: Cast, hold_id: str) -> str | None:
    with cast.rt.database.reading() as session:
        return session.get_one(Hold, hold_id).override


def test_holds_of_one_patient_never_overlap(cast: Cast) -> None:
    first = hold(cast, "hospital", "03-05", "03-08")
    for days in (("03-01", "03-05"), ("03-08", "03-09"), ("03-06", "03-06"), ("03-02", "03-20")):
        data = {"kind": "hospital", "from": f"2026-{days[0]}", "to": f"2026-{days[1]}"}
        refused = refusal(cast, enter_hold, Patient, cast.ana, data)
        assert refused.conflict
        assert "the hospital hold from 2026-03-05 to 2026-03-08" in str(refused)
    hold(cast, "travel", "03-09", "03-10")
    refused = refusal(cast, end_hold, Hold, first, {"on": "2026-03-09", "reason": "longer"})
    assert "the travel hold" in str(refused)
    act(cast, withdraw_hold, Hold, first, {"reason": "no"})
    other = hold(cast, "travel", "03-07", "03-08")
    assert refusal(cast, restore_hold, Hold, first, {"reason": "yes"}).conflict
    act(cast, withdraw_hold, Hold, other, {"reason": "no"})
    act(cast, restore_hold, Hold, first, {"reason": "yes"})


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "holiday"}, "kind"),
        ({"from": "2026-03-01"}, "from"),
        ({"kind": "procedure", "from": "2026-03-01"}, "from"),
        ({"kind": "hospital", "from": "2026-02-22"}, "from"),
        ({"to": "2026-03-02"}, "to"),
        ({"to": "2027-03-04"}, "to"),
        ({"to": None}, "to"),
        ({"from": "soon"}, "from"),
        ({"override": {"by": "Dr Hale", "reason": "so"}}, "override"),
        ({"reason": "x" * 1001}, "reason"),
        ({"reason": "bad \x00"}, "reason"),
        ({"until": "2026-03-09"}, "until"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(cast: Cast, changes: dict[str, Any], field: str) -> None:
    data = {"kind": "travel", "from": "2026-03-03", "to": "2026-03-05", "reason": "away"} | changes
    refused = refusal(cast, enter_hold, Patient, cast.ana, data)
    assert not refused.conflict
    assert [fault.field for fault in refused.faults] == [field]
    with cast.rt.database.reading() as session:
        assert session.scalars(select(Hold)).all() == []


def test_what_is_over_cannot_be_ended_and_yesterday_is_the_earliest_end(cast: Cast, clock: VirtualClock) -> None:
    held = hold(cast, "travel", "03-02", "03-08")
    go(cast, clock, "2026-03-06 12:00")
    assert not refusal(cast, end_hold, Hold, held, {"on": "2026-03-04", "reason": "back"}).conflict
    assert refusal(cast, end_hold, Hold, held, {"on": "2026-03-08", "reason": "same"}).conflict
    go(cast, clock, "2026-03-09 12:00")
    assert refusal(cast, end_hold, Hold, held, {"on": "2026-03-09", "reason": "late"}).conflict
    act(cast, withdraw_hold, Hold, held, {"reason": "no"})
    for action, data in ((withdraw_hold, {"reason": "no"}), (end_hold, {"on": "2026-03-09", "reason": "no"})):
        assert refusal(cast, action, Hold, held, data).conflict


def test_days_on_hold_neither_end_nor_lengthen_a_row_of_silent_days(cast: Cast, clock: VirtualClock) -> None:
    cast.start(daily(starts_on="2026-03-02"), agent="short_acting")
    hold(cast, "travel", "03-03", "03-05")
    each_day(cast, clock, 2, 6, answer=False)
    assert "consecutive_days" not in cast.open_flags()
    go(cast, clock, "2026-03-07 06:00")
    assert "consecutive_days" in cast.open_flags(), "two silent days, with the hold between"
    assert [flag.state for flag in cast.flags() if flag.kind == "consecutive_days"] == [FlagState.OPEN]


def test_a_dose_that_comes_back_is_not_asked_about_twice(cast: Cast, clock: VirtualClock) -> None:
    cast.start(daily(starts_on="2026-03-02"), agent="short_acting")
    each_day(cast, clock, 2, 5, answer=False)
    assert cast.texts()[-1] != REMINDER, "asked to check in first"
    before = len(cast.texts())
    held = hold(cast, "hospital", "03-05", "03-06")
    act(cast, withdraw_hold, Hold, held, {"reason": "another patient"})
    work(cast)
    assert by_day(cast)["03-05"] is OPEN
    assert len(cast.texts()) == before
