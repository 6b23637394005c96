"""Who may open which page: every role, no log-in, and a nurse of another clinic."""

from __future__ import annotations

import pytest
from flask import Flask

from adherence.access import Proof, access_of, undeclared
from adherence.db.dose_notes import DoseNote
from adherence.db.doses import Dose
from adherence.db.extra_doses import ExtraDose
from adherence.db.flags import Flag
from adherence.db.injections import Injection
from adherence.db.labs import labs_of
from adherence.db.medicines import PatientMedicine
from adherence.db.supporters import Supporter
from adherence.db.topic_pauses import TopicPause
from adherence.db.watched import watched_of
from adherence.domain.states import PlanKind, Role
from adherence.runtime import Runtime
from adherence.web import app as web_app
from adherence.web.app import create_web_app, routes
from tests.cast import Cast
from tests.web.site import DAILY, INJECTION, TARGETED, Site, make_site, token_of

SEES = {Role.ADMIN, Role.CLINICIAN, Role.COORDINATOR, Role.READER}
ACTS = SEES - {Role.READER}
PAGES: dict[str, set[Role]] = {
    "/": SEES,
    "/patients": SEES,
    "/patients?search=an&plan=daily&status=active&consent=granted": SEES,
    "{ana}": SEES,
    "{ana}/doses?of=taken&span=365": SEES,
    "{ana}/days/2026-03-02": SEES,
    "{ana}/days/2026-03-02/extra": ACTS,
    "{ana}/timeline?kind=doses": SEES,
    "/schedule": SEES,
    "/schedule?stage=overdue&owner=me&week=1&page=2": SEES,
    "/schedule/feeds": SEES,
    "/replies": SEES,
    "/patients/new": ACTS,
    "/patients/import": ACTS,
    "/patients/import/template.csv": ACTS,
    "/patients/import/columns.csv": ACTS,
    "{ana}/contact": ACTS,
    "{ana}/status": ACTS,
    "{ana}/consent": ACTS,
    "{ana}/gate": ACTS,
    "{ana}/messages/new": ACTS,
    "{ana}/injections/new": ACTS,
    "{ana}/visit": ACTS,
    "{injection}/correct": ACTS,
    "{ana}/risk-days": ACTS,
    "{ana}/check-ins": ACTS,
    "{ana}/drinking-reports": ACTS,
    "{ana}/questions/craving": ACTS,
    "{ana}/questions/craving/answer": ACTS,
    "{ana}/regimens/new": ACTS,
    "{ana}/regimens/new/daily": ACTS,
    "{ana}/regimens/new/injection": ACTS,
    "{ana}/regimens/new/targeted": ACTS,
    "{regimen}/change": ACTS,
    "{regimen}/stop": ACTS,
    "{regimen}/steps/hold": ACTS,
    "{dose}": ACTS,
    "{flag}/resolve": ACTS,
    "{ana}/medicines/new": ACTS,
    "{medicine}/end": ACTS,
    "{record}/withdraw": ACTS,
    "{ana}/dispenses/new": ACTS,
    "{dispense}/withdraw": ACTS,
    "{ana}/labs/new": ACTS,
    "{lab}/restore": ACTS,
    "{ana}/pauses/new": ACTS,
    "{ana}/stop-link": ACTS,
    "{ana}/number": ACTS,
    "{ana}/supporters/new": ACTS,
    "{supporter}/extend": ACTS,
    "{supporter}/end": ACTS,
    "/settings": {Role.ADMIN, Role.OPERATOR},
    "/settings/consent": SEES | {Role.OPERATOR},
    "/settings/clinic": {Role.ADMIN, Role.CLINICIAN, Role.OPERATOR},
    "/settings/on-call": SEES,
    "/settings/setup": {Role.ADMIN, Role.CLINICIAN, Role.OPERATOR},
    "/settings/sending": {Role.ADMIN, Role.OPERATOR},
    "/settings/sender": {Role.ADMIN, Role.CLINICIAN, Role.OPERATOR},
    "/settings/hours": {Role.ADMIN, Role.CLINICIAN, Role.OPERATOR},
    "/settings/staff": {Role.ADMIN},
    "/settings/tokens": {Role.ADMIN},
    "{flag}": SEES,
    "/account": set(Role),
    "/settings/policy": SEES | {Role.OPERATOR},
    "/settings/policy/texts": {Role.ADMIN},
    "/settings/medicines": SEES,
    "/settings/check-ins": SEES,
    "/settings/check-ins/new": {Role.ADMIN},
    "/settings/check-ins/craving": {Role.ADMIN},
    "/settings/texts": SEES | {Role.OPERATOR},
    "/settings/texts/reminder": SEES | {Role.OPERATOR},
    "/settings/texts/reminder/patient": SEES,
    "/messages": SEES,
    "/messages?view=closed": SEES,
    "{thread}": SEES,
    "/help": set(Role),
}
WRITES = (
    *("{thread}/claim", "{thread}/assign", "{thread}/mark", "{thread}/close", "{thread}/reopen"),
    *("{ana}/contact", "{ana}/status", "{ana}/consent", "{ana}/gate", "{ana}/messages", "{ana}/injections/new"),
    *("{ana}/risk-days", "{ana}/regimens/new/daily", "{regimen}/change", "{regimen}/stop", "{dose}", "{dose}/undo"),
    *("/settings/on-call", "{flag}/call", "{flag}/close"),
    *(
        "/settings/staff",
        "/settings/tokens",
        "/settings/hours",
        "/settings/setup/clinic/review",
        "/settings/setup/live",
    ),
    *(
        "{flag}/take",
        "{flag}/resolve",
        "{flag}/reopen",
        "/patients/new",
        "/patients/import",
        "{dose}/again",
        "{ana}/medicines/new",
    ),
    *("{medicine}/end", "{record}/withdraw", "{record}/restore"),
    *("{ana}/days/2026-03-02/extra", "{ana}/messages/preview", "{dose}/notes", "{extra}/undo", "{extra}/again"),
    *("{note}/undo", "{note}/again"),
    *("{ana}/dispenses/new", "{dispense}/withdraw", "{dispense}/restore"),
    *("{ana}/labs/new", "{lab}/withdraw", "{lab}/restore"),
    *("{ana}/look-after", "{ana}/visit", "{ana}/injection-steps/labs_done", "{ana}/injection-steps/labs_done/undo"),
    *("{injection}/correct", "{injection}/restore"),
    *("{regimen}/steps/forward", "{regimen}/undo"),
    *("{ana}/check-ins", "{ana}/drinking-reports", "{ana}/questions/craving", "{ana}/questions/craving/cadence"),
    *("{ana}/questions/craving/answer", "/settings/check-ins/new", "/settings/check-ins/craving"),
    *("/settings/texts/reminder", "/settings/texts/reminder/approve", "/settings/texts/reminder/retire"),
    *("{ana}/pauses/new", "{pause}/end", "{ana}/stop-link", "{ana}/stop-link/revoke", "{ana}/number"),
    *("{ana}/supporters/new", "{supporter}/extend", "{supporter}/end", "{supporter}/ask"),
)


