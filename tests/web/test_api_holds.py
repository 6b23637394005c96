"""Calls of the API about holds and about the whole start gate."""

from __future__ import annotations

from typing import Any

import pytest

from adherence.domain.states import Role
from adherence.jobs import run_jobs_once
from tests.names import UNKNOWN_ID
from tests.web.api_service import DAILY, GATE, Service, any_service, service

__all__ = ["any_service", "service"]

AWAY = {"kind": "travel", "from": "2026-03-05", "to": "2026-03-09", "reason": "family"}
TARGETED = {
    "kind": "targeted",
    "medication": "naltrexone 50 mg tablet",
    "quantity_mg": 50,
    "starts_on": "2026-03-04",
    "risk_weekdays": ["fri"],
    "anticipated_at": "19:00",
    "lead_minutes": 90,
}


def started(service: Service, plan: dict[str, Any] = DAILY) -> str:
    patient_id = service.enrol()
    service.post(f"/patients/{patient_id}/start-gate", GATE)
    assert service.post(f"/patients/{patient_id}/regimens", plan).status_code == 201
    return patient_id


def states(service: Service, patient_id: str) -> dict[str, str]:
    doses = service.get(f"/patients/{patient_id}/doses?from=2026-03-04&to=2026-03-31").json["doses"]
    return {dose["on"]: dose["state"] for dose in doses}


def test_a_hold_is_entered_told_ended_and_brought_back(any_service: Service) -> None:
    patient_id = started(any_service)
    entered = any_service.post(f"/patients/{patient_id}/holds", AWAY)
    assert entered.status_code == 201
    assert {name: entered.json[name] for name in ("kind", "from", "to", "reason")} == AWAY
    assert (entered.json["stops_on"], entered.json["restarts_on"]) == ("2026-03-05", "2026-03-10")
    assert (entered.json["needs_gate"], entered.json["released_on"], entered.json["warnings"]) == (False, None, [])
    assert states(any_service, patient_id)["2026-03-05"] == "held"
    ended = any_service.post(f"/holds/{entered.json['id']}/end", {"on": "2026-03-06", "reason": "back early"})
    assert (ended.status_code, ended.json["to"], ended.json["withdrawn"]) == (200, "2026-03-06", False)
    withdrawn = any_service.post(f"/holds/{ended.json['id']}/withdraw", {"reason": "not at all"})
    assert withdrawn.json["withdrawn"] is True
    assert states(any_service, patient_id)["2026-03-05"] == "upcoming"
    assert any_service.post(f"/holds/{entered.json['id']}/restore", {"reason": "yes"}).json["withdrawn"] is False
    assert states(any_service, patient_id)["2026-03-05"] == "held"
    listed = any_service.get(f"/patients/{patient_id}/holds").json
    assert {(item["to"], item["withdrawn"]) for item in listed["items"]} == {
        ("2026-03-09", False),
        ("2026-03-06", True),
    }
    first = any_service.get(f"/patients/{patient_id}/holds?limit=1").json
    rest = any_service.get(first["next"].removeprefix("/api/v1")).json
    assert [item["id"] for item in first["items"] + rest["items"]] == [item["id"] for item in listed["items"]]


