"""Tablets: counted from dispenses, asked about before they run out, flagged when they have, corrected with a reason."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from adherence.actions.change_regimen import change_regimen
from adherence.actions.close_windows import close_windows
from adherence.actions.deliver_messages import deliver_messages
from adherence.actions.plan_doses import plan_doses
from adherence.actions.record_dispense import correct_dispense, record_dispense
from adherence.actions.resolve_flag import resolve_flag
from adherence.actions.set_patient_status import set_patient_status
from adherence.actions.stop_regimen import stop_regimen
from adherence.actions.watch_patients import watch_patients
from adherence.db.communications import Communication
from adherence.db.dispenses import Dispense
from adherence.db.flags import Flag
from adherence.db.holds import Hold
from adherence.db.inbound import InboundMessage
from adherence.db.patients import Patient
from adherence.db.regimens import Regimen, RegimenVersion
from adherence.domain.errors import Refused
from adherence.domain.purpose import Purpose
from adherence.domain.states import CorrectionEvent, HoldKind, MessageState, Source
from adherence.domain.wording import WORDING_VERSION
from tests.cast import Cast
from tests.conftest import VirtualClock
from tests.unit.regimens import daily, day, every_day, targeted

# Ana lives in New York: 5 hours behind UTC until 8 March, 4 hours from then on.
PLAN = daily(times=["12:00"], starts_on="2026-03-02")
ASKS = "You may run low around Sun 22 Mar. Reply 1 if you have more, 2 if you need more"


def go(cast: Cast, clock: VirtualClock, text: str) -> None:
    """Move the clock and do what is due."""
    clock.move_to(datetime.fromisoformat(text).replace(tzinfo=UTC))
    plan_doses(cast.rt)
    close_windows(cast.rt)
    watch_patients(cast.rt)
    deliver_messages(cast.rt)


def act(cast: Cast, action: Any, row: type[Any], row_id: Any, *data: Any) -> Any:
    """Somebody of Ben's clinic does something to a row."""
    with cast.rt.database.writing() as session:
        return action(session, cast.ben, session.get_one(row, row_id), *data, now=cast.rt.now())


def hand_out(cast: Cast, on: str = "2026-03-02", tablets: float = 20, patient: str | None = None, **more: Any) -> str:
    """Record a dispense; gives its id."""
    entered = {"dispensed_on": on, "tablets": tablets, "tablet_mg": 50} | more
    return str(act(cast, record_dispense, Patient, patient or cast.ana, entered).dispense.id)


def refills(cast: Cast) -> list[str]:
    return [text for text in cast.texts() if text.startswith("You may run low")]


def prompts(cast: Cast) -> list[Communication]:
    with cast.rt.database.reading() as session:
        query = select(Communication).where(Communication.purpose == Purpose.REFILL)
        return list(session.scalars(query.order_by(Communication.id)))


def flag(cast: Cast, kind: str = "ran_out") -> Flag:
    """The newest flag of a kind."""
    return next(one for one in cast.flags() if one.kind == kind)


def outcome(cast: Cast) -> str | None:
    with cast.rt.database.reading() as session:
        newest = select(InboundMessage).order_by(InboundMessage.received_at.desc(), InboundMessage.id.desc())
        return session.scalars(newest.limit(1)).one().outcome


def test_the_patient_is_asked_at_ten_seven_days_before_and_once(cast: Cast, clock: VirtualClock) -> None:
    cast.start(PLAN)
    hand_out(cast)
    go(cast, clock, "2026-03-14 14:00")
    assert refills(cast) == []
    go(cast, clock, "2026-03-15 13:59")
    assert refills(cast) == []
    go(cast, clock, "2026-03-15 14:00")
    assert refills(cast) == [ASKS]
    for later in ("2026-03-15 20:00", "2026-03-16 14:00", "2026-03-20 14:00"):
        go(cast, clock, later)
    assert refills(cast) == [ASKS]
    [prompt] = prompts(cast)
    assert (prompt.occasion, prompt.expires_at) == ("refill:2026-03-22", datetime(2026, 3, 16, 1, 0, tzinfo=UTC))
    assert "2026-03-22" in prompt.why
    assert WORDING_VERSION == "2026-4"


