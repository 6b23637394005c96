"""The two carriers on which the contract is checked, behind the few things that a test must be able to do to them."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol, TypeVar

from adherence.sms.provider import Accepted, OutgoingSms, ProviderMessage, SmsFailure, SmsProvider
from adherence.sms.simulator import FaultKind as SimulatedKind
from adherence.sms.simulator import SimulatedFault, Simulator
from adherence.sms.simulator_store import MemoryStore
from adherence.sms.twilio import TwilioProvider
from tests.fake_twilio import FakeTwilio, Fault, FaultKind

T = TypeVar("T")
CLINIC = "+15550001111"
ANA = "+15550100001"
SOMEBODY_ELSE = "+15550100002"
INBOUND_URL = "https://clinic.example/sms/inbound"


@dataclass
class MovableClock:
    """A clock that stands still until it is moved."""

    at: datetime = datetime(2026, 3, 8, 6, 59, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        """The instant at which it stands."""
        return self.at

    def move(self, **step: float) -> None:
        """Move it forward."""
        self.at += timedelta(**step)


class Carrier(Protocol):
    """A provider under test and the ways to look behind it."""

    provider: SmsProvider
    clock: MovableClock

    def taken(self) -> list[tuple[str, str]]:
        """Number and body of every text that the carrier took, oldest first."""

    def refuse_next(self, code: int) -> None:
        """Let the next send be refused with this code."""

    def be_busy_once(self) -> None:
        """Let the next send be turned away unprocessed."""

    def fail_once(self, *, but_take_it: bool) -> None:
        """Let the next send end without a clear answer."""

    def phone_writes(self, body: str, *, from_: str = ANA) -> None:
        """A message from a phone reaches the carrier."""


@dataclass
class Driven:
    """Drives the provider on one event loop that lives as long as the test."""

    provider: SmsProvider
    clock: MovableClock
    runner: asyncio.Runner = field(default_factory=asyncio.Runner)

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Wait for one call of the provider."""
        return self.runner.run(work)

    def send(self, body: str = "Time for your 8:00", *, to: str = ANA, **more: Any) -> Accepted:
        """Send one text."""
        return self.run(self.provider.send(OutgoingSms(attempt_id="a1", to=to, body=body, **more)))

    def failure_of_send(self, body: str = "Time for your 8:00", *, to: str = ANA) -> SmsFailure:
        """Send one text that must fail, and give the failure."""
        try:
            accepted = self.send(body, to=to)
        except SmsFailure as failure:
            return failure
        raise AssertionError(f"accepted as {accepted.sid}")

    def outbound(self, **filters: Any) -> list[ProviderMessage]:
        """The carrier's list of what it took in the last hour."""
        since = filters.pop("since", self.clock() - timedelta(hours=1))
        return self.run(self.provider.list_outbound(since=since, **filters))

    def inbound(self, **filters: Any) -> list[ProviderMessage]:
        """The carrier's list of what phones wrote in the last hour."""
        since = filters.pop("since", self.clock() - timedelta(hours=1))
        return self.run(self.provider.list_inbound(since=since, **filters))

    def close(self) -> None:
        """Close the provider and its loop."""
        self.run(self.provider.aclose())
        self.runner.close()


class SimulatorCarrier(Driven):
    """The embedded simulator."""

    def __init__(self, clock: MovableClock) -> None:
        self.simulator = Simulator(MemoryStore(), clock, token="simulated-token", number=CLINIC)
        super().__init__(self.simulator, clock)

    def taken(self) -> list[tuple[str, str]]:
        return [(message.to, message.body) for message in self.simulator.accepted()]

    def refuse_next(self, code: int) -> None:
        self.simulator.script(SimulatedFault(SimulatedKind.REJECTED, str(code)))

    def be_busy_once(self) -> None:
        self.simulator.script(SimulatedFault(SimulatedKind.UNAVAILABLE, "20429"))

    def fail_once(self, *, but_take_it: bool) -> None:
        kind = SimulatedKind.UNCERTAIN_ACCEPTED if but_take_it else SimulatedKind.UNCERTAIN_LOST
        self.simulator.script(SimulatedFault(kind, "20500"))

    def phone_writes(self, body: str, *, from_: str = ANA) -> None:
        self.simulator.receive(from_, body, url=INBOUND_URL)


class TwilioCarrier(Driven):
    """The official client talking over real sockets to the fake Twilio."""

    def __init__(self, clock: MovableClock, fake: FakeTwilio, **options: Any) -> None:
        self.fake = fake
        options = {"from_": CLINIC, "total_seconds": 1.0, "connect_seconds": 0.5, **options}
        provider = TwilioProvider(fake.account_sid, fake.auth_token, base_url=fake.base_url, **options)
        super().__init__(provider, clock)

    def taken(self) -> list[tuple[str, str]]:
        return [(message.to, message.body) for message in self.fake.outbound]

    def refuse_next(self, code: int) -> None:
        self.fake.add_fault(Fault(FaultKind.REJECT, code=code))

    def be_busy_once(self) -> None:
        self.fake.add_fault(Fault(FaultKind.REJECT, status=429, code=20429))

    def fail_once(self, *, but_take_it: bool) -> None:
        self.fake.add_fault(Fault(FaultKind.ERROR_AFTER if but_take_it else FaultKind.ERROR_BEFORE))

    def phone_writes(self, body: str, *, from_: str = ANA) -> None:
        self.fake.receive(body, from_=from_, to=CLINIC)


@contextmanager
def twilio_carrier(clock: MovableClock | None = None, *, fake_options: Any = None, **options: Any) -> Iterator[Any]:
    """A fake Twilio and the official client on it, both closed at the end."""
    clock = clock or MovableClock()
    with FakeTwilio(clock=clock, **(fake_options or {})) as fake:
        carrier = TwilioCarrier(clock, fake, **options)
        try:
            yield carrier
        finally:
            carrier.close()
