"""A provider for development that only says on stdout that it would have sent a text, with a masked number."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import TextIO
from uuid import uuid4

from adherence.sms import signing
from adherence.sms.provider import Accepted, FormPairs, OutgoingSms, ProviderMessage


class Console:
    """Takes every text and prints a line without its body; receives nothing and reports nothing."""

    name = "console"

    def __init__(self, *, token: str = "", out: TextIO | None = None) -> None:
        self._token = token
        self._out = out

    async def send(self, sms: OutgoingSms) -> Accepted:
        """Print that a text of so many characters went to a masked number."""
        out = self._out or sys.stdout
        out.write(f"SMS to {mask(sms.to)}: {len(sms.body)} characters, attempt {sms.attempt_id}\n")
        out.flush()
        return Accepted(f"SM{uuid4().hex}", "sent")

    async def list_outbound(
        self, *, since: datetime, until: datetime | None = None, to: str | None = None
    ) -> list[ProviderMessage]:
        """Nothing: nothing was kept."""
        return []

    async def list_inbound(self, *, since: datetime) -> list[ProviderMessage]:
        """Nothing: nobody can write back."""
        return []

    def is_authentic(self, url: str, params: FormPairs, signature: str) -> bool:
        """Whether the form was signed with the token; never without one."""
        return signing.is_authentic((self._token,), url, params, signature)

    def sign(self, url: str, params: FormPairs) -> str:
        """The signature of a form posted to this address."""
        return signing.sign(self._token, url, params)

    async def aclose(self) -> None:
        """Nothing is open."""


def mask(number: str) -> str:
    """A number of which only the last two digits can be read."""
    return "*" * max(len(number) - 2, 0) + number[-2:] if len(number) > 4 else "*" * len(number)
