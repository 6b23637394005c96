"""The board of injections: who is on it, in which order, and what one click does."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlalchemy import select

from adherence.db.flags import Flag
from adherence.db.injections import Injection, InjectionStep
from adherence.db.patients import Patient
from adherence.domain.states import CycleStep, FlagKind, Role
from adherence.jobs import run_jobs_once
from tests.web.site import DAILY, INJECTION, Site, text_of
from tests.web.test_page_safety import HOSTILE

GIVEN = {"Lapsed": "2026-01-20", "Overdue": "2026-01-31", "Due": "2026-02-02", "Early": "2026-02-05"}
"""When each was last given; the clock stands at 2 March 2026, and the next is due four weeks later."""


def later(site: Site, **span: float) -> None:
    site.rt.clock.pass_by(**span)  # type: ignore[attr-defined]
    run_jobs_once(site.rt)


def on_board(site: Site, name: str, given_on: str) -> str:
    """A patient with an injection plan; gives the id."""
    patient = site.cast.enrol(given_name=name, family_name="Board")
    site.cast.start(INJECTION | {"given_on": [given_on], "starts_on": given_on}, patient, agent="short_acting")
    return patient


def everybody(site: Site) -> dict[str, str]:
    """One patient in each stage, and one on tablets only."""
    ids = {name: on_board(site, name, given_on) for name, given_on in GIVEN.items()}
    ids["Upcoming"] = on_board(site, "Upcoming", "2026-02-20")
    site.cast.start(DAILY, site.cast.enrol(given_name="Tablets", family_name="Board"))
    later(site, hours=9)
    return ids


def names(page: str) -> list[str]:
    """Who is on the board, in order."""
    return re.findall(r'data-row href="[^"]+" dir="auto">(\w+) Board<', page)


def row_of(page: str, name: str) -> str:
    """The words of one patient's row."""
    found = re.search(rf'<tr class="[^"]+">(?:(?!</tr>).)*{name} Board.*?</tr>', page, re.DOTALL)
    assert found is not None
    return text_of(found.group(0))


def click(site: Site, patient: str, step: str, **fields: Any) -> str:
    """Tick a step on the board; gives the page that follows."""
    answer = site.post(f"/patients/{patient}/injection-steps/{step}", back="board", **fields)
    assert answer.headers["Location"] == "/schedule"
    return site.page("/schedule")


def test_the_worst_comes_first_and_only_injection_patients_are_there(site: Site) -> None:
    everybody(site)
    page = site.page("/schedule")
    assert names(page) == ["Lapsed", "Overdue", "Due", "Early", "Upcoming"]
    assert "Lapsed, 13 days late" in row_of(page, "Lapsed")
    assert "re-assess before another injection" in row_of(page, "Lapsed")
    assert "Overdue, 2 days late" in row_of(page, "Overdue")
    assert "due in 3 days" in row_of(page, "Early")
    assert "Given Mon 2 Feb; due Mon 2 Mar" in row_of(page, "Due")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("stage=lapsed", ["Lapsed"]),
        ("stage=overdue", ["Overdue"]),
        ("stage=early", ["Early"]),
        ("week=1", ["Due", "Early"]),
        ("owner=me", ["Due"]),
        ("owner=nobody", ["Lapsed", "Overdue", "Early", "Upcoming"]),
        ("owner=me&stage=lapsed", []),
        ("stage=nonsense&owner=x&week=y&page=-3", ["Lapsed", "Overdue", "Due", "Early", "Upcoming"]),
        ("page=99999", []),
        ("page=%C2%B2", ["Lapsed", "Overdue", "Due", "Early", "Upcoming"]),
    ],
)
def test_the_board_can_be_narrowed(site: Site, query: str, found: list[str]) -> None:
    ids = everybody(site)
    site.post(f"/patients/{ids['Due']}/look-after", mine="yes")
    page = site.page("/schedule?" + query)
    assert names(page) == found
    assert "Lapsed 1" in text_of(page), "the counts are of the whole clinic"


