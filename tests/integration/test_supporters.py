"""Supporters: asked first, told of chosen events only, never after their STOP, and never read as the patient."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from adherence.actions.add_supporter import add_supporter
from adherence.actions.ask_supporter import ask_supporter
from adherence.actions.change_patient import change_patient
from adherence.actions.deliver_messages import deliver_messages
from adherence.actions.end_support import end_supporter, extend_support
from adherence.actions.record_consent import record_consent
from adherence.actions.set_patient_status import set_patient_status
from adherence.actions.tell_supporters import tell_supporters
from adherence.db.communications import Communication
from adherence.db.inbound import InboundMessage
from adherence.db.patients import Patient, lock_patient
from adherence.db.supporters import Supporter, supporters_of
from adherence.domain.errors import Refused
from adherence.domain.states import ConsentState, FlagKind, FlagState, MessageState, Severity
from adherence.domain.supporters import SupportEvent
from adherence.domain.timing import local_date
from adherence.jobs import run_jobs_once
from adherence.sms.simulator import FaultKind, SimulatedFault, Simulator
from tests.cast import Cast
from tests.conftest import VirtualClock

SAM = "+12025557001"
REQUEST = (
    "North Care: somebody who knows you asked if we may text you now and then, so you can check in with "
    "them. Reply OK to agree. STOP ends this."
)
GOOD_WEEK = (
    "North Care: good news. the person you support kept in touch with us all week. A kind word from you may do good."
)
NO_ANSWER = (
    "North Care: we have not heard from the person you support for some days. A short call from you may help. "
    "Our team: 555-0100."
)
DAILY: dict[str, Any] = {
    "kind": "daily",
    "medication": "naltrexone 50 mg tablet",
    "times": ["08:00"],
    "pattern": {"type": "every_day", "quantity_mg": 50},
}
MISSED_VISIT = (
    "North Care: the person you support did not come to a planned visit. A short call from you may help. "
    "Our team: 555-0100."
)


def named(**changes: Any) -> dict[str, Any]:
    """The JSON of a supporter."""
    entered: dict[str, Any] = {
        "name": "Sam Reyes",
        "phone": SAM,
        "language": "en",
        "events": ["no_answer_days", "missed_visit", "good_week"],
        "expires_on": "2026-09-01",
        "consent": {"method": "verbal"},
    }
    return entered | changes


def add(cast: Cast, patient_id: str | None = None, **changes: Any) -> str:
    with cast.rt.database.writing() as session:
        patient = session.get_one(Patient, patient_id or cast.ana)
        actor = cast.cleo if patient_id == cast.other else cast.ben
        return add_supporter(session, actor, patient, named(**changes), now=cast.rt.now()).id


def tell(cast: Cast, event: SupportEvent = SupportEvent.MISSED_VISIT) -> int:
    with cast.rt.database.writing() as session:
        return tell_supporters(session, lock_patient(session, cast.ana), event, now=cast.rt.now())


def send(cast: Cast) -> None:
    deliver_messages(cast.rt)


def texts(cast: Cast, number: str = SAM) -> list[str]:
    assert isinstance(cast.rt.sms, Simulator)
    return [message.body for message in cast.rt.sms.accepted() if message.to == number]


def supporter(cast: Cast, supporter_id: str) -> Supporter:
    with cast.rt.database.reading() as session:
        return session.get_one(Supporter, supporter_id)


def inbound(cast: Cast) -> InboundMessage:
    """The newest text that came in."""
    with cast.rt.database.reading() as session:
        query = select(InboundMessage).order_by(InboundMessage.received_at.desc(), InboundMessage.id.desc())
        return session.scalars(query.limit(1)).one()


@pytest.fixture
def day(cast: Cast, clock: VirtualClock) -> Cast:
    """Ten in the morning in New York, everybody welcomed."""
    clock.pass_by(hours=9)
    send(cast)
    return cast


@pytest.fixture
def sam(day: Cast, clock: VirtualClock) -> Cast:
    """Sam supports Ana, and agreed."""
    add(day)
    send(day)
    day.reply("OK", phone=SAM)
    send(day)
    clock.pass_by(minutes=1)
    return day


def test_a_supporter_is_asked_without_the_patients_name_and_told_nothing_before_the_answer(day: Cast) -> None:
    ref = add(day)
    send(day)
    assert texts(day) == [REQUEST]
    assert tell(day) == 0
    day.reply("ok", phone=SAM)
    send(day)
    assert supporter(day, ref).consent_state is ConsentState.GRANTED
    assert texts(day)[1:] == [
        "Thank you. North Care may text you now and then until Tue 1 Sep. HELP for help. STOP ends it at any time."
    ]


def test_only_where_the_patient_allows_it_the_name_is_said_and_only_in_the_sealed_body(day: Cast) -> None:
    add(day, may_name=True)
    send(day)
    assert texts(day)[0].startswith("North Care: Ana asked if we may text you")
    with day.rt.database.reading() as session:
        rows = session.scalars(select(Communication).where(Communication.supporter_id.is_not(None))).all()
        assert [row.params for row in rows] == [{}]


def test_chosen_events_are_told_once_a_day_and_others_never(sam: Cast, clock: VirtualClock) -> None:
    assert tell(sam) == tell(sam) == 1
    send(sam)
    assert texts(sam)[-1] == MISSED_VISIT
    assert tell(sam, SupportEvent.ASKS_FOR_CALL) == tell(sam, SupportEvent.DOSES_MISSED) == 0
    send(sam)
    assert texts(sam).count(MISSED_VISIT) == 1
    clock.pass_by(days=1)
    tell(sam)
    send(sam)
    assert texts(sam).count(MISSED_VISIT) == 2


def test_whoever_asks_to_be_called_is_known_to_the_supporters_who_may_know(day: Cast) -> None:
    add(day, events=["asks_for_call"])
    send(day)
    day.reply("OK", phone=SAM)
    day.reply("please call me")
    day.reply("can somebody call me please")
    send(day)
    told = "North Care: the person you support would be glad of a call from you. Our team: 555-0100."
    assert texts(day).count(told) == 1


def test_a_week_with_every_dose_taken_is_told_once_and_a_week_with_a_gap_is_not(sam: Cast, clock: VirtualClock) -> None:
    sam.start(DAILY | {"starts_on": local_date(clock(), sam.patient().zone).isoformat()})
    told_on: list[int] = []
    for day in range(1, 20):
        live(sam, clock, answer=None if day == 10 else "1")
        told_on += [day] * (texts(sam).count(GOOD_WEEK) - len(told_on))
    assert told_on == [8, 18]


def test_a_week_without_a_word_is_no_good_week_and_hides_no_silence(sam: Cast, clock: VirtualClock) -> None:
    tell(sam)
    sam.start(DAILY | {"starts_on": local_date(clock(), sam.patient().zone).isoformat()})
    for _ in range(6):
        live(sam, clock, answer=None)
    assert GOOD_WEEK not in texts(sam)
    assert texts(sam).count(NO_ANSWER) == 1


def live(cast: Cast, clock: VirtualClock, *, answer: str | None) -> None:
    """Until ten o'clock of the next day, with an answer to its reminder."""
    clock.pass_by(hours=12)
    run_jobs_once(cast.rt)
    clock.pass_by(hours=12)
    run_jobs_once(cast.rt)
    if answer is not None:
        cast.reply(answer)
    run_jobs_once(cast.rt)


