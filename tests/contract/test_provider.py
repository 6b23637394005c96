"""What every SMS provider must do: checked on the simulator and on the official Twilio client over real sockets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from adherence.sms.provider import Direction, SmsRejected, SmsUnavailable, SmsUncertain
from tests.contract.carriers import (
    ANA,
    CLINIC,
    INBOUND_URL,
    SOMEBODY_ELSE,
    MovableClock,
    SimulatorCarrier,
    twilio_carrier,
)


@pytest.fixture(params=["simulator", "twilio"])
def carrier(request: pytest.FixtureRequest) -> Iterator[Any]:
    clock = MovableClock()
    if request.param == "twilio":
        with twilio_carrier(clock) as found:
            yield found
    else:
        found = SimulatorCarrier(clock)
        yield found
        found.close()


def test_an_accepted_text_is_taken_once_and_listed_under_its_id(carrier: Any) -> None:
    accepted = carrier.send("Time for your 8:00. Reply 1 done, 2 later, 3 skip", validity_seconds=3600)
    assert carrier.taken() == [(ANA, "Time for your 8:00. Reply 1 done, 2 later, 3 skip")]
    (listed,) = carrier.outbound(to=ANA)
    assert (listed.sid, listed.to, listed.from_) == (accepted.sid, ANA, CLINIC)
    assert listed.direction is Direction.OUTBOUND
    assert listed.body == "Time for your 8:00. Reply 1 done, 2 later, 3 skip"
    assert listed.created_at == carrier.clock()
    assert listed.created_at.utcoffset() == timedelta(0)


def test_two_texts_have_two_ids(carrier: Any) -> None:
    assert carrier.send("one").sid != carrier.send("two").sid
    assert [body for _, body in carrier.taken()] == ["one", "two"]


@pytest.mark.parametrize(
    "body",
    ["tomó ¿sí? ñ", "👍🏽 " * 300, "a\x00b", "x" * 1600, "=1+1&To=%2B1&Body=x", "line\r\nline", " spaced ", '"\\<b>'],
    ids=["accents", "emoji", "nul", "long", "form", "lines", "spaces", "markup"],
)
def test_any_body_arrives_as_it_was(carrier: Any, body: str) -> None:
    carrier.send(body)
    assert carrier.taken() == [(ANA, body)]
    assert carrier.outbound(to=ANA)[0].body == body


@pytest.mark.parametrize("number", ["15550100001", "+0", "Ana", "", "+1555010000100001"])
def test_a_number_that_is_none_is_refused_for_ever(carrier: Any, number: str) -> None:
    failure = carrier.failure_of_send(to=number)
    assert isinstance(failure, SmsRejected)
    assert failure.code in ("21211", "21604")
    assert carrier.taken() == []


def test_an_empty_text_is_refused_for_ever(carrier: Any) -> None:
    failure = carrier.failure_of_send("")
    assert isinstance(failure, SmsRejected)
    assert failure.code == "21602"


@pytest.mark.parametrize("code", [21610, 21614, 21408, 30034, 63016])
def test_a_refusal_carries_the_code_of_the_provider(carrier: Any, code: int) -> None:
    carrier.refuse_next(code)
    failure = carrier.failure_of_send()
    assert isinstance(failure, SmsRejected)
    assert failure.code == str(code)
    assert carrier.taken() == []


def test_a_busy_provider_took_nothing_and_takes_it_later(carrier: Any) -> None:
    carrier.be_busy_once()
    failure = carrier.failure_of_send()
    assert isinstance(failure, SmsUnavailable)
    assert failure.code == "20429"
    assert carrier.taken() == []
    carrier.send()
    assert len(carrier.taken()) == 1


@pytest.mark.parametrize("taken", [True, False], ids=["taken", "lost"])
def test_an_unclear_answer_is_uncertain_and_the_list_tells_which_it_was(carrier: Any, taken: bool) -> None:
    carrier.fail_once(but_take_it=taken)
    failure = carrier.failure_of_send()
    assert isinstance(failure, SmsUncertain)
    assert failure.code == "20500"
    assert len(carrier.taken()) == taken
    assert len(carrier.outbound(to=ANA)) == taken


def test_a_failure_says_nothing_about_the_person(carrier: Any) -> None:
    carrier.refuse_next(21610)
    refused = carrier.failure_of_send("a private text")
    carrier.fail_once(but_take_it=True)
    uncertain = carrier.failure_of_send("a private text")
    for failure in (refused, uncertain):
        assert str(failure) == failure.code
        assert failure.__cause__ is None
        assert failure.__suppress_context__ or failure.__context__ is None


def test_what_was_sent_is_listed_newest_first_by_number_and_by_time(carrier: Any) -> None:
    start = carrier.clock()
    for body in ("first", "second", "third"):
        carrier.send(body)
        carrier.send("noise", to=SOMEBODY_ELSE)
        carrier.clock.move(minutes=10)
    assert [m.body for m in carrier.outbound(to=ANA, since=start)] == ["third", "second", "first"]
    assert [m.body for m in carrier.outbound(to=ANA, since=start + timedelta(minutes=10))] == ["third", "second"]
    until = start + timedelta(minutes=10)
    assert [m.body for m in carrier.outbound(to=ANA, since=start, until=until)] == ["second", "first"]
    assert len(carrier.outbound(since=start)) == 6
    assert carrier.outbound(since=carrier.clock()) == []


def test_what_phones_wrote_is_listed_apart_from_what_was_sent(carrier: Any) -> None:
    carrier.send()
    carrier.phone_writes("1")
    carrier.clock.move(minutes=10)
    later = carrier.clock()
    carrier.phone_writes("sí", from_=SOMEBODY_ELSE)
    newest, oldest = carrier.inbound()
    assert (newest.from_, newest.to, newest.body) == (SOMEBODY_ELSE, CLINIC, "sí")
    assert (oldest.from_, oldest.body, oldest.direction) == (ANA, "1", Direction.INBOUND)
    assert [m.body for m in carrier.inbound(since=later)] == ["sí"]
    assert len(carrier.outbound()) == 1


def test_a_part_of_a_second_hides_nothing(carrier: Any) -> None:
    carrier.clock.move(seconds=0.9)
    before = carrier.clock() - timedelta(seconds=0.1)
    carrier.send()
    carrier.phone_writes("1")
    assert len(carrier.outbound(to=ANA, since=before)) == 1
    assert len(carrier.inbound(since=before)) == 1


def test_a_message_just_after_midnight_is_found_from_just_before_it(carrier: Any) -> None:
    carrier.clock.at = carrier.clock().replace(hour=23, minute=59)
    before = carrier.clock()
    carrier.phone_writes("1")
    carrier.clock.move(minutes=2)
    carrier.phone_writes("2")
    assert [m.body for m in carrier.inbound(since=before)] == ["2", "1"]


def test_a_form_is_authentic_only_as_it_was_signed(carrier: Any) -> None:
    form = {"MessageSid": "SM1", "Body": "1", "From": ANA}
    signature = carrier.provider.sign(INBOUND_URL, form)
    authentic = carrier.provider.is_authentic
    assert authentic(INBOUND_URL, form, signature)
    assert authentic(INBOUND_URL, list(reversed(form.items())), signature)
    assert not authentic(INBOUND_URL + "?x=1", form, signature)
    assert not authentic(INBOUND_URL, {**form, "Body": "2"}, signature)
    assert not authentic(INBOUND_URL, {**form, "More": ""}, signature)
    for forged in ("", "é", "x" * 28, signature[:-1], signature + "=", signature.swapcase()):
        assert not authentic(INBOUND_URL, form, forged)
