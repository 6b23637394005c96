"""Small line charts as SVG made on the server: tablets left, and results of tests against their limit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup, escape

from adherence.web.filters import day as day_words

_WIDTH, _HEIGHT = 440, 140
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 14, 18, 24
_LONGEST_LABEL = 78
_INNER = 8
_DAYS_BACK, _DAYS_AHEAD = 120, 60
_MARKERS: dict[str, str] = {
    "ALT": '<circle class="c-dot" r="4"/>',
    "AST": '<rect class="c-dot" x="-3.6" y="-3.6" width="7.2" height="7.2"/>',
    "GGT": '<path class="c-dot" d="M0-5.4L5.4 0 0 5.4-5.4 0z"/>',
    "ALP": '<path class="c-line" d="M-4-4l8 8M4-4l-8 8"/>',
    "bilirubin": '<path class="c-dot" d="M0-5L4.8 4h-9.6z"/>',
}


@dataclass(frozen=True, slots=True)
class Point:
    """One result: a date, a height, and which test it is of."""

    on: date
    value: float
    test: str


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where a date and a value lie on the drawing."""

    first: date
    last: date
    top: float

    def x(self, on: date) -> float:
        span = max(1, (self.last - self.first).days)
        return round(_LEFT + _INNER + (_WIDTH - _LEFT - _INNER - _RIGHT) * (on - self.first).days / span, 1)

    def y(self, value: float) -> float:
        return round(_HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * value / (self.top or 1), 1)


def supply_chart(course: Sequence[tuple[date, float]], run_out_on: date | None, today: date, label: str) -> Markup:
    """Tablets left on each morning: a solid line up to today, a dashed one for what the plan will use."""
    first = max(course[0][0], today - timedelta(days=_DAYS_BACK))
    last = min(run_out_on or today, today + timedelta(days=_DAYS_AHEAD))
    last = max(last, today, first + timedelta(days=1))
    shown = [(on, left) for on, left in course if first <= on <= last] or [course[-1]]
    scale = _Scale(first, last, max(left for _, left in shown) or 1)
    past = [(scale.x(on), scale.y(left)) for on, left in shown if on <= today]
    ahead = [(scale.x(on), scale.y(left)) for on, left in shown if on >= today]
    dates = [first, *([run_out_on] if run_out_on and run_out_on <= last else [])]
    parts = [
        _level(scale, 0, "0"),
        _level(scale, scale.top, f"{scale.top:g}"),
        f'<path class="c-now" d="M{scale.x(today)} {_TOP}V{_HEIGHT - _BOTTOM}"/>',
        f'<text class="{_anchor(scale.x(today))}" x="{scale.x(today)}" y="{_TOP - 4}">Today</text>',
        _path(past, "c-line"),
        _path(ahead, "c-line c-ahead"),
        _dates(scale, dates, today),
    ]
    if run_out_on is not None and run_out_on <= last:
        x, y = scale.x(run_out_on), scale.y(0)
        parts.append(f'<rect class="c-dot" x="{x - 4}" y="{y - 4}" width="8" height="8"/>')
    return _drawn(parts, label)


def lab_chart(points: Sequence[Point], threshold: float, today: date, label: str) -> Markup:
    """Results as multiples of the upper limit, a line and a marker for each test, with the limit and the threshold."""
    first, last = min(point.on for point in points), max(today, *(point.on for point in points))
    first = min(first, last - timedelta(days=1))
    scale = _Scale(first, last, max(threshold, *(point.value for point in points)) * 1.12)
    parts = [
        _level(scale, 0, "0"),
        _level(scale, 1, "Limit"),
        _level(scale, threshold, f"{threshold:g} \N{MULTIPLICATION SIGN}", "c-limit"),
        _dates(scale, [first, last], today),
    ]
    for test in _tests(points):
        own = [(scale.x(point.on), scale.y(point.value)) for point in points if point.test == test]
        parts.append(_path(own, "c-line c-thin"))
        parts += [f'<g transform="translate({x} {y})">{_MARKERS.get(test, _MARKERS["ALT"])}</g>' for x, y in own]
    return _drawn(parts, label)


def test_legend(points: Sequence[Point]) -> list[tuple[Markup, str]]:
    """The marker of each test that is drawn, beside its name."""
    frame = '<svg class="mark" aria-hidden="true" width="14" height="14" viewBox="-7 -7 14 14">'
    return [(_safe(f"{frame}{_MARKERS.get(test, _MARKERS['ALT'])}</svg>"), test) for test in _tests(points)]


def _tests(points: Iterable[Point]) -> list[str]:
    return list(dict.fromkeys(point.test for point in points))


def _path(places: Sequence[tuple[float, float]], css: str) -> str:
    """A line through some places; those amid a level stretch are left out."""
    turns = [
        place
        for number, place in enumerate(places)
        if not 0 < number < len(places) - 1 or not places[number - 1][1] == place[1] == places[number + 1][1]
    ]
    return f'<path class="{css}" d="M{"L".join(f"{x:g} {y:g}" for x, y in turns)}"/>' if len(turns) > 1 else ""


def _level(scale: _Scale, value: float, label: str, css: str = "c-grid") -> str:
    y = scale.y(value)
    text = f'<text class="c-end" x="{_LEFT - 6}" y="{y + 4}">{escape(label)}</text>'
    return f'<path class="{css}" d="M{_LEFT} {y}H{_WIDTH - _RIGHT}"/>{text}'


def _dates(scale: _Scale, days: Iterable[date], today: date) -> str:
    """The names of some days below the drawing; one that would run into its neighbour is left out."""
    texts, free_from = [], float("-inf")
    for day in sorted(set(days)):
        x = scale.x(day)
        if x < free_from:
            continue
        name = "Today" if day == today else day_words(day, today)
        texts.append(f'<text class="{_anchor(x)}" x="{x}" y="{_HEIGHT - 6}">{name}</text>')
        free_from = x + _LONGEST_LABEL
    return "".join(texts)


def _anchor(x: float) -> str:
    """A label that stays inside the drawing."""
    return "c-end" if x > _WIDTH - _LONGEST_LABEL else "c-mid" if x > _LEFT + _LONGEST_LABEL / 2 else ""


def _drawn(parts: Iterable[str], label: str) -> Markup:
    said = escape(label)
    return _safe(
        f'<svg class="chart" role="img" aria-label="{said}" viewBox="0 0 {_WIDTH} {_HEIGHT}">'
        f"<title>{said}</title>{''.join(parts)}</svg>"
    )


def _safe(svg: str) -> Markup:
    """Markup that was built here from numbers, codes and escaped words, never from what people wrote."""
    return Markup(svg)  # noqa: S704
