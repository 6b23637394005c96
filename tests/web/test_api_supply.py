"""Calls of the API about tablets and liver tests."""

from __future__ import annotations

from typing import Any

import pytest

from adherence.domain.states import Role
from tests.names import UNKNOWN_ID
from tests.web.api_service import DAILY, GATE, Service, any_service, service

__all__ = ["any_service", "service"]

# The service's clock stands at noon of 4 March 2026 in New York.
DISPENSE = {"dispensed_on": "2026-03-04", "tablets": 20, "tablet_mg": 50}
LAB = {"taken_on": "2026-03-04", "test": "ALT", "value": 30, "unit": "U/L", "upper_limit": 40}


def in_treatment(service: Service, **plan: Any) -> str:
    """A patient with a plan of tablets from 4 March on."""
    patient_id = service.enrol()
    service.post(f"/patients/{patient_id}/start-gate", GATE)
    assert service.post(f"/patients/{patient_id}/regimens", DAILY | plan).status_code == 201
    return patient_id


def measured(service: Service, patient_id: str, query: str = "from=2026-01-01&to=2026-03-04") -> list[dict[str, Any]]:
    items = service.get(f"/patients/{patient_id}/measures?{query}").json["items"]
    return [item for item in items if item["name"].startswith("CMA")]


def test_a_dispense_gives_what_is_left_and_the_run_out_date(any_service: Service) -> None:
    patient_id = in_treatment(any_service)
    base = f"/patients/{patient_id}"
    assert any_service.get(base + "/supply").json["left"] is None
    answer = any_service.post(base + "/dispenses", DISPENSE | {"days_supply": 20})
    assert answer.status_code == 201
    assert answer.json["warnings"] == []
    told = any_service.get(base + "/supply").json
    assert (told["on"], told["left"], told["run_out_on"], told["days_left"]) == ("2026-03-04", 20, "2026-03-24", 20)
    [strength] = told["by_strength"]
    assert (strength["tablet_mg"], strength["dispensed"], strength["planned"]) == (50, 20, True)
    assert "By the plan" in told["how_counted"]
    [item] = any_service.get(base + "/dispenses").json["items"]
    assert (item["id"], item["tablets"], item["days_supply"], item["source"]) == (answer.json["id"], 20, 20, "staff")


def test_a_withdrawn_dispense_counts_for_nothing_until_it_is_restored(any_service: Service) -> None:
    patient_id = in_treatment(any_service)
    dispense = any_service.post(f"/patients/{patient_id}/dispenses", DISPENSE).json["id"]
    assert any_service.post(f"/dispenses/{dispense}/restore", {"reason": "x"}).status_code == 409
    gone = any_service.post(f"/dispenses/{dispense}/withdraw", {"reason": "entered for the wrong patient"})
    assert (gone.status_code, gone.json["withdrawn"]) == (200, True)
    assert any_service.get(f"/patients/{patient_id}/supply").json["by_strength"] == []
    assert [row["withdrawn"] for row in any_service.get(f"/patients/{patient_id}/dispenses").json["items"]] == [True]
    assert any_service.post(f"/dispenses/{dispense}/withdraw", {"reason": "x"}).status_code == 409
    back = any_service.post(f"/dispenses/{dispense}/restore", {"reason": "it was right"})
    assert (back.status_code, back.json["withdrawn"]) == (200, False)
    assert any_service.get(f"/patients/{patient_id}/supply").json["run_out_on"] == "2026-03-24"


@pytest.mark.parametrize(
    ("path", "body", "changed", "field"),
    [
        ("dispenses", DISPENSE, {"tablets": -5}, "tablets"),
        ("dispenses", DISPENSE, {"tablets": 0}, "tablets"),
        ("dispenses", DISPENSE, {"tablets": "x"}, "tablets"),
        ("dispenses", DISPENSE, {"tablets": 1e9}, "tablets"),
        ("dispenses", DISPENSE, {"tablets": []}, "tablets"),
        ("dispenses", DISPENSE, {"dispensed_on": "2026-03-05"}, "dispensed_on"),
        ("labs", LAB, {"value": -0.1}, "value"),
        ("labs", LAB, {"taken_on": "2026-03-05"}, "taken_on"),
        ("labs", LAB, {"test": "TSH"}, "test"),
        ("labs", LAB, {"unit": "x" * 5000}, "unit"),
    ],
)
def test_wrong_input_is_refused_with_a_sentence(
    service: Service, path: str, body: dict[str, Any], changed: dict[str, Any], field: str
) -> None:
    answer = service.post(f"/patients/{service.enrol()}/{path}", body | changed)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json["errors"]] == [field]
    assert "write" in answer.json["errors"][0]["message"]


def test_nan_is_no_json_and_everything_missing_is_told_together(service: Service) -> None:
    path = f"/api/v1/patients/{service.enrol()}/dispenses"
    headers = {"Authorization": f"Bearer {service.tokens[Role.CLINICIAN]}"}
    body = '{"dispensed_on": "2026-03-04", "tablets": NaN, "tablet_mg": 50}'
    answer = service.client.post(path, data=body, headers=headers, content_type="application/json")
    assert answer.status_code == 400
    empty = service.post(path.removeprefix("/api/v1"), {})
    assert [error["field"] for error in empty.json["errors"]] == ["dispensed_on", "tablets", "tablet_mg"]
    labs = service.post(path.removeprefix("/api/v1").replace("dispenses", "labs"), {})
    assert [error["field"] for error in labs.json["errors"]] == ["taken_on", "test", "value", "unit"]


