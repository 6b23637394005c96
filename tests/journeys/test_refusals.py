"""What cannot be is refused with a sentence that says what to do, over the API and on the pages; nothing is stored."""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys.day import Day
from tests.unit.regimens import daily, injection, targeted

GATE = {"agent": "none", "urine_test": "negative", "contraindications": [], "signed_by": "Dr Hale"}
START = "2026-03-02"


@pytest.fixture
def patients(day: Day) -> Day:
    """One patient on each kind of plan, on 2 March 2026."""
    day.until("2026-03-02 07:00")
    plans: dict[str, dict[str, Any]] = {
        "Dee": daily(times=["08:00"], starts_on=START),
        "Ivo": injection(starts_on=START, given_on=["2026-02-10"], cadence={"every_days": 28}, visit_time="10:00"),
        "Tess": targeted(
            starts_on=START,
            risk_weekdays=["fri"],
            risk_days=[],
            anticipated_at="19:00",
            lead_minutes=90,
            ask_at="15:00",
        ),
    }
    for name, plan in plans.items():
        day.enrol(name)
        day.does(name, "start-gate", GATE)
        day.does(name, "regimens", plan)
    return day


REFUSALS: list[tuple[str, str, dict[str, Any], int, str]] = [
    ("Ivo", "injections", {"given_at": "2026-02-09T15:00:00Z", "quantity_mg": 380, "side": "left"}, 409, "correct"),
    ("Ivo", "injections", {"given_at": "2026-04-09T15:00:00Z", "quantity_mg": 380, "side": "left"}, 422, "future"),
    ("Ivo", "injections", {"quantity_mg": 380, "side": "middle"}, 422, "left, right"),
    ("Ivo", "injections", {"quantity_mg": -380, "side": "left"}, 422, "above 0"),
    ("Ivo", "injections", {"quantity_mg": 380, "side": "left", "expires_on": "2026-01-01"}, 422, "check the vial"),
    ("Ivo", "injections", {"not_given": True}, 422, "transport"),
    ("Dee", "injections", {"quantity_mg": 380, "side": "left"}, 409, "start one first"),
    ("Dee", "holds", {"kind": "travel", "from": "2026-03-10", "to": "2026-03-09", "reason": "away"}, 422, "later"),
    ("Dee", "holds", {"kind": "travel", "from": "2026-02-20", "to": "2026-03-09", "reason": "away"}, 422, "today"),
    ("Dee", "holds", {"kind": "fishing", "from": "2026-03-10", "to": "2026-03-12"}, 422, "travel, hospital, procedure"),
    ("Dee", "holds", {"kind": "travel", "from": "2026-03-10", "to": "2027-06-12"}, 422, "pause or discharge"),
    ("Ivo", "holds", {"kind": "procedure", "from": "2026-03-05", "to": "2026-03-06"}, 409, "2026-03-12"),
    ("Tess", "risk-days", {"on": "2026-03-01"}, 422, "today or a later day"),
    ("Tess", "risk-days", {"on": "2029-03-01"}, 422, "declare a nearer day"),
    ("Dee", "risk-days", {"on": "2026-03-06"}, 409, "start one first"),
    ("Dee", "dispenses", {"dispensed_on": START, "tablets": -5, "tablet_mg": 50}, 422, "write"),
    ("Dee", "dispenses", {"dispensed_on": START, "tablets": 0, "tablet_mg": 50}, 422, "write"),
    ("Dee", "dispenses", {"dispensed_on": "2026-03-09", "tablets": 20, "tablet_mg": 50}, 422, "to 2026-03-02"),
    ("Dee", "dispenses", {"dispensed_on": START, "tablets": "many", "tablet_mg": 50}, 422, "write"),
    ("Dee", "labs", {"taken_on": START, "test": "XYZ", "value": 30, "unit": "U/L"}, 422, "ALT"),
    ("Dee", "labs", {"taken_on": START, "test": "ALT", "value": -1, "unit": "U/L"}, 422, "write"),
    ("Dee", "labs", {"taken_on": "2027-01-01", "test": "ALT", "value": 30, "unit": "U/L"}, 422, "to 2026-03-02"),
    ("Dee", "medicines", {"name": ""}, 422, "write"),
    ("Dee", "start-gate", GATE | {"agent": "short_acting"}, 422, "YYYY-MM-DD"),
    ("Dee", "start-gate", GATE | {"opioid_free_since": "2027-01-01", "agent": "short_acting"}, 422, "future"),
    ("Dee", "regimens", daily(times=["08:00"], pattern={"type": "every_day", "quantity_mg": 150}), 409, "override"),
    ("Dee", "regimens", daily(times=["06:30"], pattern={"type": "every_day", "quantity_mg": 50}), 409, "agreed_hours"),
    ("Dee", "regimens", daily(pattern={"type": "every_day", "quantity_mg": 4.5}), 409, "stop one of them first"),
    ("Tess", "drinking-reports", {"on": "2026-03-20", "drank": True}, 422, "future"),
    ("Ivo", "injection-steps", {"step": "visit_booked", "done": True}, 422, "write"),
]


def test_impossible_entries_are_refused_with_what_to_do(patients: Day) -> None:
    before = {name: patients.dashboard(name) for name in ("Dee", "Ivo", "Tess")}
    wrong = []
    for name, what, body, status, hint in REFUSALS:
        found, told = patients.staff("POST", f"/patients/{{{name}}}/{what}", body)
        if found != status or hint not in str(told):
            wrong.append((what, body, told))
    assert wrong == []
    assert {name: patients.dashboard(name) for name in before} == before, "nothing of it was stored"


def test_the_pages_refuse_the_same_and_keep_what_was_typed(patients: Day) -> None:
    status, page = patients.fills_in("/patients/{Dee}/dispenses/new", dispensed_on=START, tablets="-5", tablet_mg="50")
    assert (status, "-5" in page) == (422, True)
    wrong = {"kind": "travel", "from": "2026-03-10", "to": "2026-03-09", "reason": "away"}
    status, page = patients.fills_in("/patients/{Dee}/holds/new", **wrong)
    assert (status, "2026-03-10" in page) == (422, True)
    status, page = patients.fills_in("/patients/{Tess}/risk-days", on="2026-03-01")
    assert (status, "lies in the past" in page) == (422, True)
    early = {"happened": "given", "given_at": "2026-02-09T10:00", "quantity_mg": "380", "side": "left"}
    status, page = patients.fills_in("/patients/{Ivo}/injections/new", **early)
    assert (status, "correct" in page) == (422, True)
