"""The settings: who works here, the way to live, the sender, the hours, the switch and the tokens."""

from __future__ import annotations

import re

import pytest

from adherence.db.clinics import Clinic
from adherence.db.health import heartbeats
from adherence.db.installation import WEBHOOK
from adherence.db.practitioners import ApiToken, Practitioner, practitioner_by_email
from adherence.db.setup import reviews_of
from adherence.domain.setup import REVIEWED_BY
from adherence.domain.states import Role
from adherence.runtime import Runtime
from adherence.web.app import create_web_app
from adherence.web.role_words import DEEDS
from adherence.web.sender_settings import shortened
from adherence.wiring import create_app
from tests.integration.on_call import PHONES, mailing
from tests.web.site import Site, staff_row, text_of

_LINK = re.compile(r"/password/[\w.-]+")


def put_on_trial(site: Site) -> None:
    with site.rt.database.writing() as session:
        session.get_one(Clinic, site.cast.ben.clinic_id).trial = True


def verify_phone(site: Site, role: Role) -> None:
    site.member(role)
    with site.rt.database.writing() as session:
        staff = practitioner_by_email(session, f"{role.value}@example.org")
        assert staff is not None
        staff.set_phone(session.info["vault"], PHONES["ada"])
        staff.phone_verified_at = site.rt.now()


def test_the_overview_says_what_is_set_and_marks_what_is_not(site: Site) -> None:
    admin = site.member(Role.ADMIN)
    said = text_of(site.page("/settings", admin))
    for words in (
        *("Texts are signed North Care.", "08:00 to 21:00 of the patient's day", "The product's defaults hold."),
        *("The shipped wording.", "Shipped proposal", "No rota", "No text arrived yet", "Sending is switched on."),
        *("2 people: 1 administrator, 1 clinician.", "Verified phones: 0 of 2"),
    ):
        assert words in said
    operator = site.page("/settings", site.member(Role.OPERATOR))
    assert 'href="/settings/staff"' not in operator, "an operator is not sent to a page that refuses"


def test_the_overview_costs_the_same_with_many_people(site: Site) -> None:
    admin = site.member(Role.ADMIN)
    site.page("/settings", admin)
    with site.counted() as few:
        site.page("/settings", admin)
    for role in (Role.READER, Role.AUDITOR, Role.COORDINATOR):
        site.member(role)
    with site.counted() as many:
        site.page("/settings", admin)
    assert len(many) == len(few) <= 32


def test_a_colleague_is_invited_by_a_link_that_is_shown_once_and_works_once(site: Site) -> None:
    admin = site.member(Role.ADMIN)
    shown = site.post("/settings/staff", admin, name="Eve Ito", email="eve@example.org", role="reader")
    [link] = _LINK.findall(shown.get_data(as_text=True))
    assert _LINK.search(site.page("/settings/staff", admin)) is None
    assert "Invited, no password yet" in text_of(site.page("/settings/staff", admin))
    new = {"password": "four plain words here", "again": "four plain words here"}
    browser = site.app.test_client()
    assert site.post(link, browser, **new).status_code == 302
    assert browser.get(link).status_code == 404
    assert site.post("/login", browser, email="eve@example.org", password=new["password"]).status_code == 302
    assert staff_row(site.rt, "eve@example.org").last_login_at is not None


def test_what_was_typed_wrongly_stays_and_nobody_is_invited(site: Site) -> None:
    admin = site.member(Role.ADMIN)
    answer = site.post("/settings/staff", admin, name="Eve <b>", email="eve", role="reader")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Eve &lt;b&gt;" in page
    assert "E-mail address is not an e-mail address" in text_of(page)
    operator = site.post("/settings/staff", admin, name="Eve", email="eve@example.org", role="operator")
    assert operator.status_code == 422


def test_the_link_is_mailed_where_mail_is_set_up_and_a_failure_is_said(site: Site) -> None:
    admin = site.member(Role.ADMIN)
    with mailing(site.rt) as smtp:
        shown = site.post("/settings/staff", admin, name="Eve", email="eve@example.org", role="reader")
        assert "E-mailed to eve@example.org." in text_of(shown.get_data(as_text=True))
        assert [mail.to for mail in smtp.taken] == ["eve@example.org"]
    shown = site.post("/settings/staff", admin, name="Fay", email="fay@example.org", role="reader")
    assert "could not be e-mailed to fay@example.org" in text_of(shown.get_data(as_text=True))
    assert staff_row(site.rt, "fay@example.org").active, "the log-in is made all the same"


