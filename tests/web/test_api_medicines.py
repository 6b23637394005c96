"""Calls of the API about other medicines and the policy."""

from __future__ import annotations

import pytest

from adherence.domain.states import Role
from tests.names import UNKNOWN_ID
from tests.web.api_service import DAILY, GATE, Service, any_service, service

__all__ = ["any_service", "service"]


def test_a_medicine_is_recorded_ended_withdrawn_and_brought_back(any_service: Service) -> None:
    service = any_service
    patient_id = service.enrol()
    service.post(f"/patients/{patient_id}/regimens", DAILY)
    path = f"/patients/{patient_id}/medicines"
    made = service.post(path, {"name": "Oxycontin", "started_on": "2026-03-01", "ended_on": None})
    assert made.status_code == 201, made.text
    assert (made.json["group"], made.json["current"], made.json["withdrawn"]) == ("opioid_analgesic", True, False)
    assert any("Source: naltrexone label" in warning for warning in made.json["warnings"])
    (flag,) = service.get("/flags?kind=interaction").json["items"]
    assert (flag["severity"], flag["patient_id"]) == ("high", patient_id)
    assert "ontin" not in flag["detail"]
    one = f"/medicines/{made.json['id']}"
    assert service.post(path, {"name": "oxycontin"}).status_code == 409
    ended = service.post(one + "/end", {"on": "2026-03-03"})
    assert (ended.status_code, ended.json["ended_on"], ended.json["current"]) == (200, "2026-03-03", False)
    assert service.post(one + "/end", {"on": "2026-03-03"}).status_code == 409
    gone = service.post(one + "/withdraw", {"reason": "typed twice"})
    assert (gone.status_code, gone.json["withdrawn"]) == (200, True)
    assert service.post(one + "/withdraw", {"reason": "typed twice"}).status_code == 409
    assert service.post(one + "/restore", {"reason": "it was right"}).json["withdrawn"] is False
    listed = service.get(path).json
    assert [item["name"] for item in listed["items"]] == ["Oxycontin"]
    assert listed["items"][0]["warnings"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "name"),
        ({"name": ""}, "name"),
        ({"name": "x", "mg": 1}, "mg"),
        ({"name": "x", "ended_on": "x"}, "ended_on"),
    ],
)
def test_what_cannot_be_read_is_refused_at_its_field(service: Service, body: object, field: str) -> None:
    answer = service.post(f"/patients/{service.enrol()}/medicines", body)
    assert answer.status_code == 422
    assert field in [error["field"] for error in answer.json["errors"]]


def test_medicines_of_another_clinic_do_not_exist_and_readers_change_nothing(service: Service) -> None:
    patient_id = service.enrol()
    made = service.post(f"/patients/{patient_id}/medicines", {"name": "codeine"}).json
    for path, body in (
        (f"/patients/{patient_id}/medicines", {"name": "x"}),
        (f"/medicines/{made['id']}/end", {"on": "2026-03-03"}),
        (f"/medicines/{made['id']}/withdraw", {"reason": "x"}),
        (f"/medicines/{UNKNOWN_ID}/restore", {"reason": "x"}),
    ):
        assert service.post(path, body, token=service.foreign_token).status_code == 404, path
        assert service.post(path, body, token=service.tokens[Role.READER]).status_code == 403, path
    assert service.get(f"/patients/{patient_id}/medicines", token=service.foreign_token).status_code == 404
    assert service.get(f"/patients/{patient_id}/medicines", token=service.tokens[Role.READER]).status_code == 200


def test_a_gate_that_is_signed_beside_an_opioid_warns(service: Service) -> None:
    patient_id = service.enrol()
    before = service.post(f"/patients/{patient_id}/start-gate", GATE).json["warnings"]
    service.post(f"/patients/{patient_id}/medicines", {"name": "methadone"})
    warning, *others = service.post(f"/patients/{patient_id}/start-gate", GATE).json["warnings"]
    assert warning.startswith("An opioid is among the current medicines")
    assert others == before


def test_the_policy_is_told_with_defaults_kinds_and_sources(service: Service) -> None:
    answer = service.get("/policy", token=service.tokens[Role.READER])
    told = {item["name"]: item for item in answer.json["items"]}
    assert told["texting_starts"]["value"] == told["texting_starts"]["default"] == "08:00"
    assert (told["nudge_after"]["value"], told["nudge_after"]["unit"]) == (60, "minutes")
    assert told["visit_text_days"]["value"] == [7, 3, 1]
    assert told["opioid_free_days_least"]["kind"] == "label"
    assert told["daily_cap"]["kind"] == "policy"
    assert service.get("/policy", token=service.tokens[Role.AUDITOR]).status_code == 403
