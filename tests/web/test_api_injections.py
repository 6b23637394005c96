"""The API's calls about injections: recorded, corrected, brought back, and the steps between one and the next."""

from __future__ import annotations

from typing import Any

import pytest

from adherence.domain.states import Role
from tests.names import UNKNOWN_ID
from tests.web.api_service import DAILY, GATE, Service, any_service, service

__all__ = ["any_service", "service"]

PLAN = {
    "kind": "injection",
    "medication": "naltrexone ER 380 mg",
    "quantity_mg": 380,
    "starts_on": "2026-02-06",
    "given_on": ["2026-02-06"],
    "cadence": {"every_days": 28},
    "visit_time": "10:00",
}
"""Due on 6 March 2026; the service's clock stands at noon of the 4th in New York."""
GIVEN = {"given_at": "2026-03-04T16:00:00Z", "quantity_mg": 380, "side": "left", "lot": "L1"}


def begin(service: Service, **changes: Any) -> str:
    """A patient with an injection plan; gives the address of the patient."""
    patient_id = service.enrol(**changes)
    base = f"/patients/{patient_id}"
    assert service.post(base + "/start-gate", GATE).status_code == 201
    assert service.post(base + "/regimens", PLAN).status_code == 201
    return base


def due(service: Service, base: str) -> list[tuple[str, str]]:
    doses = service.get(base + "/doses").json["doses"]
    return [(dose["on"], dose["state"]) for dose in doses]


def test_a_cycle_tells_where_it_stands_and_what_is_next(any_service: Service) -> None:
    base = begin(any_service)
    told = any_service.get(base + "/injection-cycle").json
    assert (told["stage"], told["last_given_on"], told["due_on"], told["cycle"]) == (
        "early", "2026-02-06", "2026-03-06", 1,
    )  # fmt: skip
    assert (told["visit_at"], told["booked"], told["next"]["code"]) == ("2026-03-06T15:00:00Z", False, "order")
    visit = {"step": "visit_booked", "at": "2026-03-09T13:30:00Z"}
    booked = any_service.post(base + "/injection-steps", visit)
    assert booked.status_code == 201, booked.text
    assert booked.json["warnings"] == ["The injection will be overdue by then."]
    assert any_service.post(base + "/injection-steps", {"step": "product_on_site"}).status_code == 201
    told = any_service.get(base + "/injection-cycle").json
    assert (told["visit_at"], told["booked"], told["next"]["code"]) == ("2026-03-09T13:30:00Z", True, "do_labs")
    assert [state["step"] for state in told["steps"] if state["done"]] == [
        "product_ordered", "product_on_site", "visit_booked",
    ]  # fmt: skip
    assert due(any_service, base) == [("2026-03-06", "open")], "the due date stays"


def test_a_step_with_faults_is_refused_with_all_of_them(service: Service) -> None:
    base = begin(service)
    answer = service.post(base + "/injection-steps", {"step": "visit_booked", "value": "negative", "tea": 1})
    assert answer.status_code == 422
    assert {error["field"] for error in answer.json["errors"]} == {"at", "value", "tea"}
    answer = service.post(base + "/injection-steps", {"step": "labs_done", "done": False})
    assert (answer.status_code, answer.json["errors"][0]["field"]) == (409, "step")


