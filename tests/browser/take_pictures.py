"""Take the pictures of the help and of the documents anew, on a demo of their own: ``make pictures``.

python -m tests.browser.take_pictures                         # plays the demo first, for about a minute
python -m tests.browser.take_pictures http://127.0.0.1:8000   # a service that runs already, with its demo
python -m tests.browser.take_pictures --only worklist         # these alone, by name
"""

from __future__ import annotations

import argparse
import base64
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
HELP = ROOT / "adherence" / "web" / "static" / "help"
DOCUMENTS = ROOT / "docs" / "screenshots"
_CHROMIUM = "/usr/bin/chromium"
_FLAGS = ["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb", "--disable-lcd-text"]
_PASSWORD = "north-care-demo"
_NURSE, _ADMIN = "nurse@north-clinic.example", "admin@north-clinic.example"
_HELP_SIZE = (760, 475)
_LARGEST_HELP_BYTES = 25_000
_DEMO_SECONDS = 300
_TO_WEBP = """async ([png, width, height, quality]) => {
    const image = new Image(); image.src = 'data:image/png;base64,' + png; await image.decode();
    const canvas = document.createElement('canvas'); canvas.width = width; canvas.height = height;
    canvas.getContext('2d').drawImage(image, 0, 0, width, height);
    return canvas.toDataURL('image/webp', quality).split(',')[1]; }"""

# Patients are found on the English list: a row by what stands in it, then the link to its page.
_FIRST = ("/", "a.name")
_HELD = ("/", 'tr:has(svg[aria-label*="held "]) a.name')
_STEPS = ("/patients", 'tr:has-text("(step") a.name')
_TARGETED = ("/patients?plan=targeted", "tr a.name")
_TABLETS = ("/patients?plan=daily", "tr a.name")
_INJECTION = ("/patients?plan=injection", "tr a.name")

_TOP = "#main"
"""Pictures of the help leave the menu out, which is on every page."""

Where = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Picture:
    """A place of the service: a path (below a patient's page where one is named), and what to scroll to."""

    name: str
    path: str = ""
    patient: Where | None = None
    scroll_to: str = _TOP
    staff: str = _NURSE
    click: str = ""


FOR_HELP = (
    Picture("first-day", "/account"),
    Picture("worklist", "/"),
    Picture("patient", patient=_FIRST),
    Picture("doses", patient=_TABLETS, click='a[href^="/doses/"]'),
    Picture("texts", "/messages"),
    Picture("check-ins", patient=_FIRST, scroll_to="#questions-title"),
    Picture("injections", "/schedule"),
    Picture("plans", patient=_STEPS, scroll_to="#plans-title"),
    Picture("supply", patient=_FIRST, scroll_to="#supply-title"),
    Picture("holds", "/holds/new", patient=_TABLETS),
    Picture("consent", "/supporters/new", patient=_FIRST),
    Picture("reports", "/reports"),
    Picture("import", "/patients/import", staff=_ADMIN),
    Picture("on-call", "/settings/on-call"),
    Picture("settings", "/settings", staff=_ADMIN),
)
FOR_DOCUMENTS = (
    Picture("worklist", "/"),
    Picture("patient", patient=_FIRST),
    Picture("schedule", "/schedule"),
    Picture("staircase", patient=_STEPS, scroll_to="#plans-title"),
    Picture("targeted", patient=_TARGETED),
    Picture("hold", patient=_HELD),
)
ON_A_PHONE = (Picture("phone", "/"),)


