"""How the API treats tokens, roles, bodies, keys and addresses, whatever is sent."""

from __future__ import annotations

import json
import threading
from typing import Any

import pytest
from sqlalchemy import select

from adherence.access import access_of
from adherence.api.app import CALLS
from adherence.api.idempotency import begin, request_hash
from adherence.db.communications import Communication
from adherence.db.patients import Patient
from adherence.db.practitioners import ApiToken, IdempotencyKey, token_row
from adherence.domain.actor import Actor
from adherence.domain.states import Role
from tests.names import UNKNOWN_ID
from tests.web.api_service import DAILY, PATIENT, Service, any_service, service

__all__ = ["any_service", "service"]


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Bearer nope", "Basic abc", "Bearer é", "x" * 9000])
def test_without_a_valid_token_nothing_is_told(service: Service, header: str | None) -> None:
    headers = {} if header is None else {"Authorization": header}
    answer = service.client.get("/api/v1/patients", headers=headers)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert answer.mimetype == "application/problem+json"


def test_a_withdrawn_token_is_worth_nothing(service: Service) -> None:
    with service.rt.database.writing() as session:
        row = token_row(session, service.tokens[Role.CLINICIAN])
        assert row is not None
        row.revoked_at = service.moment[0]
    assert service.get("/patients").status_code == 401


@pytest.mark.parametrize("role", list(Role))
def test_each_role_may_do_what_the_matrix_says(service: Service, role: Role) -> None:
    patient_id = service.enrol()
    reads = service.get(f"/patients/{patient_id}", token=service.tokens[role]).status_code
    writes = service.post(f"/patients/{patient_id}/messages", {"body": "Hi"}, token=service.tokens[role]).status_code
    full = role in (Role.ADMIN, Role.CLINICIAN, Role.COORDINATOR)
    assert reads == (200 if full or role is Role.READER else 403)
    assert writes == (201 if full else 403)


def test_every_route_says_who_may_call_it(service: Service) -> None:
    views = {name: view for name, view in service.app.view_functions.items() if name != "static"}
    assert len(views) == len(CALLS) + 6
    assert all(access_of(view) is not None for view in views.values())


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"", "application/json", 400),
        (b"{", "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b'{"body": NaN}', "application/json", 400),
        (b'{"body": ' + b"9" * 5000 + b"}", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"[]", "application/json", 422),
        (b"null", "application/json", 422),
        (b'"body"', "application/json", 422),
        (b'{"body": "a", "body": "b"}', "application/json", 422),
        (b'{"body": "\\u0000"}', "application/json", 422),
        (b'{"body": "\\ud800"}', "application/json", 422),
        (b'{"\\u0000": 1}', "application/json", 422),
        (b'{"body": {"a": 1}}', "application/json", 422),
        (b'{"body": ' + b"[" * 50 + b"]" * 50 + b"}", "application/json", 422),
        (b"body=Hi", "application/x-www-form-urlencoded", 415),
        (b'{"body": "Hi"}', "text/plain", 415),
        (b'{"body": "' + b"x" * 300_000 + b'"}', "application/json", 413),
    ],
)
def test_a_body_that_cannot_be_meant_changes_nothing(
    service: Service, body: bytes, content_type: str, status: int
) -> None:
    patient_id = service.enrol()
    answer = service.call("POST", f"/patients/{patient_id}/messages", data=body, content_type=content_type)
    assert answer.status_code == status, answer.text
    assert answer.mimetype == "application/problem+json"
    assert answer.json["status"] == status
    assert _texts(service) == ["welcome"]


_WRONG: list[Any] = [None, True, 0, -1, 1.5, 10**30, "", "x" * 5000, [], [[]], {}, {"a": None}]


def test_no_value_of_a_wrong_type_gets_past_any_field(any_service: Service) -> None:
    service = any_service
    patient_id = service.enrol()
    service.post(f"/patients/{patient_id}/regimens", DAILY)
    bodies: dict[str, dict[str, Any]] = {
        "/patients": PATIENT,
        f"/patients/{patient_id}/status": {"status": "paused", "reason": "r", "until": "2026-04-01"},
        f"/patients/{patient_id}/consents": {"event": "opt_in"} | PATIENT["consent"],
        f"/patients/{patient_id}/regimens": DAILY,
        f"/patients/{patient_id}/injections": {"given_at": "2026-03-04T16:00:00Z", "quantity_mg": 380, "side": "left"},
        f"/patients/{patient_id}/risk-days": {"on": "2026-03-05", "anticipated_at": "21:00"},
        f"/patients/{patient_id}/start-gate": {"agent": "none", "signed_by": "x", "contraindications": []},
        "/doses/1/administrations": {"state": "taken", "taken_at": None, "quantity_mg": 50, "supersedes": None},
    }
    for value in _WRONG:
        for path, body in bodies.items():
            for name in body:
                answer = service.post(path, body | {name: value})
                assert answer.status_code in (201, 200, 404, 409, 422), (path, name, value, answer.text)
            assert service.post(path, value).status_code in (400, 404, 409, 422), (path, value)