def test_a_clock_that_jumps_past_ten_still_asks_that_day_and_one_past_the_evening_the_next(
    cast: Cast, clock: VirtualClock
) -> None:
    cast.start(PLAN)
    hand_out(cast)
    go(cast, clock, "2026-03-16 02:00")  # 22:00 on the 15th
    assert refills(cast) == []
    go(cast, clock, "2026-03-16 20:00")
    go(cast, clock, "2026-03-16 20:11")  # the reminder of noon left a moment ago
    assert refills(cast) == [ASKS]


def test_has_more_is_kept_and_opens_nothing(cast: Cast, clock: VirtualClock) -> None:
    cast.start(PLAN)
    hand_out(cast)
    go(cast, clock, "2026-03-15 14:00")
    clock.pass_by(minutes=5)
    cast.reply("1")
    deliver_messages(cast.rt)
    assert "ran_out" not in cast.open_flags()
    assert outcome(cast) == "refill_has_more"
    assert cast.texts()[-1].startswith("Thank you, noted. If that changes")
    assert all(dose.source is not Source.PATIENT_SMS for dose in cast.doses()), "no dose was meant"


def test_the_question_waits_while_a_number_may_be_meant_for_a_dose(cast: Cast, clock: VirtualClock) -> None:
    cast.start(daily(times=["09:30"], starts_on="2026-03-02"))
    hand_out(cast)
    go(cast, clock, "2026-03-15 13:30")
    go(cast, clock, "2026-03-15 14:30")
    assert refills(cast) == []
    clock.pass_by(minutes=5)
    cast.reply("1")
    assert [dose.state for dose in cast.doses() if str(dose.on) == "2026-03-15"] == ["taken"]
    go(cast, clock, "2026-03-15 15:30")
    assert refills(cast) == [ASKS]


def test_needs_more_opens_a_flag_that_names_the_day(cast: Cast, clock: VirtualClock) -> None:
    cast.start(PLAN)
    hand_out(cast)
    go(cast, clock, "2026-03-15 14:00")
    clock.pass_by(minutes=5)
    cast.reply("2")
    deliver_messages(cast.rt)
    assert flag(cast).detail == "Needs more before 2026-03-22"
    assert flag(cast).severity == "high"
    assert outcome(cast) == "refill_needs_more"
    assert "contact you" in cast.texts()[-1]


def test_once_answered_a_number_is_about_the_dose_again(cast: Cast, clock: VirtualClock) -> None:
    cast.start(PLAN)
    hand_out(cast)
    go(cast, clock, "2026-03-15 14:00")
    clock.pass_by(minutes=5)
    cast.reply("1")
    go(cast, clock, "2026-03-15 16:00")
    clock.pass_by(minutes=5)
    cast.reply("1")
    assert [dose.state for dose in cast.doses() if str(dose.on) == "2026-03-15"] == ["taken"]


@pytest.mark.parametrize(("body", "flagged"), [("yes", "unclear"), ("I need a refill", "ran_out"), ("took it", None)])
def test_other_words_after_the_prompt_are_read_for_what_they_say(
    cast: Cast, clock: VirtualClock, body: str, flagged: str | None
) -> None:
    cast.start(daily(times=["09:00"], starts_on="2026-03-02"))
    hand_out(cast)
    go(cast, clock, "2026-03-15 13:00")
    go(cast, clock, "2026-03-15 14:00")
    go(cast, clock, "2026-03-15 15:00")  # the nudge left at 14:00
    assert refills(cast) == [ASKS]
    before = set(cast.open_flags())
    clock.pass_by(minutes=5)
    cast.reply(body)
    assert set(cast.open_flags()) - before == ({flagged} if flagged else set())
    today = [dose.state for dose in cast.doses() if str(dose.on) == "2026-03-15"]
    assert (today == ["taken"]) == (body == "took it")