@dataclass(frozen=True, slots=True)
class Camera:
    """A browser in front of a running demo."""

    browser: Browser
    base: str
    darkroom: Page

    def open(self, staff: str, language: str, width: int, height: int) -> Page:
        """A page in which somebody is logged in and reads a language."""
        context: BrowserContext = self.browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="light", reduced_motion="reduce"
        )
        page = context.new_page()
        page.goto(self.base + "/login")
        page.fill("[name=email]", staff)
        page.fill("[name=password]", _PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_load_state()
        page.goto(self.base + "/account")
        page.check(f"[name=language][value={language}]")
        page.click("form[action='/account/language'] button")
        page.wait_for_load_state()
        page.goto(self.base + "/account")  # without the notice that the language was kept
        return page

    def addresses(self) -> dict[Where, str]:
        """The page of each patient that a picture shows, found on the English pages."""
        page = self.open(_NURSE, "en", 1280, 900)
        wanted = {one.patient for one in (*FOR_HELP, *FOR_DOCUMENTS) if one.patient}
        found = {}
        for where in sorted(wanted):
            page.goto(self.base + where[0])
            link = page.locator(where[1]).first
            found[where] = link.get_attribute("href") or "" if link.count() else ""
        page.context.close()
        return found

    def take(self, page: Page, picture: Picture, addresses: dict[Where, str], *, full: bool = False) -> bytes:
        """One picture as PNG."""
        below = addresses[picture.patient] if picture.patient else ""
        answer = page.goto(self.base + below + picture.path)
        if answer is None or not answer.ok or (picture.patient and not below):
            raise LookupError(f"nothing to take the picture {picture.name} of: {below + picture.path}")
        if picture.click:
            page.locator(picture.click).first.click()
            page.wait_for_load_state()
        if picture in FOR_HELP or picture.scroll_to != _TOP:
            page.locator(picture.scroll_to).first.evaluate("here => here.scrollIntoView()")
        return page.screenshot(full_page=full)

    def small(self, png: bytes, width: int, height: int) -> bytes:
        """A picture as WebP of at most 25 kB."""
        for percent in range(90, 10, -10):
            image = [base64.b64encode(png).decode(), width, height, percent / 100]
            webp = base64.b64decode(self.darkroom.evaluate(_TO_WEBP, image))
            if len(webp) <= _LARGEST_HELP_BYTES:
                return webp
        raise RuntimeError("a picture of the help stays too large")


def take_all(camera: Camera, only: set[str]) -> None:
    """Write every picture that is wanted."""
    addresses = camera.addresses()
    HELP.mkdir(exist_ok=True)
    for language in ("es", "en"):  # English last: it stays the language of the demo's staff
        for staff in (_NURSE, _ADMIN):
            page = camera.open(staff, language, *_HELP_SIZE)
            for picture in (one for one in FOR_HELP if one.staff == staff and (not only or one.name in only)):
                webp = camera.small(camera.take(page, picture, addresses), *_HELP_SIZE)
                (HELP / f"{picture.name}.{language}.webp").write_bytes(webp)
            page.context.close()
    for width, height, pictures in ((1280, 860, FOR_DOCUMENTS), (390, 844, ON_A_PHONE)):
        page = camera.open(_NURSE, "en", width, height)
        for picture in (one for one in pictures if not only or one.name in only):
            (DOCUMENTS / f"{picture.name}.png").write_bytes(camera.take(page, picture, addresses))
        page.context.close()


@contextmanager
def demo() -> Iterator[str]:
    """A service with a demo of its own, in a folder that is thrown away."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        settings = os.environ | {"ADHERENCE_DATABASE_URL": f"sqlite:///{folder}/demo.db"}
        command = [sys.executable, "-m", "adherence", "serve", "--port", str(port)]
        service = subprocess.Popen(command, env=settings, cwd=ROOT, stdout=subprocess.DEVNULL)
        try:
            base = f"http://127.0.0.1:{port}"
            _wait_for(base + "/login")
            yield base
        finally:
            service.terminate()
            service.wait(timeout=60)


def _wait_for(address: str) -> None:
    for _ in range(_DEMO_SECONDS):
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(1)
    raise TimeoutError("the demo did not start")


def main() -> None:
    """Take the pictures of a running service, or of a demo that is played for them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address", nargs="?")
    parser.add_argument("--only", nargs="+", default=[])
    chosen = parser.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=_FLAGS)
        darkroom = browser.new_page()
        if chosen.address:
            take_all(Camera(browser, chosen.address.rstrip("/"), darkroom), set(chosen.only))
        else:
            with demo() as base:
                take_all(Camera(browser, base, darkroom), set(chosen.only))
        browser.close()


if __name__ == "__main__":
    main()