def test_a_supporter_is_texted_in_texting_hours_only(sam: Cast, clock: VirtualClock) -> None:
    clock.pass_by(hours=13)
    before = len(texts(sam))
    tell(sam)
    send(sam)
    assert len(texts(sam)) == before
    clock.pass_by(hours=10)
    send(sam)
    assert texts(sam)[-1] == MISSED_VISIT


@pytest.mark.parametrize(("body", "confirmed"), [("STOP", 0), ("please stop texting me", 1)])
def test_after_their_stop_nothing_is_sent_to_a_supporter(sam: Cast, body: str, confirmed: int) -> None:
    tell(sam)  # queued, not sent
    before = len(texts(sam))
    sam.reply(body, phone=SAM)
    tell(sam)
    send(sam)
    assert len(texts(sam)) == before + confirmed
    sam.reply("YES", phone=SAM)
    sam.reply("hello?", phone=SAM)
    sam.reply("START", phone=SAM)
    tell(sam)
    send(sam)
    assert len(texts(sam)) == before + confirmed
    assert sam.patient().consent_state is ConsentState.GRANTED
    assert "contact" in sam.open_flags()


def test_who_stopped_is_asked_again_only_after_their_start(sam: Cast) -> None:
    sam.reply("STOP", phone=SAM)
    with pytest.raises(Refused, match="asked for no texts"):
        add(sam)
    sam.reply("START", phone=SAM)
    add(sam)
    send(sam)
    assert texts(sam)[-1] == REQUEST


