"""The day of a journey: all real parts, on both databases."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from adherence.wiring import create_app
from tests.cast import make_cast
from tests.conftest import VirtualClock, runtime_at, test_config
from tests.fake_twilio.server import ACCOUNT_SID, AUTH_TOKEN, FakeTwilio
from tests.journeys.day import OUR_NUMBER, Day, give_password, served


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def day(database_url: str, clock: VirtualClock) -> Iterator[Day]:
    """The service on a socket, the official Twilio client, and a fake Twilio on another socket."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with FakeTwilio(clock=clock) as fake:
        config = test_config(
            database_url,
            sms_provider="twilio",
            twilio_account_sid=ACCOUNT_SID,
            twilio_auth_token=AUTH_TOKEN,
            twilio_from=OUR_NUMBER,
            twilio_base_url=fake.base_url,
            public_base_url=address,
            messages_per_second=10_000,
        )
        rt = runtime_at(config, clock)
        app = create_app(rt)
        give = make_cast(rt)
        give_password(rt, app)
        with served(rt, app, port):
            yield Day(rt, give, clock, fake, app, address)
        rt.close()