class Addresses:
    """The addresses of Ana's things."""

    def __init__(self, site: Site) -> None:
        regimen = site.cast.start(DAILY)
        site.cast.start(INJECTION)
        site.rt.clock.pass_by(hours=8)  # type: ignore[attr-defined]
        site.cast.reply("I feel awful, is this a side effect of the pills, nausea?")
        site.post(site.ana("/medicines/new"), name="Vitamin D")
        site.post(site.ana("/dispenses/new"), dispensed_on="2026-03-02", tablets="20", tablet_mg="50")
        site.post(site.ana("/labs/new"), taken_on="2026-03-02", test="ALT", value="30", unit="U/L")
        site.post(site.ana("/pauses/new"), topic="refills", until="2026-03-09")
        wanted = {"name": "Sam", "phone": "+12025557001", "language": "en", "events": "good_week"}
        agreed = {"expires_on": "2026-05-31", "consent__method": "verbal", "consent__given_at": "2026-03-02"}
        site.post(site.ana("/supporters/new"), **wanted, **agreed)
        site.post(site.ana("/days/2026-03-01/extra"), taken_at="07:00", quantity_mg="50")
        with site.rt.database.reading() as session:
            [dispense], [lab] = watched_of(session, site.cast.ana).standing_dispenses, labs_of(session, site.cast.ana)
            dose = session.query(Dose).filter_by(patient_id=site.cast.ana, kind=PlanKind.DAILY).first()
            injection = session.query(Injection).filter_by(patient_id=site.cast.ana).first()
            flag = session.query(Flag).filter_by(patient_id=site.cast.ana).first()
            medicine = session.query(PatientMedicine).filter_by(patient_id=site.cast.ana).first()
            extra = session.query(ExtraDose).filter_by(patient_id=site.cast.ana).one()
            assert dose is not None
            assert flag is not None
            assert medicine is not None
            assert injection is not None
            pause = session.query(TopicPause).filter_by(patient_id=site.cast.ana).one()
            supporter = session.query(Supporter).filter_by(patient_id=site.cast.ana).one()
        site.post(f"/doses/{dose.id}/notes", text="Late bus")
        with site.rt.database.reading() as session:
            note = session.query(DoseNote).filter_by(patient_id=site.cast.ana).one()
            self.names = {
                "extra": f"/extra-doses/{extra.id}",
                "note": f"/dose-notes/{note.id}",
                "pause": f"/pauses/{pause.id}",
                "supporter": f"/supporters/{supporter.id}",
                "ana": site.ana(),
                "thread": f"/messages/{site.cast.ana}",
                "regimen": f"/regimens/{regimen}",
                "dose": f"/doses/{dose.id}",
                "flag": f"/flags/{flag.id}",
                "medicine": f"/medicines/{medicine.id}",
                "record": f"/records/medicine/{medicine.id}",
                "dispense": f"/dispenses/{dispense.id}",
                "lab": f"/labs/{lab.id}",
                "injection": f"/injections/{injection.id}",
            }

    def at(self, path: str) -> str:
        """A path of the tables above."""
        return path.format(**self.names)


