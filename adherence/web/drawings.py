"""Strips and calendars as SVG made on the server: styled by classes only, so that nothing inline is needed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from markupsafe import Markup, escape

from adherence.web.day_notes import NO_NOTES, Note, note_signs, note_symbols
from adherence.web.day_words import BY_OTHERS, NOTHING_SAID, DaySaid, words_of
from adherence.web.marks import DayMark, Mark, spoken

_STRIP_WIDTH, _STRIP_HEIGHT, _STRIP_STEP = 8, 20, 10
_CELL, _CELL_STEP = 18, 21
_LEFT, _TOP = 34, 18
_DAYS_AHEAD = 35
_CORNER = '<path class="k-by" d="M0 0h8l-8 8z"/>'
_DAY_LABELS = ((0, "Mon"), (2, "Wed"), (4, "Fri"), (6, "Sun"))


@dataclass(frozen=True, slots=True)
class Week:
    """One column of the calendar: its Monday, and a mark for each of seven days (None outside the span)."""

    monday: date
    days: tuple[DayMark | None, ...]


def strip_symbols(marks: Collection[Mark] = tuple(Mark)) -> Markup:
    """The marks of strips and legends, and patterns for runs of them; once on a page that uses them."""
    tile = f'<pattern id="r" width="{_STRIP_STEP}" height="{_STRIP_HEIGHT}" patternUnits="userSpaceOnUse"/>'
    size = f'width="{_STRIP_WIDTH}" height="{_STRIP_HEIGHT}"'
    runs = (f'<pattern id="r{mark.value}" href="#r"><use href="#s{mark.value}" {size}/></pattern>' for mark in marks)
    return _symbols("s", _STRIP_WIDTH, _STRIP_HEIGHT, marks, further=tile + "".join(runs))


def calendar_symbols(weeks: Sequence[Week], said: Mapping[date, DaySaid] = NOTHING_SAID) -> Markup:
    """The marks that a calendar uses; once on its page. Those with a corner are not the patient's own text."""
    used = {_drawn(day, said.get(day.on)) for week in weeks for day in week.days if day is not None}
    plain = _symbols("c", _CELL, _CELL, [mark for mark in Mark if f"c{mark}" in used])
    # The first of them stands in the legend for all.
    corner = [mark for mark in BY_OTHERS if f"d{mark}" in used or mark is Mark.TAKEN]
    return plain + _symbols("d", _CELL, _CELL, corner, over=_CORNER) + note_symbols()


def corner_legend() -> tuple[Markup, str]:
    """What the corner of a mark means, for the legend of a calendar."""
    frame = f'<svg class="mark" aria-hidden="true" width="{_CELL}" height="{_CELL}" viewBox="0 0 {_CELL} {_CELL}">'
    return _safe(f'{frame}<use href="#dt"/></svg>'), "Corner: not told by the patient's own text"


def strip(days: Sequence[DayMark]) -> Markup:
    """A row of days, oldest first, with a sentence for who cannot see it."""
    width = len(days) * _STRIP_STEP - (_STRIP_STEP - _STRIP_WIDTH)
    lines = "".join(f'<path stroke="url(#r{mark.value})" d="{line}"/>' for mark, line in _lines(days).items())
    label = escape(spoken(days))
    return _safe(
        f'<svg class="strip" role="img" aria-label="{label}" width="{width}" height="{_STRIP_HEIGHT}" '
        f'viewBox="0 0 {width} {_STRIP_HEIGHT}" stroke-width="{_STRIP_HEIGHT}">{lines}</svg>'
    )


def _lines(days: Sequence[DayMark]) -> dict[Mark, str]:
    """Each mark's days as one line as thick as the strip, drawn with its pattern: a page has hundreds of days."""
    found: dict[Mark, str] = {}
    x = 0
    for mark, run in groupby(days, key=lambda day: day.mark):
        length = len(list(run)) * _STRIP_STEP
        if mark is not None:
            width = length - (_STRIP_STEP - _STRIP_WIDTH)
            found[mark] = f"{found.get(mark, '')}M{x} {_STRIP_HEIGHT // 2}h{width}"
        x += length
    return found


