"""Calls of the API that move the steps of a regimen and undo its changes."""

from __future__ import annotations

from typing import Any

import pytest

from adherence.domain.states import Role
from tests.names import UNKNOWN_ID
from tests.web.api_service import DAILY, GATE, Service, any_service, service

__all__ = ["any_service", "service"]

LADDER = [{"quantity_mg": 1.5, "days": 14}, {"quantity_mg": 3, "days": 14}, {"quantity_mg": 4.5}]
TITRATION = DAILY | {"pattern": {"type": "steps", "steps": LADDER, "advance": "practitioner"}}


def started(service: Service, plan: dict[str, Any]) -> str:
    patient_id = service.enrol()
    service.post(f"/patients/{patient_id}/start-gate", GATE)
    answer = service.post(f"/patients/{patient_id}/regimens", plan)
    assert answer.status_code == 201, answer.text
    return str(answer.json["id"])


def test_a_plan_in_steps_is_moved_and_tells_why(any_service: Service) -> None:
    regimen_id = started(any_service, TITRATION)
    answer = any_service.post(
        f"/regimens/{regimen_id}/steps", {"move": "forward", "from": "2026-03-06", "reason": "tolerates it"}
    )
    assert answer.status_code == 201, answer.text
    assert answer.json["plan"]["pattern"] == TITRATION["pattern"] | {"step": 2}
    first, second = answer.json["versions"]
    assert (first["cause"], first["reason"], first["until"]) == ("entered", None, "2026-03-05")
    assert (second["cause"], second["reason"], second["from"]) == ("step_forward", "tolerates it", "2026-03-06")


def test_without_a_day_a_move_counts_from_the_next_dose_that_has_not_begun(service: Service) -> None:
    regimen_id = started(service, TITRATION)
    assert service.post(f"/regimens/{regimen_id}/steps", {"move": "hold", "reason": "x"}).json["versions"][1][
        "from"
    ] == ("2026-03-04")


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({}, 422, "move"),
        ({"move": "up", "reason": "x"}, 422, "move"),
        ({"move": "forward"}, 422, "reason"),
        ({"move": "forward", "reason": "x", "from": "2026-03-03"}, 422, "from"),
        ({"move": "forward", "reason": "x", "by": "me"}, 422, "by"),
        ({"move": "back", "reason": "x"}, 409, "move"),
    ],
)
def test_a_move_that_cannot_be_is_refused(service: Service, body: dict[str, Any], status: int, field: str) -> None:
    regimen_id = started(service, TITRATION)
    answer = service.post(f"/regimens/{regimen_id}/steps", body)
    assert answer.status_code == status
    assert field in {error["field"] for error in answer.json["errors"]}


def test_a_change_tells_its_reason_and_can_be_undone(any_service: Service) -> None:
    regimen_id = started(any_service, DAILY)
    refusal = any_service.post(f"/regimens/{regimen_id}/versions/undo", {"reason": "x"})
    assert (refusal.status_code, "one version only" in refusal.text) == (409, True)
    changed = DAILY | {"times": ["09:00"], "from": "2026-03-05", "reason": "works early"}
    told = any_service.post(f"/regimens/{regimen_id}/versions", changed).json
    assert (told["versions"][1]["cause"], told["versions"][1]["reason"]) == ("changed", "works early")
    answer = any_service.post(f"/regimens/{regimen_id}/versions/undo", {"reason": "a mistake"})
    assert answer.status_code == 201
    assert answer.json["plan"]["times"] == ["08:00"]
    assert answer.json["versions"][2] | {"recorded_at": None} == {
        "number": 3,
        "from": "2026-03-04",
        "until": None,
        "plan": answer.json["plan"],
        "cause": "reverted",
        "reason": "a mistake",
        "recorded_at": None,
    }


@pytest.mark.parametrize("path", ["steps", "versions/undo"])
def test_another_clinic_and_readers_move_nothing(service: Service, path: str) -> None:
    regimen_id = started(service, TITRATION)
    body = {"move": "hold", "reason": "x"} if path == "steps" else {"reason": "x"}
    assert service.post(f"/regimens/{regimen_id}/{path}", body, token=service.foreign_token).status_code == 404
    assert service.post(f"/regimens/{regimen_id}/{path}", body, token=service.tokens[Role.READER]).status_code == 403
    assert service.post(f"/regimens/{UNKNOWN_ID}/{path}", body).status_code == 404
