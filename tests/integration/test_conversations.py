"""The shared inbox: what comes to a person, in which order, whose it is, and how long texts wait for a talk."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from adherence.actions import apply_inbound as applying
from adherence.actions.apply_inbound import apply_inbound
from adherence.actions.assign_conversation import assign_conversation, claim_conversation
from adherence.actions.close_conversation import close_conversation, reopen_conversation
from adherence.actions.create_practitioner import create_practitioner
from adherence.actions.deliver_messages import deliver_messages
from adherence.actions.mark_conversation import mark_conversation
from adherence.actions.resolve_flag import reopen_flag, resolve_flag
from adherence.actions.set_patient_status import set_patient_status
from adherence.actions.write_to_patient import write_to_patient
from adherence.db.communications import Communication
from adherence.db.conversations import Conversation, Place, inbox, inbox_counts
from adherence.db.flags import Flag
from adherence.db.patients import Patient
from adherence.domain.conversation import ConversationState, InboxView, Need
from adherence.domain.errors import Refused
from adherence.domain.gate import Reason
from adherence.domain.states import MessageState, Role
from tests.cast import Cast
from tests.conftest import VirtualClock
from tests.integration.clock_hand import go
from tests.unit.regimens import daily


@pytest.fixture
def both(cast: Cast, clock: VirtualClock) -> Cast:
    """Ana at 08:01 in New York, her reminder just sent; on both databases."""
    return _at_eight(cast, clock)


@pytest.fixture
def ana(sqlite_cast: Cast, clock: VirtualClock) -> Cast:
    """The same on SQLite."""
    return _at_eight(sqlite_cast, clock)


def _at_eight(cast: Cast, clock: VirtualClock) -> Cast:
    cast.start(daily(times=["08:00"], starts_on="2026-03-02"))
    go(cast, clock, "2026-03-02 13:00")
    clock.pass_by(minutes=1)
    return cast


def conversation(cast: Cast, patient_id: str | None = None) -> Conversation | None:
    with cast.rt.database.reading() as session:
        return session.get(Conversation, patient_id or cast.ana)


def row(cast: Cast, patient_id: str | None = None) -> Conversation:
    found = conversation(cast, patient_id)
    assert found is not None
    return found


def do(cast: Cast, act: Any, *args: Any, patient_id: str | None = None, **named: Any) -> None:
    """One action of Ben on Ana's conversation."""
    with cast.rt.database.writing() as session:
        patient = session.get_one(Patient, patient_id or cast.ana)
        act(session, cast.ben, patient, *args, now=cast.rt.now(), **named)


def write(cast: Cast, body: str = "How are you?") -> None:
    do(cast, write_to_patient, body)


def listed(cast: Cast, view: InboxView = InboxView.ALL) -> list[str]:
    with cast.rt.database.reading() as session:
        rows = inbox(session, cast.ben.clinic_id, view, me=cast.ben.id, limit=100)
        return [one.patient_id for one in rows]


@pytest.mark.parametrize("body", ["1", "2", "3", "took it", "later", "STOP", "thanks!"])
def test_what_the_service_settles_by_itself_does_not_come_to_the_inbox(ana: Cast, body: str) -> None:
    ana.reply(body)
    assert conversation(ana) is None


@pytest.mark.parametrize(
    ("body", "fields", "need"),
    [
        ("I want to kill myself", {}, Need.URGENT),
        ("can I drink on this?", {}, Need.REPORT),
        ("I feel nauseous", {}, Need.REPORT),
        ("help", {}, Need.REPORT),
        ("lost my phone, this is my new number", {}, Need.REPORT),
        ("🤷", {}, Need.ASKED),
        ("1", {"media_count": 1}, Need.PICTURE),
        ("", {"media_count": 2}, Need.UNCLEAR),
    ],
)
def test_what_a_person_must_look_at_comes_with_its_reason(
    both: Cast, body: str, fields: dict[str, Any], need: Need
) -> None:
    both.reply(body, **fields)
    found = row(both)
    assert (found.state, found.need, found.unread) == (ConversationState.OPEN, need, True)
    assert listed(both) == [both.ana]


