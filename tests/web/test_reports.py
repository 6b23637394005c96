"""The reports as pages, CSV, workbook and API: the same figures, nobody's name, and kind refusals."""

from __future__ import annotations

import csv
import re
from datetime import timedelta
from io import BytesIO, StringIO
from textwrap import shorten

import pytest
from openpyxl import load_workbook

from adherence.actions.count_reports import count_reports
from adherence.actions.make_report import ReportName
from adherence.actions.set_patient_status import set_patient_status
from adherence.actions.stop_regimen import stop_regimen
from adherence.db.patients import patient_by_id
from adherence.db.regimens import regimen_by_id
from adherence.domain.states import Role
from adherence.jobs import run_jobs_once
from adherence.web import reports
from adherence.web.report_files import defused
from tests.web.site import DAILY, INJECTION, TARGETED, text_of

TABLES = {
    "retention": ("retention", "endings"),
    "doses": ("totals", "tablets", "injections", "targeted", "reasons"),
    "replies": ("answers", "staff"),
    "texts": ("delivery", "failures", "wordings"),
}


@pytest.fixture
def lived(site, clock):
    """A clinic that has lived for three days: six patients with each kind of plan, answers, silence and a stop."""
    for number, plan in enumerate((DAILY, DAILY, DAILY, INJECTION, TARGETED, DAILY)):
        patient_id = site.cast.ana if number == 0 else site.cast.enrol(given_name=f"Zed{number}", family_name="Quill")
        last = site.cast.start(plan, patient_id)
    for answer in ("1", "3"):
        run_jobs_once(site.rt)
        site.cast.reply(answer)
        clock.at = clock.at + timedelta(days=1)
    with site.rt.database.writing() as session:
        regimen = regimen_by_id(session, site.cast.ben.clinic_id, last)
        on = site.rt.now().date() + timedelta(days=1)
        entered = {"on": on.isoformat(), "reason": "Felt sick", "cause": "side_effect"}
        stop_regimen(session, site.cast.ben, regimen, entered, now=site.rt.now())
    clock.at = clock.at + timedelta(days=3)
    run_jobs_once(site.rt)
    return site


def cells(text):
    """The numbers of a cell, whatever stands around them."""
    return re.sub(r"[^0-9.]", "", str(text))


def rows_of_page(page, key):
    """The rows of one section's tables on a page, as words."""
    section = re.search(rf'aria-labelledby="t-{key}".*?</section>', page, re.DOTALL)[0]
    bodies = re.findall(r"<tbody>(.*?)</tbody>", section, re.DOTALL)
    found = [row for body in bodies for row in re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)]
    return [[text_of(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)] for row in found]


def test_page_csv_workbook_and_api_tell_the_same_figures_and_name_nobody(lived):
    book = load_workbook(BytesIO(lived.ben.get("/reports.xlsx").data))
    sheets = {sheet.title: list(sheet.iter_rows(min_row=2, values_only=True)) for sheet in book.worksheets}
    about = [row for row in book["About"].iter_rows(values_only=True) if row[0] and row[6]]
    compared = 0
    for name, keys in TABLES.items():
        page = lived.page(f"/reports/{name}")
        for key in keys:
            answer = lived.ben.get(f"/reports/{name}/{key}.csv")
            content = answer.data.decode("utf-8-sig")
            assert answer.data.startswith(b"\xef\xbb\xbf")
            assert "Zed" not in content + page
            assert "Quill" not in content + page
            assert "+1202" not in content + page
            table = list(csv.reader(StringIO(content)))[1:]
            title = re.search(rf'id="t-{key}">(.*?)</h2>', page)[1].replace(":", ",")
            assert [
                ["" if cell is None else str(cell) for cell in row]
                for row in sheets[shorten(title, 31, placeholder="")]
            ] == table
            if key not in ("staff", "delivery"):
                shown = rows_of_page(page, key)
                assert [[cells(cell) for cell in row[1:]] for row in shown] == [
                    [cells(cell) for cell in row[1:]] for row in table
                ]
            compared += len(table)
    assert compared > 20
    assert {row[1] for row in about} >= {"All doses", "Why treatment ended", "Do texts arrive"}
    assert all(len(row[6]) > 40 for row in about[1:])

    stay = text_of(lived.page("/reports/retention"))
    assert "17% (1 of 6) stopped. Most often: side effects (1 of 1)." in stay
    assert "Felt sick" not in stay
    _, plans, median, *_ = rows_of_page(lived.page("/reports/doses"), "targeted")[0]
    assert (plans, median) == ("1", "-"), "a group below five has no percentage"
    daily = text_of(lived.page("/reports/doses?kind=daily"))
    assert "Daily tablets: how many" in daily
    assert "Injections: days covered" not in daily
    assert "Nobody began a plan in this range" in text_of(lived.page("/reports/retention", lived.cleo))


def figures(site):
    """The sections of every report's page."""
    pages = {name: site.page(f"/reports/{name}") for name in ReportName}
    return {name: re.findall(r'<section class="card report".*?</section>', pages[name], re.DOTALL) for name in pages}


