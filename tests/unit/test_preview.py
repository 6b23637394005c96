"""The preview: exact rows, warnings that do not block, and one line per fault."""

from __future__ import annotations

import json

import pytest

from adherence.preview import preview
from tests.unit.regimens import daily, injection, targeted

WEEK = ("2026-03-07", "2026-03-09")


def test_rows_have_the_local_date_the_instant_and_a_plain_number() -> None:
    result = preview(json.dumps(daily(times=["02:30"])), "America/New_York", *WEEK)
    assert result.doses == (
        {"on": "2026-03-07", "at": "2026-03-07T07:30:00Z", "quantity_mg": 50},
        {"on": "2026-03-08", "at": "2026-03-08T07:00:00Z", "quantity_mg": 50},
        {"on": "2026-03-09", "at": "2026-03-09T06:30:00Z", "quantity_mg": 50},
    )
    assert result.faults == ()
    assert json.dumps(result.doses[0]["quantity_mg"]) == "50"


def test_half_milligrams_stay_as_they_are() -> None:
    regimen = daily(pattern={"type": "every_day", "quantity_mg": 1.5})
    assert {row["quantity_mg"] for row in preview(json.dumps(regimen), "UTC", *WEEK).doses} == {1.5}


def test_injections_and_targeted_doses_are_listed_too() -> None:
    given = injection(given_on=["2026-02-10"])
    assert preview(json.dumps(given), "Europe/London", "2026-01-01", "2026-03-31").doses == (
        {"on": "2026-03-10", "at": "2026-03-10T10:00:00Z", "quantity_mg": 380},
    )
    assert preview(json.dumps(targeted()), "Europe/London", "2026-03-06", "2026-03-06").doses == (
        {"on": "2026-03-06", "at": "2026-03-06T17:30:00Z", "quantity_mg": 50},
    )


def test_what_a_clinic_would_be_refused_only_warns() -> None:
    regimen = daily(times=["06:30"], pattern={"type": "every_day", "quantity_mg": 200})
    result = preview(json.dumps(regimen), "UTC", *WEEK)
    assert len(result.doses) == 3
    assert len(result.warnings) == 4
    assert result.faults == ()


def test_a_date_that_the_zone_skips_is_explained() -> None:
    result = preview(json.dumps(daily(starts_on="2011-12-01")), "Pacific/Apia", "2011-12-29", "2011-12-31")
    assert [row["on"] for row in result.doses] == ["2011-12-29", "2011-12-31"]
    assert result.warnings == ("2011-12-30 does not exist in Pacific/Apia: no dose.",)


def test_nothing_to_list_is_no_fault() -> None:
    result = preview(json.dumps(daily()), "UTC", "2025-01-01", "2025-12-31")
    assert (result.doses, result.faults) == ((), ())


FAULTY = [
    ("no JSON", "{", "UTC", *WEEK, ["regimen: is not JSON: "]),
    ("an empty file", "", "UTC", *WEEK, ["regimen: is not JSON: "]),
    ("endless nesting", "[" * 100_000, "UTC", *WEEK, ["regimen: is nested too deeply"]),
    ("an endless number", "1" * 5000, "UTC", *WEEK, ["regimen: has a number that is too long"]),
    ("a field written twice", '{"kind": "daily", "kind": "daily"}', "UTC", *WEEK, ["kind: is written twice"]),
    ("an unknown zone", json.dumps(daily()), "Mars/Base", *WEEK, ["zone: 'Mars/Base' is not"]),
    ("reversed dates", json.dumps(daily()), "UTC", *reversed(WEEK), ["to: 2026-03-07 is before from"]),
    ("dates that are none", json.dumps(daily()), "UTC", "2026-02-30", "soon", ["from: '2026-02-30'", "to: 'soon'"]),
    ("a lifetime", json.dumps(daily()), "UTC", "2026-01-01", "2066-01-01", ["to: is more than 20 years"]),
    (
        "everything together",
        json.dumps(daily(times=["25:00"])),
        "x",
        "x",
        "2026-01-01",
        ["times[0]: ", "zone: ", "from: "],
    ),
]


@pytest.mark.parametrize(
    ("text", "zone", "first", "last", "lines"), [row[1:] for row in FAULTY], ids=[row[0] for row in FAULTY]
)
def test_it_refuses(text: str, zone: str, first: str, last: str, lines: list[str]) -> None:
    result = preview(text, zone, first, last)
    assert result.doses == ()
    assert len(result.faults) == len(lines)
    assert all(fault.startswith(line) for fault, line in zip(result.faults, lines, strict=True))
