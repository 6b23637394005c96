"""A nurse's morning, by hand and by keyboard, from the log-in to the last row."""

from __future__ import annotations

import re

from axe_core_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, expect

from adherence.actions.open_flag import open_flag
from adherence.db.patients import Patient
from adherence.domain.states import FlagKind
from tests.browser.conftest import WIDE, Clinic, Watched, log_in, watch
from tests.browser.faults import check


def waiting(clinic: Clinic, given: str, kind: FlagKind = FlagKind.UNCLEAR) -> str:
    """A patient of the test's own who needs a person; gives the path of the page."""
    patient = clinic.site.cast.enrol(given_name=given, family_name="Waits")
    with clinic.site.rt.database.writing() as session:
        open_flag(session, session.get_one(Patient, patient), kind, "A plain reason", now=clinic.site.rt.now())
    return f"/patients/{patient}"


def test_a_morning_with_the_worst_patient(chromium: Browser, clinic: Clinic) -> None:
    context = chromium.new_context(viewport=WIDE)  # type: ignore[arg-type]
    nurse = watch(context, clinic.address)
    log_in(nurse)
    page = nurse.page
    with clinic.site.rt.database.writing() as session:
        wanda = session.get_one(Patient, clinic.people["Wanda"])
        open_flag(session, wanda, FlagKind.CRISIS, "Wrote that all is hopeless", now=clinic.site.rt.now())
    nurse.open("/")
    worst = page.locator("a[data-row]").first
    expect(worst).to_have_text("Wanda Worst")
    worst.click()
    expect(page.locator("h1")).to_have_text("Wanda Worst")
    page.get_by_role("button", name="Take").first.click()
    expect(page.locator(".flag").first).to_contain_text("Ben Ortiz")
    answer_with_a_preview(page)
    record_undo_and_annotate(page)
    page.get_by_role("link", name="Resolve").first.click()
    page.get_by_label("Reached the patient").check()
    page.get_by_label("Note").fill("Called her: she is safe, and her sister is with her")
    page.get_by_role("button", name="Resolve", exact=True).click()
    expect(page.locator(".said")).to_contain_text("Resolved")
    expect(page.locator("body")).to_contain_text("her sister is with her")
    context.close()
    assert nurse.complaints == []


def answer_with_a_preview(page: Page) -> None:
    """The composer shows what arrives and what it costs while it is written, and again before it leaves."""
    page.locator(".composer textarea").press_sequentially("See you at 10 – promise")
    live = page.locator(".composer .preview")
    expect(live).to_contain_text("1 segment")
    expect(live).to_contain_text("UCS-2")
    page.locator(".composer textarea").fill("Shall I call you at 10?")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("#preview .bubble")).to_have_text("Shall I call you at 10?")
    expect(page.locator("#preview")).to_contain_text("GSM-7")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".said")).to_contain_text("on its way")


def record_undo_and_annotate(page: Page) -> None:
    """From a day of the calendar: record its dose, take that back, write a note on it, and return."""
    patient = page.url
    page.locator('.year .calendar a[href="?on=2026-03-11"]').click()
    page.get_by_role("link", name=re.compile("^(Record|Correct) the dose of")).click()
    page.get_by_label("Skipped: said no").check()
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.locator(".said")).to_contain_text("Recorded: Skipped")
    page.locator(".said").get_by_role("button", name="Undo").click()
    expect(page.locator(".said")).to_contain_text("Taken back")
    page.get_by_text("Write a note").first.click()
    page.get_by_label("Note", exact=True).first.fill("The pharmacy was closed")
    page.get_by_role("button", name="Store the note").first.click()
    expect(page.locator(".dose-note")).to_contain_text("The pharmacy was closed")
    page.goto(patient)


def row_of(page: Page, patient: str) -> str:
    """The selector of a patient's row of the worklist."""
    return f'tr[id="p-{patient.rpartition("/")[2]}"]'


def test_one_click_gives_an_outcome_and_one_takes_it_back(nurse: Watched, clinic: Clinic) -> None:
    patient = waiting(clinic, "Una")
    page = nurse.open("/?kind=unclear")
    row = page.locator(row_of(page, patient))
    row.locator("summary", has_text="Do").click()
    row.locator("button[name=do]").first.click()
    expect(row).to_have_count(0)
    page.locator(".said").get_by_role("button", name="Undo").click()
    nurse.open("/?kind=unclear")
    expect(row).to_have_count(1)


def test_what_is_urgent_gets_its_outcome_on_a_page_of_its_own(nurse: Watched, clinic: Clinic) -> None:
    patient = waiting(clinic, "Urs", FlagKind.OPIOID_USE)
    page = nurse.open("/?kind=opioid_use")
    row = page.locator(row_of(page, patient))
    row.locator("summary", has_text="Do").click()
    row.get_by_role("button", name=re.compile("^Resolve, with an outcome")).click()
    expect(page).to_have_url(re.compile("/flags/.*/resolve$"))
    page.locator("input[name=outcome]").first.check()
    page.get_by_label("Note").fill("Spoke with Urs at 9")
    page.get_by_role("button", name="Resolve", exact=True).click()
    expect(page.locator(".said")).to_be_visible()
    nurse.open("/?kind=opioid_use")
    expect(row).to_have_count(0)