def test_a_record_is_corrected_withdrawn_and_brought_back(any_service: Service) -> None:
    base = begin(any_service)
    record = any_service.post(base + "/injections", GIVEN)
    assert record.status_code == 201, record.text
    assert record.json["given_by"] == "API token"
    assert due(any_service, base) == [("2026-03-06", "taken"), ("2026-04-01", "upcoming")]
    address = f"/injections/{record.json['id']}"
    corrected = any_service.post(address + "/corrections", {"reason": "wrong day", "given_at": "2026-03-03T16:00:00Z"})
    assert corrected.status_code == 201, corrected.text
    assert (corrected.json["given_on"], corrected.json["lot"], corrected.json["withdrawn"]) == (
        "2026-03-03", "L1", False,
    )  # fmt: skip
    assert due(any_service, base) == [("2026-03-06", "taken"), ("2026-03-31", "upcoming")]
    newer = f"/injections/{corrected.json['id']}"
    assert any_service.post(newer + "/corrections", {"reason": "not hers", "withdraw": True}).json["withdrawn"]
    assert due(any_service, base) == [("2026-03-06", "open")]
    assert any_service.post(newer + "/restore", {"reason": "it was hers"}).status_code == 200
    assert any_service.post(address + "/restore", {"reason": "the first was right"}).status_code == 200
    assert due(any_service, base) == [("2026-03-06", "taken"), ("2026-04-01", "upcoming")]
    listed = any_service.get(base + "/injections").json["items"]
    assert [(item["given_on"], item["withdrawn"]) for item in listed] == [
        ("2026-02-06", False), ("2026-03-03", True), ("2026-03-04", False),
    ]  # fmt: skip


def test_a_new_record_may_supersede_an_earlier_one(service: Service) -> None:
    base = begin(service)
    first = service.post(base + "/injections", GIVEN).json["id"]
    again = GIVEN | {"given_at": "2026-03-02T16:00:00Z"}
    assert service.post(base + "/injections", again).status_code == 409
    assert service.post(base + "/injections", again | {"supersedes": first}).status_code == 422, "a reason is missing"
    newer = service.post(base + "/injections", again | {"supersedes": first, "reason": "wrong day"})
    assert newer.status_code == 201, newer.text
    assert due(service, base)[-1] == ("2026-03-30", "upcoming")
    changed = {"supersedes": newer.json["id"], "not_given": True, "reason": "ill"}
    other = service.post(base + "/injections", changed)
    assert (other.status_code, other.json["given"], other.json["reason"]) == (201, False, "ill")
    for wrong in (UNKNOWN_ID, "x", 7, {}):
        answer = service.post(base + "/injections", again | {"supersedes": wrong, "reason": "x"})
        assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, "supersedes")


@pytest.mark.parametrize(
    "body",
    [{}, {"reason": "x"}, {"reason": "\u0007", "withdraw": True}, {"reason": "x" * 5000, "withdraw": True},
     {"reason": "x", "withdraw": "yes"}, {"reason": ["x"], "side": "left"}, {"reason": "x", "side": 1}],
)  # fmt: skip
def test_a_correction_that_cannot_be_read_changes_nothing(service: Service, body: dict[str, Any]) -> None:
    base = begin(service)
    record = service.post(base + "/injections", GIVEN).json["id"]
    before = due(service, base)
    assert service.post(f"/injections/{record}/corrections", body).status_code == 422
    assert due(service, base) == before


def test_what_is_not_there_or_not_allowed_is_refused(service: Service) -> None:
    base = begin(service)
    record = service.post(base + "/injections", GIVEN).json["id"]
    posts = [
        (base + "/injection-steps", {"step": "labs_done"}),
        (f"/injections/{record}/corrections", {"reason": "x", "withdraw": True}),
        (f"/injections/{record}/restore", {"reason": "x"}),
    ]
    for path, body in posts:
        assert service.post(path, body, token=service.foreign_token).status_code == 404, path
        assert service.post(path, body, token=service.tokens[Role.READER]).status_code == 403, path
    for path in (base + "/injections", base + "/injection-cycle"):
        assert service.get(path, token=service.foreign_token).status_code == 404
        assert service.get(path, token=service.tokens[Role.READER]).status_code == 200
    assert service.post(f"/injections/{UNKNOWN_ID}/restore", {"reason": "x"}).status_code == 404
    assert service.post(f"/injections/{record}/restore", {"reason": "x"}).status_code == 409


def test_a_patient_without_an_injection_plan_has_no_cycle(service: Service) -> None:
    patient_id = service.enrol()
    service.post(f"/patients/{patient_id}/regimens", DAILY)
    assert service.get(f"/patients/{patient_id}/injection-cycle").status_code == 404
    assert service.post(f"/patients/{patient_id}/injection-steps", {"step": "labs_done"}).status_code == 409
    assert service.get(f"/patients/{patient_id}/injections").json == {"items": [], "next": None}
