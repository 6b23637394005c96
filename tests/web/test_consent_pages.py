"""Consent on pages: the ledger and its wordings, pauses, the opt-out link, numbers to settle, supporters."""

from __future__ import annotations

import re

import pytest

from adherence.db.stop_links import StopLink
from adherence.domain.states import ConsentState, NumberState, Role
from adherence.web.rate_limit import RateLimit
from adherence.web.stop_page import WORDS
from tests.web.site import DAILY, Site, text_of, token_of

_LINK = re.compile(r'value="[^"]*(/stop/[\w-]+)"')
SUPPORTER = {
    "name": "Sam <b>Reyes</b>",
    "phone": "+1 202 555 7001",
    "language": "en",
    "events": ["no_answer_days", "missed_visit"],
    "expires_on": "2026-05-31",
    "consent__method": "verbal",
    "consent__given_at": "2026-03-02",
}


def new_link(site: Site) -> str:
    """The path of a link, as staff see it once."""
    page = site.post(site.ana("/stop-link"), do="show").get_data(as_text=True)
    found = _LINK.search(page)
    assert found is not None
    return found.group(1)


def press(site: Site, path: str, do: str) -> tuple[int, str]:
    """Press a button on the page of a link, as somebody who never logged in."""
    phone = site.app.test_client()
    answer = phone.post(path, data={"do": do, "csrf_token": token_of(phone)})
    return answer.status_code, text_of(answer.get_data(as_text=True))


def test_the_ledger_shows_the_text_that_was_agreed_to(site: Site) -> None:
    page = text_of(site.page(site.ana()))
    assert "Agreed to wording 2026-1" in page
    assert "I agree that the programme may send me automatic text messages" in page
    other = site.cast.enrol(consent={"method": "written", "wording_version": "paper <i>2024</i>"})
    assert "wording paper <i>2024</i>: not on file here" in text_of(site.page(f"/patients/{other}"))


def test_an_administrator_adds_a_wording_and_everybody_reads_it(site: Site) -> None:
    body = "I agree to texts about my care <script>on</script> this number, and I can end them with STOP at any time."
    admin = site.member(Role.ADMIN)
    wanted = {"version": "N-1", "language": "en", "body": body, "from_on": "2026-03-01"}
    assert site.post("/settings/consent/wordings", admin, **wanted).status_code == 302
    assert "<script>on" not in site.page("/settings/consent")
    assert "I agree to texts about my care <script>on</script> this number" in text_of(site.page("/settings/consent"))
    again = site.post("/settings/consent/wordings", admin, **wanted)
    assert again.status_code == 422
    assert "is on file already and cannot be changed" in text_of(again.get_data(as_text=True))
    assert "N-1" in site.page("/patients/new")
    assert site.post("/settings/consent/wordings", **wanted).status_code == 403


def test_the_rule_for_start_is_set_by_administrators_and_its_changes_are_kept(site: Site) -> None:
    assert "START opts in again where" in text_of(site.page("/settings/consent"))
    assert site.post("/settings/consent/start", start="no").status_code == 403
    site.post("/settings/consent/start", site.member(Role.ADMIN), start="no")
    page = text_of(site.page("/settings/consent"))
    assert "Staff confirm first , whatever the last consent was." in page
    assert "by Some admin: staff confirm first" in page


def test_staff_enter_a_pause_see_it_and_end_it(site: Site) -> None:
    site.cast.start(DAILY)
    assert site.post(site.ana("/pauses/new"), topic="reminders", until="2026-03-09").status_code == 302
    page = site.page(site.ana())
    assert "Paused: reminders until Mon 9 Mar by Ben Ortiz" in text_of(page)
    ending = re.search(r'action="(/pauses/[\w-]+/end)"', page)
    assert ending is not None
    assert site.post(ending.group(1), site.cleo).status_code == 404
    site.post(ending.group(1))
    assert "Earlier pauses: 1" in text_of(site.page(site.ana()))
    assert "The pause is over already" not in text_of(site.page(site.ana()))
    site.post(ending.group(1))
    assert "Not done: the pause is over already." in text_of(site.page(site.ana()))


def test_a_pause_with_a_fault_keeps_what_was_typed(site: Site) -> None:
    answer = site.post(site.ana("/pauses/new"), topic="visits", until="2026-09-01")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Texts go on is out of reach; write a day from 2026-03-03 to 2026-04-01, 30 days at most." in text_of(page)
    assert 'value="2026-09-01"' in page