def test_running_out_opens_one_flag_that_a_dispense_closes(cast: Cast, clock: VirtualClock) -> None:
    cast.start(PLAN)
    hand_out(cast)
    go(cast, clock, "2026-03-22 03:59")
    assert "ran_out" not in cast.open_flags()
    go(cast, clock, "2026-03-22 04:00")
    assert flag(cast).detail == "Out of tablets by the plan since 2026-03-22"
    act(cast, resolve_flag, Flag, flag(cast).id, {"outcome": "reached"})
    for later in ("2026-03-22 12:00", "2026-03-23 12:00", "2026-03-30 12:00"):
        go(cast, clock, later)
    assert "ran_out" not in cast.open_flags(), "once for this date"
    hand_out(cast, "2026-03-30", 5)
    go(cast, clock, "2026-04-04 12:00")
    assert flag(cast).detail == "Out of tablets by the plan since 2026-04-04"
    hand_out(cast, "2026-04-04", 30)
    assert "ran_out" not in cast.open_flags()
    assert flag(cast).outcome == "tablets_on_hand"


def test_a_withdrawn_dispense_brings_the_flag_back_and_a_restored_one_closes_it(
    cast: Cast, clock: VirtualClock
) -> None:
    cast.start(PLAN)
    hand_out(cast)
    go(cast, clock, "2026-03-22 12:00")
    second = hand_out(cast, "2026-03-22", 30)
    assert "ran_out" not in cast.open_flags()
    clock.pass_by(hours=1)
    act(cast, correct_dispense, Dispense, second, CorrectionEvent.WITHDRAWN, {"reason": "another patient's"})
    assert flag(cast).detail == "Out of tablets by the plan since 2026-03-22"
    assert "ran_out" in cast.open_flags()
    clock.pass_by(hours=1)
    act(cast, correct_dispense, Dispense, second, CorrectionEvent.RESTORED, {"reason": "it was hers after all"})
    assert "ran_out" not in cast.open_flags()
    with pytest.raises(Refused):
        act(cast, correct_dispense, Dispense, second, CorrectionEvent.RESTORED, {"reason": "again"})
    with pytest.raises(Refused):
        act(cast, correct_dispense, Dispense, second, CorrectionEvent.WITHDRAWN, {"reason": " "})


def test_a_moved_date_is_asked_about_anew_and_its_old_prompt_never_leaves(cast: Cast, clock: VirtualClock) -> None:
    regimen = cast.start(PLAN)
    hand_out(cast)
    go(cast, clock, "2026-03-15 12:00")
    assert [(p.occasion, p.state) for p in prompts(cast)] == [("refill:2026-03-22", MessageState.QUEUED)]
    twice = daily(times=["12:00"], starts_on="2026-03-15", pattern=every_day(100))
    act(cast, change_regimen, Regimen, regimen, twice | {"from": "2026-03-15"})
    go(cast, clock, "2026-03-15 14:00")
    assert next((p.occasion, p.state) for p in prompts(cast)) == (None, MessageState.CANCELLED)
    assert refills(cast) == ["You may run low around Wed 18 Mar. Reply 1 if you have more, 2 if you need more"]
    go(cast, clock, "2026-03-16 14:00")
    hand_out(cast, "2026-03-16", 2)
    go(cast, clock, "2026-03-17 14:00")
    assert len(refills(cast)) == 2
    assert "Thu 19 Mar" in refills(cast)[-1]


def test_a_date_that_comes_back_before_its_prompt_left_is_still_asked_about(cast: Cast, clock: VirtualClock) -> None:
    cast.start(PLAN)
    hand_out(cast)
    go(cast, clock, "2026-03-15 12:00")
    slip = hand_out(cast, "2026-03-14", 30)
    assert [p.state for p in prompts(cast)] == [MessageState.CANCELLED]
    act(cast, correct_dispense, Dispense, slip, CorrectionEvent.WITHDRAWN, {"reason": "entered for the wrong one"})
    go(cast, clock, "2026-03-15 14:00")
    assert refills(cast) == [ASKS]


