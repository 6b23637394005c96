"""Pace: a token bucket at the bought messages per second, in real time."""

from __future__ import annotations

import threading
import time


class Pace:
    """Allows at most ``per_second`` texts a second; None is no limit."""

    def __init__(self, per_second: float | None) -> None:
        self._rate = per_second
        self._most = max(1.0, per_second or 0.0)
        self._tokens = self._most
        self._at = time.monotonic()
        self._lock = threading.Lock()

    def take(self, wanted: int) -> int:
        """How many of ``wanted`` texts may start now."""
        if self._rate is None:
            return wanted
        with self._lock:
            now = time.monotonic()
            self._tokens = min(self._most, self._tokens + (now - self._at) * self._rate)
            self._at = now
            taken = min(wanted, int(self._tokens))
            self._tokens -= taken
            return taken

    def give_back(self, unused: int) -> None:
        """Return tokens that were taken but started nothing."""
        if self._rate is not None:
            with self._lock:
                self._tokens = min(self._most, self._tokens + unused)
