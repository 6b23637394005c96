"""Where the simulated provider keeps its messages and how each phone takes its texts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from adherence.sms.provider import Direction


class DeliveryKind(StrEnum):
    """What becomes of the texts to a phone."""

    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class DeliveryMode:
    """How a phone takes its texts: delivered, undelivered with a provider code, or never a report."""

    kind: DeliveryKind = DeliveryKind.DELIVERED
    error_code: str | None = None

    @property
    def text(self) -> str:
        """The mode as one word to store: ``delivered``, ``undelivered:30003``, ``never``."""
        return f"{self.kind}:{self.error_code}" if self.error_code else str(self.kind)

    @classmethod
    def parse(cls, text: str) -> DeliveryMode:
        """The mode that ``text`` was made from; raises ``ValueError`` for any other word."""
        kind, _, code = text.partition(":")
        return cls(DeliveryKind(kind), code or None)


DELIVERED = DeliveryMode()
NEVER = DeliveryMode(DeliveryKind.NEVER)


@dataclass(frozen=True, slots=True)
class SimulatedMessage:
    """One message of the simulated provider; ``at`` is aware UTC by the passed clock."""

    sid: str
    to: str
    from_: str
    body: str
    direction: Direction
    at: datetime
    status: str
    error_code: str | None = None
    attempt_id: str | None = None


class SimulatorStore(Protocol):
    """Where the simulated provider keeps its messages and the phones' modes."""

    def add(self, message: SimulatedMessage) -> None:
        """Keep one more message."""

    def messages(
        self,
        *,
        direction: Direction | None = None,
        number: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> list[SimulatedMessage]:
        """Messages newest first; ``number`` is the phone at either end, both instants are inclusive."""

    def delivery(self, number: str) -> DeliveryMode:
        """How this phone takes its texts; ``DELIVERED`` if nothing was set."""

    def set_delivery(self, number: str, mode: DeliveryMode) -> None:
        """Change how this phone takes its texts from now on."""


@dataclass
class MemoryStore:
    """A store for one process: tests, previews and the playing of virtual months."""

    kept: list[SimulatedMessage] = field(default_factory=list)
    _by_number: dict[str, list[SimulatedMessage]] = field(default_factory=lambda: defaultdict(list))
    _modes: dict[str, DeliveryMode] = field(default_factory=dict)

    def add(self, message: SimulatedMessage) -> None:
        """Keep one more message."""
        self.kept.append(message)
        self._by_number[_phone(message)].append(message)

    def messages(
        self,
        *,
        direction: Direction | None = None,
        number: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> list[SimulatedMessage]:
        """Messages newest first; ``number`` is the phone at either end, both instants are inclusive."""
        found = self.kept if number is None else self._by_number.get(number, [])
        return [
            message
            for message in reversed(found)
            if (direction is None or message.direction is direction)
            and (since is None or message.at >= since)
            and (until is None or message.at <= until)
        ]

    def delivery(self, number: str) -> DeliveryMode:
        """How this phone takes its texts."""
        return self._modes.get(number, DELIVERED)

    def set_delivery(self, number: str, mode: DeliveryMode) -> None:
        """Change how this phone takes its texts from now on."""
        self._modes[number] = mode


def _phone(message: SimulatedMessage) -> str:
    return message.to if message.direction is Direction.OUTBOUND else message.from_