def test_small_talk_is_for_a_person_and_thanks_are_not(ana: Cast) -> None:
    tom = ana.enrol(given_name="Tom")
    ana.reply("thank you so much", phone=ana.phone(tom))
    assert conversation(ana, tom) is None
    ana.reply("my cat had kittens", phone=ana.phone(tom))
    assert row(ana, tom).need is Need.CHAT


def test_the_answer_to_what_was_asked_back_settles_the_unclear_text(ana: Cast) -> None:
    ana.reply("🤷")
    ana.reply("1")
    found = row(ana)
    assert (found.state, found.outcome) == (ConversationState.CLOSED, "settled")
    assert listed(ana) == []


def test_the_second_unclear_text_needs_a_person(ana: Cast) -> None:
    ana.reply("🤷")
    ana.reply("banana")
    assert row(ana).need is Need.UNCLEAR


def test_what_failed_is_urgent_or_unclear_comes_before_the_rest_and_the_oldest_first(
    both: Cast, clock: VirtualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = {}
    for name, body in (
        ("asks", "can I drink on this?"),
        ("later", "can I take it with food?"),
        ("unclear", " "),
        ("urgent", "I want to kill myself"),
        ("failed", "x"),
    ):
        patient_id = names[name] = both.enrol(given_name=name)
        clock.pass_by(minutes=1)
        if name == "failed":
            monkeypatch.setattr(applying, "apply_reply", _fails)
            both.receive(body, phone=both.phone(patient_id))
            for _ in range(6):
                apply_inbound(both.rt)
            monkeypatch.undo()
        else:
            both.reply(body, phone=both.phone(patient_id))
    order = [names[name] for name in ("failed", "urgent", "unclear", "asks", "later")]
    assert [found for found in listed(both) if found in order] == order
    do(both, mark_conversation, patient_id=names["asks"], read=True)
    assert listed(both).index(names["later"]) < listed(both).index(names["asks"]), "what is unread comes first"
    do(both, mark_conversation, patient_id=names["asks"], read=False)
    assert [found for found in listed(both) if found in order] == order


def _fails(*_: object, **__: object) -> None:
    raise ValueError("unreadable")


def test_pages_of_any_size_follow_each_other_without_gaps(both: Cast, clock: VirtualClock) -> None:
    for place in range(7):
        patient_id = both.enrol(given_name=f"P{place}")
        clock.pass_by(seconds=place % 2)
        both.reply("can I drink on this?", phone=both.phone(patient_id))
    with both.rt.database.reading() as session:
        for view in (InboxView.ALL, InboxView.UNASSIGNED):
            whole = inbox(session, both.ben.clinic_id, view, me=both.ben.id, limit=100)
            for limit in (1, 2, 3):
                seen: list[str] = []
                after = None
                while page := inbox(session, both.ben.clinic_id, view, me=both.ben.id, limit=limit, after=after):
                    seen += [one.patient_id for one in page]
                    after = Place(page[-1].rank, page[-1].since, page[-1].patient_id)
                assert seen == [one.patient_id for one in whole]
        assert inbox_counts(session, both.ben.clinic_id, me=both.ben.id) == {
            InboxView.MINE: 0,
            InboxView.UNASSIGNED: 7,
            InboxView.ALL: 7,
            InboxView.CLOSED: 0,
        }


def test_another_clinic_has_an_inbox_of_its_own(ana: Cast) -> None:
    ana.reply("can I drink on this?")
    with ana.rt.database.reading() as session:
        assert inbox(session, ana.cleo.clinic_id, InboxView.ALL, me=ana.cleo.id, limit=10) == []


def test_a_conversation_is_claimed_once_and_can_be_given_away(both: Cast) -> None:
    both.reply("can I drink on this?")
    with both.rt.database.writing() as session:
        made = {"email": "d@example.org", "name": "Dora", "role": Role.CLINICIAN, "now": both.rt.now()}
        dora = create_practitioner(session, clinic_id=both.ben.clinic_id, **made).id
    do(both, claim_conversation, {"version": 0})
    assert (row(both).owner_id, row(both).unread) == (both.ben.id, False)
    do(both, assign_conversation, {"owner_id": dora})
    with pytest.raises(Refused, match="claimed by a colleague") as refusal:
        do(both, claim_conversation, {})
    assert refusal.value.conflict
    with pytest.raises(Refused, match="somebody else"):
        do(both, assign_conversation, {"owner_id": both.ben.id, "version": 1})
    do(both, assign_conversation, {"owner_id": None, "version": 2})
    assert row(both).owner_id is None


@pytest.mark.parametrize("owner", ["", "nobody", "01a20559-1814-7596-9d6c-b489936aa3c0", 7, "cleo"])
def test_a_conversation_is_given_to_nobody_who_does_not_answer_patients_here(ana: Cast, owner: Any) -> None:
    ana.reply("can I drink on this?")
    with pytest.raises(Refused):
        do(ana, assign_conversation, {"owner_id": ana.cleo.id if owner == "cleo" else owner})
    assert row(ana).owner_id is None


def test_who_writes_has_the_conversation_and_waits_for_the_patient(both: Cast, clock: VirtualClock) -> None:
    both.reply("can I drink on this?")
    write(both)
    found = row(both)
    assert (found.state, found.owner_id, found.need) == (ConversationState.WAITING, both.ben.id, None)
    clock.pass_by(minutes=5)
    both.reply("1")
    assert (row(both).state, row(both).need) == (ConversationState.OPEN, Need.TALKING)


def test_automatic_texts_wait_for_the_talk_and_leave_as_soon_as_it_is_closed(both: Cast, clock: VirtualClock) -> None:
    write(both)
    go(both, clock, "2026-03-02 14:00")
    assert _nudge(both).reason == Reason.PERSON_TALKING
    assert _nudge(both).state is MessageState.QUEUED
    do(both, close_conversation, {"outcome": "answered"})
    clock.pass_by(seconds=1)
    deliver_messages(both.rt)
    assert both.texts()[-1].startswith("Checking in on your 8:00")


def test_each_reply_in_a_claimed_talk_holds_automatic_texts_anew(ana: Cast, clock: VirtualClock) -> None:
    write(ana)
    clock.pass_by(minutes=110)
    ana.reply("well, my cat had kittens")
    until = ana.patient().talking_until
    assert until is not None
    assert until > clock.at
    clock.pass_by(minutes=60)
    assert until > clock.at, "two hours from the reply, not from what staff wrote"


def test_a_claim_that_nobody_wrote_under_for_a_day_holds_nothing(ana: Cast, clock: VirtualClock) -> None:
    write(ana)
    clock.pass_by(hours=25)
    before = ana.patient().talking_until
    ana.reply("my cat had kittens")
    assert ana.patient().talking_until == before


def test_an_unclear_text_in_a_talk_is_left_to_the_person(ana: Cast) -> None:
    write(ana)
    deliver_messages(ana.rt)
    before = ana.texts()
    ana.reply("hmm kind of")
    deliver_messages(ana.rt)
    assert ana.texts() == before
    assert row(ana).need in (Need.TALKING, Need.UNCLEAR)


def test_an_unclear_answer_hours_later_is_still_left_to_the_person_who_wrote(ana: Cast, clock: VirtualClock) -> None:
    write(ana)
    deliver_messages(ana.rt)
    clock.pass_by(hours=9)
    before = ana.texts()
    ana.reply("is it the blue or the green")
    deliver_messages(ana.rt)
    assert "not clear to us" not in "".join(set(ana.texts()) - set(before))
    assert row(ana).need is Need.TALKING


def test_an_unclear_text_days_after_a_talk_is_asked_back(ana: Cast, clock: VirtualClock) -> None:
    write(ana)
    deliver_messages(ana.rt)
    clock.pass_by(hours=25)
    ana.reply("is it the blue or the green")
    deliver_messages(ana.rt)
    assert any("not clear to us" in text for text in ana.texts())


def test_a_crisis_in_a_talk_is_answered_at_once(ana: Cast) -> None:
    write(ana)
    ana.reply("I want to kill myself")
    deliver_messages(ana.rt)
    assert any("988" in text for text in ana.texts())
    assert row(ana).need is Need.URGENT


def test_closing_needs_an_outcome_and_resolves_the_flags_that_were_named(both: Cast) -> None:
    both.reply("I feel nauseous")
    [flag] = [flag for flag in both.flags() if flag.kind == "side_effect"]
    for wrong in ({}, {"outcome": "happy"}, {"outcome": "answered", "flags": ["x"]}, {"outcome": "answered", "x": 1}):
        with pytest.raises(Refused):
            do(both, close_conversation, wrong)
    do(both, claim_conversation, {})
    do(both, close_conversation, {"outcome": "reached", "flags": [flag.id]})
    assert both.open_flags() == []
    assert (row(both).state, row(both).outcome, row(both).owner_id) == (ConversationState.CLOSED, "reached", None)
    assert listed(both, InboxView.CLOSED) == [both.ana]
    with pytest.raises(Refused, match="closed already"):
        do(both, close_conversation, {"outcome": "reached"})
    do(both, reopen_conversation, {})
    assert (row(both).state, row(both).need) == (ConversationState.OPEN, Need.OPENED)


def test_flags_of_other_patients_are_not_closed_with_it(ana: Cast) -> None:
    other = ana.enrol()
    ana.reply("I feel nauseous", phone=ana.phone(other))
    ana.reply("I feel nauseous")
    with pytest.raises(Refused, match="not of this patient"):
        do(ana, close_conversation, {"outcome": "reached", "flags": [ana.flags(other)[0].id]})
    assert "side_effect" in ana.open_flags(other)


def test_with_the_last_flag_resolved_the_conversation_is_over_and_its_undo_brings_it_back(both: Cast) -> None:
    both.reply("I feel nauseous")
    both.reply("can I drink on this?")
    for place, flag in enumerate(both.flags()):
        assert row(both).state is ConversationState.OPEN, place
        resolve(both, flag.id)
    assert (row(both).state, row(both).outcome) == (ConversationState.CLOSED, "flags_resolved")
    reopen(both, both.flags()[0].id)
    assert row(both).state is ConversationState.OPEN


def test_a_claimed_conversation_outlives_its_flags(ana: Cast) -> None:
    ana.reply("I feel nauseous")
    do(ana, claim_conversation, {})
    resolve(ana, ana.flags()[0].id)
    assert row(ana).state is ConversationState.OPEN


def test_who_left_is_still_read(ana: Cast) -> None:
    with ana.rt.database.writing() as session:
        patient = session.get_one(Patient, ana.ana)
        set_patient_status(session, ana.ben, patient, {"status": "discharged"}, now=ana.rt.now())
    ana.reply("hi, can I come back?")
    assert row(ana).need is Need.LEFT


def test_a_shared_number_brings_all_its_patients_to_the_inbox(both: Cast) -> None:
    twin = both.enrol(phone=both.phone(), given_name="Tom")
    both.reply("took mine")
    assert row(both).need is row(both, twin).need is Need.SHARED
    assert row(both).inbound_id == row(both, twin).inbound_id


def test_an_out_of_office_answer_opens_nothing(ana: Cast) -> None:
    ana.reply("I'm driving right now. I'll get back to you later. (Sent automatically)")
    assert conversation(ana) is None


def _nudge(cast: Cast) -> Communication:
    with cast.rt.database.reading() as session:
        query = select(Communication).where(Communication.patient_id == cast.ana, Communication.purpose == "nudge")
        return session.scalars(query.order_by(Communication.due_at)).first()  # type: ignore[return-value]


def resolve(cast: Cast, flag_id: str) -> None:
    with cast.rt.database.writing() as session:
        flag = session.get_one(Flag, flag_id)
        resolve_flag(session, cast.ben, flag, {"outcome": "reached"}, now=cast.rt.now())


def reopen(cast: Cast, flag_id: str) -> None:
    with cast.rt.database.writing() as session:
        reopen_flag(session, cast.ben, session.get_one(Flag, flag_id), now=cast.rt.now())