# --- the opt-out link ------------------------------------------------------------------------------------------------


def test_opening_the_link_changes_nothing_and_says_nothing_of_the_patient(site: Site) -> None:
    path = new_link(site)
    answer = site.app.test_client().get(path)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "End the texts of North Care" in page
    for private in ("Ana", "Reyes", site.cast.phone()[2:], "naltrexone", "North clinic"):
        assert private not in page
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert answer.headers["Cache-Control"] == "no-store"
    assert site.cast.patient().consent_state is ConsentState.GRANTED


def test_the_button_opts_out_and_pressing_it_again_does_nothing_more(site: Site) -> None:
    path = new_link(site)
    for _ in range(2):
        code, page = press(site, path, "stop")
        assert (code, "You will get no more texts from North Care." in page) == (200, True)
    assert site.cast.patient().consent_state is ConsentState.REVOKED
    assert site.cast.open_flags() == ["opted_out"]
    assert "Opted out on a web page" in text_of(site.page(site.ana()))
    press(site, path, "start")
    press(site, path, "pause")
    assert site.cast.patient().consent_state is ConsentState.REVOKED


def test_the_other_button_pauses_for_seven_days(site: Site) -> None:
    path = new_link(site)
    assert "Paused: no automatic texts before Mon 9 Mar." in press(site, path, "pause")[1]
    assert "Paused: all automatic texts until Mon 9 Mar by the patient" in text_of(site.page(site.ana()))
    assert "You will get no more texts" in press(site, path, "stop")[1]


def test_the_page_speaks_the_patients_language(site: Site) -> None:
    site.post(
        site.ana("/contact"), phone=site.cast.phone(), time_zone="America/New_York", language="es", discretion="0"
    )
    page = site.app.test_client().get(new_link(site)).get_data(as_text=True)
    assert '<html lang="es">' in page
    assert "Terminar los mensajes de North Care" in page


def test_both_languages_say_the_same_things_with_the_same_values() -> None:
    fields = re.compile(r"\{\w+\}")
    for name in type(WORDS["en"]).__slots__:
        english, spanish = (getattr(WORDS[language], name) for language in ("en", "es"))
        assert english != spanish
        assert sorted(fields.findall(english)) == sorted(fields.findall(spanish)), name


@pytest.mark.parametrize("token", ["x", "a" * 24, "a" * 5000, "..%2f..", "'; drop table stop_links", "%00", "ñ"])
def test_a_link_that_is_none_is_answered_alike(site: Site, token: str) -> None:
    answer = site.app.test_client().get(f"/stop/{token}")
    assert answer.status_code == 404
    code, page = press(site, f"/stop/{token}", "stop")
    assert code == 404
    assert "Ana" not in page


def test_a_replaced_or_revoked_link_leads_nowhere(site: Site) -> None:
    first, second = new_link(site), new_link(site)
    assert press(site, first, "stop")[0] == 404
    site.post(site.ana("/stop-link/revoke"))
    assert press(site, second, "stop")[0] == 404
    assert site.cast.patient().consent_state is ConsentState.GRANTED


def test_the_page_of_the_link_needs_its_own_form(site: Site) -> None:
    path = new_link(site)
    assert site.app.test_client().post(path, data={"do": "stop"}).status_code == 400
    assert site.cast.patient().consent_state is ConsentState.GRANTED


def test_the_link_is_texted_without_being_shown(site: Site) -> None:
    answer = site.post(site.ana("/stop-link"), do="send")
    assert answer.status_code == 302
    with site.rt.database.reading() as session:
        assert session.query(StopLink).count() == 1
    assert "/stop/" not in site.page(site.ana("/stop-link"))


def test_nobody_of_another_clinic_makes_a_link(site: Site) -> None:
    assert site.post(site.ana("/stop-link"), site.cleo, do="show").status_code == 404


def test_a_limit_counts_each_key_by_itself_and_forgets() -> None:
    at = [0.0]
    limit = RateLimit(2, 60.0, lambda: at[0])
    assert [limit.allows("a"), limit.allows("a"), limit.allows("a"), limit.allows("b")] == [True, True, False, True]
    at[0] = 61.0
    assert limit.allows("a")


