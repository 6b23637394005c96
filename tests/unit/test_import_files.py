"""Lists of patients as files: what is read, what is refused in which words, and what comes back unharmed."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from adherence.domain.errors import Refused
from adherence.domain.import_columns import COLUMNS
from adherence.domain.import_file import Sheet, read_sheet
from adherence.domain.import_row import name_key, person_keys, read_row, twins_of
from adherence.domain.import_sheet import columns_sheet, refused_sheet, template_sheet
from adherence.domain.regimen import Fault
from adherence.domain.regimen_json import parse_regimen
from adherence.domain.spreadsheets import as_text

HEAD = "given_name,family_name,phone,language,consent_method"
ROW = "Ana,Reyes,+12025550143,en,written"
LIST = f"{HEAD}\n{ROW}\n"


def rows(content: bytes) -> list[tuple[int, tuple[str, ...]]]:
    return [(record.number, record.cells) for record in read_sheet(content).records()]


READ: list[tuple[str, bytes]] = [
    ("UTF-8", LIST.encode()),
    ("UTF-8 with its mark", LIST.encode("utf-8-sig")),
    ("UTF-16 with its mark", LIST.encode("utf-16")),
    ("UTF-16 little-endian without one", LIST.encode("utf-16-le")),
    ("UTF-16 big-endian without one", LIST.encode("utf-16-be")),
    ("CRLF", LIST.replace("\n", "\r\n").encode()),
    ("CR", LIST.replace("\n", "\r").encode()),
    ("semicolons", LIST.replace(",", ";").encode()),
    ("tabs", LIST.replace(",", "\t").encode()),
    (
        "capitals and blanks in the header",
        LIST.replace(HEAD, " Given Name,FAMILY-NAME,Phone , language,Consent  method").encode(),
    ),
    ("Spanish names", LIST.replace(HEAD, "Nombre,Apellidos,Teléfono,Idioma,Consentimiento").encode()),
    (
        "Spanish names in Windows-1252",
        LIST.replace(HEAD, "Nombre,Apellidos,Teléfono,Idioma,Consentimiento").encode("cp1252"),
    ),
    ("columns without a name at the end", LIST.replace("\n", ",,\n").encode()),
]


@pytest.mark.parametrize("content", [case[1] for case in READ], ids=[case[0] for case in READ])
def test_a_list_is_read_however_a_spreadsheet_saves_it(content: bytes) -> None:
    sheet = read_sheet(content)
    ((number, cells),) = rows(content)
    row = read_row(sheet.columns, cells)
    assert (number, row.faults) == (2, ())
    assert row.person == {"given_name": "Ana", "family_name": "Reyes", "phone": "+12025550143", "language": "en"}


def test_accents_survive_windows_1252_and_other_scripts_utf_8() -> None:
    spanish = LIST.replace("Ana", "Begoña").encode("cp1252")
    arabic = LIST.replace("Ana", "\u202bمريم\u202c").encode()
    assert rows(spanish)[0][1][0] == "Begoña"
    assert "مريم" in rows(arabic)[0][1][0]


def test_rows_are_numbered_as_a_spreadsheet_shows_them() -> None:
    content = f'{HEAD}\n"Ana\nLuz",Reyes,1,en,written\n\n , ,\nNoah,N,2,en,written\n'
    assert [number for number, _ in rows(content.encode())] == [2, 5]
    assert [number for number, _ in rows(b"\n" + content.encode())] == [3, 6]


REFUSED: list[tuple[str, bytes, str]] = [
    ("nothing", b"", "The file is empty."),
    ("blank lines", b"\r\n , , \n", "The file is empty."),
    ("a workbook", b"PK\x03\x04" + b"\0" * 50, "This is an Excel or LibreOffice workbook, not a CSV file."),
    ("an old workbook", b"\xd0\xcf\x11\xe0\xa1", "This is an old Excel workbook"),
    ("a picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "signs that are no text"),
    ("NUL", LIST.encode().replace(b"Ana", b"A\0a"), "signs that are no text"),
    ("half a UTF-16", b"\xff\xfe" + LIST.encode("utf-16-le")[:-1], "signs that are no text"),
    ("50 MB", b"a," * (25 * 2**20), "larger than 30 MB"),
    ("no header", b"Ana,Reyes\n", "The first row holds none of our columns."),
    ("a million columns", b"phone," * 1_000_000, "1,000,001 columns; at most 100"),
    ("a quote that never ends", f'{HEAD}\n"Ana,Reyes\n'.encode(), "Row 2 cannot be read: a quotation mark"),
    (
        "a quote that never ends in a long file",
        f'{HEAD}\n"Ana,{"x" * 200_000}'.encode(),
        "Row 2 has a cell without end",
    ),
    ("a quote inside", f'{HEAD}\n"An"a,Reyes\n'.encode(), "Row 2 cannot be read: a quotation mark"),
    ("too many rows", f"{HEAD}\n".encode() + b"a\n" * 100_001, "more than 100,000 rows"),
]


@pytest.mark.parametrize(("content", "said"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_what_is_no_list_is_refused_in_plain_words(content: bytes, said: str) -> None:
    with pytest.raises(Refused) as refused:
        rows(content)
    assert said in refused.value.faults[0].message


def test_every_wrong_column_is_named_at_once() -> None:
    with pytest.raises(Refused) as refused:
        read_sheet(b"given_name,Given Name,Surname,,phon,language,=1+1\n")
    assert [fault.message for fault in refused.value.faults] == [
        'The column "Surname" is not known. Delete it, or take a name from the template.',
        "Column 4 has no name. Name it, or delete the column.",
        'The column "phon" is not known. Did you mean phone?',
        'The column "=1+1" is not known. Delete it, or take a name from the template.',
        "The column given_name comes 2 times. Keep one of them.",
        "The column family_name is missing. Add it: Family name.",
        "The column phone is missing. Add it: Mobile number with + and country code.",
        "The column consent_method is missing. Add it: How consent was given: written, verbal, web or keyword. "
        "May be empty for those who opted out.",
    ]


PLANS: list[tuple[str, dict[str, str], dict[str, Any]]] = [
    (
        "every day",
        {"kind": "Daily", "times": "8:00; 20:00", "quantity_mg": "50"},
        {"kind": "daily", "times": ["08:00", "20:00"], "pattern": {"type": "every_day", "quantity_mg": 50}},
    ),
    (
        "by weekday",
        {"kind": "daily", "times": "08:00:00", "weekly_mg": "Mon=50 miércoles=50 sat=100"},
        {"pattern": {"type": "weekly", "quantity_mg": {"mon": 50, "wed": 50, "sat": 100}}, "times": ["08:00"]},
    ),
    (
        "every second day",
        {"kind": "daily", "times": "08:00", "every_days": "2", "quantity_mg": "100"},
        {"pattern": {"type": "interval", "every_days": 2, "quantity_mg": 100}},
    ),
    (
        "in steps",
        {"kind": "daily", "times": "21:00", "steps": "1,5 x 14, 3x14 4.5"},
        {
            "pattern": {
                "type": "steps",
                "steps": [{"quantity_mg": 1.5, "days": 14}, {"quantity_mg": 3, "days": 14}, {"quantity_mg": 4.5}],
            }
        },
    ),
    (
        "injection",
        {
            "kind": "injection",
            "quantity_mg": "380",
            "every_days": "28",
            "visit_time": "9:30",
            "given_on": "2026/1/5 2026-02-02",
        },
        {"cadence": {"every_days": 28}, "visit_time": "09:30", "given_on": ["2026-01-05", "2026-02-02"]},
    ),
    (
        "targeted",
        {
            **{"kind": "targeted", "quantity_mg": "50", "risk_weekdays": "fri sábado", "anticipated_at": "19:00"},
            **{"lead_minutes": "90", "risk_days": "2026-12-31@21:00"},
        },
        {"risk_weekdays": ["fri", "sat"], "risk_days": [{"on": "2026-12-31", "anticipated_at": "21:00"}]},
    ),
    (
        "agreed hours",
        {
            "kind": "daily",
            "times": "05:00",
            "quantity_mg": "50",
            "agreed_hours_by": "patient",
            "agreed_hours_on": "2026-01-05",
        },
        {"agreed_hours": {"by": "patient", "on": "2026-01-05"}},
    ),
]
TERMS = {"medication": "naltrexone", "starts_on": "2026-01-05"}


def read(cells: dict[str, str]) -> Any:
    return read_row(tuple(cells), tuple(cells.values()))


@pytest.mark.parametrize(("cells", "plan"), [case[1:] for case in PLANS], ids=[case[0] for case in PLANS])
def test_each_kind_of_plan_fits_into_flat_columns(cells: dict[str, str], plan: dict[str, Any]) -> None:
    row = read(TERMS | cells)
    assert row.faults == ()
    assert row.plan is not None
    assert {name: row.plan[name] for name in plan} == plan
    parse_regimen(row.plan)
    assert read({"regimen": json.dumps(row.plan)}).plan == row.plan


WRONG_CELLS: list[tuple[str, dict[str, str], list[str]]] = [
    ("a strange kind", {"kind": "weekly"}, ["kind: 'weekly' is not valid; write daily, injection or targeted"]),
    ("a plan without its kind", {"times": "08:00"}, ["kind: is missing; write daily, injection or targeted"]),
    (
        "two ways at once",
        {"kind": "daily", "steps": "25", "weekly_mg": "mon=50"},
        ["steps: cannot stand beside weekly_mg; keep one of the two"],
    ),
    (
        "a column of another kind",
        {"kind": "daily", "visit_time": "10:00"},
        ["visit_time: does not belong to a plan of kind daily; empty this cell"],
    ),
    (
        "broken steps",
        {"kind": "daily", "steps": "25 for a week"},
        ["steps: 'for' is not valid; write mg x days, such as 25x3 50x4 75"],
    ),
    (
        "broken JSON",
        {"regimen": "{"},
        ["regimen: is no JSON object; write it in braces, or fill the columns from kind on"],
    ),
    (
        "JSON without end",
        {"regimen": "[" * 4000},
        ["regimen: is no JSON object; write it in braces, or fill the columns from kind on"],
    ),
    (
        "both forms",
        {"regimen": "{}", "kind": "daily"},
        ["regimen: and the columns kind both hold a plan; empty one of the two"],
    ),
    ("neither yes nor no", {"opted_out": "maybe"}, ["opted_out: 'maybe' is not valid; write yes or no"]),
    (
        "a day of an opt-out that is none",
        {"opted_out": "no", "opted_out_at": "2026-01-01"},
        ["opted_out_at: holds a day, but opted_out does not say yes; correct one of the two"],
    ),
    (
        "a huge cell",
        {"given_name": "x" * 5001},
        ["row: The cell given_name has 5,001 characters; write 5,000 at most."],
    ),
]


@pytest.mark.parametrize(("cells", "faults"), [case[1:] for case in WRONG_CELLS], ids=[case[0] for case in WRONG_CELLS])
def test_a_wrong_cell_is_named_with_what_to_do(cells: dict[str, str], faults: list[str]) -> None:
    assert [str(fault) for fault in read(cells).faults] == faults


def test_what_cannot_be_read_as_no_counts_as_opted_out() -> None:
    assert [read({"opted_out": text}).opted_out for text in ("yes", "SÍ", "x", "maybe", "no", "")] == [
        *(True, True, True, True, False, False)
    ]


HOSTILE = (
    "=cmd|' /C calc'!A0",
    "+12025550143",
    "-1",
    "@SUM(A1)",
    "'=1",
    "\t=1",
    "two\nlines",
    'a "quote"',
    "a;b,c",
    "مريم",
)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_refused_rows_come_back_as_they_were(delimiter: str) -> None:
    columns = [column.name for column in COLUMNS[: len(HOSTILE)]]
    written = "".join(
        refused_sheet([*columns, "what_to_do"], [([*HOSTILE, "old"], [Fault("phone", "is wrong")])], delimiter)
    )
    (cells,) = list(csv.reader(io.StringIO(written, newline=""), delimiter=delimiter))[1:]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))]
    assert cells[-1] == "1) phone is wrong."
    sheet = Sheet(written, delimiter, tuple(columns), (*columns, ""), 1)
    (record,) = sheet.records()
    assert list(read_row(sheet.columns, record.cells).cells.values()) == [cell.strip() for cell in HOSTILE]


def test_a_spreadsheet_runs_nothing_that_we_write() -> None:
    assert as_text("+12025550143") == "'+12025550143"
    assert as_text(" =1") == "' =1"
    assert as_text("Ana") == "Ana"


def test_the_template_is_a_list_without_rows_and_every_column_is_explained() -> None:
    assert rows(template_sheet().encode()) == []
    assert len(columns_sheet().splitlines()) == 1 + len(COLUMNS)


def test_one_person_in_several_rows_is_seen_by_record_number_or_by_number_and_name() -> None:
    people = [
        {"external_id": "1", "given_name": "Ana", "family_name": "Reyes", "phone": "+1 202-555-0143"},
        {"given_name": "REYES", "family_name": "aña", "phone": "+12025550143"},
        {"given_name": "Luz", "family_name": "Reyes", "phone": "+12025550143"},
        {"external_id": "1", "given_name": "Sol"},
        {"given_name": "Sol"},
    ]
    keyed = [(number, person_keys(read(person))) for number, person in enumerate(people, start=2)]
    assert twins_of(keyed) == {2: 3, 3: 2, 5: 2}
    assert name_key("Ana", "Reyes") != name_key("Ana", "Reyes Luna")