def test_a_changed_role_ends_the_session_at_once(site: Site) -> None:
    admin, reader = site.member(Role.ADMIN), site.member(Role.READER)
    assert reader.get("/patients").status_code == 200
    staff_id = staff_row(site.rt, "reader@example.org").id
    assert site.post(f"/settings/staff/{staff_id}/role", admin, role="auditor").status_code == 302
    assert "log-in" in text_of(site.page(f"/settings/staff/{staff_id}", admin)).lower()
    assert reader.get("/patients").headers["Location"].startswith("/login")
    assert "reader to auditor" in text_of(site.page("/settings/staff", admin))


def test_ending_a_log_in_ends_the_session_and_asks_who_takes_over(site: Site) -> None:
    admin, ben = site.member(Role.ADMIN), staff_row(site.rt, "ben@example.org")
    site.cast.reply("I feel awful, is this a side effect of the pills, nausea?")
    flag = site.cast.flags()[0]
    site.post(f"/flags/{flag.id}/take")
    refused = site.post(f"/settings/staff/{ben.id}/deactivate", admin)
    assert refused.status_code == 422
    page = refused.get_data(as_text=True)
    assert "choose who takes over" in text_of(page)
    assert 'href="#f-successor"' in page
    assert '<option value="clinician" selected>' in page, "the role beside it stays as it is"
    assert site.ben.get("/").status_code == 200
    me = staff_row(site.rt, "admin@example.org").id
    assert site.post(f"/settings/staff/{ben.id}/deactivate", admin, successor=me).status_code == 302
    assert site.ben.get("/").headers["Location"].startswith("/login")
    assert site.cast.flags()[0].owner_id == me
    assert "Log-ins that ended: 1" in text_of(site.page("/settings/staff", admin))
    back = site.post(f"/settings/staff/{ben.id}/reactivate", admin).get_data(as_text=True)
    assert _LINK.search(back)


def test_the_only_administrator_is_told_why_not(site: Site) -> None:
    admin = site.member(Role.ADMIN)
    me = staff_row(site.rt, "admin@example.org").id
    for path, entered in (("deactivate", {}), ("role", {"role": "reader"})):
        answer = site.post(f"/settings/staff/{me}/{path}", admin, **entered)
        assert answer.status_code == 409
        assert "only administrator who can log in" in text_of(answer.get_data(as_text=True))


def test_staff_of_another_clinic_are_not_found(site: Site) -> None:
    admin, cleo = site.member(Role.ADMIN), staff_row(site.rt, "cleo@example.org").id
    assert admin.get(f"/settings/staff/{cleo}").status_code == 404
    for path in ("role", "deactivate", "reactivate", "link"):
        assert site.post(f"/settings/staff/{cleo}/{path}", admin, role="reader").status_code == 404
    assert "cleo@example.org" not in site.page("/settings/staff", admin)
    assert staff_row(site.rt, "cleo@example.org").active


def test_what_a_role_may_do_is_read_from_the_views(site: Site) -> None:
    page = text_of(site.page("/settings/staff", site.member(Role.ADMIN)))
    for sentence, endpoint in DEEDS:
        assert sentence in page
        assert endpoint in site.app.view_functions
    assert "Enrol patients Yes Yes Yes No No No" in page
    assert "Invite staff, change roles, end log-ins Yes No No No No No" in page


def test_a_token_is_shown_once_works_and_is_revoked(site: Site) -> None:
    admin = site.member(Role.ADMIN)
    assert site.post("/settings/tokens", admin, label="", role="king").status_code == 422
    made = site.post("/settings/tokens", admin, label="Ward system", role="reader").get_data(as_text=True)
    token = re.findall(r'class="copy">([\w-]+)<', made)[0]
    assert token not in site.page("/settings/tokens", admin)
    with site.rt.database.reading() as session:
        row = session.query(ApiToken).one()
    cleos = site.post(f"/settings/tokens/{row.id}/revoke", site.member(Role.CLINICIAN))
    assert cleos.status_code == 403
    assert site.post(f"/settings/tokens/{row.id}/revoke", admin).status_code == 302
    page = text_of(site.page("/settings/tokens", admin))
    assert "Revoked: 1" in page
    with site.rt.database.reading() as session:
        assert session.query(ApiToken).one().revoked_at is not None


def test_the_sender_says_what_to_write_at_the_provider_and_texts_the_own_phone(site: Site) -> None:
    admin = site.member(Role.ADMIN)
    page = text_of(site.page("/settings/sender", admin))
    assert "http://127.0.0.1:9/sms/inbound#rc=3&rp=5xx,ct,rt" in page
    assert "Your phone is not verified yet" in page
    site.post("/settings/sender/test", admin)
    assert "Not done: your phone is not verified yet" in text_of(site.page("/settings/sender", admin))
    verify_phone(site, Role.ADMIN)
    site.post("/settings/sender/test", admin)
    assert "A test text is on its way" in text_of(site.page("/settings/sender", admin))
    looked = text_of(site.post("/settings/sender/check", admin).get_data(as_text=True))
    assert "The database answers." in looked
    assert "No worker has run yet" in looked


