"""The pages about holds and the start gate."""

from __future__ import annotations

from sqlalchemy import select

from adherence.db.holds import Hold
from adherence.domain.states import DoseState
from adherence.jobs import run_jobs_once
from tests.web.site import DAILY, INJECTION, Site, text_of

TRAVEL = {"kind": "travel", "from_": "2026-03-03", "to": "2026-03-05", "reason": "Visits her sister"}


def holds(site: Site) -> list[Hold]:
    with site.rt.database.reading() as session:
        return list(session.scalars(select(Hold).order_by(Hold.id)))


def later(site: Site, **passed: float) -> None:
    site.rt.clock.pass_by(**passed)  # type: ignore[attr-defined]
    run_jobs_once(site.rt)


def enter(site: Site, **fields: str) -> int:
    sent = {"do": "store"} | TRAVEL | fields
    return site.post(site.ana("/holds/new"), **sent).status_code


def test_the_preview_works_out_stop_and_restart_and_stores_nothing(site: Site) -> None:
    site.cast.start(DAILY)
    page = site.post(
        site.ana("/holds/new"), do="preview", kind="procedure", from_="2026-03-10", to="2026-03-12", reason="Hip"
    ).get_data(as_text=True)
    shown = text_of(page)
    assert "Sat 7 Mar, tablets stop 3 days before the procedure" in shown
    assert "Doses begin again on Fri 13 Mar at the earliest, once the start gate is signed anew." in shown
    assert "Nothing is stored yet" in shown
    assert 'value="2026-03-10"' in page
    assert holds(site) == []


def test_a_hold_is_entered_shown_on_top_and_taken_back(site: Site) -> None:
    site.cast.start(DAILY)
    assert enter(site) == 302
    page = site.page(site.ana())
    shown = text_of(page)
    assert "Travel: held from Tue 3 Mar, to Thu 5 Mar." in shown
    assert "Doses begin again on Fri 6 Mar." in shown
    assert "Visits her sister" in shown
    later(site, days=2)
    assert "On hold today: nothing is sent" in text_of(site.page(site.ana()))
    assert site.post(f"/holds/{holds(site)[0].id}/undo-entry").status_code == 302
    shown = text_of(site.page(site.ana()))
    assert "Earlier holds: 1" in shown
    assert "Taken back right after it was entered" in shown
    assert "On hold today" not in shown
    assert site.post(f"/holds/{holds(site)[0].id}/bring-back").status_code == 302
    assert "On hold today" in text_of(site.page(site.ana()))


def test_a_held_dose_is_not_called_the_next_one(site: Site) -> None:
    site.cast.start(DAILY)
    later(site)
    assert "Next dose" in text_of(site.page(site.ana()))
    assert enter(site, kind="hospital", from_="2026-03-02", to="2026-03-20") == 302
    later(site)
    assert "Next dose" not in text_of(site.page(site.ana()))


def test_faults_are_shown_at_their_fields_and_what_was_typed_is_kept(site: Site) -> None:
    answer = site.post(
        site.ana("/holds/new"), do="store", kind="travel", from_="2026-03-03", to="2026-03-02", reason="A trip"
    )
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'href="#f-to"' in page
    assert "Last day lies before the first day, 2026-03-03" in page
    assert "A trip" in page
    empty = site.post(site.ana("/holds/new"), do="preview")
    assert empty.status_code == 422
    assert 'href="#f-kind"' in empty.get_data(as_text=True)


def test_a_procedure_too_soon_after_an_injection_names_the_earliest_day_and_takes_an_override(site: Site) -> None:
    site.cast.start(INJECTION, agent="short_acting")
    wanted = {"kind": "procedure", "from_": "2026-03-13", "to": "2026-03-14"}
    answer = site.post(site.ana("/holds/new"), do="store", **wanted)
    assert answer.status_code == 422
    assert "2026-03-18" in answer.get_data(as_text=True)
    assert enter(site, **wanted, override="Dr Hale", override_reason="Cannot wait") == 302
    assert holds(site)[0].override_sealed is not None
    shown = text_of(site.page(site.ana()))
    assert "The injection due on Mon 16 Mar is held." in shown
    assert "Override by Dr Hale: Cannot wait" in shown


