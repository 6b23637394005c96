"""UNDO, answers after a change of plan, later, names: what a reply may change, and what it never may."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from adherence.actions.change_patient import change_patient
from adherence.actions.change_regimen import change_regimen
from adherence.actions.close_windows import close_windows
from adherence.actions.deliver_messages import deliver_messages
from adherence.actions.plan_doses import plan_doses
from adherence.actions.record_administration import record_administration
from adherence.actions.set_check_in import set_check_in
from adherence.actions.stop_regimen import stop_regimen
from adherence.db.doses import Dose
from adherence.db.drinking import drinking_reports
from adherence.db.inbound import InboundMessage
from adherence.db.patients import Patient
from adherence.db.regimens import Regimen
from adherence.domain.states import DoseState
from adherence.jobs import run_jobs_once
from tests.cast import Cast
from tests.conftest import VirtualClock
from tests.unit.regimens import daily, targeted

NEW_YORK = ZoneInfo("America/New_York")
LOW = {"type": "every_day", "quantity_mg": 25}
UNDONE = "OK, we took back your last answer."
NOTED = "Thank you. We passed this on to the team."


def go(cast: Cast, clock: VirtualClock, local: str) -> None:
    """Move to a local time in New York, and let the jobs do what is due."""
    clock.move_to(datetime.fromisoformat(local).replace(tzinfo=NEW_YORK))
    plan_doses(cast.rt)
    close_windows(cast.rt)
    deliver_messages(cast.rt)


def say(cast: Cast, clock: VirtualClock, body: str, **fields: Any) -> str:
    """A reply comes a minute later and is answered; gives the newest text to Ana."""
    clock.pass_by(minutes=1)
    cast.reply(body, **fields)
    deliver_messages(cast.rt)
    return cast.texts()[-1]


def outcome(cast: Cast) -> str | None:
    with cast.rt.database.reading() as session:
        newest = select(InboundMessage).order_by(InboundMessage.received_at.desc(), InboundMessage.id.desc())
        return session.scalars(newest).first().outcome  # type: ignore[union-attr]


def change(cast: Cast, regimen_id: str, **plan: Any) -> None:
    with cast.rt.database.writing() as session:
        data = {**daily(times=["08:00"], starts_on="2026-03-02", pattern=LOW), **plan}
        change_regimen(session, cast.ben, session.get_one(Regimen, regimen_id), data, now=cast.rt.now())


def stop(cast: Cast, regimen_id: str, on: str) -> None:
    with cast.rt.database.writing() as session:
        regimen = session.get_one(Regimen, regimen_id)
        stop_regimen(session, cast.ben, regimen, {"on": on, "reason": "stopped"}, now=cast.rt.now())


def by_slot(cast: Cast) -> dict[str, str]:
    """The doses that have begun: day and slot, and the state."""
    return {
        f"{dose.on.day} {dose.slot}": dose.state.value for dose in cast.doses() if dose.window_opens_at <= cast.rt.now()
    }


@pytest.fixture
def ana(sqlite_cast: Cast, clock: VirtualClock) -> Cast:
    """Ana takes her tablet at 08:00; it is Tuesday 3 March, she was silent on Monday and was reminded just now."""
    return reminded(sqlite_cast, clock)


@pytest.fixture
def both(cast: Cast, clock: VirtualClock) -> Cast:
    """The same on both databases."""
    return reminded(cast, clock)


REGIMEN: dict[str, str] = {}


def reminded(cast: Cast, clock: VirtualClock) -> Cast:
    REGIMEN["daily"] = cast.start(daily(times=["08:00"], starts_on="2026-03-02", pattern=LOW))
    go(cast, clock, "2026-03-02 08:00")
    go(cast, clock, "2026-03-03 08:00")
    assert by_slot(cast) == {"2 08:00": "no_answer", "3 08:00": "upcoming"}
    return cast


@pytest.fixture
def friday(sqlite_cast: Cast, clock: VirtualClock) -> Cast:
    """Ana has a targeted plan for Fridays at 19:00 and is asked at 15:00 whether it is a risk day."""
    cast = sqlite_cast
    cast.start(targeted(starts_on="2026-03-02", risk_weekdays=["fri"]))
    go(cast, clock, "2026-03-06 15:00")
    return cast


# UNDO


def test_each_undo_takes_back_one_answer_the_newest_first(both: Cast, clock: VirtualClock) -> None:
    say(both, clock, "took yesterday's")
    say(both, clock, "1")
    assert by_slot(both) == {"2 08:00": "taken_late", "3 08:00": "taken"}
    assert say(both, clock, "UNDO") == UNDONE
    assert by_slot(both) == {"2 08:00": "taken_late", "3 08:00": "upcoming"}
    assert say(both, clock, "undo") == UNDONE
    assert by_slot(both) == {"2 08:00": "no_answer", "3 08:00": "upcoming"}
    assert say(both, clock, "UNDO") != UNDONE
    assert by_slot(both) == {"2 08:00": "no_answer", "3 08:00": "upcoming"}


def test_an_answer_after_undo_counts_and_can_be_taken_back_again(both: Cast, clock: VirtualClock) -> None:
    for body in ("3", "UNDO", "1"):
        say(both, clock, body)
    assert by_slot(both)["3 08:00"] == "taken"
    say(both, clock, "UNDO")
    assert by_slot(both)["3 08:00"] == "upcoming"


def test_the_same_answer_twice_is_taken_back_by_one_undo(ana: Cast, clock: VirtualClock) -> None:
    for body in ("1", "1", "hello", "UNDO"):
        say(ana, clock, body)
    assert by_slot(ana)["3 08:00"] == "upcoming"


def test_undo_does_not_reach_back_more_than_a_day(ana: Cast, clock: VirtualClock) -> None:
    say(ana, clock, "1")
    go(ana, clock, "2026-03-04 08:02")
    assert say(ana, clock, "UNDO") != UNDONE
    assert by_slot(ana)["3 08:00"] == "taken"


def test_what_staff_recorded_since_is_left_to_people(ana: Cast, clock: VirtualClock) -> None:
    say(ana, clock, "1")
    with ana.rt.database.writing() as session:
        dose = session.get_one(Dose, ana.doses()[1].id)
        record_administration(session, ana.ben, dose, {"state": "missed"}, now=ana.rt.now())
    assert say(ana, clock, "UNDO") != UNDONE
    say(ana, clock, "UNDO")
    assert by_slot(ana)["3 08:00"] == "missed"
    assert "unclear" in ana.open_flags()


def test_undo_takes_back_what_was_said_about_drinking_and_then_the_dose(both: Cast, clock: VirtualClock) -> None:
    cast = both
    stop(cast, REGIMEN["daily"], "2026-03-04")
    cast.start(targeted(starts_on="2026-03-04", risk_weekdays=["fri"], ask_at=None))
    with cast.rt.database.writing() as session:
        switched = {"kind": "follow_up", "on": True}
        set_check_in(session, cast.ben, session.get_one(Patient, cast.ana), switched, now=cast.rt.now())
    for local in ("2026-03-06 17:30", "2026-03-07 10:00"):
        clock.move_to(datetime.fromisoformat(local).replace(tzinfo=NEW_YORK))
        run_jobs_once(cast.rt)
    say(cast, clock, "1")
    say(cast, clock, "19:30")
    assert told_of_friday(cast) == [True]
    assert say(cast, clock, "UNDO") == UNDONE
    assert told_of_friday(cast) == []
    assert by_slot(cast)["6 19:00"] == "taken"
    assert say(cast, clock, "UNDO") == UNDONE
    assert by_slot(cast)["6 19:00"] == "upcoming"


def told_of_friday(cast: Cast) -> list[bool | None]:
    with cast.rt.database.reading() as session:
        friday = date(2026, 3, 6)
        return [report.drank for report in drinking_reports(session, cast.ana, friday, friday)]


def test_undo_brings_back_a_risk_day_that_was_called_off(friday: Cast, clock: VirtualClock) -> None:
    say(friday, clock, "no")
    assert friday.states()[0] is DoseState.EXCUSED
    assert say(friday, clock, "UNDO") == UNDONE
    count = len(friday.texts())
    go(friday, clock, "2026-03-06 17:30")
    assert friday.states()[0] is DoseState.OPEN
    assert len(friday.texts()) == count + 1, "its prompt leaves"


def test_undo_of_later_takes_the_reminder_back_and_the_nudge_comes(ana: Cast, clock: VirtualClock) -> None:
    assert say(ana, clock, "later") == "OK. We will ask you again at 8:31."
    assert say(ana, clock, "UNDO") == UNDONE
    count = len(ana.texts())
    go(ana, clock, "2026-03-03 08:31")
    assert len(ana.texts()) == count
    go(ana, clock, "2026-03-03 09:00")
    assert len(ana.texts()) == count + 1


def test_undo_after_something_that_one_word_cannot_take_back_touches_nothing_older(
    friday: Cast, clock: VirtualClock
) -> None:
    friday.start(daily(times=["14:00"], starts_on="2026-03-06", pattern=LOW))
    say(friday, clock, "took the 2 pm one")
    say(friday, clock, "RISK SAT")
    assert say(friday, clock, "UNDO") != UNDONE
    assert say(friday, clock, "UNDO").startswith(NOTED)
    assert "unclear" in friday.open_flags()


# A plan that changed since we asked


def test_an_answer_to_a_dose_of_a_stopped_plan_settles_nothing_else(both: Cast, clock: VirtualClock) -> None:
    stop(both, REGIMEN["daily"], "2026-03-03")
    assert say(both, clock, "1").startswith(NOTED)
    assert by_slot(both) == {"2 08:00": "no_answer"}, "not even yesterday's, which waits for an answer too"
    assert outcome(both) == "out_of_plan"
    assert both.open_flags() == ["unclear"]


def test_an_answer_to_the_old_plan_does_not_settle_the_new_one(ana: Cast, clock: VirtualClock) -> None:
    stop(ana, REGIMEN["daily"], "2026-03-03")
    ana.start(daily(times=["08:00"], starts_on="2026-03-03", pattern=LOW))
    say(ana, clock, "1")
    assert "taken" not in by_slot(ana).values()


def test_after_the_first_text_of_the_new_plan_the_answer_is_about_that(ana: Cast, clock: VirtualClock) -> None:
    stop(ana, REGIMEN["daily"], "2026-03-03")
    ana.start(daily(times=["12:00"], starts_on="2026-03-03", pattern=LOW))
    go(ana, clock, "2026-03-03 12:00")
    say(ana, clock, "1")
    assert by_slot(ana) == {"2 08:00": "no_answer", "3 12:00": "taken"}


@pytest.mark.parametrize("from_on", ["2026-03-03", "2026-03-04"])
@pytest.mark.parametrize("changed", [{"times": ["20:00"]}, {"pattern": {"type": "every_day", "quantity_mg": 50}}])
def test_a_dose_that_was_open_when_the_plan_changed_keeps_its_answer(
    ana: Cast, clock: VirtualClock, from_on: str, changed: dict[str, Any]
) -> None:
    change(ana, REGIMEN["daily"], **changed, **{"from": from_on})
    say(ana, clock, "1")
    assert by_slot(ana) == {"2 08:00": "no_answer", "3 08:00": "taken"}
    go(ana, clock, "2026-03-03 20:01")
    assert set(by_slot(ana).values()) <= {"no_answer", "taken", "upcoming"}
    assert list(by_slot(ana).values()).count("taken") == 1


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Asia/Tokyo", "Pacific/Apia"])
def test_an_answer_after_a_move_to_another_zone_settles_the_dose_that_was_asked_about(
    ana: Cast, clock: VirtualClock, zone: str
) -> None:
    with ana.rt.database.writing() as session:
        moved = {"time_zone": zone}
        change_patient(session, ana.ben, session.get_one(Patient, ana.ana), moved, now=ana.rt.now())
    say(ana, clock, "1")
    taken = [dose for dose in ana.doses() if dose.state is DoseState.TAKEN]
    assert [dose.due_at.astimezone(NEW_YORK).isoformat(" ", "minutes")[:16] for dose in taken] == ["2026-03-03 08:00"]


def test_the_choice_of_a_dose_that_left_the_plan_is_left_to_people(ana: Cast, clock: VirtualClock) -> None:
    other = ana.start(daily(times=["09:00"], starts_on="2026-03-03", pattern=LOW))
    go(ana, clock, "2026-03-03 09:00")
    assert say(ana, clock, "1") == "Which one do you mean? Reply 1 for today 8:00, 2 for today 9:00"
    stop(ana, other, "2026-03-03")
    assert say(ana, clock, "2").startswith(NOTED)
    assert "taken" not in by_slot(ana).values()
    assert ana.open_flags() == ["unclear"]


# Which dose


@pytest.mark.parametrize(("choice", "slot"), [("1", "3 08:00"), ("2.", "3 09:00"), ("3", "3 10:00")])
def test_three_open_doses_are_asked_about_with_three_numbers(
    both: Cast, clock: VirtualClock, choice: str, slot: str
) -> None:
    for time in ("09:00", "10:00"):
        both.start(daily(times=[time], starts_on="2026-03-03", pattern=LOW))
    go(both, clock, "2026-03-03 10:00")
    question = "Which one do you mean? Reply 1 for today 8:00, 2 for today 9:00, 3 for today 10:00"
    assert say(both, clock, "took it") == question
    say(both, clock, choice)
    assert [slot for slot, state in by_slot(both).items() if state == "taken"] == [slot]


def test_a_name_answers_the_question_which_one(ana: Cast, clock: VirtualClock) -> None:
    ana.start(daily(times=["13:00"], starts_on="2026-03-03", pattern=LOW))
    go(ana, clock, "2026-03-03 13:00")
    say(ana, clock, "1")
    say(ana, clock, "the morning one")
    assert [slot for slot, state in by_slot(ana).items() if state.startswith("taken")] == ["3 08:00"]


def test_two_doses_of_the_same_time_are_not_asked_about_in_vain(ana: Cast, clock: VirtualClock) -> None:
    ana.start(daily(times=["08:00"], starts_on="2026-03-03", pattern=LOW))
    go(ana, clock, "2026-03-03 08:05")
    assert say(ana, clock, "1").startswith(NOTED)
    assert "taken" not in by_slot(ana).values()
    assert ana.open_flags() == ["unclear"]


def test_words_about_yesterday_never_settle_today(ana: Cast, clock: VirtualClock) -> None:
    for body in ("didn't take yesterday's", "actually I took yesterday's"):
        say(ana, clock, body)
    assert by_slot(ana) == {"2 08:00": "taken_late", "3 08:00": "upcoming"}
    say(ana, clock, "I took Sunday's")
    assert by_slot(ana) == {"2 08:00": "taken_late", "3 08:00": "upcoming"}
    assert ana.open_flags() == ["unclear"]


def test_an_answer_that_differs_from_what_staff_recorded_is_looked_at(ana: Cast, clock: VirtualClock) -> None:
    with ana.rt.database.writing() as session:
        dose = session.get_one(Dose, ana.doses()[0].id)
        record_administration(session, ana.ben, dose, {"state": "taken"}, now=ana.rt.now())
        other = session.get_one(Dose, ana.doses()[1].id)
        record_administration(session, ana.ben, other, {"state": "missed"}, now=ana.rt.now())
    say(ana, clock, "1")
    assert by_slot(ana) == {"2 08:00": "taken_late", "3 08:00": "missed"}
    assert ana.open_flags() == ["unclear"]


# Later


def test_later_on_a_risk_day_asks_again_before_the_expected_time_and_never_after(
    friday: Cast, clock: VirtualClock
) -> None:
    go(friday, clock, "2026-03-06 17:30")
    prompt = friday.texts()[-1]
    assert say(friday, clock, "2") == "OK. We will ask you again at 18:01."
    go(friday, clock, "2026-03-06 18:01")
    assert friday.texts()[-1] == prompt
    go(friday, clock, "2026-03-06 18:40")
    refused = "Sorry, we cannot ask again at that time. When you know, reply 1 done or 3 skip."
    assert say(friday, clock, "2") == refused
    assert say(friday, clock, "at 8pm") == refused
    count = len(friday.texts())
    for local in ("2026-03-06 19:15", "2026-03-06 20:00"):
        go(friday, clock, local)
    assert len(friday.texts()) == count
    assert friday.open_flags() == []


def test_a_prompt_that_was_asked_for_later_expires_at_the_expected_time(friday: Cast, clock: VirtualClock) -> None:
    go(friday, clock, "2026-03-06 18:00")
    say(friday, clock, "in 50 minutes")
    count = len(friday.texts())
    go(friday, clock, "2026-03-06 19:01")
    assert len(friday.texts()) == count, "the service was down at 18:51: after 19:00 the prompt is pointless"


# A phone that two patients share


def test_a_name_credits_one_and_reveals_nothing(both: Cast, clock: VirtualClock) -> None:
    twin = both.enrol(phone=both.phone(), given_name="Tom")
    both.start(daily(times=["08:00"], starts_on="2026-03-02", pattern=LOW), twin)
    go(both, clock, "2026-03-03 09:00")
    assert say(both, clock, "Ana took hers") == "Thank you, noted as done."
    assert say(both, clock, "this is Tom, skipped it") == "Thank you for telling us. Noted as skipped."
    assert by_slot(both)["3 08:00"] == "taken"
    assert [dose.state for dose in both.doses(twin) if dose.on.day == 3] == [DoseState.SKIPPED]
    assert both.open_flags() == both.open_flags(twin) == []


@pytest.mark.parametrize(
    "body",
    ["took it", "Ana, took it?", "Ana I took yours", "Tom and Ana took theirs", "Ana took half of hers",
     "Ana took a fentanyl", "Ana took hers and threw up", "Ana later", "Ana UNDO", "Ana hers"],
)  # fmt: skip
def test_a_name_with_any_doubt_credits_nobody(ana: Cast, clock: VirtualClock, body: str) -> None:
    twin = ana.enrol(phone=ana.phone(), given_name="Tom")
    ana.start(daily(times=["08:00"], starts_on="2026-03-02", pattern=LOW), twin)
    go(ana, clock, "2026-03-03 09:00")
    say(ana, clock, body)
    assert {dose.state for dose in (*ana.doses(), *ana.doses(twin))} <= {DoseState.UPCOMING, DoseState.NO_ANSWER}
    assert ana.open_flags() != []
    assert ana.open_flags(twin) != []