def test_a_body_shorter_than_announced_is_refused(service: Service) -> None:
    ended = {"wsgi.input_terminated": True, "CONTENT_LENGTH": "5000"}
    assert service.post("/patients", PATIENT, environ_overrides=ended).status_code == 400
    assert service.get("/patients").json["items"] == []


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nothing", 404),
        ("GET", "", 404),
        ("GET", "/patients/1", 404),
        ("GET", "/patients/../../health", 404),
        ("GET", "/patients/%2e%2e%2fhealth", 404),
        ("GET", "/doses/-1/administrations", 404),
        ("GET", f"/doses/{10**30}/administrations", 404),
        ("GET", "/doses/1e3/administrations", 404),
        ("DELETE", "/patients", 405),
        ("PUT", f"/patients/{UNKNOWN_ID}", 405),
        ("GET", "/patients?search=%00", 422),
        ("GET", "/patients?search=%ff%fe", 200),
    ],
)
def test_an_address_that_does_not_exist_is_told_as_a_problem(
    service: Service, method: str, path: str, status: int
) -> None:
    answer = service.call(method, path)
    assert answer.status_code == status
    if status >= 400:
        assert answer.mimetype == "application/problem+json"
        assert answer.json["status"] == status


def test_answers_are_never_kept_by_caches(service: Service) -> None:
    assert service.get("/patients").headers["Cache-Control"] == "no-store"
    assert service.get("/nothing").headers["Cache-Control"] == "no-store"


def test_the_same_key_and_request_get_the_same_answer_and_one_effect(any_service: Service) -> None:
    key = {"Idempotency-Key": "k-1"}
    first = any_service.post("/patients", PATIENT, headers=dict(key))
    reordered = json.dumps(dict(reversed(PATIENT.items())), indent=3)
    again = any_service.call("POST", "/patients", data=reordered, content_type="application/json", headers=dict(key))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json == again.json
    with any_service.rt.database.reading() as session:
        assert len(session.scalars(select(Patient)).all()) == 1
        kept = session.scalars(select(IdempotencyKey)).one()
        assert kept.answer_sealed is not None
        assert b"Ruiz" not in kept.answer_sealed
    other = any_service.post("/patients", PATIENT | {"given_name": "Eve"}, headers=dict(key))
    assert other.status_code == 422
    elsewhere = any_service.post(f"/patients/{first.json['id']}/messages", {"body": "Hi"}, headers=dict(key))
    assert elsewhere.status_code == 422


def test_a_key_of_another_token_is_another_key(any_service: Service) -> None:
    first = any_service.post("/patients", PATIENT, headers={"Idempotency-Key": "k"})
    token = any_service.foreign_token
    other = any_service.post("/patients", PATIENT, token=token, headers={"Idempotency-Key": "k"})
    assert other.status_code == 201
    assert other.json["id"] != first.json["id"]


def test_a_refused_request_leaves_its_key_free(any_service: Service) -> None:
    key = {"Idempotency-Key": "k"}
    assert any_service.post("/patients", PATIENT | {"phone": "1"}, headers=dict(key)).status_code == 422
    assert any_service.post("/patients", PATIENT, headers=dict(key)).status_code == 201


@pytest.mark.parametrize("key", ["", "x" * 256, "é"])
def test_a_key_that_cannot_be_kept_is_refused(service: Service, key: str) -> None:
    assert service.post("/patients", PATIENT, headers={"Idempotency-Key": key}).status_code == 400


def test_many_at_once_with_one_key_enrol_one_patient(any_service: Service) -> None:
    answers: list[int] = []

    def enrol() -> None:
        client = any_service.app.test_client()
        headers = {"Authorization": f"Bearer {any_service.tokens[Role.CLINICIAN]}", "Idempotency-Key": "same"}
        answers.append(client.post("/api/v1/patients", json=PATIENT, headers=headers).status_code)

    threads = [threading.Thread(target=enrol) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(answers) <= {201, 409}
    assert answers.count(201) >= 1
    with any_service.rt.database.reading() as session:
        assert len(session.scalars(select(Patient)).all()) == 1


def test_a_key_whose_first_request_still_runs_is_a_conflict(service: Service) -> None:
    with service.rt.database.writing() as session:
        token = session.scalars(select(ApiToken).where(ApiToken.role == Role.ADMIN)).one()
        actor = Actor(id=token.id, name="x", role=token.role, clinic_id=token.clinic_id)
        begin(session, actor, "running", request_hash("POST", "/api/v1/patients?", PATIENT), service.moment[0])
    headers = {"Idempotency-Key": "running"}
    answer = service.post("/patients", PATIENT, token=service.tokens[Role.ADMIN], headers=headers)
    assert answer.status_code == 409


def test_an_unexpected_error_tells_nothing_of_what_was_sent(service: Service, caplog: pytest.LogCaptureFixture) -> None:
    patient_id = service.enrol()
    with service.rt.database.writing() as session:
        # A sealed name that was moved from another row: the vault refuses to open it.
        patient = session.get_one(Patient, patient_id)
        patient.given_name_sealed = patient.family_name_sealed
    answer = service.get(f"/patients/{patient_id}")
    assert answer.status_code == 500
    assert answer.mimetype == "application/problem+json"
    assert "Ruiz" not in caplog.text + answer.text
    assert "VaultLocked" in caplog.text


def _texts(service: Service) -> list[str]:
    with service.rt.database.reading() as session:
        return [text.value for text in session.scalars(select(Communication.purpose))]
