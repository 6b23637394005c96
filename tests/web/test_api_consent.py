"""Consent over HTTP: opt-outs by webhook, the ledger, pauses, numbers and supporters."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest
from sqlalchemy import select

from adherence.db.communications import Attempt, Communication
from adherence.domain.states import Role
from adherence.jobs import run_jobs_once
from adherence.sms.simulator import Simulator
from tests.names import UNKNOWN_ID
from tests.web.api_service import PATIENT, Service, any_service, service

__all__ = ["any_service", "service"]

SAM = "+12025557001"
SUPPORTER: dict[str, Any] = {
    "name": "Sam Ruiz",
    "phone": SAM,
    "language": "en",
    "events": ["no_answer_days"],
    "expires_on": "2026-06-01",
    "consent": {"method": "written", "given_at": "2026-03-04T12:00:00Z"},
}
_sids = count(1)


def text(service: Service, body: str, sender: str = PATIENT["phone"], **more: str) -> None:
    """A text arrives at the webhook, and every job runs."""
    form = {"MessageSid": f"SM{next(_sids):032x}", "From": sender, "To": "+15550100000", "Body": body, "NumMedia": "0"}
    assert service.webhook("/sms/inbound", form | more).status_code == 200
    run_jobs_once(service.rt)


def sent(service: Service, number: str = PATIENT["phone"]) -> list[str]:
    assert isinstance(service.rt.sms, Simulator)
    return [message.body for message in service.rt.sms.accepted() if message.to == number]


def state(service: Service, patient_id: str) -> str:
    return str(service.get(f"/patients/{patient_id}").json["consent_state"])


@pytest.fixture
def ana(any_service: Service) -> tuple[Service, str]:
    """Ana, enrolled and welcomed."""
    patient_id = any_service.enrol()
    run_jobs_once(any_service.rt)
    return any_service, patient_id


@pytest.mark.parametrize(
    ("body", "more", "answers"),
    [("STOP", {}, 0), ("STOP", {"OptOutType": "STOP"}, 0), ("please stop texting me", {}, 1)],
)
def test_an_opt_out_by_webhook(ana: tuple[Service, str], body: str, more: dict[str, str], answers: int) -> None:
    service, patient_id = ana
    before = len(sent(service))
    text(service, body, **more)
    text(service, "YES")
    assert state(service, patient_id) == "revoked"
    assert len(sent(service)) == before + answers
    lines = service.get(f"/patients/{patient_id}/consents").json["items"]
    assert [(line["event"], line["method"]) for line in lines] == [
        ("opt_in", "written"),
        ("opt_out", "sentence" if answers else "keyword"),
    ]


def test_21610_in_a_status_callback_opts_out(ana: tuple[Service, str]) -> None:
    service, patient_id = ana
    with service.rt.database.reading() as session:
        query = select(Attempt).join(Communication).where(Communication.patient_id == patient_id)
        attempt = session.scalars(query).one()
    form = {"MessageSid": attempt.sid or "", "MessageStatus": "undelivered", "ErrorCode": "21610"}
    assert service.webhook(f"/sms/status/{attempt.id}", form).status_code == 200
    assert state(service, patient_id) == "revoked"
    assert service.get(f"/patients/{patient_id}/consents").json["items"][-1]["method"] == "carrier"


def test_the_ledger_tells_the_wording_where_it_is_on_file(service: Service) -> None:
    first = service.get(f"/patients/{service.enrol()}/consents").json["items"][0]
    assert (first["wording_version"], first["wording_text"]) == ("2026-01", None)
    other = service.enrol(phone="+12025550199", consent={"method": "verbal"})
    line = service.get(f"/patients/{other}/consents").json["items"][0]
    assert line["wording_version"] == "2026-1"
    assert line["wording_text"].startswith("I agree that the programme may send me")


def test_a_pause_is_entered_listed_and_ended(ana: tuple[Service, str]) -> None:
    service, patient_id = ana
    entered = service.post(f"/patients/{patient_id}/pauses", {"topic": "reminders", "until": "2026-03-10"})
    assert entered.status_code == 201, entered.text
    assert (entered.json["topic"], entered.json["until"], entered.json["holds"]) == ("reminders", "2026-03-10", True)
    text(service, "PAUSE CHECKINS 3")
    methods = [item["method"] for item in service.get(f"/patients/{patient_id}/pauses").json["items"]]
    assert methods == ["keyword", "staff"]
    path = f"/pauses/{entered.json['id']}/end"
    assert service.post(path, {"more": 1}).status_code == 422
    assert service.post(path, {}).json["holds"] is False
    assert service.post(path, {}).status_code == 409
    assert service.post(path, {}, token=service.foreign_token).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [{}, {"topic": "x", "until": "2026-03-10"}, {"topic": "visits", "until": "2026-03-04"}, {"topic": "visits"}],
)
def test_a_pause_with_a_fault_is_refused(service: Service, wrong: dict[str, str]) -> None:
    assert service.post(f"/patients/{service.enrol()}/pauses", wrong).status_code == 422


def test_a_wrong_number_is_corrected_or_confirmed(ana: tuple[Service, str]) -> None:
    service, patient_id = ana
    assert service.post(f"/patients/{patient_id}/number/confirm", {}).status_code == 409
    text(service, "wrong number")
    assert service.post(f"/patients/{patient_id}/number", {"phone": PATIENT["phone"]}).status_code == 409
    assert service.post(f"/patients/{patient_id}/number/confirm", {}).json["number_state"] == "in_use"
    text(service, "wrong number, I am not Ana")
    told = service.post(f"/patients/{patient_id}/number", {"phone": "+12025550905"}).json
    assert told == {"patient_id": patient_id, "phone": "+12025550905", "number_state": "verifying"}
    run_jobs_once(service.rt)
    assert len(sent(service, "+12025550905")) == 1
    assert service.post(f"/patients/{patient_id}/number", {"phone": "12"}).status_code == 422


def test_a_supporter_is_added_agrees_writes_and_is_ended(ana: tuple[Service, str]) -> None:
    service, patient_id = ana
    added = service.post(f"/patients/{patient_id}/supporters", SUPPORTER)
    assert added.status_code == 201, added.text
    assert (added.json["consent_state"], added.json["live"], added.json["sees_doses"]) == ("pending", True, False)
    assert service.post(f"/patients/{patient_id}/supporters", SUPPORTER).status_code == 409
    run_jobs_once(service.rt)
    text(service, "OK", SAM)
    text(service, "is she well?", SAM)
    [listed] = service.get(f"/patients/{patient_id}/supporters").json["items"]
    assert (listed["consent_state"], listed["wording_version"]) == ("granted", "2026-1")
    flags = service.get("/flags?state=open").json["items"]
    assert [(flag["kind"], flag["patient_id"]) for flag in flags] == [("contact", patient_id)]
    inbound = [
        item
        for item in service.get(f"/patients/{patient_id}/communications").json["items"]
        if item["direction"] == "inbound"
    ]
    assert inbound == [], "a supporter's words are not the patient's"
    path = f"/supporters/{listed['id']}"
    assert service.post(path + "/ask", {}).status_code == 409
    assert service.post(path + "/extend", {"expires_on": "2026-12-01"}).json["expires_on"] == "2026-12-01"
    assert service.post(path + "/end", {"reason": "x"}).status_code == 422
    ended = service.post(path + "/end", {"reason": "patients_wish"}).json
    assert (ended["live"], ended["end_reason"]) == (False, "patients_wish")
    assert service.post(path + "/end", {"reason": "other"}).status_code == 409


def test_supporters_belong_to_their_clinic_and_writers(service: Service) -> None:
    patient_id = service.enrol()
    added = service.post(f"/patients/{patient_id}/supporters", SUPPORTER).json
    assert service.get(f"/patients/{patient_id}/supporters", token=service.foreign_token).status_code == 404
    for act, body in (("end", {"reason": "other"}), ("extend", {"expires_on": "2026-12-01"}), ("ask", {})):
        assert service.post(f"/supporters/{added['id']}/{act}", body, token=service.foreign_token).status_code == 404
        assert service.post(f"/supporters/{UNKNOWN_ID}/{act}", body).status_code == 404
        reader = service.tokens[Role.READER]
        assert service.post(f"/supporters/{added['id']}/{act}", body, token=reader).status_code == 403


@pytest.mark.parametrize(
    "wrong",
    [
        {"events": ["dose"]},
        {"events": "no_answer_days"},
        {"expires_on": "2028-01-01"},
        {"consent": {"method": "web"}},
        {"phone": None},
        {"sees_doses": 1},
        {"secret": True},
        {"name": "x" * 1000},
    ],
)
def test_a_supporter_with_a_fault_is_refused(service: Service, wrong: dict[str, Any]) -> None:
    assert service.post(f"/patients/{service.enrol()}/supporters", SUPPORTER | wrong).status_code == 422
