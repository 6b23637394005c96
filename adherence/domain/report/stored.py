"""Sections of a report as they are stored: names of texts are left open, because each reader has words for them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from adherence.domain.report.section import Cell, Column, Section, Unit

_NAME = re.compile(r"\{(template|wording):([^{}]*)\}")
Naming = Callable[[str], str]


def open_template(key: str) -> str:
    """The place of a text's name."""
    return f"{{template:{key}}}"


def open_wording(wording: str) -> str:
    """The place of a wording's name."""
    return f"{{wording:{wording}}}"


def stored_sections(sections: Sequence[Section]) -> list[dict[str, Any]]:
    """Sections as JSON."""
    return [
        {
            **{"key": one.key, "title": one.title, "finding": one.finding, "counted": one.counted, "empty": one.empty},
            "columns": [[column.key, column.label, column.unit.value] for column in one.columns],
            "rows": [list(row) for row in one.rows],
            "drawn": [list(point) for point in one.drawn],
        }
        for one in sections
    ]


def read_sections(stored: Sequence[Mapping[str, Any]], template: Naming, wording: Naming) -> tuple[Section, ...]:
    """Stored sections, with the names that the reader has for texts and wordings."""

    def named(cell: Cell) -> Cell:
        return _NAME.sub(name, cell) if isinstance(cell, str) else cell

    def name(found: re.Match[str]) -> str:
        return (template if found.group(1) == "template" else wording)(found.group(2))

    return tuple(
        Section(
            key=one["key"],
            title=one["title"],
            finding=_NAME.sub(name, one["finding"]),
            counted=one["counted"],
            columns=tuple(Column(key, label, Unit(unit)) for key, label, unit in one["columns"]),
            rows=tuple(tuple(named(cell) for cell in row) for row in one["rows"]),
            empty=one["empty"],
            drawn=tuple(tuple(point) for point in one["drawn"]),
        )
        for one in stored
    )