def legend_mark(mark: Mark) -> Markup:
    """One mark beside its name in a legend."""
    return _safe(
        f'<svg class="mark" aria-hidden="true" width="{_STRIP_WIDTH}" height="{_STRIP_HEIGHT}" '
        f'viewBox="0 0 {_STRIP_WIDTH} {_STRIP_HEIGHT}"><use href="#s{mark.value}"/></svg>'
    )


def calendar_start(today: date, weeks: int) -> date:
    """The Monday of the first of so many weeks, the last of which holds today."""
    return today - timedelta(days=today.weekday() + 7 * (weeks - 1))


def days_ahead(notes: Mapping[date, Sequence[Note]], today: date) -> list[DayMark]:
    """The days after today up to the last one of the coming weeks that has something to show."""
    latest = today + timedelta(days=_DAYS_AHEAD)
    last = max((day for day in notes if today < day <= latest), default=today)
    return [DayMark(today + timedelta(days=number), None) for number in range(1, (last - today).days + 1)]


def weeks_of(days: Sequence[DayMark]) -> list[Week]:
    """Days in a row, from a Monday on, as weeks."""
    weeks = []
    for place in range(0, len(days), 7):
        week = tuple(days[place : place + 7])
        weeks.append(Week(week[0].on, week + (None,) * (7 - len(week))))
    return weeks


def calendar(
    weeks: Sequence[Week],
    notes: Mapping[date, Sequence[Note]] = NO_NOTES,
    today: date | None = None,
    said: Mapping[date, DaySaid] = NOTHING_SAID,
) -> Markup:
    """A heat map with one column for each week and one row for each weekday; each day leads to its own page.

    Notes are small signs in the corner of their day; days after ``today`` have nothing else. There is one link for each
    day of a year, so each is short: the patient's page sends ``?on=`` on, and the style moves a day to its row.
    """
    width, height = _LEFT + len(weeks) * _CELL_STEP, _TOP + 7 * _CELL_STEP
    labels = [f'<text x="0" y="{_TOP + row * _CELL_STEP + 13}">{name}</text>' for row, name in _DAY_LABELS]
    labels += [
        f'<text x="{_LEFT + column * _CELL_STEP}" y="11">{week.monday:%b}</text>'
        for column, week in enumerate(weeks)
        if _begins_month(weeks, column)
    ]
    columns = [
        f"<svg x={_LEFT + column * _CELL_STEP} y={_TOP}>{_column(week, notes, said)}</svg>"
        for column, week in enumerate(weeks)
    ]
    everything = [day for week in weeks for day in week.days if day is not None and (today is None or day.on <= today)]
    return _safe(
        f'<svg class="calendar" role="group" aria-label="{escape(spoken(everything))}" viewBox="0 0 {width} {height}">'
        f"{''.join(labels)}{''.join(columns)}</svg>"
    )


def _column(week: Week, notes: Mapping[date, Sequence[Note]], said: Mapping[date, DaySaid]) -> str:
    return "".join(
        _cell(day, notes.get(day.on, ()), said.get(day.on)) if day and (day.mark or day.on in notes) else "<g/>"
        for day in week.days
    )


def _cell(day: DayMark, notes: Sequence[Note], said: DaySaid | None) -> str:
    title = f"{day.on.day} {day.on:%b}: {words_of(day, notes, said)}"
    mark = f"<use href=#{_drawn(day, said)} />" if day.mark else ""
    signs = note_signs(notes, _CELL, alone=day.mark is None) if notes else ""
    return f'<a href="?on={day.on}"><title>{title}</title>{mark}{signs}</a>'


def _drawn(day: DayMark, said: DaySaid | None) -> str:
    """The symbol of a day's mark."""
    return f"{'d' if said is not None and said.by_others and day.mark in BY_OTHERS else 'c'}{day.mark}"


