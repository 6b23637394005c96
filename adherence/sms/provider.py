"""What the service asks of whoever carries its texts, and the three ways in which a send can fail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

FormPairs = Mapping[str, str] | Iterable[tuple[str, str]]
"""A form as sent: pairs in order, so that a repeated field can be seen; a mapping has none."""


class Direction(StrEnum):
    """Which way a message went."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"


@dataclass(frozen=True, slots=True)
class OutgoingSms:
    """One text to be handed over: the number is E.164, the validity whole seconds from 1 to 36,000."""

    attempt_id: str
    to: str
    body: str
    validity_seconds: int | None = None
    status_callback: str | None = None


@dataclass(frozen=True, slots=True)
class Accepted:
    """The provider took the text: its id, and its own word for the state at that moment."""

    sid: str
    status: str


@dataclass(frozen=True, slots=True)
class ProviderMessage:
    """One entry of the provider's message list; instants are aware UTC, ``status`` is the provider's own word."""

    sid: str
    to: str
    from_: str
    body: str
    status: str
    direction: Direction
    created_at: datetime
    sent_at: datetime | None = None
    error_code: str | None = None

    @property
    def at(self) -> datetime:
        """When it passed the provider: sent if that is known, else created."""
        return self.sent_at or self.created_at


class SmsFailure(Exception):
    """A call to the provider that did not end as hoped; it carries a code, never a number or a body."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


class SmsRejected(SmsFailure):
    """Refused for ever: the code is the provider's, or the HTTP status as text."""


class SmsUnavailable(SmsFailure):
    """Surely not processed, and may work later: 429, connection refused, TLS, DNS."""


class SmsUncertain(SmsFailure):
    """The text may exist at the provider: timeout after writing, reset, 5xx, an unreadable answer."""


class SmsProvider(Protocol):
    """Whoever carries the texts; all calls come from one event loop owned by the sender."""

    name: str

    async def send(self, sms: OutgoingSms) -> Accepted:
        """Hand over one text, once; raises ``SmsRejected``, ``SmsUnavailable`` or ``SmsUncertain``."""

    async def list_outbound(
        self, *, since: datetime, until: datetime | None = None, to: str | None = None
    ) -> list[ProviderMessage]:
        """What the provider took from us since then, newest first, to one number or to all; raises ``SmsFailure``."""

    async def list_inbound(self, *, since: datetime) -> list[ProviderMessage]:
        """What the provider received for us since then, newest first; raises ``SmsFailure``."""

    def is_authentic(self, url: str, params: FormPairs, signature: str) -> bool:
        """Whether the form was signed for this address with one of our tokens."""

    def sign(self, url: str, params: FormPairs) -> str:
        """The signature that the provider would put on this form."""

    async def aclose(self) -> None:
        """Close connections; the provider is not used afterwards."""
