"""Calls of the API about patients, their regimens, doses and flags."""

from __future__ import annotations

from typing import Any

import pytest

from tests.names import UNKNOWN_ID
from tests.web.api_service import DAILY, GATE, PATIENT, Service, any_service, service

__all__ = ["any_service", "service"]


def test_an_enrolled_patient_is_told_back_and_found_by_name_number_and_external_id(any_service: Service) -> None:
    patient_id = any_service.enrol(external_id="MRN-7", discretion=1)
    told = any_service.get(f"/patients/{patient_id}").json
    assert told["given_name"] == "Ana"
    assert told["phone"] == "+12025550143"
    assert told["consent_state"] == "granted"
    assert told["needs_attention"] is False
    any_service.enrol(given_name="Zoe", family_name="Noise", phone="+12025550199")
    for search in ("ruiz", "an", "+1 202 555 0143", "MRN-7"):
        found = any_service.get("/patients", query_string={"search": search}).json
        assert [item["id"] for item in found["items"]] == [patient_id], search
    assert len(any_service.get("/patients?search=&needs_attention=").json["items"]) == 2
    assert any_service.get("/patients?search=&needs_attention=true").json == {"items": [], "next": None}


def test_every_fault_of_an_enrolment_is_named_together(any_service: Service) -> None:
    answer = any_service.post(
        "/patients", PATIENT | {"phone": "12", "time_zone": "Mars/Base", "language": "xx", "dob": 1}
    )
    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"
    assert {error["field"] for error in answer.json["errors"]} == {"phone", "time_zone", "language", "dob"}
    assert set(answer.json) == {"title", "status", "detail", "errors"}
    assert any_service.get("/patients").json["items"] == []


def test_a_list_goes_on_at_its_next_address(any_service: Service) -> None:
    wanted = [any_service.enrol(phone=f"+1202555{number:04}", external_id=str(number)) for number in range(100, 105)]
    seen, address = [], "/patients?limit=2&search=ana"
    while address:
        page = any_service.get(address).json
        assert len(page["items"]) <= 2
        seen += [item["id"] for item in page["items"]]
        address = (page["next"] or "").removeprefix("/api/v1")
    assert seen == sorted(wanted)


@pytest.mark.parametrize(
    "query",
    ["limit=0", "limit=x", "limit=1001", "cursor=zzz", "needs_attention=perhaps", "serach=ana", "limit=1&limit=2"],
)
def test_a_query_that_cannot_be_meant_is_refused_and_never_ignored(service: Service, query: str) -> None:
    answer = service.get(f"/patients?{query}")
    assert answer.status_code == 422
    assert answer.json["errors"]


def test_a_regimen_waits_for_the_start_gate_and_then_has_doses(any_service: Service) -> None:
    patient_id = any_service.enrol()
    regimen = any_service.post(f"/patients/{patient_id}/regimens", DAILY)
    assert regimen.status_code == 201
    assert regimen.json["state"] == "waiting"
    assert regimen.json["warnings"]
    assert any_service.get(f"/patients/{patient_id}/doses").json == {"doses": []}
    gate = any_service.post(f"/patients/{patient_id}/start-gate", GATE)
    assert gate.status_code == 201
    assert gate.json["passed"] is True
    assert gate.json["signed_by"] == "Dr Hale"
    listed = any_service.get(f"/patients/{patient_id}/regimens").json["items"]
    assert [item["state"] for item in listed] == ["active"]
    doses = any_service.get(f"/patients/{patient_id}/doses?from=2026-03-05&to=2026-03-05").json["doses"]
    assert len(doses) == 1
    assert doses[0]["due_at"] == "2026-03-05T13:00:00Z"
    assert doses[0]["quantity_mg"] == 50
    assert isinstance(doses[0]["quantity_mg"], int)
    assert doses[0]["state"] == "upcoming"
    any_service.pass_time(hours=20)
    doses = any_service.get(f"/patients/{patient_id}/doses?from=2026-03-05&to=2026-03-05").json["doses"]
    assert doses[0]["state"] == "open"


