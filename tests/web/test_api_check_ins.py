"""Regular questions over the API: switched on, locked, answered, and those of the clinic."""

from __future__ import annotations

from typing import Any

import pytest

from adherence.domain.states import Role
from tests.web.api_service import Service, any_service, service

__all__ = ["any_service", "service"]


def base_of(of: Service) -> str:
    return f"/patients/{of.enrol()}"


def test_a_question_is_switched_on_with_the_patients_own_numbers(any_service: Service) -> None:
    base = base_of(any_service)
    items = any_service.get(base + "/check-ins").json["items"]
    assert [(item["kind"], item["answer"], item["on"], item["cadence"]) for item in items] == [
        ("wellbeing", "wellbeing", False, "weekly"),
        ("craving", "score", False, "daily"),
        ("drinks", "drinks", False, "alternate"),
        ("side_effects", "side_effects", False, "weekly"),
        ("planner", "planner", False, None),
        ("follow_up", "follow_up", False, None),
    ]
    told = any_service.post(base + "/check-ins", {"kind": "craving", "on": True, "threshold": 8, "goal": 2}).json
    assert (told["on"], told["threshold"], told["goal"], told["asks_at"]) == (True, 8, 2, "19:00")
    assert told["due_on"] is not None
    again = any_service.post(base + "/check-ins", {"kind": "craving", "on": True}).json
    assert (again["threshold"], again["goal"]) == (7, 3), "the clinic's"


def test_how_often_is_locked_with_a_reason_that_is_told(any_service: Service) -> None:
    base = base_of(any_service)
    assert (
        any_service.post(base + "/check-in-cadence", {"kind": "drinks", "reason": "x", "locked": True}).status_code
        == 409
    )
    any_service.post(base + "/check-ins", {"kind": "drinks", "on": True})
    locked = {"kind": "drinks", "cadence": "weekly", "locked": True, "until": "2099-01-01", "reason": "Asked for calm"}
    told = any_service.post(base + "/check-in-cadence", locked).json
    assert (told["cadence"], told["locked"], told["locked_until"]) == ("weekly", True, "2099-01-01")
    changes = any_service.get(base + "/check-in-cadence").json["items"]
    assert [(row["cadence_to"], row["cause"], row["sentence"], row["reason"]) for row in changes] == [
        ("weekly", "locked", "Locked", "Asked for calm"),
        ("alternate", "switched_on", "Switched on", None),
    ]
    opened = any_service.post(base + "/check-in-cadence", {"kind": "drinks", "locked": False, "reason": "Better"}).json
    assert (opened["locked"], opened["locked_until"]) == (False, None)


def test_an_answer_given_by_telephone_is_recorded_and_the_newest_counts(any_service: Service) -> None:
    base = base_of(any_service)
    day = any_service.moment[0].date().isoformat()
    for value in (4, 8):
        answer = any_service.post(base + "/check-in-answers", {"kind": "craving", "on": day, "value": value})
        assert answer.status_code == 201
    rows = any_service.get(base + f"/check-in-answers?from={day}&to={day}").json["items"]
    assert [(row["value"], row["counts"], row["source"]) for row in rows] == [(4, False, "staff"), (8, True, "staff")]
    flags = any_service.get("/flags").json["items"]
    assert [flag["kind"] for flag in flags] == ["craving"]


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/check-ins", {"kind": "craving", "on": True, "threshold": 11}, "threshold"),
        ("/check-ins", {"kind": "craving", "on": True, "threshold": "high"}, "threshold"),
        ("/check-ins", {"kind": "wellbeing", "on": True, "goal": 1}, "goal"),
        ("/check-ins", {"kind": ["craving"], "on": True}, "kind"),
        ("/check-in-cadence", {"kind": "craving", "cadence": "hourly", "reason": "x"}, "cadence"),
        ("/check-in-cadence", {"kind": "craving", "cadence": "daily"}, "reason"),
        ("/check-in-cadence", {"kind": "craving", "locked": "yes", "reason": "x"}, "locked"),
        ("/check-in-answers", {"kind": "craving", "on": "2020-02-30", "value": 1}, "on"),
        ("/check-in-answers", {"kind": "craving", "on": "2026-03-01", "text": "x" * 9000}, "text"),
        ("/check-in-answers", {}, "kind"),
    ],
)
def test_what_is_wrong_is_refused_at_its_field(service: Service, path: str, body: dict[str, Any], field: str) -> None:
    answer = service.post(base_of(service) + path, body)
    assert answer.status_code == 422
    assert field in [fault["field"] for fault in answer.json["errors"]]


def test_readers_read_and_another_clinic_finds_nothing(service: Service) -> None:
    base, reader = base_of(service), service.tokens[Role.READER]
    for path in ("/check-ins", "/check-in-cadence", "/check-in-answers"):
        assert service.get(base + path, token=reader).status_code == 200
        assert service.post(base + path, {"kind": "craving"}, token=reader).status_code == 403
        assert service.get(base + path, token=service.foreign_token).status_code == 404
        assert service.post(base + path, {"kind": "craving"}, token=service.foreign_token).status_code == 404


def test_the_questions_of_the_clinic_are_told(service: Service) -> None:
    items = service.get("/check-in-questions").json["items"]
    assert [(item["kind"], item["at"], item["version"]) for item in items][:2] == [
        ("wellbeing", "12:00", 0),
        ("craving", "19:00", 0),
    ]