def test_every_page_opens_for_its_roles_and_for_no_other(site: Site) -> None:
    addresses = Addresses(site)
    for role in Role:
        client = site.member(role)
        found = {path: client.get(addresses.at(path)).status_code for path in PAGES}
        assert found == {path: 200 if role in roles else 403 for path, roles in PAGES.items()}, role


def test_without_a_log_in_every_page_leads_to_the_log_in(site: Site) -> None:
    addresses = Addresses(site)
    for path in PAGES:
        answer = site.app.test_client().get(addresses.at(path))
        assert answer.status_code == 302, path
        assert answer.headers["Location"].startswith("/login"), path
        assert "Ana" not in answer.get_data(as_text=True)


def test_roles_that_only_read_cannot_write(site: Site) -> None:
    addresses = Addresses(site)
    for role in (Role.READER, Role.AUDITOR, Role.OPERATOR):
        for path in WRITES:
            assert site.post(addresses.at(path), site.member(role)).status_code == 403, (role, path)


def test_a_nurse_of_another_clinic_finds_nothing_of_ana(site: Site) -> None:
    addresses = Addresses(site)
    for path in PAGES:
        at = addresses.at(path)
        if path.startswith("{"):
            assert site.cleo.get(at).status_code == 404, path
        elif not path.startswith("/settings"):
            assert "Reyes" not in site.page(at, site.cleo), path
    for path in WRITES:
        if path.startswith("{"):
            assert site.post(addresses.at(path), site.cleo).status_code == 404, path
    assert "Otero" in site.page("/patients", site.cleo)