def test_another_clinic_and_readers_cannot_change_anything(service: Service) -> None:
    patient_id = in_treatment(service)
    dispense = service.post(f"/patients/{patient_id}/dispenses", DISPENSE).json["id"]
    lab = service.post(f"/patients/{patient_id}/labs", LAB).json["id"]
    foreign, reader = service.foreign_token, service.tokens[Role.READER]
    for path in (f"/patients/{patient_id}/dispenses", f"/patients/{patient_id}/supply", f"/patients/{patient_id}/labs"):
        assert service.get(path, token=foreign).status_code == 404
        assert service.get(path, token=reader).status_code == 200
    for path in (f"/dispenses/{dispense}/withdraw", f"/labs/{lab}/withdraw"):
        assert service.post(path, {"reason": "x"}, token=foreign).status_code == 404
        assert service.post(path, {"reason": "x"}, token=reader).status_code == 403
    for path in (f"/dispenses/{UNKNOWN_ID}/restore", f"/labs/{UNKNOWN_ID}/restore", f"/labs/{dispense}/withdraw"):
        assert service.post(path, {"reason": "x"}).status_code == 404


def test_results_come_with_the_plan_of_tests_and_how_high_they_are(any_service: Service) -> None:
    patient_id = in_treatment(any_service)
    answer = any_service.post(f"/patients/{patient_id}/labs", LAB | {"test": "alt", "value": 168})
    assert answer.status_code == 201
    assert (answer.json["test"], answer.json["times_limit"], answer.json["above_threshold"]) == ("ALT", 4.2, True)
    [flag] = any_service.get(f"/flags?state=open&patient_id={patient_id}").json["items"]
    assert (flag["kind"], flag["severity"]) == ("liver_test", "urgent")
    assert flag["detail"] == "ALT 4.2 times the upper limit"
    told = any_service.get(f"/patients/{patient_id}/labs").json
    assert [(test["month"], test["due_on"], test["state"]) for test in told["plan"]] == [
        (0, "2026-03-04", "done"),
        (1, "2026-04-04", "upcoming"),
    ]
    gone = any_service.post(f"/labs/{answer.json['id']}/withdraw", {"reason": "haemolysed"}).json
    assert gone["withdrawn"] is True
    told = any_service.get(f"/patients/{patient_id}/labs").json
    assert [row["withdrawn"] for row in told["items"]] == [True]
    assert told["plan"][0]["state"] == "due"
    assert any_service.get(f"/flags?state=open&patient_id={patient_id}").json["items"] == []
    back = any_service.post(f"/labs/{answer.json['id']}/restore", {"reason": "repeated"}).json
    assert back["above_threshold"] is True
    bare = {name: value for name, value in LAB.items() if name != "upper_limit"}
    warned = any_service.post(f"/patients/{patient_id}/labs", bare).json
    assert (warned["times_limit"], warned["above_threshold"], len(warned["warnings"])) == (None, False, 1)


def test_the_measures_of_supply_count_dispenses_by_the_pharmacys_days_or_the_pattern(any_service: Service) -> None:
    patient_id = in_treatment(any_service, starts_on="2026-01-01", pattern={"type": "every_day", "quantity_mg": 25})
    for dispense in (
        {"dispensed_on": "2026-01-01", "tablets": 10, "tablet_mg": 50},  # half a tablet a day: 20 days
        {"dispensed_on": "2026-02-01", "tablets": 10, "tablet_mg": 50, "days_supply": 10},
    ):
        assert any_service.post(f"/patients/{patient_id}/dispenses", dispense).status_code == 201
    items = measured(any_service, patient_id, "from=2026-01-01&to=2026-02-28")
    values = {item["name"]: item["value"] for item in items}
    assert len(items) == 9
    assert values["CMA1"] == round(20 / 31, 4)
    assert values["CMA2"] == round(30 / 59, 4)
    assert values["CMA7"] == round(30 / 59, 4)
    assert {item["medicine"] for item in items} == {"tablets"}
    assert all(item["definition"].endswith("else by the plan's pattern.") for item in items)
    assert items[0]["counts"] == {
        "events": 2,
        "days_supplied": 30,
        "by_pharmacy": 1,
        "by_pattern": 1,
        "without_end": 0,
    }


def test_tablets_and_injections_are_measured_apart(service: Service) -> None:
    patient_id = in_treatment(service)
    injection = {
        "kind": "injection",
        "medication": "naltrexone ER 380 mg",
        "quantity_mg": 380,
        "starts_on": "2026-01-02",
        "given_on": ["2026-01-02", "2026-01-30"],
        "cadence": {"every_days": 28},
        "visit_time": "10:00",
    }
    together = {"override": {"by": "Dr Hale", "reason": "bridging"}}
    assert service.post(f"/patients/{patient_id}/regimens", injection | together).status_code == 201
    assert {item["medicine"] for item in measured(service, patient_id)} == {"injections"}
    service.post(f"/patients/{patient_id}/dispenses", DISPENSE)
    items = measured(service, patient_id)
    assert [item["medicine"] for item in items] == ["tablets"] * 9 + ["injections"] * 9
    assert [item["counts"]["events"] for item in items] == [1] * 9 + [2] * 9
    assert all("28 days each" in item["definition"] for item in items if item["medicine"] == "injections")


def test_without_any_supply_the_measures_are_null_and_of_no_medicine(service: Service) -> None:
    items = measured(service, in_treatment(service))
    assert [(item["value"], item["medicine"]) for item in items] == [(None, None)] * 9