@pytest.mark.parametrize(
    ("changes", "status", "field"),
    [
        ({"to": "2026-03-04"}, 422, "to"),
        ({"to": "2027-03-20"}, 422, "to"),
        ({"from": "2026-03-03"}, 422, "from"),
        ({"kind": "lunch"}, 422, "kind"),
        ({"from": 5}, 422, "from"),
        ({"id": "x"}, 422, "id"),
        ({"kind": "hospital"}, 409, "from"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(
    service: Service, changes: dict[str, Any], status: int, field: str
) -> None:
    patient_id = started(service)
    assert service.post(f"/patients/{patient_id}/holds", AWAY).status_code == 201
    answer = service.post(f"/patients/{patient_id}/holds", AWAY | changes)
    assert answer.status_code == status
    assert field in str(answer.json["errors"])
    assert len(service.get(f"/patients/{patient_id}/holds").json["items"]) == 1


def test_holds_are_for_who_treats_and_of_their_own_clinic_only(service: Service) -> None:
    patient_id = started(service)
    path = f"/patients/{patient_id}/holds"
    assert service.post(path, AWAY, token=service.tokens[Role.READER]).status_code == 403
    assert service.post(path, AWAY, token=service.foreign_token).status_code == 404
    hold_id = service.post(path, AWAY, token=service.tokens[Role.COORDINATOR]).json["id"]
    assert service.get(path, token=service.tokens[Role.READER]).status_code == 200
    assert service.get(path, token=service.foreign_token).status_code == 404
    for call, body in (("end", {"on": "2026-03-06", "reason": "x"}), ("withdraw", {"reason": "x"})):
        assert service.post(f"/holds/{hold_id}/{call}", body, token=service.foreign_token).status_code == 404
    assert service.post(f"/holds/{UNKNOWN_ID}/restore", {"reason": "x"}).status_code == 404
    assert service.get(path).json["items"][0]["withdrawn"] is False


def test_after_a_procedure_the_signed_gate_restarts_doses(any_service: Service) -> None:
    patient_id = started(any_service)
    wanted = {"kind": "procedure", "from": "2026-03-06", "to": "2026-03-07", "reason": "knee"}
    entered = any_service.post(f"/patients/{patient_id}/holds", wanted).json
    assert (entered["stops_on"], entered["restarts_on"], entered["needs_gate"]) == ("2026-03-04", "2026-03-08", True)
    assert "Less than 72 hours" in entered["warnings"][0]
    for _ in range(6):
        any_service.pass_time(days=1)
        run_jobs_once(any_service.rt)
    kinds = [flag["kind"] for flag in any_service.get("/flags?state=open").json["items"]]
    assert kinds == ["restart"]
    assert states(any_service, patient_id)["2026-03-10"] == "held"
    any_service.post(f"/patients/{patient_id}/start-gate", GATE)
    told = any_service.get(f"/patients/{patient_id}/holds").json["items"][0]
    assert (told["released_on"], told["restarts_on"]) == ("2026-03-10", "2026-03-10")
    assert states(any_service, patient_id)["2026-03-10"] == "open"
    assert any_service.get("/flags?state=open").json["items"] == []


def test_held_days_are_in_no_denominator(any_service: Service) -> None:
    patient_id = started(any_service, TARGETED)
    any_service.post(f"/patients/{patient_id}/holds", AWAY)
    for hours in (*[24] * 9, 5, 19):
        any_service.pass_time(hours=hours)
        run_jobs_once(any_service.rt)
    found = any_service.get(f"/patients/{patient_id}/measures?from=2026-03-04&to=2026-03-13").json["items"]
    by_name = {item["name"]: item for item in found if item["regimen_id"]}
    assert by_name["doses_per_week"]["counts"]["days"] == 5, "ten days, five of them held"
    assert by_name["answered"]["counts"] == {"covered": 0, "known": 1, "unknown": 0}, "one of two Fridays was held"


def test_a_gate_with_every_answer_is_told_with_its_warnings(service: Service) -> None:
    patient_id = service.enrol()
    whole = GATE | {
        "naloxone_challenge": "passed",
        "opioid_medicines": [],
        "hepatotoxic_medicines": ["valproate"],
        "pregnancy": "unknown",
        "baseline_liver_test": "planned",
        "note": "talked it through",
    }
    signed = service.post(f"/patients/{patient_id}/start-gate", whole)
    assert (signed.status_code, signed.json["passed"], len(signed.json["warnings"])) == (201, True, 3)
    refused = service.post(f"/patients/{patient_id}/start-gate", whole | {"pregnancy": "perhaps"})
    assert refused.status_code == 422


def test_a_gate_that_forbids_refuses_a_plan_with_its_reasons(service: Service) -> None:
    patient_id = service.enrol()
    signed = service.post(f"/patients/{patient_id}/start-gate", GATE | {"opioid_medicines": ["analgesic"]})
    assert signed.json["passed"] is False
    refused = service.post(f"/patients/{patient_id}/regimens", DAILY)
    assert refused.status_code == 409
    assert "holds an opioid" in str(refused.json["errors"])