def test_searching_another_clinics_patient_finds_nobody(site: Site) -> None:
    phone = site.cast.phone()
    for search in (
        "Reyes",
        phone,
        phone.removeprefix("+"),
        phone.removeprefix("+1"),
        f"({phone[2:5]}) {phone[5:8]}-{phone[8:]}",
    ):
        assert "No patient found" in site.page("/patients?search=" + search.replace("+", "%2B"), site.cleo)
        assert "Reyes" in site.page("/patients?search=" + search.replace("+", "%2B"))


def test_a_form_without_its_token_changes_nothing(site: Site) -> None:
    addresses = Addresses(site)
    before = site.cast.patient().status
    for path in WRITES:
        assert site.ben.post(addresses.at(path), data={"status": "paused"}).status_code == 400, path
    assert site.ben.post("/logout").status_code == 400
    assert site.cast.patient().status == before


def test_the_token_of_one_session_does_not_work_in_another(site: Site) -> None:
    stolen = token_of(site.cleo)
    token_of(site.ben)
    answer = site.ben.post(site.ana("/status"), data={"status": "paused", "csrf_token": stolen})
    assert answer.status_code == 400


def test_only_an_administrator_stops_all_texts(site: Site) -> None:
    for role in set(Role) - {Role.ADMIN}:
        assert site.post("/settings/halt", site.member(role), reason="drill").status_code == 403
        assert site.post("/settings/resume", site.member(role)).status_code == 403
    assert site.post("/settings/halt", site.member(Role.ADMIN), reason="drill").status_code == 302


@pytest.mark.parametrize(
    "path", ["/patients/x", "/patients/1", "/doses/99999999999999999999999", "/doses/-1", "/nothing"]
)
def test_addresses_that_lead_nowhere_are_plain_404s(site: Site, path: str) -> None:
    answer = site.ben.get(path)
    assert answer.status_code == 404
    assert "Not found" in answer.get_data(as_text=True)


def test_a_view_that_declares_no_roles_stops_the_start(
    sqlite_rt: Runtime, sqlite_cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def with_a_hole(app: Flask) -> None:
        app.add_url_rule("/hole", "hole", lambda: "open to all")

    monkeypatch.setattr(web_app, "add_filters", with_a_hole)
    with pytest.raises(RuntimeError, match="hole"):
        create_web_app(sqlite_rt)


def test_every_route_tells_its_roles(site: Site) -> None:
    listed = {(route["route"], *route["methods"]): route for route in routes(site.app)}
    assert undeclared(site.app.view_functions) == []
    assert listed["/", "GET"]["roles"] == sorted(SEES)
    assert listed["/settings/halt", "POST"]["roles"] == ["admin"]
    public = {name for name, view in site.app.view_functions.items() if _is_public(view)}
    assert {name for name in public if name.startswith("login.")} == {
        "login.log_in",
        "login.try_log_in",
        "login.choose_password",
        "login.save_password",
    }


def _is_public(view: object) -> bool:
    access = access_of(view)  # type: ignore[arg-type]
    return access is not None and access.proof is Proof.NONE


def test_the_phones_are_linked_only_where_they_exist(sqlite_rt: Runtime, sqlite_cast: Cast) -> None:
    site = make_site(sqlite_rt, sqlite_cast)
    assert ('href="/phone"' in site.page("/")) is ("phone" in site.app.blueprints)


def test_plans_of_every_kind_show_on_lists_and_pages(site: Site) -> None:
    site.cast.start(DAILY)
    site.cast.start(INJECTION, site.cast.enrol(given_name="Ines"))
    site.cast.start(TARGETED, site.cast.enrol(given_name="Theo"))
    page = site.page("/patients")
    for line in ("50 mg every day at 08:00", "Injection 380 mg, every 4 weeks", "Targeted 50 mg, on Fri, Sat"):
        assert line in page
