"""The embedded default provider: takes every text, delivers it as told, and lets phones write back.

It keeps its messages in a store that is passed in, so that several processes can share one; nothing leaves the machine.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import uuid4

from adherence.clock import Clock
from adherence.sms import signing
from adherence.sms.provider import (
    Accepted,
    Direction,
    FormPairs,
    OutgoingSms,
    ProviderMessage,
    SmsRejected,
    SmsUnavailable,
    SmsUncertain,
)
from adherence.sms.simulator_store import DeliveryKind, SimulatedMessage, SimulatorStore

ACCOUNT_SID = "AC" + "0" * 32
NUMBER = "+15550100000"
_E164 = re.compile(r"\+[1-9][0-9]{6,14}", re.ASCII)
_LONGEST_BODY = 1600


class FaultKind(StrEnum):
    """How a send goes wrong on purpose."""

    REJECTED = "rejected"
    UNAVAILABLE = "unavailable"
    UNCERTAIN_ACCEPTED = "uncertain_accepted"
    UNCERTAIN_LOST = "uncertain_lost"


@dataclass(frozen=True, slots=True)
class SimulatedFault:
    """One failing send, with the code that the provider would give."""

    kind: FaultKind
    code: str


@dataclass(frozen=True, slots=True)
class SignedPost:
    """A webhook ready to be posted: the form, and the signature for exactly this address."""

    url: str
    form: dict[str, str]
    signature: str


class Simulator:
    """The simulated provider.

    ``token`` signs its webhooks. ``on_report`` gets each delivery report; without it they wait for ``drain_reports``.
    ``fault_of`` may let any send go wrong, after the scripted faults.
    """

    name = "simulator"

    def __init__(
        self,
        store: SimulatorStore,
        clock: Clock,
        *,
        token: str,
        number: str = NUMBER,
        account_sid: str = ACCOUNT_SID,
        on_report: Callable[[SignedPost], None] | None = None,
        fault_of: Callable[[OutgoingSms], SimulatedFault | None] | None = None,
    ) -> None:
        self.store = store
        self.number = number
        self.account_sid = account_sid
        self._clock = clock
        self._token = token
        self._on_report = on_report
        self._fault_of = fault_of
        self._waiting: list[SignedPost] = []
        self._script: list[tuple[SimulatedFault, str | None]] = []

    async def send(self, sms: OutgoingSms) -> Accepted:
        """Take one text, unless a fault is scripted or the number or the body is impossible."""
        fault = self._next_fault(sms)
        if fault is not None and fault.kind is not FaultKind.UNCERTAIN_ACCEPTED:
            raise _failure(fault)
        refusal = _refusal(sms)
        if refusal is not None:
            raise SmsRejected(refusal)
        message = self._take(sms)
        if fault is not None:
            raise SmsUncertain(fault.code)
        return Accepted(message.sid, "queued")

    async def list_outbound(
        self, *, since: datetime, until: datetime | None = None, to: str | None = None
    ) -> list[ProviderMessage]:
        """What was taken since then, newest first."""
        found = self.store.messages(direction=Direction.OUTBOUND, number=to, since=since, until=until)
        return [_listed(message) for message in found]

    async def list_inbound(self, *, since: datetime) -> list[ProviderMessage]:
        """What phones wrote since then, newest first."""
        return [_listed(message) for message in self.store.messages(direction=Direction.INBOUND, since=since)]

    def is_authentic(self, url: str, params: FormPairs, signature: str) -> bool:
        """Whether the form was signed for this address by this simulator, or by one with the same token."""
        return signing.is_authentic((self._token,), url, params, signature)

    def sign(self, url: str, params: FormPairs) -> str:
        """The signature of a form posted to this address."""
        return signing.sign(self._token, url, params)

    async def aclose(self) -> None:
        """Nothing is open."""

    def accepted(self) -> list[SimulatedMessage]:
        """Every text that was taken, oldest first: the provider's own count, independent of our tables."""
        return self.store.messages(direction=Direction.OUTBOUND)[::-1]

    def script(self, fault: SimulatedFault, *, times: int = 1, to: str | None = None) -> None:
        """Let the next ``times`` sends go wrong: all, or those to one number."""
        self._script.extend([(fault, to)] * times)

    def drain_reports(self) -> list[SignedPost]:
        """The delivery reports to be posted since the last call, in order."""
        drained, self._waiting = self._waiting, []
        return drained

    def receive(self, from_: str, body: str, *, url: str) -> SignedPost:
        """A phone writes: kept in the list, and given back as the webhook to be posted to ``url``."""
        message = SimulatedMessage(
            sid=_new_sid(),
            to=self.number,
            from_=from_,
            body=body,
            direction=Direction.INBOUND,
            at=self._clock(),
            status="received",
        )
        self.store.add(message)
        return self.inbound_post(message, url=url)

    def inbound_post(self, message: SimulatedMessage, *, url: str) -> SignedPost:
        """The webhook of a message from a phone; posting it again is what a provider's repetition looks like."""
        form = {
            **self._ids(message),
            "SmsMessageSid": message.sid,
            "SmsStatus": "received",
            "Body": message.body,
            "NumMedia": "0",
            "NumSegments": "1",
        }
        return SignedPost(url, form, self.sign(url, form))

    def status_posts(self, message: SimulatedMessage, *, url: str) -> list[SignedPost]:
        """The delivery reports of a text that was taken, in order, as webhooks to be posted to ``url``."""
        posts = []
        for word in ("sent", message.status):
            form = {**self._ids(message), "MessageStatus": word, "SmsStatus": word}
            if word == message.status and message.error_code:
                form["ErrorCode"] = message.error_code
            posts.append(SignedPost(url, form, self.sign(url, form)))
        return posts

    def _take(self, sms: OutgoingSms) -> SimulatedMessage:
        mode = self.store.delivery(sms.to)
        message = SimulatedMessage(
            sid=_new_sid(),
            to=sms.to,
            from_=self.number,
            body=sms.body,
            direction=Direction.OUTBOUND,
            at=self._clock(),
            status="sent" if mode.kind is DeliveryKind.NEVER else str(mode.kind),
            error_code=mode.error_code,
            attempt_id=sms.attempt_id,
        )
        self.store.add(message)
        if sms.status_callback is not None and mode.kind is not DeliveryKind.NEVER:
            self._report(message, sms.status_callback)
        return message

    def _report(self, message: SimulatedMessage, url: str) -> None:
        for post in self.status_posts(message, url=url):
            if self._on_report is None:
                self._waiting.append(post)
            else:
                self._on_report(post)

    def _ids(self, message: SimulatedMessage) -> dict[str, str]:
        return {
            "MessageSid": message.sid,
            "SmsSid": message.sid,
            "AccountSid": self.account_sid,
            "From": message.from_,
            "To": message.to,
            "ApiVersion": "2010-04-01",
        }

    def _next_fault(self, sms: OutgoingSms) -> SimulatedFault | None:
        for index, (fault, to) in enumerate(self._script):
            if to is None or to == sms.to:
                del self._script[index]
                return fault
        return self._fault_of(sms) if self._fault_of is not None else None


def _failure(fault: SimulatedFault) -> SmsRejected | SmsUnavailable | SmsUncertain:
    match fault.kind:
        case FaultKind.REJECTED:
            return SmsRejected(fault.code)
        case FaultKind.UNAVAILABLE:
            return SmsUnavailable(fault.code)
        case FaultKind.UNCERTAIN_ACCEPTED | FaultKind.UNCERTAIN_LOST:
            return SmsUncertain(fault.code)


def _refusal(sms: OutgoingSms) -> str | None:
    """The code with which a real provider refuses an impossible number or body."""
    if not _E164.fullmatch(sms.to):
        return "21211"
    if not sms.body:
        return "21602"
    return "21617" if len(sms.body) > _LONGEST_BODY else None


def _listed(message: SimulatedMessage) -> ProviderMessage:
    return ProviderMessage(
        sid=message.sid,
        to=message.to,
        from_=message.from_,
        body=message.body,
        status=message.status,
        direction=message.direction,
        created_at=message.at,
        sent_at=message.at,
        error_code=message.error_code,
    )


def _new_sid() -> str:
    return f"SM{uuid4().hex}"
