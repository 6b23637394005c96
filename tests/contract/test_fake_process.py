"""The fake provider as a process of its own: controlled and read over HTTP, with its record on disk."""

from __future__ import annotations

import asyncio
import io
import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from adherence.sms.console import Console, mask
from adherence.sms.provider import OutgoingSms, SmsUncertain
from adherence.sms.twilio import TwilioProvider
from tests.contract.carriers import ANA, CLINIC
from tests.fake_twilio.server import ACCOUNT_SID, AUTH_TOKEN

ROOT = Path(__file__).parents[2]


@pytest.fixture
def fake(tmp_path: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "tests.fake_twilio", "--record", str(tmp_path / "posts.jsonl")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.terminate()
        assert process.wait(10) == 0


def test_a_process_takes_texts_fails_on_demand_and_keeps_a_record(fake: str, tmp_path: Path) -> None:
    _call(fake, "POST", "/_fake/faults", {"kind": "reset_after", "skip": 1})

    async def two_texts() -> None:
        provider = TwilioProvider(ACCOUNT_SID, AUTH_TOKEN, from_=CLINIC, base_url=fake)
        await provider.send(OutgoingSms("1", ANA, "first"))
        with pytest.raises(SmsUncertain):
            await provider.send(OutgoingSms("2", ANA, "second"))
        await provider.aclose()

    asyncio.run(two_texts())
    sid = _call(fake, "POST", "/_fake/inbound", {"from": ANA, "to": CLINIC, "body": "1"})["sid"]
    assert [m["body"] for m in _call(fake, "GET", "/_fake/messages")] == ["first", "second", "1"]
    assert _call(fake, "GET", "/_fake/messages")[-1]["sid"] == sid
    assert _call(fake, "GET", "/_fake/counts") == {"posts": 2, "messages": 3}
    record = [json.loads(line) for line in (tmp_path / "posts.jsonl").read_text().splitlines()]
    assert [(post["to"], post["body"], post["outcome"]) for post in record] == [
        (ANA, "first", "accepted"),
        (ANA, "second", "accepted"),
    ]
    assert record == _call(fake, "GET", "/_fake/posts")


def test_the_console_prints_neither_the_number_nor_the_text() -> None:
    out = io.StringIO()
    accepted = asyncio.run(Console(out=out).send(OutgoingSms("a1", ANA, "a private text")))
    assert accepted.sid.startswith("SM")
    assert out.getvalue() == "SMS to **********01: 14 characters, attempt a1\n"
    assert mask("72975") == "***75"
    assert mask("911") == "***"


def _call(base: str, method: str, path: str, body: object = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(base + path, data, method=method), timeout=5) as answer:
        return json.loads(answer.read())