def test_a_pause_and_its_end_on_the_same_day_leave_one_prompt(cast: Cast, clock: VirtualClock) -> None:
    cast.start(PLAN)
    hand_out(cast)
    go(cast, clock, "2026-03-15 12:00")
    act(cast, set_patient_status, Patient, cast.ana, {"status": "paused"})
    act(cast, set_patient_status, Patient, cast.ana, {"status": "active"})
    go(cast, clock, "2026-03-15 14:00")
    go(cast, clock, "2026-03-15 15:00")
    assert refills(cast) == [ASKS]


@pytest.mark.parametrize("status", ["paused", "discharged", "deceased"])
def test_who_does_not_take_part_is_not_asked(cast: Cast, clock: VirtualClock, status: str) -> None:
    cast.start(PLAN)
    hand_out(cast)
    act(cast, set_patient_status, Patient, cast.ana, {"status": status})
    go(cast, clock, "2026-03-15 14:00")
    assert prompts(cast) == []
    go(cast, clock, "2026-03-22 12:00")
    assert ("ran_out" in cast.open_flags()) == (status == "paused")


def test_a_hold_moves_the_date_and_nobody_is_asked_while_it_lasts(cast: Cast, clock: VirtualClock) -> None:
    cast.start(PLAN)
    hand_out(cast)
    with cast.rt.database.writing() as session:
        session.add(
            Hold(
                clinic_id=cast.ben.clinic_id,
                patient_id=cast.ana,
                kind=HoldKind.TRAVEL,
                from_on=day("2026-03-10"),
                to_on=day("2026-03-12"),
                stops_on=day("2026-03-10"),
                needs_gate=False,
                recorded_at=clock.at,
            )
        )
    go(cast, clock, "2026-03-15 14:00")
    assert refills(cast) == []
    go(cast, clock, "2026-03-18 14:00")
    assert "Wed 25 Mar" in refills(cast)[-1]


def test_a_stopped_plan_asks_nothing_and_never_runs_out(cast: Cast, clock: VirtualClock) -> None:
    regimen = cast.start(PLAN)
    hand_out(cast)
    go(cast, clock, "2026-03-15 12:00")
    act(cast, stop_regimen, Regimen, regimen, {"on": "2026-03-15", "reason": "done"})
    go(cast, clock, "2026-03-15 14:00")
    go(cast, clock, "2026-03-25 14:00")
    assert refills(cast) == []
    assert "ran_out" not in cast.open_flags()


def test_without_a_dispense_nobody_is_asked_or_flagged(cast: Cast, clock: VirtualClock) -> None:
    cast.start(PLAN)
    for on in ("2026-03-15", "2026-05-15", "2027-03-15"):
        go(cast, clock, f"{on} 14:00")
    assert prompts(cast) == []
    assert "ran_out" not in [one.kind for one in cast.flags()]


def test_an_excused_risk_day_uses_no_tablet(cast: Cast, clock: VirtualClock) -> None:
    cast.start(targeted(starts_on="2026-03-02", ask_at="15:00"))
    hand_out(cast, tablets=4)  # Fri 6, Sat 7, Fri 13, Sat 14
    go(cast, clock, "2026-03-06 20:00")
    clock.pass_by(minutes=5)
    cast.reply("2")
    go(cast, clock, "2026-03-20 12:00")
    assert "ran_out" not in cast.open_flags()
    go(cast, clock, "2026-03-21 12:00")
    assert flag(cast).detail.endswith("2026-03-21")


def test_a_dispense_entered_late_does_not_close_what_the_patient_just_said(cast: Cast, clock: VirtualClock) -> None:
    cast.start(PLAN)
    go(cast, clock, "2026-03-10 14:00")
    cast.reply("I lost all my pills")
    hand_out(cast, "2026-03-05", 30)
    assert "ran_out" in cast.open_flags()
    hand_out(cast, "2026-03-10", 30)
    assert "ran_out" not in cast.open_flags()


