"""Enrolling a patient and starting each kind of plan, through the pages alone."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Clinic, Watched

_numbers = count(8000)


@dataclass(frozen=True)
class Wanted:
    """A plan as it is entered, and the line by which the patient's page tells it."""

    kind: str
    line: str
    first_mg: str
    fields: dict[str, str]
    ticked: tuple[str, ...] = ()


PLANS = {
    "every day": Wanted("daily", "50 mg every day", "50 mg", {"times": "08:00"}, ("50 mg every day",)),
    "weekly": Wanted(
        "daily",
        "Mon",
        "50 mg",
        {"times": "08:00", "mg_mon": "50", "mg_thu": "100"},
        ("A quantity for each day of the week",),
    ),
    "interval": Wanted(
        "daily",
        "100 mg every third day",
        "100 mg",
        {"times": "08:00", "every_days": "3", "interval_mg": "100"},
        ("Every so many days",),
    ),
    "low dose": Wanted("daily", "1.5 mg", "1.5 mg", {"times": "20:00"}, ("Low dose, off-label",)),
    "titrated": Wanted(
        "daily",
        "1.5 mg",
        "1.5 mg",
        {"times": "20:00", "step_mg_0": "1.5", "step_days_0": "14", "step_mg_1": "3"},
        ("In steps",),
    ),
    "supervised": Wanted("daily", "150 mg", "100 mg", {"times": "10:00"}, ("Supervised",)),
    "injection by days": Wanted(
        "injection", "380 mg", "380 mg", {"quantity_mg": "380", "visit_time": "10:00"}, ("4 weeks",)
    ),
    "injection by month": Wanted(
        "injection",
        "380 mg",
        "380 mg",
        {"quantity_mg": "380", "visit_time": "10:00", "given_on": "2026-02-16"},
        ("month",),
    ),
    "targeted": Wanted(
        "targeted",
        "50 mg",
        "50 mg",
        {"quantity_mg": "50", "anticipated_at": "19:00", "lead_minutes": "90"},
        ("Fri", "Sat"),
    ),
}


def fill_in(page: Page, wanted: Wanted) -> None:
    for label in wanted.ticked:
        page.locator("label.choice", has_text=label).first.locator("input").check()
    for name, value in {"medication": "naltrexone 50 mg", "starts_on": "2026-03-16"}.items() | wanted.fields.items():
        page.fill(f"#f-{name}", value)


@pytest.mark.parametrize("wanted", PLANS.values(), ids=PLANS)
def test_each_plan_is_previewed_started_and_shown(nurse: Watched, clinic: Clinic, wanted: Wanted) -> None:
    patient = clinic.site.cast.enrol(given_name="Pia", family_name="Planner")
    page = nurse.open(f"/patients/{patient}/regimens/new/{wanted.kind}")
    fill_in(page, wanted)
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("#preview")).to_be_focused()
    expect(page.locator("#preview tbody tr").first).to_contain_text(wanted.first_mg)
    page.get_by_role("button", name="Start the plan").click()
    expect(page.locator(".said").first).to_be_visible()
    expect(page).to_have_url(nurse.base + f"/patients/{patient}/gate")
    sign_the_gate(page)
    nurse.open(f"/patients/{patient}")
    expect(page.locator("#plans .plan-card")).to_contain_text(wanted.line)


def sign_the_gate(page: Page) -> None:
    page.get_by_label("None", exact=False).first.check()
    page.locator("[name=urine_test][value=negative]").check()
    page.fill("#f-signed_by", "Dr Hale")
    page.get_by_role("button", name="Sign").click()
    page.wait_for_url(lambda address: not address.endswith("/gate"))


def test_a_person_is_enrolled_after_a_refusal(nurse: Watched, clinic: Clinic) -> None:
    page = nurse.open("/patients/new")
    page.fill("#f-given_name", "Nia")
    page.fill("#f-phone", "12")
    page.get_by_role("button", name="Enrol", exact=True).click()
    expect(page.locator(".faults")).to_be_focused()
    expect(page.locator("#f-given_name")).to_have_value("Nia")
    expect(page.locator("#f-phone")).to_have_value("12")
    expect(page.locator("#e-phone")).to_be_visible()
    expect(page.locator("#f-phone")).to_have_attribute("aria-invalid", "true")
    page.locator('.faults a[href="#f-family_name"]').click()
    expect(page.locator("#f-family_name")).to_be_focused()
    page.fill("#f-family_name", "Okoro")
    page.fill("#f-phone", f"+1 202 556 {next(_numbers)}")
    page.get_by_label("In writing").check()
    page.fill('[name="consent.given_at"]', "2026-03-10")
    page.get_by_role("button", name="Enrol", exact=True).click()
    expect(page.locator(".said")).to_contain_text("Nia Okoro is enrolled")
    expect(page.locator("h1")).to_have_text("Which kind of plan?")


def test_only_the_fields_of_the_chosen_pattern_show(nurse: Watched, clinic: Clinic) -> None:
    page = nurse.open(clinic.patient("Paz", "/regimens/new/daily"))
    expect(page.locator("#f-every_days")).to_be_hidden()
    page.get_by_label("Every so many days").check()
    expect(page.locator("#f-every_days")).to_be_visible()
