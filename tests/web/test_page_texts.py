"""The pages of the clinic's texts: seen, tried, written, approved by a second person, and taken back."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from adherence.actions.change_question import change_question
from adherence.actions.deliver_messages import deliver_messages
from adherence.db.clinic_templates import ClinicTemplate, versions_of
from adherence.db.communications import Communication
from adherence.domain.states import MessageState, Role
from adherence.domain.wording import WORDING_VERSION
from adherence.domain.wording.own import CATALOGUE, TemplateState
from adherence.web.text_words import GROUPS, TITLE
from tests.cast import Cast
from tests.web.site import DAILY, Site, text_of

OWN = "It is {time}: all good? Reply 1 done, 2 later, 3 skip"
REMINDER = "/settings/texts/reminder"
EN_0 = REMINDER + "?lang=en&level=0"


def store(site: Site, client: FlaskClient | None = None, **entered: str) -> str:
    answer = site.post(EN_0, client, **{"body": OWN, "levels": "0", "act": "store"} | entered)
    assert answer.status_code == 302, text_of(answer.get_data(as_text=True))
    return answer.headers["Location"]


def versions(site: Site, key: str = "reminder") -> list[ClinicTemplate]:
    with site.rt.database.reading() as session:
        return versions_of(session, site.cast.ben.clinic_id, key)


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("level", [0, 1, 2])
def test_every_text_is_listed_with_its_words_its_cost_and_a_page_of_its_own(site: Site, lang: str, level: int) -> None:
    page = site.page(f"/settings/texts?lang={lang}&level={level}")
    assert {key for key in CATALOGUE if f'/settings/texts/{key}?lang={lang}&amp;level={level}"' in page} == set(
        CATALOGUE
    )
    assert "Refused" not in page
    for group in GROUPS[:-2]:
        assert group in page


def test_every_text_of_the_catalogue_has_a_page(site: Site) -> None:
    for key in CATALOGUE:
        assert "What leaves now" in site.page(f"/settings/texts/{key}?lang=es&level=2"), key


def test_every_text_has_a_name_of_its_own() -> None:
    assert set(TITLE) == set(CATALOGUE)
    assert len(set(TITLE.values())) == len(TITLE)


def test_a_preview_stores_nothing_and_marks_what_is_wrong_in_its_place(site: Site) -> None:
    answer = site.post(
        EN_0, body="Naltrexone at {time} ✓ [YES]. Reply YES, 1 done, 2 later, 3 skip", levels="0", act="preview"
    )
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    for marked in ("Naltrexone", "✓", "YES"):
        assert f'<mark class="refused">{marked}</mark>' in page, marked
    assert '<mark class="advised">[</mark>' in page
    assert "Naltrexone at 20:30 ✓ [YES]. Reply YES, ..." in page
    assert "of 70 characters" in page
    assert "says too much at discretion level 0" in page
    assert "cuts a segment from 160 to 70" in page
    assert versions(site) == []


def test_a_preview_shows_each_level_as_it_would_be_there(site: Site) -> None:
    body = "Here is a reminder for your {time} now. About your medication. Reply 1 done, 2 later, 3 skip"
    answer = site.post(EN_0, body=body, levels=["0", "1", "2"], act="preview")
    page = answer.get_data(as_text=True)
    assert page.count("“medication” says too much at discretion level") == 1
    assert page.count('class="phone flat"') == 4


def test_what_is_refused_is_said_at_the_field_and_stays_typed(site: Site) -> None:
    answer = site.post(EN_0, body="It is {time}, reply 1 done", levels="0", act="store")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Text must ask for “2”" in page
    assert "It is {time}, reply 1 done</textarea>" in page
    assert 'id="e-body"' in page


def test_without_a_level_nothing_is_stored(site: Site) -> None:
    answer = site.post(EN_0, body=OWN, act="store")
    assert answer.status_code == 422
    assert "tick at least one level" in answer.get_data(as_text=True)


def test_what_is_advised_against_asks_for_a_word_first(site: Site) -> None:
    long = OWN + " and now then" * 10
    answer = site.post(EN_0, body=long, levels="0", act="store")
    assert answer.status_code == 422
    assert 'name="acknowledged"' in answer.get_data(as_text=True)
    store(site, body=long, acknowledged="yes")
    assert versions(site)[0].acknowledged == ["long"]
    assert "meant so although long" in site.page(EN_0)


def test_one_author_and_one_approver_put_a_text_in_force_and_take_it_back(site: Site) -> None:
    store(site, note="Warmer")
    admin = site.member(Role.ADMIN)
    assert "1 draft waits" in text_of(site.page("/settings/texts", admin))
    mine = site.page(EN_0)
    assert "must be somebody else than the author" in mine
    assert ">Approve<" not in mine
    theirs = site.page(EN_0, admin)
    assert "Warmer" in theirs
    assert "<ins>It is 20:30" not in theirs
    assert "<del>" in theirs
    [draft] = versions(site)
    refused = site.post(f"{REMINDER}/approve", version=draft.id)
    assert refused.status_code == 302
    assert "Not approved" in site.page(EN_0)
    assert site.post(f"{REMINDER}/approve", admin, version=draft.id).status_code == 302
    assert versions(site)[0].state is TemplateState.APPROVED
    page = text_of(site.page(EN_0))
    assert "Own, version 1" in page
    assert "It is 20:30: all good?" in page
    assert site.post(f"{REMINDER}/retire", version=draft.id).status_code == 302
    assert "Shipped" in text_of(site.page(EN_0))
    assert "Retired" in text_of(site.page(EN_0))


def test_who_is_alone_approves_alone_and_it_is_said(site: Site) -> None:
    store(site)
    assert "You are the only person here who may approve this text" in site.page(EN_0)
    site.post(f"{REMINDER}/approve", version=versions(site)[0].id)
    assert "its author alone" in site.page(EN_0)


def test_drafts_of_the_same_words_for_several_levels_are_approved_together(site: Site) -> None:
    path = "/settings/texts/ack_taken?lang=en&level=1"
    site.post(path, body="Thank you, all noted.", levels=["0", "1", "2"], act="store")
    drafts = versions(site, "ack_taken")
    assert [draft.level for draft in drafts] == [2, 1, 0]
    page = site.page(path, site.member(Role.ADMIN))
    assert page.count(">Approve<") == 1
    site.post("/settings/texts/ack_taken/approve", site.member(Role.ADMIN), version=[draft.id for draft in drafts])
    assert {draft.state for draft in versions(site, "ack_taken")} == {TemplateState.APPROVED}


def test_when_one_of_them_is_refused_none_is_stored(site: Site) -> None:
    body = "Here is a reminder for your {time} now. About your medication. Reply 1 done, 2 later, 3 skip"
    assert site.post(EN_0, body=body, levels=["1", "0"], act="store").status_code == 422
    assert versions(site) == []


def test_a_fixed_answer_of_safety_waits_for_an_administrator(site: Site) -> None:
    body = "Thank you for writing. Please call {emergency} or {urgent} now. Texts are not read around the clock."
    site.post("/settings/texts/crisis?lang=en&level=0", body=body, levels="0", act="store")
    [draft] = versions(site, "crisis")
    page = site.page("/settings/texts/crisis", site.client("ben@example.org"))
    assert "must be an administrator" in page
    site.post("/settings/texts/crisis/approve", version=draft.id)
    assert versions(site, "crisis")[0].state is TemplateState.DRAFT
    site.post("/settings/texts/crisis/approve", site.member(Role.ADMIN), version=draft.id)
    assert versions(site, "crisis")[0].state is TemplateState.APPROVED


@pytest.mark.parametrize(
    ("role", "sees", "writes", "approves"),
    [
        (Role.ADMIN, 200, 302, 302),
        (Role.CLINICIAN, 200, 302, 302),
        (Role.COORDINATOR, 200, 302, 403),
        (Role.READER, 200, 403, 403),
        (Role.OPERATOR, 200, 403, 403),
        (Role.AUDITOR, 403, 403, 403),
    ],
)
def test_who_may_do_what(site: Site, role: Role, sees: int, writes: int, approves: int) -> None:
    store(site)
    [draft] = versions(site)
    client = site.member(role)
    assert client.get("/settings/texts").status_code == sees
    assert client.get(EN_0).status_code == sees
    assert site.post(f"{REMINDER}/approve", client, version=draft.id).status_code == approves
    assert site.post(EN_0, client, body=OWN + " please", levels="0", act="store").status_code == writes


def test_another_clinics_versions_are_not_there(site: Site) -> None:
    store(site)
    [draft] = versions(site)
    assert "all good" not in site.page(EN_0, site.cleo)
    for act in ("approve", "retire"):
        assert site.post(f"{REMINDER}/{act}", site.cleo, version=draft.id).status_code == 404
        assert site.post(f"/settings/texts/nudge/{act}", version=draft.id).status_code == 404
        assert site.post(f"{REMINDER}/{act}").status_code == 404
        assert site.post(f"{REMINDER}/{act}", version="no id").status_code == 404


@pytest.mark.parametrize(
    "body",
    ["<script>alert(1)</script>", "{{ 7*7 }}", "\u202e {time}", "😀" * 300, "a\0b", "{" * 300, "x" * 400_000, "%s %n"],
)
def test_whatever_is_typed_is_shown_as_text(site: Site, body: str) -> None:
    for act in ("preview", "store"):
        answer = site.post(EN_0, body=body, levels="0", act=act)
        page = answer.get_data(as_text=True)
        assert answer.status_code in (200, 422)
        assert "<script>alert" not in page
        assert "49" not in re.findall(r"<textarea.*?</textarea>", page, re.DOTALL)[0]
    assert versions(site) == []


@pytest.mark.parametrize(
    "path", ["/settings/texts/nothing", "/settings/texts/Reminder", "/settings/texts/nothing/patient"]
)
def test_a_text_that_is_none_is_not_found(site: Site, path: str) -> None:
    assert site.ben.get(path).status_code == 404


@pytest.mark.parametrize("query", ["?lang=fr&level=9", "?lang=&level=", "?level=1.5", "?lang=en&level=-1"])
def test_odd_tabs_open_the_first_one(site: Site, query: str) -> None:
    assert "Time for your 20:30. Reply" in site.page(REMINDER + query)


def test_a_patient_is_shown_what_really_leaves(site: Site) -> None:
    site.cast.start(DAILY)
    path = f"{REMINDER}/patient"
    found = site.post(path, who="reyes")
    assert found.headers["Location"].endswith(f"{path}?patient={site.cast.ana}")
    page = text_of(site.page(f"{path}?patient={site.cast.ana}"))
    assert "Time for your 8:00. Reply 1 done, 2 later, 3 skip" in page
    assert "the text that waits to leave on Mon 2 Mar at 08:00" in page
    site.rt.clock.move_to(datetime(2026, 3, 2, 13, 0, tzinfo=UTC))  # type: ignore[attr-defined]
    deliver_messages(site.rt)
    assert site.cast.texts()[-1] == "Time for your 8:00. Reply 1 done, 2 later, 3 skip"
    assert f"wording {WORDING_VERSION}" in site.page(site.ana())


def test_a_patients_draft_is_shown_beside_what_leaves(site: Site) -> None:
    site.cast.start(DAILY)
    store(site)
    page = text_of(site.page(f"{REMINDER}/patient?patient={site.cast.ana}"))
    assert "Once the draft is approved" in page
    assert "It is 8:00: all good?" in page


def test_a_patient_without_a_plan_is_shown_examples_that_are_named_so(site: Site) -> None:
    spanish = site.cast.enrol(language="es", discretion=2)
    page = text_of(site.page(f"/settings/texts/nudge/patient?patient={spanish}"))
    assert "no dose is planned; only examples: {medicine} , {time}" in page
    assert "Le preguntamos por lo de las 20:30" in page


def test_a_name_that_several_have_is_asked_about_and_one_that_nobody_has_is_said(site: Site) -> None:
    site.cast.enrol(given_name="Ana", family_name="Ramos")
    page = site.post(f"{REMINDER}/patient", who="ana r").get_data(as_text=True)
    assert "Who is meant?" in page
    assert "Ramos" in page
    nobody = site.post(f"{REMINDER}/patient", who="otero")
    assert nobody.status_code == 422
    assert "fits no patient" in nobody.get_data(as_text=True)
    assert site.post(f"{REMINDER}/patient", who="").status_code == 422


def test_patients_of_another_clinic_are_not_found_and_operators_see_none(site: Site) -> None:
    path = f"{REMINDER}/patient?patient="
    assert site.ben.get(path + site.cast.other).status_code == 404
    assert site.ben.get(path + "x").status_code == 404
    assert site.member(Role.OPERATOR).get(path + site.cast.ana).status_code == 403


def test_texts_that_carriers_block_mark_their_wording_on_the_pages(site: Site) -> None:
    _block(site.cast)
    page = text_of(site.page("/settings/texts"))
    assert "Carriers blocked 1 text" in page
    assert "Welcome , English, level 0: 1 text in 30 days" in page
    assert "blocked 1 text of this wording" in text_of(site.page("/settings/texts/welcome?lang=en&level=0"))
    assert "Carriers blocked" not in site.page("/settings/texts", site.cleo)


def _block(cast: Cast) -> None:
    with cast.rt.database.writing() as session:
        text = session.query(Communication).filter_by(patient_id=cast.ana, template="welcome").one()
        text.state, text.provider_code = MessageState.UNDELIVERED, "30007"
        text.template_version = f"{WORDING_VERSION}/en/0"


def test_the_list_needs_the_same_few_questions_however_many_texts_are_the_clinics_own(site: Site) -> None:
    site.page("/settings/texts")
    with site.counted() as before:
        site.page("/settings/texts")
    for key in ("ack_taken", "ack_skipped"):
        site.post(f"/settings/texts/{key}?lang=en", body="Thank you, noted so.", levels=["0", "1"], act="store")
    with site.counted() as after:
        site.page("/settings/texts")
    assert len(after) == len(before)


def test_a_question_that_the_clinic_worded_itself_says_so_where_its_text_is(site: Site) -> None:
    with site.rt.database.writing() as session:
        wanted = {"kind": "wellbeing", "on": True, "at": "12:00", "cadence": "weekly"}
        texts = {"text_en": "How was your week with us? Reply good, so-so or bad"}
        change_question(session, site.cast.ben, wanted | texts, now=site.rt.now())
    page = text_of(site.page("/settings/texts/wellbeing"))
    assert "How was your week with us?" in page
    assert "leaves instead of what is shown here" in page
    assert "leaves instead" not in site.page("/settings/texts/wellbeing?lang=es")
    assert site.page("/settings/texts").count("Worded with the question") == 1


def test_a_text_that_is_nothing_but_a_question_is_worded_with_the_question(site: Site) -> None:
    assert site.ben.get("/settings/texts/own_text").status_code == 404
