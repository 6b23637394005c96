"""Reports as files: CSV for one table, a workbook for all; only the figures of the page, no patient."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO, StringIO
from textwrap import shorten
from zoneinfo import ZoneInfo

import xlsxwriter  # type: ignore[import-untyped]

from adherence.domain.report.section import Cell, Column, Section, Unit
from adherence.domain.report.span import ReportSpan
from adherence.domain.report.words import PLAN
from adherence.domain.spreadsheets import as_text

_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""Without it spreadsheets take UTF-8 for the character set of the country."""
_LONGEST_SHEET_NAME = 31
_WIDE, _NARROW = 44, 16
_UNITS = {Unit.PERCENT: "%", Unit.MINUTES: "minutes"}


def csv_of(section: Section) -> bytes:
    """One table with its headings, as spreadsheets open it: UTF-8 with a byte order mark, rows ended by CR LF."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow([defused(_heading(column)) for column in section.columns])
    writer.writerows([[_plain(cell) for cell in row] for row in section.rows])
    return (_BOM + text.getvalue()).encode()


def _heading(column: Column) -> str:
    """A heading with the unit of its bare numbers, which on the page stands beside each."""
    unit = _UNITS.get(column.unit)
    return f"{column.label} ({unit})" if unit else column.label


def _sheet_name(title: str) -> str:
    """A title as a sheet may be named, cut between two words."""
    return shorten(title.replace(":", ","), _LONGEST_SHEET_NAME, placeholder="")


def _plain(cell: Cell) -> Cell:
    """A cell of a CSV file: a whole number without a decimal point, as the workbook has it."""
    return f"{cell:g}" if isinstance(cell, float) else defused(cell)


def defused(cell: Cell) -> Cell:
    """A text that a spreadsheet would run as a formula gets an apostrophe before it (OWASP, CSV injection)."""
    return as_text(cell) if isinstance(cell, str) else cell


def workbook_of(reports: Sequence[tuple[str, ReportSpan, Sequence[Section]]], *, at: datetime, zone: ZoneInfo) -> bytes:
    """A workbook with a sheet about the whole and one for each table."""
    content = BytesIO()
    # Rows are written in order and let go: a workbook of a large clinic takes no more memory than its zip.
    book = xlsxwriter.Workbook(content, {"constant_memory": True, "in_memory": True, "strings_to_formulas": False})
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    _about(book.add_worksheet("About"), reports, at.astimezone(zone), bold, wrapped)
    for _, _, sections in reports:
        for section in sections:
            sheet = book.add_worksheet(_sheet_name(section.title))
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, 0, _WIDE)
            sheet.set_column(1, len(section.columns), _NARROW)
            for place, row in enumerate([[_heading(column) for column in section.columns], *section.rows]):
                for column, cell in enumerate(row):
                    _write(sheet, place, column, cell, None if place else bold)
    book.close()
    return content.getvalue()


def _about(
    sheet: xlsxwriter.worksheet.Worksheet,
    reports: Sequence[tuple[str, ReportSpan, Sequence[Section]]],
    at: datetime,
    bold: xlsxwriter.format.Format,
    wrapped: xlsxwriter.format.Format,
) -> None:
    """What the sheets are about: when made, which days and plans, what was found, how each is counted."""
    sheet.set_column(0, 4, 24)
    sheet.set_column(5, 6, 80)
    rows: list[tuple[Sequence[Cell], xlsxwriter.format.Format]] = [
        (("Made at", f"{at:%Y-%m-%d %H:%M} {at.tzname()}"), wrapped),
        (("No names, numbers or other data of single patients are in this file.",), wrapped),
        ((), wrapped),
        (("Report", "Table", "First day", "Last day", "Plan", "Finding", "How it is counted"), bold),
    ]
    for title, span, sections in reports:
        plan = PLAN[span.kind] if span.kind is not None else "All plans"
        for section in sections:
            days = (span.first.isoformat(), span.last.isoformat())
            rows.append(((title, section.title, *days, plan, section.finding, section.counted), wrapped))
    for place, (cells, style) in enumerate(rows):
        for column, cell in enumerate(cells):
            _write(sheet, place, column, cell, style)


def _write(
    sheet: xlsxwriter.worksheet.Worksheet,
    row: int,
    column: int,
    cell: Cell,
    style: xlsxwriter.format.Format | None,
) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, column, defused(cell), style)
    elif cell is not None:
        sheet.write_number(row, column, cell, style)