def test_a_refusal_by_the_carrier_ends_the_support(sam: Cast) -> None:
    assert isinstance(sam.rt.sms, Simulator)
    sam.rt.sms.script(SimulatedFault(FaultKind.REJECTED, "21610"))
    tell(sam)
    send(sam)
    [one] = _supporters(sam)
    assert (one.consent_state, one.end_reason) == (ConsentState.REVOKED, "carrier")
    assert sam.patient().consent_state is ConsentState.GRANTED


def _supporters(cast: Cast) -> list[Supporter]:
    with cast.rt.database.reading() as session:
        return supporters_of(session, cast.ben.clinic_id, cast.ana)


@pytest.mark.parametrize("status", ["paused", "discharged"])
def test_nothing_is_told_of_a_patient_who_takes_no_part(sam: Cast, status: str) -> None:
    tell(sam)
    before = len(texts(sam))
    with sam.rt.database.writing() as session:
        set_patient_status(session, sam.ben, session.get_one(Patient, sam.ana), {"status": status}, now=sam.rt.now())
    tell(sam)
    send(sam)
    assert len(texts(sam)) == before


def test_the_patients_own_opt_out_ends_what_is_told(sam: Cast) -> None:
    before = len(texts(sam))
    tell(sam)
    with sam.rt.database.writing() as session:
        record_consent(session, sam.ben, session.get_one(Patient, sam.ana), {"event": "opt_out"}, now=sam.rt.now())
    tell(sam, SupportEvent.GOOD_WEEK)
    send(sam)
    assert len(texts(sam)) == before


def test_a_support_ends_by_itself_after_its_last_day(sam: Cast, clock: VirtualClock) -> None:
    with sam.rt.database.writing() as session:
        one = supporters_of(session, sam.ben.clinic_id, sam.ana)[0]
        extend_support(session, sam.ben, one, {"expires_on": "2026-03-03"}, now=sam.rt.now())
    clock.pass_by(days=1)
    tell(sam)
    send(sam)
    assert texts(sam)[-1] == MISSED_VISIT
    clock.pass_by(days=1)
    before = len(texts(sam))
    assert tell(sam) == 0
    send(sam)
    assert len(texts(sam)) == before


def test_a_text_that_waits_past_the_end_is_withheld_at_the_gate(sam: Cast, clock: VirtualClock) -> None:
    tell(sam)
    with sam.rt.database.writing() as session:
        one = supporters_of(session, sam.ben.clinic_id, sam.ana)[0]
        one.expires_on = date(2026, 3, 1)
    send(sam)
    with sam.rt.database.reading() as session:
        row = session.scalars(select(Communication).order_by(Communication.id.desc()).limit(1)).one()
    assert (row.state, row.reason) == (MessageState.WITHHELD, "support_ended")


def test_an_ended_support_is_told_nothing_from_that_moment(sam: Cast) -> None:
    tell(sam)
    before = len(texts(sam))
    with sam.rt.database.writing() as session:
        one = supporters_of(session, sam.ben.clinic_id, sam.ana)[0]
        end_supporter(session, sam.ben, one, {"reason": "patients_wish"}, now=sam.rt.now())
    send(sam)
    assert len(texts(sam)) == before
    ref = _supporters(sam)[0].id
    with pytest.raises(Refused, match="ended already"), sam.rt.database.writing() as session:
        end_supporter(session, sam.ben, session.get_one(Supporter, ref), {"reason": "other"}, now=sam.rt.now())


