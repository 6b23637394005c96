"""The API and the webhooks in an application of their own, on a migrated SQLite file and a clock that tests set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from adherence.actions.create_clinic import create_clinic
from adherence.actions.create_token import create_token
from adherence.api import create_api
from adherence.domain.states import Role
from adherence.runtime import Runtime
from adherence.web import status, webhooks
from tests.conftest import runtime_at, test_config
from tests.web.site import served

BASE = "https://texts.example.org"
NOON = datetime(2026, 3, 4, 17, 0, tzinfo=UTC)
PATIENT: dict[str, Any] = {
    "given_name": "Ana",
    "family_name": "Ruiz",
    "phone": "+12025550143",
    "time_zone": "America/New_York",
    "language": "en",
    "consent": {"method": "written", "given_at": "2026-03-01T12:00:00Z", "wording_version": "2026-01"},
}
DAILY: dict[str, Any] = {
    "kind": "daily",
    "medication": "naltrexone 50 mg tablet",
    "starts_on": "2026-03-04",
    "ends_on": None,
    "times": ["08:00"],
    "pattern": {"type": "every_day", "quantity_mg": 50},
}
GATE: dict[str, Any] = {
    "opioid_free_since": "2026-01-01",
    "agent": "short_acting",
    "urine_test": "negative",
    "contraindications": [],
    "signed_by": "Dr Hale",
}


@dataclass
class Service:
    """One running service: its runtime, its application, two clinics and a token for each role of the first."""

    rt: Runtime
    app: Flask
    moment: list[datetime]
    clinic_id: str
    tokens: dict[Role, str]
    foreign_token: str
    client: FlaskClient = field(init=False)

    def __post_init__(self) -> None:
        self.client = self.app.test_client()

    def pass_time(self, **span: float) -> None:
        """Move the clock on."""
        self.moment[0] += timedelta(**span)

    def call(self, method: str, path: str, body: Any = None, *, token: str | None = None, **given: Any) -> TestResponse:
        """One call of the API by a clinician, or with another token."""
        headers = {"Authorization": f"Bearer {token or self.tokens[Role.CLINICIAN]}"} | given.pop("headers", {})
        json_body = {} if body is None else {"json": body}
        return self.client.open("/api/v1" + path, method=method, headers=headers, **json_body, **given)

    def get(self, path: str, **given: Any) -> TestResponse:
        """Read."""
        return self.call("GET", path, **given)

    def post(self, path: str, body: Any, **given: Any) -> TestResponse:
        """Write."""
        return self.call("POST", path, body, **given)

    def enrol(self, **changes: Any) -> str:
        """A patient, by default Ana; gives the id."""
        answer = self.post("/patients", PATIENT | changes)
        assert answer.status_code == 201, answer.text
        return str(answer.json["id"])

    def webhook(self, path: str, form: Any, *, signature: str | None = None, **given: Any) -> TestResponse:
        """A signed webhook of the provider."""
        pairs = list(form.items()) if isinstance(form, dict) else form
        signature = self.rt.sms.sign(BASE + path, pairs) if signature is None else signature
        headers = {"X-Twilio-Signature": signature, "Content-Type": "application/x-www-form-urlencoded"}
        headers |= given.pop("headers", {})
        return self.client.post(path, data=urlencode(pairs), headers=headers, **given)


@pytest.fixture
def service(sqlite_url: str) -> Iterator[Service]:
    """A service on SQLite: for tests in which the kind of database does not matter."""
    yield from _serve(sqlite_url)


@pytest.fixture
def any_service(database_url: str) -> Iterator[Service]:
    """A service on a database of each kind."""
    yield from _serve(database_url)


def _serve(url: str) -> Iterator[Service]:
    moment = [NOON]
    rt = runtime_at(test_config(url, public_base_url=BASE), lambda: moment[0])
    with rt.database.writing() as session:
        clinic = create_clinic(session, name="Elm", time_zone="America/New_York", now=NOON)
        other = create_clinic(session, name="Oak", time_zone="America/Bogota", now=NOON)
        tokens = {role: create_token(session, clinic_id=clinic.id, role=role, now=NOON) for role in Role}
        foreign = create_token(session, clinic_id=other.id, role=Role.CLINICIAN, now=NOON)
        clinic_id = clinic.id
    yield Service(rt, served(rt, _application), moment, clinic_id, tokens, foreign)
    rt.close()


def _application(rt: Runtime) -> Flask:
    app = Flask("tests")
    app.extensions["adherence"] = rt
    for blueprint in (create_api(rt), webhooks.bp, status.bp):
        app.register_blueprint(blueprint)
    return app
