"""A list of patients is imported: wrong columns, wrong rows, the corrected rows, and the same list again."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from adherence.actions.work_imports import work_imports
from tests.browser.clinic import HEAD
from tests.browser.conftest import Clinic, Watched

GOOD = "B-1,Luz,Molina,+12025550811,es,written\n"
WRONG = "B-2,Bo,Lund,12,en,written\n"


def send(page: Page, clinic: Clinic, content: str | bytes) -> None:
    """Upload a list, and let the worker check it."""
    file = content.encode() if isinstance(content, str) else content
    page.goto(clinic.address + "/patients/import")
    page.set_input_files("#f-file", {"name": "list.csv", "mimeType": "text/csv", "buffer": file})
    page.get_by_role("button", name="Check the list").click()
    page.wait_for_load_state()
    work_imports(clinic.site.rt)


def test_a_list_is_corrected_until_all_of_it_is_imported(nurse: Watched, clinic: Clinic) -> None:
    page = nurse.page
    send(page, clinic, f"{HEAD.replace('phone', 'telefon number')}\n{GOOD}")
    expect(page.locator(".faults")).to_be_focused()
    expect(page.locator("#e-file")).to_contain_text("phone")
    expect(page.locator("#f-file")).to_have_attribute("aria-invalid", "true")
    nurse.forget_refusals()
    send(page, clinic, f"{HEAD}\n{GOOD}{WRONG}")
    page.reload()
    expect(page.locator("#refused + *, .pairs").last).to_contain_text("Begin the number with +")
    expect(page.locator("dt", has_text="Row 3")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download it to correct").click()
    refused = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert "B-1" not in refused
    page.get_by_role("button", name="Import 1 row").click()
    work_imports(clinic.site.rt)
    page.reload()
    expect(page.locator("h1")).to_have_text("The list is imported")
    corrected = refused.replace(",12,", ",+12025550812,")
    send(page, clinic, corrected)
    page.reload()
    page.get_by_role("button", name="Import 1 row").click()
    work_imports(clinic.site.rt)
    nurse.open("/patients?search=B-2")
    expect(page.locator("a[data-row]")).to_have_text(["Bo Lund"])
    send(page, clinic, corrected)
    page.reload()
    expect(page.locator("main")).to_contain_text("There is nothing to import in this list.")


def test_a_page_of_a_list_follows_the_work_by_itself(nurse: Watched, clinic: Clinic) -> None:
    page = nurse.page
    page.clock.install()
    page.goto(clinic.address + "/patients/import")
    content = f"{HEAD}\nC-1,Cy,Lund,+12025550821,en,written\n".encode()
    page.set_input_files("#f-file", {"name": "follow.csv", "mimeType": "text/csv", "buffer": content})
    page.get_by_role("button", name="Check the list").click()
    expect(page.locator("progress")).to_be_visible()
    work_imports(clinic.site.rt)
    page.clock.fast_forward(3_000)
    expect(page.get_by_role("button", name="Import 1 row")).to_be_visible()
