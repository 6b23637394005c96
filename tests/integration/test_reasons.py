"""Why a dose was not taken: asked once, kept with the dose, acted on, and never asked where it would hurt."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from adherence.actions.apply_inbound import apply_inbound
from adherence.actions.ask_missed_days import ask_missed_days
from adherence.actions.change_policy import change_policy
from adherence.actions.close_windows import close_windows
from adherence.actions.deliver_messages import deliver_messages
from adherence.actions.enter_hold import enter_hold
from adherence.actions.plan_doses import plan_doses
from adherence.db.communications import Communication
from adherence.db.doses import Dose, administrations_of
from adherence.db.patients import Patient
from adherence.domain.states import DoseState
from tests.cast import Cast
from tests.conftest import VirtualClock
from tests.unit.regimens import daily, targeted

WHY = "Thank you. May we ask what got in the way? Reply 1 forgot, 2 felt fine, 3 ran out, 4 felt unwell, 5 other"
THANKS = "Thank you. That helps the team to help you."
ABOUT_YESTERDAY = (
    "About yesterday 20:00: if it was done, reply DONE. If not, may we ask why? "
    "1 forgot, 2 felt fine, 3 ran out, 4 felt unwell, 5 other"
)


@pytest.fixture
def ana(sqlite_cast: Cast, clock: VirtualClock) -> Cast:
    """Ana, whose tablet is due at 20:00 in New York; it is Monday 2 March, 20:01 there."""
    return at_eight(sqlite_cast, clock)


@pytest.fixture
def both(cast: Cast, clock: VirtualClock) -> Cast:
    """The same on both databases."""
    return at_eight(cast, clock)


def at_eight(cast: Cast, clock: VirtualClock) -> Cast:
    cast.start(daily(times=["20:00"], starts_on="2026-03-02"))
    go(cast, clock, "2026-03-03 01:00")
    clock.pass_by(minutes=1)
    return cast


def go(cast: Cast, clock: VirtualClock, text: str) -> None:
    """Move the clock, and let the jobs do what is due."""
    clock.move_to(datetime.fromisoformat(text).replace(tzinfo=UTC))
    plan_doses(cast.rt)
    close_windows(cast.rt)
    ask_missed_days(cast.rt)
    deliver_messages(cast.rt)


def said(cast: Cast, clock: VirtualClock, body: str) -> str:
    """A reply comes a minute later and is answered; gives the newest text to Ana."""
    clock.pass_by(minutes=1)
    cast.reply(body)
    deliver_messages(cast.rt)
    return cast.texts()[-1]


def first_dose(cast: Cast) -> Dose:
    return cast.doses()[0]


def asked(cast: Cast) -> list[str | None]:
    """The questions about a reason that were made, oldest first."""
    query = select(Communication.template).where(Communication.template.in_(("question_reason", "reason_missed")))
    with cast.rt.database.reading() as session:
        return list(session.scalars(query.order_by(Communication.id)))


def set_policy(cast: Cast, **changes: str) -> None:
    with cast.rt.database.writing() as session:
        change_policy(session, cast.ben, changes, now=cast.rt.now())


def test_a_skip_is_asked_about_and_the_reason_supersedes_nothing_away(both: Cast, clock: VirtualClock) -> None:
    assert said(both, clock, "3") == WHY
    assert said(both, clock, "1") == THANKS
    dose = first_dose(both)
    assert (dose.state, dose.reason) == (DoseState.SKIPPED, "forgot")
    with both.rt.database.reading() as session:
        ledger = administrations_of(session, dose.id)
    assert [(line.state.value, line.reason) for line in ledger] == [("skipped", None), ("skipped", "forgot")]
    assert ledger[1].supersedes_id == ledger[0].id
    assert both.open_flags() == []


@pytest.mark.parametrize(
    ("body", "reason", "flags"),
    [
        ("1", "forgot", []),
        ("2", "felt_fine", []),
        ("3", "ran_out", ["ran_out"]),
        ("4", "side_effect", ["side_effect"]),
        ("5", "other", []),
        ("5.", "other", []),
        ("I forgot", "forgot", []),
        ("felt ok yesterday", "felt_fine", []),
        ("I was out of pills", "ran_out", ["ran_out"]),
        ("it made me sick to my stomach", "side_effect", ["side_effect"]),
        ("had to work a double shift", "other", []),
    ],
)
def test_a_reason_is_read_as_a_number_and_in_words_and_two_of_them_need_a_person(
    ana: Cast, clock: VirtualClock, body: str, reason: str, flags: list[str]
) -> None:
    said(ana, clock, "3")
    said(ana, clock, body)
    assert (first_dose(ana).state, first_dose(ana).reason) == (DoseState.SKIPPED, reason)
    assert ana.open_flags() == flags


@pytest.mark.parametrize(
    ("body", "reason"), [("no, forgot", "forgot"), ("skipped it, felt fine", "felt_fine"), ("no, I ran out", "ran_out")]
)
def test_a_reason_that_comes_with_the_no_is_kept_and_not_asked_for(
    ana: Cast, clock: VirtualClock, body: str, reason: str
) -> None:
    said(ana, clock, body)
    assert (first_dose(ana).state, first_dose(ana).reason) == (DoseState.SKIPPED, reason)
    assert asked(ana) == []


def test_a_number_that_is_sent_twice_is_no_change_of_mind(ana: Cast, clock: VirtualClock) -> None:
    said(ana, clock, "3")
    said(ana, clock, "1")
    said(ana, clock, "1")
    assert (first_dose(ana).state, first_dose(ana).reason) == (DoseState.SKIPPED, "forgot")
    clock.pass_by(minutes=30)
    said(ana, clock, "1")
    assert first_dose(ana).state is DoseState.TAKEN, "later the same number says done: the latest clear answer wins"
    assert first_dose(ana).reason is None


def test_taken_after_all_is_an_answer_to_the_question_why(ana: Cast, clock: VirtualClock) -> None:
    said(ana, clock, "3")
    said(ana, clock, "I took it")
    assert first_dose(ana).state is DoseState.TAKEN


@pytest.mark.parametrize("body", ["why do you ask?", "later"])
def test_what_is_no_reason_is_left_to_people(ana: Cast, clock: VirtualClock, body: str) -> None:
    said(ana, clock, "3")
    said(ana, clock, body)
    assert first_dose(ana).reason is None
    assert ana.open_flags() == ["unclear"]


@pytest.mark.parametrize(("body", "answer"), [("no", "Thank you, that is all for now."), ("thanks", WHY)])
def test_who_does_not_want_to_say_why_is_left_in_peace(ana: Cast, clock: VirtualClock, body: str, answer: str) -> None:
    said(ana, clock, "3")
    assert said(ana, clock, body) == answer
    assert (first_dose(ana).state, first_dose(ana).reason, ana.open_flags()) == (DoseState.SKIPPED, None, [])


def test_undo_takes_back_the_reason_and_then_the_skip(ana: Cast, clock: VirtualClock) -> None:
    for body in ("3", "2", "UNDO"):
        said(ana, clock, body)
    assert (first_dose(ana).state, first_dose(ana).reason) == (DoseState.SKIPPED, None)
    said(ana, clock, "UNDO")
    assert first_dose(ana).state is DoseState.UPCOMING


def test_nobody_is_asked_twice_on_a_day_or_twice_about_a_dose(ana: Cast, clock: VirtualClock) -> None:
    ana.start(daily(times=["20:30"], starts_on="2026-03-02", pattern={"type": "every_day", "quantity_mg": 25}))
    said(ana, clock, "3")
    said(ana, clock, "2")
    go(ana, clock, "2026-03-03 01:30")
    assert said(ana, clock, "3") == "Thank you for telling us. Noted as skipped."
    assert asked(ana) == ["question_reason"]


def test_a_clinic_that_does_not_want_to_ask_does_not(ana: Cast, clock: VirtualClock) -> None:
    set_policy(ana, ask_reason_after_skip="no", ask_reason_after_missed_day="no")
    assert said(ana, clock, "3") == "Thank you for telling us. Noted as skipped."
    go(ana, clock, "2026-03-04 15:00")
    assert asked(ana) == []


def test_who_is_in_danger_is_not_asked(ana: Cast, clock: VirtualClock) -> None:
    said(ana, clock, "I want to kill myself")
    said(ana, clock, "3")
    go(ana, clock, "2026-03-04 15:00")
    assert asked(ana) == []


def test_a_targeted_dose_that_was_called_off_is_never_asked_about(sqlite_cast: Cast, clock: VirtualClock) -> None:
    cast = sqlite_cast
    cast.start(targeted(starts_on="2026-03-02", risk_weekdays=["fri"]))
    go(cast, clock, "2026-03-06 20:00")
    said(cast, clock, "no")
    go(cast, clock, "2026-03-06 22:31")
    said(cast, clock, "3")
    assert asked(cast) == []


def test_the_morning_after_a_silent_day_one_question_asks(both: Cast, clock: VirtualClock) -> None:
    go(both, clock, "2026-03-03 14:59")
    assert asked(both) == []
    go(both, clock, "2026-03-03 15:00")
    assert both.texts()[-1] == ABOUT_YESTERDAY
    go(both, clock, "2026-03-03 16:00")
    assert asked(both) == ["reason_missed"]
    assert said(both, clock, "3").startswith("Thank you for telling us. The team will contact you about it.")
    dose = first_dose(both)
    assert (dose.state, dose.reason) == (DoseState.MISSED, "ran_out")
    assert both.open_flags() == ["ran_out"]


@pytest.mark.parametrize(
    ("body", "state", "reason", "flags"),
    [
        ("1", DoseState.MISSED, "forgot", []),
        ("I fell asleep", DoseState.MISSED, "forgot", []),
        ("DONE", DoseState.TAKEN_LATE, None, []),
        ("I did take it", DoseState.TAKEN_LATE, None, []),
        ("no", DoseState.NO_ANSWER, None, []),
        ("yes", DoseState.NO_ANSWER, None, ["unclear"]),
        ("had a long day", DoseState.NO_ANSWER, None, ["unclear"]),
        ("who is this?", DoseState.NO_ANSWER, None, ["help"]),
        ("5", DoseState.MISSED, "other", []),
    ],
)
def test_a_silent_dose_is_settled_only_by_who_clearly_says_so(
    ana: Cast, clock: VirtualClock, body: str, state: DoseState, reason: str | None, flags: list[str]
) -> None:
    go(ana, clock, "2026-03-03 15:00")
    said(ana, clock, body)
    assert (first_dose(ana).state, first_dose(ana).reason) == (state, reason)
    assert [kind for kind in ana.open_flags() if kind in ("unclear", *flags)] == flags


def test_done_after_the_day_nobody_knows_when_it_was_taken(ana: Cast, clock: VirtualClock) -> None:
    go(ana, clock, "2026-03-03 15:00")
    said(ana, clock, "DONE")
    assert first_dose(ana).taken_at is None


def test_while_a_dose_is_open_or_near_nothing_else_is_asked(ana: Cast, clock: VirtualClock) -> None:
    ana.start(
        daily(times=["10:30"], starts_on="2026-03-03", pattern={"type": "every_day", "quantity_mg": 25}),
    )
    for text in ("2026-03-03 15:00", "2026-03-03 15:30", "2026-03-03 17:00"):
        go(ana, clock, text)
    assert asked(ana) == [], "the reminder of 10:30 waits for its answer"
    said(ana, clock, "1")
    go(ana, clock, "2026-03-03 17:30")
    assert ana.texts()[-1] == ABOUT_YESTERDAY


def test_a_number_after_the_next_reminder_is_about_that_one(ana: Cast, clock: VirtualClock) -> None:
    go(ana, clock, "2026-03-03 15:00")
    go(ana, clock, "2026-03-04 01:00")
    said(ana, clock, "1")
    assert [dose.state for dose in ana.doses()[:2]] == [DoseState.NO_ANSWER, DoseState.TAKEN]


def test_an_undelivered_reminder_asks_nobody_why(ana: Cast, clock: VirtualClock) -> None:
    go(ana, clock, "2026-03-03 09:30")
    with ana.rt.database.writing() as session:
        session.get_one(Dose, first_dose(ana).id).undelivered = True
    go(ana, clock, "2026-03-03 15:00")
    assert asked(ana) == []


def test_a_held_patient_is_not_asked(ana: Cast, clock: VirtualClock) -> None:
    go(ana, clock, "2026-03-03 12:00")
    with ana.rt.database.writing() as session:
        hold = {"kind": "travel", "from": "2026-03-03", "to": "2026-03-06", "reason": "away"}
        enter_hold(session, ana.ben, session.get_one(Patient, ana.ana), hold, now=ana.rt.now())
    go(ana, clock, "2026-03-03 15:00")
    assert asked(ana) == []


def test_of_two_silent_doses_the_last_is_asked_about_by_its_time(sqlite_cast: Cast, clock: VirtualClock) -> None:
    cast = sqlite_cast
    pattern = {"type": "every_day", "quantity_mg": 25}
    cast.start(daily(times=["12:00", "20:00"], starts_on="2026-03-02", ends_on="2026-03-02", pattern=pattern))
    for text in ("2026-03-02 17:00", "2026-03-03 01:00", "2026-03-03 15:00"):
        go(cast, clock, text)
    assert cast.texts()[-1] == ABOUT_YESTERDAY
    said(cast, clock, "1")
    assert [(dose.state, dose.reason) for dose in cast.doses()] == [
        (DoseState.NO_ANSWER, None),
        (DoseState.MISSED, "forgot"),
    ]


def test_a_journey_of_reasons(ana: Cast, clock: VirtualClock) -> None:
    """Skipped and told why, silent and told why in the morning, taken, silent and taken after all."""
    said(ana, clock, "3")
    said(ana, clock, "2")
    go(ana, clock, "2026-03-04 01:00")
    go(ana, clock, "2026-03-04 15:00")
    said(ana, clock, "1")
    go(ana, clock, "2026-03-05 01:00")
    said(ana, clock, "1")
    go(ana, clock, "2026-03-05 15:00")
    go(ana, clock, "2026-03-06 01:00")
    go(ana, clock, "2026-03-06 15:00")
    said(ana, clock, "done")
    assert [(dose.state.value, dose.reason) for dose in ana.doses()[:4]] == [
        ("skipped", "felt_fine"),
        ("missed", "forgot"),
        ("taken", None),
        ("taken_late", None),
    ]
    assert asked(ana) == ["question_reason", "reason_missed", "reason_missed"]
    apply_inbound(ana.rt)
    assert ana.open_flags() == []
