"""Golden tables as CSV: how a row is written, and where the tables are."""

from __future__ import annotations

import csv
import io
from dataclasses import fields
from datetime import datetime
from pathlib import Path

from tests.golden.oracle import Row

FOLDER = Path(__file__).parent.parent / "data" / "golden"
NAMES = tuple(field.name for field in fields(Row))
_ASKS = ("asks_at", "ask_expires_at")


def written(rows: list[Row]) -> str:
    """A table as text; the columns about asking only where something is asked."""
    names = [name for name in NAMES if name not in _ASKS or any(row.asks_at for row in rows)]
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(names)
    lines.writerows([[cell(getattr(row, name)) for name in names] for row in rows])
    return out.getvalue()


def cell(value: object) -> str:
    """A value as it stands in a table: instants in UTC with ``Z``, quantities without needless digits."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return f"{value:g}" if isinstance(value, float) else str(value)


def stored(name: str) -> list[dict[str, str]]:
    """The stored rows of a table, each as text by column."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
