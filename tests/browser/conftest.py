"""A real Chromium against the pages on a loopback port; skipped where the machine has none."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, sync_playwright
from werkzeug.serving import make_server

from adherence.clock import utc_now
from adherence.db.installation import beat
from adherence.db.practitioners import practitioner_by_email
from adherence.web.accounts import set_password
from adherence.web.app import create_web_app
from tests.browser.clinic import populate
from tests.cast import make_cast
from tests.conftest import VirtualClock, make_runtime, sqlite_copy
from tests.web.site import Site

PASSWORD = "correct horse battery"
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
_PATIENCE_MS = 12_000
_FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)


@dataclass
class Watched:
    """A browser page, and everything in it that a strict policy would not like."""

    page: Page
    base: str
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    answers: list[Response] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """Go to a path of the service."""
        self.requests.clear()
        self.answers.clear()
        self.page.goto(self.base + path)
        return self.page

    def forget_refusals(self) -> None:
        """The browser notes on its console that a form or an address was refused: it is no complaint."""
        self.complaints = [line for line in self.complaints if "with a status of 4" not in line]

    def note_console(self, message: ConsoleMessage) -> None:
        """Keep what the browser complains about."""
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.type}: {message.text}")

    def note_request(self, request: Request) -> None:
        """Keep what is asked for, and complain about other hosts."""
        self.requests.append(request.url)
        if urlsplit(request.url).netloc != urlsplit(self.base).netloc:
            self.complaints.append("request to another host: " + request.url)


@dataclass(frozen=True)
class Clinic:
    """The pages of a whole clinic, their address, and its patients by given name."""

    site: Site
    address: str
    people: dict[str, str]

    def patient(self, name: str, below: str = "") -> str:
        """The path of a patient's page, or of one below it."""
        return f"/patients/{self.people[name]}{below}"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The distribution's Chromium; for a module, because Playwright's loop would stand in the way of other tests'."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("no Chromium is installed on this machine (Debian: apt install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def clinic(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    """A service on a free port for all browser tests: each enrols or is given a patient of its own."""
    url = sqlite_copy(sqlite_template, tmp_path_factory.mktemp("clinic"))
    runtimes = make_runtime(url, VirtualClock())
    rt = next(runtimes)
    site = Site(rt, make_cast(rt), create_web_app(rt))  # an application of its own: others are handed on
    site.app.testing = True
    people = populate(site)
    with site.app.app_context(), rt.database.writing() as session:
        ben = practitioner_by_email(session, "ben@example.org")
        assert ben is not None
        set_password(ben, PASSWORD)
    site.clients.clear()  # a new password ended the sessions
    yield from served(site, people)
    runtimes.close()  # type: ignore[attr-defined]


def served(site: Site, people: dict[str, str]) -> Iterator[Clinic]:
    """A site on a free loopback port, for as long as somebody looks at it."""
    server = make_server("127.0.0.1", 0, site.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield Clinic(site, f"http://127.0.0.1:{server.server_port}", people)
    finally:
        server.shutdown()
        thread.join(timeout=10)
        server.server_close()


@pytest.fixture
def nurse(chromium: Browser, clinic: Clinic) -> Iterator[Watched]:
    """Ben at a desk, logged in; nothing that he does may make the browser complain."""
    context = chromium.new_context(viewport=WIDE, color_scheme="light", reduced_motion="reduce")  # type: ignore[arg-type]
    enter(context, clinic, clinic.site.ben)
    watched = watch(context, clinic.address)
    yield watched
    context.close()
    watched.forget_refusals()
    assert watched.complaints == []


def enter(context: BrowserContext, clinic: Clinic, client: FlaskClient) -> None:
    """Give a browser the session of somebody who is logged in, and let the worker be alive."""
    with clinic.site.rt.database.writing() as session:
        beat(session, "worker", utc_now())
    cookie = client.get_cookie("adherence")
    assert cookie is not None
    context.add_cookies([{"name": "adherence", "value": cookie.value, "url": clinic.address}])


def watch(context: BrowserContext, base: str) -> Watched:
    """A new page of a browser context, watched."""
    watched = Watched(context.new_page(), base)
    watched.page.set_default_timeout(_PATIENCE_MS)
    watched.page.on("console", watched.note_console)
    watched.page.on("request", watched.note_request)
    watched.page.on("response", lambda answer: watched.answers.append(answer))
    watched.page.on("pageerror", lambda error: watched.complaints.append(f"script: {error}"))
    return watched


def log_in(watched: Watched) -> None:
    """Log in as Ben, by the form."""
    watched.open("/login")
    watched.page.fill("#f-email", "ben@example.org")
    watched.page.fill("#f-password", PASSWORD)
    watched.page.click("main button")
    watched.page.wait_for_url(watched.base + "/")
