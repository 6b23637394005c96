"""How soon staff answer: from the opening of a flag to the first reply, and to its end."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from adherence.domain.states import Severity


@dataclass(frozen=True, slots=True)
class FlagTimes:
    """The instants of one flag; None for what has not happened."""

    severity: Severity
    opened_at: datetime
    claimed_at: datetime | None = None
    first_reply_at: datetime | None = None
    resolved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Spread:
    """Of so many waits, the median and the 90th percentile (nearest rank); None where there are none."""

    count: int
    median: timedelta | None
    p90: timedelta | None


@dataclass(frozen=True, slots=True)
class ResponseTimes:
    """The waits of all flags of one severity."""

    severity: Severity
    opened: int
    claim: Spread
    first_reply: Spread
    close: Spread


def response_times(flags: Iterable[FlagTimes]) -> list[ResponseTimes]:
    """The waits by severity, the most urgent first; severities without a flag are left out."""
    known = list(flags)
    found = []
    for severity in Severity:
        mine = [flag for flag in known if flag.severity is severity]
        if mine:
            found.append(
                ResponseTimes(
                    severity=severity,
                    opened=len(mine),
                    claim=_spread([(flag.opened_at, flag.claimed_at) for flag in mine]),
                    first_reply=_spread([(flag.opened_at, flag.first_reply_at) for flag in mine]),
                    close=_spread([(flag.opened_at, flag.resolved_at) for flag in mine]),
                )
            )
    return found


def _spread(spans: Sequence[tuple[datetime, datetime | None]]) -> Spread:
    waits = sorted(end - start for start, end in spans if end is not None and end >= start)
    return Spread(len(waits), _rank(waits, 0.5), _rank(waits, 0.9))


def _rank(waits: Sequence[timedelta], share: float) -> timedelta | None:
    """The nearest-rank percentile: the least value that a share of the values does not exceed."""
    return waits[max(0, math.ceil(share * len(waits)) - 1)] if waits else None
