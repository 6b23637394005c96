"""Every page of the service in a real browser: accessible in light and dark, wide and narrow, light to load."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser

from adherence.actions.create_clinic import create_clinic
from adherence.actions.create_practitioner import create_practitioner
from adherence.db.practitioners import practitioner_by_email
from adherence.domain.states import Role
from adherence.web.accounts import password_link
from tests.browser.conftest import NARROW, WIDE, Clinic, Watched, enter, watch
from tests.browser.every_page import pages_of
from tests.browser.faults import arm, check, faults_of
from tests.web.site import Site, staff_row

LOOKS = {"light-wide": ("light", WIDE), "dark-narrow": ("dark", NARROW)}
PARTS = 2


@contextmanager
def looking(chromium: Browser, clinic: Clinic, look: str, role: Role | None = None) -> Iterator[Watched]:
    """A browser with a look, in which a member of staff with a role is logged in."""
    scheme, viewport = LOOKS[look]
    context = chromium.new_context(viewport=viewport, color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    arm(context)
    if role is not None:
        enter(context, clinic, clinic.site.member(role))
    watched = watch(context, clinic.address)
    yield watched
    context.close()


@contextmanager
def speaking(clinic: Clinic, role: Role, language: str) -> Iterator[None]:
    """The pages of whoever has a role are in a language meanwhile."""
    clinic.site.member(role)
    _speak(clinic, role, language)
    yield
    _speak(clinic, role, "en")


def _speak(clinic: Clinic, role: Role, language: str) -> None:
    with clinic.site.rt.database.writing() as session:
        staff = practitioner_by_email(session, f"{role.value}@example.org")
        assert staff is not None
        staff.language = language


def all_pages(clinic: Clinic, role: Role) -> dict[str, list[str]]:
    people = {
        name: patient for name, patient in clinic.people.items() if name != "Paz"
    }  # she has all flags for the print
    return pages_of(clinic.site, role, people | {"Paz": clinic.people["Lowe"]})


def test_every_page_of_the_service_is_looked_at(clinic: Clinic) -> None:
    assert [rule for rule, addresses in all_pages(clinic, Role.ADMIN).items() if not addresses] == []


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("look", LOOKS)
def test_no_page_has_a_fault(chromium: Browser, clinic: Clinic, look: str, part: int) -> None:
    addresses = [address for found in all_pages(clinic, Role.ADMIN).values() for address in found]
    with looking(chromium, clinic, look, Role.ADMIN) as watched:
        faults = [fault for address in addresses[part::PARTS] for fault in faults_of(watched, address)]
    assert faults == []
    assert watched.complaints == []


@pytest.mark.parametrize(
    ("role", "look", "language"),
    [
        (Role.COORDINATOR, "dark-narrow", "es"),
        (Role.READER, "light-wide", "es"),
        (Role.OPERATOR, "dark-narrow", "en"),
        (Role.AUDITOR, "dark-narrow", "en"),
    ],
)
def test_what_other_roles_see_has_no_fault_in_either_language(
    chromium: Browser, clinic: Clinic, role: Role, look: str, language: str
) -> None:
    addresses = [found[0] for found in all_pages(clinic, role).values()]
    with speaking(clinic, role, language), looking(chromium, clinic, look, role) as watched:
        watched.open("/account")
        assert watched.page.locator("html").get_attribute("lang") == language
        faults = [fault for address in addresses for fault in faults_of(watched, address)]
        faults += faults_of(watched, "/nowhere") + faults_of(watched, "/settings/tokens")
    watched.forget_refusals()
    assert faults == []
    assert watched.complaints == []


def test_a_new_clinic_has_no_fault(chromium: Browser, clinic: Clinic) -> None:
    client = admin_of_a_new_clinic(clinic.site)
    with looking(chromium, clinic, "dark-narrow") as watched:
        enter(watched.page.context, clinic, client)
        addresses = [found[0] for rule, found in all_pages(clinic, Role.ADMIN).items() if "<" not in rule]
        faults = [fault for address in addresses for fault in faults_of(watched, address)]
        assert watched.page.locator("h1").inner_text() != "Log in"
    assert faults == []
    assert watched.complaints == []


def admin_of_a_new_clinic(site: Site) -> FlaskClient:
    email = "eve@example.org"
    with site.rt.database.writing() as session:
        if practitioner_by_email(session, email) is None:
            new = create_clinic(session, name="East clinic", time_zone="Europe/Madrid", now=site.rt.now(), trial=True)
            create_practitioner(
                session, clinic_id=new.id, email=email, name="Eve Ito", role=Role.ADMIN, now=site.rt.now()
            )
    return site.client(email)


@pytest.mark.parametrize("look", LOOKS)
def test_logged_out_pages_have_no_fault(chromium: Browser, clinic: Clinic, look: str) -> None:
    site = clinic.site
    answer = site.post(site.ana("/stop-link"), do="show").get_data(as_text=True)
    stop = re.search(r"/stop/[\w.-]+", answer)
    assert stop is not None
    clinic.site.member(Role.COORDINATOR)
    password = password_link(site.app, staff_row(site.rt, "coordinator@example.org"))
    with looking(chromium, clinic, look) as watched:
        faults = []
        for path in ("/login", password, stop.group(), "/password/over", "/stop/over", "/nowhere"):
            faults += faults_of(watched, path)
        watched.open(password)
        watched.page.fill("#f-password", "short")
        watched.page.click("main button")
        faults += check(watched.page)
        assert watched.page.locator(".faults").count() == 1
    watched.forget_refusals()
    assert faults == []
    assert watched.complaints == []
