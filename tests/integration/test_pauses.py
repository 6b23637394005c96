"""Pauses that a patient asks for: what is kept back, what silence then means, and how it ends."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from adherence.actions.deliver_messages import deliver_messages
from adherence.actions.pause_texts import enter_pause
from adherence.actions.resume_texts import end_pause
from adherence.db.communications import Communication
from adherence.db.patients import Patient
from adherence.db.topic_pauses import TopicPause, pauses_of
from adherence.domain.errors import Refused
from adherence.domain.pauses import PauseTopic
from adherence.domain.purpose import UNPROMPTED
from adherence.domain.states import ConsentState, DoseState, FlagKind, FlagState
from tests.cast import Cast
from tests.conftest import VirtualClock
from tests.integration.clock_hand import go
from tests.unit.regimens import daily


def pauses(cast: Cast) -> list[TopicPause]:
    with cast.rt.database.reading() as session:
        return pauses_of(session, cast.ben.clinic_id, cast.ana)


def reasons(cast: Cast) -> set[str | None]:
    with cast.rt.database.reading() as session:
        query = select(Communication.reason).where(
            Communication.patient_id == cast.ana, Communication.purpose.in_(UNPROMPTED)
        )
        return set(session.scalars(query))


@pytest.fixture
def ana(cast: Cast, clock: VirtualClock) -> Cast:
    """Ana on 2 March in New York: an opioid patient with a tablet at 08:00, welcomed."""
    clock.move_to(datetime(2026, 3, 2, 15, 0, tzinfo=UTC))
    cast.start(daily(times=["08:00"], starts_on="2026-03-03"), agent="short_acting")
    go(cast, clock, "2026-03-02 15:00")
    return cast


def test_pause_7_keeps_unprompted_texts_back_until_its_date(ana: Cast, clock: VirtualClock) -> None:
    ana.reply("PAUSE 3")
    deliver_messages(ana.rt)
    assert ana.texts()[-1] == (
        "OK. None of those texts before Thu 5 Mar. Reply RESUME to get them earlier. To reach us: 555-0100."
    )
    before = len(ana.texts())
    for day in ("03", "04"):
        go(ana, clock, f"2026-03-{day} 13:00")
        go(ana, clock, f"2026-03-{day} 14:30")
    assert len(ana.texts()) == before
    assert "topic_paused" in reasons(ana)
    go(ana, clock, "2026-03-05 13:00")
    assert ana.texts()[-1] == "Time for your 8:00. Reply 1 done, 2 later, 3 skip"


def test_pause_alone_is_the_clinics_number_of_days(ana: Cast) -> None:
    ana.reply("PAUSE")
    [pause] = pauses(ana)
    assert (pause.topic, pause.until_on) == (PauseTopic.EVERYTHING, date(2026, 3, 9))


def test_a_pause_of_check_ins_leaves_the_reminders_alone(ana: Cast, clock: VirtualClock) -> None:
    ana.reply("PAUSE CHECKINS 7")
    assert ana.open_flags() == []
    go(ana, clock, "2026-03-03 13:00")
    assert ana.texts()[-1].startswith("Time for your 8:00")


def test_answers_and_the_crisis_answer_leave_during_a_pause(ana: Cast, clock: VirtualClock) -> None:
    ana.reply("PAUSE 7")
    go(ana, clock, "2026-03-03 13:00")
    ana.reply("1")
    deliver_messages(ana.rt)
    assert ana.texts()[-1] == "Thank you, noted as done."
    assert ana.states()[0] is DoseState.TAKEN
    ana.reply("I want to kill myself")
    deliver_messages(ana.rt)
    assert ana.texts()[-1].startswith("Thank you for writing. For help right now, call 911")


def test_resume_brings_the_reminder_of_an_open_dose_back(ana: Cast, clock: VirtualClock) -> None:
    ana.reply("PAUSE 7")
    go(ana, clock, "2026-03-03 13:00")
    assert not ana.texts()[-1].startswith("Time for")
    clock.pass_by(minutes=20)
    ana.reply("RESUME")
    deliver_messages(ana.rt)
    deliver_messages(ana.rt)
    assert "OK. You will get our texts again as planned." in ana.texts()
    assert any(text.startswith("Time for your 8:00") for text in ana.texts()[-2:])
    assert all(pause.ended_at is not None for pause in pauses(ana))


def test_start_without_an_opt_out_ends_a_pause_too(ana: Cast) -> None:
    ana.reply("PAUSE 7")
    ana.reply("START")
    assert pauses(ana)[0].ended_at is not None


def test_a_later_pause_of_the_same_topic_replaces_the_first(ana: Cast) -> None:
    ana.reply("PAUSE 20")
    ana.reply("PAUSE 2")
    newest, oldest = pauses(ana)
    assert (newest.until_on, newest.ended_at) == (date(2026, 3, 4), None)
    assert oldest.ended_at is not None


def test_the_silence_of_a_paused_dose_is_marked_and_not_escalated(ana: Cast, clock: VirtualClock) -> None:
    ana.reply("PAUSE REMINDERS 5")
    for day in ("03", "04"):
        go(ana, clock, f"2026-03-{day} 13:00")
    go(ana, clock, "2026-03-05 05:30")
    closed = [dose for dose in ana.doses() if dose.state is DoseState.NO_ANSWER]
    assert [(dose.undelivered, dose.reason) for dose in closed] == [(True, "texts_paused")] * 2
    assert FlagKind.CONSECUTIVE_DAYS not in {flag.kind for flag in ana.flags()}


def test_a_dose_that_was_asked_about_before_the_pause_is_plain_silence(ana: Cast, clock: VirtualClock) -> None:
    go(ana, clock, "2026-03-03 13:00")
    ana.reply("PAUSE 7")
    go(ana, clock, "2026-03-04 05:30")
    dose = next(dose for dose in ana.doses() if dose.state is DoseState.NO_ANSWER)
    assert (dose.undelivered, dose.reason) == (False, None)


def test_after_three_unheard_days_the_opioid_question_comes_before_the_next_tablet(
    ana: Cast, clock: VirtualClock
) -> None:
    ana.reply("PAUSE 4")
    for day in ("03", "04", "05"):
        go(ana, clock, f"2026-03-{day} 13:00")
    go(ana, clock, "2026-03-06 05:30")
    assert "restart" in ana.open_flags()
    assert "consecutive_days" not in ana.open_flags()
    go(ana, clock, "2026-03-06 13:00")
    assert ana.texts()[-1].startswith("Please check in with us before your next one.")


def test_a_pause_of_reminders_is_told_to_staff(ana: Cast) -> None:
    ana.reply("PAUSA RECORDATORIOS 3")
    [flag] = [flag for flag in ana.flags() if flag.state is FlagState.OPEN]
    assert (flag.kind, flag.detail) == (
        FlagKind.CONTACT,
        "Paused texts until 2026-03-05; silence says nothing until then",
    )


def test_neither_pause_nor_resume_gives_a_consent_back(ana: Cast) -> None:
    ana.reply("STOP")
    before = ana.texts()
    ana.reply("RESUME")
    ana.reply("PAUSE 7")
    deliver_messages(ana.rt)
    assert ana.patient().consent_state is ConsentState.REVOKED
    assert ana.texts() == before
    assert pauses(ana) == []


def test_staff_enter_and_end_a_pause(ana: Cast, clock: VirtualClock) -> None:
    with ana.rt.database.writing() as session:
        patient = session.get_one(Patient, ana.ana)
        enter_pause(session, ana.ben, patient, {"topic": "everything", "until": "2026-03-11"}, now=ana.rt.now())
    [pause] = pauses(ana)
    assert pause.recorded_by == ana.ben.id
    go(ana, clock, "2026-03-03 13:00")
    assert not ana.texts()[-1].startswith("Time for")
    with ana.rt.database.writing() as session:
        end_pause(session, ana.ben, session.get_one(TopicPause, pause.id), now=ana.rt.now())
    go(ana, clock, "2026-03-03 13:05")
    assert ana.texts()[-1].startswith("Time for")
    with pytest.raises(Refused, match="over already"), ana.rt.database.writing() as session:
        end_pause(session, ana.ben, session.get_one(TopicPause, pause.id), now=ana.rt.now())


@pytest.mark.parametrize("until", ["2026-03-02", "2026-04-02", "x", None, "2026-02-30"])
def test_a_pause_out_of_reach_is_refused(ana: Cast, until: str | None) -> None:
    wanted = {"topic": "visits", "until": until}
    with pytest.raises(Refused, match="until"), ana.rt.database.writing() as session:
        enter_pause(session, ana.ben, session.get_one(Patient, ana.ana), wanted, now=ana.rt.now())
