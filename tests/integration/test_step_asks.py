"""The patient's own word moves a plan: asked once, at its time, and never mistaken for a dose."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import select, update

from adherence.actions.change_patient import change_patient
from adherence.actions.change_regimen import change_regimen
from adherence.actions.deliver_messages import deliver_messages
from adherence.actions.set_patient_status import set_patient_status
from adherence.actions.watch_titration import watch_titration
from adherence.db.communications import Communication
from adherence.db.regimens import Regimen
from adherence.domain.states import DoseState, MessageState, VersionCause
from tests.cast import Cast
from tests.conftest import VirtualClock
from tests.integration.steps import ASK, NEW_YORK, act, go, move, planned, story, titration, until_asked, versions
from tests.unit.regimens import daily

# --- by the patient ---


def test_the_patient_is_asked_on_the_last_day_and_a_yes_steps_up_tomorrow(cast: Cast, clock: VirtualClock) -> None:
    regimen = cast.start(titration(advance="patient"))
    go(cast, clock, "2026-03-03 17:01")
    go(cast, clock, "2026-03-04 16:59")
    assert ASK not in cast.texts()
    go(cast, clock, "2026-03-04 17:00")
    assert cast.texts()[-1] == ASK
    go(cast, clock, "2026-03-04 17:20")
    cast.reply("1")
    deliver_messages(cast.rt)
    assert cast.texts().count(ASK) == 1
    assert cast.texts()[-1] == "Thank you. Your next step starts on Thu 5 Mar. Changed your mind? Reply 2."
    assert story(cast, regimen) == ["02 entered 1 patient", "05 step_forward 2 patient"]
    with cast.rt.database.reading() as session:
        version = session.get_one(Regimen, regimen).versions[-1]
        assert (version.reason, version.recorded_by) == ("The patient agreed by text", None)
    go(cast, clock, "2026-03-05 09:00")
    assert planned(cast) == {"02": 1.5, "03": 1.5, "04": 1.5, "05": 3, "06": 3}
    go(cast, clock, "2026-03-07 17:00")
    assert cast.texts().count(ASK) == 2, "the second step has three days of its own"


@pytest.mark.parametrize("answer", ["2", "not yet", None])
def test_without_a_yes_it_stays_and_is_asked_again_after_three_days(
    cast: Cast, clock: VirtualClock, answer: str | None
) -> None:
    regimen = cast.start(titration(advance="patient"))
    until_asked(cast, clock)
    clock.pass_by(minutes=5)
    if answer:
        cast.reply(answer)
        deliver_messages(cast.rt)
        assert cast.texts()[-1] == "Thank you for telling us. Nothing changes for now, and we will ask you again."
    for on in ("05", "06"):
        go(cast, clock, f"2026-03-{on} 17:00")
    assert cast.texts().count(ASK) == 1
    go(cast, clock, "2026-03-07 17:00")
    assert cast.texts().count(ASK) == 2
    assert len(versions(cast, regimen)) == 1
    assert set(planned(cast).values()) == {1.5}


def test_a_patient_may_change_their_mind_until_the_next_step_begins(cast: Cast, clock: VirtualClock) -> None:
    regimen = cast.start(titration(advance="patient"))
    until_asked(cast, clock)
    for body in ("1", "2"):
        clock.pass_by(minutes=1)
        cast.reply(body)
    assert [one.cause for one in versions(cast, regimen)][1:] == [VersionCause.STEP_FORWARD, VersionCause.REVERTED]
    go(cast, clock, "2026-03-05 09:00")
    assert planned(cast)["05"] == 1.5
    go(cast, clock, "2026-03-06 18:00")
    assert cast.texts().count(ASK) == 1
    go(cast, clock, "2026-03-07 17:00")
    assert cast.texts().count(ASK) == 2


def test_a_second_yes_changes_nothing_more(cast: Cast, clock: VirtualClock) -> None:
    regimen = cast.start(titration(advance="patient"))
    until_asked(cast, clock)
    for _ in range(2):
        clock.pass_by(minutes=1)
        cast.reply("1")
    assert len(versions(cast, regimen)) == 2


def test_an_answer_to_a_plan_that_changed_meanwhile_goes_to_a_person(cast: Cast, clock: VirtualClock) -> None:
    regimen = cast.start(titration(advance="patient"))
    until_asked(cast, clock)
    move(cast, regimen, "hold")
    clock.pass_by(minutes=1)
    cast.reply("1")
    assert story(cast, regimen)[-1] == "05 step_held 1 practitioner"
    assert "titration" in cast.open_flags()


def test_taking_a_dose_and_agreeing_are_kept_apart(cast: Cast, clock: VirtualClock) -> None:
    regimen = cast.start(titration(advance="patient"))
    go(cast, clock, "2026-03-04 08:00")
    until_asked(cast, clock)
    clock.pass_by(minutes=1)
    cast.reply("took it")
    assert cast.states()[2] is DoseState.TAKEN_LATE
    assert len(versions(cast, regimen)) == 1
    cast.reply("ok")
    assert len(versions(cast, regimen)) == 1
    assert "unclear" in cast.open_flags()


def test_the_question_waits_while_a_one_could_mean_a_dose(cast: Cast, clock: VirtualClock) -> None:
    cast.start(titration(advance="patient") | {"times": ["16:30"]})
    for at in ("16:30", "17:00", "17:30"):
        go(cast, clock, f"2026-03-04 {at}")
    go(cast, clock, "2026-03-04 18:29")
    assert ASK not in cast.texts()
    go(cast, clock, "2026-03-04 18:30")
    assert ASK in cast.texts()


def test_no_question_comes_after_texting_hours(cast: Cast, clock: VirtualClock) -> None:
    cast.start(titration(advance="patient"))
    go(cast, clock, "2026-03-04 21:00")
    assert ASK not in cast.texts()
    go(cast, clock, "2026-03-05 17:00")
    assert ASK in cast.texts()


def test_a_question_that_could_not_leave_ends_with_the_texting_hours(cast: Cast, clock: VirtualClock) -> None:
    cast.start(titration(advance="patient"))
    clock.move_to(datetime(2026, 3, 4, 16, 30, tzinfo=NEW_YORK))
    watch_titration(cast.rt)
    with cast.rt.database.reading() as session:
        (text,) = session.scalars(select(Communication).where(Communication.template == "step_ask"))
        assert text.due_at == datetime(2026, 3, 4, 17, 0, tzinfo=NEW_YORK)
        assert text.expires_at == datetime(2026, 3, 4, 20, 59, 59, tzinfo=NEW_YORK)
        assert text.why
    go(cast, clock, "2026-03-04 21:30")
    assert ASK not in cast.texts()


@pytest.mark.parametrize("status", ["paused", "discharged"])
def test_who_takes_no_part_is_not_asked_until_they_return(cast: Cast, clock: VirtualClock, status: str) -> None:
    cast.start(titration(advance="patient"))
    with cast.rt.database.writing() as session:
        set_patient_status(session, cast.ben, cast.patient(), {"status": status}, now=cast.rt.now())
    go(cast, clock, "2026-03-04 17:00")
    with cast.rt.database.reading() as session:
        assert not session.scalars(select(Communication).where(Communication.template == "step_ask")).all()
    with cast.rt.database.writing() as session:
        set_patient_status(session, cast.ben, cast.patient(), {"status": "active"}, now=cast.rt.now())
    go(cast, clock, "2026-03-05 17:00")
    assert ASK in cast.texts()


def test_nobody_is_asked_before_the_gate_is_signed(cast: Cast, clock: VirtualClock) -> None:
    cast.start(titration(advance="patient"), agent=None)
    go(cast, clock, "2026-03-04 17:00")
    assert ASK not in cast.texts()


def test_who_moves_to_another_zone_is_asked_at_five_there(cast: Cast, clock: VirtualClock) -> None:
    cast.start(titration(advance="patient"))
    go(cast, clock, "2026-03-03 09:00")
    with cast.rt.database.writing() as session:
        change_patient(session, cast.ben, cast.patient(), {"time_zone": "America/Los_Angeles"}, now=cast.rt.now())
    for at in ("11:00", "12:00", "19:59"):
        go(cast, clock, f"2026-03-04 {at}")
    assert ASK not in cast.texts()
    go(cast, clock, "2026-03-04 20:00")
    assert ASK in cast.texts()


def test_a_changed_plan_cancels_the_question_that_waits(cast: Cast, clock: VirtualClock) -> None:
    regimen = cast.start(titration(advance="patient"))
    clock.move_to(datetime(2026, 3, 4, 16, 30, tzinfo=NEW_YORK))
    watch_titration(cast.rt)
    act(cast, change_regimen, regimen, daily(starts_on="2026-03-05") | {"from": "2026-03-05"})
    go(cast, clock, "2026-03-04 17:00")
    assert ASK not in cast.texts()
    with cast.rt.database.reading() as session:
        (text,) = session.scalars(select(Communication).where(Communication.template == "step_ask"))
        assert (text.state, text.reason) == (MessageState.CANCELLED, "plan_changed")


def test_asking_twice_at_once_asks_once(cast: Cast, clock: VirtualClock) -> None:
    regimen = cast.start(titration(advance="patient"))
    until_asked(cast, clock)
    for _ in range(3):
        clock.pass_by(minutes=15)
        watch_titration(cast.rt)
        deliver_messages(cast.rt)
        with cast.rt.database.writing() as session:
            session.execute(update(Regimen).where(Regimen.id == regimen).values(step_look_at=cast.rt.now()))
    assert cast.texts().count(ASK) == 1
