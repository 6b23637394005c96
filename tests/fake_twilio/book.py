"""What the fake provider knows: its messages, every POST it saw, and the faults it was told to show."""

from __future__ import annotations

import json
import os
import secrets
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from enum import StrEnum
from pathlib import Path


class FaultKind(StrEnum):
    """How a request goes wrong; ``*_after`` means that the message was taken all the same."""

    REJECT = "reject"
    ERROR_BEFORE = "error_before"
    ERROR_AFTER = "error_after"
    RESET_BEFORE = "reset_before"
    RESET_AFTER = "reset_after"
    SLOW_BEFORE = "slow_before"
    SLOW_AFTER = "slow_after"
    UNREADABLE_AFTER = "unreadable_after"


@dataclass
class Fault:
    """A scripted fault: for ``times`` requests (None: for ever) of one number or of all, after ``skip`` good ones."""

    kind: FaultKind
    times: int | None = 1
    to: str | None = None
    skip: int = 0
    on: str = "POST"
    status: int = 400
    code: int = 0
    seconds: float = 30.0

    def __post_init__(self) -> None:
        self.kind = FaultKind(self.kind)

    def strikes(self, method: str, to: str | None) -> bool:
        """Whether this request is hit; counts down."""
        if method != self.on or (self.to is not None and to != self.to) or self.times == 0:
            return False
        if self.skip > 0:
            self.skip -= 1
            return False
        if self.times is not None:
            self.times -= 1
        return True


@dataclass
class Delivery:
    """Which callbacks follow an accepted message: the words in this order, each ``repeat`` times, ``delay`` s apart."""

    words: tuple[str, ...] = ("queued", "sent", "delivered")
    error_code: int | None = None
    delay: float = 0.0
    repeat: int = 1

    @classmethod
    def failing(cls, error_code: int, word: str = "undelivered") -> Delivery:
        """Queued, sent, and then not delivered for this reason."""
        return cls(words=("queued", "sent", word), error_code=error_code)


NEVER = Delivery(words=())


@dataclass(slots=True)
class FakeMessage:
    """One message of the provider's list."""

    sid: str
    to: str
    from_: str | None
    body: str
    direction: str
    status: str
    created_at: datetime
    listed_from: float
    sent_at: datetime | None = None
    error_code: int | None = None
    status_callback: str | None = None
    validity_period: int | None = None


@dataclass(slots=True)
class Post:
    """One POST as it came in: when (real and provider time), what, and how it was answered."""

    at: float
    provider_time: str
    to: str
    body: str
    outcome: str
    sid: str | None
    status_callback: str | None
    validity_period: str | None


@dataclass
class Book:
    """The fake's memory; lists only grow, so that other threads may read them."""

    clock: Callable[[], datetime]
    record: Path | None = None
    list_lag: float = 0.0
    body_prefix: str = ""
    messages: list[FakeMessage] = field(default_factory=list)
    by_sid: dict[str, FakeMessage] = field(default_factory=dict)
    by_to: dict[str, list[FakeMessage]] = field(default_factory=lambda: defaultdict(list))
    posts: list[Post] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    default_delivery: Delivery = field(default_factory=lambda: NEVER)
    deliveries: dict[str, Delivery] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._changed = threading.Condition()
        self._waited_for = 0
        self._file = os.open(self.record, os.O_WRONLY | os.O_CREAT | os.O_APPEND) if self.record else None

    def close(self) -> None:
        """Close the record file."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def fault_for(self, method: str, to: str | None) -> Fault | None:
        """The first scripted fault that hits this request."""
        fault = next((fault for fault in self.faults if fault.strikes(method, to)), None)
        if fault is not None and fault.times == 0:
            self.faults.remove(fault)
        return fault

    def take(self, form: dict[str, str], direction: str = "outbound-api") -> FakeMessage:
        """Store a message and give it an id."""
        now = self.clock()
        outbound = direction != "inbound"
        message = FakeMessage(
            sid=form.get("Sid") or "SM" + secrets.token_hex(16),
            to=form["To"],
            from_=form.get("From"),
            body=(self.body_prefix if outbound else "") + form.get("Body", ""),
            direction=direction,
            status="queued" if outbound else "received",
            created_at=now,
            listed_from=time.monotonic() + self.list_lag,
            sent_at=None if outbound else now,
            status_callback=form.get("StatusCallback"),
            validity_period=int(form["ValidityPeriod"]) if "ValidityPeriod" in form else None,
        )
        self.messages.append(message)
        self.by_sid[message.sid] = message
        self.by_to[message.to].append(message)
        return message

    def note(self, form: dict[str, str], outcome: str, sid: str | None) -> None:
        """Record a POST, in memory and in the file."""
        post = Post(
            at=time.time(),
            provider_time=self.clock().isoformat(),
            to=form.get("To", ""),
            body=form.get("Body", ""),
            outcome=outcome,
            sid=sid,
            status_callback=form.get("StatusCallback"),
            validity_period=form.get("ValidityPeriod"),
        )
        self.posts.append(post)
        if self._file is not None:
            os.write(self._file, json.dumps(asdict(post)).encode() + b"\n")
        if self._waited_for:
            with self._changed:
                self._changed.notify_all()

    def wait_for_posts(self, count: int, seconds: float) -> bool:
        """Wait until that many POSTs have come; False if they have not in time."""
        with self._changed:
            self._waited_for += 1
            try:
                return self._changed.wait_for(lambda: len(self.posts) >= count, seconds)
            finally:
                self._waited_for -= 1

    def advance(self, message: FakeMessage, word: str, error_code: int | None) -> None:
        """Let the provider's own entry follow what it reports."""
        message.status = word
        if word in ("sent", "delivered", "undelivered"):
            message.sent_at = message.sent_at or self.clock()
        if word in ("undelivered", "failed"):
            message.error_code = error_code

    def listed(self, query: dict[str, str]) -> list[FakeMessage]:
        """The message list as filtered by To, From, DateSent, DateSent< and DateSent>, newest first."""
        found: Iterable[FakeMessage] = self.by_to.get(query["To"], []) if "To" in query else self.messages
        now = time.monotonic()
        keep = [
            message
            for message in found
            if message.listed_from <= now
            and query.get("From", message.from_) == message.from_
            and _dated(message, query)
        ]
        return keep[::-1]


def _dated(message: FakeMessage, query: dict[str, str]) -> bool:
    filters = {name: query[name] for name in ("DateSent", "DateSent<", "DateSent>") if name in query}
    if not filters:
        return True
    # The real service does not say whether an unsent message passes a filter on DateSent: assume the worst.
    if message.sent_at is None:
        return False
    for name, text in filters.items():
        at = datetime.fromisoformat(text)
        at = at if at.tzinfo else at.replace(tzinfo=UTC)
        if name == "DateSent" and message.sent_at.astimezone(UTC).date() != at.date():
            return False
        if (name == "DateSent<" and message.sent_at > at) or (name == "DateSent>" and message.sent_at < at):
            return False
    return True


_dates: dict[int, str] = {}


def provider_date(at: datetime | None) -> str | None:
    """RFC 2822, as the provider writes its dates; kept per second, because formatting is slow."""
    if at is None:
        return None
    second = int(at.timestamp())
    text = _dates.get(second)
    if text is None:
        text = _dates[second] = format_datetime(at.astimezone(UTC).replace(microsecond=0))
    return text
