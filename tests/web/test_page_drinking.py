"""The section about risk days and drinking, its forms, and figures that agree between list and page."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from adherence.jobs import run_jobs_once
from tests.web.site import DAILY, TARGETED, Site, text_of


def at(site: Site, local: str) -> None:
    site.rt.clock.move_to(datetime.fromisoformat(local).replace(tzinfo=ZoneInfo("America/New_York")))  # type: ignore[attr-defined]
    run_jobs_once(site.rt)
    run_jobs_once(site.rt)


def say(site: Site, body: str) -> None:
    site.cast.reply(body)
    run_jobs_once(site.rt)
    run_jobs_once(site.rt)
    site.rt.clock.pass_by(minutes=1)  # type: ignore[attr-defined]


def on_plan(site: Site) -> None:
    site.cast.start(TARGETED)
    at(site, "2026-03-02 09:00")


def test_only_a_targeted_patient_has_the_section(site: Site) -> None:
    site.cast.start(DAILY)
    assert "Risk days and drinking" not in site.page(site.ana())
    site.cast.start(TARGETED)
    page = text_of(site.page(site.ana()))
    assert "Risk days and drinking" in page
    assert "Weekly planner: off" in page
    assert "No risk day so far" in page


def test_the_coming_days_tell_who_declared_them(site: Site) -> None:
    on_plan(site)
    say(site, "RISK TUE 21:00")
    say(site, "NO RISK FRI")
    assert site.post(site.ana("/risk-days"), on="2026-03-11", anticipated_at="20:15").status_code == 302
    assert site.post(site.ana("/risk-days"), on="2026-03-14", declined="yes", anticipated_at="20:15").status_code == 302
    page = site.page(site.ana())
    assert 'class="f-declared" title="Declared by text, Mon 2 Mar 09:00, expected 21:00"' in page
    assert 'title="No risk day: taken back by text, Mon 2 Mar 09:01"' in page
    assert 'class="f-risk" title="Weekly risk day, expected 19:00"' in page
    words = text_of(page)
    assert "Tue 3 21:00 by text" in words
    assert "Wed 11 20:15 by staff" in words
    assert "Sat 14 × taken back" in words


def test_questions_are_switched_on_and_off_on_their_page(site: Site) -> None:
    on_plan(site)
    form = site.page(site.ana("/check-ins"))
    assert form.count('value="off" checked') == 2
    sent = {"planner_on": "on", "planner_at": "16:00", "follow_up_on": "on", "follow_up_at": ""}
    assert site.post(site.ana("/check-ins"), **sent).status_code == 302
    page = text_of(site.page(site.ana()))
    assert "Weekly planner: Thursdays at 16:00" in page
    assert "Follow-up of risk days: the day after at 10:00" in page
    wrong = site.post(site.ana("/check-ins"), **sent | {"planner_on": "off", "follow_up_at": "21:30"})
    assert wrong.status_code == 422
    assert 'href="#f-follow_up_at"' in wrong.get_data(as_text=True)
    assert 'value="21:30"' in wrong.get_data(as_text=True)
    assert "Thursdays at 16:00" in site.page(site.ana()), "all or nothing"
    assert site.post(site.ana("/check-ins")).status_code == 422


def test_without_a_targeted_plan_the_page_of_questions_says_so(site: Site) -> None:
    answer = site.post(site.ana("/check-ins"), planner_on="on", follow_up_on="off")
    assert answer.status_code == 422
    assert "no active targeted plan" in answer.get_data(as_text=True)
    assert site.post(site.ana("/check-ins"), planner_on="off", follow_up_on="off").status_code == 302


def test_a_drinking_day_is_recorded_in_the_patients_time(site: Site) -> None:
    on_plan(site)
    at(site, "2026-03-04 12:00")
    address = site.ana("/drinking-reports")
    assert site.post(address, on="2026-03-03", drank="yes", first_drink_at="01:30", drinks="3").status_code == 302
    page = text_of(site.page(site.ana()))
    assert "Tue 3 Mar None planned First 01:30, 3 drinks by staff Not covered" in page
    assert site.post(address, on="2026-03-03", drank="no").status_code == 302
    assert "Tue 3 Mar None planned None by staff" in text_of(site.page(site.ana()))


def test_a_wrong_drinking_day_keeps_what_was_typed(site: Site) -> None:
    on_plan(site)
    address = site.ana("/drinking-reports")
    for entered, anchor in (
        ({"on": "2026-03-03", "drank": "yes"}, "f-on"),
        ({"on": "2026-03-02"}, "f-drank"),
        ({"on": "2026-03-02", "drank": "yes", "first_drink_at": "<b>late</b>"}, "f-first_drink_at"),
        ({"on": "2026-03-02", "drank": "yes", "drinks": "1e9"}, "f-drinks"),
        ({"on": "2026-03-02", "drank": "no", "drinks": "4"}, "f-drank"),
        ({"on": "9999-12-31", "drank": "yes", "first_drink_at": "01:00"}, "f-on"),
        ({"on": "x" * 3000, "drank": "yes"}, "f-on"),
        ({}, "f-on"),
    ):
        answer = site.post(address, **entered)
        assert answer.status_code == 422, entered
        page = answer.get_data(as_text=True)
        assert f'href="#{anchor}"' in page, entered
        assert "<b>late</b>" not in page


def test_the_list_and_the_page_show_the_same_four_numbers(site: Site) -> None:
    on_plan(site)
    site.post(site.ana("/check-ins"), planner_on="off", follow_up_on="on")
    at(site, "2026-03-06 17:30")
    say(site, "1")
    at(site, "2026-03-07 10:00")
    say(site, "9pm")
    say(site, "4")
    at(site, "2026-03-07 17:30")
    at(site, "2026-03-08 10:00")
    at(site, "2026-03-08 12:01")
    page = text_of(site.page(site.ana()))
    assert "Risk days covered 1 of 1 , 1 unknown" in page
    assert "Drinking days covered 1 of 1" in page
    assert "Answered of asked 1 of 2" in page
    assert "Doses per week, 30 days 1.0" in page
    assert "Fri 6 Mar Taken 17:30 First 21:00, 4 drinks by text Covered" in page
    rows = text_of(site.page("/patients"))
    assert "1 of 1 risk days, 1 unknown" in rows
    assert "1.0 a week, answered 1 of 2, drinking days 1 of 1" in rows


def test_queries_of_a_targeted_patients_page_do_not_grow(site: Site) -> None:
    on_plan(site)
    site.page(site.ana())
    with site.counted() as few:
        site.page(site.ana())
    site.post(site.ana("/check-ins"), planner_on="on", follow_up_on="on")
    for on in ("05", "06", "07", "08"):
        at(site, f"2026-03-{on} 10:00")
        at(site, f"2026-03-{on} 17:30")
        say(site, "1")
    site.page(site.ana())
    with site.counted() as many:
        site.page(site.ana())
    assert len(few) == len(many)