def test_the_worker_counts_for_a_large_clinic_what_the_page_would_count_itself(lived, monkeypatch):
    small = figures(lived)
    monkeypatch.setattr(reports, "LARGE", 0)
    for path in ("/reports", "/reports/doses"):
        first = lived.page(path)
        assert "Being counted" in first
        assert '<meta http-equiv="refresh" content="3">' in first
    assert lived.ben.get("/reports/doses/totals.csv").data.count(b"\n") > 1, "a file does not wait"
    assert count_reports(lived.rt) == 5
    assert figures(lived) == small
    assert "Being counted" not in lived.page("/reports")


def test_an_old_count_is_shown_with_its_time_until_the_worker_has_counted_anew(lived, clock, monkeypatch):
    monkeypatch.setattr(reports, "LARGE", 0)
    lived.page("/reports/doses")
    count_reports(lived.rt)
    clock.pass_by(minutes=59)
    lived.page("/reports/doses")
    assert count_reports(lived.rt) == 0
    clock.pass_by(minutes=2)
    assert re.search(r"Counted \w+ \d+ \w+ \d\d:\d\d; looking", text_of(lived.page("/reports/doses")))
    assert count_reports(lived.rt) == 1


def test_who_has_waited_a_minute_for_the_worker_gets_a_count_of_the_page(lived, clock, monkeypatch):
    monkeypatch.setattr(reports, "LARGE", 0)
    assert "Being counted" in lived.page("/reports/texts?from=2026-03-01")
    clock.pass_by(seconds=61)
    shown = lived.page("/reports/texts?from=2026-03-01")
    assert "Being counted" not in shown
    assert rows_of_page(shown, "delivery")


def test_a_death_is_no_stop(site, clock):
    site.cast.start(DAILY)
    clock.at = clock.at + timedelta(days=2)
    with site.rt.database.writing() as session:
        patient = patient_by_id(session, site.cast.ben.clinic_id, site.cast.ana)
        set_patient_status(session, site.cast.ben, patient, {"status": "deceased"}, now=site.rt.now())
    clock.at = clock.at + timedelta(days=2)
    page = site.page("/reports/retention")
    assert rows_of_page(page, "endings") == [["Deceased", "no", "1", "-"]]
    assert rows_of_page(page, "retention")[-1][0] == "2"


def test_the_number_of_queries_does_not_grow_with_the_patients(site):
    for plan in (DAILY, INJECTION, TARGETED):
        site.cast.start(plan, site.cast.enrol())
    counts = []
    for _ in range(3):
        with site.counted() as statements:
            for name in ReportName:
                site.page(f"/reports/{name.value}")
        counts.append(len(statements))
        for plan in (DAILY, INJECTION, TARGETED):
            site.cast.start(plan, site.cast.enrol())
    assert counts[1] == counts[2] <= counts[0]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("from=2026-03-02&to=2026-03-01", "First day lies after the last day; swap the two."),
        ("to=2099-01-01", "Last day lies in the future; choose today or an earlier day."),
        (
            "from=2020-01-01&to=2026-03-01",
            "First day is more than three years before the last day; choose a shorter range.",
        ),
        ("from=yesterday", "First day"),
        ("from=2026-02-30", "First day"),
        ("to=0001-01-02", "Last day"),
        ("kind=%3Cscript%3E", "Plan"),
    ],
)
@pytest.mark.parametrize("path", ["/reports", "/reports/doses"])
def test_a_range_that_cannot_be_is_refused_kindly_and_what_was_typed_stays(site, path, query, sentence):
    answer = site.ben.get(f"{path}?{query}")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert sentence in text_of(page)
    assert "<script>" not in page
    if "from=2026-03-02" in query:
        assert 'value="2026-03-02"' in page


@pytest.mark.parametrize("name", [name.value for name in ReportName])
def test_an_empty_clinic_says_what_will_appear(site, name):
    assert re.search("appear", text_of(site.page(f"/reports/{name}")))


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/reports/nothing", 404),
        ("/reports/doses/nothing.csv", 404),
        ("/reports/doses/totals.csv?from=x", 400),
        ("/reports.xlsx?to=2099-01-01", 400),
    ],
)
def test_what_is_not_there_or_cannot_be_is_refused(site, path, status):
    assert site.ben.get(path).status_code == status


def test_auditors_may_read_reports_and_operators_may_not(site):
    assert site.member(Role.AUDITOR).get("/reports").status_code == 200
    assert site.member(Role.OPERATOR).get("/reports").status_code == 403
    assert "/reports" in site.page("/reports", site.member(Role.AUDITOR))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_a_cell_that_begins_like_a_formula_is_defused(text):
    assert defused(text) == "'" + text


def test_other_cells_stay_as_they_are():
    assert [defused(cell) for cell in ("a=1", 5, -3, None)] == ["a=1", 5, -3, None]
