"""The pages as a browser meets them: a client for each member of staff, tokens read from the pages themselves."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.test import TestResponse

from adherence.actions.create_practitioner import create_practitioner
from adherence.clock import utc_now
from adherence.db.practitioners import Practitioner, practitioner_by_email
from adherence.domain.states import Role
from adherence.runtime import Runtime
from adherence.web.app import create_web_app
from config import Config
from tests.cast import Cast

DAILY: dict[str, Any] = {
    "kind": "daily",
    "medication": "naltrexone 50 mg tablet",
    "starts_on": "2026-03-02",
    "times": ["08:00"],
    "pattern": {"type": "every_day", "quantity_mg": 50},
}
INJECTION: dict[str, Any] = {
    "kind": "injection",
    "medication": "naltrexone ER 380 mg",
    "quantity_mg": 380,
    "starts_on": "2026-03-02",
    "given_on": ["2026-02-16"],
    "cadence": {"every_days": 28},
    "visit_time": "10:00",
}
TARGETED: dict[str, Any] = {
    "kind": "targeted",
    "medication": "naltrexone 50 mg tablet",
    "quantity_mg": 50,
    "starts_on": "2026-03-02",
    "risk_weekdays": ["fri", "sat"],
    "anticipated_at": "19:00",
    "lead_minutes": 90,
}
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_WORDS = re.compile(r"<[^>]+>")


@dataclass
class Site:
    """The application of a runtime, its cast, and who is logged in."""

    rt: Runtime
    cast: Cast
    app: Flask
    clients: dict[str, FlaskClient] = field(default_factory=dict)

    def client(self, email: str) -> FlaskClient:
        """A browser in which this member of staff is logged in."""
        if email not in self.clients:
            client = self.app.test_client()
            with self.rt.database.reading() as session:
                staff = practitioner_by_email(session, email)
                assert staff is not None
                uniquifier = staff.fs_uniquifier
            with client.session_transaction() as cookie:
                cookie["_user_id"], cookie["_fresh"] = uniquifier, True
                cookie["seen"] = cookie["since"] = utc_now().timestamp()
            self.clients[email] = client
        return self.clients[email]

    @property
    def ben(self) -> FlaskClient:
        """Ana's nurse."""
        return self.client("ben@example.org")

    @property
    def cleo(self) -> FlaskClient:
        """A nurse of another clinic."""
        return self.client("cleo@example.org")

    def member(self, role: Role) -> FlaskClient:
        """A member of Ben's clinic with a role."""
        email = f"{role.value}@example.org"
        with self.rt.database.writing() as session:
            if practitioner_by_email(session, email) is None:
                clinic_id = self.cast.ben.clinic_id
                create_practitioner(
                    session, clinic_id=clinic_id, email=email, name=f"Some {role.value}", role=role, now=self.rt.now()
                )
        return self.client(email)

    def post(self, path: str, client: FlaskClient | None = None, /, **entered: Any) -> TestResponse:
        """Send a form as a page would, with the token of a page; names with dots are written with two underlines."""
        browser = client or self.ben
        names = {name.replace("__", ".").rstrip("_"): value for name, value in entered.items()}
        return browser.post(path, data=names | {"csrf_token": token_of(browser)})

    def page(self, path: str, client: FlaskClient | None = None) -> str:
        """The HTML of a page that must be there."""
        answer = (client or self.ben).get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.get_data(as_text=True)

    def ana(self, more: str = "") -> str:
        """The address of Ana's page, or of one below it."""
        return f"/patients/{self.cast.ana}{more}"

    @contextmanager
    def counted(self) -> Iterator[list[str]]:
        """Every statement that is sent to the database meanwhile."""
        statements: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
            if statement.startswith("SELECT"):
                statements.append(statement)

        event.listen(self.rt.database.engine, "before_cursor_execute", note)
        try:
            yield statements
        finally:
            event.remove(self.rt.database.engine, "before_cursor_execute", note)


def make_site(rt: Runtime, cast: Cast) -> Site:
    """The pages over a runtime."""
    return Site(rt, cast, served(rt, create_web_app))


_served: list[tuple[Callable[[Runtime], Flask], Config, Flask, Runtime]] = []


def served(rt: Runtime, make: Callable[[Runtime], Flask]) -> Flask:
    """An application over a runtime; that of an earlier test, with its templates, if only the database differs."""
    settings = rt.config.model_copy(update={"database_url": ""})
    found = next((made for made in _served if made[0] is make and made[1] == settings), None)
    if found is None:
        seat = copy(rt)
        found = (make, settings, make(seat), seat)
        _served.append(found)
    app, seat = found[2:]
    # The application goes on with its runtime, which from now on is this one in all but name.
    seat.__dict__ = rt.__dict__
    app.testing = True
    app.extensions.pop("adherence_reports", None)
    return app


def token_of(browser: FlaskClient) -> str:
    """The CSRF token of a page that everybody has."""
    for path in ("/help", "/login"):
        found = _TOKEN.search(browser.get(path).get_data(as_text=True))
        if found:
            return found.group(1)
    raise AssertionError("no page with a token")


def text_of(page: str) -> str:
    """The words of a page, tags left out."""
    return " ".join(html.unescape(_WORDS.sub(" ", page)).split())


def staff_row(rt: Runtime, email: str) -> Practitioner:
    """A member of staff as stored now."""
    with rt.database.reading() as session:
        found = practitioner_by_email(session, email)
        assert found is not None
        return found