def test_spanish_and_the_level_of_discretion_hold_for_the_prompt(cast: Cast, clock: VirtualClock) -> None:
    luz = cast.enrol(language="es", discretion=2)
    cast.start(PLAN, luz)
    hand_out(cast, patient=luz)
    go(cast, clock, "2026-03-15 14:00")
    assert cast.texts(luz)[-1].startswith("Puede que se le acabe hacia el 22 de marzo. Responda 1")
    assert cast.texts(luz)[-1].endswith("Es su naltrexone.")


@pytest.mark.parametrize(
    ("entered", "field"),
    [
        ({"tablets": -5}, "tablets"),
        ({"tablets": 0}, "tablets"),
        ({"tablets": float("nan")}, "tablets"),
        ({"tablets": float("inf")}, "tablets"),
        ({"tablets": "twenty"}, "tablets"),
        ({"tablets": True}, "tablets"),
        ({"tablets": 1e9}, "tablets"),
        ({"tablets": 20.3}, "tablets"),
        ({"tablets": None}, "tablets"),
        ({"tablet_mg": 0}, "tablet_mg"),
        ({"tablet_mg": "50 mg"}, "tablet_mg"),
        ({"days_supply": 0}, "days_supply"),
        ({"days_supply": 1.5}, "days_supply"),
        ({"dispensed_on": "2026-03-03"}, "dispensed_on"),
        ({"dispensed_on": "1899-12-31"}, "dispensed_on"),
        ({"dispensed_on": "2026-02-30"}, "dispensed_on"),
        ({"dispensed_on": 5}, "dispensed_on"),
        ({"colour": "blue"}, "colour"),
    ],
)
def test_a_dispense_that_cannot_be_is_refused_with_a_sentence(
    sqlite_cast: Cast, entered: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        hand_out(sqlite_cast, **entered)
    assert [fault.field for fault in refusal.value.faults] == [field]
    assert "write" in refusal.value.faults[0].message or "fields are" in refusal.value.faults[0].message


def test_what_looks_like_a_slip_is_told(sqlite_cast: Cast) -> None:
    def warned(**more: Any) -> list[str]:
        entered = {"dispensed_on": "2026-03-02", "tablets": 20, "tablet_mg": 50} | more
        return [*act(sqlite_cast, record_dispense, Patient, sqlite_cast.ana, entered).warnings]

    assert ["No plan of tablets runs" in sentence for sentence in warned()] == [True]
    sqlite_cast.start(PLAN)
    assert ["recorded already" in sentence for sentence in warned()] == [True]
    assert ["No plan names tablets of 25 mg" in sentence for sentence in warned(tablet_mg=25)] == [True]
    assert warned(tablets=30) == []


def test_a_plan_that_cannot_be_read_holds_up_nobody_else(cast: Cast, clock: VirtualClock) -> None:
    broken = cast.start(PLAN)
    hand_out(cast)
    other = cast.enrol()
    cast.start(PLAN, other)
    hand_out(cast, patient=other)
    with cast.rt.database.writing() as session:
        for version in session.scalars(select(RegimenVersion).where(RegimenVersion.regimen_id == broken)):
            version.plan = {"kind": "daily", "times": ["what"]}
    clock.move_to(datetime(2026, 3, 15, 14, 0, tzinfo=UTC))
    watch_patients(cast.rt)
    deliver_messages(cast.rt)
    assert any(text.startswith("You may run low") for text in cast.texts(other))


def test_a_patient_is_looked_at_once_a_day_and_after_each_change(cast: Cast, clock: VirtualClock) -> None:
    regimen = cast.start(PLAN)
    assert watch_patients(cast.rt) == 3, "the whole cast, once"
    assert watch_patients(cast.rt) == 0
    clock.pass_by(minutes=5)
    act(cast, change_regimen, Regimen, regimen, daily(times=["13:00"]) | {"from": "2026-03-03"})
    assert watch_patients(cast.rt) == 1
    assert cast.patient().watch_at == datetime(2026, 3, 3, 5, 0, tzinfo=UTC), "the next midnight in New York"
    clock.move_to(datetime(2020, 1, 1, tzinfo=UTC))
    assert watch_patients(cast.rt) == 3, "the clock was put back"
    assert watch_patients(cast.rt) == 0