def test_a_hold_is_ended_early_and_the_change_undone(site: Site) -> None:
    site.cast.start(DAILY)
    enter(site, from_="2026-03-02")
    path = f"/holds/{holds(site)[0].id}/end"
    assert 'value="2026-03-02"' in site.page(path)
    assert site.post(path, what="end", on="2026-03-03", reason="").status_code == 422
    assert site.post(path, what="end", on="2026-03-03", reason="Back early").status_code == 302
    assert [hold.withdrawn for hold in holds(site)] == [True, False]
    page = site.page(site.ana())
    assert "Changed by Ben Ortiz: Back early" in text_of(page)
    assert "Bring it back" in page
    assert site.post(f"/holds/{holds(site)[0].id}/bring-back").status_code == 302
    assert [hold.withdrawn for hold in holds(site)] == [False, True]
    assert site.post(path, what="withdraw", reason="Does not go").status_code == 302
    assert [hold.withdrawn for hold in holds(site)] == [True, True]
    assert {dose.state for dose in site.cast.doses()} == {DoseState.UPCOMING}


def test_a_hospital_stay_that_is_over_links_to_the_start_gate(site: Site) -> None:
    site.cast.start(DAILY, agent="short_acting")
    enter(site, kind="hospital", from_="2026-03-02", to="2026-03-02", reason="")
    later(site, days=1)
    page = site.page(site.ana())
    assert "Over: doses wait until the start gate is signed." in text_of(page)
    assert "Hold ended: sign the start gate before the restart" in text_of(page)
    assert page.count(f"{site.ana('/gate')}") >= 2
    assert "Opioid-free question before restart" in text_of(site.page("/"))


def test_holds_of_another_clinic_are_not_found(site: Site) -> None:
    site.cast.start(DAILY)
    enter(site)
    path = f"/holds/{holds(site)[0].id}"
    assert site.client("cleo@example.org").get(path + "/end").status_code == 404
    assert site.client("cleo@example.org").get(site.ana("/holds/new")).status_code == 404


def test_held_days_under_an_injection_are_hatched_and_left_out_of_its_days(site: Site) -> None:
    site.cast.start(INJECTION, agent="short_acting")
    enter(site, from_="2026-03-02", to="2026-03-04")
    later(site, days=4)
    shown = text_of(site.page(site.ana()))
    assert "of the last 27 not held" in shown
    assert "Held" in shown


def test_days_held_for_an_injection_before_a_procedure_are_not_overdue(site: Site) -> None:
    site.cast.start(INJECTION | {"given_on": ["2026-02-06"], "starts_on": "2026-02-06"}, agent="short_acting")
    enter(site, kind="procedure", from_="2026-04-01", to="2026-04-02")
    later(site, days=16)
    shown = text_of(site.page(site.ana()))
    assert "Days overdue, of the last 18 not held 0" in shown
    assert "Injection overdue" not in shown


def test_the_gate_page_keeps_earlier_answers_but_not_the_tests(site: Site) -> None:
    site.post(
        site.ana("/gate"), agent="short_acting", opioid_free_since="2026-02-01", urine_test="negative",
        opioid_medicines=["antitussive"], pregnancy="unknown", signed_by="Dr Hale", note="Cough syrup",
    )  # fmt: skip
    page = site.page(site.ana("/gate"))
    assert 'value="antitussive" checked' in page.replace("  ", " ")
    assert 'value="2026-02-01"' in page
    assert 'value="negative" checked' not in page
    assert "Signed last by" in page
    shown = text_of(site.page(site.ana()))
    assert "Not passed" in shown
    assert "Cough syrup" in shown
    assert "Not known" in shown


def test_the_history_of_the_gate_says_who_when_and_what_changed(site: Site) -> None:
    first = {"agent": "short_acting", "opioid_free_since": "2026-02-01", "urine_test": "negative"}
    site.post(site.ana("/gate"), signed_by="Dr Hale", **first)
    later(site, days=1)
    site.post(site.ana("/gate"), signed_by="Dr Ruiz", **first | {"agent": "long_acting"})
    shown = text_of(site.page(site.ana()))
    assert "History: signed 2 times" in shown
    assert "changed: last opioid" in shown
    assert "Dr Ruiz" in shown
    assert "Start-gate answers changed" in shown
