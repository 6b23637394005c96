"""What is written for spreadsheets: the template, and refused rows that can be corrected and come back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from adherence.domain.import_columns import COLUMNS, WHAT_TO_DO, folded
from adherence.domain.import_row import sentence_of
from adherence.domain.regimen import Fault
from adherence.domain.spreadsheets import as_text


def template_sheet() -> str:
    """The template: the header alone, so that no example is ever enrolled."""
    return _written([[column.name for column in COLUMNS]], ",")


def columns_sheet() -> str:
    """What goes into each column, one row each."""
    head = [["column", "must be there", "what goes into it", "example"]]
    lines = [[one.name, "yes" if one.required else "no", one.what, as_text(one.example)] for one in COLUMNS]
    return _written(head + lines, ",")


def refused_sheet(
    header: Sequence[str], rows: Iterable[tuple[Sequence[str], Sequence[Fault]]], delimiter: str
) -> Iterable[str]:
    """Refused rows as they were, line by line, with what to do in a column of its own."""
    kept = [place for place, cell in enumerate(header) if folded(cell) not in (WHAT_TO_DO, "que_hacer")]
    yield _written([[*(as_text(header[place]) for place in kept), WHAT_TO_DO]], delimiter)
    for cells, faults in rows:
        there = [as_text(cells[place]) if place < len(cells) else "" for place in kept]
        told = " ".join(f"{number}) {sentence_of(fault)}" for number, fault in enumerate(faults, start=1))
        beyond = [as_text(cell) for cell in cells[len(header) :]]
        yield _written([[*there, as_text(told), *beyond]], delimiter)


def _written(lines: Sequence[Sequence[str]], delimiter: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(lines)
    return out.getvalue()
