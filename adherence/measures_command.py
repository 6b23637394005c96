"""The measures of a CSV file of supply: reading it with every fault named, and the answer in its published shape."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from adherence.domain.measure.supply import SupplyEvent, SupplyMeasures, Windows, supply_measures

COLUMNS = ("patient_id", "date", "days_supply")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
# A century of supply in one event is a typing error, and keeps every sum finite.
_MOST_DAYS = 36_500

Row = dict[str, str | float | None]


@dataclass(frozen=True)
class MeasuresOutcome:
    """Rows such as ``{"patient_id": "4", "CMA1": 0.36, ..., "CMA9": None}``, or the faults that prevented them."""

    rows: tuple[Row, ...] = ()
    faults: tuple[str, ...] = ()


def window_faults(windows: Windows) -> list[str]:
    """What is impossible about the windows, one line each; AdhereR too refuses an OW that leaves the follow-up."""
    faults = []
    if windows.start_offset < 0:
        faults.append("--observation-start-offset: must not be negative.")
    if windows.days < 1:
        faults.append("--observation-days: must be at least 1.")
    if windows.follow_up_days < 1:
        faults.append("--follow-up-days: must be at least 1.")
    if not faults and windows.start_offset + windows.days > windows.follow_up_days:
        end = windows.start_offset + windows.days
        faults.append(
            f"--follow-up-days: the observation window ends on day {end}, after the follow-up of"
            f" {windows.follow_up_days} days."
        )
    return faults


def measures_of_file(path: Path, windows: Windows) -> MeasuresOutcome:
    """CMA1 to CMA9 per patient in the order of the file; one bad row prevents all: dropping it would mislead."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return measures_of_lines(lines, windows)
    except UnicodeDecodeError:
        return MeasuresOutcome(faults=("The file is not UTF-8 text.",))
    except OSError as error:
        return MeasuresOutcome(faults=(f"The file cannot be read: {error.strerror}.",))


def measures_of_lines(lines: Iterable[str], windows: Windows) -> MeasuresOutcome:
    """As ``measures_of_file``, from the lines of a CSV text whose header is row 1."""
    try:
        events, faults = _read(lines)
    except csv.Error as error:
        return MeasuresOutcome(faults=(f"The file is not CSV: {error}.",))
    if faults:
        return MeasuresOutcome(faults=tuple(faults))
    return MeasuresOutcome(rows=tuple(_row(patient, supply_measures(events[patient], windows)) for patient in events))


def table_lines(rows: Sequence[Row]) -> list[str]:
    """The rows as aligned text for a terminal, with a dash where a measure is undefined."""
    if not rows:
        return ["No patients."]
    cells = [list(rows[0])] + [[_cell(value) for value in row.values()] for row in rows]
    widths = [max(len(line[i]) for line in cells) for i in range(len(cells[0]))]
    return ["  ".join(text.rjust(width) for text, width in zip(line, widths, strict=True)) for line in cells]


def _read(lines: Iterable[str]) -> tuple[dict[str, list[SupplyEvent]], list[str]]:
    reader = csv.reader(lines, strict=True)
    header = [name.strip() for name in next(reader, [])]
    if missing := [name for name in COLUMNS if name not in header]:
        return {}, [f"Row 1: the column {name} is missing." for name in missing]
    places = [header.index(name) for name in COLUMNS]
    events: dict[str, list[SupplyEvent]] = {}
    faults: list[str] = []
    for fields in reader:
        if not any(field.strip() for field in fields):
            continue
        found = _row_faults(fields, header, places)
        faults += [f"Row {reader.line_num}: {fault}" for fault in found]
        if not found:
            patient, on, days = (fields[place].strip() for place in places)
            events.setdefault(patient, []).append(SupplyEvent(date.fromisoformat(on), float(days)))
    return events, faults


def _row_faults(fields: Sequence[str], header: Sequence[str], places: Sequence[int]) -> list[str]:
    if len(fields) != len(header):
        return [f"it has {len(fields)} fields, the header has {len(header)}."]
    patient, on, days = (fields[place].strip() for place in places)
    faults = [_date_fault(on), _days_fault(days)]
    if not patient:
        faults.insert(0, "patient_id is empty.")
    return [fault for fault in faults if fault]


def _date_fault(text: str) -> str | None:
    if not _DATE.fullmatch(text):
        return f"date {text!r} is not a date written as YYYY-MM-DD."
    try:
        date.fromisoformat(text)
    except ValueError:
        return f"date {text!r} is not in the calendar."
    return None


def _days_fault(text: str) -> str | None:
    if not _NUMBER.fullmatch(text):
        return f"days_supply {text!r} is not a number."
    days = float(text)
    if days <= 0:
        return f"days_supply {text!r} must be greater than 0."
    if days > _MOST_DAYS or math.isinf(days):
        return f"days_supply {text!r} is more than {_MOST_DAYS} days."
    return None


def _row(patient: str, measures: SupplyMeasures) -> Row:
    return {"patient_id": patient} | {name.upper(): value for name, value in asdict(measures).items()}


def _cell(value: str | float | None) -> str:
    if value is None:
        return "-"
    return value if isinstance(value, str) else f"{value:.3f}"