def test_staff_record_correct_and_read_what_became_of_a_dose(any_service: Service) -> None:
    dose_id = _dose(any_service)
    first = any_service.post(
        f"/doses/{dose_id}/administrations", {"state": "taken", "taken_at": "2026-03-05T13:05:00Z"}
    )
    assert first.status_code == 201, first.text
    assert first.json["source"] == "staff"
    correction = {"state": "skipped", "reason": "forgot", "supersedes": first.json["id"]}
    second = any_service.post(f"/doses/{dose_id}/administrations", correction)
    assert second.status_code == 201, second.text
    assert second.json["supersedes"] == first.json["id"]
    assert second.json["dose_state"] == "skipped"
    ledger = any_service.get(f"/doses/{dose_id}/administrations").json["items"]
    assert [item["state"] for item in ledger] == ["taken", "skipped"]


def test_a_regimen_is_changed_by_a_version_and_stopped_with_a_reason(any_service: Service) -> None:
    patient_id = any_service.enrol()
    regimen_id = any_service.post(f"/patients/{patient_id}/regimens", DAILY).json["id"]
    changed = any_service.post(f"/regimens/{regimen_id}/versions", DAILY | {"times": ["09:30"], "from": "2026-03-06"})
    assert changed.status_code == 201, changed.text
    assert [(v["from"], v["until"], v["plan"]["times"]) for v in changed.json["versions"]] == [
        ("2026-03-04", "2026-03-05", ["08:00"]),
        ("2026-03-06", None, ["09:30"]),
    ]
    stopped = any_service.post(f"/regimens/{regimen_id}/stop", {"on": "2026-03-04", "reason": "moved away"})
    assert stopped.status_code == 200, stopped.text
    assert (stopped.json["state"], stopped.json["stop_reason"]) == ("stopped", "moved away")
    assert any_service.post(f"/regimens/{regimen_id}/stop", {"on": "2026-03-04", "reason": "again"}).status_code == 409


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"ends_on": "2026-01-01"}, "ends_on"),
        ({"times": ["25:00"]}, "times[0]"),
        ({"starts_on": "2026-02-30"}, "starts_on"),
        ({"pattern": {"type": "every_day", "quantity_mg": -50}}, "pattern.quantity_mg"),
        ({"pattern": {"type": "interval", "every_days": 0, "quantity_mg": 50}}, "pattern.every_days"),
        ({"colour": "blue"}, "colour"),
    ],
)
def test_an_impossible_regimen_is_refused_at_its_field(service: Service, change: dict[str, Any], field: str) -> None:
    answer = service.post(f"/patients/{service.enrol()}/regimens", DAILY | change)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json["errors"]] == [field]


def test_what_the_daily_maximum_forbids_is_a_conflict(any_service: Service) -> None:
    large = DAILY | {"pattern": {"type": "every_day", "quantity_mg": 200}}
    answer = any_service.post(f"/patients/{any_service.enrol()}/regimens", large)
    assert answer.status_code == 409
    assert answer.json["errors"]


def test_status_consent_and_number_can_be_changed(any_service: Service) -> None:
    patient_id = any_service.enrol()
    paused = any_service.post(f"/patients/{patient_id}/status", {"status": "paused", "reason": "travel", "until": None})
    assert paused.json["status"] == "paused", paused.text
    gone = {"event": "opt_out", "method": "verbal", "given_at": "2026-03-04T16:00:00Z", "wording_version": "2026-01"}
    assert any_service.post(f"/patients/{patient_id}/consents", gone).json["consent_state"] == "revoked"
    changed = any_service.call("PATCH", f"/patients/{patient_id}", {"language": "es", "discretion": 2})
    assert (changed.json["language"], changed.json["discretion"]) == ("es", 2)
    assert any_service.call("PATCH", f"/patients/{patient_id}", {"given_name": "Eve"}).status_code == 422


