"""Just enough HTTP/1.1 for a fake server: keep-alive, pipelining, Content-Length bodies, and the power to hang up."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

_REASONS = {200: "OK", 201: "Created", 204: "No Content", 400: "Bad Request", 401: "Unauthorized", 404: "Not Found"}


@dataclass(slots=True)
class Request:
    """One request: the target is path and query, headers are looked up by lower-case name."""

    method: str
    target: str
    headers: dict[bytes, bytes]
    body: bytes


@dataclass(slots=True)
class Answer:
    """What to answer, after ``delay`` seconds; ``reset`` hangs up in the rudest way instead."""

    status: int = 200
    body: bytes = b"{}"
    delay: float = 0.0
    reset: bool = False

    def wire(self) -> bytes:
        """The bytes of the answer."""
        reason = _REASONS.get(self.status, "Answer")
        headers = f"Content-Type: application/json\r\nContent-Length: {len(self.body)}\r\n\r\n"
        return f"HTTP/1.1 {self.status} {reason}\r\n{headers}".encode() + self.body


class ServerProtocol(asyncio.Protocol):
    """One connection; answers in order, one request at a time."""

    def __init__(self, answer: Callable[[Request], Answer], open_connections: set[ServerProtocol]) -> None:
        self._answer = answer
        self._open = open_connections
        self._buffer = bytearray()
        self._transport: asyncio.Transport | None = None
        self._waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the connection."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._open.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection and whatever was to be answered late."""
        self._open.discard(self)
        self._transport = None
        if self._waiting is not None:
            self._waiting.cancel()

    def data_received(self, data: bytes) -> None:
        """Collect bytes and answer each whole request."""
        self._buffer += data
        # A TLS greeting: an honest plain-text server says that it does not understand.
        if self._buffer[:1] == b"\x16" and self._transport is not None:
            self._transport.write(Answer(400).wire())
            self._transport.close()
            return
        self._serve()

    def abort(self) -> None:
        """Hang up at once."""
        if self._transport is not None:
            self._transport.abort()

    def _serve(self) -> None:
        while self._transport is not None and self._waiting is None:
            request = self._next_request()
            if request is None:
                return
            answer = self._answer(request)
            if answer.reset:
                self._transport.abort()
            elif answer.delay:
                loop = asyncio.get_running_loop()
                self._waiting = loop.call_later(answer.delay, self._answer_late, answer)
            else:
                self._transport.write(answer.wire())

    def _answer_late(self, answer: Answer) -> None:
        self._waiting = None
        if self._transport is not None:
            self._transport.write(answer.wire())
            self._serve()

    def _next_request(self) -> Request | None:
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            return None
        first, *lines = bytes(self._buffer[:end]).split(b"\r\n")
        headers = {}
        for line in lines:
            name, _, value = line.partition(b":")
            headers[name.lower()] = value.strip()
        length = end + 4 + int(headers.get(b"content-length", b"0"))
        if len(self._buffer) < length:
            return None
        body = bytes(self._buffer[end + 4 : length])
        del self._buffer[:length]
        method, target, _ = first.decode("latin-1").split(" ", 2)
        return Request(method, target, headers, body)
