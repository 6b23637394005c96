"""What only the real transport can show: timeouts, hang-ups, no second POST, paging, and silence in the log."""

from __future__ import annotations

import asyncio
import logging
import socket
import time
from collections import Counter
from datetime import timedelta

import pytest

from adherence.domain.provider_codes import ProviderCodeClass, classify
from adherence.sms.provider import OutgoingSms, SmsRejected, SmsUnavailable, SmsUncertain
from adherence.sms.twilio import TwilioProvider
from tests.contract.carriers import ANA, CLINIC, SOMEBODY_ELSE, TwilioCarrier, twilio_carrier
from tests.fake_twilio import Delivery, Fault, FaultKind
from tests.fake_twilio.server import ACCOUNT_SID, AUTH_TOKEN


@pytest.mark.parametrize(
    ("kind", "code", "taken"),
    [
        (FaultKind.ERROR_BEFORE, "20500", False),
        (FaultKind.ERROR_AFTER, "20500", True),
        (FaultKind.RESET_BEFORE, "reset", False),
        (FaultKind.RESET_AFTER, "reset", True),
        (FaultKind.SLOW_BEFORE, "timeout", False),
        (FaultKind.SLOW_AFTER, "timeout", True),
        (FaultKind.UNREADABLE_AFTER, "unreadable", True),
    ],
)
def test_whatever_breaks_after_writing_is_uncertain_and_never_posted_again(
    kind: FaultKind, code: str, taken: bool
) -> None:
    with twilio_carrier(total_seconds=0.4) as carrier:
        # The first one leaves a connection open: a hang-up on a reused one is what tempts clients to post again.
        carrier.send("before", to=SOMEBODY_ELSE)
        carrier.fake.add_fault(Fault(kind))
        failure = carrier.failure_of_send()
        assert isinstance(failure, SmsUncertain)
        assert failure.code == code
        assert classify(failure.code) is ProviderCodeClass.UNCERTAIN
        time.sleep(0.2)
        assert [post.to for post in carrier.fake.posts] == [SOMEBODY_ELSE, ANA]
        assert [m.to for m in carrier.outbound(to=ANA)] == [ANA] * taken


@pytest.mark.parametrize("status", [500, 502, 503, 504, 599])
def test_a_gateway_error_without_a_code_is_uncertain(status: int) -> None:
    with twilio_carrier() as carrier:
        carrier.fake.add_fault(Fault(FaultKind.REJECT, status=status))
        failure = carrier.failure_of_send()
        assert isinstance(failure, SmsUncertain)
        assert failure.code == str(status)


@pytest.mark.parametrize("status", [301, 307])
def test_a_redirect_is_not_followed_and_uncertain(status: int) -> None:
    with twilio_carrier() as carrier:
        carrier.fake.add_fault(Fault(FaultKind.REJECT, status=status))
        assert isinstance(carrier.failure_of_send(), SmsUncertain)
        assert len(carrier.fake.posts) == 1


@pytest.mark.parametrize(("status", "code"), [(400, "400"), (403, "403"), (404, "404")])
def test_another_refusal_without_a_code_carries_its_status(status: int, code: str) -> None:
    with twilio_carrier() as carrier:
        carrier.fake.add_fault(Fault(FaultKind.REJECT, status=status))
        failure = carrier.failure_of_send()
        assert isinstance(failure, SmsRejected)
        assert failure.code == code


def test_a_429_without_a_code_was_not_processed() -> None:
    with twilio_carrier() as carrier:
        carrier.fake.add_fault(Fault(FaultKind.REJECT, status=429))
        failure = carrier.failure_of_send()
        assert isinstance(failure, SmsUnavailable)
        assert failure.code == "429"


def test_a_wrong_token_is_our_configuration_on_sending_and_on_listing() -> None:
    with twilio_carrier() as carrier:
        wrong = TwilioCarrier(carrier.clock, carrier.fake)
        wrong.provider = TwilioProvider(ACCOUNT_SID, "wrong", from_=CLINIC, base_url=carrier.fake.base_url)
        failure = wrong.failure_of_send()
        assert isinstance(failure, SmsRejected)
        assert failure.code == "20003"
        with pytest.raises(SmsRejected, match="20003"):
            wrong.outbound()
        wrong.close()


def test_a_refused_connection_is_surely_not_sent() -> None:
    with twilio_carrier() as carrier:
        carrier.provider = TwilioProvider(
            ACCOUNT_SID, AUTH_TOKEN, from_=CLINIC, base_url=f"http://127.0.0.1:{_closed()}"
        )
        failure = carrier.failure_of_send()
        assert isinstance(failure, SmsUnavailable)
        assert failure.code == "connect"
        with pytest.raises(SmsUnavailable, match="connect"):
            carrier.inbound()


