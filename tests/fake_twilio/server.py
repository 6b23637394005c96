"""The fake provider as a whole: on a thread inside a test, or as a process (``python -m tests.fake_twilio``)."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Coroutine
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self, TypeVar

from tests.fake_twilio.api import MessagesApi
from tests.fake_twilio.book import Book, Delivery, FakeMessage, Fault, Post
from tests.fake_twilio.http import Answer, Request, ServerProtocol
from tests.fake_twilio.webhooks import Webhooks

ACCOUNT_SID = "AC" + "0123456789abcdef" * 2
AUTH_TOKEN = "f0e1d2c3b4a5968778695a4b3c2d1e0f"
T = TypeVar("T")


def _now() -> datetime:
    return datetime.now(UTC)


class FakeTwilio:
    """``with FakeTwilio() as fake:`` listens on a free port of 127.0.0.1 until the block ends."""

    def __init__(
        self,
        *,
        account_sid: str = ACCOUNT_SID,
        auth_token: str = AUTH_TOKEN,
        port: int = 0,
        clock: Callable[[], datetime] = _now,
        record: Path | None = None,
        deliver_to: str | None = None,
        list_lag: float = 0.0,
        body_prefix: str = "",
    ) -> None:
        self.account_sid = account_sid
        self.auth_token = auth_token
        self.port = port
        self.book = Book(clock, record, list_lag, body_prefix)
        self.webhooks = Webhooks(account_sid, auth_token, self.book, deliver_to)
        self._api = MessagesApi(account_sid, auth_token, self.book, self.webhooks.follow)
        self._connections: set[ServerProtocol] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._server: asyncio.Server | None = None

    # In a test

    def __enter__(self) -> Self:
        """Start listening on a thread of its own."""
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="fake-twilio", daemon=True)
        self._thread.start()
        self._run(self.start())
        return self

    def __exit__(self, *_: object) -> None:
        """Hang up on everyone and stop the thread."""
        assert self._loop is not None
        assert self._thread is not None
        self._run(self.stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    @property
    def base_url(self) -> str:
        """Where the official client must send its requests."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def posts(self) -> list[Post]:
        """Every POST that asked for a message, in order."""
        return list(self.book.posts)

    @property
    def outbound(self) -> list[FakeMessage]:
        """Every message taken from the service, in order."""
        return [message for message in list(self.book.messages) if message.direction != "inbound"]

    def add_fault(self, fault: Fault) -> None:
        """Let requests go wrong from now on."""
        self.book.faults.append(fault)

    def set_delivery(self, delivery: Delivery, to: str | None = None) -> None:
        """Script the reports for one number, or for all others."""
        if to is None:
            self.book.default_delivery = delivery
        else:
            self.book.deliveries[to] = delivery

    def wait_for_posts(self, count: int, seconds: float = 10.0) -> bool:
        """Wait until that many POSTs have come."""
        return self.book.wait_for_posts(count, seconds)

    def receive(
        self,
        body: str,
        *,
        from_: str,
        to: str,
        url: str | None = None,
        sid: str | None = None,
        extra: dict[str, str] | None = None,
    ) -> tuple[str, int]:
        """A phone writes: it is listed and, with a ``url``, posted there; gives its sid and the HTTP status."""
        message = self._run(self._take_inbound(body, from_, to, sid))
        status = self._run(self.webhooks.post_inbound(url, message, extra)) if url else 0
        return message.sid, status

    def report(self, message: FakeMessage, word: str, error_code: int | None = None) -> int:
        """Post one delivery report now; gives the HTTP status."""
        self.book.advance(message, word, error_code)
        return self._run(self.webhooks.post_report(message, word, error_code))

    # In an event loop

    async def start(self) -> None:
        """Listen in the running event loop."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            lambda: ServerProtocol(self._answer, self._connections), "127.0.0.1", self.port, backlog=1024
        )
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Stop listening, hang up and stop posting."""
        assert self._server is not None
        self._server.close()
        await self.webhooks.close()
        for connection in list(self._connections):
            connection.abort()
        await self._server.wait_closed()
        await asyncio.sleep(0)
        self.book.close()

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        assert self._loop is not None
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(30)

    async def _take_inbound(self, body: str, from_: str, to: str, sid: str | None) -> FakeMessage:
        form = {"From": from_, "To": to, "Body": body}
        if sid:
            known = self.book.by_sid.get(sid)
            if known is not None:
                return known
            form["Sid"] = sid
        return self.book.take(form, "inbound")

    def _answer(self, request: Request) -> Answer:
        if request.target.startswith("/2010-04-01/"):
            return self._api.answer(request)
        return self._control(request)

    def _control(self, request: Request) -> Answer:
        """The fake's own API, for tests that run it as a process; everything is JSON."""
        told = json.loads(request.body) if request.body else {}
        match request.method, request.target:
            case "GET", "/_fake/messages":
                return _json([_shown(message) for message in self.book.messages])
            case "GET", "/_fake/posts":
                return _json([asdict(post) for post in self.book.posts])
            case "GET", "/_fake/counts":
                return _json({"posts": len(self.book.posts), "messages": len(self.book.messages)})
            case "GET", "/_fake/webhooks":
                return _json(self.webhooks.results)
            case "POST", "/_fake/faults":
                self.book.faults.append(Fault(**told))
            case "DELETE", "/_fake/faults":
                self.book.faults.clear()
            case "POST", "/_fake/delivery":
                to = told.pop("to", None)
                self.set_delivery(Delivery(**{**told, "words": tuple(told.get("words", Delivery().words))}), to)
            case "POST", "/_fake/inbound":
                return self._control_inbound(told)
            case _:
                return Answer(404, b'{"message": "no such page"}')
        return _json({"ok": True})

    def _control_inbound(self, told: dict[str, Any]) -> Answer:
        form = {"From": told["from"], "To": told["to"], "Body": told["body"]}
        message = self.book.take(form, "inbound")
        if told.get("url"):
            self.webhooks.post_inbound_later(told["url"], message, told.get("extra"))
        return _json({"sid": message.sid})


def _shown(message: FakeMessage) -> dict[str, Any]:
    return {
        "sid": message.sid,
        "to": message.to,
        "from": message.from_,
        "body": message.body,
        "direction": message.direction,
        "status": message.status,
        "created_at": message.created_at.isoformat(),
        "status_callback": message.status_callback,
        "validity_period": message.validity_period,
        "error_code": message.error_code,
    }


def _json(value: object) -> Answer:
    return Answer(200, json.dumps(value).encode())
