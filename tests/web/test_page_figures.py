"""Each number of a patient's page opens exactly the rows that it counts; the whole line of time, page by page."""

from __future__ import annotations

import html
import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from adherence.db.doses import Dose, doses_between
from adherence.db.patients import Patient
from adherence.domain.states import DoseState, Source
from adherence.jobs import run_jobs_once
from adherence.web.figure_words import HOW, TITLE, Of
from adherence.web.timeline import PAGE_EVENTS
from tests.web.site import DAILY, INJECTION, TARGETED, Site, text_of

_NUMBER = re.compile(r'<a class="num" href="([^"]+)">(\d+)</a>')
_STATES = [
    *(DoseState.TAKEN, DoseState.TAKEN, DoseState.TAKEN_LATE, DoseState.SKIPPED, DoseState.MISSED),
    *(DoseState.NO_ANSWER, DoseState.EXCUSED),
]


def at(site: Site, local: str) -> None:
    site.rt.clock.move_to(datetime.fromisoformat(local).replace(tzinfo=ZoneInfo("America/New_York")))  # type: ignore[attr-defined]
    run_jobs_once(site.rt)


def past(site: Site, days: int, times: tuple[str, ...] = ("08:00",)) -> None:
    """Doses of the days before the plan's first, one of each state after the other."""
    with site.rt.database.writing() as session:
        ana = session.get_one(Patient, site.cast.ana)
        first = doses_between(session, ana.clinic_id, ana.id, date(2026, 1, 1), date(2027, 1, 1))[0]
        values = {column.name: getattr(first, column.name) for column in Dose.__table__.columns if column.name != "id"}
        for number in range(days):
            back = timedelta(days=number + 1)
            for place, slot in enumerate(times):
                state = _STATES[(number + place) % len(_STATES)]
                moved = {name: values[name] - back for name in ("on", "due_at", "window_opens_at", "late_from")}
                moved |= {"window_closes_at": values["window_closes_at"] - back, "slot": slot, "state": state}
                said = state not in (DoseState.NO_ANSWER, DoseState.EXCUSED)
                source = Source.STAFF if number % 3 == 0 else Source.PATIENT_SMS
                told = {"source": source, "recorded_at": moved["due_at"]} if said else {}
                session.add(Dose(**values | moved | told))


def counted(site: Site, address: str) -> int:
    """How many rows the pages behind a number list."""
    rows, found = 0, re.search(r"Page 1 of (\d+)", text_of(site.page(address)))
    for page in range(1, int(found.group(1)) + 1 if found else 2):
        rows += site.page(f"{address}&page={page}").count(" data-row")
    return rows


def check_numbers(site: Site, wanted: set[str]) -> None:
    shown = _NUMBER.findall(site.page(site.ana()))
    assert wanted <= {re.findall(r"of=(\w+)", address)[0] for address, _ in shown}
    for address, number in shown:
        address = html.unescape(address)
        assert f": {number} " in text_of(site.page(address)), address
        assert counted(site, address) == int(number), address


def test_every_number_of_a_daily_plan_opens_as_many_rows_as_it_says(site: Site) -> None:
    site.cast.start(DAILY)
    at(site, "2026-03-02 09:00")
    past(site, 150)
    check_numbers(site, {"taken", "answered", "silent", "expected"})
    late, _, missed = (counted(site, site.ana(f"/doses?span=365&of={of}")) for of in ("late", "skipped", "missed"))
    assert late > 15
    assert missed > 15


def test_every_number_of_a_targeted_plan_opens_as_many_days_as_it_says(site: Site) -> None:
    site.cast.start(TARGETED)
    site.post(site.ana("/check-ins"), planner_on="off", follow_up_on="on")
    for day, said in (("06", "1"), ("07", "3"), ("13", "1"), ("14", None)):
        at(site, f"2026-03-{day} 17:35")
        if said:
            site.cast.reply(said)
    site.post(site.ana("/drinking-reports"), on="2026-03-06", drank="yes", first_drink_at="21:00")
    at(site, "2026-03-15 13:00")
    check_numbers(site, {"dosed", "risk_covered", "risk_known", "asked", "replied"})


def test_every_number_of_an_injection_plan_opens_as_many_days_as_it_says(site: Site) -> None:
    site.cast.start(INJECTION)
    at(site, "2026-03-20 12:00")
    check_numbers(site, {"covered", "overdue"})
    assert counted(site, site.ana("/doses?of=overdue")) > 0


@pytest.mark.parametrize("query", ["?of=nothing&span=-1&page=99999", "?of=&span=x&page=0", "?page=%F0", "?of=taken'"])
def test_odd_addresses_show_the_doses_that_were_due(site: Site, query: str) -> None:
    assert "Doses due: 0" in text_of(site.page(site.ana("/doses" + query))) or "Doses taken" in query


def test_every_number_says_what_it_counts() -> None:
    assert set(TITLE) == set(HOW) == set(Of)


def test_a_year_of_four_doses_a_day_costs_no_more_queries_and_stays_small(site: Site) -> None:
    site.cast.start(DAILY)
    at(site, "2026-03-02 09:00")
    site.page(site.ana())
    with site.counted() as few:
        site.page(site.ana())
    past(site, 364, ("08:00", "12:00", "16:00", "20:00"))
    with site.counted() as many:
        page = site.page(site.ana())
    assert len(few) == len(many)
    assert page.count('<a href="?on=') >= 365
    assert len(page.encode()) < 85_000


def test_the_line_of_time_goes_back_page_by_page_and_leaves_nothing_out(site: Site) -> None:
    site.cast.start(DAILY)
    for day in range(2, 17):
        at(site, f"2026-03-{day:02d} 08:05")
        site.cast.reply("1")
        run_jobs_once(site.rt)
    seen, address, pages = [], site.ana("/timeline"), 0
    while address:
        page = site.page(address)
        seen += re.findall(r'<time class="dim" datetime="([^"]+)"', page)
        following = re.search(r'href="([^"]+)" rel="next"', page)
        address = html.unescape(following.group(1)) if following else ""
        pages += 1
    assert pages > 1
    assert seen == sorted(seen, reverse=True)
    assert len(seen) > PAGE_EVENTS
    words = text_of(site.page(site.ana("/timeline?kind=texts")))
    assert words.count("Text from the patient: read as taken") + words.count("Text to the patient: Reminder") > 20
    assert "Plan entered" in site.page(site.ana("/timeline?kind=changes"))
    assert "Plan entered" not in site.page(site.ana("/timeline?kind=doses"))


@pytest.mark.parametrize("query", ["?before=x", "?before=2026-03-01", "?before=9999-12-31T23:59:59Z", "?kind=nothing"])
def test_an_odd_place_in_the_line_of_time_is_its_newest_end(site: Site, query: str) -> None:
    assert "Enrolled" in site.page(site.ana("/timeline" + query))
