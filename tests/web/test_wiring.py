"""Pages, API and webhooks in one application: each keeps its own manners."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from flask import Flask

from adherence.access import undeclared
from adherence.domain.states import Role
from adherence.wiring import create_app
from tests.names import UNKNOWN_ID
from tests.web.api_service import BASE, PATIENT, Service, service

__all__ = ["service"]


@pytest.fixture
def app(service: Service) -> Flask:
    """The whole application on the service's runtime."""
    return create_app(service.rt)


def test_every_route_of_the_whole_service_says_who_may_call_it(app: Flask) -> None:
    assert undeclared(app.view_functions) == []


def test_a_route_without_roles_keeps_the_service_from_starting(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    from adherence import wiring

    def with_a_hole(rt: object) -> Flask:
        app = Flask("hole")
        app.add_url_rule("/hole", "hole", lambda: "")
        return app

    monkeypatch.setattr(wiring, "create_web_app", with_a_hole)
    with pytest.raises(RuntimeError, match="hole"):
        create_app(service.rt)


def test_the_api_works_beside_the_pages_without_cookies_or_csrf(service: Service, app: Flask) -> None:
    client = app.test_client()
    headers = {"Authorization": f"Bearer {service.tokens[Role.CLINICIAN]}"}
    made = client.post("/api/v1/patients", json=PATIENT, headers=headers)
    assert made.status_code == 201, made.text
    assert "Set-Cookie" not in made.headers
    assert client.get(f"/api/v1/patients/{made.json['id']}", headers=headers).json["given_name"] == "Ana"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/nothing", 404),
        ("GET", "/api/v1/", 404),
        ("DELETE", "/api/v1/patients", 405),
        ("GET", f"/api/v1/patients/{UNKNOWN_ID}", 401),
        ("POST", "/api/v1/patients", 401),
    ],
)
def test_errors_of_the_api_are_problems_and_never_pages(app: Flask, method: str, path: str, status: int) -> None:
    answer = app.test_client().open(path, method=method)
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"


def test_webhooks_work_beside_the_pages(service: Service, app: Flask) -> None:
    form = {"MessageSid": "SM" + "a" * 32, "From": "+12025550143", "To": "+15550100000", "Body": "1"}
    signature = service.rt.sms.sign(BASE + "/sms/inbound", form)
    headers = {"X-Twilio-Signature": signature, "Content-Type": "application/x-www-form-urlencoded"}
    client = app.test_client()
    assert client.post("/sms/inbound", data=urlencode(form), headers=headers).status_code == 200
    assert client.post("/sms/inbound", data=urlencode(form | {"Body": "2"}), headers=headers).status_code == 403
    big = urlencode(form | {"Body": "x" * 100_000})
    assert client.post("/sms/inbound", data=big, headers=headers).status_code == 413
    assert client.post("/sms/inbound/", data=urlencode(form), headers=headers).status_code == 404


def test_a_token_opens_no_page_and_a_visitor_no_data(service: Service, app: Flask) -> None:
    headers = {"Authorization": f"Bearer {service.tokens[Role.ADMIN]}"}
    assert app.test_client().get("/patients", headers=headers).status_code == 302
    assert app.test_client().get("/health").status_code == 200
    assert app.test_client().get("/ready").status_code == 503
