"""Replies: kept, applied once and in order, and never credited, answered or obeyed where they should not be."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from adherence.actions.apply_inbound import apply_inbound
from adherence.actions.change_patient import change_patient
from adherence.actions.deliver_messages import deliver_messages
from adherence.actions.poll_inbound import poll_inbound
from adherence.actions.record_administration import record_administration
from adherence.actions.set_patient_status import set_patient_status
from adherence.db.communications import Communication
from adherence.db.doses import Dose, administrations_of
from adherence.db.inbound import InboundMessage
from adherence.db.patients import Patient
from adherence.domain.states import ConsentState, DoseState, NumberState, Severity
from adherence.runtime import Runtime
from adherence.sms.simulator import Simulator
from tests.cast import Cast
from tests.conftest import VirtualClock
from tests.integration.clock_hand import go
from tests.unit.regimens import daily, targeted

STARTED = "Time for your 8:00. Reply 1 done, 2 later, 3 skip"


@pytest.fixture
def ana(sqlite_cast: Cast, clock: VirtualClock) -> Cast:
    """Ana at 08:00 in New York on 2 March, her reminder just sent."""
    return _at_eight(sqlite_cast, clock)


@pytest.fixture
def both(cast: Cast, clock: VirtualClock) -> Cast:
    """The same on both databases."""
    return _at_eight(cast, clock)


def _at_eight(cast: Cast, clock: VirtualClock) -> Cast:
    cast.start(daily(times=["08:00"], starts_on="2026-03-02"))
    go(cast, clock, "2026-03-02 13:00")
    assert cast.texts()[-1] == STARTED
    clock.pass_by(minutes=1)
    return cast


def said(cast: Cast, body: str, **fields: Any) -> str:
    """A reply is applied and its answer sent; gives the newest text to Ana."""
    cast.reply(body, **fields)
    deliver_messages(cast.rt)
    return cast.texts()[-1]


def inbound(rt: Runtime) -> list[InboundMessage]:
    with rt.database.reading() as session:
        return list(session.scalars(select(InboundMessage).order_by(InboundMessage.received_at, InboundMessage.id)))


def change(cast: Cast, **fields: Any) -> None:
    with cast.rt.database.writing() as session:
        change_patient(session, cast.ben, session.get_one(Patient, cast.ana), fields, now=cast.rt.now())


def test_replies_of_one_phone_are_applied_in_the_order_in_which_they_came(both: Cast, clock: VirtualClock) -> None:
    for body in ("3", "1", "3", "1"):
        both.receive(body)
        clock.pass_by(seconds=1)
    assert apply_inbound(both.rt) == 4
    assert both.states()[0] is DoseState.TAKEN
    with both.rt.database.reading() as session:
        ledger = administrations_of(session, both.doses()[0].id)
    assert [line.state.value for line in ledger] == ["skipped", "taken", "skipped", "taken"]


def test_a_sid_has_one_effect_however_often_it_comes(both: Cast) -> None:
    sid = both.reply("1")
    both.receive("3", sid=sid)
    assert apply_inbound(both.rt) == 0
    assert both.states()[0] is DoseState.TAKEN
    assert len(inbound(both.rt)) == 1


def test_an_older_reply_that_is_found_later_does_not_undo_a_newer_one(ana: Cast, clock: VirtualClock) -> None:
    earlier = clock.at
    clock.pass_by(minutes=5)
    ana.reply("1")
    later, clock.at = clock.at, earlier
    sid = ana.receive("3")
    clock.at = later
    apply_inbound(ana.rt)
    assert sid
    assert ana.states()[0] is DoseState.TAKEN


def test_an_unknown_number_changes_nothing(ana: Cast) -> None:
    ana.reply("STOP", phone="+12025559999")
    ana.reply("1", phone="+12025559999")
    assert {message.outcome for message in inbound(ana.rt)} == {"unknown_number"}
    assert ana.states()[0] is DoseState.OPEN


@pytest.mark.parametrize("body", ["Ana STOP", "this is Tom. Stop", "Tom: ALTO"])
def test_the_keyword_beside_a_name_stops_a_shared_phone(ana: Cast, body: str) -> None:
    tom = ana.enrol(given_name="Tom", phone=ana.phone())
    ana.reply(body)
    assert {ana.patient(one).consent_state for one in (ana.ana, tom)} == {ConsentState.REVOKED}


def test_crisis_words_from_a_shared_phone_are_answered_although_one_of_its_patients_died(both: Cast) -> None:
    phone = both.phone()
    for name in ("Tom", "Eva"):
        both.enrol(given_name=name, phone=phone)
    with both.rt.database.writing() as session:
        patient = session.get_one(Patient, both.ana)
        set_patient_status(session, both.ben, patient, {"status": "deceased"}, now=both.rt.now())
    both.reply("I want to die", phone=phone)
    deliver_messages(both.rt)
    assert sum("988" in text for text in both.texts()) == 1


@pytest.mark.parametrize("left", ["discharged", "wrong number"])
def test_a_danger_that_is_no_crisis_calls_somebody_whoever_may_have_the_number(ana: Cast, left: str) -> None:
    if left == "discharged":
        with ana.rt.database.writing() as session:
            patient = session.get_one(Patient, ana.ana)
            set_patient_status(session, ana.ben, patient, {"status": left}, now=ana.rt.now())
    else:
        ana.reply(left)
    ana.reply("I used heroin last night")
    assert [flag.escalate_at for flag in ana.flags() if flag.severity is Severity.URGENT] == [ana.rt.now()]


@pytest.mark.parametrize("body", ["(Auto reply) I am driving", 'Liked "Time for your 8:00"'])
def test_an_opt_out_that_the_provider_saw_counts_however_the_text_is_read(ana: Cast, body: str) -> None:
    before = ana.texts()
    ana.reply(body, opt_out_type="STOP")
    deliver_messages(ana.rt)
    assert (ana.patient().consent_state, ana.texts()) == (ConsentState.REVOKED, before)


def test_a_shared_phone_credits_and_reveals_nobody_and_stop_stops_all(both: Cast) -> None:
    twin = both.enrol(phone=both.phone(), given_name="Tom")
    both.start(daily(times=["08:00"], starts_on="2026-03-02"), twin)
    before = both.texts()
    said(both, "1")
    assert DoseState.TAKEN not in both.states() + both.states(twin)
    assert both.texts() == before or both.texts()[len(before) :] == [both.texts()[-1]]
    assert both.open_flags() == both.open_flags(twin) == ["unclear"]
    both.reply("STOP")
    assert both.patient().consent_state is both.patient(twin).consent_state is ConsentState.REVOKED


def test_a_number_of_somebody_who_left_belongs_to_who_has_it_now(ana: Cast) -> None:
    gone = ana.enrol(phone=ana.phone())
    with ana.rt.database.writing() as session:
        set_patient_status(session, ana.ben, session.get_one(Patient, gone), {"status": "discharged"}, now=ana.rt.now())
    ana.reply("1")
    assert ana.states()[0] is DoseState.TAKEN
    ana.reply("STOP")
    assert ana.patient(gone).consent_state is ConsentState.REVOKED, "who returns is still opted out"


def test_a_changed_number_is_asked_first_and_the_old_one_means_nobody(ana: Cast, clock: VirtualClock) -> None:
    old, new = ana.phone(), "+12025550999"
    change(ana, phone=new)
    deliver_messages(ana.rt)
    assert len(ana.texts()) == 1, "only the question"
    ana.reply("1", phone=old)
    assert ana.states()[0] is DoseState.OPEN
    go(ana, clock, "2026-03-02 14:00")
    assert len(ana.texts()) == 1
    said(ana, "OK")
    assert ana.patient().number_state is NumberState.IN_USE
    go(ana, clock, "2026-03-03 13:00")
    assert ana.texts()[-1] == STARTED, "planned texts go to the confirmed number"


def test_a_number_that_was_asked_for_at_night_is_asked_in_the_morning(ana: Cast, clock: VirtualClock) -> None:
    clock.move_to(datetime(2026, 3, 3, 4, 0, tzinfo=UTC))
    change(ana, phone="+12025550998")
    deliver_messages(ana.rt)
    assert ana.texts() == []
    go(ana, clock, "2026-03-03 13:00")
    assert len(ana.texts()) == 1


def test_a_wrong_number_gets_nothing_more_and_credits_nobody(ana: Cast, clock: VirtualClock) -> None:
    before = len(ana.texts())
    said(ana, "wrong number")
    assert ana.patient().number_state is NumberState.WRONG
    said(ana, "1")
    assert ana.states()[0] is DoseState.OPEN
    go(ana, clock, "2026-03-03 13:00")
    assert len(ana.texts()) == before
    assert "wrong_number" in ana.open_flags()


@pytest.mark.parametrize(
    ("body", "fields", "answers"),
    [
        ("STOP", {}, 0),
        ("stop.", {}, 0),
        ("ALTO", {}, 0),
        ("Please stop texting me", {}, 1),
        ("Please stop texting me", {"opt_out_type": "STOP"}, 0),
        ("please stop texting me, I want to kill myself", {}, 1),
    ],
)
def test_an_opt_out_gets_one_confirmation_at_most_and_nothing_follows(
    both: Cast, clock: VirtualClock, body: str, fields: dict[str, Any], answers: int
) -> None:
    before = len(both.texts())
    said(both, body, **fields)
    said(both, body, **fields)
    assert both.patient().consent_state is ConsentState.REVOKED
    confirmed = both.texts()[before:]
    if "kill" in body:
        assert all("988" in text for text in confirmed)
    else:
        assert len(confirmed) == answers
    go(both, clock, "2026-03-02 14:00")
    go(both, clock, "2026-03-03 13:00")
    assert len(both.texts()) == before + len(confirmed)


def test_stop_right_after_crisis_words_does_not_swallow_the_crisis_answer(ana: Cast, clock: VirtualClock) -> None:
    ana.receive("I want to kill myself")
    clock.pass_by(seconds=1)
    ana.receive("STOP")
    apply_inbound(ana.rt)
    deliver_messages(ana.rt)
    assert "988" in ana.texts()[-1]
    assert "crisis" in ana.open_flags()
    assert ana.states()[0] is DoseState.OPEN, "crisis words cause no dose action"


@pytest.mark.parametrize("word", ["YES", "ok", "1", "y"])
def test_a_yes_after_stop_changes_nothing(ana: Cast, clock: VirtualClock, word: str) -> None:
    said(ana, "STOP")
    before = len(ana.texts())
    said(ana, word)
    assert ana.patient().consent_state is ConsentState.REVOKED
    assert ana.states()[0] is DoseState.OPEN
    assert len(ana.texts()) == before


def test_start_after_a_written_consent_brings_the_texts_back(both: Cast, clock: VirtualClock) -> None:
    said(both, "STOP")
    said(both, "START")
    assert both.patient().consent_state is ConsentState.GRANTED
    go(both, clock, "2026-03-03 13:00")
    assert both.texts()[-1] == STARTED
    assert "opted_out" in both.open_flags()


def test_start_after_a_consent_on_the_web_waits_for_staff(ana: Cast) -> None:
    web = ana.enrol(consent={"method": "web"})
    ana.reply("STOP", phone=ana.phone(web))
    ana.reply("START", phone=ana.phone(web))
    assert ana.patient(web).consent_state is ConsentState.REVOKED


def test_an_unconfirmed_consent_gets_its_request_only(ana: Cast, clock: VirtualClock) -> None:
    web = ana.enrol(consent={"method": "web"})
    ana.start(daily(times=["10:00"], starts_on="2026-03-02"), web)
    go(ana, clock, "2026-03-02 15:00")
    assert len(ana.texts(web)) == 1
    said(ana, "OK", phone=ana.phone(web))
    assert len(ana.texts(web)) == 2
    go(ana, clock, "2026-03-03 15:00")
    assert ana.texts(web)[-1].startswith("Time for your 10:00")


def test_help_is_answered_with_who_we_are_and_the_urgent_numbers(ana: Cast) -> None:
    answer = said(ana, "HELP")
    assert "North Care" in answer
    assert "988" in answer
    assert "help" in ana.open_flags()


def test_undo_takes_back_the_last_answer_only(ana: Cast) -> None:
    ana.reply("3")
    ana.reply("1")
    said(ana, "UNDO")
    assert ana.states()[0] is DoseState.SKIPPED


def test_the_word_of_staff_is_not_overwritten_by_a_reply(ana: Cast) -> None:
    with ana.rt.database.writing() as session:
        dose = session.get_one(Dose, ana.doses()[0].id)
        record_administration(session, ana.ben, dose, {"state": "missed"}, now=ana.rt.now())
    ana.reply("1")
    assert ana.states()[0] is DoseState.MISSED


def test_two_open_doses_are_asked_about_once_and_one_answer_settles_one(both: Cast, clock: VirtualClock) -> None:
    both.start(daily(times=["09:00"], starts_on="2026-03-02", pattern={"type": "every_day", "quantity_mg": 25}))
    go(both, clock, "2026-03-02 14:00")
    clock.pass_by(minutes=1)
    question = said(both, "1")
    assert "1 " in question
    assert "2 " in question
    assert both.states().count(DoseState.OPEN) == 2
    clock.pass_by(minutes=1)
    said(both, "1")
    assert [dose.slot for dose in both.doses() if dose.state is DoseState.TAKEN] == ["08:00"]
    assert both.states().count(DoseState.OPEN) == 1


def test_a_second_unclear_answer_goes_to_people(ana: Cast, clock: VirtualClock) -> None:
    ana.start(daily(times=["09:00"], starts_on="2026-03-02", pattern={"type": "every_day", "quantity_mg": 25}))
    go(ana, clock, "2026-03-02 14:00")
    said(ana, "took it")
    clock.pass_by(minutes=1)
    said(ana, "took it")
    with ana.rt.database.reading() as session:
        query = select(Communication).where(Communication.template == "question_which_dose")
        assert len(session.scalars(query).all()) == 1
    assert "unclear" in ana.open_flags()
    assert ana.states().count(DoseState.OPEN) == 2


def test_a_reply_of_the_next_morning_settles_yesterdays_dose(ana: Cast, clock: VirtualClock) -> None:
    go(ana, clock, "2026-03-03 12:00")
    assert ana.states()[0] is DoseState.NO_ANSWER
    said(ana, "took it")
    assert ana.states()[0] is DoseState.TAKEN_LATE
    said(ana, "took it")
    assert ana.states()[1] is DoseState.UPCOMING, "one answer never settles two doses"


def test_a_lost_reply_found_after_the_window_counts_when_it_was_written(ana: Cast, clock: VirtualClock) -> None:
    assert isinstance(ana.rt.sms, Simulator)
    ana.rt.sms.receive(ana.phone(), "1", url="http://127.0.0.1:9/sms/inbound")
    poll_inbound(ana.rt)  # before anything was lost: the state of the last look
    with ana.rt.database.writing() as session:
        session.query(InboundMessage).delete()
    go(ana, clock, "2026-03-04 12:00")
    assert ana.states()[0] is DoseState.NO_ANSWER
    assert poll_inbound(ana.rt) == 1
    assert poll_inbound(ana.rt) == 0
    apply_inbound(ana.rt)
    assert ana.states()[0] is DoseState.TAKEN


@pytest.mark.parametrize(
    ("body", "at"),
    [
        ("2", "2026-03-02 13:31"),
        ("later", "2026-03-02 13:31"),
        ("at 7pm", "2026-03-03 00:00"),
        ("in 2 hours", "2026-03-02 15:01"),
    ],
)
def test_later_asks_again_at_the_time_that_was_named(ana: Cast, clock: VirtualClock, body: str, at: str) -> None:
    said(ana, body)
    count = len(ana.texts())
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC)
    go(ana, clock, str((moment - timedelta(minutes=1)).replace(tzinfo=None)))
    assert len(ana.texts()) == count
    go(ana, clock, at)
    assert ana.texts()[count:] == [STARTED]


@pytest.mark.parametrize("body", ["at 11pm", "at 7am"])
def test_later_outside_the_window_or_texting_hours_asks_nothing(ana: Cast, clock: VirtualClock, body: str) -> None:
    said(ana, body)
    count = len(ana.texts())
    for hour in range(15, 24):
        go(ana, clock, f"2026-03-02 {hour}:00")
    go(ana, clock, "2026-03-03 04:01")
    assert STARTED not in ana.texts()[count:]


def test_half_a_tablet_is_left_to_a_person(ana: Cast) -> None:
    said(ana, "I took half of it")
    assert ana.states()[0] is DoseState.OPEN
    assert "unclear" in ana.open_flags()


def test_no_and_then_yes_about_a_risk_day_brings_the_prompt_back(sqlite_cast: Cast, clock: VirtualClock) -> None:
    cast = sqlite_cast
    cast.start(targeted(starts_on="2026-03-02", risk_weekdays=["fri"]))
    go(cast, clock, "2026-03-06 20:00")
    clock.pass_by(minutes=1)
    said(cast, "no")
    assert cast.states()[0] is DoseState.EXCUSED
    clock.pass_by(minutes=1)
    said(cast, "yes")
    go(cast, clock, "2026-03-06 22:30")
    assert cast.states()[0] is DoseState.OPEN
    assert "planned" in cast.texts()[-1] or "Time" in cast.texts()[-1]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "\x00",
        "1\x00",
        "😀" * 1600,
        "\u202e1\u202c",
        "<script>alert(1)</script>",
        "\ud83d",
        "=cmd()|' /C calc'!A0",
        "{name}",
        "%s" * 50,
        "'; DROP TABLE patients; --",
        "x" * 1600,
        "\u200b\ufeff",
        "Ⅷ" * 20,
        "٣",
    ],
)
def test_any_body_is_data(both: Cast, body: str) -> None:
    both.reply(body)
    stored = inbound(both.rt)[-1]
    assert (stored.failed, stored.tries) == (None, 0)
    assert stored.applied_at is not None
    with both.rt.database.reading() as session:
        assert session.get_one(InboundMessage, stored.id).body == body


def test_a_reply_whose_sender_cannot_be_opened_is_set_aside_and_blocks_nobody(both: Cast) -> None:
    sid = both.receive("1")
    with both.rt.database.writing() as session:
        session.scalars(select(InboundMessage).where(InboundMessage.sid == sid)).one().from_sealed = b"\x01spoilt"
    other = both.receive("HELP", phone=both.phone(both.other))
    for _ in range(6):
        apply_inbound(both.rt)
    by_sid = {message.sid: message for message in inbound(both.rt)}
    assert by_sid[sid].failed == "VaultLocked"
    assert by_sid[other].applied_at is not None
    assert "unclear" in both.open_flags()


def test_words_of_danger_in_a_reply_that_fails_call_somebody_all_the_same(both: Cast) -> None:
    sid = both.receive("quiero morir")
    with both.rt.database.writing() as session:
        session.scalars(select(InboundMessage).where(InboundMessage.sid == sid)).one().from_sealed = b"\x01spoilt"
    for _ in range(6):
        apply_inbound(both.rt)
    [flag] = both.flags()
    assert (flag.severity, flag.escalate_at) == (Severity.URGENT, both.rt.now())


def test_a_reply_that_cannot_be_applied_is_set_aside_and_blocks_nobody(both: Cast) -> None:
    sid = both.receive("1")
    with both.rt.database.writing() as session:
        message = session.scalars(select(InboundMessage).where(InboundMessage.sid == sid)).one()
        message.body_sealed = b"\x01spoilt"
    other = both.receive("HELP", phone=both.phone(both.other))
    both.receive("3")
    for _ in range(6):
        apply_inbound(both.rt)
    by_sid = {message.sid: message for message in inbound(both.rt)}
    assert by_sid[sid].failed == "VaultLocked"
    assert by_sid[sid].tries == 5
    assert by_sid[other].applied_at is not None
    assert both.states()[0] is DoseState.SKIPPED, "the next reply of the same phone is applied"
    assert "unclear" in both.open_flags()


@pytest.mark.parametrize("body", ["Liked “Time for your 8:00”", "I'm driving right now - Sent from my iPhone"])
def test_automatic_replies_change_nothing_and_get_no_answer(ana: Cast, body: str) -> None:
    before = ana.texts()
    said(ana, body)
    assert ana.texts() == before
    assert ana.states()[0] is DoseState.OPEN


def test_a_side_effect_opens_a_flag_and_holds_no_texts(ana: Cast, clock: VirtualClock) -> None:
    said(ana, "I feel very sick to my stomach since the pill")
    assert "side_effect" in ana.open_flags()
    go(ana, clock, "2026-03-03 13:00")
    assert ana.texts()[-1] == STARTED
