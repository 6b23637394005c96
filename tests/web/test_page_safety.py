"""Headers, weight and hostile input of every page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import time_machine

from adherence.actions.write_to_patient import write_to_patient
from adherence.db.patients import Patient
from adherence.domain.states import Role
from adherence.jobs import run_jobs_once
from adherence.runtime import Runtime
from adherence.web import app as web_app
from adherence.web.headers import CONTENT_SECURITY_POLICY
from tests.cast import Cast
from tests.web.site import DAILY, INJECTION, TARGETED, Site, make_site, token_of

HOSTILE = {
    "markup": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "template": "{{ 7*7 }}{% raw %}${7*7}",
    "attribute": "\" autofocus onfocus='alert(1)'",
    "nul": "a\0b\x1b[31m",
    "right to left": "\u202eevil\u2066 عمر",
    "emoji": "😀" * 1600,
    "formula": '=HYPERLINK("http://evil.example","x")',
    "surrogate": "\ud83d lone",
    "empty": "",
    "long": "x" * 1600,
}
_ASSET = re.compile(r'(?:src|href)="(/static/[^"?]+)[^"]*"')
_MOST_BYTES = 120_000
_MOST_REQUESTS = 5
STATIC = Path(web_app.__file__).parent / "static"


def busy_clinic(site: Site, patients: int = 30) -> None:
    """A worklist of several pages, with long histories on the first."""
    for place in range(patients):
        patient = site.cast.enrol(given_name=f"Patient{place}", family_name="With-A-Long-Name")
        site.cast.start((DAILY, INJECTION, TARGETED)[place % 3], patient)
    site.cast.start(DAILY)
    for _ in range(6):
        site.rt.clock.pass_by(days=6)  # type: ignore[attr-defined]
        run_jobs_once(site.rt)
    for place in range(30):
        site.cast.reply("what is this " * 8 + str(place))
    run_jobs_once(site.rt)


def all_pages(site: Site) -> list[str]:
    below = ("", "/contact", "/status", "/consent", "/gate", "/messages/new", "/injections/new", "/risk-days")
    below += ("/medicines/new",)
    below += ("/check-ins", "/drinking-reports", "/questions/craving", "/questions/craving/answer")
    plans = ("/regimens/new", "/regimens/new/daily", "/regimens/new/injection", "/regimens/new/targeted")
    return [
        "/",
        "/patients",
        "/messages",
        f"/messages/{site.cast.ana}",
        "/help",
        "/replies",
        "/settings/medicines",
        "/settings/policy",
        "/settings/check-ins",
        "/settings/texts",
        "/settings/texts/reminder",
        "/settings/texts/crisis/patient",
        "/patients/new",
        "/schedule",
        "/schedule/feeds",
        *(site.ana(path) for path in (*below, *plans)),
    ]


def test_every_page_is_under_the_strict_policy_and_has_nothing_inline(site: Site) -> None:
    admin = site.member(Role.ADMIN)
    pages = [(path, admin) for path in [*all_pages(site), "/settings", "/nothing"]]
    pages += [("/login", site.app.test_client())]
    for path, client in pages:
        answer = client.get(path)
        assert answer.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY, path
        assert answer.headers["Cache-Control"] == "no-store", path
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        page = answer.get_data(as_text=True)
        assert "<style" not in page
        assert not re.search(r"<[^>]+\s(style|on[a-z]+)=", page), path
        assert not re.search(r"<script(?![^>]*\ssrc=)", page), path
        assert not re.search(r'(?:src|href|action)="(?:https?:)?//', page), path


def test_the_policy_allows_nothing_from_elsewhere() -> None:
    assert "default-src 'none'" in CONTENT_SECURITY_POLICY
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert set(re.findall(r"(?:src|action) ('[^']+')", CONTENT_SECURITY_POLICY)) == {"'none'", "'self'"}


def test_production_cookies_travel_only_over_https(sqlite_rt: Runtime, sqlite_cast: Cast) -> None:
    production = sqlite_rt.config.model_copy(update={"env": "production"})
    sqlite_rt.config = production.model_copy(update={"env": type(sqlite_rt.config.env)("production")})
    site = make_site(sqlite_rt, sqlite_cast)
    answer = site.app.test_client().get("/login", base_url="https://care.example")
    assert "max-age=" in answer.headers["Strict-Transport-Security"]
    assert "Secure" in answer.headers["Set-Cookie"]


def test_no_page_is_heavier_than_the_limit(site: Site) -> None:
    busy_clinic(site)
    weights = {}
    for path in all_pages(site):
        page = site.ben.get(path).data
        assets = set(_ASSET.findall(page.decode()))
        weights[path] = len(page) + sum((STATIC / name.removeprefix("/static/")).stat().st_size for name in assets)
        assert len(assets) + 1 <= _MOST_REQUESTS, path
    assert max(weights.values()) <= _MOST_BYTES, weights


def test_static_files_are_kept_by_browsers_and_named_by_their_content(site: Site) -> None:
    address = re.search(r'href="(/static/app\.css\?v=[0-9a-f]{10})"', site.page("/"))
    assert address is not None
    with site.app.test_client().get(address.group(1)) as answer:
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_whatever_a_patient_writes_is_shown_as_text(site: Site, body: str) -> None:
    site.cast.start(DAILY)
    site.rt.clock.pass_by(hours=8)  # type: ignore[attr-defined]
    site.cast.reply(body)
    for path in ("/", "/patients", site.ana()):
        page = site.page(path)
        assert "<script>alert" not in page
        assert "<img" not in page
        assert "onfocus='" not in page
        assert page.count("<main") == page.count("</main>") == 1
        assert page.rstrip().endswith("</html>")


@pytest.mark.parametrize(
    "body", [body for body in HOSTILE.values() if body], ids=[name for name in HOSTILE if name != "empty"]
)
def test_whatever_staff_type_is_shown_as_text(site: Site, body: str) -> None:
    typed = body.encode("utf-8", "replace").decode()
    answer = site.post(
        "/patients/new", given_name=typed, family_name="X", phone=typed, time_zone=typed, consent__method=typed
    )
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert "<script>alert" not in page
    assert "onfocus='" not in page
    forms = ("/contact", "/status", "/gate", "/consent", "/risk-days", "/injections/new", "/regimens/new/daily")
    questions = ("/questions/craving", "/questions/craving/cadence", "/questions/wellbeing/answer")
    for path in (*forms, "/check-ins", "/drinking-reports", *questions):
        fields = dict.fromkeys(
            ("phone", "status", "agent", "event", "on", "given_at", "starts_on", "times", "reason"), typed
        )
        answer = site.post(site.ana(path), **fields)
        assert answer.status_code == 422, path
        assert "<script>alert" not in answer.get_data(as_text=True)
    assert site.ben.get("/patients", query_string={"search": typed}).status_code == 200


@pytest.mark.parametrize("name", ["<b>Bobby</b>", "عمر", 'O\'Neil "x"', "{{7*7}}", "W" * 120])
def test_names_are_shown_as_text_everywhere(site: Site, name: str) -> None:
    patient = site.cast.enrol(given_name=name, family_name="X")
    site.cast.start(DAILY, patient, agent=None)
    for path in ("/", "/patients", f"/patients/{patient}", f"/patients/{patient}/messages/new"):
        page = site.page(path)
        assert "<b>Bobby" not in page
        assert 'dir="auto"' in page


def test_staff_texts_with_markup_are_shown_as_text(site: Site) -> None:
    with site.rt.database.writing() as session:
        patient = session.get_one(Patient, site.cast.ana)
        write_to_patient(session, site.cast.ben, patient, HOSTILE["markup"], now=site.rt.now())
    assert "&lt;script&gt;" in site.page(site.ana())


def test_a_failing_page_tells_nothing_and_changes_nothing(
    site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from adherence.web import care

    def fails(session: object, actor: object, patient: Patient, *_: object, **__: object) -> None:
        patient.status_reason = "changed"
        raise ValueError(patient.name)

    monkeypatch.setattr(care, "set_patient_status", fails)
    site.app.testing = False
    answer = site.post(site.ana("/status"), status="paused")
    assert answer.status_code == 500
    assert "Ana" not in answer.get_data(as_text=True)
    assert "Reyes" not in caplog.text
    assert "ValueError" in caplog.text
    assert site.cast.patient().status_reason is None


def test_an_address_that_the_api_does_not_have_is_answered_in_its_own_form(site: Site) -> None:
    answer = site.app.test_client().get("/api/v1/nothing")
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")
    assert answer.get_json(force=True)["status"] == 404


def test_a_form_that_is_too_large_is_refused(site: Site) -> None:
    answer = site.ben.post(
        site.ana("/messages"), data={"csrf_token": token_of(site.ben), "body": "x" * 2_000_000, "do": "preview"}
    )
    assert answer.status_code == 413


def test_times_are_shown_in_the_patients_zone(site: Site) -> None:
    tokyo = site.cast.enrol(given_name="Kenji", family_name="X", time_zone="Asia/Tokyo")
    site.cast.start(DAILY | {"starts_on": "2026-03-02"}, tokyo)
    run_jobs_once(site.rt)
    page = site.page(f"/patients/{tokyo}")
    assert "Asia/Tokyo, now 15:00" in page
    assert "Tue 3 Mar 08:00" in page


def test_a_clock_change_does_not_break_a_page(site: Site) -> None:
    site.cast.start(DAILY | {"times": ["02:30"], "agreed_hours": {"by": "patient", "on": "2026-03-01"}})
    for _ in range(30):
        site.rt.clock.pass_by(hours=12)  # type: ignore[attr-defined]
        run_jobs_once(site.rt)
    assert "<title>8 Mar: " in site.page(site.ana())
    assert "03:00" in site.page(site.ana("/days/2026-03-08"))


def test_real_time_is_only_used_where_it_must_be(site: Site) -> None:
    with time_machine.travel("2031-01-01T00:00:00Z", tick=False):
        assert "2031" not in site.page("/")
