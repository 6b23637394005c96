"""Run the fake provider as its own process until it is told to stop; prints its address on the first line."""

from __future__ import annotations

import argparse
import asyncio
import signal
from pathlib import Path

from adherence.clock import file_clock, utc_now
from tests.fake_twilio.book import Delivery
from tests.fake_twilio.server import ACCOUNT_SID, AUTH_TOKEN, FakeTwilio


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fake_twilio", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--record", type=Path, help="append every POST here, a JSON object per line")
    parser.add_argument("--account-sid", default=ACCOUNT_SID)
    parser.add_argument("--auth-token", default=AUTH_TOKEN)
    parser.add_argument("--deliver-to", help="post webhooks to this origin, whatever address they are signed for")
    parser.add_argument("--clock", type=Path, help="the JSON file of a test clock")
    parser.add_argument("--reports", action="store_true", help="report queued, sent and delivered for every message")
    parser.add_argument("--list-lag", type=float, default=0.0, help="seconds until a message shows in the list")
    return parser.parse_args()


async def _main(told: argparse.Namespace) -> None:
    fake = FakeTwilio(
        account_sid=told.account_sid,
        auth_token=told.auth_token,
        port=told.port,
        clock=file_clock(told.clock) if told.clock else utc_now,
        record=told.record,
        deliver_to=told.deliver_to,
        list_lag=told.list_lag,
    )
    if told.reports:
        fake.set_delivery(Delivery())
    await fake.start()
    print(fake.base_url, flush=True)
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    await stopped.wait()
    await fake.stop()


asyncio.run(_main(_arguments()))
