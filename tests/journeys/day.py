"""Whole days with a virtual clock: the real service on a socket, the official Twilio client, a fake Twilio."""

from __future__ import annotations

import html
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask
from flask.testing import FlaskClient
from flask_security import hash_password
from sqlalchemy import select, update
from werkzeug.serving import make_server

from adherence.actions.create_token import create_token
from adherence.actions.deliver_messages import deliver_messages
from adherence.actions.record_lab import record_lab
from adherence.db.communications import Communication
from adherence.db.patients import Patient
from adherence.db.practitioners import Practitioner
from adherence.domain.states import BEFORE_SENDING, Role
from adherence.jobs import run_jobs_once
from adherence.runtime import Runtime
from tests.cast import Cast, enrolment
from tests.conftest import VirtualClock
from tests.fake_twilio.book import FakeMessage
from tests.fake_twilio.server import FakeTwilio

OUR_NUMBER = "+15005550006"
PLANNED_WITHIN = timedelta(hours=6)
PASSWORD = "a long enough password"


class Day:
    """What a journey says: patients with plans, the time of day in the clinic's zone, texts, answers, the dashboard."""

    def __init__(
        self, rt: Runtime, cast: Cast, clock: VirtualClock, fake: FakeTwilio, app: Flask, address: str
    ) -> None:
        self.rt, self.cast, self.clock, self.fake, self.app, self.address = rt, cast, clock, fake, app, address
        self.zone = ZoneInfo("America/New_York")
        self._ids: dict[str, str] = {}
        self._client: FlaskClient | None = None
        with rt.database.writing() as session:
            self._token = create_token(session, clinic_id=cast.ben.clinic_id, role=Role.CLINICIAN, now=rt.now())

    def enrol(self, name: str, *, zone: str = "America/New_York", language: str = "en", **changes: Any) -> str:
        """Enrol somebody over the API with a written consent; gives the id. Nothing is signed and nothing planned."""
        named = {"given_name": name, "family_name": "Journey", "time_zone": zone, "language": language}
        entered = enrolment(**named | changes)
        status, told = self.staff("POST", "/patients", entered)
        assert status == 201, told
        self._ids[name] = told["id"]
        return self._ids[name]

    def staff(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        """What a member of staff does over the API; ``{Name}`` in the path is a patient's id. Gives status and JSON."""
        given = {} if body is None else {"json": body}
        headers = {"Authorization": f"Bearer {self._token}"}
        address = "/api/v1" + path.format(**self._ids)
        answer = self.app.test_client().open(address, method=method, headers=headers, **given)
        self._work()
        return answer.status_code, answer.json

    def does(self, name: str, what: str, body: dict[str, Any]) -> Any:
        """Staff do something for a patient over the API, which must succeed; gives what was answered."""
        status, told = self.staff("POST", f"/patients/{{{name}}}/{what}", body)
        assert status in (200, 201), told
        return told

    def fills_in(self, path: str, **fields: Any) -> tuple[int, str]:
        """Ben sends a form of the pages; ``{Name}`` in the path is a patient's id. Gives status and plain text."""
        status, page = self.sends(path, **fields)
        return status, plain_text(page)

    def sends(self, path: str, **fields: Any) -> tuple[int, str]:
        """The same, with the page as it is."""
        form = {"csrf_token": self._csrf(), **fields}
        answer = self._nurse().post(path.format(**self._ids), data=form, follow_redirects=True)
        self._work()
        return answer.status_code, answer.get_data(as_text=True)

    def board(self) -> str:
        """The text of the board of injections."""
        return self.page("/schedule")

    def patient(
        self, name: str, *, zone: str, regimen: dict[str, Any], language: str = "en", agent: str = "none"
    ) -> None:
        """Enrol somebody with a consent on paper, sign the gate and start the plan."""
        patient_id = self.cast.enrol(given_name=name, family_name="Journey", time_zone=zone, language=language)
        self.cast.start(regimen, patient_id, agent=agent)
        self._ids[name] = patient_id

    def liver_test(self, name: str, on: str) -> None:
        """Staff record a normal result, so that none is due."""
        entered = {"taken_on": on, "test": "ALT", "value": 30, "unit": "U/L", "upper_limit": 40}
        with self.rt.database.writing() as session:
            patient = session.get_one(Patient, self._ids[name])
            record_lab(session, self.cast.ben, patient, entered, now=self.rt.now())

    def id_of(self, name: str) -> str:
        """The patient's id."""
        return self._ids[name]

    def until(self, local: str, zone: str | None = None) -> Day:
        """Let time pass to a local date and time, stopping at every minute at which a text is due on the way."""
        target = datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone) if zone else self.zone)
        while self.clock.at < target:
            step = min(self.clock.at + PLANNED_WITHIN, target)
            due = self._next_due()
            self.clock.move_to(step if due is None else max(min(due, step), self.clock.at + timedelta(microseconds=1)))
            self._work()
        return self

    def _next_due(self) -> datetime | None:
        with self.rt.database.reading() as session:
            query = select(Communication.send_at).where(
                Communication.state.in_(BEFORE_SENDING), Communication.send_at > self.clock.at
            )
            return session.scalar(query.order_by(Communication.send_at).limit(1))

    def _work(self) -> None:
        """Every job once, then what the later ones of them left to do for the earlier ones: texts to send."""
        run_jobs_once(self.rt)
        deliver_messages(self.rt)

    def texts(self, name: str) -> list[tuple[str, str]]:
        """What the provider took for a patient: local time of the patient's zone, and body."""
        number = self.cast.phone(self._ids[name])
        zone = self.cast.patient(self._ids[name]).zone
        return [
            (message.created_at.astimezone(zone).strftime("%Y-%m-%d %H:%M"), message.body)
            for message in self.fake.outbound
            if message.to == number
        ]

    def last_text(self, name: str) -> str:
        """The newest text to a patient."""
        return self.texts(name)[-1][1]

    def reply(self, name: str, body: str, **fields: Any) -> int:
        """The patient writes: signed, over a socket, to the real webhook; gives the HTTP status."""
        number = self.cast.phone(self._ids[name])
        url = f"{self.address}/sms/inbound"
        _, status = self.fake.receive(body, from_=number, to=OUR_NUMBER, url=url, extra=fields or None)
        self._work()
        return status

    def report(self, name: str, word: str, error_code: int | None = None) -> int:
        """The provider reports about the newest text to a patient; gives the HTTP status."""
        number = self.cast.phone(self._ids[name])
        newest: FakeMessage = [message for message in self.fake.outbound if message.to == number][-1]
        status = self.fake.report(newest, word, error_code)
        self._work()
        return status

    def page(self, path: str) -> str:
        """The text of a page as Ben the nurse sees it, tags removed."""
        answer = self._nurse().get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return plain_text(answer.get_data(as_text=True))

    def dashboard(self, name: str) -> str:
        """The text of a patient's page."""
        return self.page(f"/patients/{self._ids[name]}")

    def states(self, name: str) -> list[str]:
        """The states of a patient's doses, oldest first."""
        return [state.value for state in self.cast.states(self._ids[name])]

    def _csrf(self) -> str:
        return csrf_of(self._nurse().get("/help").get_data(as_text=True))

    def _nurse(self) -> FlaskClient:
        if self._client is None:
            self._client = self.app.test_client()
            token = csrf_of(self._client.get("/login").get_data(as_text=True))
            entered = {"email": "ben@example.org", "password": PASSWORD, "csrf_token": token}
            assert self._client.post("/login", data=entered).status_code == 302
        return self._client


def plain_text(page: str) -> str:
    """A page without its tags."""
    plain = re.sub(r"<(script|style)[\s\S]*?</\1>|<[^>]+>", " ", page)
    return re.sub(r"\s+", " ", html.unescape(plain))


def csrf_of(page: str) -> str:
    """The token of the first form of a page."""
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    return found.group(1) if found else ""


@contextmanager
def served(rt: Runtime, app: Flask, port: int) -> Iterator[None]:
    """The application on a socket of this machine."""
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def give_password(rt: Runtime, app: Flask, email: str = "ben@example.org") -> None:
    """Let a member of the cast log in."""
    with app.app_context():
        hashed = hash_password(PASSWORD)
    with rt.database.writing() as session:
        session.execute(update(Practitioner).where(Practitioner.email == email).values(password=hashed))
