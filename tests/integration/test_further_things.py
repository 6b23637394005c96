"""What patients text beside doses and health: each has an answer or a flag, and none of it touches a dose."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from adherence.actions.change_patient import change_patient
from adherence.actions.deliver_messages import deliver_messages
from adherence.actions.plan_doses import plan_doses
from adherence.actions.settle_refusal import settle_refusal
from adherence.db.communications import Communication
from adherence.db.inbound import InboundMessage, unknown_texts
from adherence.db.patients import Patient
from adherence.domain.states import ConsentState, DoseState, NumberState
from tests.cast import Cast
from tests.conftest import VirtualClock
from tests.unit.regimens import daily


@pytest.fixture
def ana(cast: Cast, clock: VirtualClock) -> Cast:
    """Ana at 08:01 in New York, her reminder just sent; on both databases."""
    cast.start(daily(times=["08:00"], starts_on="2026-03-02"))
    clock.move_to(datetime(2026, 3, 2, 13, 0, tzinfo=UTC))
    plan_doses(cast.rt)
    deliver_messages(cast.rt)
    clock.pass_by(minutes=1)
    return cast


def said(cast: Cast, body: str, **fields: object) -> str:
    """A reply is applied and its answer sent; gives the newest text, or nothing where none followed."""
    before = len(cast.texts())
    cast.reply(body, **fields)
    deliver_messages(cast.rt)
    return " ".join(cast.texts()[before:])


def details(cast: Cast) -> list[str]:
    return [flag.detail for flag in cast.flags()]


@pytest.mark.parametrize(
    ("body", "answer", "kind", "detail"),
    [
        ("lost my phone, this is my new number", "how to reach you", "contact", "number changes"),
        ("my number is changing", "how to reach you", "contact", "number changes"),
        ("can you text me at 9 instead", "time of your texts", "contact", "another time"),
        ("just moved to arizona so these come at like 5am now", "how to reach you", "contact", "time zone"),
        ("en español por favor", "Gracias", "contact", "another language"),
        ("stop for a week", "PAUSE 7", "contact", "fewer texts"),
        ("call me please", "will call you", "help", "to be called"),
        ("what's the address", "when and where", "help", "when or where"),
        ("who is this?", "North Care", "help", "who is writing"),
        ("I sent you a picture", "cannot open pictures", "unclear", "picture"),
    ],
)
def test_a_further_thing_is_answered_and_flagged_and_settles_nothing(
    ana: Cast, body: str, answer: str, kind: str, detail: str
) -> None:
    assert answer in said(ana, body)
    assert ana.open_flags() == [kind]
    assert detail in details(ana)[0]
    assert ana.states()[0] is DoseState.OPEN


def test_a_spanish_patient_is_answered_in_spanish(ana: Cast) -> None:
    rosa = ana.enrol(given_name="Rosa", language="es")
    ana.reply("perdí mi celular", phone=ana.phone(rosa))
    deliver_messages(ana.rt)
    assert any(text.startswith("Gracias. El equipo revisa") for text in ana.texts(rosa))


def test_thanks_are_not_answered_and_flag_nothing(ana: Cast) -> None:
    said(ana, "1")
    assert said(ana, "thanks!") == ""
    assert ana.open_flags() == []


def test_a_picture_alone_is_asked_for_in_words_and_never_fetched(ana: Cast) -> None:
    assert "cannot open pictures" in said(ana, "", media_count=1)
    assert ana.open_flags() == ["unclear"]


def test_a_picture_beside_an_answer_does_not_take_the_answer_away(ana: Cast) -> None:
    assert "noted as done" in said(ana, "1", media_count=1)
    assert ana.states()[0] is DoseState.TAKEN


def test_a_further_thing_beside_an_answer_opens_its_flag_and_the_dose_is_settled(ana: Cast) -> None:
    assert "how to reach you" in said(ana, "took it. I got a new phone number btw")
    assert ana.states()[0] is DoseState.TAKEN
    assert "contact" in ana.open_flags()


@pytest.mark.parametrize(
    "body",
    ["I lost my phone and I want to kill myself", "call me, I took fentanyl", "please stop texting me, new phone"],
)
def test_danger_and_opt_outs_come_before_a_further_thing(ana: Cast, body: str) -> None:
    said(ana, body)
    assert {"crisis", "opioid_use", "opted_out"} & set(ana.open_flags())
    assert "contact" not in ana.open_flags() or "opted_out" not in ana.open_flags()


def test_a_concern_that_is_said_beside_a_further_thing_has_its_own_flag(ana: Cast) -> None:
    said(ana, "please call me. took half")
    assert {"medical_question", "help"} <= set(ana.open_flags())


def test_the_language_is_not_asked_about_again_within_three_months(ana: Cast, clock: VirtualClock) -> None:
    said(ana, "hoy tengo mucho trabajo pero estoy bien")
    [flag] = [flag for flag in ana.flags() if flag.kind == "contact"]
    with ana.rt.database.writing() as session:
        row = session.merge(flag)
        row.state = "resolved"
    clock.pass_by(days=30)
    said(ana, "hoy tengo mucho trabajo pero estoy bien")
    assert "contact" not in ana.open_flags()
    clock.pass_by(days=61)
    said(ana, "hoy tengo mucho trabajo pero estoy bien")
    assert "contact" in ana.open_flags()


def test_a_text_from_a_number_nobody_knows_is_kept_for_people_and_changes_nothing(ana: Cast) -> None:
    ana.reply("its Ana, new phone", phone="+12025559999")
    with ana.rt.database.reading() as session:
        [message] = unknown_texts(session, limit=10)
        assert isinstance(message, InboundMessage)
        assert (message.body, message.patient_id) == ("its Ana, new phone", None)
    assert ana.states()[0] is DoseState.OPEN


@pytest.mark.parametrize("code", ["30005", "30006", "21211", "21614"])
def test_a_number_that_cannot_take_texts_stops_them_and_asks_for_another_way(ana: Cast, code: str) -> None:
    with ana.rt.database.writing() as session:
        text = session.query(Communication).filter_by(patient_id=ana.ana, purpose="reminder").first()
        assert text is not None
        settle_refusal(session, text, code, now=ana.rt.now())
    assert ana.patient().number_state is NumberState.DEAD
    assert ana.open_flags() == ["delivery"]
    assert "call, or enter another number" in details(ana)[0]
    with ana.rt.database.writing() as session:
        patient = session.get_one(Patient, ana.ana)
        change_patient(session, ana.ben, patient, {"contact_note": " A call after five "}, now=ana.rt.now())
    with ana.rt.database.reading() as session:
        patient = session.get_one(Patient, ana.ana)
        assert patient.contact_note == "A call after five"
        assert b"call" not in (patient.contact_note_sealed or b"")
    with ana.rt.database.writing() as session:
        patient = session.get_one(Patient, ana.ana)
        change_patient(session, ana.ben, patient, {"contact_note": ""}, now=ana.rt.now())
        assert patient.contact_note == ""


def test_after_an_opt_out_a_further_thing_is_flagged_and_not_answered(ana: Cast, clock: VirtualClock) -> None:
    said(ana, "STOP")
    before = len(ana.texts())
    clock.pass_by(minutes=1)
    assert said(ana, "this is my new number") == ""
    assert ana.patient().consent_state is ConsentState.REVOKED
    assert "contact" in ana.open_flags()
    clock.pass_by(days=1)
    deliver_messages(ana.rt)
    assert len(ana.texts()) == before


def test_who_ran_out_between_two_doses_opens_one_flag_and_is_answered(cast: Cast, clock: VirtualClock) -> None:
    clock.move_to(datetime(2026, 3, 2, 15, 0, tzinfo=UTC))
    cast.start(daily(times=["20:00"], starts_on="2026-03-02"))
    plan_doses(cast.rt)
    deliver_messages(cast.rt)
    assert said(cast, "I ran out of tablets")
    assert [flag.kind.value for flag in cast.flags()] == ["ran_out"]
