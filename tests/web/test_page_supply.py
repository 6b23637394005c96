"""Tablets and liver tests on pages: cards, the calendar, forms that keep what was typed, corrections with a reason."""

from __future__ import annotations

import re

from adherence.actions.deliver_messages import deliver_messages
from adherence.actions.watch_patients import watch_patients
from adherence.db.labs import labs_of
from adherence.db.watched import watched_of
from tests.web.site import DAILY, INJECTION, Site, text_of

DISPENSE = {"dispensed_on": "2026-03-02", "tablets": "20", "tablet_mg": "50", "days_supply": ""}
LAB = {"taken_on": "2026-03-02", "test": "ALT", "value": "168", "unit": "U/L", "upper_limit": "40"}


def record(site: Site, **changes: str) -> str:
    """Record a dispense on its page; gives its id."""
    answer = site.post(site.ana("/dispenses/new"), **DISPENSE | changes)
    assert answer.status_code == 302
    with site.rt.database.reading() as session:
        return watched_of(session, site.cast.ana).standing_dispenses[-1].id


def result(site: Site, **changes: str) -> str:
    """Record a result on its page; gives its id."""
    assert site.post(site.ana("/labs/new"), **LAB | changes).status_code == 302
    with site.rt.database.reading() as session:
        return labs_of(session, site.cast.ana)[-1].id


def card(site: Site, name: str) -> str:
    """The words of one card of Ana's page."""
    page = site.page(site.ana())
    found = re.search(rf'<section class="card(?: no-print)?" id="{name}".*?</section>', page, re.DOTALL)
    return text_of(found.group()) if found else ""


def test_a_plan_of_tablets_without_a_dispense_says_that_nothing_is_counted(site: Site) -> None:
    assert card(site, "supply") == ""
    assert card(site, "labs") == ""
    site.cast.start(DAILY)
    assert "No dispense is recorded: tablets are not counted" in card(site, "supply")
    assert "No result is recorded." in card(site, "labs")


def test_an_injection_plan_alone_has_no_card_of_tablets(site: Site) -> None:
    site.cast.start(INJECTION)
    assert card(site, "supply") == ""
    assert "Next: the baseline" in card(site, "labs") or "Due now: the baseline" in card(site, "labs")


def test_a_dispense_shows_what_is_left_when_it_ends_and_a_drawing(site: Site) -> None:
    site.cast.start(DAILY)
    record(site)
    shown = card(site, "supply")
    assert "20 tablets of 50 mg left" in shown
    assert "They last 20 more days and run out on Sun 22 Mar." in shown
    assert "Skipped and missed doses are counted as used" in shown
    page = site.page(site.ana())
    assert 'aria-label="20 tablets of 50 mg left. They last 20 more days' in page
    assert "The dispense is recorded." not in page, "said once only"


def test_the_calendar_shows_dispenses_tests_and_what_lies_ahead(site: Site) -> None:
    site.cast.start(DAILY)
    record(site)
    result(site)
    page = site.page(site.ana())
    assert "<title>2 Mar: Still to come, Tablets handed out, Liver test</title>" in page
    assert "<title>22 Mar: Tablets run out</title>" in page
    assert "<title>2 Apr: Liver test due</title>" in page
    legend = text_of(page[page.index('class="legend"') :][:4000])
    for name in ("Tablets handed out", "Tablets run out", "Liver test", "Liver test due"):
        assert name in legend
    table = text_of(site.page(site.ana("/year")))
    assert "Sun 22 Mar: Tablets run out" in table
    assert "Thu 2 Apr: Liver test due" in table
    assert "Mon 2 Mar: Still to come, Tablets handed out, Liver test" in table


def test_a_high_result_is_urgent_on_the_list_and_drawn_against_its_threshold(site: Site) -> None:
    site.cast.start(DAILY)
    result(site)
    shown = card(site, "labs")
    assert "ALT 168 U/L 4.2 × limit" in shown
    assert "Next: month 1, due Thu 2 Apr" in shown
    page = site.page(site.ana())
    assert 'class="c-limit"' in page
    assert "Urgent: Liver test far above the limit" in text_of(page)
    assert "ALT 4.2 times the upper limit" in page
    assert "Liver test far above the limit" in site.page("/")


