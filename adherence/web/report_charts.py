"""The charts of reports as SVG made on the server: a curve with its band, bars with their range, and columns by day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from markupsafe import Markup, escape

from adherence.domain.report.section import Cell, Section
from adherence.web.filters import stored_words
from adherence.web.reading import now

_WIDTH, _LEFT, _RIGHT, _TOP = 460, 44, 16, 14
_CURVE_HEIGHT, _CURVE_FOOT = 210, 64
_BAR, _BAR_STEP, _BAR_RIGHT = 14, 26, 46
_LETTER = 6.5
_COLUMN_HEIGHT, _COLUMN_FOOT = 150, 26
_LABEL = 40
"""The width of a label below the curve: two that are closer run into each other."""


def chart_of(section: Section) -> Markup | None:
    """The drawing of a section; None where its table says it better."""
    if section.is_empty:
        return None
    drawing = _DRAWINGS.get(section.key)
    return drawing(section) if drawing is not None else None


def _curve(section: Section) -> Markup | None:
    if not section.drawn:
        return None
    marks = [(int(_number(row[0])), row[1]) for row in section.rows]
    last = max(1, marks[-1][0])

    def x(day: float) -> float:
        return round(_LEFT + (_WIDTH - _LEFT - _RIGHT) * day / last, 1)

    def y(share: float) -> float:
        return round(_TOP + _CURVE_HEIGHT * (1 - share), 1)

    parts = [_level(y(share), f"{share:.0%}") for share in (0, 0.5, 1)]
    parts.append(_band(section, x, y, last))
    path = [f"M{x(0)} {y(1)}"]
    for day, share, _, _ in section.drawn:
        path.append(f"H{x(day or 0)}V{y(share or 0)}")
    parts.append(f'<path class="c-line" d="{"".join(path)}H{x(last)}"/>')
    parts.append(f'<text x="{_LEFT}" y="{_TOP + _CURVE_HEIGHT + 34}">Followed until then:</text>')
    free_from = -1.0
    for day, at_risk in marks:
        at = x(day)
        if at < free_from:
            continue
        free_from = at + _LABEL
        css = "c-end" if at > _WIDTH - _LABEL else "c-mid"
        name = f"{day} days" if day == 0 else str(day)
        parts.append(f'<path class="c-grid" d="M{at} {y(0)}v5"/>')
        parts.append(f'<text class="{css}" x="{at}" y="{y(0) + 17}">{name}</text>')
        parts.append(f'<text class="{css}" x="{at}" y="{y(0) + 52}">{at_risk}</text>')
    return _drawn(parts, _TOP + _CURVE_HEIGHT + _CURVE_FOOT, section.finding)


def _band(section: Section, x: Callable[[float], float], y: Callable[[float], float], last: int) -> str:
    """The band as one area: its upper edge forwards, its lower edge backwards."""
    known = [(day or 0, low, high) for day, _, low, high in section.drawn if low is not None and high is not None]
    if not known:
        return ""
    ends = [*(day for day, _, _ in known[1:]), last]
    if len(known) < len(section.drawn):
        ends[-1] = section.drawn[-1][0] or last
    upper = "".join(f"L{x(day)} {y(high)}H{x(end)}" for (day, _, high), end in zip(known, ends, strict=True))
    lower = "".join(
        f"L{x(end)} {y(low)}H{x(day)}" for (day, low, _), end in reversed(list(zip(known, ends, strict=True)))
    )
    return f'<path class="c-band" d="M{upper[1:]}{lower}z"/>'


def _bands(section: Section) -> Markup:
    """Patients by band: a bar for the answered doses, and a line from worst to best case."""
    rows = [(row[0], row[1], sorted((_number(row[2]), _number(row[3])))) for row in section.rows]
    return _bars(section, rows)


def _counts(section: Section) -> Markup:
    return _bars(section, [(row[0], row[1], None) for row in section.rows])


def _reasons(section: Section) -> Markup:
    return _bars(section, [(row[0], row[2], None) for row in section.rows])


def _endings(section: Section) -> Markup | None:
    """Only what counts as a stop: those still in treatment would dwarf it."""
    stops = [(row[0], row[2], None) for row in section.rows if row[1] == "yes"]
    return _bars(section, stops) if stops else None


def _shares(section: Section) -> Markup:
    """Shares where there are enough to have one, else counts."""
    if any(row[3] is None for row in section.rows):
        return _bars(section, [(row[0], row[1], None) for row in section.rows])
    return _bars(section, [(row[0], row[3], None) for row in section.rows], top=100, unit="%")


def _bars(
    section: Section, rows: Sequence[tuple[Cell, Cell, list[float] | None]], *, top: float = 0, unit: str = ""
) -> Markup:
    most = top or max([1.0, *(_number(value) for _, value, _ in rows), *(max(r) for _, _, r in rows if r)])
    left = round(16 + _LETTER * max(len(str(name)) for name, _, _ in rows))
    room = (_WIDTH - left - _BAR_RIGHT) / most
    parts = []
    for place, (name, value, spread) in enumerate(rows):
        y = 6 + place * _BAR_STEP
        wide = round(room * _number(value), 1)
        parts.append(f'<text class="c-end" x="{left - 8}" y="{y + 11}">{escape(str(name))}</text>')
        parts.append(f'<rect class="c-dot" x="{left}" y="{y}" width="{wide}" height="{_BAR}"/>')
        reach = wide
        if spread is not None:
            low, high = (round(room * end, 1) for end in spread)
            reach = max(wide, high)
            parts.append(
                f'<path class="c-range" d="M{left + low:.1f} {y + 1}v{_BAR - 2}m0 {1 - _BAR / 2}H{left + high:.1f}'
                f'm0 {1 - _BAR / 2}v{_BAR - 2}"/>'
            )
        parts.append(f'<text x="{left + reach + 6:.1f}" y="{y + 11}">{_said(_number(value), unit)}</text>')
    parts.append(f'<path class="c-grid" d="M{left} 0V{len(rows) * _BAR_STEP + 4}"/>')
    return _drawn(parts, len(rows) * _BAR_STEP + 6, section.finding)


def _columns(section: Section) -> Markup:
    """Texts by day: arrived below, no report as an outline, not arrived on top in its own shade."""
    rows = [tuple(_number(cell) for cell in row[1:5]) for row in section.rows]
    most = max(row[0] for row in rows) or 1
    step = min(40.0, (_WIDTH - _LEFT - _RIGHT) / len(rows))
    wide = round(max(1.0, step * 0.8), 1)
    parts = [_level(_TOP + _COLUMN_HEIGHT, "0"), _level(_TOP, f"{most:,.0f}")]
    for place, (_, delivered, failed, unheard) in enumerate(rows):
        x = round(_LEFT + place * step + (step - wide) / 2, 1)
        base = float(_TOP + _COLUMN_HEIGHT)
        for css, number in (("k-t", delivered), ("k-n", unheard), ("k-v", failed)):
            tall = round(_COLUMN_HEIGHT * number / most, 1)
            base -= tall
            if number:
                parts.append(f'<rect class="{css}" x="{x}" y="{base:.1f}" width="{wide}" height="{tall}"/>')
    first, last = str(section.rows[0][0]), str(section.rows[-1][0])
    y = _TOP + _COLUMN_HEIGHT + 18
    parts.append(f'<text x="{_LEFT}" y="{y}">{_day(first)}</text>')
    if len(rows) * step > 3 * _LABEL:
        parts.append(f'<text class="c-end" x="{_LEFT + len(rows) * step:.1f}" y="{y}">{_day(last)}</text>')
    return _drawn(parts, _TOP + _COLUMN_HEIGHT + _COLUMN_FOOT, section.finding)


_DRAWINGS: dict[str, Callable[[Section], Markup | None]] = {
    "retention": _curve,
    "endings": _endings,
    "tablets": _bands,
    "injections": _counts,
    "reasons": _reasons,
    "answers": _shares,
    "delivery": _columns,
}


def _number(cell: Cell) -> float:
    return float(cell) if isinstance(cell, int | float) else 0.0


def _said(number: float, unit: str) -> str:
    """Shares as the table says them, 99.7 among them; counts without decimals."""
    return f"{number:g}{unit}" if unit else f"{number:,.0f}"


def _day(iso: str) -> str:
    return stored_words(iso, now().date())


def _level(y: float, name: str) -> str:
    text = f'<text class="c-end" x="{_LEFT - 6}" y="{y + 4}">{name}</text>'
    return f'<path class="c-grid" d="M{_LEFT} {y}H{_WIDTH - _RIGHT}"/>{text}'


def _drawn(parts: Iterable[str], height: float, label: str) -> Markup:
    said = escape(label)
    return Markup(  # noqa: S704 - made here from numbers, codes and escaped words
        f'<svg class="chart" role="img" aria-label="{said}" viewBox="0 0 {_WIDTH} {height}">'
        f"<title>{said}</title>{''.join(parts)}</svg>"
    )