def test_a_patient_is_looked_after_by_whoever_says_so_until_they_stop(site: Site) -> None:
    patient = everybody(site)["Due"]
    address = f"/patients/{patient}"
    assert "Looked after by: Nobody yet" in text_of(site.page(address))
    site.post(address + "/look-after", mine="yes")
    assert "Stop looking after" in text_of(site.page(address))
    assert "Ben Ortiz" in row_of(site.page("/schedule"), "Due")
    site.post(address + "/look-after", mine="no")
    assert "Nobody yet" in row_of(site.page("/schedule"), "Due")


def test_patients_who_left_are_not_on_the_board_and_paused_ones_are(site: Site) -> None:
    ids = everybody(site)
    assert site.post(f"/patients/{ids['Lapsed']}/status", status="discharged", reason="moved").status_code == 302
    assert site.post(f"/patients/{ids['Overdue']}/status", status="paused").status_code == 302
    page = site.page("/schedule")
    assert names(page) == ["Overdue", "Due", "Early", "Upcoming"]
    assert "paused" in row_of(page, "Overdue")


def test_an_empty_board_says_what_appears_here(site: Site) -> None:
    assert "No injection plan yet" in site.page("/schedule")


def test_a_nurse_of_another_clinic_sees_nothing(site: Site) -> None:
    ids = everybody(site)
    assert names(site.page("/schedule", site.cleo)) == []
    assert site.post(f"/patients/{ids['Due']}/injection-steps/labs_done", site.cleo).status_code == 404
    assert site.cleo.get(f"/patients/{ids['Due']}/visit").status_code == 404


def test_one_click_ticks_the_next_step_and_one_more_undoes_it(site: Site) -> None:
    patient = everybody(site)["Upcoming"]
    assert "Order the product" in row_of(site.page("/schedule"), "Upcoming")
    page = click(site, patient, "product_ordered")
    assert "Done: Ordered" in row_of(page, "Upcoming")
    assert "on site" in row_of(page, "Upcoming")
    undo = re.search(r'action="([^"]+/undo\?back=board)"', page)
    assert undo is not None
    site.post(undo.group(1))
    assert "Not done: Ordered" in row_of(site.page("/schedule"), "Upcoming")
    site.post(undo.group(1))
    assert "Done: Ordered" in row_of(site.page("/schedule"), "Upcoming"), "undoing the undo"


def test_undoing_a_moved_visit_brings_the_earlier_time_back(site: Site) -> None:
    patient = everybody(site)["Upcoming"]
    address = f"/patients/{patient}/visit"
    for day, said in (("2026-03-20", "Fri 20 Mar 10:30"), ("2026-03-23", "Mon 23 Mar 10:30")):
        assert site.post(address, on=day, time="10:30", back="board").headers["Location"] == "/schedule"
        assert said in row_of(site.page("/schedule"), "Upcoming")
    site.post(f"/patients/{patient}/injection-steps/visit_booked/undo")
    assert "Fri 20 Mar 10:30" in row_of(site.page("/schedule"), "Upcoming")


def test_a_visit_that_cannot_be_is_refused_at_its_field(site: Site) -> None:
    patient = everybody(site)["Due"]
    address = f"/patients/{patient}/visit"
    assert 'value="2026-03-02"' in site.page(address)
    for day, time in (
        ("2026-02-01", "10:00"),
        ("", ""),
        ("soon", "10:00"),
        ("2026-03-04", ""),
        ("2199-01-01", "10:00"),
    ):
        answer = site.post(address, on=day, time=time)
        assert answer.status_code == 422, (day, time)
        assert 'href="#f-on"' in answer.get_data(as_text=True)
    late = site.post(address, on="2026-03-12", time="10:00")
    assert late.status_code == 302
    assert "will have lapsed by then" in site.page(late.headers["Location"])


def test_a_step_that_is_none_is_not_found_and_without_a_plan_a_sentence_says_so(site: Site) -> None:
    assert site.post(site.ana("/injection-steps/tea")).status_code == 404
    assert site.post(site.ana("/injection-steps/labs_done")).status_code == 302
    assert "no injection that waits" in site.page(site.ana())
    assert site.ben.get(site.ana("/visit")).status_code == 302


