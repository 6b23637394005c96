"""The whole work without JavaScript: every act is a link or a form."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from adherence.actions.open_flag import open_flag
from adherence.actions.work_imports import work_imports
from adherence.db.patients import Patient
from adherence.domain.states import FlagKind
from tests.browser.clinic import HEAD
from tests.browser.conftest import WIDE, Clinic, Watched, enter, watch


@pytest.fixture
def plain(chromium: Browser, clinic: Clinic) -> Iterator[Watched]:
    """Ben at a desk where scripts are switched off."""
    context = chromium.new_context(viewport=WIDE, java_script_enabled=False)  # type: ignore[arg-type]
    enter(context, clinic, clinic.site.ben)
    watched = watch(context, clinic.address)
    yield watched
    context.close()
    assert watched.complaints == []


def test_a_plan_is_looked_for_and_previewed(plain: Watched, clinic: Clinic) -> None:
    page = plain.open("/patients")
    page.fill("#search", "reyes")
    page.get_by_role("button", name="Show").click()
    page.locator("a[data-row]").first.click()
    page.get_by_role("link", name="Start a plan").first.click()
    page.get_by_role("link", name="Targeted tablets").click()
    page.get_by_label("Fri", exact=True).check()
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".preview tbody tr")).to_have_count(10)


def test_rows_are_snoozed_and_given_their_outcome(plain: Watched, clinic: Clinic) -> None:
    for given in ("Nos", "Crip"):
        patient = clinic.site.cast.enrol(given_name=given, family_name="Plain")
        with clinic.site.rt.database.writing() as session:
            row = session.get_one(Patient, patient)
            open_flag(session, row, FlagKind.WELLBEING, "A plain reason", now=clinic.site.rt.now())
    page = plain.open("/?kind=wellbeing")
    first = page.locator("tbody tr", has_text="Nos Plain")
    first.locator("summary", has_text="Do").click()
    first.get_by_role("button", name="Snooze until").first.click()
    expect(page.locator(".said")).to_contain_text("Snoozed until")
    second = page.locator("tbody tr", has_text="Crip Plain")
    second.locator("summary", has_text="Do").click()
    second.locator("button[name=do]").first.click()
    expect(page.locator(".said")).to_be_visible()
    expect(second).to_have_count(0)


def test_a_dose_is_recorded_and_taken_back(plain: Watched, clinic: Clinic) -> None:
    page = plain.open(clinic.patient("Lowe", "/days/2026-03-11"))
    page.get_by_role("link", name="Record the dose").click()
    page.locator("[name=state][value=taken]").check()
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.locator(".said")).to_contain_text("Recorded:")
    page.locator(".said").get_by_role("button", name="Undo").click()
    expect(page.locator(".said")).to_contain_text("Taken back")


def test_a_list_is_imported(plain: Watched, clinic: Clinic) -> None:
    page = plain.open("/patients/import")
    content = f"{HEAD}\nP-1,Pat,Plain,+12025550831,en,written\n".encode()
    page.set_input_files("#f-file", {"name": "plain.csv", "mimeType": "text/csv", "buffer": content})
    page.get_by_role("button", name="Check the list").click()
    work_imports(clinic.site.rt)
    page.get_by_role("link", name="Look now").click()
    page.get_by_role("button", name="Import 1 row").click()
    work_imports(clinic.site.rt)
    page.get_by_role("link", name="Look now").click()
    expect(page.locator("h1")).to_have_text("The list is imported")


def test_a_report_is_narrowed_to_a_plan(plain: Watched) -> None:
    page = plain.open("/reports/doses")
    page.locator("main select[name=kind]").select_option("daily")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("main select[name=kind]")).to_have_value("daily")
    assert "kind=daily" in page.url
