"""Calls of the API about the shared inbox."""

from __future__ import annotations

import pytest

from adherence.actions.apply_inbound import apply_inbound
from adherence.actions.create_practitioner import create_practitioner
from adherence.db.patients import Patient
from adherence.domain.states import Role
from tests.names import UNKNOWN_ID
from tests.web.api_service import PATIENT, Service, any_service, service

__all__ = ["any_service", "service"]


def test_conversations_are_listed_claimed_given_closed_and_opened_again(any_service: Service) -> None:
    service = any_service
    patient_id, ben = _asked(service, "+12025550143", 1), _staff(service)
    [told] = service.get("/conversations?state=open").json["items"]
    assert (told["patient_id"], told["state"], told["need"], told["unread"]) == (patient_id, "open", "report", True)
    path = f"/conversations/{patient_id}"
    claimed = service.post(f"{path}/claim", {"owner_id": ben, "version": told["version"]})
    assert (claimed.status_code, claimed.json["owner"]) == (200, "Ben Ortiz")
    assert service.post(f"{path}/assign", {"owner_id": None, "version": 0}).status_code == 409
    assert service.post(f"{path}/assign", {"owner_id": None}).json["owner_id"] is None
    flags = [flag["id"] for flag in service.get("/flags?state=open").json["items"]]
    closed = service.post(f"{path}/close", {"outcome": "reached", "flags": flags})
    assert (closed.json["state"], closed.json["outcome"], closed.json["need"]) == ("closed", "reached", None)
    assert service.get("/flags?state=open").json["items"] == []
    assert service.post(f"{path}/close", {"outcome": "reached"}).status_code == 409
    assert service.get("/conversations?state=open").json["items"] == []
    assert service.post(f"{path}/reopen", {}).json["state"] == "open"
    assert service.post(f"{path}/reopen", {}).status_code == 409


def test_the_list_comes_in_pages_of_any_size(service: Service) -> None:
    for number in range(5):
        _asked(service, f"+1202555016{number}", number + 1)
    whole = [item["patient_id"] for item in service.get("/conversations").json["items"]]
    assert len(whole) == 5
    for limit in (1, 2):
        seen, address = [], f"/conversations?limit={limit}"
        while address:
            page = service.get(address).json
            seen += [item["patient_id"] for item in page["items"]]
            address = (page["next"] or "").removeprefix("/api/v1")
        assert seen == whole


@pytest.mark.parametrize("query", ["state=resolved", "limit=0", "owner=me", "cursor=x", "cursor=M3x4fHk"])
def test_what_cannot_be_asked_is_refused(service: Service, query: str) -> None:
    assert service.get(f"/conversations?{query}").status_code == 422


def test_wrong_input_is_refused_and_changes_nothing(service: Service) -> None:
    patient_id = _asked(service, "+12025550143", 1)
    path = f"/conversations/{patient_id}"
    for call, body in (
        ("claim", {}),
        ("claim", {"owner_id": UNKNOWN_ID}),
        ("claim", {"owner_id": _staff(service), "version": 2**40}),
        ("assign", {"owner_id": "me"}),
        ("close", {}),
        ("close", {"outcome": "happy"}),
        ("close", {"outcome": "reached", "flags": ["x"]}),
        ("close", {"outcome": "reached", "flags": [UNKNOWN_ID]}),
        ("close", {"outcome": "reached", "note": "x"}),
    ):
        assert service.post(f"{path}/{call}", body).status_code == 422, (call, body)
    [told] = service.get("/conversations").json["items"]
    assert (told["state"], told["owner_id"], told["version"]) == ("open", None, 0)


def test_a_reader_reads_and_another_clinic_finds_nothing(service: Service) -> None:
    patient_id = _asked(service, "+12025550143", 1)
    reader = service.tokens[Role.READER]
    assert len(service.get("/conversations", token=reader).json["items"]) == 1
    assert service.post(f"/conversations/{patient_id}/close", {"outcome": "reached"}, token=reader).status_code == 403
    assert service.get("/conversations", token=service.foreign_token).json["items"] == []
    answer = service.post(f"/conversations/{patient_id}/close", {"outcome": "reached"}, token=service.foreign_token)
    assert answer.status_code == 404


def test_a_system_that_writes_leaves_the_conversation_to_nobody(service: Service) -> None:
    patient_id = service.enrol()
    service.post(f"/patients/{patient_id}/messages", {"body": "Hello"})
    [told] = service.get("/conversations?state=waiting").json["items"]
    assert (told["patient_id"], told["owner_id"]) == (patient_id, None)
    with service.rt.database.reading() as session:
        assert session.get_one(Patient, patient_id).talking_until is not None


def _asked(service: Service, phone: str, number: int) -> str:
    patient_id = service.enrol(**PATIENT | {"phone": phone, "external_id": f"e{number}"})
    form = {"MessageSid": f"SM{number:032x}", "From": phone, "To": "+15550100000", "Body": "can I drink on this?"}
    assert service.webhook("/sms/inbound", form | {"NumMedia": "0"}).status_code == 200
    apply_inbound(service.rt)
    return patient_id


def _staff(service: Service) -> str:
    with service.rt.database.writing() as session:
        made = {"email": "ben@example.org", "name": "Ben Ortiz", "role": Role.CLINICIAN, "now": service.rt.now()}
        return create_practitioner(session, clinic_id=service.clinic_id, **made).id