def test_a_supporters_text_is_read_by_a_person_and_is_never_the_patients(sam: Cast) -> None:
    sam.reply("1 She took it, I saw it", phone=SAM)
    send(sam)
    told = inbound(sam)
    assert (told.patient_id, told.supporter_id) == (None, _supporters(sam)[0].id)
    assert sam.open_flags() == ["contact"]
    [flag] = [flag for flag in sam.flags() if flag.state is FlagState.OPEN]
    assert (flag.detail, flag.inbound_id) == ("A supporter wrote; please read it", told.id)
    assert texts(sam)[-1].startswith("Thank you. We passed this on to the team.")


def test_danger_in_a_supporters_text_pages_staff_and_gets_the_fixed_answer(sam: Cast) -> None:
    sam.reply("She says she wants to kill herself", phone=SAM)
    send(sam)
    [flag] = [flag for flag in sam.flags() if flag.state is FlagState.OPEN]
    assert (flag.kind, flag.severity) == (FlagKind.CRISIS, Severity.URGENT)
    assert texts(sam)[-1].startswith("Thank you for writing. For help right now, call 911 or 988")
    assert sam.patient().dose_texts_held_at is not None


def test_danger_is_answered_also_after_the_supporters_stop(sam: Cast) -> None:
    sam.reply("STOP", phone=SAM)
    sam.reply("he took an overdose and is not breathing", phone=SAM)
    send(sam)
    assert texts(sam)[-1].startswith("Thank you for writing. For help right now")
    assert "crisis" in sam.open_flags()


def test_help_from_a_supporter_is_answered_and_told(sam: Cast) -> None:
    sam.reply("HELP", phone=SAM)
    send(sam)
    assert texts(sam)[-1].startswith("North Care: call 555-0100.")
    assert sam.open_flags() == ["contact"]
    before = len(texts(sam))
    sam.reply("HELP", phone=SAM, opt_out_type="HELP")
    send(sam)
    assert len(texts(sam)) == before


@pytest.mark.parametrize(("body", "reason"), [("no", "support_refused"), ("wrong number", "wrong_number")])
def test_who_does_not_want_to_be_a_supporter_gets_no_more_texts(day: Cast, body: str, reason: str) -> None:
    ref = add(day)
    send(day)
    day.reply(body, phone=SAM)
    send(day)
    assert (supporter(day, ref).consent_state, supporter(day, ref).end_reason) == (ConsentState.REVOKED, reason)
    assert texts(day) == [REQUEST]
    assert day.open_flags() == ["contact"]


def test_an_opt_out_of_a_supporter_that_the_provider_saw_counts_however_it_is_read(sam: Cast) -> None:
    sam.reply("(Auto reply) I am driving", phone=SAM, opt_out_type="STOP")
    with sam.rt.database.reading() as session:
        [supporter] = supporters_of(session, sam.ben.clinic_id, sam.ana)
    assert supporter.consent_state is ConsentState.REVOKED


def test_an_automatic_reply_of_a_supporter_changes_nothing(sam: Cast) -> None:
    before = texts(sam)
    sam.reply("Liked “Thank you”", phone=SAM)
    send(sam)
    assert inbound(sam).outcome == "automatic"
    assert (texts(sam), sam.open_flags()) == (before, [])


def test_a_patient_who_is_a_supporter_too_writes_as_a_patient(sam: Cast) -> None:
    tom = sam.enrol(phone=SAM, given_name="Tom")
    sam.reply("I had two beers", phone=SAM)
    assert inbound(sam).patient_id == tom
    assert "lapse" in sam.open_flags(tom)
    assert sam.open_flags() == []
    sam.reply("STOP", phone=SAM)
    assert sam.patient(tom).consent_state is ConsentState.REVOKED
    assert _supporters(sam)[0].consent_state is ConsentState.REVOKED


def test_a_patient_agrees_to_support_where_that_was_the_last_question(day: Cast, clock: VirtualClock) -> None:
    tom = day.enrol(phone=SAM, given_name="Tom")
    send(day)
    clock.pass_by(minutes=5)
    ref = add(day)
    send(day)
    clock.pass_by(minutes=5)
    day.reply("OK", phone=SAM)
    assert supporter(day, ref).consent_state is ConsentState.GRANTED
    assert inbound(day).patient_id is None
    assert day.open_flags(tom) == []


