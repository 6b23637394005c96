"""A list of patients from the bytes of a file: its characters, its delimiter, its records; refused in plain words."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from adherence.domain.errors import Refused, refuse
from adherence.domain.import_columns import known_columns, read_header

MOST_BYTES = 30 * 1024 * 1024
MOST_ROWS = 100_000
LONGEST_CELL = 5000
_DELIMITERS = (",", ";", "\t")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SAVE_AS = 'In your spreadsheet choose "Save as" and the format CSV (UTF-8), then choose that file.'
_KINDS = (
    (b"PK\x03\x04", "This is an Excel or LibreOffice workbook, not a CSV file."),
    (b"\xd0\xcf\x11\xe0", "This is an old Excel workbook, not a CSV file."),
    (b"%PDF", "This is a PDF, not a CSV file."),
    (b"\x1f\x8b", "This is a compressed file, not a CSV file."),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Record:
    """One row as it stands in the spreadsheet: its number there, counted from 1, and its cells."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file whose header is sound; ``records`` reads the rows below it."""

    text: str
    delimiter: str
    header: tuple[str, ...]
    """The cells of the header as they were written."""
    columns: tuple[str, ...]
    """The column of each cell, "" for what is ignored."""
    header_number: int

    def records(self) -> Iterator[Record]:
        """The rows that hold anything; raises ``Refused`` where the file cannot be read on or has too many."""
        count = 0
        for record in _records(self.text, self.delimiter):
            if record.number <= self.header_number or not any(cell.strip() for cell in record.cells):
                continue
            count += 1
            if count > MOST_ROWS:
                raise refuse("file", f"The file has more than {MOST_ROWS:,} rows. Split it into smaller files.")
            yield record


def read_sheet(content: bytes) -> Sheet:
    """The sheet of a file; raises ``Refused`` for what is no CSV file, and for every wrong column together."""
    text = read_text(content)
    delimiter, head = _best_header(text)
    return Sheet(text, delimiter, head.cells, read_header(head.cells), head.number)


def read_text(content: bytes) -> str:
    """The characters of a file: UTF-8, UTF-16 with or without its mark, or Windows-1252; raises ``Refused``."""
    if len(content) > MOST_BYTES:
        raise refuse("file", f"The file is larger than {MOST_BYTES // 2**20} MB. Split it into smaller files.")
    for start, sentence in _KINDS:
        if content.startswith(start):
            raise refuse("file", f"{sentence} {_SAVE_AS}")
    text = _decoded(content)
    if text is None or _CONTROL.search(text):
        raise refuse("file", f"The file holds signs that are no text, so it is not a CSV file. {_SAVE_AS}")
    if not text.strip(" \t\r\n,;"):
        raise refuse("file", "The file is empty. Fill in the template and choose it again.")
    return text


def _decoded(content: bytes) -> str | None:
    for encoding in _encodings(content):
        try:
            return content.decode(encoding)
        except UnicodeError:
            continue
    return None


def _encodings(content: bytes) -> tuple[str, ...]:
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return (encoding,)
    # Every second byte of Latin letters in UTF-16 is zero; no other text has any.
    start = content[:200]
    if start[1::2].count(0) > len(start) // 4:
        return ("utf-16-le",)
    if start[0::2].count(0) > len(start) // 4:
        return ("utf-16-be",)
    return ("utf-8", "cp1252")


def _best_header(text: str) -> tuple[str, Record]:
    """The delimiter under which most columns are known, and the first row that holds anything."""
    found: list[tuple[int, str, Record]] = []
    fault: Refused | None = None
    for delimiter in _DELIMITERS:
        try:
            head = next(record for record in _records(text, delimiter) if any(cell.strip() for cell in record.cells))
        except Refused as refusal:
            fault = refusal
            continue
        except StopIteration:
            continue
        found.append((known_columns(head.cells), delimiter, head))
    if not found:
        raise fault or refuse("file", "The file is empty. Fill in the template and choose it again.")
    known, delimiter, head = max(found, key=lambda one: one[0])
    if known == 0:
        raise refuse("file", "The first row holds none of our columns. Begin from the template.")
    return delimiter, head


def _records(text: str, delimiter: str) -> Iterator[Record]:
    """Every record with its number; a line break inside a quoted cell does not count, as in a spreadsheet."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise refuse("file", _unreadable(number, str(error))) from None
        yield Record(number, tuple(cells))


def _unreadable(number: int, error: str) -> str:
    if "field limit" in error or "field larger" in error:
        return f"Row {number} has a cell without end: a quotation mark is opened and not closed. Correct it."
    return (
        f"Row {number} cannot be read: a quotation mark is opened and not closed, or stands inside a cell alone. "
        "Write two of them for one inside a cell."
    )