def test_an_injection_and_a_risk_day_are_recorded(any_service: Service) -> None:
    patient_id = any_service.enrol()
    any_service.post(f"/patients/{patient_id}/start-gate", GATE)
    injection = {
        "kind": "injection",
        "medication": "naltrexone ER 380 mg",
        "quantity_mg": 380,
        "starts_on": "2026-03-04",
        "cadence": {"every_days": 28},
        "visit_time": "10:00",
    }
    assert any_service.post(f"/patients/{patient_id}/regimens", injection).status_code == 201
    given = {
        "given_at": "2026-03-04T16:00:00Z",
        "quantity_mg": 380,
        "side": "left",
        "lot": "L1",
        "expires_on": "2027-01-01",
    }
    record = any_service.post(f"/patients/{patient_id}/injections", given)
    assert record.status_code == 201, record.text
    assert (record.json["given"], record.json["side"], record.json["given_on"]) == (True, "left", "2026-03-04")
    targeted = {
        "kind": "targeted",
        "medication": "naltrexone 50 mg tablet",
        "quantity_mg": 50,
        "starts_on": "2026-03-04",
        "risk_weekdays": ["fri"],
        "anticipated_at": "19:00",
        "lead_minutes": 90,
    }
    other = any_service.enrol(phone="+12025550144", external_id="2")
    any_service.post(f"/patients/{other}/start-gate", GATE)
    assert any_service.post(f"/patients/{other}/regimens", targeted).status_code == 201
    day = any_service.post(f"/patients/{other}/risk-days", {"on": "2026-03-05", "anticipated_at": "21:00"})
    assert day.status_code == 201, day.text
    assert (day.json["on"], day.json["anticipated_at"]) == ("2026-03-05", "21:00")


def test_a_staff_message_is_in_the_conversation_with_the_rule_that_made_it(any_service: Service) -> None:
    patient_id = any_service.enrol()
    sent = any_service.post(f"/patients/{patient_id}/messages", {"body": "Please call us."})
    assert sent.status_code == 201, sent.text
    listed = any_service.get(f"/patients/{patient_id}/communications").json["items"]
    assert {item["purpose"] for item in listed} == {"welcome", "staff_message"}
    assert all(item["why"] and item["direction"] == "outbound" for item in listed)
    assert any_service.post(f"/patients/{patient_id}/messages", {"body": "  "}).status_code == 422
    assert any_service.post(f"/patients/{patient_id}/messages", {}).status_code == 422


def test_measures_come_with_definitions_and_counts_and_unknown_is_never_zero(any_service: Service) -> None:
    dose_id = _dose(any_service)
    any_service.post(f"/doses/{dose_id}/administrations", {"state": "taken", "taken_at": "2026-03-05T13:05:00Z"})
    patient_id = any_service.get("/patients").json["items"][0]["id"]
    told = any_service.get(f"/patients/{patient_id}/measures?from=2026-03-01&to=2026-03-05").json
    by_name = {item["name"]: item for item in told["items"]}
    assert (told["from"], told["to"]) == ("2026-03-01", "2026-03-05")
    assert by_name["taken_observed"]["value"] == 1
    assert by_name["taken_observed"]["counts"]["taken"] + by_name["taken_observed"]["counts"]["taken_late"] == 1
    assert by_name["CMA7"]["value"] is None
    assert by_name["continuity_days"]["value"] == 1
    assert all(item["definition"] for item in told["items"])
    assert any_service.get(f"/patients/{patient_id}/measures?from=2026-03-05&to=2026-03-01").status_code == 422


