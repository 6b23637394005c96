"""An oracle for the golden tables, written from the prose of the domain and the contract, and from nothing else.

It imports nothing of the service. Where the service reasons with offsets and folds, this looks at the wall clock of a
zone every quarter of an hour of UTC and waits until it shows a time or a later one; where the service does date
arithmetic, this walks along the calendar a day at a time.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from tests.golden.stories import Story, utc

_LOOK = timedelta(minutes=15)
_DAY = timedelta(days=1)
_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_A_MONDAY = date(2024, 1, 1)
# "An answer up to 4 h after the slot is taken": the end of the fourth hour is still in time, the next instant is not.
_NEXT_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Row:
    """One line of a golden table; instants are UTC, ``zone`` is where the patient lived when the dose was planned."""

    on: date
    slot: str
    due_at: datetime
    window_opens_at: datetime
    late_from: datetime
    window_closes_at: datetime
    quantity_mg: float
    state: str
    zone: str
    asks_at: datetime | None = None
    ask_expires_at: datetime | None = None


class WallClock:
    """The wall clock of one zone, looked at every quarter of an hour; no zone of these years changes in between."""

    def __init__(self, zone: str, first: date, last: date) -> None:
        clock = ZoneInfo(zone)
        instant = datetime.combine(first, time(), UTC) - 10 * _DAY
        end = datetime.combine(last, time(), UTC) + 45 * _DAY
        self._instants: list[datetime] = []
        self._latest_shown: list[datetime] = []
        self._dates: set[date] = set()
        latest = datetime.min
        while instant < end:
            shown = instant.astimezone(clock).replace(tzinfo=None)
            latest = max(latest, shown)
            self._instants.append(instant)
            self._latest_shown.append(latest)
            self._dates.add(shown.date())
            instant += _LOOK

    def has(self, day: date) -> bool:
        """Whether the calendar of this zone shows a date at all."""
        return day in self._dates

    def first_at(self, day: date, at: str) -> datetime:
        """The first instant at which the clock shows a wall time or, where it never does, a later one."""
        wanted = datetime.combine(day, time.fromisoformat(at))
        return self._instants[bisect_left(self._latest_shown, wanted)]


def tables_of(story: Story) -> dict[str, list[Row]]:
    """The rows of every table of a story."""
    kinds = {"daily": daily_rows, "injection": injection_rows, "targeted": targeted_rows}
    return {name: kinds[plan["kind"]](story, plan) for name, plan in story.tables.items()}


def daily_rows(story: Story, plan: dict[str, Any]) -> list[Row]:
    """Tablets at wall times: one dose for each date and slot, and for a once-a-day plan 12 h between two of them."""
    quantities = dict(_quantities(story, plan))
    kept: list[tuple[datetime, date, str, str]] = []
    known: set[tuple[date, str]] = set()
    planned: dict[str, list[datetime]] = {}
    for lives_from, lives_until, zone in _homes(story):
        clock = _clock(zone, story)
        slots = sorted((clock.first_at(on, at), on, at) for on in quantities if clock.has(on) for at in plan["times"])
        planned[zone] = [due for due, _, _ in slots]
        for due, on, at in slots:
            if not lives_from <= due < lives_until:
                continue
            if (on, at) in known:
                continue  # identity is (regimen, local date, slot)
            if len(plan["times"]) == 1 and kept and due - kept[-1][0] < timedelta(hours=12):
                continue  # a minimum gap of 12 h between first reminders of a once-a-day regimen
            kept.append((due, on, at, zone))
            known.add((on, at))
    slots_seen = {zone: sorted({*dues, *(one[0] for one in kept)}) for zone, dues in planned.items()}
    return [_daily_row(story, one, quantities[one[1]], slots_seen[one[3]]) for one in kept]


def _daily_row(story: Story, dose: tuple[datetime, date, str, str], quantity_mg: float, slots: list[datetime]) -> Row:
    """The window closes at the next slot or at local midnight (from 20:00 on: 04:00), whichever is first.

    A dose that is open when the patient moves keeps its window, unless the first slot at the new place comes sooner.
    """
    due, on, at, zone = dose
    closes = _clock(zone, story).first_at(on + _DAY, "04:00" if at >= "20:00" else "00:00")
    closes = min([closes, *slots[bisect_right(slots, due) :][:1]])
    late = min(closes, due + timedelta(hours=4) + _NEXT_INSTANT)
    return Row(on, at, due, due, late, closes, quantity_mg, _state(story, on), zone)


def injection_rows(story: Story, plan: dict[str, Any]) -> list[Row]:
    """Injections: each next one counts from the local date on which the last was really given.

    One that is due on a held day is held, and due again on the day of the restart.
    """
    given_at = sorted(utc(text) for text in story.given)
    given_on = [date.fromisoformat(text) for text in plan.get("given_on", [])]
    due_on = _next_due(given_on[-1], plan["cadence"]) if given_on else story.first_on
    rows: list[Row] = []
    while due_on <= story.last_on:
        settled_at = given_at[0] if given_at else None
        rows.append(_injection_row(story, plan, due_on, settled_at))
        if rows[-1].state == "held":
            due_on = restart_on(story)
        elif settled_at is None:
            break
        else:
            at_home = settled_at.astimezone(ZoneInfo(_home_at(story, settled_at))).date()
            due_on = _next_due(at_home, plan["cadence"])
            given_at.pop(0)
    return rows


def _injection_row(story: Story, plan: dict[str, Any], due_on: date, settled_at: datetime | None) -> Row:
    """One injection; it moves with the patient until it was given or lapsed. Its boundaries are at 00:00 local."""
    row = None
    for lives_from, _, zone in _homes(story):
        if row is not None and (row.window_closes_at <= lives_from or (settled_at and settled_at <= lives_from)):
            break
        clock = _clock(zone, story)
        row = Row(
            on=due_on,
            slot=plan["visit_time"],
            due_at=clock.first_at(due_on, plan["visit_time"]),
            window_opens_at=clock.first_at(_days_later(due_on, -4), "00:00"),
            late_from=clock.first_at(_days_later(due_on, 1), "00:00"),
            window_closes_at=clock.first_at(_days_later(due_on, 8), "00:00"),
            quantity_mg=plan["quantity_mg"],
            state=_state(story, due_on, stops_on=date.fromisoformat(story.hold.first)),
            zone=zone,
        )
    assert row is not None
    return row


def targeted_rows(story: Story, plan: dict[str, Any]) -> list[Row]:
    """Tablets before anticipated drinking: elapsed minutes ahead of its instant, at most one for a date."""
    lead = timedelta(minutes=plan["lead_minutes"])
    declared = {date.fromisoformat(day.on): day for day in story.declared}
    rows: list[Row] = []
    for lives_from, lives_until, zone in _homes(story):
        clock = _clock(zone, story)
        for on in _days(story):
            said = declared.get(on)
            if on in [row.on for row in rows] or not (said or _weekday(on) in plan["risk_weekdays"]):
                continue
            at = said.anticipated_at if said else plan["anticipated_at"]
            anticipated = clock.first_at(on, at)
            due = anticipated - lead
            # A day that is declared late still gets its prompt before the anticipated time.
            known = max(due, utc(said.said_at)) if said else due
            if not lives_from <= known < min(lives_until, anticipated):
                continue
            closes = clock.first_at(on + _DAY, "12:00")
            asks = _ask(plan, clock, on, due, utc(said.said_at) if said else None)
            state = _state(story, on)
            rows.append(Row(on, at, due, due, closes, closes, plan["quantity_mg"], state, zone, *asks))
    return sorted(rows, key=lambda row: row.due_at)


def _ask(
    plan: dict[str, Any], clock: WallClock, on: date, due: datetime, said_at: datetime | None
) -> tuple[datetime | None, datetime | None]:
    """Asked at its time for 60 minutes at most, and not once the prompt is due, nor before the day was declared."""
    if "ask_at" not in plan:
        return None, None
    asks_at = clock.first_at(on, plan["ask_at"])
    if asks_at >= due or (said_at is not None and asks_at < said_at):
        return None, None
    return asks_at, min(asks_at + timedelta(minutes=60), due)


def _homes(story: Story) -> Iterator[tuple[datetime, datetime, str]]:
    """Where the patient lives, from one instant until another."""
    moved_at = utc(story.move.at)
    yield datetime.min.replace(tzinfo=UTC), moved_at, story.zone
    yield moved_at, datetime.max.replace(tzinfo=UTC), story.move.to


def _home_at(story: Story, instant: datetime) -> str:
    return next(zone for lives_from, lives_until, zone in _homes(story) if lives_from <= instant < lives_until)


_clocks: dict[tuple[str, date, date], WallClock] = {}


def _clock(zone: str, story: Story) -> WallClock:
    key = (zone, story.first_on, story.last_on)
    if key not in _clocks:
        _clocks[key] = WallClock(*key)
    return _clocks[key]


def _days(story: Story) -> Iterator[date]:
    day = story.first_on
    while day <= story.last_on:
        yield day
        day += _DAY


def _days_later(day: date, number: int) -> date:
    """A date so many days on (or back), one page of the calendar after the other."""
    for _ in range(abs(number)):
        day = day + _DAY if number > 0 else day - _DAY
    return day


def _weekday(day: date) -> str:
    return _WEEK[(day - _A_MONDAY).days % 7]


def _quantities(story: Story, plan: dict[str, Any]) -> Iterator[tuple[date, float]]:
    """The quantity of each date that has one, in order."""
    pattern = plan["pattern"]
    days = list(_days(story))
    if pattern["type"] == "every_day":
        yield from ((day, pattern["quantity_mg"]) for day in days)
    elif pattern["type"] == "weekly":
        weekly = pattern["quantity_mg"]
        yield from ((day, weekly[_weekday(day)]) for day in days if _weekday(day) in weekly)
    elif pattern["type"] == "interval":
        yield from ((day, pattern["quantity_mg"]) for day in days[:: pattern["every_days"]])
    else:
        for step, following in pairwise([*pattern["steps"], None]):
            length = step["days"] if following is not None else len(days)
            yield from ((day, step["quantity_mg"]) for day in days[:length])
            days = days[length:]


def _next_due(given_on: date, cadence: dict[str, int]) -> date:
    """So many days later; or the same day of the next month, or the last one that it has."""
    if "every_days" in cadence:
        return _days_later(given_on, cadence["every_days"])
    day = given_on + _DAY
    while day.day != 1:
        day += _DAY
    while day.day < given_on.day and (day + _DAY).day != 1:
        day += _DAY
    return day


def stop_on(story: Story) -> date:
    """The first date without tablets: before a procedure they stop 72 hours, that is three days, ahead."""
    first = date.fromisoformat(story.hold.first)
    return _days_later(first, -3) if story.hold.kind == "procedure" else first


def restart_on(story: Story) -> date:
    """The first date that is expected again: after hospital and procedures not before a new gate is signed."""
    day_after = _days_later(date.fromisoformat(story.hold.last), 1)
    if story.hold.kind == "travel":
        return day_after
    signed_at = utc(story.hold.signed_at)
    return max(day_after, signed_at.astimezone(ZoneInfo(_home_at(story, signed_at))).date())


def _state(story: Story, on: date, stops_on: date | None = None) -> str:
    return "held" if (stops_on or stop_on(story)) <= on < restart_on(story) else "expected"