def test_a_positive_urine_test_shows_and_opens_a_flag(site: Site) -> None:
    patient = everybody(site)["Early"]
    page = click(site, patient, "urine_tested", value="positive")
    assert "Positive: Urine" in row_of(page, "Early")
    assert "prescriber must look" in row_of(page, "Early")
    with site.rt.database.reading() as session:
        kinds = session.scalars(select(Flag.kind).where(Flag.patient_id == patient)).all()
    assert FlagKind.OPIOID_USE in kinds


def test_not_given_shows_with_its_reason_and_what_to_do(site: Site) -> None:
    patient = everybody(site)["Due"]
    site.post(f"/patients/{patient}/injections/new", happened="not_given", reason="fear_of_injection")
    row = row_of(site.page("/schedule"), "Due")
    assert "fear of the injection" in row
    assert "book another visit" in row


@pytest.mark.parametrize("words", [body for body in HOSTILE.values() if body], ids=[n for n in HOSTILE if n != "empty"])
def test_the_patients_words_are_quoted_as_text(site: Site, words: str) -> None:
    on_board(site, "Quoted", "2026-02-02")
    later(site, hours=9)
    with site.rt.database.reading() as session:
        patient = next(p for p in session.scalars(select(Patient)) if p.given_name == "Quoted")
        phone = patient.phone
    site.cast.reply("can't come, need to reschedule my appointment " + words, phone=phone)
    for path in ("/schedule", f"/patients/{patient.id}"):
        page = site.page(path)
        assert "Asks for another time" in page
        assert "<script>alert" not in page
        assert "<img" not in page
        assert page.rstrip().endswith("</html>")
    with site.rt.database.reading() as session:
        details = session.scalars(select(Flag.detail)).all()
    assert all("reschedule my appointment" not in detail for detail in details)


def test_the_number_of_queries_does_not_grow_with_the_patients(site: Site) -> None:
    on_board(site, "First", "2026-02-02")
    later(site, hours=9)
    site.page("/schedule")
    with site.counted() as few:
        site.page("/schedule")
    for place in range(12):
        patient = on_board(site, f"More{place}", "2026-02-05")
        click(site, patient, "labs_done")
    site.page("/schedule")
    with site.counted() as many:
        site.page("/schedule")
    assert len(many) == len(few)


