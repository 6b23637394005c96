"""The single place that knows what time it is."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The current instant, aware, in UTC."""
    return datetime.now(UTC)


def file_clock(path: Path) -> Clock:
    """A clock for acceptance tests: ``at + (real time - since) * rate``, read from a JSON file at each use."""
    last: list[datetime] = []

    def now() -> datetime:
        try:
            told = json.loads(path.read_text())
            at = datetime.fromisoformat(told["at"])
            elapsed = (time.time() - float(told["since"])) * float(told["rate"])
        except (OSError, ValueError, KeyError):
            # The file may be half written at this moment: the last good answer is milliseconds old.
            if last:
                return last[0]
            raise
        last[:] = [(at + timedelta(seconds=elapsed)).astimezone(UTC)]
        return last[0]

    return now
