"""Calls of the API about conversations and flags."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from adherence.actions.apply_inbound import apply_inbound
from adherence.actions.open_flag import open_flag
from adherence.db.communications import Communication
from adherence.db.patients import lock_patient
from adherence.domain.gate import Reason
from adherence.domain.states import FlagKind, MessageState, Role
from tests.names import UNKNOWN_ID
from tests.web.api_service import Service, any_service, service

__all__ = ["any_service", "service"]


def test_a_conversation_is_told_newest_first_in_pages_of_any_size(any_service: Service) -> None:
    service = any_service
    patient_id = service.enrol()
    for number in range(6):
        service.pass_time(minutes=number % 2)  # several share one instant
        service.post(f"/patients/{patient_id}/messages", {"body": f"Note {number}"})
        _receive(service, number, "ok then")
    apply_inbound(service.rt)
    whole = service.get(f"/patients/{patient_id}/communications").json
    assert whole["next"] is None
    keys = [(item["direction"], item["id"]) for item in whole["items"]]
    assert len(keys) == len(set(keys))
    assert [direction for direction, _ in keys].count("inbound") == 6
    assert [direction for direction, _ in keys].count("outbound") >= 7
    instants = [item["at"] for item in whole["items"]]
    assert instants == sorted(instants, reverse=True)
    for limit in (1, 2, 3, 5):
        seen, address = [], f"/patients/{patient_id}/communications?limit={limit}"
        while address:
            page = service.get(address).json
            seen += [(item["direction"], item["id"]) for item in page["items"]]
            address = (page["next"] or "").removeprefix("/api/v1")
        assert seen == keys, limit


def test_a_text_from_the_patient_is_told_with_its_words_and_how_it_was_read(service: Service) -> None:
    patient_id = service.enrol()
    _receive(service, 1, "Tomé la de las 8")
    apply_inbound(service.rt)
    told = _newest(service, patient_id, "inbound")
    assert (told["state"], told["body"], told["segments"]) == ("applied", "Tomé la de las 8", 1)
    assert told["purpose"] is None
    assert told["intent"] == "taken"
    assert told["why"]


def test_a_withheld_text_says_which_rule_withheld_it(service: Service) -> None:
    patient_id = service.enrol()
    with service.rt.database.writing() as session:
        text = session.query(Communication).one()
        text.state, text.reason = MessageState.WITHHELD, Reason.QUIET_HOURS
    told = _newest(service, patient_id, "outbound")
    assert (told["state"], told["reason"]) == ("withheld", "quiet_hours")
    assert told["why"] == "Welcome after consent. Not sent: outside texting hours (08:00-21:00, New York)."
    assert told["body"] is None


@pytest.mark.parametrize(
    "cursor",
    ["x", "eHh8eXl8eno", "MjAyNi0wMS0wMXxpbmJvdW5kfDE", "MjAyNi0wMS0wMVQwMDowMDowMFp8c2lkZXdheXN8MQ", "é", "%00"],
)
def test_a_cursor_of_somebody_else_is_refused(service: Service, cursor: str) -> None:
    patient_id = service.enrol()
    for path in (f"/patients/{patient_id}/communications", "/patients", "/flags", f"/patients/{patient_id}/regimens"):
        assert service.get(f"{path}?cursor={cursor}").status_code == 422, path


def test_flags_are_listed_filtered_and_resolved_once(any_service: Service) -> None:
    service = any_service
    patient_id, other = service.enrol(), service.enrol(phone="+12025550144", external_id="2")
    _flag(service, patient_id, FlagKind.CRISIS)
    _flag(service, patient_id, FlagKind.RAN_OUT)
    _flag(service, other, FlagKind.CRISIS)
    every = service.get("/flags?state=open").json["items"]
    assert [(flag["kind"], flag["severity"]) for flag in every] == [
        ("crisis", "urgent"),
        ("ran_out", "high"),
        ("crisis", "urgent"),
    ]
    assert {"kind", "severity", "patient_id", "owner", "due_at", "opened_at"} <= set(every[0])
    assert len(service.get(f"/flags?patient_id={patient_id}").json["items"]) == 2
    assert len(service.get("/flags?kind=crisis&state=open&patient_id=").json["items"]) == 2
    attention = service.get("/patients?needs_attention=true").json["items"]
    assert {patient["id"] for patient in attention} == {patient_id, other}
    path = f"/flags/{every[0]['id']}/resolve"
    assert service.post(path, {"outcome": " "}).status_code == 422
    resolved = service.post(path, {"outcome": "called", "note": "All is well."})
    assert resolved.status_code == 200, resolved.text
    assert (resolved.json["state"], resolved.json["outcome"], resolved.json["note"]) == (
        "resolved",
        "called",
        "All is well.",
    )
    assert service.post(path, {"outcome": "called"}).status_code == 409
    assert len(service.get("/flags?state=open").json["items"]) == 2
    seen, address = [], "/flags?limit=1"
    while address:
        page = service.get(address).json
        seen += [flag["id"] for flag in page["items"]]
        address = (page["next"] or "").removeprefix("/api/v1")
    assert sorted(seen) == sorted(flag["id"] for flag in service.get("/flags").json["items"])
    assert len(seen) == 3


@pytest.mark.parametrize("query", ["state=closed", "kind=anger", "patient_id=1", f"owner={UNKNOWN_ID}"])
def test_an_unknown_filter_never_widens_the_list_of_flags(service: Service, query: str) -> None:
    assert service.get(f"/flags?{query}").status_code == 422


def test_flags_of_another_clinic_are_not_listed(service: Service) -> None:
    _flag(service, service.enrol(), FlagKind.CRISIS)
    assert service.get("/flags", token=service.foreign_token).json["items"] == []
    assert len(service.get("/flags", token=service.tokens[Role.READER]).json["items"]) == 1


def test_a_flag_is_snoozed_until_an_instant_but_not_where_a_life_is_at_stake(service: Service) -> None:
    patient_id = service.enrol()
    _flag(service, patient_id, FlagKind.RAN_OUT)
    _flag(service, patient_id, FlagKind.CRISIS)
    ran_out, crisis = (flag["id"] for flag in service.get("/flags").json["items"])
    until = (service.moment[0] + timedelta(days=3)).isoformat()
    told = service.post(f"/flags/{ran_out}/snooze", {"until": until})
    assert told.status_code == 200
    assert told.json["snoozed_until"] == until.replace("+00:00", "Z")
    assert service.post(f"/flags/{crisis}/snooze", {"until": until}).status_code == 409
    for wrong in ({}, {"until": "monday"}, {"until": "2020-01-01T08:00:00Z"}, {"until": "2100-01-01T08:00:00Z"}):
        assert service.post(f"/flags/{ran_out}/snooze", wrong).status_code == 422


def _flag(service: Service, patient_id: str, kind: FlagKind) -> None:
    with service.rt.database.writing() as session:
        open_flag(session, lock_patient(session, patient_id), kind, "for a test", now=service.moment[0])
    service.moment[0] += timedelta(seconds=1)


def _receive(service: Service, number: int, body: str) -> None:
    form = {"MessageSid": f"SM{number:032x}", "From": "+12025550143", "To": "+15550100000", "Body": body}
    assert service.webhook("/sms/inbound", form).status_code == 200


def _newest(service: Service, patient_id: str, direction: str) -> dict[str, Any]:
    items = service.get(f"/patients/{patient_id}/communications").json["items"]
    return next(item for item in items if item["direction"] == direction)