def test_long_boards_come_in_pages(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    from adherence.web import schedule

    everybody(site)
    monkeypatch.setattr(schedule, "PAGE_ROWS", 2)
    first, last = site.page("/schedule"), site.page("/schedule?page=3")
    assert names(first) == ["Lapsed", "Overdue"]
    assert 'href="/schedule?page=2" rel="next"' in first
    assert names(last) == ["Upcoming"]
    assert 'rel="next"' not in last


def test_a_reader_sees_the_board_without_buttons(site: Site) -> None:
    everybody(site)
    page = site.page("/schedule", site.member(Role.READER))
    assert names(page)
    assert "/injection-steps/" not in page
    assert "Record injection" not in page


# --- the patient's page ---


def recorded(site: Site) -> str:
    """Ana's injection of 2 March, recorded on the page; gives its id."""
    site.cast.start(INJECTION | {"given_on": ["2026-02-04"], "starts_on": "2026-02-04"}, agent="short_acting")
    later(site, hours=10)
    entered = {"happened": "given", "given_at": "2026-03-02T10:30", "quantity_mg": "380", "side": "left", "lot": "K21"}
    assert site.post(site.ana("/injections/new"), given_by="Nurse Kim", **entered).status_code == 302
    with site.rt.database.reading() as session:
        return session.scalars(select(Injection.id).where(Injection.lot == "K21")).one()


def correction(**changes: Any) -> dict[str, Any]:
    """The form as the page fills it in, with what somebody changes."""
    start = {
        "do": "correct",
        "happened": "given",
        "given_at": "2026-03-02T10:30",
        "quantity_mg": "380",
        "side": "left",
        "lot": "K21",
        "given_by": "Nurse Kim",
    }
    return start | changes


def test_the_page_shows_the_cycle_and_how_late_each_injection_was(site: Site) -> None:
    recorded(site)
    page = text_of(site.page(site.ana()))
    assert "Mon 2 Mar 2 days early 380 mg, left side K21 Nurse Kim" in page
    assert "Upcoming, due in 28 days" in page
    assert "Next: Order the product." in page


def test_a_corrected_record_stays_visible_struck_through_with_who_when_and_why(site: Site) -> None:
    address = f"/injections/{recorded(site)}"
    assert 'value="K21"' in site.page(address + "/correct")
    answer = site.post(address + "/correct", reason="it was Sunday", **correction(given_at="2026-03-01T10:30", lot=""))
    assert answer.status_code == 302
    html = site.page(site.ana())
    page = text_of(html)
    assert "<s>Mon 2 Mar</s>" in html
    assert "Withdrawn Mon 2 Mar 11:00 by Ben Ortiz: it was Sunday" in page
    assert "Sun 1 Mar 3 days early 380 mg, left side –" in page
    assert "Next injection Sun 29 Mar" in page
    undo = re.search(rf'action="({address}/restore)"', html)
    assert undo is not None
    site.post(undo.group(1))
    page = text_of(site.page(site.ana()))
    assert "Next injection Mon 30 Mar" in page
    assert "Brought back" not in page.split("Injections")[0]


def test_a_withdrawn_record_counts_nowhere(site: Site) -> None:
    address = f"/injections/{recorded(site)}"
    assert site.post(address + "/correct", do="withdraw", reason="other patient").status_code == 302
    page = text_of(site.page(site.ana()))
    assert "Next injection Wed 4 Mar" in page
    assert "Days covered, of the last 30 27" in page
    refused = site.post(address + "/correct", reason="again", **correction())
    assert refused.status_code == 422
    assert "withdrawn already" in refused.get_data(as_text=True)


@pytest.mark.parametrize(
    ("fields", "anchor"),
    [
        ({}, "reason"),
        ({"reason": "x", "side": ""}, "side"),
        ({"reason": "x", "given_at": "2027-01-01T10:00"}, "given_at"),
        ({"reason": "x", "expires_on": "2020-01-01"}, "expires_on"),
        ({"reason": "x", "happened": "not_given"}, "not_given_reason"),
        ({"reason": "x", "quantity_mg": "lots"}, "quantity_mg"),
        ({"do": "withdraw"}, "reason"),
    ],
)
def test_a_correction_with_a_fault_keeps_what_was_typed(site: Site, fields: dict[str, str], anchor: str) -> None:
    address = f"/injections/{recorded(site)}/correct"
    answer = site.post(address, **correction(lot="K99", **fields))
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert f'href="#f-{anchor}"' in page
    assert 'value="K99"' in page


def test_after_a_lapse_the_form_asks_whether_the_patient_was_re_assessed(site: Site) -> None:
    patient = everybody(site)["Lapsed"]
    address = f"/patients/{patient}/injections/new"
    assert "The patient was re-assessed" in site.page(address)
    entered = {"happened": "given", "given_at": "2026-03-02T09:30", "quantity_mg": "380", "side": "left"}
    site.post(address, reassessed="yes", **entered)
    assert "injection_lapsed" not in site.cast.open_flags(patient)


def test_the_form_says_on_which_side_the_last_one_was(site: Site) -> None:
    recorded(site)
    assert "The last was on the left side, Mon 2 Mar." in site.page(site.ana("/injections/new"))


def test_steps_leave_lines_with_who_and_when(site: Site) -> None:
    patient = everybody(site)["Due"]
    click(site, patient, "labs_done")
    click(site, patient, "labs_done", done="no")
    with site.rt.database.reading() as session:
        lines = session.scalars(select(InjectionStep).where(InjectionStep.patient_id == patient)).all()
    assert [(line.step, line.done, line.recorded_by) for line in lines] == [
        (CycleStep.LABS_DONE, True, site.cast.ben.id),
        (CycleStep.LABS_DONE, False, site.cast.ben.id),
    ]


def test_a_visit_without_a_day_is_refused_in_words_of_the_form(site: Site) -> None:
    answer = site.post(f"/patients/{everybody(site)['Due']}/visit", on="", time="10:00")
    assert answer.status_code == 422
    assert "Day is not complete; choose a day and a time." in text_of(answer.get_data(as_text=True))
