"""Texts through Twilio: the official client over a small HTTP client of our own; the only file that imports twilio.

The library's own HTTP client ignores its timeout, and its retries post a text again after a 500. Ours waits 10 s in all
and 3 s for a connection, keeps one session, never retries and never logs.
"""

from __future__ import annotations

import asyncio
import base64
import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any, NoReturn
from urllib.parse import quote_plus

import aiohttp
from twilio.base import values  # type: ignore[import-untyped]
from twilio.base.exceptions import (  # type: ignore[import-untyped]
    TwilioException,
    TwilioRestException,
    TwilioServiceException,
)
from twilio.http import AsyncHttpClient  # type: ignore[import-untyped]
from twilio.http.response import Response  # type: ignore[import-untyped]
from twilio.rest import Client  # type: ignore[import-untyped]

from adherence.sms import signing
from adherence.sms.provider import (
    Accepted,
    Direction,
    FormPairs,
    OutgoingSms,
    ProviderMessage,
    SmsFailure,
    SmsRejected,
    SmsUnavailable,
    SmsUncertain,
)

TOTAL_SECONDS = 10.0
CONNECT_SECONDS = 3.0
CONNECTIONS = 128
# Shorter than the idle time of usual servers: a post on a connection that was just closed would be uncertain.
KEEP_ALIVE_SECONDS = 4.0
PAGE_SIZE = 1000
MAX_PAGES = 20
PAGE_SIZE_OF_ONE_NUMBER = 100

_log = logging.getLogger(__name__)


class TwilioProvider:
    """The SMS provider Twilio; all calls must come from one event loop, in which the session is made at first use."""

    name = "twilio"

    def __init__(
        self,
        account_sid: str,
        auth_token: str,
        *,
        from_: str = "",
        messaging_service_sid: str = "",
        auth_token_next: str = "",
        base_url: str = "",
        connections: int = CONNECTIONS,
        total_seconds: float = TOTAL_SECONDS,
        connect_seconds: float = CONNECT_SECONDS,
    ) -> None:
        # The library prints phone numbers at INFO.
        logging.getLogger("twilio").setLevel(logging.WARNING)
        self._tokens = (auth_token, auth_token_next)
        self._from = "" if messaging_service_sid else from_
        self._http = _HttpClient(account_sid, auth_token, connections, total_seconds, connect_seconds)
        # A given environment keeps the library from reading the process's own (TWILIO_EDGE would move the address).
        client = Client(account_sid, auth_token, http_client=self._http, environment={"TWILIO_EDGE": ""})
        if base_url:
            client.api.base_url = base_url.rstrip("/")
        self._messages = client.messages
        self._sender: dict[str, str] = (
            {"messaging_service_sid": messaging_service_sid} if messaging_service_sid else {"from_": from_}
        )

    async def send(self, sms: OutgoingSms) -> Accepted:
        """Post one text, once; the exception says whether it was refused, surely not processed, or uncertain."""
        self._http.open()
        try:
            created = await self._messages.create_async(
                to=sms.to,
                body=sms.body,
                status_callback=_given(sms.status_callback),
                validity_period=_given(sms.validity_seconds),
                **self._sender,
            )
        except Exception as error:
            _raise_for_send(error)
        if not isinstance(created.sid, str) or not created.sid:
            raise SmsUncertain("unreadable")
        return Accepted(created.sid, str(created.status))

    async def list_outbound(
        self, *, since: datetime, until: datetime | None = None, to: str | None = None
    ) -> list[ProviderMessage]:
        """What Twilio took from us since then, newest first; a text that is not sent yet is listed too."""
        # No filter on DateSent: a queued text has none, and it is the very one that an uncertain attempt looks for.
        filters = {"to": to, "from_": self._from or None}
        size = PAGE_SIZE_OF_ONE_NUMBER if to else PAGE_SIZE
        found = [m async for m in self._list(filters, since, size) if m.direction is Direction.OUTBOUND]
        return [m for m in found if until is None or m.created_at <= until]

    async def list_inbound(self, *, since: datetime) -> list[ProviderMessage]:
        """What Twilio received for us since then, newest first."""
        midnight = datetime.combine(since.astimezone(UTC).date(), time.min, UTC)
        filters = {"to": self._from or None, "date_sent_after": midnight}
        return [m async for m in self._list(filters, since, PAGE_SIZE) if m.direction is Direction.INBOUND]

    def is_authentic(self, url: str, params: FormPairs, signature: str) -> bool:
        """Whether the form was signed with the token, or with the next one while tokens are rotated."""
        return signing.is_authentic(self._tokens, url, params, signature)

    def sign(self, url: str, params: FormPairs) -> str:
        """The signature that Twilio would put on this form."""
        return signing.sign(self._tokens[0], url, params)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http.close()

    async def _list(self, filters: Mapping[str, Any], since: datetime, size: int) -> AsyncIterator[ProviderMessage]:
        """Entries since then, page by page; stops where the list is older, or after ``MAX_PAGES``."""
        # Twilio's instants are whole seconds: a text of 07:00:00.9 is listed as 07:00:00.
        since = since.replace(microsecond=0)
        self._http.open()
        given = {name: value for name, value in filters.items() if value is not None}
        try:
            page = await self._messages.page_async(page_size=size, **given)
            for _ in range(MAX_PAGES):
                entries = [message for entry in page if (message := _message(entry)) is not None]
                for message in entries:
                    if message.at >= since or message.created_at >= since:
                        yield message
                if _ends_before(entries, since):
                    return
                page = await page.next_page_async()
                if page is None:
                    return
        except Exception as error:
            _raise_for_list(error)
        _log.warning("the provider's message list was cut off after %d pages", MAX_PAGES)


