"""Every form of the service, with something wrong in it: refused, kept, and said on top and at the field."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from adherence.access import Proof, access_of
from adherence.domain.states import Role
from adherence.web.app import create_web_app
from tests.browser.clinic import populate
from tests.browser.every_page import addresses_of
from tests.cast import make_cast
from tests.conftest import VirtualClock, make_runtime, sqlite_copy
from tests.web.site import Site

P = "/patients/<uuid:patient_id>"
KEPT = "kept <as typed>"
BUTTONS = re.compile(
    r"/(undo|undo-entry|again|bring-back|restore|take|close|claim|mark|assign|reopen|remove|revoke|reset|forget"
    r"|resume|check|test|review|live|link|approve|retire|reactivate|deactivate|ask|end|cancel|start|look-after|logout|language)$"
    r"|/injection-steps/|^/phone/|^/worklist/|^/views/|^/schedule/feeds|/stop-link$|/messages/unknown/|/preview$"
)
"""Buttons without an input, or with a choice that cannot be mistyped: there is nothing to keep."""
ELSEWHERE = {"/login", "/password/<token>", "/stop/<token>", "/patients/import", "/account/code"}
"""Forms whose refusals have tests of their own: in a browser, with a file, and with a code that was sent."""

WRONG: dict[str, tuple[dict[str, Any], str, str]] = {
    # by rule: what is typed, the field that is named, and what must be kept
    "/patients/new": ({"given_name": KEPT, "phone": "12"}, "phone", KEPT),
    f"{P}/contact": ({"phone": KEPT, "time_zone": "Moon", "language": "en"}, "phone", KEPT),
    f"{P}/status": ({"status": "asleep", "reason": KEPT}, "status", KEPT),
    f"{P}/consent": ({"event": "", "given_at": "2026-03-02", "evidence": KEPT}, "event", "2026-03-02"),
    f"{P}/gate": ({"agent": "", "note": KEPT}, "signed_by", KEPT),
    f"{P}/regimens/new/<any(daily, injection, targeted):kind>": (
        {"do": "store", "medication": KEPT, "starts_on": "2026-02-30"},
        "starts_on",
        KEPT,
    ),
    "/regimens/<uuid:regimen_id>/change": ({"do": "store", "from": "2026-02-01", "medication": KEPT}, "from", KEPT),
    "/regimens/<uuid:regimen_id>/stop": ({"on": "2026-03-32", "reason": KEPT}, "on", KEPT),
    "/regimens/<uuid:regimen_id>/steps/<any(forward, hold, back):move>": (
        {"from": "2026-03-01", "reason": KEPT},
        "from",
        KEPT,
    ),
    "/regimens/<uuid:regimen_id>/undo": ({"reason": ""}, "reason", ""),
    f"{P}/dispenses/new": ({"dispensed_on": "2026-03-02", "tablets": "many", "tablet_mg": "50"}, "tablets", "many"),
    "/dispenses/<uuid:dispense_id>/<any(withdraw,restore):act>": ({"reason": ""}, "reason", ""),
    f"{P}/labs/new": (
        {"taken_on": "2026-03-02", "test": "ALT", "value": "", "unit": "U/L", "upper_limit": "x9"},
        "value",
        "x9",
    ),
    "/labs/<uuid:lab_id>/<any(withdraw,restore):act>": ({"reason": ""}, "reason", ""),
    f"{P}/injections/new": ({"happened": "given", "quantity_mg": "lots", "lot": KEPT}, "quantity_mg", KEPT),
    "/injections/<uuid:injection_id>/correct": ({"given_at": "2030-01-01T08:00", "reason": KEPT}, "given_at", KEPT),
    f"{P}/visit": ({"on": "2026-02-30", "time": "10:00"}, "on", "2026-02-30"),
    f"{P}/holds/new": ({"do": "store", "kind": "procedure", "from": "2026-03-99", "reason": KEPT}, "from", KEPT),
    "/holds/<uuid:hold_id>/end": ({"what": "end", "on": "2026-03-99", "reason": KEPT}, "on", KEPT),
    f"{P}/medicines/new": ({"name": "", "started_on": "2026-03-99", "note": KEPT}, "name", "2026-03-99"),
    "/medicines/<uuid:medicine_id>/end": ({"on": "2026-03-99", "ended_on": "2026-03-99"}, "", "2026-03-99"),
    "/records/<kind>/<uuid:record_id>/<any(withdraw, restore):event>": ({"reason": ""}, "reason", ""),
    f"{P}/risk-days": ({"on": "2026-03-01", "anticipated_at": "20:15"}, "on", "20:15"),
    f"{P}/check-ins": ({"planner_on": "off", "follow_up_on": "on", "follow_up_at": "99:99"}, "follow_up_at", "99:99"),
    f"{P}/drinking-reports": ({"on": "2026-03-09", "drank": "yes", "drinks": "lots"}, "drinks", "lots"),
    f"{P}/questions/<kind>": ({"on": "on", "at": "99:99", "goal": ""}, "at", "99:99"),
    f"{P}/questions/<kind>/answer": ({"on": "2026-03-10", "value": "eleven"}, "value", "eleven"),
    f"{P}/pauses/new": ({"topic": "", "until": "2026-03-99"}, "topic", "2026-03-99"),
    f"{P}/supporters/new": ({"name": KEPT, "phone": "12"}, "phone", KEPT),
    "/supporters/<uuid:supporter_id>/extend": (
        {"expires_on": "2020-01-01", "given_at": "2026-03-02"},
        "expires_on",
        "2020-01-01",
    ),
    "/supporters/<uuid:supporter_id>/end": ({"reason": ""}, "reason", ""),
    f"{P}/number": ({"what": "corrected", "phone": KEPT}, "phone", KEPT),
    f"{P}/messages": ({"do": "send", "body": "x" * 1601}, "body", "x" * 1601),
    f"{P}/days/<on>/extra": ({"taken_at": "99:99", "quantity_mg": "50", "note": KEPT}, "taken_at", KEPT),
    "/doses/<int:dose_id>": ({"state": "taken", "taken_at": "2027-01-01T08:00", "note": KEPT}, "taken_at", KEPT),
    "/flags/<uuid:flag_id>/resolve": ({"note": KEPT}, "outcome", KEPT),
    "/settings/on-call": ({"on": "2026-03-99", "starts": "00:00", "ends": "23:00", "weeks": "1"}, "on", "2026-03-99"),
    "/settings/on-call/<uuid:shift_id>/hand-over": ({"practitioner_id": "", "note": KEPT}, "practitioner_id", KEPT),
    "/settings/clinic": ({"name": "", "emergency_number": "abc"}, "", "abc"),
    "/settings/hours": ({"texting_starts": "99:99"}, "texting_starts", "99:99"),
    "/settings/staff": ({"name": KEPT, "email": "eve", "role": "reader"}, "email", KEPT),
    "/settings/tokens": ({"label": "", "role": "reader"}, "label", ""),
    "/settings/check-ins/new": ({"name": KEPT, "answer": "score", "at": "99:99"}, "at", KEPT),
    "/settings/medicines": ({"name": ""}, "name", ""),
    "/settings/texts/<key>": ({"body": KEPT, "act": "store"}, "levels", KEPT),
    "/account/phone": ({"phone": KEPT}, "phone", KEPT),
    "/doses/<int:dose_id>/notes": ({"text": ""}, "text", ""),
    "/flags/<uuid:flag_id>/call": ({"reached": "", "note": KEPT}, "reached", KEPT),
    f"{P}/questions/<kind>/cadence": ({"cadence": "weekly", "locked": "locked", "until": "2026-03-20"}, "reason", ""),
    "/settings/check-ins/<kind>": ({"on": "on", "at": "99:99"}, "at", "99:99"),
    "/settings/consent/wordings": ({"version": "", "language": "en", "body": KEPT}, "version", KEPT),
    "/settings/halt": ({"reason": " "}, "reason", ""),
    "/settings/policy/<group>": ({}, "", ""),
    "/settings/staff/<uuid:staff_id>/role": ({"role": "king"}, "role", ""),
    "/settings/texts/<key>/patient": ({"body": KEPT, "act": "store"}, "", ""),
    "/replies": ({"words": "", "body": ""}, "", ""),
}


@pytest.fixture(scope="module")
def site(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, dict[str, str]]]:
    """A clinic with a row of every kind; a refused form changes nothing in it, so that one serves all tests."""
    runtimes = make_runtime(sqlite_copy(sqlite_template, tmp_path_factory.mktemp("forms")), VirtualClock())
    rt = next(runtimes)
    filled = Site(rt, make_cast(rt), create_web_app(rt))  # an application of its own: others are handed on
    filled.app.testing = True
    yield filled, populate(filled)
    runtimes.close()  # type: ignore[attr-defined]


def test_no_form_is_forgotten(site: tuple[Site, dict[str, str]]) -> None:
    pages = {
        rule.rule
        for rule in site[0].app.url_map.iter_rules()
        if "POST" in (rule.methods or ())
        and (access := access_of(site[0].app.view_functions[rule.endpoint])) is not None
        and access.proof in (Proof.LOG_IN, Proof.NONE)
    }
    assert {rule for rule in pages - ELSEWHERE if not BUTTONS.search(rule)} - set(WRONG) == set()
    assert set(WRONG) <= pages


@pytest.mark.parametrize("rule", WRONG)
def test_a_refused_form_keeps_what_was_typed_and_names_the_field(site: tuple[Site, dict[str, str]], rule: str) -> None:
    clinic, people = site
    typed, field, kept = WRONG[rule]
    admin = clinic.member(Role.ADMIN)
    [found] = [one for one in clinic.app.url_map.iter_rules() if one.rule == rule and "POST" in (one.methods or ())]
    with clinic.rt.database.reading() as session:
        address = addresses_of(clinic.app, session, found, clinic.cast.ben.clinic_id, people)[0]
    answer = clinic.post(address, admin, **{f"{name}_": value for name, value in typed.items()})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422, (
        address,
        answer.status_code,
        answer.headers.get("Location"),
    )
    summary = re.search(r'<div class="faults"[^>]* autofocus.*?</div>', page, re.DOTALL)
    assert summary is not None
    named = re.findall(r'href="#f-([^"]+)"', summary.group())
    assert named, "the summary leads to no field"
    assert not field or field in named
    for anchor in named:
        assert f'id="f-{anchor}"' in page, anchor
        assert f'id="e-{anchor}"' in page, anchor
    assert html.escape(kept, quote=False) in page or html.escape(kept) in page
