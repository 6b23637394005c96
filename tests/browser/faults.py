"""What is wrong with a page that a browser shows: accessibility, width, requests and bytes."""

from __future__ import annotations

import json
from pathlib import Path

from axe_core_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext, Page, Response

import adherence.web
from tests.browser.conftest import NARROW, Watched

MOST_BYTES = 120_000
MOST_REQUESTS = 5
REFLOW = 320
_weighed: dict[str, int] = {}
_RUN = """axe.run(document, {resultTypes: ['violations']}).then(found => found.violations.map(
    one => `${one.id} (${one.help}): ${one.nodes[0].html.slice(0, 160)}`))"""


_STYLES = Path(adherence.web.__file__).parent / "static"
_UNSTYLED = """() => {
    const loaded = [...document.querySelectorAll('link[rel=stylesheet]')].map(link => link.href);
    const plain = selector => selector.replace(/::?[a-z-]+(?![(a-z-])/g, '').trim();
    const shown = one => { try { return plain(one) && document.querySelector(plain(one)); } catch { return false; } };
    const rules = (list, found) => { for (const rule of list) {
        if (rule.selectorText) found.push(...rule.selectorText.split(',').filter(shown));
        else if (rule.cssRules) rules(rule.cssRules, found); } return found; };
    return Object.entries(ourStyles).filter(([name]) => !loaded.some(href => href.includes(name))).flatMap(
        ([name, text]) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(text);
            return rules(sheet.cssRules, []).map(one => `${one.trim()} has its style only in ${name}`); });
}"""


def arm(context: BrowserContext) -> None:
    """Have axe, and our style sheets as text, in every page: they are sent once, and not anew for each page."""
    styles = {name: (_STYLES / name).read_text() for name in ("patient.css", "more.css")}
    context.add_init_script(f"{AXE_SCRIPT};window.ourStyles={json.dumps(styles)};")


def faults_of(watched: Watched, path: str) -> list[str]:
    """Everything that is wrong with a page, a line each."""
    page = watched.open(path)
    # Weighed first: a page that looks again by itself takes its answers along.
    weight = sum(_weight(answer) for answer in watched.answers if not 300 <= answer.status < 400)
    unstyled: list[str] = page.evaluate(_UNSTYLED)
    found = check(page) + wide_faults(page) + unstyled
    if len(set(watched.requests)) > MOST_REQUESTS:
        found.append(f"{len(set(watched.requests))} requests")
    if weight > MOST_BYTES:
        found.append(f"{weight} bytes with its assets")
    return [f"{path}: {fault}" for fault in found]


def _weight(answer: Response) -> int:
    """How many bytes an answer has, unpacked; a static file is weighed once: its address names its content."""
    if "/static/" not in answer.url:
        return len(answer.body())
    if answer.url not in _weighed:
        _weighed[answer.url] = len(answer.body())
    return _weighed[answer.url]


def check(page: Page) -> list[str]:
    """What axe finds wrong on the page that is shown, a line each."""
    faults: list[str] = page.evaluate(_RUN)
    return faults


def wide_faults(page: Page) -> list[str]:
    """Whether a page has to be scrolled sideways; on a phone also at the 320 px of WCAG 2.2 (1.4.10, reflow)."""
    found = _scrolls_sideways(page)
    if page.viewport_size == NARROW and not found:
        page.set_viewport_size(NARROW | {"width": REFLOW})
        found = _scrolls_sideways(page)
        page.set_viewport_size(NARROW)
    return found


def _scrolls_sideways(page: Page) -> list[str]:
    width, shown = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    return [f"scrolls sideways ({width} of {shown} px)"] if width > shown else []