def test_a_failed_tls_handshake_is_surely_not_sent() -> None:
    with twilio_carrier() as carrier:
        address = carrier.fake.base_url.replace("http://", "https://")
        carrier.provider = TwilioProvider(ACCOUNT_SID, AUTH_TOKEN, from_=CLINIC, base_url=address)
        failure = carrier.failure_of_send()
        assert isinstance(failure, SmsUnavailable)
        assert failure.code == "tls"
        assert classify(failure.code) is ProviderCodeClass.RETRY
        assert carrier.fake.posts == []


def test_waiting_for_a_free_connection_in_vain_is_surely_not_sent() -> None:
    with twilio_carrier(connections=1, connect_seconds=0.2, total_seconds=2.0) as carrier:
        carrier.fake.add_fault(Fault(FaultKind.SLOW_AFTER, to=ANA, seconds=0.8))

        async def both() -> list[object]:
            first = asyncio.create_task(carrier.provider.send(OutgoingSms("1", ANA, "slow")))
            await asyncio.sleep(0.1)
            second = asyncio.create_task(carrier.provider.send(OutgoingSms("2", SOMEBODY_ELSE, "waits")))
            return list(await asyncio.gather(first, second, return_exceptions=True))

        _, waited = carrier.run(both())
        assert isinstance(waited, SmsUnavailable)
        assert [post.to for post in carrier.fake.posts] == [ANA]


def test_the_form_holds_exactly_what_was_asked_for() -> None:
    with twilio_carrier() as carrier:
        carrier.send("hello", validity_seconds=36_000, status_callback="https://clinic.example/sms/status/a1#rc=3")
        carrier.send("hello")
        first, second = carrier.fake.posts
        assert (first.to, first.body, first.validity_period) == (ANA, "hello", "36000")
        assert first.status_callback == "https://clinic.example/sms/status/a1#rc=3"
        assert (second.validity_period, second.status_callback) == (None, None)


def test_a_messaging_service_stands_in_for_the_number() -> None:
    with twilio_carrier(messaging_service_sid="MG" + "0" * 32) as carrier:
        carrier.send("hello")
        assert carrier.fake.outbound[0].from_ is None
        assert [m.body for m in carrier.outbound(to=ANA)] == ["hello"]


def test_a_lone_surrogate_does_not_stop_a_text() -> None:
    with twilio_carrier() as carrier:
        carrier.send("half \ud83d emoji")
        assert carrier.taken() == [(ANA, "half ? emoji")]


def test_a_text_that_is_not_sent_yet_is_found() -> None:
    with twilio_carrier() as carrier:
        carrier.send()
        assert carrier.fake.outbound[0].sent_at is None
        assert [m.status for m in carrier.outbound(to=ANA)] == ["queued"]


def test_a_delivery_shows_in_the_list() -> None:
    with twilio_carrier() as carrier:
        carrier.send(status_callback="http://127.0.0.1:9/sms/status/a1")
        carrier.fake.report(carrier.fake.outbound[0], "undelivered", 30003)
        (listed,) = carrier.outbound(to=ANA)
        assert (listed.status, listed.error_code) == ("undelivered", "30003")
        assert listed.sent_at == carrier.clock()


def test_long_lists_are_read_page_by_page() -> None:
    with twilio_carrier() as carrier:
        for number in range(250):
            carrier.fake.book.take({"To": ANA, "From": CLINIC, "Body": str(number)})
        for number in range(2_100):
            carrier.fake.book.take({"From": SOMEBODY_ELSE, "To": CLINIC, "Body": str(number)}, "inbound")
        assert [m.body for m in carrier.outbound(to=ANA)] == [str(n) for n in reversed(range(250))]
        assert [m.body for m in carrier.inbound()] == [str(n) for n in reversed(range(2_100))]


