"""A file of supply is read strictly, and each bad row is named by its number."""

from __future__ import annotations

import json

import pytest

from adherence.domain.measure.supply import Windows
from adherence.measures_command import measures_of_file, measures_of_lines, table_lines, window_faults

HEADER = "patient_id,date,days_supply"
WINDOWS = Windows(0, 100, 730)


def outcome(*rows, header=HEADER):
    return measures_of_lines([line + "\n" for line in (header, *rows)], WINDOWS)


def test_each_patient_has_nine_measures_in_the_order_of_the_file():
    got = outcome("7,2026-01-01,30", "4,2026-01-01,10", "7,2026-02-10,30")
    assert got.faults == ()
    assert [row["patient_id"] for row in got.rows] == ["7", "4"]
    assert list(got.rows[0]) == ["patient_id"] + [f"CMA{number}" for number in range(1, 10)]
    assert got.rows[0]["CMA1"] == 0.75
    assert json.loads(json.dumps(got.rows[1]))["CMA1"] is None


def test_every_bad_row_is_named_with_its_number():
    got = outcome(
        "1,2026-02-30,30",
        "1,01/02/2026,30",
        "1,2026-01-01,-5",
        "1,2026-01-01,ten",
        "1,2026-01-01,nan",
        "1,2026-01-01,0",
        "1,2026-01-01,1e9",
        ",2026-01-01,30",
        "1,2026-01-01",
        "1,2026-01-01,30",
        "1,20260101,1_0",
    )
    assert got.rows == ()
    assert got.faults == (
        "Row 2: date '2026-02-30' is not in the calendar.",
        "Row 3: date '01/02/2026' is not a date written as YYYY-MM-DD.",
        "Row 4: days_supply '-5' must be greater than 0.",
        "Row 5: days_supply 'ten' is not a number.",
        "Row 6: days_supply 'nan' is not a number.",
        "Row 7: days_supply '0' must be greater than 0.",
        "Row 8: days_supply '1e9' is more than 36500 days.",
        "Row 9: patient_id is empty.",
        "Row 10: it has 2 fields, the header has 3.",
        "Row 12: date '20260101' is not a date written as YYYY-MM-DD.",
        "Row 12: days_supply '1_0' is not a number.",
    )


def test_a_missing_column_is_named():
    assert outcome("1,2026-01-01", header="patient_id,date").faults == ("Row 1: the column days_supply is missing.",)
    assert len(measures_of_lines([], WINDOWS).faults) == 3


def test_further_columns_blank_lines_and_spaces_do_no_harm():
    plain = outcome("1,2026-01-01,30")
    assert outcome(" 30 ,x, 1 ,2026-01-01 ", "", header="days_supply,note,patient_id, date").rows == plain.rows


def test_a_file_from_a_spreadsheet_with_a_byte_order_mark_is_read(tmp_path):
    path = tmp_path / "supply.csv"
    path.write_bytes(b"\xef\xbb\xbf" + HEADER.encode() + b"\r\n1,2026-01-01,30\r\n")
    assert measures_of_file(path, WINDOWS) == outcome("1,2026-01-01,30")


def test_what_is_no_text_or_no_file_is_said_in_one_line(tmp_path):
    path = tmp_path / "supply.csv"
    path.write_bytes(b"\xff\xfe\x00")
    assert measures_of_file(path, WINDOWS).faults == ("The file is not UTF-8 text.",)
    assert len(measures_of_file(tmp_path / "none.csv", WINDOWS).faults) == 1
    assert measures_of_lines([HEADER + "\n", '1,"2026-01-01'], WINDOWS).faults[0].startswith("The file is not CSV")


@pytest.mark.parametrize(
    ("windows", "named"),
    [
        (Windows(-1, 10), "--observation-start-offset"),
        (Windows(0, 0), "--observation-days"),
        (Windows(0, 10, 0), "--follow-up-days"),
        (Windows(500, 365, 730), "--follow-up-days"),
    ],
)
def test_impossible_windows_are_named(windows, named):
    assert [fault.split(":")[0] for fault in window_faults(windows)] == [named]


def test_windows_that_end_with_the_follow_up_are_possible():
    assert window_faults(Windows(365, 365, 730)) == []


def test_the_table_for_people_shows_a_dash_where_a_measure_is_undefined():
    lines = table_lines(outcome("abc,2026-01-01,30").rows)
    assert lines[0].split()[:2] == ["patient_id", "CMA1"]
    assert lines[1].split()[:3] == ["abc", "-", "0.300"]
    assert table_lines([]) == ["No patients."]