def test_too_many_tries_at_one_link_are_slowed_down(site: Site) -> None:
    path = new_link(site)
    phone = site.app.test_client()
    token = token_of(phone)
    codes = [phone.post(path, data={"do": "", "csrf_token": token}).status_code for _ in range(25)]
    assert codes[:20] == [200] * 20
    assert codes[-1] == 429


# --- numbers ---------------------------------------------------------------------------------------------------------


def test_a_wrong_number_is_settled_on_its_page(site: Site) -> None:
    site.cast.reply("wrong number")
    assert "Settle the number" in site.page(site.ana())
    refused = site.post(site.ana("/number"), what="corrected", phone=site.cast.phone())
    assert refused.status_code == 422
    assert "is the number on the record" in text_of(refused.get_data(as_text=True))
    assert site.post(site.ana("/number"), what="corrected", phone="+1 202 555 0904").status_code == 302
    assert site.cast.patient().number_state is NumberState.VERIFYING
    assert "Earlier numbers: 1" in text_of(site.page(site.ana()))
    assert site.post(site.ana("/number"), what="right").status_code == 422


def test_a_number_that_is_right_is_used_again(site: Site) -> None:
    site.cast.reply("wrong number")
    site.post(site.ana("/number"), what="right")
    assert site.cast.patient().number_state is NumberState.IN_USE
    assert "The number is right after all" in text_of(site.page(site.ana()))


# --- supporters ------------------------------------------------------------------------------------------------------


def test_a_supporter_is_added_shown_and_ended(site: Site) -> None:
    assert site.post(site.ana("/supporters/new"), **SUPPORTER).status_code == 302
    page = site.page(site.ana())
    assert "Sam <b>Reyes</b>" not in page
    said = text_of(page)
    assert "Asked, has not answered yet" in said
    assert "Told of: no answer for some days; a planned visit was missed. Never told of doses." in said
    site.cast.reply("how is <i>she</i>?", phone="+12025557001")
    said = text_of(site.page(site.ana()))
    assert "how is <i>she</i>? written by the supporter, not by the patient" in said
    ending = re.search(r'href="(/supporters/[\w-]+/end)"', page)
    assert ending is not None
    assert site.cleo.get(ending.group(1)).status_code == 404
    assert site.post(ending.group(1), reason="because").status_code == 422
    assert site.post(ending.group(1), reason="patients_wish").status_code == 302
    assert "Ended: the patient wanted it" in text_of(site.page(site.ana()))
    assert site.post(ending.group(1), reason="other").status_code == 422


def test_a_supporter_with_faults_keeps_what_was_typed(site: Site) -> None:
    wrong = SUPPORTER | {"phone": "12", "events": [], "rights": ["may_name"], "expires_on": "2040-01-01"}
    answer = site.post(site.ana("/supporters/new"), **wrong)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'value="12"' in page
    assert re.search(r'value="may_name"[^>]* checked', page)
    for field in ("phone", "events", "expires_on"):
        assert f'href="#f-{field}"' in page


def test_the_end_of_a_support_is_changed(site: Site) -> None:
    site.post(site.ana("/supporters/new"), **SUPPORTER)
    path = re.search(r'href="(/supporters/[\w-]+/extend)"', site.page(site.ana()))
    assert path is not None
    assert 'value="2026-05-31"' in site.page(path.group(1))
    assert site.post(path.group(1), expires_on="2026-02-01").status_code == 422
    assert site.post(path.group(1), expires_on="2026-12-31", given_at="2026-03-02").status_code == 302
    assert "Until Thu 31 Dec" in text_of(site.page(site.ana()))


def test_the_patients_page_takes_no_more_queries_for_more_supporters_and_pauses(site: Site) -> None:
    def supports(number: str) -> None:
        site.post(site.ana("/supporters/new"), **SUPPORTER | {"phone": f"+1202555{number}"})
        site.cast.reply("hello", phone=f"+1202555{number}")

    supports("7001")
    site.page(site.ana())
    with site.counted() as before:
        site.page(site.ana())
    for number in ("7002", "7003", "7004"):
        supports(number)
    for topic in ("reminders", "visits", "refills"):
        site.post(site.ana("/pauses/new"), topic=topic, until="2026-03-09")
    site.page(site.ana())
    with site.counted() as after:
        site.page(site.ana())
    assert len(after) == len(before)
