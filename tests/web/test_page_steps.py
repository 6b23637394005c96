"""Pages of plans in steps: the staircase, its table, moves, undo, and who moves on."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest

from adherence.actions.change_regimen import change_regimen
from adherence.actions.move_step import move_step
from adherence.actions.stop_regimen import stop_regimen
from adherence.db.regimens import Regimen, regimens_of
from adherence.domain.states import Role, VersionCause
from adherence.jobs import run_jobs_once
from tests.web.site import DAILY, Site, text_of

LADDER = [{"quantity_mg": 1.5, "days": 7}, {"quantity_mg": 3, "days": 7}, {"quantity_mg": 4.5}]


def titration(**changes: Any) -> dict[str, Any]:
    return DAILY | {"medication": "low-dose capsule", "pattern": {"type": "steps", "steps": LADDER} | changes}


def on(site: Site, day: int) -> None:
    site.rt.clock.move_to(datetime(2026, 3, day, 15, 0, tzinfo=UTC))  # type: ignore[attr-defined]
    run_jobs_once(site.rt)


def act(site: Site, action: Any, regimen: str, data: dict[str, Any]) -> None:
    with site.rt.database.writing() as session:
        action(session, site.cast.ben, session.get_one(Regimen, regimen), data, now=site.rt.now())


def stored(site: Site) -> Regimen:
    with site.rt.database.reading() as session:
        return regimens_of(session, site.cast.ben.clinic_id, site.cast.ana)[0]


def table(page: str) -> list[str]:
    rows = page.split("The steps as a table")[1].split("<tbody>")[1].split("</tbody>")[0]
    return [text_of(row) for row in rows.split("</tr>") if row.strip()]


def test_the_staircase_tells_where_the_patient_stands_and_what_follows(site: Site) -> None:
    site.cast.start(titration())
    on(site, 10)
    page = site.page(site.ana())
    assert "Step 2 of 3: 3 mg since Mon 9 Mar. Next: 4.5 mg from Mon 16 Mar." in text_of(page)
    assert table(page) == [
        "Mon 2 Mar Sun 8 Mar 1.5 mg step 1, as planned",
        "Mon 9 Mar Sun 15 Mar 3 mg Today: step 2, as planned",
        "Mon 16 Mar – 4.5 mg step 3, as planned",
    ]
    drawing = re.search(r'<svg class="stairs".*?</svg>', page, re.DOTALL)
    assert drawing is not None
    assert re.findall(r'class="(st-\w+)" x', drawing.group()) == [
        *("st-past", "st-mg", "st-now", "st-mg", "st-in", "st-plan", "st-mg")
    ]
    assert "style=" not in drawing.group()


def test_holds_and_steps_back_are_shown_as_they_happened(site: Site) -> None:
    regimen = site.cast.start(titration())
    on(site, 9)
    act(site, move_step, regimen, {"move": "hold", "reason": "nausea <b>bad</b>"})
    on(site, 14)
    act(site, move_step, regimen, {"move": "back", "reason": "still unwell"})
    on(site, 16)
    page = site.page(site.ana())
    assert table(page) == [
        "Mon 2 Mar Sun 8 Mar 1.5 mg step 1, as planned",
        "Mon 9 Mar Mon 9 Mar 3 mg step 2, as planned",
        "Tue 10 Mar Sat 14 Mar 3 mg step 2, held at its step",
        "Sun 15 Mar – 1.5 mg Today: step 1, step back",
        "When a practitioner decides – 3 mg step 2, as planned",
        "When a practitioner decides – 4.5 mg step 3, as planned",
    ]
    assert ">held<" in page
    assert ">back<" in page
    words = text_of(page)
    assert "Step 1 of 3: 1.5 mg since Sun 15 Mar. Next: 3 mg when a practitioner decides; the team is told" in words
    assert "Held at its step : 3 mg (step 2 of 3)" in words
    assert "Reason: still unwell" in words
    assert "nausea &lt;b&gt;bad" in page
    assert "by Ben Ortiz" in words


@pytest.mark.parametrize(
    ("advance", "sentence"),
    [
        ("patient", "Next: 3 mg when the patient agrees, asked by text at 17:00 from Sun 8 Mar on."),
        ("practitioner", "the team is told when the step's days are over, on Mon 9 Mar."),
    ],
)
def test_who_moves_on_is_told(site: Site, advance: str, sentence: str) -> None:
    site.cast.start(titration(advance=advance))
    on(site, 4)
    assert sentence in text_of(site.page(site.ana()))


def test_a_plan_without_steps_has_no_staircase(site: Site) -> None:
    site.cast.start(DAILY)
    assert 'class="stairs"' not in site.page(site.ana())


def test_a_plan_that_begins_later_or_was_stopped_has_its_staircase(site: Site) -> None:
    regimen = site.cast.start(titration() | {"starts_on": "2026-03-20"})
    page = site.page(site.ana())
    assert "No step holds today. Next: 1.5 mg from Fri 20 Mar." in text_of(page)
    act(site, stop_regimen, regimen, {"on": "2026-03-22", "reason": "x"})
    on(site, 25)
    page = site.page(site.ana())
    assert table(page) == ["Fri 20 Mar Sat 21 Mar 1.5 mg step 1, as planned"]
    assert "/steps/" not in page


def test_two_hundred_steps_are_drawn_around_today_and_listed_whole(site: Site) -> None:
    steps = [{"quantity_mg": 1 + number / 100, "days": 1} for number in range(200)]
    site.cast.start(titration(steps=steps))
    on(site, 30)
    page = site.page(site.ana())
    assert len(table(page)) == 200
    assert page.count('class="st-mg"') == 8


def test_a_step_is_moved_with_a_reason(site: Site) -> None:
    regimen = site.cast.start(titration())
    on(site, 4)
    address = f"/regimens/{regimen}/steps/forward"
    assert address in site.page(site.ana())
    page = site.page(address)
    assert "The plan stands on step 1: 1.5 mg. From that day on it is step 2: 3 mg" in text_of(page)
    assert 'value="2026-03-05"' in page
    refused = site.post(address, from_="2026-03-01")
    assert refused.status_code == 422
    shown = refused.get_data(as_text=True)
    assert 'href="#f-from"' in shown
    assert 'href="#f-reason"' in shown
    assert 'value="2026-03-01"' in shown
    assert site.post(address, from_="2026-03-05", reason="tolerates it").status_code == 302
    assert stored(site).versions[-1].plan["pattern"]["step"] == 2
    again = site.post(address, from_="2026-03-05", reason="tolerates it")
    assert (again.status_code, "was made already" in again.get_data(as_text=True)) == (422, True)


def test_only_moves_that_make_a_difference_are_offered(site: Site) -> None:
    regimen = site.cast.start(titration())
    on(site, 4)
    offered = {move for move in ("forward", "hold", "back") if f"/steps/{move}" in site.page(site.ana())}
    assert offered == {"forward", "hold"}
    act(site, move_step, regimen, {"move": "hold", "reason": "x"})
    offered = {move for move in ("forward", "hold", "back") if f"/steps/{move}" in site.page(site.ana())}
    assert offered == {"forward"}
    assert "The plan is on its first step" in site.page(f"/regimens/{regimen}/steps/back")
    assert "/steps/" not in site.page(site.ana(), site.member(Role.READER))


def test_the_newest_change_is_undone_with_a_reason(site: Site) -> None:
    regimen = site.cast.start(DAILY)
    assert "/undo" not in site.page(site.ana())
    assert site.ben.get(f"/regimens/{regimen}/undo").status_code == 404
    act(site, change_regimen, regimen, DAILY | {"times": ["12:00"], "from": "2026-03-02"})
    assert f"/regimens/{regimen}/undo" in site.page(site.ana())
    assert "50 mg every day at 08:00 Is taken back" in text_of(site.page(f"/regimens/{regimen}/undo"))
    assert site.post(f"/regimens/{regimen}/undo").status_code == 422
    assert site.post(f"/regimens/{regimen}/undo", reason="typed into the wrong chart").status_code == 302
    assert stored(site).versions[-1].plan["times"] == ["08:00"]
    words = text_of(site.page(site.ana()))
    assert "Change undone : 50 mg every day at 08:00" in words
    assert "Reason: typed into the wrong chart" in words


def test_a_change_keeps_its_reason(site: Site) -> None:
    regimen = site.cast.start(DAILY)
    entered = {"medication": "naltrexone", "starts_on": "2026-03-02", "times": "09:00", "preset": "every_day_50"}
    answer = site.post(f"/regimens/{regimen}/change", do="store", from_="2026-03-03", reason="works early", **entered)
    assert answer.status_code == 302
    assert "Reason: works early" in text_of(site.page(site.ana()))


def test_a_change_from_before_causes_were_kept_is_a_change_on_the_card_and_in_the_timeline(site: Site) -> None:
    regimen = site.cast.start(DAILY)
    act(site, change_regimen, regimen, DAILY | {"times": ["09:00"], "from": "2026-03-03"})
    with site.rt.database.writing() as session:
        session.get_one(Regimen, regimen).versions[1].cause = VersionCause.ENTERED
    page = site.page(site.ana())
    assert '<li value="2"><strong>Changed</strong>' in page
    assert "Plan: changed" in text_of(page)


@pytest.mark.parametrize(
    ("entered", "pattern"),
    [
        ({"preset": "low_dose", "advance": "patient"}, {"advance": "patient"}),
        ({"preset": "first_25", "advance": "date"}, {}),
        (
            {"preset": "own_steps", "advance": "practitioner", "step": "2", "step_mg_0": "25", "step_mg_1": "50"},
            {"advance": "practitioner", "step": 2, "steps": [{"quantity_mg": 25}, {"quantity_mg": 50}]},
        ),
    ],
)
def test_the_form_lets_choose_who_moves_on(site: Site, entered: dict[str, str], pattern: dict[str, Any]) -> None:
    common = {"medication": "naltrexone", "starts_on": "2026-03-03", "times": "08:00"}
    assert site.post(site.ana("/regimens/new/daily"), do="store", **common | entered).status_code == 302
    found = stored(site).versions[-1].plan["pattern"]
    assert {name: found.get(name) for name in ("advance", "step")} == {
        name: pattern.get(name) for name in ("advance", "step")
    }
    assert found["steps"] == pattern.get("steps", found["steps"])
    page = site.page(f"/regimens/{stored(site).id}/change")
    assert re.search(rf'name="advance" value="{found.get("advance", "date")}"[^>]* checked', page)


def test_faults_of_steps_are_shown_at_their_inputs(site: Site) -> None:
    common = {"medication": "naltrexone", "starts_on": "2026-03-03", "times": "08:00", "preset": "own_steps"}
    wrong = {"advance": "nobody", "step": "9", "step_mg_0": "25", "step_mg_1": "50"}
    page = site.post(site.ana("/regimens/new/daily"), do="store", **common | wrong).get_data(as_text=True)
    for anchor in ("advance", "step", "steps"):
        assert f'href="#f-{anchor}"' in page
        assert f'id="f-{anchor}"' in page
        assert f'id="e-{anchor}"' in page


def test_a_plan_with_many_steps_keeps_them_all_when_it_is_changed(site: Site) -> None:
    steps = [{"quantity_mg": number, "days": 3} for number in range(1, 10)]
    regimen = site.cast.start(titration(steps=steps))
    page = site.page(f"/regimens/{regimen}/change")
    values = dict(re.findall(r'name="(step_\w+_\d+)" value="(\w+)"', page))
    entered = {"medication": "naltrexone", "starts_on": "2026-03-02", "times": "09:00", "preset": "own_steps"} | values
    assert site.post(f"/regimens/{regimen}/change", do="store", from_="2026-03-03", **entered).status_code == 302
    assert stored(site).versions[-1].plan["pattern"]["steps"] == steps


def test_a_mixed_plan_leads_on_to_its_targeted_half(site: Site) -> None:
    entered = {"medication": "naltrexone", "starts_on": "2026-03-03", "times": "08:00", "preset": "mixed_25"}
    answer = site.post(site.ana("/regimens/new/daily"), do="store", **entered)
    assert answer.headers["Location"].endswith("/regimens/new/targeted?quantity_mg=25")
    assert re.search(r'name="quantity_mg"[^>]* value="25"', site.page(answer.headers["Location"]))


def test_a_preview_counts_other_plans_by_their_dates(site: Site) -> None:
    heavy = DAILY | {"pattern": {"type": "every_day", "quantity_mg": 150}}
    regimen = site.cast.start(heavy)
    act(site, stop_regimen, regimen, {"on": "2026-03-10", "reason": "x"})
    entered = {"medication": "naltrexone", "times": "08:00", "preset": "every_day_50"}
    for starts_on, refused in (("2026-03-09", True), ("2026-03-10", False)):
        answer = site.post(site.ana("/regimens/new/daily"), do="preview", starts_on=starts_on, **entered)
        assert ("Cannot be stored yet" in answer.get_data(as_text=True)) is refused
