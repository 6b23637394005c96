"""When a stored count of a report is shown, counted anew, or given up."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

LARGE = 100
"""Policy: with more patients than this a clinic's reports are counted by the worker; others at each look."""
FRESH_FOR = timedelta(hours=1)
"""Policy: so long nobody needs another count; the page says when it was counted."""
COUNTED_WITHIN = timedelta(seconds=60)
"""Policy: who has waited so long gets a count made for this look: the worker may be down."""
LEASE = timedelta(minutes=10)
"""Policy: so long a count may take before another worker tries."""
_NIGHTLY_FOR = timedelta(days=14)
_CHOSEN_NIGHTLY_FOR = timedelta(days=1)


class Keeping(StrEnum):
    """What is known of a report that somebody looks at."""

    FRESH = "fresh"
    OLD = "old"
    AWAITED = "awaited"
    OVERDUE = "overdue"


def keeping(counted_at: datetime | None, wanted_at: datetime, now: datetime) -> Keeping:
    """Whether there is a count, and how young it is; without one, whether it can still be waited for."""
    if counted_at is None:
        return Keeping.AWAITED if now - wanted_at < COUNTED_WITHIN else Keeping.OVERDUE
    # A count from the future was made before the clock was put back.
    return Keeping.FRESH if timedelta(0) <= now - counted_at < FRESH_FOR else Keeping.OLD


def is_given_up(wanted_at: datetime, *, days_chosen: bool, now: datetime) -> bool:
    """Whether nobody has looked for so long that it is no longer counted every night."""
    return now - wanted_at > (_CHOSEN_NIGHTLY_FOR if days_chosen else _NIGHTLY_FOR)
