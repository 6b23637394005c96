"""What is passed in and never imported: the clock, the SMS provider, the database and the settings."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from adherence.clock import Clock
from adherence.db.session import Database
from adherence.sms.pace import Pace
from adherence.sms.provider import SmsProvider
from config import Config

T = TypeVar("T")


class ProviderLoop:
    """One event loop in one thread: all calls to the provider run on it and share its connections."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="provider-loop", daemon=True)
        self._thread.start()

    def start(self, call: Coroutine[Any, Any, T]) -> Future[T]:
        """Start a call and go on working; the future gives its result."""
        return asyncio.run_coroutine_threadsafe(call, self._loop)

    def run(self, call: Coroutine[Any, Any, T]) -> T:
        """Run a call and wait for it."""
        return self.start(call).result()

    def close(self) -> None:
        """Stop the loop and end its thread."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=5)
        self._loop.close()


@dataclass
class Runtime:
    """Everything that an action needs from outside; ``build_runtime`` makes the real one."""

    database: Database
    sms: SmsProvider
    clock: Clock
    config: Config
    owner: str
    """Names this process in leases."""
    provider_loop: ProviderLoop = field(default_factory=ProviderLoop)
    stopping: threading.Event = field(default_factory=threading.Event)
    pace: Pace = field(init=False)
    last_tick: tuple[datetime, float] | None = None
    """The clock and the monotonic seconds at the last tick, to notice jumps."""
    set_aside: dict[str, float] = field(default_factory=dict)
    """Rows that could not be worked on, by id, and the monotonic second until which they are left alone."""

    def __post_init__(self) -> None:
        self.pace = Pace(self.config.pace)

    def now(self) -> datetime:
        """The current instant; virtual on a test or demo clock."""
        return self.clock()

    def close(self) -> None:
        """Close the provider's connections, its loop and the database."""
        self.provider_loop.run(self.sms.aclose())
        self.provider_loop.close()
        self.database.close()