def test_reading_stops_at_the_first_page_that_is_too_old() -> None:
    with twilio_carrier() as carrier:
        for number in range(450):
            carrier.fake.book.take({"To": ANA, "From": CLINIC, "Body": str(number)})
            carrier.clock.move(hours=1)
        # The first page of 100 reaches far enough back: the second request would hit the fault.
        carrier.fake.add_fault(Fault(FaultKind.ERROR_BEFORE, on="GET", skip=1))
        newest = carrier.outbound(to=ANA, since=carrier.clock() - timedelta(hours=5))
        assert [m.body for m in newest] == ["449", "448", "447", "446", "445"]


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (Fault(FaultKind.ERROR_BEFORE, on="GET"), "500"),
        (Fault(FaultKind.RESET_BEFORE, on="GET", times=3), "reset"),
        (Fault(FaultKind.SLOW_BEFORE, on="GET"), "timeout"),
        (Fault(FaultKind.UNREADABLE_AFTER, on="GET"), "unreadable"),
        (Fault(FaultKind.REJECT, on="GET", status=429, code=20429), "429"),
    ],
    ids=lambda value: value.kind.value if isinstance(value, Fault) else None,
)
def test_a_list_that_fails_can_be_asked_for_again(fault: Fault, code: str) -> None:
    with twilio_carrier(total_seconds=0.4) as carrier:
        carrier.fake.add_fault(fault)
        with pytest.raises(SmsUnavailable, match=code):
            carrier.outbound(to=ANA)
        assert carrier.outbound(to=ANA) == []


def test_a_text_shows_in_a_slow_list_only_later() -> None:
    with twilio_carrier(fake_options={"list_lag": 0.3}) as carrier:
        carrier.send()
        assert carrier.outbound(to=ANA) == []
        time.sleep(0.35)
        assert len(carrier.outbound(to=ANA)) == 1


def test_nothing_is_logged_about_a_person(caplog: pytest.LogCaptureFixture) -> None:
    # A fresh root level of DEBUG is the most talkative setting that an operator can choose.
    caplog.set_level(logging.DEBUG)
    with twilio_carrier() as carrier:
        carrier.send("a private text")
        carrier.refuse_next(21610)
        carrier.failure_of_send("a private text")
        carrier.fake.add_fault(Fault(FaultKind.RESET_AFTER))
        carrier.failure_of_send("a private text")
        carrier.outbound(to=ANA)
        carrier.inbound()
    assert ANA not in caplog.text
    assert ANA.lstrip("+") not in caplog.text
    assert "private" not in caplog.text
    assert AUTH_TOKEN not in caplog.text


def test_the_environment_does_not_move_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWILIO_EDGE", "sydney")
    monkeypatch.setenv("TWILIO_REGION", "au1")
    with twilio_carrier() as carrier:
        carrier.send()
        assert len(carrier.taken()) == 1


def test_three_hundred_texts_at_once_leave_once_each_over_few_connections() -> None:
    with twilio_carrier(connections=8, connect_seconds=10.0, total_seconds=20.0) as carrier:

        async def all_of_them() -> list[object]:
            texts = (OutgoingSms(str(n), f"+1555020{n:04d}", f"body {n}") for n in range(300))
            return list(await asyncio.gather(*(carrier.provider.send(sms) for sms in texts)))

        accepted = carrier.run(all_of_them())
        assert len({a.sid for a in accepted}) == 300
        assert Counter(to for to, _ in carrier.taken()).most_common(1)[0][1] == 1


def test_a_mix_of_faults_among_many_texts_is_told_apart_one_by_one() -> None:
    with twilio_carrier(connect_seconds=10.0, total_seconds=20.0) as carrier:
        kinds = [FaultKind.ERROR_AFTER, FaultKind.ERROR_BEFORE, FaultKind.RESET_AFTER, FaultKind.RESET_BEFORE]
        for n in range(40):
            carrier.fake.add_fault(Fault(kinds[n % 4], to=f"+1555020{n:04d}"))

        async def all_of_them() -> list[object]:
            texts = (OutgoingSms(str(n), f"+1555020{n:04d}", "x") for n in range(120))
            return list(await asyncio.gather(*(carrier.provider.send(s) for s in texts), return_exceptions=True))

        outcomes = carrier.run(all_of_them())
        assert all(isinstance(outcome, SmsUncertain) for outcome in outcomes[:40])
        assert not any(isinstance(outcome, BaseException) for outcome in outcomes[40:])
        assert len(carrier.fake.posts) == 120
        assert len(carrier.taken()) == 100


def test_two_event_loops_are_refused_instead_of_mixed_up() -> None:
    with twilio_carrier() as carrier:
        carrier.send()
        with pytest.raises(RuntimeError, match="two event loops"):
            asyncio.run(carrier.provider.send(OutgoingSms("2", ANA, "other loop")))
        assert len(carrier.taken()) == 1


def test_reports_are_never_asked_for_without_an_address() -> None:
    with twilio_carrier() as carrier:
        carrier.fake.set_delivery(Delivery())
        carrier.send()
        time.sleep(0.1)
        assert carrier.fake.webhooks.results == []


def _closed() -> int:
    """A port on which nobody listens."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])