def test_wrong_input_keeps_what_was_typed_and_names_each_fault_at_its_field(site: Site) -> None:
    answer = site.post(
        site.ana("/dispenses/new"), **DISPENSE | {"tablets": "-5", "tablet_mg": "<b>", "days_supply": "x"}
    )
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Tablets: -5 is not valid; write a number above 0, at most 1000." in page
    assert 'value="&lt;b&gt;"' in page
    assert page.count('aria-invalid="true"') == 3
    answer = site.post(site.ana("/labs/new"), **LAB | {"value": "", "taken_on": "2026-03-09", "upper_limit": "1e9"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Result is missing; write a number from 0 to 100000." in page
    assert page.count('aria-invalid="true"') == 3
    assert site.post(site.ana("/labs/new")).status_code == 422
    assert site.post(site.ana("/dispenses/new")).status_code == 422


def test_a_decimal_comma_is_read(site: Site) -> None:
    site.cast.start(DAILY)
    record(site, tablets="10,5")
    assert "10.5 tablets of 50 mg left" in card(site, "supply")


def test_a_warning_is_said_beside_the_success(site: Site) -> None:
    site.cast.start(DAILY)
    site.post(site.ana("/dispenses/new"), **DISPENSE | {"tablet_mg": "25"})
    assert "No plan names tablets of 25 mg" in site.page(site.ana())
    site.post(site.ana("/labs/new"), **LAB | {"upper_limit": ""})
    page = site.page(site.ana())
    assert "this result cannot be judged" in text_of(page)
    assert "cannot be judged: no limit" in card(site, "labs")


def test_records_are_withdrawn_and_brought_back_with_a_reason_that_stays_visible(site: Site) -> None:
    site.cast.start(DAILY)
    dispense, lab = record(site), result(site)
    for path, name in ((f"/dispenses/{dispense}", "supply"), (f"/labs/{lab}", "labs")):
        assert "Reason" in site.page(f"{path}/withdraw")
        empty = site.post(f"{path}/withdraw")
        assert empty.status_code == 422
        assert "Reason is missing" in empty.get_data(as_text=True)
        assert site.post(f"{path}/withdraw", reason="Entered for <i>another</i>").status_code == 302
        assert "withdrawn: Entered for <i>another</i>" in card(site, name)
        again = site.post(f"{path}/withdraw", reason="x")
        assert again.status_code == 422
        assert "withdrawn already" in again.get_data(as_text=True)
        assert site.post(f"{path}/restore", reason="It was right").status_code == 302
        assert "withdrawn" not in card(site, name)
        assert site.ben.get(f"{path}/destroy").status_code == 404
    assert "20 tablets of 50 mg left" in card(site, "supply")


def test_what_the_patient_answered_to_the_prompt_is_shown(site: Site) -> None:
    site.cast.start(DAILY)
    record(site)
    site.rt.clock.pass_by(days=13, hours=9)  # type: ignore[attr-defined]
    watch_patients(site.rt)
    deliver_messages(site.rt)
    assert "Asked on Sun 15 Mar about running out on Sun 22 Mar: no answer yet." in card(site, "supply")
    site.rt.clock.pass_by(minutes=5)  # type: ignore[attr-defined]
    site.cast.reply("1")
    assert "about running out on Sun 22 Mar: the patient has more." in card(site, "supply")


def test_running_out_is_said_on_the_page(site: Site) -> None:
    site.cast.start(DAILY)
    record(site, tablets="1")
    site.rt.clock.pass_by(days=2)  # type: ignore[attr-defined]
    shown = card(site, "supply")
    assert "0 tablets of 50 mg left" in shown
    assert "Ran out on Tue 3 Mar by the plan." in shown


def test_queries_of_the_page_do_not_grow_with_dispenses_and_results(site: Site) -> None:
    site.cast.start(DAILY)
    record(site)
    result(site)
    pages = site.ana(), site.ana("/year"), site.ana("/dispenses")
    with site.counted() as few:
        for path in pages:
            site.page(path)
    for number in range(6):
        record(site, tablets=str(10 + number))
        site.post(f"/labs/{result(site, value=str(20 + number))}/withdraw", reason="twice")
    with site.counted() as many:
        for path in pages:
            site.page(path)
    assert len(few) == len(many)
    assert "All 7 dispenses" in card(site, "supply")
    assert site.page(site.ana("/dispenses")).count(">Withdraw<") == 7