def test_a_number_that_a_patient_stopped_is_not_asked(day: Cast) -> None:
    day.enrol(phone=SAM, given_name="Tom")
    day.reply("STOP", phone=SAM)
    with pytest.raises(Refused, match="asked for no texts"):
        add(day)


def test_a_supporter_of_patients_of_two_clinics_is_read_by_one_and_stopped_in_both(sam: Cast) -> None:
    add(sam, sam.other, phone=SAM)
    sam.reply("Just asking how it goes", phone=SAM)
    assert inbound(sam).clinic_id == sam.cleo.clinic_id
    sam.reply("STOP", phone=SAM)
    assert _supporters(sam)[0].consent_state is ConsentState.REVOKED
    flags = [flag for flag in sam.flags() if flag.kind is FlagKind.CONTACT]
    assert [flag.inbound_id for flag in flags] == [None]


def test_asking_again_is_once_a_day_and_never_after_the_answer(day: Cast, clock: VirtualClock) -> None:
    ref = add(day)
    for passed in (0, 0, 1):
        clock.pass_by(days=passed)
        with day.rt.database.writing() as session:
            ask_supporter(session, day.ben, session.get_one(Supporter, ref), now=day.rt.now())
        send(day)
    assert texts(day) == [REQUEST, REQUEST]
    day.reply("OK", phone=SAM)
    with pytest.raises(Refused, match="answered already"), day.rt.database.writing() as session:
        ask_supporter(session, day.ben, session.get_one(Supporter, ref), now=day.rt.now())


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"events": []}, "events"),
        ({"events": ["doses"]}, "events"),
        ({"events": ["good_week", "good_week"]}, "events"),
        ({"events": ["doses_missed"]}, "events"),
        ({"phone": "555"}, "phone"),
        ({"name": ""}, "name"),
        ({"name": "x" * 500}, "name"),
        ({"language": "fr"}, "language"),
        ({"expires_on": "2026-03-01"}, "expires_on"),
        ({"expires_on": "2030-01-01"}, "expires_on"),
        ({"sees_doses": "yes"}, "sees_doses"),
        ({"consent": None}, "consent"),
        ({"consent": {"method": "keyword"}}, "consent.method"),
        ({"consent": {"method": "verbal", "given_at": "2027-01-01T00:00:00Z"}}, "consent.given_at"),
        ({"more": 1}, "more"),
    ],
)
def test_a_supporter_with_a_fault_is_refused(day: Cast, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        add(day, **wrong)
    assert [fault.field for fault in refused.value.faults if fault.field.startswith(field)]


def test_the_patients_own_number_and_a_second_time_are_refused(sam: Cast) -> None:
    with pytest.raises(Refused, match="own number"):
        add(sam, phone=sam.phone())
    with pytest.raises(Refused, match="supporter already"):
        add(sam)


def test_texts_to_supporters_do_not_use_up_the_patients_cap(sam: Cast, clock: VirtualClock) -> None:
    tell(sam)
    tell(sam, SupportEvent.GOOD_WEEK)
    send(sam)
    clock.pass_by(seconds=timedelta(minutes=1).total_seconds())
    assert len([text for text in texts(sam) if "support" in text]) == 2
    assert not [text for text in sam.texts() if "support" in text]


def test_the_stop_of_a_supporter_holds_for_whoever_is_enrolled_with_that_number(cast: Cast) -> None:
    add(cast)
    send(cast)
    cast.reply("STOP", phone=SAM)
    other = cast.enrol(given_name="Bea", phone=SAM)
    assert cast.patient(other).consent_state is ConsentState.REVOKED


def test_a_number_that_opted_out_and_was_left_is_not_asked_to_support(cast: Cast) -> None:
    other = cast.enrol(given_name="Bea")
    number = cast.phone(other)
    cast.reply("STOP", phone=number)
    with cast.rt.database.writing() as session:
        change_patient(session, cast.ben, session.get_one(Patient, other), {"phone": "+12025557444"}, now=cast.rt.now())
    with pytest.raises(Refused, match="has asked for no texts"):
        add(cast, phone=number)
