"""Twelve weeks of answers against doses as SVG made on the server: one band for each question, doses below."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from adherence.web.filters import day as day_words

_WIDTH, _LEFT, _RIGHT = 440, 44, 14
_BAND, _TITLE, _GAP, _FOOT = 66, 18, 12, 44
_BAR = 3.4
_LINE = 12
"""The height of a label: two that are closer run into each other."""
_LEAST = 2.5


@dataclass(frozen=True, slots=True)
class Band:
    """The numbers of one question by date; ``bars`` where each number stands for itself, else a line joins them."""

    title: str
    numbers: Mapping[date, int]
    threshold: int | None
    top: int
    bars: bool


def check_in_chart(bands: Sequence[Band], doses: Mapping[date, bool], first: date, today: date, label: str) -> Markup:
    """The bands above each other, and a mark for each day with doses: filled where all that were due are taken."""
    height = len(bands) * (_TITLE + _BAND + _GAP) + _FOOT
    span = max(1, (today - first).days)

    def x(on: date) -> float:
        return round(_LEFT + 4 + (_WIDTH - _LEFT - _RIGHT - 8) * (on - first).days / span, 1)

    parts: list[str] = []
    for place, band in enumerate(bands):
        parts += _band(band, x, _TITLE + place * (_TITLE + _BAND + _GAP))
    row = height - _FOOT + 4
    for css, state in (("k-t", True), ("k-n", False)):
        days = (on for on, taken in sorted(doses.items()) if taken is state and first <= on <= today)
        parts.append(_bars(css, ((x(on), row, 11) for on in days)))
    parts.append(f'<text class="c-end" x="{_LEFT - 6}" y="{row + 9}">Doses</text>')
    parts.append(f'<text x="{_LEFT}" y="{height - 8}">{day_words(first, today)}</text>')
    parts.append(f'<text class="c-end" x="{_WIDTH - _RIGHT}" y="{height - 8}">Today</text>')
    said = escape(label)
    return _safe(
        f'<svg class="chart" role="img" aria-label="{said}" viewBox="0 0 {_WIDTH} {height}">'
        f"<title>{said}</title>{''.join(parts)}</svg>"
    )


def _band(band: Band, x: Callable[[date], float], top: int) -> Iterable[str]:
    base = top + _BAND

    def y(number: float) -> float:
        return round(base - _BAND * min(number, band.top) / band.top, 1)

    yield f'<text x="{_LEFT}" y="{top - 6}">{escape(band.title)}</text>'
    limit = band.threshold if band.threshold is not None and 0 < band.threshold < band.top else None
    for level in (0, band.top):
        yield f'<path class="c-grid" d="M{_LEFT} {y(level)}H{_WIDTH - _RIGHT}"/>'
        if level == 0 or limit is None or y(limit) - y(level) >= _LINE:
            yield f'<text class="c-end" x="{_LEFT - 6}" y="{y(level) + 4}">{level}</text>'
    if limit is not None:
        yield f'<path class="c-limit" d="M{_LEFT} {y(limit)}H{_WIDTH - _RIGHT}"/>'
        yield f'<text class="c-end" x="{_LEFT - 6}" y="{y(limit) + 4}">{limit}</text>'
    places = [(x(on), y(number)) for on, number in sorted(band.numbers.items())]
    if band.bars:
        # A stroke for zero too: none is an answer.
        yield _bars("c-dot", ((at, min(height, base - _LEAST), max(_LEAST, base - height)) for at, height in places))
        return
    if len(places) > 1:
        yield f'<path class="c-line c-thin" d="M{"L".join(f"{at} {height}" for at, height in places)}"/>'
    yield f'<path class="c-dots" d="{"".join(f"M{at} {height}h0" for at, height in places)}"/>'


def _bars(css: str, places: Iterable[tuple[float, float, float]]) -> str:
    """Narrow bars as one path, each from its middle, its top and its height: twelve weeks have many."""
    drawn = "".join(f"M{at - _BAR / 2:.1f} {top:g}h{_BAR}v{tall:g}h-{_BAR}z" for at, top, tall in places)
    return f'<path class="{css}" d="{drawn}"/>' if drawn else ""


def _safe(svg: str) -> Markup:
    """Markup that was built here from numbers, codes and escaped words, never from what people wrote."""
    return Markup(svg)  # noqa: S704