def test_a_row_is_snoozed_and_woken_and_several_at_once(nurse: Watched, clinic: Clinic) -> None:
    one, two = waiting(clinic, "Sno", FlagKind.CONTACT), waiting(clinic, "Zed", FlagKind.CONTACT)
    page = nurse.open("/?kind=contact")
    row = page.locator(row_of(page, one))
    row.locator("summary", has_text="Do").click()
    row.get_by_role("button", name=re.compile("^Snooze until")).first.click()
    expect(row).to_have_count(0)
    nurse.open("/?view=snoozed")
    row.locator("summary", has_text="Do").click()
    row.get_by_role("button", name="Wake now").click()
    expect(row).to_have_count(0)
    nurse.open("/?kind=contact")
    for patient in (one, two):
        page.locator(row_of(page, patient)).locator("[name=flag]").check()
    page.locator(".bulk").get_by_role("button", name="Snooze", exact=True).click()
    expect(page.locator(".said")).to_contain_text("2 rows snoozed until")
    page.locator(".said").get_by_role("button", name="Undo").click()
    expect(page.locator(".said")).to_contain_text("on the list again")
    nurse.open("/?kind=contact")
    expect(row).to_have_count(1)


def test_what_is_shown_is_saved_as_a_view(nurse: Watched, clinic: Clinic) -> None:
    waiting(clinic, "View", FlagKind.RAN_OUT)
    page = nurse.open("/")
    page.locator("#narrow > summary").click()
    page.get_by_label("Reason").select_option("ran_out")
    page.locator("#narrow").get_by_role("button", name="Show").click()
    page.locator("#narrow > summary").click()
    page.get_by_label("Save what is shown as").fill("No tablets")
    page.get_by_role("button", name="Save", exact=True).click()
    tab = page.locator(".views a", has_text="No tablets")
    expect(tab).to_have_attribute("aria-current", "true")
    page.locator("#narrow > summary").click()
    assert check_open_menu(page) == []
    page.get_by_role("button", name="Remove the view No tablets").click()
    expect(tab).to_have_count(0)


def check_open_menu(page: Page) -> list[str]:
    """What axe finds while a menu is open."""
    page.evaluate(AXE_SCRIPT)
    return check(page)


def test_the_worklist_refreshes_by_itself_and_keeps_the_place(nurse: Watched, clinic: Clinic) -> None:
    waiting(clinic, "Kept", FlagKind.HELP)
    page = nurse.page
    page.clock.install()
    nurse.open("/?kind=help")
    page.keyboard.press("j")
    focused = page.locator("a[data-row]:focus").inner_text()
    page.locator("[name=flag]").first.check()
    page.locator("a[data-row]").first.focus()
    newer = waiting(clinic, "Newer", FlagKind.HELP)
    expect(page.locator(row_of(page, newer))).to_have_count(0)
    page.clock.fast_forward(31_000)
    expect(page.locator(row_of(page, newer))).to_have_count(1)
    expect(page.locator("a[data-row]:focus")).to_have_text(focused)
    expect(page.locator("[name=flag]:checked")).to_have_count(1)


def test_keys_move_through_the_rows_and_act_on_them(nurse: Watched, clinic: Clinic) -> None:
    for given in ("Kay", "Key"):
        waiting(clinic, given, FlagKind.MEDICAL_QUESTION)
    page = nurse.open("/?kind=medical_question")
    names = page.locator("a[data-row]").all_inner_texts()
    page.keyboard.press("j")
    page.keyboard.press("j")
    focused = page.locator("a[data-row]:focus")
    expect(focused).to_have_text(names[1])
    assert focused.evaluate("a => getComputedStyle(a).outlineStyle") != "none"
    page.keyboard.press("x")
    expect(page.locator("tr", has=focused).locator("[name=flag]")).to_be_checked()
    page.keyboard.press("a")
    expect(page.locator("tr", has_text=names[1]).locator("td[data-label=Owner]")).to_contain_text("Ben Ortiz")
    page.locator("a[data-row]").first.focus()
    page.keyboard.press("r")
    expect(page.locator("h1")).to_contain_text("Write to")
    expect(page.locator("#f-body")).to_be_focused()
    nurse.open("/?kind=medical_question")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(names[0])
    page.wait_for_load_state()  # a key that comes before the script is nobody's
    page.keyboard.press("?")
    expect(page.locator("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    nurse.open("/patients")
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.type("j/k?")
    expect(page.locator("#search")).to_have_value("j/k?")


def test_the_first_tab_skips_to_the_content_and_arrows_walk_the_calendar(nurse: Watched, clinic: Clinic) -> None:
    page = nurse.open(clinic.patient("Paz"))
    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    expect(page.locator("a.skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    days = page.locator(".year .calendar a")
    last = days.count() - 1
    days.nth(last).focus()
    page.keyboard.press("ArrowUp")
    expect(days.nth(last - 1)).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(days.nth(last - 8)).to_be_focused()
    expect(page.locator('.year .calendar a[tabindex="0"]')).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator("h2#doses-title")).to_be_visible()


def test_search_answers_as_you_type(nurse: Watched, clinic: Clinic) -> None:
    page = nurse.open("/patients")
    page.locator("#search").press_sequentially("mor")
    expect(page.locator("a[data-row]")).to_have_text(["Ines Moreno"])
    page.locator("#search").fill("nobody")
    expect(page.locator(".empty h2")).to_have_text("No patient found")


def test_a_conversation_opens_at_its_newest_message(nurse: Watched, clinic: Clinic) -> None:
    page = nurse.open(clinic.patient("Paz"))
    talk = page.locator(".talk").first
    assert talk.evaluate("t => t.scrollHeight > t.clientHeight"), "too short to tell"
    assert talk.locator("li").last.evaluate(
        "l => { const b = l.getBoundingClientRect(), t = l.closest('.talk').getBoundingClientRect();"
        " return b.bottom <= t.bottom + 2 && b.bottom > t.top; }"
    )
