"""One row of a list of patients: its cells as the values that enrolment and plans take, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from adherence.domain.forms import NOT_AN_INSTANT
from adherence.domain.import_columns import folded
from adherence.domain.import_file import LONGEST_CELL
from adherence.domain.import_plan import column_of, day_text, number_of, read_plan_cells
from adherence.domain.regimen import Fault

_PERSON = ("external_id", "given_name", "family_name", "phone", "time_zone", "language")
_CONSENT = {"method": "consent_method", "given_at": "consent_given_at", "wording_version": "consent_wording_version"}
_LANGUAGES = {"english": "en", "inglés": "en", "ingles": "en", "español": "es", "espanol": "es", "spanish": "es"}
_METHODS = {
    **dict(escrito="written", escrita="written", paper="written", papel="written"),
    **dict(oral="verbal", hablado="verbal", palabra="keyword"),
}
_YES_OR_NO = {
    **dict.fromkeys(("yes", "y", "true", "1", "x", "si", "sí"), True),
    **dict.fromkeys(("no", "n", "false", "0", ""), False),
}
MOST_OF_A_NUMBER = 20
"""Policy: a household or a home may share a phone, which then gets the texts of all."""
_SHORTENED = re.compile(r"\d[.,]?\d*E\+?\d+", re.IGNORECASE)
_TEXT_MARK = re.compile(r"^'(?=\s*[=+\-@'])")
"""The apostrophe that we put before what a spreadsheet would take for a formula."""


@dataclass(frozen=True, slots=True)
class PatientRow:
    """What a row says; what an empty cell leaves out is not there."""

    cells: Mapping[str, str]
    person: Mapping[str, Any]
    consent: Mapping[str, str]
    opted_out: bool
    opted_out_at: str | None
    plan: dict[str, Any] | None
    faults: tuple[Fault, ...]
    """What is wrong with the cells themselves, by column; what they mean is judged by the actions."""


def read_row(columns: Sequence[str], cells: Sequence[str]) -> PatientRow:
    """Read the cells of a row under their columns."""
    named = {name: plain_cell(cell) for name, cell in zip(columns, cells, strict=False) if name}
    faults = [Fault("row", sentence) for sentence in _shape_faults(columns, cells)]
    person: dict[str, Any] = {name: named[name] for name in _PERSON if named.get(name)}
    if "language" in person:
        said = person["language"].casefold()
        person["language"] = _LANGUAGES.get(said, said)
    if named.get("discretion"):
        person["discretion"] = number_of(named["discretion"])
    if _SHORTENED.fullmatch(person.get("phone", "")):
        faults.append(Fault("phone", "was shortened by the spreadsheet; format the column as text and type it again"))
        del person["phone"]
    consent = {field: named[column] for field, column in _CONSENT.items() if named.get(column)}
    if "method" in consent:
        said = consent["method"].casefold()
        consent["method"] = _METHODS.get(said, said)
    if "given_at" in consent:
        consent["given_at"] = day_text(consent["given_at"])
    opted_out = _YES_OR_NO.get(named.get("opted_out", "").casefold())
    if opted_out is None:
        faults.append(Fault("opted_out", f"{named['opted_out'][:40]!r} is not valid; write yes or no"))
    since = named.get("opted_out_at") or None
    if since and opted_out is False:
        faults.append(Fault("opted_out_at", "holds a day, but opted_out does not say yes; correct one of the two"))
    plan, plan_faults = read_plan_cells(named)
    # A cell that cannot be read must never make a patient reachable: doubt counts as an opt-out, and is refused anyway.
    return PatientRow(
        *(named, person, consent, opted_out is not False, day_text(since) if since else None, plan),
        tuple(faults + plan_faults),
    )


def plain_cell(cell: str) -> str:
    """A cell without surrounding blanks and without the apostrophe that marks it as text."""
    return _TEXT_MARK.sub("", cell.replace("\u00a0", " ").strip()).strip()


def name_key(given: str, family: str) -> str:
    """A name as people are told apart by it: its words in any order, without case and accents."""
    return "_".join(sorted({*folded(given).split("_"), *folded(family).split("_")}))


def texted_number(row: PatientRow) -> list[str]:
    """The digits of the number that would be texted for a row, if any."""
    digits = _digits(row)
    return [digits] if digits and not row.opted_out else []


def crowded_fault(rows_by_number: Mapping[str, int]) -> Fault | None:
    """What is wrong with a file in which one number would be texted for many patients, as a clinic's own would."""
    most = max(rows_by_number.values(), default=0)
    if most <= MOST_OF_A_NUMBER:
        return None
    return Fault("file", f"One number stands in {most:,} rows; at most {MOST_OF_A_NUMBER} patients can share one.")


def person_keys(row: PatientRow) -> tuple[str, ...]:
    """Under what the person of a row may stand in the file a second time: the record number, and number with name."""
    keys = []
    if "external_id" in row.person:
        keys.append("id:" + row.person["external_id"])
    digits = _digits(row)
    name = name_key(row.person.get("given_name", ""), row.person.get("family_name", ""))
    return (*keys, f"who:{digits}:{name}") if digits else tuple(keys)


def _digits(row: PatientRow) -> str:
    return "".join(sign for sign in row.person.get("phone", "") if sign.isdecimal())


def twins_of(keyed: Iterable[tuple[int, tuple[str, ...]]]) -> dict[int, int]:
    """For each row whose person stands in the file more than once, the number of another of these rows."""
    first: dict[str, int] = {}
    twins: dict[int, int] = {}
    for number, keys in keyed:
        for key in keys:
            other = first.setdefault(key, number)
            if other != number:
                twins.setdefault(number, other)
                twins.setdefault(other, number)
    return twins


def twin_fault(other: int) -> Fault:
    """What is wrong with a row whose person stands in another row as well."""
    return Fault("row", f"The same person stands in row {other}. Keep one of the two rows.")


def in_columns(faults: Iterable[Fault]) -> list[Fault]:
    """Faults of enrolment and consent, with the column in place of the field."""
    columns = {f"consent.{field}": column for field, column in _CONSENT.items()} | {
        "consent": "consent_method",
        "given_at": "opted_out_at",
    }
    messages = {NOT_AN_INSTANT: "is no day that exists; write it as YYYY-MM-DD"}
    return [Fault(columns.get(one.field, one.field), messages.get(one.message, one.message)) for one in faults]


def plan_faults_in_columns(faults: Iterable[Fault], row: PatientRow) -> list[Fault]:
    """Faults of a plan, with the column in place of the field; in JSON the field is named beside it."""
    told = []
    for fault in faults:
        column = column_of(fault.field, row.cells)
        is_inside = column == "regimen" and fault.field != "regimen"
        told.append(Fault(column, f"{fault.field}: {fault.message}" if is_inside else fault.message))
    return told


def sentence_of(fault: Fault) -> str:
    """A fault with its column as one sentence."""
    begins = fault.message[:1].isupper()
    said = fault.message if fault.field == "row" else f"{fault.field}{':' if begins else ''} {fault.message}"
    return said if said.endswith((".", "?", "!")) else said + "."


def _shape_faults(columns: Sequence[str], cells: Sequence[str]) -> Iterable[str]:
    if any(cell.strip() for cell in cells[len(columns) :]):
        yield (
            f"This row has {len(cells)} cells, but the header has {len(columns)} columns. "
            "Put cells that hold the delimiter into quotation marks."
        )
    for name, cell in zip(columns, cells, strict=False):
        if len(cell) > LONGEST_CELL:
            yield f"The cell {name or 'without a column'} has {len(cell):,} characters; write {LONGEST_CELL:,} at most."