def _begins_month(weeks: Sequence[Week], column: int) -> bool:
    """Whether a month's name goes above a column: its first whole week, with room for the name."""
    month = weeks[column].monday.month
    changed = column == 0 or weeks[column - 1].monday.month != month
    cramped = column == 0 and len(weeks) > 2 and weeks[2].monday.month != month
    return changed and not cramped


def _symbols(
    prefix: str, width: int, height: int, marks: Iterable[Mark], *, over: str = "", further: str = ""
) -> Markup:
    shapes = _shapes(width, height)
    symbols = "".join(f'<symbol id="{prefix}{mark.value}">{shapes[mark]}{over}</symbol>' for mark in marks)
    return _safe(f'<svg class="symbols" aria-hidden="true" width="0" height="0">{symbols}{further}</svg>')


def _safe(svg: str) -> Markup:
    """Markup that was built here from numbers, codes and escaped words, never from what people wrote."""
    return Markup(svg)  # noqa: S704


def _shapes(w: int, h: int) -> dict[Mark, str]:
    """Each mark in a box of w by h units; the classes give it colour in light, dark and print."""
    full = f'width="{w}" height="{h}" rx="2"'
    inner = f'x="1" y="1" width="{w - 2}" height="{h - 2}" rx="1.5"'
    middle, across = h / 2, w / 2
    reach = round(min(w, h) * 0.28, 1)
    cross = (
        f"M{across - reach:.1f} {middle - reach:.1f}l{2 * reach:.1f} {2 * reach:.1f}m0 -{2 * reach:.1f}"
        f"l-{2 * reach:.1f} {2 * reach:.1f}"
    )
    plus = f"M{across} {middle - reach:.1f}v{2 * reach:.1f}M{across - reach:.1f} {middle}h{2 * reach:.1f}"
    dash = f"M{across - reach:.1f} {middle}h{2 * reach:.1f}"
    hatch = "".join(f"M1 {y}l{w - 2} -{w - 2}" for y in range(w, h + 1, 5))
    diamond = f"M{across} {middle - reach:.1f}l{reach} {reach}l-{reach} {reach}l-{reach} -{reach}z"
    bang = f"M{across} {h * 0.2:.1f}V{h * 0.58:.1f}M{across} {h * 0.74:.1f}v1.6"
    dot = f'class="k-dot" cx="{across}" cy="{middle}" r="{min(w, h) / 6:.1f}"'
    half = f'class="k-of" x="1" y="{middle}" width="{w - 2}" height="{middle - 1}"'
    return {
        Mark.TAKEN: f'<rect class="k-t" {full}/>',
        Mark.LATE: f'<rect class="k-l" {full}/><circle {dot}/>',
        Mark.SKIPPED: f'<rect class="k-s" {full}/><path class="k-dash" d="{dash}"/>',
        Mark.MISSED: f'<rect class="k-m" {inner}/><path class="k-cross" d="{cross}"/>',
        Mark.NO_ANSWER: f'<rect class="k-n" {inner}/>',
        Mark.UNDELIVERED: f'<rect class="k-u" {inner}/><path class="k-slash" d="M2 {h - 2}L{w - 2} 2"/>',
        Mark.HELD: f'<rect class="k-h" {inner}/><path class="k-hatch" d="{hatch}"/>',
        Mark.OPEN: f'<rect class="k-o" {inner}/><rect {half}/>',
        Mark.UPCOMING: f'<circle class="k-p" cx="{across}" cy="{middle}" r="{min(w, h) / 4:.1f}"/>',
        Mark.EXCUSED: f'<path class="k-e" d="{diamond}"/>',
        Mark.GIVEN: f'<rect class="k-g" {full}/><path class="k-plus" d="{plus}"/>',
        Mark.COVERED: f'<rect class="k-c" x=".5" y="{h / 4}" width="{w - 1}" height="{h / 2}" rx="1"/>',
        Mark.OVERDUE: f'<rect class="k-v" {full}/><path class="k-bang" d="{bang}"/>',
        Mark.NOT_DUE: f'<path class="k-x" d="M1 {middle}h{w - 2}"/>',
    }