@pytest.mark.parametrize(("identifier", "shown"), [("AC" + "0" * 28 + "9f3e", "AC...9f3e"), ("", ""), ("AC12", "")])
def test_ids_at_the_provider_are_shortened(identifier: str, shown: str) -> None:
    assert shortened(identifier) == shown


def test_texting_hours_are_changed_and_odd_ones_refused(site: Site) -> None:
    admin = site.member(Role.ADMIN)
    good = {"texting_starts": "08:00", "texting_ends": "20:30", "time_zone": "Europe/Madrid"}
    assert site.post("/settings/hours", admin, **good).status_code == 302
    page = text_of(site.page("/settings/hours", admin))
    assert "2 settings changed." in page
    assert "Until: the default to 20:30" in page
    for wrong in (
        *({"texting_starts": "04:00"}, {"texting_starts": ""}, {"texting_ends": "07:00"}),
        *({"time_zone": "Mars/Base"}, {"texting_starts": "12:00"}),
    ):
        answer = site.post("/settings/hours", admin, **good | wrong)
        assert answer.status_code == 422, wrong
        assert "There " in text_of(answer.get_data(as_text=True))
    assert site.post("/settings/hours", site.member(Role.CLINICIAN), **good).status_code == 403


def test_the_switch_says_who_used_it_and_why(site: Site) -> None:
    admin = site.member(Role.ADMIN)
    site.post("/settings/halt", admin, reason="Wrong template")
    page = text_of(site.page("/settings/sending", admin))
    assert "by Some admin : Wrong template" in page
    assert "Off : Wrong template" in page
    site.post("/settings/resume", admin)
    assert "Nobody has switched it" not in text_of(site.page("/settings/sending", site.member(Role.OPERATOR)))


def test_on_trial_every_page_says_so_and_the_first_one_leads_on(site: Site) -> None:
    admin, clinician = site.member(Role.ADMIN), site.ben
    assert "Before the clinic goes live" not in site.page("/", admin)
    put_on_trial(site)
    for path in ("/", "/patients", "/settings", "/help"):
        assert "only verified staff phones are texted; 0 of 50 texts used today" in text_of(site.page(path, admin))
    assert "0 of 10 steps done" in text_of(site.page("/", clinician))
    assert "Before the clinic goes live" not in site.page("/", site.member(Role.READER))


def test_going_live_from_the_page_names_what_is_missing_and_keeps_the_reviews(site: Site) -> None:
    admin = site.member(Role.ADMIN)
    put_on_trial(site)
    refused = site.post("/settings/setup/live", admin, sure="yes")
    assert refused.status_code == 409
    assert "Policy, read by a clinician: this is not done yet." in text_of(refused.get_data(as_text=True))
    for step in REVIEWED_BY:
        site.post(f"/settings/setup/{step.value}/review", site.ben)
    assert site.post("/settings/setup/nothing/review", site.ben).status_code == 404
    assert site.post("/settings/setup/live", site.ben, sure="yes").status_code == 403
    page = text_of(site.page("/settings/setup", admin))
    assert "5 of 10 steps done" in page
    assert "Ben Ortiz, Mon 2 Mar" in page
    with site.rt.database.reading() as session:
        assert {row.step for row in reviews_of(session, site.cast.ben.clinic_id)} == set(REVIEWED_BY)
        assert session.get_one(Clinic, site.cast.ben.clinic_id).trial


def test_a_service_without_a_log_in_says_how_to_begin_and_makes_no_log_in(sqlite_rt: Runtime) -> None:
    browser = create_web_app(sqlite_rt).test_client()
    assert browser.get("/").headers["Location"].startswith("/login")
    page = text_of(browser.get("/login").get_data(as_text=True))
    assert "Nobody can log in here yet" in page
    assert "create-clinic" in page
    with sqlite_rt.database.reading() as session:
        assert session.query(Practitioner).count() == 0


def test_a_webhook_of_the_provider_is_noted_as_heard(site: Site) -> None:
    form = [("MessageSid", "SM" + "1" * 32), ("From", "+12025550999"), ("To", "+15005550006"), ("Body", "OK")]
    signature = site.rt.sms.sign("http://127.0.0.1:9/sms/inbound", form)
    headers = {"X-Twilio-Signature": signature}
    sent = create_app(site.rt).test_client().post("/sms/inbound", data=dict(form), headers=headers)
    assert sent.status_code == 200
    with site.rt.database.reading() as session:
        assert WEBHOOK in heartbeats(session)
