"""Supply-based measures CMA1 to CMA9, as the R package AdhereR defines them.

Source: Dima AL, Dediu D. "Computation of adherence to medication and visualization of medication histories in R with
AdhereR", PLoS ONE 2017;12(4):e0174426. All lengths are in days; the observation window (OW) runs from its first day up
to, not including, its end; "use" means that supply is used as prescribed, oldest first, what is too much being banked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class SupplyEvent:
    """Supply handed out on a date, enough for ``days`` days (not negative, fractions allowed)."""

    on: date
    days: float


@dataclass(frozen=True)
class Windows:
    """Follow-up from the first event for ``follow_up_days``; OW ``start_offset`` days later for ``days`` days."""

    start_offset: int
    days: int
    follow_up_days: int = 730


@dataclass(frozen=True)
class SupplyMeasures:
    """The nine measures of one patient; None where a measure is undefined."""

    cma1: float | None
    cma2: float | None
    cma3: float | None
    cma4: float | None
    cma5: float | None
    cma6: float | None
    cma7: float | None
    cma8: float | None
    cma9: float | None


# Days since the first event, and days supplied.
_Event = tuple[float, float]


def supply_measures(events: Iterable[SupplyEvent], windows: Windows) -> SupplyMeasures:
    """All nine measures of one patient's events, in any order; raises ValueError where there is none."""
    # Stable: of two events on one day, the one written last is the last.
    ordered = sorted(events, key=lambda event: event.on)
    if not ordered:
        raise ValueError("a patient without events has no follow-up")
    first = ordered[0].on
    every = [((event.on - first).days, event.days) for event in ordered]
    followed = [event for event in every if event[0] <= windows.follow_up_days]
    start, end = float(windows.start_offset), float(windows.start_offset + windows.days)
    inside = [event for event in followed if start <= event[0] <= end]
    first_to_last = cma1(inside)
    first_to_end = cma2(inside, end)
    return SupplyMeasures(
        cma1=first_to_last,
        cma2=first_to_end,
        cma3=_at_most_one(first_to_last),
        cma4=_at_most_one(first_to_end),
        cma5=cma5(inside),
        cma6=cma6(inside, end),
        cma7=cma7(followed, start, end),
        cma8=cma8(followed, start, end),
        cma9=cma9(followed, start, end, float(windows.follow_up_days)),
    )


def cma1(inside: Sequence[_Event]) -> float | None:
    """Days supplied in the OW except by the last event / days from the first to the last event; may exceed 1.

    The medication possession ratio between dispenses; CMA3 is the same, at most 1.
    """
    if len(inside) < 2:
        return None
    return _ratio(sum(days for _, days in inside[:-1]), inside[-1][0] - inside[0][0])


def cma2(inside: Sequence[_Event], end: float) -> float | None:
    """Days supplied in the OW / days from the first event in it to its end; may exceed 1 (MPR); CMA4 is at most 1."""
    if not inside:
        return None
    return _ratio(sum(days for _, days in inside), end - inside[0][0])


def cma5(inside: Sequence[_Event]) -> float | None:
    """Days of use between the first and the last event in the OW / days between them; no supply from before the OW."""
    if len(inside) < 2:
        return None
    first, last = inside[0][0], inside[-1][0]
    return _ratio(_days_of_use(inside, first, last), last - first)


def cma6(inside: Sequence[_Event], end: float) -> float | None:
    """Days of use from the first event in the OW to its end / days between them; no supply from before the OW."""
    if not inside:
        return None
    first = inside[0][0]
    return _ratio(_days_of_use(inside, first, end), end - first)


def cma7(followed: Sequence[_Event], start: float, end: float) -> float | None:
    """Days of use in the whole OW, with what was banked before it / the OW: the proportion of days covered (PDC)."""
    return _ratio(_days_of_use(followed, start, end), end - start)


def cma8(followed: Sequence[_Event], start: float, end: float) -> float | None:
    """As CMA7, with the start of the OW delayed until what was banked before it is used up.

    Events in the OW before the delayed start count as if on it; 0 where the OW has no event or nothing of it is left.
    """
    if end <= start:
        return None
    inside = [event for event in followed if start <= event[0] <= end]
    delayed = max(start, _used_up_at([event for event in followed if event[0] < start]))
    if not inside or delayed >= end:
        return 0.0
    moved = [(max(at, delayed), days) for at, days in inside]
    return _ratio(_days_of_use(moved, delayed, end), end - delayed)


def cma9(followed: Sequence[_Event], start: float, end: float, follow_up_end: float) -> float | None:
    """The mean over the days of the OW of the ratio of supply to days in each interval between two events.

    The last interval ends with the follow-up; each ratio is at most 1, the excess supply moves to the next interval.
    """
    ends = [at for at, _ in followed[1:]] + [follow_up_end]
    banked = covered = 0.0
    for (at, days), next_at in zip(followed, ends, strict=True):
        length, supply = next_at - at, days + banked
        banked = max(0.0, supply - length)
        if length > 0:
            covered += min(1.0, supply / length) * max(0.0, min(next_at, end) - max(at, start))
    return _ratio(covered, end - start)


def _days_of_use(events: Sequence[_Event], start: float, end: float) -> float:
    """Days between ``start`` and ``end`` on which banked or new supply is in use."""
    used, free_from = 0.0, float("-inf")
    for at, days in events:
        begins = max(at, free_from)
        free_from = begins + days
        used += max(0.0, min(free_from, end) - max(begins, start))
    return used


def _used_up_at(events: Sequence[_Event]) -> float:
    free_from = float("-inf")
    for at, days in events:
        free_from = max(at, free_from) + days
    return free_from


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole > 0 else None


def _at_most_one(ratio: float | None) -> float | None:
    return None if ratio is None else min(1.0, ratio)
