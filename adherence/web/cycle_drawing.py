"""One cycle of injections as a line of time: SVG made on the server, styled by classes only."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from adherence.domain.cycle import Cycle
from adherence.domain.timing import day_start
from adherence.web.filters import day, moment

_WIDTH, _HEIGHT = 240, 26
_LEFT, _RIGHT = 8, 8
_BEFORE_EARLY, _AFTER_LAPSE = timedelta(days=24), timedelta(days=4)
_MIDDLE = 15


def cycle_bar(cycle: Cycle, zone: ZoneInfo, now: datetime) -> Markup:
    """The time from the last injection to the lapse of the next, with today's place and the visit."""
    bounds = cycle.waiting.boundaries
    given_at = day_start(cycle.last_given_on, zone) if cycle.last_given_on else None
    starts_at = min(given_at or bounds.early_at - _BEFORE_EARLY, bounds.early_at, now)
    ends_at = max(bounds.lapsed_at + _AFTER_LAPSE, now, cycle.visit_at)

    def x(at: datetime) -> float:
        return round(_LEFT + (_WIDTH - _LEFT - _RIGHT) * ((at - starts_at) / (ends_at - starts_at)), 1)

    early, overdue, lapsed, end = x(bounds.early_at), x(bounds.overdue_at), x(bounds.lapsed_at), x(ends_at)
    parts = [
        f'<rect class="k-c" x="{x(starts_at)}" y="{_MIDDLE - 2}" width="{early - x(starts_at):.1f}" height="4"/>',
        f'<rect class="z-open" x="{early}" y="{_MIDDLE - 5}" width="{overdue - early:.1f}" height="10"/>',
        f'<rect class="k-s" x="{overdue}" y="{_MIDDLE - 3}" width="{lapsed - overdue:.1f}" height="6"/>',
        f'<rect class="k-v" x="{lapsed}" y="{_MIDDLE - 5}" width="{end - lapsed:.1f}" height="10"/>',
        f'<path class="z-cut" d="{_hatch(lapsed, end)}"/>',
    ]
    if given_at is not None:
        parts.append(_given(x(given_at)))
    parts += [_visit(x(cycle.visit_at), firm=cycle.is_booked), _today(x(now))]
    label = escape(spoken_cycle(cycle, zone, now))
    return Markup(  # noqa: S704 - built here from numbers and escaped words
        f'<svg class="cycle" role="img" width="{_WIDTH}" height="{_HEIGHT}" '
        f'viewBox="0 0 {_WIDTH} {_HEIGHT}"><title>{label}</title>{"".join(parts)}</svg>'
    )


def spoken_cycle(cycle: Cycle, zone: ZoneInfo, now: datetime) -> str:
    """The line of time as one sentence for who cannot see it."""
    bounds, today = cycle.waiting.boundaries, now.astimezone(zone).date()

    def on(at: datetime) -> str:
        return day(at.astimezone(zone).date(), today)

    given = f"last given {day(cycle.last_given_on, today)}" if cycle.last_given_on else "none given yet"
    visit = f", visit booked {moment(cycle.visit_at, zone, now)}" if cycle.is_booked else ""
    return (
        f"Line of time: {given}, early from {on(bounds.early_at)}, due {day(cycle.waiting.due_on, today)}, "
        f"overdue from {on(bounds.overdue_at)}, lapsed from {on(bounds.lapsed_at)}{visit}, today {day(today, today)}"
    )


def _given(x: float) -> str:
    return (
        f'<rect class="k-g" x="{x - 5:.1f}" y="{_MIDDLE - 6}" width="11" height="12" rx="2"/>'
        f'<path class="k-plus" d="M{x + 0.5:.1f} {_MIDDLE - 3}v6M{x - 2.5:.1f} {_MIDDLE}h6"/>'
    )


def _visit(x: float, *, firm: bool) -> str:
    shape = f"M{x} {_MIDDLE - 5}l5 5l-5 5l-5 -5z"
    return f'<path class="{"z-firm" if firm else "z-loose"}" d="{shape}"/>'


def _today(x: float) -> str:
    return f'<path class="z-now" d="M{x} 4V{_HEIGHT - 1}"/><path class="z-tip" d="M{x - 4:.1f} 0h8l-4 6z"/>'


def _hatch(first: float, last: float) -> str:
    places = range(int(first) + 4, int(last) - 2, 5)
    return f"M{places.start} {_MIDDLE + 4}l4-8" + "m1 8l4-8" * (len(places) - 1) if places else ""
