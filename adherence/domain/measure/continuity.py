"""Continuity of treatment: 180 days without a gap of more than 7 days.

Source: NQF 3175, "Continuity of pharmacotherapy for opioid use disorder": at least 180 days of treatment without a gap
of more than seven days. The gap is a setting of the clinic.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from adherence.domain.measure.supply import SupplyEvent

GAP_DAYS = 7
TARGET_DAYS = 180
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Episode:
    """Treatment from its first to its last covered day, both included, without a gap above the limit."""

    first_on: date
    last_on: date

    @property
    def days(self) -> int:
        """Its length in days, with the short gaps inside it."""
        return (self.last_on - self.first_on).days + 1


@dataclass(frozen=True, slots=True)
class Continuity:
    """The episodes in order, the days of the one still running (0 where it was broken), and when 180 were reached."""

    episodes: tuple[Episode, ...]
    days_so_far: int
    reached_on: date | None

    @property
    def is_reached(self) -> bool:
        """Whether one episode lasted for the target."""
        return self.reached_on is not None


def days_covered(events: Iterable[SupplyEvent], *, banked: bool) -> set[date]:
    """The dates on which there is supply: tablets are banked and used one after the other, injections are not.

    A part of a day does not cover it.
    """
    covered: set[date] = set()
    free_from, part = date.min, 0.0
    for event in sorted(events, key=lambda each: each.on):
        begins, carried = (free_from, part) if banked and free_from >= event.on else (event.on, 0.0)
        whole, part = divmod(event.days + carried, 1)
        covered.update(begins + _DAY * number for number in range(int(whole)))
        free_from = begins + _DAY * int(whole)
    return covered


def continuity(
    covered: Iterable[date], *, until: date, gap_days: int = GAP_DAYS, target_days: int = TARGET_DAYS
) -> Continuity:
    """Continuity up to and including ``until``, from the dates with supply or with a taken dose.

    A gap is a number of days without cover between two covered ones, or from the last one to ``until``; more than
    ``gap_days`` of them end an episode.
    """
    episodes: list[Episode] = []
    for day in sorted({day for day in covered if day <= until}):
        if episodes and (day - episodes[-1].last_on).days - 1 <= gap_days:
            episodes[-1] = Episode(episodes[-1].first_on, day)
        else:
            episodes.append(Episode(day, day))
    running = bool(episodes) and (until - episodes[-1].last_on).days <= gap_days
    first_long = next((episode for episode in episodes if episode.days >= target_days), None)
    return Continuity(
        episodes=tuple(episodes),
        days_so_far=episodes[-1].days if running else 0,
        reached_on=first_long.first_on + _DAY * (target_days - 1) if first_long else None,
    )


@dataclass(slots=True)
class _Run:
    """The running episode of one of many: the numbers of its first and last covered day."""

    first: int
    last: int


def who_reached(
    days: Iterable[tuple[date, Iterable[str]]], *, gap_days: int = GAP_DAYS, target_days: int = TARGET_DAYS
) -> set[str]:
    """Of many patients at once, those whom ``continuity`` would call reached.

    ``days`` are dates in order, each with those who are covered on it.
    """
    runs: dict[str, _Run] = {}
    reached: set[str] = set()
    for on, who in days:
        number = on.toordinal()
        for each in who:
            run = runs.get(each)
            if run is None or number - run.last > gap_days + 1:
                runs[each] = _Run(number, number)
                continue
            run.last = number
            if number - run.first >= target_days - 1:
                reached.add(each)
    return reached
