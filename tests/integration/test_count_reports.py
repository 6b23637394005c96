"""The worker's counts of reports: asked for once, every night while somebody looks, and never in another's way."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from adherence.actions import count_reports as counting
from adherence.actions.ask_for_report import ask_for_report
from adherence.actions.count_reports import count_reports
from adherence.db.counted_reports import CountedReport, WantedReport
from adherence.domain.report.stored import read_sections
from adherence.runtime import Runtime
from tests.cast import Cast
from tests.conftest import VirtualClock


def ask(rt: Runtime, wanted: WantedReport) -> None:
    """Somebody looks at a report."""
    with rt.database.writing() as session:
        ask_for_report(session, wanted, now=rt.now())


def rows(rt: Runtime) -> list[CountedReport]:
    """All that is known, by key."""
    with rt.database.reading() as session:
        return list(session.scalars(select(CountedReport).order_by(CountedReport.key)))


def test_a_report_is_counted_once_however_often_it_is_asked_for(rt: Runtime, cast: Cast) -> None:
    wanted = WantedReport(cast.ben.clinic_id, "doses")
    ask(rt, wanted)
    ask(rt, wanted)
    assert count_reports(rt) == 1
    ask(rt, wanted)
    assert count_reports(rt) == 0
    (row,) = rows(rt)
    assert (row.counted_at, row.to_on) == (rt.now(), rt.now().date())
    assert next(one.key for one in read_sections(row.sections or [], str, str)) == "totals"


def test_what_is_looked_at_is_counted_every_night_and_given_up_after_two_weeks(
    sqlite_rt: Runtime, sqlite_cast: Cast, clock: VirtualClock
) -> None:
    clinic_id = sqlite_cast.ben.clinic_id
    ask(sqlite_rt, WantedReport(clinic_id, "texts"))
    ask(sqlite_rt, WantedReport(clinic_id, "texts", first=date(2026, 2, 1), last=date(2026, 3, 1)))
    assert count_reports(sqlite_rt) == 2
    counted = []
    for _ in range(16):
        clock.pass_by(days=1)
        counted.append(count_reports(sqlite_rt))
    assert counted[0] >= 1
    assert counted[1:13] == [1] * 12, "days that somebody chose are not counted for ever"
    assert counted[-1] == 0
    assert rows(sqlite_rt) == []


def test_a_report_that_cannot_be_counted_keeps_no_other_from_it(
    sqlite_rt: Runtime, sqlite_cast: Cast, clock: VirtualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clinic_id = sqlite_cast.ben.clinic_id
    ask(sqlite_rt, WantedReport(clinic_id, "no such report"))
    clock.pass_by(seconds=1)
    ask(sqlite_rt, WantedReport(clinic_id, "doses"))
    assert count_reports(sqlite_rt) == 1
    broken, _ = sorted(rows(sqlite_rt), key=lambda row: row.counted_at is not None)
    assert broken.due_at == sqlite_rt.now() + counting.LEASE


def test_an_idle_tick_is_one_query(sqlite_rt: Runtime, sqlite_cast: Cast) -> None:
    ask(sqlite_rt, WantedReport(sqlite_cast.ben.clinic_id, "doses"))
    count_reports(sqlite_rt)
    (row,) = rows(sqlite_rt)
    assert row.due_at - sqlite_rt.now() > timedelta(hours=1)
    assert count_reports(sqlite_rt) == 0
