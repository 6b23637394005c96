"""How soon staff answer: from the opening of a flag to the first reply, and to its end."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from adherence.domain.states import Severity


@dataclass(frozen=True, slots=True)
class FlagWaits:
    """How many seconds one flag waited, from its opening on; None for what has not happened."""

    severity: Severity
    claim: int | None = None
    first_reply: int | None = None
    close: int | None = None


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


def response_times(flags: Iterable[FlagWaits]) -> list[ResponseTimes]:
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
                    claim=_spread(flag.claim for flag in mine),
                    first_reply=_spread(flag.first_reply for flag in mine),
                    close=_spread(flag.close for flag in mine),
                )
            )
    return found


def _spread(seconds: Iterable[int | None]) -> Spread:
    waits = sorted(wait for wait in seconds if wait is not None and wait >= 0)
    return Spread(len(waits), _rank(waits, 0.5), _rank(waits, 0.9))


def _rank(waits: Sequence[int], share: float) -> timedelta | None:
    """The nearest-rank percentile: the least value that a share of the values does not exceed."""
    return timedelta(seconds=waits[max(0, math.ceil(share * len(waits)) - 1)]) if waits else None
