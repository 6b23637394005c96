"""Signed webhooks: the provider's own form, signed by the official library, is read; anything else is refused."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl

import pytest
from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]
from werkzeug.datastructures import MultiDict

from adherence.sms import signing
from adherence.sms.provider import OutgoingSms
from adherence.sms.simulator import ACCOUNT_SID as SIMULATED_ACCOUNT
from adherence.sms.simulator_store import DELIVERED, NEVER, DeliveryKind, DeliveryMode
from adherence.sms.webhook import InboundSms, Malformed, StatusReport, parse_inbound, parse_status
from tests.contract.carriers import (
    ANA,
    CLINIC,
    INBOUND_URL,
    SOMEBODY_ELSE,
    MovableClock,
    SimulatorCarrier,
    twilio_carrier,
)
from tests.fake_twilio import Delivery, FakeTwilio
from tests.fake_twilio.server import ACCOUNT_SID

SID = "SM" + "0a" * 16
GOOD = {
    "ToCountry": "US",
    "ToState": "NY",
    "SmsMessageSid": SID,
    "NumMedia": "0",
    "ToCity": "",
    "FromZip": "",
    "SmsSid": SID,
    "FromState": "NY",
    "SmsStatus": "received",
    "FromCity": "",
    "Body": "1",
    "FromCountry": "US",
    "To": CLINIC,
    "ToZip": "",
    "NumSegments": "1",
    "MessageSid": SID,
    "AccountSid": ACCOUNT_SID,
    "From": ANA,
    "ApiVersion": "2010-04-01",
}


def without(*names: str) -> dict[str, str]:
    return {name: value for name, value in GOOD.items() if name not in names}


def test_the_usual_form_is_read() -> None:
    assert parse_inbound(GOOD, account_sid=ACCOUNT_SID) == InboundSms(SID, ANA, CLINIC, "1")


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ({**GOOD, "Body": ""}, InboundSms(SID, ANA, CLINIC, "")),
        ({**GOOD, "NumMedia": "2", "MediaUrl0": "https://x"}, InboundSms(SID, ANA, CLINIC, "1", 2)),
        ({**GOOD, "Body": "STOP", "OptOutType": "STOP"}, InboundSms(SID, ANA, CLINIC, "STOP", 0, "STOP")),
        ({**GOOD, "From": "72975"}, InboundSms(SID, "72975", CLINIC, "1")),
        ({**GOOD, "From": "MYCLINIC"}, InboundSms(SID, "MYCLINIC", CLINIC, "1")),
        (without("NumMedia", "AccountSid", "SmsSid", "SmsMessageSid"), InboundSms(SID, ANA, CLINIC, "1")),
        (without("MessageSid"), InboundSms(SID, ANA, CLINIC, "1")),
        ({**GOOD, "Body": "\x00<b>=1+1👍" + "x" * 1600}, InboundSms(SID, ANA, CLINIC, "\x00<b>=1+1👍" + "x" * 1600)),
    ],
    ids=["empty", "media", "opt-out", "short code", "name", "few fields", "old id field", "odd body"],
)
def test_every_form_that_a_provider_may_send_is_read(form: dict[str, str], expected: InboundSms) -> None:
    assert parse_inbound(form, account_sid=ACCOUNT_SID) == expected


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (without("MessageSid", "SmsSid"), "MessageSid"),
        ({**GOOD, "MessageSid": "SM123", "SmsSid": "SM123"}, "MessageSid"),
        ({**GOOD, "MessageSid": SID + "\n"}, "MessageSid"),
        ({**GOOD, "MessageSid": SID.replace("SM", "XX")}, "MessageSid"),
        ({**GOOD, "MessageSid": "SM" + "٠" * 32}, "MessageSid"),
        ({**GOOD, "SmsSid": SID.replace("a", "b")}, "SmsSid"),
        ({**GOOD, "AccountSid": "AC" + "f" * 32}, "AccountSid"),
        ({**GOOD, "AccountSid": ""}, "AccountSid"),
        (without("From"), "From"),
        ({**GOOD, "From": ""}, "From"),
        ({**GOOD, "From": "+1555\x00"}, "From"),
        ({**GOOD, "To": "9" * 65}, "To"),
        (without("To"), "To"),
        (without("Body"), "Body"),
        ({**GOOD, "NumMedia": "-1"}, "NumMedia"),
        ({**GOOD, "NumMedia": "many"}, "NumMedia"),
    ],
)
def test_a_malformed_form_is_refused_naming_the_field(form: dict[str, str], field: str) -> None:
    refused = parse_inbound(form, account_sid=ACCOUNT_SID)
    assert isinstance(refused, Malformed)
    assert refused.field == field


@pytest.mark.parametrize("field", sorted(GOOD))
def test_a_repeated_field_is_refused_even_with_the_same_value(field: str) -> None:
    assert parse_inbound([*GOOD.items(), (field, GOOD[field])]) == Malformed(field, "repeated")
    assert parse_status([*GOOD.items(), (field, GOOD[field])]) == Malformed(field, "repeated")


def test_the_signature_cannot_tell_a_repeated_field_so_the_reader_must() -> None:
    honest = {**GOOD, "Body": "1Body2"}
    split = [*without("Body").items(), ("Body", "1"), ("Body", "2")]
    signature = signing.sign("token", INBOUND_URL, honest)
    assert signing.is_authentic(["token"], INBOUND_URL, split, signature)
    assert isinstance(parse_inbound(split), Malformed)


@pytest.mark.parametrize(
    ("url", "form"),
    [
        (INBOUND_URL, GOOD),
        ("http://127.0.0.1:8000/sms/status/0190?x=1", {**GOOD, "Body": "tomó 👍"}),
        ("https://clinic.example:8443/sms/inbound", {}),
    ],
)
def test_our_signature_is_the_official_one(url: str, form: dict[str, str]) -> None:
    official = RequestValidator("token")
    assert signing.sign("token", url, form) == official.compute_signature(url, form)
    assert official.validate(url, form, signing.sign("token", url, form))


def test_a_form_with_repeated_fields_is_signed_as_the_official_library_signs_it() -> None:
    pairs = [("Body", "b"), ("Body", "a"), ("Body", "a"), ("A", "1")]
    assert signing.sign("token", INBOUND_URL, pairs) == RequestValidator("token").compute_signature(
        INBOUND_URL, _Repeating(pairs)
    )


class _Repeating(MultiDict[str, str]):
    """A form as Flask hands it over, in the shape that the official library knows."""


@pytest.mark.parametrize("signed", ["https://clinic.example/sms/inbound", "https://clinic.example:443/sms/inbound"])
def test_the_provider_may_sign_with_or_without_the_port(signed: str) -> None:
    signature = signing.sign("token", signed, GOOD)
    for configured in ("https://clinic.example/sms/inbound", "https://clinic.example:443/sms/inbound"):
        assert signing.is_authentic(["token"], configured, GOOD, signature)
    assert not signing.is_authentic(["token"], "https://other.example/sms/inbound", GOOD, signature)


def test_both_tokens_count_while_they_are_rotated_and_no_token_counts_for_nothing() -> None:
    signature = signing.sign("next", INBOUND_URL, GOOD)
    assert signing.is_authentic(["now", "next"], INBOUND_URL, GOOD, signature)
    assert not signing.is_authentic(["now"], INBOUND_URL, GOOD, signature)
    assert not signing.is_authentic(["", ""], INBOUND_URL, GOOD, signing.sign("", INBOUND_URL, GOOD))


def test_a_delivery_report_is_read() -> None:
    form = {"MessageSid": SID, "MessageStatus": "undelivered", "ErrorCode": "30003", "AccountSid": ACCOUNT_SID}
    assert parse_status(form, account_sid=ACCOUNT_SID) == StatusReport(SID, "undelivered", "30003")
    assert parse_status({"SmsSid": SID, "SmsStatus": "sent"}) == StatusReport(SID, "sent")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"MessageStatus": ""}, "MessageStatus"),
        ({"MessageStatus": "sent; drop"}, "MessageStatus"),
        ({"MessageStatus": "x" * 40}, "MessageStatus"),
        ({"ErrorCode": "thirty"}, "ErrorCode"),
        ({"MessageSid": ""}, "MessageSid"),
        ({"AccountSid": "AC" + "f" * 32}, "AccountSid"),
    ],
)
def test_a_malformed_report_is_refused_naming_the_field(change: dict[str, str], field: str) -> None:
    form = {"MessageSid": SID, "MessageStatus": "sent", "AccountSid": ACCOUNT_SID, **change}
    refused = parse_status(form, account_sid=ACCOUNT_SID)
    assert isinstance(refused, Malformed)
    assert refused.field == field


def test_a_report_without_a_state_is_refused() -> None:
    assert parse_status({"MessageSid": SID}) == Malformed("MessageStatus", "missing")


@pytest.mark.parametrize("mode", [DELIVERED, NEVER, DeliveryMode(DeliveryKind.UNDELIVERED, "30005")])
def test_a_delivery_mode_survives_being_stored_as_a_word(mode: DeliveryMode) -> None:
    assert DeliveryMode.parse(mode.text) == mode


def test_the_simulator_reports_what_each_phone_was_set_to() -> None:
    carrier = SimulatorCarrier(MovableClock())
    simulator = carrier.simulator
    simulator.store.set_delivery(ANA, DeliveryMode(DeliveryKind.UNDELIVERED, "30003"))
    simulator.store.set_delivery("+15550100003", NEVER)
    for number in (ANA, SOMEBODY_ELSE, "+15550100003"):
        carrier.send(to=number, status_callback=f"https://clinic.example/sms/status/{number[1:]}")
    carrier.send(to=SOMEBODY_ELSE)
    posts = simulator.drain_reports()
    assert simulator.drain_reports() == []
    read = [(post.url[-4:], parse_status(post.form, account_sid=SIMULATED_ACCOUNT)) for post in posts]
    assert [(end, r.status, r.error_code) for end, r in read if isinstance(r, StatusReport)] == [
        ("0001", "sent", None),
        ("0001", "undelivered", "30003"),
        ("0002", "sent", None),
        ("0002", "delivered", None),
    ]
    assert all(simulator.is_authentic(post.url, post.form, post.signature) for post in posts)
    assert [m.status for m in simulator.accepted()] == ["undelivered", "delivered", "sent", "delivered"]
    carrier.close()


def test_a_simulated_phone_writes_a_signed_form_that_is_read() -> None:
    carrier = SimulatorCarrier(MovableClock())
    post = carrier.simulator.receive(ANA, "sí", url=INBOUND_URL)
    assert carrier.simulator.is_authentic(INBOUND_URL, post.form, post.signature)
    read = parse_inbound(post.form, account_sid=SIMULATED_ACCOUNT)
    assert isinstance(read, InboundSms)
    assert (read.from_, read.to, read.body) == (ANA, CLINIC, "sí")
    assert [m.sid for m in carrier.inbound()] == [read.sid]
    carrier.close()


class _Receiver:
    """A real HTTP server that keeps the forms that are posted to it."""

    def __init__(self) -> None:
        posts: list[tuple[str, list[tuple[str, str]], str]] = []

        class Keep(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                pairs = parse_qsl(body, keep_blank_values=True)
                posts.append((self.path, pairs, self.headers["X-Twilio-Signature"]))
                self.send_response(200)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                """Nothing is logged in tests."""

        self.posts = posts
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Keep)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,))
        self.thread.start()

    def close(self) -> None:
        """Stop serving."""
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def receiver() -> Iterator[_Receiver]:
    found = _Receiver()
    yield found
    found.close()


def test_the_fake_posts_its_reports_in_the_scripted_order_and_they_are_authentic(receiver: _Receiver) -> None:
    with twilio_carrier() as carrier:
        carrier.fake.set_delivery(Delivery(("sent", "queued", "undelivered"), error_code=30005, repeat=2))
        url = receiver.url + "/sms/status/a1"
        sid = carrier.send(status_callback=url).sid
        _wait(lambda: len(carrier.fake.webhooks.results) == 6)
        assert {status for _, status in carrier.fake.webhooks.results} == {200}
        reports = [parse_status(form, account_sid=ACCOUNT_SID) for _, form, _ in receiver.posts]
        words = ["sent", "sent", "queued", "queued"]
        assert reports == [StatusReport(sid, word) for word in words] + [StatusReport(sid, "undelivered", "30005")] * 2
        assert all(carrier.provider.is_authentic(url, form, signature) for _, form, signature in receiver.posts)


def test_the_fake_signs_for_the_public_address_and_delivers_elsewhere(receiver: _Receiver) -> None:
    with FakeTwilio(deliver_to=receiver.url) as fake:
        sid, status = fake.receive("sí", from_=ANA, to=CLINIC, url=INBOUND_URL, extra={"OptOutType": "STOP"})
        assert status == 200
        ((path, form, signature),) = receiver.posts
        assert path == "/sms/inbound"
        assert signing.is_authentic([fake.auth_token], INBOUND_URL, form, signature)
        assert parse_inbound(form, account_sid=ACCOUNT_SID) == InboundSms(sid, ANA, CLINIC, "sí", 0, "STOP")


def test_an_attempt_id_reaches_the_simulators_count() -> None:
    carrier = SimulatorCarrier(MovableClock())
    carrier.run(carrier.provider.send(OutgoingSms("attempt-7", ANA, "x")))
    assert [m.attempt_id for m in carrier.simulator.accepted()] == ["attempt-7"]
    carrier.close()


def _wait(done: object, seconds: float = 5.0) -> None:
    assert callable(done)
    waiting = threading.Event()
    for _ in range(int(seconds / 0.02)):
        if done():
            return
        waiting.wait(0.02)
    raise AssertionError("it did not happen in time")
