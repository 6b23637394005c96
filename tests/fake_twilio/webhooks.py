"""The webhooks that the fake posts: delivery reports in a scripted order, and messages from phones; all are signed."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]

from tests.fake_twilio.book import Book, FakeMessage


class Webhooks:
    """Posts signed forms from the fake's event loop; ``results`` keeps (address, HTTP status or 0) of each."""

    def __init__(self, account_sid: str, auth_token: str, book: Book, deliver_to: str | None) -> None:
        self._account = account_sid
        # The official library signs, so that our own check is tested against it and not against itself.
        self._signer = RequestValidator(auth_token)
        self._book = book
        self._deliver_to = deliver_to
        self._tasks: set[asyncio.Task[object]] = set()
        self._session: aiohttp.ClientSession | None = None
        self.results: list[tuple[str, int]] = []

    def follow(self, message: FakeMessage) -> None:
        """Start the reports on an accepted message, if it has an address for them."""
        delivery = self._book.deliveries.get(message.to, self._book.default_delivery)
        if delivery.words:
            self._start(self._report(message))

    async def post_report(self, message: FakeMessage, word: str, error_code: int | None = None) -> int:
        """Post one delivery report; gives the HTTP status, 0 if nobody listened."""
        if message.status_callback is None:
            return 0
        form = {
            **self._common(message),
            "MessageStatus": word,
            "SmsStatus": word,
        }
        if error_code is not None and word in ("undelivered", "failed"):
            form["ErrorCode"] = str(error_code)
        return await self._post(message.status_callback, form)

    async def post_inbound(self, url: str, message: FakeMessage, extra: dict[str, str] | None = None) -> int:
        """Post a message from a phone to the given address; gives the HTTP status, 0 if nobody listened."""
        form = {
            **self._common(message),
            "SmsMessageSid": message.sid,
            "SmsStatus": "received",
            "Body": message.body,
            "NumMedia": "0",
            "NumSegments": "1",
            "FromCountry": "US",
            "FromState": "",
            "FromCity": "",
            "FromZip": "",
            "ToCountry": "US",
            "ToState": "",
            "ToCity": "",
            "ToZip": "",
            **(extra or {}),
        }
        return await self._post(url, form)

    def post_inbound_later(self, url: str, message: FakeMessage, extra: dict[str, str] | None = None) -> None:
        """Post a message from a phone in the background; the outcome is in ``results``."""
        self._start(self.post_inbound(url, message, extra))

    def signature(self, url: str, form: dict[str, str]) -> str:
        """The signature of a form, by the official library."""
        return str(self._signer.compute_signature(url, form))

    async def close(self) -> None:
        """Stop reporting and close connections."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    def _start(self, work: Coroutine[Any, Any, object]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _report(self, message: FakeMessage) -> None:
        delivery = self._book.deliveries.get(message.to, self._book.default_delivery)
        for word in delivery.words:
            await asyncio.sleep(delivery.delay)
            self._book.advance(message, word, delivery.error_code)
            for _ in range(delivery.repeat):
                await self.post_report(message, word, delivery.error_code)

    def _common(self, message: FakeMessage) -> dict[str, str]:
        return {
            "MessageSid": message.sid,
            "SmsSid": message.sid,
            "AccountSid": self._account,
            "From": message.from_ or "",
            "To": message.to,
            "ApiVersion": "2010-04-01",
        }

    async def _post(self, url: str, form: dict[str, str]) -> int:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=15))
        # Signed for the public address, delivered to where the service really listens.
        target = url
        if self._deliver_to:
            target = self._deliver_to.rstrip("/") + urlsplit(url)._replace(scheme="", netloc="").geturl()
        headers = {"X-Twilio-Signature": self.signature(url, form)}
        try:
            async with self._session.post(target, data=form, headers=headers, allow_redirects=False) as response:
                status = response.status
        except (aiohttp.ClientError, TimeoutError):
            status = 0
        self.results.append((url, status))
        return status
