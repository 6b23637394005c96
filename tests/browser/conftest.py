"""A real Chromium against the pages on a loopback port; skipped where the machine has none."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright
from werkzeug.serving import make_server

from adherence.clock import utc_now
from adherence.db.installation import beat
from adherence.db.practitioners import practitioner_by_email
from adherence.jobs import run_jobs_once
from adherence.runtime import Runtime
from adherence.web.accounts import set_password
from tests.cast import Cast
from tests.web.site import DAILY, INJECTION, TARGETED, Site, make_site

PASSWORD = "correct horse battery"
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

    def open(self, path: str) -> Page:
        """Go to a path of the service."""
        self.requests.clear()
        self.page.goto(self.base + path)
        return self.page

    def note_console(self, message: ConsoleMessage) -> None:
        """Keep what the browser complains about."""
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.type}: {message.text}")

    def note_request(self, request: Request) -> None:
        """Keep what is asked for, and complain about other hosts."""
        self.requests.append(request.url)
        if urlsplit(request.url).netloc != urlsplit(self.base).netloc:
            self.complaints.append("request to another host: " + request.url)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The distribution's Chromium."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("no Chromium is installed on this machine (Debian: apt install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def site(sqlite_rt: Runtime, sqlite_cast: Cast) -> Site:
    """Pages with a patient on each kind of plan, some history, and one who needs a person."""
    site = make_site(sqlite_rt, sqlite_cast)
    site.cast.start(DAILY)
    site.cast.start(INJECTION, site.cast.enrol(given_name="Ines", family_name="Moreno"))
    site.cast.start(TARGETED, site.cast.enrol(given_name="Theo", family_name="Brandt"))
    for day in range(10):
        for hours in (8, 6, 10):
            sqlite_rt.clock.pass_by(hours=hours)  # type: ignore[attr-defined]
            run_jobs_once(sqlite_rt)
            if hours == 8 and day % 3:
                site.cast.reply("1")
    sqlite_rt.clock.pass_by(hours=9)  # type: ignore[attr-defined]
    run_jobs_once(sqlite_rt)
    site.cast.reply("I feel sick since the new pills")
    with sqlite_rt.database.writing() as session:
        beat(session, "worker", utc_now())
    with site.app.app_context(), sqlite_rt.database.writing() as session:
        ben = practitioner_by_email(session, "ben@example.org")
        assert ben is not None
        set_password(ben, PASSWORD)
    return site


@pytest.fixture
def address(site: Site) -> Iterator[str]:
    """The pages, served on a free loopback port."""
    server = make_server("127.0.0.1", 0, site.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join(timeout=10)
    server.server_close()


def watch(context: BrowserContext, base: str) -> Watched:
    """A new page of a browser context, watched."""
    watched = Watched(context.new_page(), base)
    watched.page.on("console", watched.note_console)
    watched.page.on("request", watched.note_request)
    watched.page.on("pageerror", lambda error: watched.complaints.append(f"script: {error}"))
    return watched


def log_in(watched: Watched) -> None:
    """Log in as Ben, by the form."""
    watched.open("/login")
    watched.page.fill("#f-email", "ben@example.org")
    watched.page.fill("#f-password", PASSWORD)
    watched.page.click("main button")
    watched.page.wait_for_url(watched.base + "/")
