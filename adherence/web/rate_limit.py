"""A coarse limit of requests, kept in the memory of one process: enough against guessing, never exact."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Hashable
from threading import Lock

_MOST_KEYS = 10_000


class RateLimit:
    """At most ``most`` requests of one key in ``per_seconds`` of real time."""

    def __init__(self, most: int, per_seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._per_seconds, self._clock = most, per_seconds, clock
        self._seen: dict[Hashable, deque[float]] = {}
        self._lock = Lock()

    def allows(self, key: Hashable) -> bool:
        """Count one request; False where it is one too many."""
        now = self._clock()
        with self._lock:
            if key not in self._seen and len(self._seen) >= _MOST_KEYS:
                self._seen.clear()  # somebody tries many keys: forget them all rather than grow
            times = self._seen.setdefault(key, deque(maxlen=self._most))
            if len(times) == self._most and now - times[0] < self._per_seconds:
                return False
            times.append(now)
            return True
