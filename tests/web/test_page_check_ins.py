"""Regular questions on the pages: switched on for a patient, answered, drawn, and worded by the clinic."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from adherence.domain.states import Role
from adherence.jobs import run_jobs_once
from tests.web.site import DAILY, Site, text_of

SLEEP = {
    "name": "Sleep",
    "answer": "score",
    "on": "on",
    "at": "10:00",
    "cadence": "daily",
    "threshold": "8",
    "text_en": "How did you sleep last night? Reply 0 (not at all) to 10 (very well)",
    "text_es": "¿Qué tal duerme esta semana? Responda de 0 (nada) a 10 (muy bien)",
}
CRAVING = {"on": "on", "at": "", "goal": "", "threshold": ""}


def at(site: Site, local: str) -> None:
    site.rt.clock.move_to(datetime.fromisoformat(local).replace(tzinfo=ZoneInfo("America/New_York")))  # type: ignore[attr-defined]
    run_jobs_once(site.rt)
    run_jobs_once(site.rt)


def section(site: Site) -> str:
    page = site.page(site.ana())
    return text_of(page[page.index('id="questions"') : page.index('id="line-title"')])


def test_all_questions_are_off_at_first_and_each_can_be_switched_on(site: Site) -> None:
    assert "None is switched on: nothing is asked." in section(site)
    assert 'value="off" checked' in site.page(site.ana("/questions/craving"))
    sent = CRAVING | {"threshold": "9", "goal": "4", "at": "18:00"}
    assert site.post(site.ana("/questions/craving"), **sent).status_code == 302
    assert "Craving, 0 to 10 Goal: 4 at most; flag from 9 on Every day at 18:00 Switched on" in section(site)
    assert site.post(site.ana("/questions/craving"), **CRAVING | {"on": "off"}).status_code == 302
    assert "None is switched on" in section(site)


def test_what_was_typed_stays_and_each_fault_is_at_its_field(site: Site) -> None:
    for typed, anchor in (
        (CRAVING | {"threshold": "11"}, "f-threshold"),
        (CRAVING | {"goal": "<b>x</b>"}, "f-goal"),
        (CRAVING | {"at": "23:30"}, "f-at"),
        (CRAVING | {"on": ""}, "f-on"),
        (CRAVING | {"threshold": "1e9", "goal": "x" * 2000}, "f-goal"),
    ):
        answer = site.post(site.ana("/questions/craving"), **typed)
        page = answer.get_data(as_text=True)
        assert answer.status_code == 422, typed
        assert f'href="#{anchor}"' in page, typed
        assert "<b>x</b>" not in page
    assert "None is switched on" in section(site)


def test_how_often_is_set_locked_and_opened_with_a_reason(site: Site) -> None:
    path = site.ana("/questions/craving/cadence")
    assert site.post(path, cadence="weekly", locked="open", reason="x").status_code == 422, "not switched on"
    site.post(site.ana("/questions/craving"), **CRAVING)
    missing = site.post(path, cadence="weekly", locked="locked", until="2026-03-20")
    assert missing.status_code == 422
    assert 'href="#f-reason"' in missing.get_data(as_text=True)
    assert 'value="2026-03-20"' in missing.get_data(as_text=True)
    sent = {"cadence": "weekly", "locked": "locked", "until": "2026-03-20", "reason": "Asked for calm"}
    assert site.post(path, **sent).status_code == 302
    shown = section(site)
    assert "Once a week at 19:00 Locked until Fri 20 Mar Locked" in shown
    assert "Craving, 0 to 10 : Once a week . Locked until 20 Mar. Asked for calm" in shown
    assert site.post(path, cadence="weekly", locked="open", reason="Better").status_code == 302
    assert "Locked until Fri" not in section(site)


def test_answers_are_shown_drawn_and_put_into_a_table_beside_doses(site: Site) -> None:
    site.cast.start(DAILY)
    site.post(site.ana("/questions/craving"), **CRAVING)
    at(site, "2026-03-02 08:00")
    site.cast.reply("1")
    at(site, "2026-03-02 19:00")
    site.cast.reply("6")
    page = site.page(site.ana())
    assert "Craving, 0 to 10: 1 answer" in page
    assert '<path class="c-dots"' in page
    shown = section(site)
    assert "6 of 10 Mon 2 Mar" in shown
    assert "Mon 2 Mar 6 of 10 All taken" in shown
    answer = site.ana("/questions/craving/answer")
    assert site.post(answer, on="2026-03-02", value="3").status_code == 302
    assert "3 of 10 Mon 2 Mar, told to staff" in section(site)
    for wrong in ({"on": "2026-03-02"}, {"on": "2026-03-02", "value": "12"}, {"on": "x", "value": "1"}):
        assert site.post(answer, **wrong).status_code == 422, wrong


def test_silence_is_noted_on_the_page(site: Site) -> None:
    site.post(site.ana("/questions/craving"), **CRAVING)
    for day in (2, 3, 4, 5):
        at(site, f"2026-03-0{day} 19:00")
    assert "Not answered 3 times running" in section(site)


def test_words_of_a_patient_are_shown_as_text(site: Site) -> None:
    site.post(site.ana("/questions/wellbeing"), on="on", at="")
    at(site, "2026-03-02 12:00")
    site.cast.reply("<img src=x> zzz qqq")
    page = site.page(site.ana())
    assert "<img src=x>" not in page
    assert "&lt;img src=x&gt;" in page


def test_the_number_of_queries_does_not_grow_with_answers(site: Site) -> None:
    site.post(site.ana("/questions/craving"), **CRAVING)
    site.page(site.ana())
    with site.counted() as few:
        site.page(site.ana())
    for kind in ("drinks", "wellbeing"):
        site.post(site.ana(f"/questions/{kind}"), on="on", at="")
    for day in range(2, 9):
        at(site, f"2026-03-0{day} 19:00")
        site.cast.reply("2")
    site.page(site.ana())
    with site.counted() as many:
        site.page(site.ana())
    assert len(few) == len(many)


def test_an_administrator_adds_a_question_which_staff_switch_on(site: Site) -> None:
    admin = site.member(Role.ADMIN)
    assert site.post("/settings/check-ins/new", admin, **SLEEP).status_code == 302
    listed = text_of(site.page("/settings/check-ins"))
    assert "Sleep English How did you sleep last night?" in listed
    assert site.post(site.ana("/questions/own-1"), on="on", at="").status_code == 302
    at(site, "2026-03-02 10:00")
    assert site.cast.texts()[-1] == SLEEP["text_en"]
    changed = SLEEP | {"name": "Sleep at night", "threshold": "9"}
    del changed["answer"]
    assert site.post("/settings/check-ins/own-1", admin, **changed).status_code == 302
    history = text_of(site.page("/settings/check-ins/own-1", admin))
    assert "Version 2: Name: “Sleep at night”; Threshold: 9" in history
    assert "Some admin" in history


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("text_en", "Any craving for drugs? Reply 0 to 10", "says too much"),
        ("text_en", "Why did you fail? Reply 0 to 10", "blame"),
        ("text_en", "x" * 700, "640"),
        ("text_en", "Sleep 😀? Reply 0 to 10", "cuts a segment"),
        ("text_es", "", "write the question in Spanish"),
        ("name", "", "Name"),
        ("at", "05:00", "texting hours"),
        ("threshold", "0", "whole number from 1 to 10"),
    ],
)
def test_a_text_that_cannot_be_sent_is_refused_and_kept_on_the_form(
    site: Site, field: str, text: str, words: str
) -> None:
    answer = site.post("/settings/check-ins/new", site.member(Role.ADMIN), **SLEEP | {field: text})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert words in page
    assert f'href="#f-{field}"' in page
    if text:
        assert text in page
    assert "Sleep English" not in text_of(site.page("/settings/check-ins"))


def test_own_wording_of_a_shipped_question_and_back(site: Site) -> None:
    admin, path = site.member(Role.ADMIN), "/settings/check-ins/wellbeing"
    own = {"on": "on", "at": "12:00", "cadence": "weekly", "text_en": "How is your week? Reply good, so-so or bad"}
    assert site.post(path, admin, **own).status_code == 302
    assert "How is your week? Reply good, so-so or bad Own wording" in text_of(site.page("/settings/check-ins"))
    assert site.post(path, admin, **own | {"text_en": ""}).status_code == 302
    assert "Own wording" not in site.page("/settings/check-ins")


def test_the_two_questions_of_targeted_plans_keep_their_own_page(site: Site) -> None:
    for kind in ("planner", "follow_up", "own-9", "..", "x" * 300):
        assert site.ben.get(site.ana(f"/questions/{kind}")).status_code == 404, kind
    admin = site.member(Role.ADMIN)
    assert site.post("/settings/check-ins/follow_up", admin, on="off").status_code == 302
    assert "Off for the clinic" in site.page("/settings/check-ins")
    assert site.post("/settings/check-ins/weather", admin, on="off").status_code == 404


def test_another_clinic_neither_sees_nor_changes_them(site: Site) -> None:
    site.post("/settings/check-ins/new", site.member(Role.ADMIN), **SLEEP)
    assert "Sleep" not in site.page("/settings/check-ins", site.cleo)
    for path in ("/questions/craving", "/questions/craving/cadence", "/questions/craving/answer"):
        assert site.post(site.ana(path), site.cleo, **CRAVING).status_code == 404