def test_an_injection_plan_has_days_covered_and_a_targeted_plan_four_numbers(service: Service) -> None:
    patient_id = service.enrol()
    service.post(f"/patients/{patient_id}/start-gate", GATE)
    injection = {
        "kind": "injection",
        "medication": "naltrexone ER 380 mg",
        "quantity_mg": 380,
        "starts_on": "2026-01-02",
        "given_on": ["2026-01-02", "2026-02-10"],
        "cadence": {"every_days": 28},
        "visit_time": "10:00",
    }
    assert service.post(f"/patients/{patient_id}/regimens", injection).status_code == 201
    told = service.get(f"/patients/{patient_id}/measures?from=2026-01-02&to=2026-03-02").json["items"]
    values = {item["name"]: item["value"] for item in told}
    # 28 days from 2 January and 21 from 10 February up to 2 March, of 60; between them 11 days without cover.
    assert values["CMA7"] == round(49 / 60, 4)
    assert values["continuity_days"] == 21
    assert values["continuity_longest"] == 28
    other = service.enrol(phone="+12025550144", external_id="2")
    service.post(f"/patients/{other}/start-gate", GATE)
    targeted = {
        "kind": "targeted",
        "medication": "naltrexone 50 mg tablet",
        "quantity_mg": 50,
        "starts_on": "2026-03-04",
        "risk_weekdays": ["wed", "thu"],
        "anticipated_at": "19:00",
        "lead_minutes": 90,
    }
    regimen_id = service.post(f"/patients/{other}/regimens", targeted).json["id"]
    doses = service.get(f"/patients/{other}/doses").json["doses"]
    service.pass_time(days=3)
    service.post(f"/doses/{doses[0]['id']}/administrations", {"state": "taken", "taken_at": "2026-03-04T22:40:00Z"})
    told = service.get(f"/patients/{other}/measures?from=2026-03-01&to=2026-03-07").json["items"]
    four = {item["name"]: item["value"] for item in told if item["regimen_id"] == regimen_id}
    assert four == {
        "doses_per_week": 1.75,
        "risk_day_coverage": 1,
        "drinking_day_coverage": None,
        "answered": None,
    }


def test_another_clinics_rows_do_not_exist(any_service: Service) -> None:
    dose_id = _dose(any_service)
    patient_id = any_service.get("/patients").json["items"][0]["id"]
    regimen_id = any_service.get(f"/patients/{patient_id}/regimens").json["items"][0]["id"]
    for method, path, body in (
        ("GET", f"/patients/{patient_id}", None),
        ("GET", f"/patients/{patient_id}/doses", None),
        ("GET", f"/patients/{patient_id}/communications", None),
        ("GET", f"/patients/{patient_id}/measures", None),
        ("GET", f"/patients/{patient_id}/regimens", None),
        ("GET", f"/doses/{dose_id}/administrations", None),
        ("PATCH", f"/patients/{patient_id}", {"discretion": 2}),
        ("POST", f"/patients/{patient_id}/messages", {"body": "x"}),
        ("POST", f"/regimens/{regimen_id}/stop", {"on": "2026-03-05", "reason": "x"}),
        ("POST", f"/doses/{dose_id}/administrations", {"state": "taken"}),
        ("POST", f"/flags/{UNKNOWN_ID}/resolve", {"outcome": "done"}),
    ):
        answer = any_service.call(method, path, body, token=any_service.foreign_token)
        assert answer.status_code == 404, (method, path)
        assert answer.mimetype == "application/problem+json"
    assert any_service.get("/patients", token=any_service.foreign_token).json["items"] == []


def _dose(any_service: Service) -> int:
    """The dose of 5 March of a patient on a running daily regimen, 10 minutes after it was due."""
    patient_id = any_service.enrol()
    any_service.post(f"/patients/{patient_id}/start-gate", GATE)
    any_service.post(f"/patients/{patient_id}/regimens", DAILY)
    any_service.pass_time(hours=20, minutes=10)
    doses = any_service.get(f"/patients/{patient_id}/doses?from=2026-03-05&to=2026-03-05").json["doses"]
    return int(doses[0]["id"])