class _HttpClient(AsyncHttpClient):  # type: ignore[misc]
    """The transport below the official client: one session, fixed headers, no retries, no logs."""

    def __init__(self, username: str, password: str, connections: int, total: float, connect: float) -> None:
        super().__init__(_log, is_async=True)
        credentials = base64.b64encode(f"{username}:{password}".encode()).decode()
        self._authorization = f"Basic {credentials}"
        self._timeout = aiohttp.ClientTimeout(total=total, connect=connect)
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    async def request(
        self,
        method: str,
        uri: str,
        params: Mapping[str, object] | None = None,
        data: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,
        allow_redirects: bool = False,
    ) -> Response:
        """One request and its whole answer; ``auth`` and ``timeout`` are fixed when the client is made."""
        async with self.open().request(
            method,
            uri,
            params=None if params is None else {name: str(value) for name, value in params.items()},
            data=_form(data) if data else None,
            headers=headers,
            allow_redirects=allow_redirects,
        ) as answer:
            return Response(answer.status, await answer.text(errors="replace"), answer.headers)

    async def close(self) -> None:
        """Close the session, if there is one."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    def open(self) -> aiohttp.ClientSession:
        """The session, made at first use; it belongs to one event loop, so another one is a mistake of ours."""
        loop = asyncio.get_running_loop()
        if self._session is None:
            self._loop = loop
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=KEEP_ALIVE_SECONDS),
                timeout=self._timeout,
                headers={"Authorization": self._authorization},
                cookie_jar=aiohttp.DummyCookieJar(),
            )
        if self._loop is not loop:
            raise RuntimeError("the SMS provider is used from two event loops; give each loop its own")
        return self._session


def _form(fields: Mapping[str, object]) -> bytes:
    """A form body; the names are the library's own and need no quoting, which is half of the work."""
    # A lone surrogate cannot be sent: it becomes a question mark instead of failing the whole text.
    return "&".join(f"{name}={quote_plus(str(value), errors='replace')}" for name, value in fields.items()).encode()


def _given(value: object) -> object:
    return values.unset if value is None else value


def _raise_for_send(error: Exception) -> NoReturn:
    """Say what a failed post means; whatever is not surely unsent is uncertain."""
    unsent = _code_if_not_connected(error)
    if unsent is not None:
        raise SmsUnavailable(unsent) from None
    match error:
        case TwilioRestException() | TwilioServiceException():
            # In the newer form the status is read from the body, which may hold anything.
            raise _failure_of_status(error.status if isinstance(error.status, int) else 0, error.code) from None
        case TimeoutError():
            raise SmsUncertain("timeout") from None
        case aiohttp.ClientError() | OSError():
            raise SmsUncertain("reset") from None
        case _:
            # The library could not make sense of a 2xx: the text may well exist.
            raise SmsUncertain("unreadable") from None


def _raise_for_list(error: Exception) -> NoReturn:
    """Say what a failed look at the list means; a list can always be asked for again, so nothing is uncertain."""
    status = _status_of_list(error)
    failure = None if status is None else _failure_of_status(status, None)
    if isinstance(failure, SmsRejected):
        raise failure from None
    if failure is not None:
        raise SmsUnavailable(failure.code) from None
    try:
        _raise_for_send(error)
    except SmsFailure as same:
        raise SmsUnavailable(same.code) from None


def _status_of_list(error: Exception) -> int | None:
    if not isinstance(error, TwilioException):
        return None
    answer = next((part for part in error.args if isinstance(part, Response)), None)
    return answer.status_code if answer is not None else None


def _failure_of_status(status: int, code: object) -> SmsFailure:
    text = str(code) if isinstance(code, int) and code > 0 else str(status)
    if status == 429 or text == "20429":
        return SmsUnavailable(text)
    if status == 401:
        return SmsRejected("20003")
    if 400 <= status < 500:
        return SmsRejected(text)
    return SmsUncertain(text if status >= 500 else "unreadable")


def _code_if_not_connected(error: Exception) -> str | None:
    """Our word for a failure before anything was written, or None where something may have been."""
    match error:
        case aiohttp.ClientConnectorDNSError():
            return "dns"
        case aiohttp.ClientSSLError():
            return "tls"
        case aiohttp.ClientConnectorError() | aiohttp.ConnectionTimeoutError():
            return "connect"
        case _:
            return None


def _message(entry: Any) -> ProviderMessage | None:
    """One entry of the list in our words, or None for one without an id or a date."""
    if not entry.sid or not isinstance(entry.date_created, datetime):
        return None
    return ProviderMessage(
        sid=entry.sid,
        to=entry.to or "",
        from_=entry.from_ or "",
        body=entry.body or "",
        status=str(entry.status),
        direction=Direction.INBOUND if entry.direction == "inbound" else Direction.OUTBOUND,
        created_at=_aware(entry.date_created),
        sent_at=_aware(entry.date_sent) if isinstance(entry.date_sent, datetime) else None,
        error_code=None if entry.error_code is None else str(entry.error_code),
    )


def _aware(at: datetime) -> datetime:
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _ends_before(entries: Sequence[ProviderMessage], since: datetime) -> bool:
    """Whether a page that runs from new to old has come past ``since``, with an hour for disorder in the list."""
    return bool(entries) and entries[0].at >= entries[-1].at and entries[-1].at < since - timedelta(hours=1)
