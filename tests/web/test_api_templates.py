"""Calls of the API about the clinic's own texts."""

from __future__ import annotations

from typing import Any

import pytest

from adherence.actions.deliver_messages import deliver_messages
from adherence.domain.states import Role
from adherence.domain.wording import WORDING_VERSION
from adherence.domain.wording.own import CATALOGUE
from tests.names import UNKNOWN_ID
from tests.web.api_service import Service, any_service, service

__all__ = ["any_service", "service"]

HELLO = "{programme} here: about {per_day} texts a day. Message rates may apply. Reply HELP for help, STOP to opt out."


def write(service: Service, key: str = "welcome", **changes: Any) -> Any:
    return service.post(f"/templates/{key}/versions", {"language": "en", "level": 0, "body": HELLO} | changes)


def test_every_text_is_told_with_what_it_costs_and_must_keep(service: Service) -> None:
    told = service.get("/templates").json["items"]
    assert len(told) == len(CATALOGUE) * 6
    assert {one["state"] for one in told} == {"shipped"}
    assert all(one["findings"] == [] and one["segments"] == 1 and one["blocked"] == 0 for one in told)
    [reminder] = [
        one for one in service.get("/templates?language=en&level=0").json["items"] if one["key"] == "reminder"
    ]
    assert reminder["must_keep"] == ["{time}", "1", "2", "3"]
    assert reminder["sample"] == "Time for your 20:30. Reply 1 done, 2 later, 3 skip"
    assert reminder["version"] == f"{WORDING_VERSION}/en/0"
    safety = {one["key"] for one in told if one["safety"]}
    assert {"crisis", "help", "ack_lapse_opioid"} <= safety
    assert "reminder" not in safety


def test_a_version_is_written_approved_sent_and_told(any_service: Service) -> None:
    service = any_service
    version = write(service, note="warmer")
    assert version.status_code == 201, version.text
    assert (version.json["state"], version.json["number"], version.json["note"]) == ("draft", 1, "warmer")
    path = f"/template-versions/{version.json['id']}"
    own = service.post(f"{path}/approve", {})
    assert own.status_code == 409
    assert "somebody else" in own.json["errors"][0]["message"]
    approved = service.post(f"{path}/approve", {}, token=service.tokens[Role.ADMIN])
    assert (approved.status_code, approved.json["state"], approved.json["approved_alone"]) == (200, "approved", False)
    patient = service.enrol()
    deliver_messages(service.rt)
    [welcome] = service.get(f"/patients/{patient}/communications").json["items"]
    assert welcome["body"].startswith("Elm here: about 2 texts a day.")
    assert (welcome["template"], welcome["template_version"]) == ("welcome", "own-1/en/0")
    detail = service.get("/templates/welcome?language=en&level=0").json
    assert (detail["items"][0]["state"], detail["items"][0]["version"]) == ("own", "own-1/en/0")
    assert service.post(f"{path}/retire", {}).json["state"] == "retired"
    assert service.post(f"{path}/retire", {}).status_code == 409
    assert service.get("/templates/welcome?language=en&level=0").json["items"][0]["state"] == "shipped"


@pytest.mark.parametrize(
    "changes",
    [
        {"body": HELLO.replace("STOP", "stop")},
        {"body": HELLO.replace("Message rates may apply. ", "")},
        {"body": HELLO.replace("{per_day}", "two")},
        {"body": HELLO + " \N{WAVING HAND SIGN}"},
        {"body": ""},
        {"body": 7},
        {"level": 9},
        {"level": True},
        {"language": "de"},
        {"acknowledged": "yes"},
        {"note": "x" * 501},
        {"colour": "red"},
    ],
)
def test_what_cannot_be_is_refused_with_its_field(service: Service, changes: dict[str, Any]) -> None:
    answer = write(service, **changes)
    assert answer.status_code == 422, answer.text
    assert answer.json["errors"][0]["field"] in {*changes, "acknowledged"}
    assert service.get("/templates/welcome").json["versions"] == []


def test_only_some_roles_write_and_fewer_approve(service: Service) -> None:
    path = f"/template-versions/{write(service).json['id']}/approve"
    for role in (Role.COORDINATOR, Role.READER, Role.AUDITOR, Role.OPERATOR):
        assert service.post(path, {}, token=service.tokens[role]).status_code == 403, role
    for role in (Role.READER, Role.AUDITOR, Role.OPERATOR):
        body = {"language": "en", "level": 0, "body": HELLO}
        answer = service.post("/templates/welcome/versions", body, token=service.tokens[role])
        assert answer.status_code == 403, role
    assert service.get("/templates", token=service.tokens[Role.READER]).status_code == 200


def test_texts_of_another_clinic_do_not_exist(service: Service) -> None:
    version = write(service).json["id"]
    for act in ("approve", "retire"):
        path = f"/template-versions/{version}/{act}"
        assert service.post(path, {}, token=service.foreign_token).status_code == 404
    told = service.get("/templates/welcome", token=service.foreign_token).json
    assert told["versions"] == []
    assert {one["draft_id"] for one in told["items"]} == {None}


@pytest.mark.parametrize("key", ["nothing", "Welcome", "%00", "..", "welcome'--"])
def test_a_text_that_is_none_is_not_found(service: Service, key: str) -> None:
    assert service.get(f"/templates/{key}").status_code == 404
    assert service.post(f"/templates/{key}/versions", {"language": "en", "level": 0, "body": "x"}).status_code == 404
    assert service.post(f"/template-versions/{UNKNOWN_ID}/approve", {}).status_code in (403, 404)
