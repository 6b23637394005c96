"""Pages in a real browser: accessible in light and dark, wide and narrow, with and without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from adherence.actions.open_flag import open_flag
from adherence.db.doses import Dose
from adherence.db.injections import Injection
from adherence.db.patients import Patient
from adherence.domain.states import FlagKind
from adherence.web.headers import CONTENT_SECURITY_POLICY
from tests.browser.conftest import Watched, log_in, watch
from tests.web.site import INJECTION, TARGETED, Site

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture
def nurse(chromium: Browser, address: str) -> Iterator[Watched]:
    """Ben at a desk."""
    context = chromium.new_context(viewport=WIDE, color_scheme="light", reduced_motion="reduce")
    watched = watch(context, address)
    log_in(watched)
    yield watched
    context.close()
    assert watched.complaints == []


def pages_of(site: Site) -> list[str]:
    with site.rt.database.reading() as session:
        dose = session.query(Dose).filter_by(patient_id=site.cast.ana).first()
        assert dose is not None
        found = re.findall(r'href="(/(?:regimens|flags)/[^"]+)"', site.page(site.ana()))
        people = re.findall(r'data-row href="([^"]+)"', site.page("/patients"))
    below = ("/contact", "/status", "/consent", "/gate", "/messages/new", "/injections/new", "/risk-days")
    below += ("/medicines/new",)
    below += ("/check-ins", "/drinking-reports", "/questions/craving", "/questions/craving/answer")
    plans = ("/regimens/new", "/regimens/new/daily", "/regimens/new/injection", "/regimens/new/targeted")
    forms = [site.ana(path) for path in (*below, *plans)]
    settings = ["/settings/policy", "/settings/medicines", "/settings/check-ins"]
    settings += ["/settings/texts", "/settings/texts/reminder"]
    with site.rt.database.reading() as session:
        injection = session.query(Injection).first()
        assert injection is not None
        owner = f"/patients/{injection.patient_id}"
    board = ("/schedule", "/schedule/feeds", owner + "/visit", owner + "/injections/new")
    correction = f"/injections/{injection.id}/correct"
    return [
        *settings,
        "/",
        "/patients",
        "/help",
        "/phone",
        "/patients/new",
        *board,
        correction,
        f"/doses/{dose.id}",
        *(f"/patients/{dose.patient_id}/{page}" for page in (f"days/{dose.on}", "doses?of=taken", "timeline")),
        *found,
        *people,
        *forms,
    ]


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.timeout(600)
def test_no_page_has_an_accessibility_fault_or_breaks_the_policy(
    chromium: Browser, address: str, site: Site, scheme: str, viewport: dict[str, int]
) -> None:
    context = chromium.new_context(viewport=viewport, color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    watched, axe, faults = watch(context, address), Axe(), []
    watched.open("/login")
    faults += check(axe, watched.page, "/login")
    log_in(watched)
    for path in pages_of(site):
        page = watched.open(path)
        faults += check(axe, page, path)
        assert len(set(watched.requests)) <= 5, (path, watched.requests)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > viewport["width"]:
            faults.append(f"{path}: scrolls sideways ({width} px)")
    context.close()
    assert faults == []
    assert watched.complaints == []


def check(axe: Axe, page: Page, path: str) -> list[str]:
    """What axe finds wrong on a page, a line each."""
    found = []
    for fault in axe.run(page)["violations"]:
        where = fault["nodes"][0]["html"][:160]
        found.append(f"{path}: {fault['id']} ({fault['help']}): {where}")
    return found


def test_the_checks_would_notice_a_fault(nurse: Watched) -> None:
    page = nurse.open("/help")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<input name=x><img src=/static/x>')")
    assert {line.split(": ")[1].split(" ")[0] for line in check(Axe(), page, "/help")} == {"image-alt", "label"}
    page.evaluate("document.querySelector('main').setAttribute('style', 'color:red')")
    assert any("Content Security Policy" in line for line in nurse.complaints)
    nurse.complaints.clear()


def test_the_policy_reaches_the_browser(nurse: Watched) -> None:
    answer = nurse.page.goto(nurse.base + "/")
    assert answer is not None
    assert answer.headers["content-security-policy"] == CONTENT_SECURITY_POLICY


def test_keys_move_through_the_rows_and_open_one(nurse: Watched) -> None:
    page = nurse.open("/patients")
    names = page.locator("a[data-row]").all_inner_texts()
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("a[data-row]:focus")).to_have_text(names[1])
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(names[0])
    nurse.open("/patients")
    page.keyboard.press("?")
    expect(page.locator("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.type("j/k?")
    expect(page.locator("#search")).to_have_value("j/k?")


def test_search_answers_as_you_type(nurse: Watched) -> None:
    page = nurse.open("/patients")
    page.locator("#search").press_sequentially("mor")
    expect(page.locator("a[data-row]")).to_have_text(["Ines Moreno"])
    page.locator("#search").fill("nobody")
    expect(page.locator(".empty h2")).to_have_text("No patient found")


def test_the_worklist_refreshes_by_itself_and_keeps_the_place(nurse: Watched, site: Site) -> None:
    page = nurse.page
    page.clock.install()
    nurse.open("/")
    page.keyboard.press("j")
    focused = page.locator("a[data-row]:focus").inner_text()
    with site.rt.database.writing() as session:
        ines = next(p for p in session.query(Patient) if p.given_name == "Ines")
        open_flag(session, ines, FlagKind.CRISIS, "", now=site.rt.now())
    expect(page.locator("a[data-row]")).not_to_contain_text(["Ines Moreno"])
    page.clock.fast_forward(31_000)
    expect(page.locator("a[data-row]").first).to_have_text("Ines Moreno")
    expect(page.locator("a[data-row]:focus")).to_have_text(focused)


def test_a_refused_form_moves_the_focus_to_the_summary(nurse: Watched) -> None:
    page = nurse.open("/patients/new")
    page.fill("#f-given_name", "Nia")
    page.click("text=Enrol >> visible=true")
    page.locator("form .primary").click()
    expect(page.locator(".faults")).to_be_focused()
    expect(page.locator("#f-given_name")).to_have_value("Nia")
    page.locator(".faults a").first.click()
    expect(page.locator("#f-family_name")).to_be_focused()
    nurse.complaints = [line for line in nurse.complaints if "422" not in line]


def test_a_conversation_opens_at_its_newest_message(nurse: Watched, site: Site) -> None:
    page = nurse.open(site.ana())
    talk = page.locator(".talk")
    assert talk.evaluate("t => t.scrollHeight > t.clientHeight"), "too short to tell"
    last = page.locator(".talk li").last
    assert last.evaluate(
        "l => { const b = l.getBoundingClientRect(), t = l.closest('.talk').getBoundingClientRect();"
        " return b.bottom <= t.bottom + 2 && b.bottom > t.top; }"
    )


def test_a_morning_with_the_worst_patient(nurse: Watched, site: Site) -> None:
    page = nurse.open("/")
    page.locator("a[data-row]").first.click()
    expect(page.locator("h1")).to_have_text("Ana Reyes")
    page.get_by_role("button", name="Take").first.click()
    expect(page.locator(".flag").first).to_contain_text("Ben Ortiz")
    page.fill("#f-body", "Shall I call you at 10?")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".bubble")).to_have_text("Shall I call you at 10?")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".said")).to_contain_text("on its way")
    page.get_by_role("link", name="Record the dose").first.click()
    page.get_by_label("Skipped: said no").check()
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.locator(".said")).to_contain_text("Recorded: Skipped")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".said")).to_contain_text("Taken back")
    page.get_by_role("link", name="Resolve").first.click()
    page.get_by_label("Reached the patient").check()
    page.locator("form .primary").click()
    expect(page.locator(".said")).to_contain_text("Resolved")


def test_everything_works_without_scripts(chromium: Browser, address: str, site: Site) -> None:
    context = chromium.new_context(viewport=WIDE, java_script_enabled=False)
    watched = watch(context, address)
    log_in(watched)
    page = watched.open("/patients")
    page.fill("#search", "reyes")
    page.get_by_role("button", name="Show").click()
    page.locator("a[data-row]").click()
    page.get_by_role("link", name="Start a plan").first.click()
    page.get_by_role("link", name="Targeted tablets").click()
    page.get_by_label("Fri", exact=True).check()
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".preview tbody tr")).to_have_count(10)
    context.close()
    assert watched.complaints == []


def test_a_patient_prints_on_one_page(nurse: Watched, site: Site) -> None:
    with site.rt.database.writing() as session:
        for kind in FlagKind:
            open_flag(session, session.get_one(Patient, site.cast.ana), kind, "A plain reason " * 8, now=site.rt.now())
    for plan in (TARGETED, INJECTION | {"given_on": [f"2025-{month:02d}-10" for month in range(1, 13)]}):
        site.cast.start(plan)
    page = nurse.open(site.ana())
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1


def test_only_the_fields_of_the_chosen_pattern_show(nurse: Watched, site: Site) -> None:
    page = nurse.open(site.ana("/regimens/new/daily"))
    expect(page.locator("#f-every_days")).to_be_hidden()
    page.get_by_label("Every so many days").check()
    expect(page.locator("#f-every_days")).to_be_visible()
