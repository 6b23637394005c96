"""Count the reports that somebody asked for, and every night those that are looked at, so that pages only read them."""

from __future__ import annotations

from datetime import datetime, timedelta
from time import monotonic
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from adherence.actions.make_report import DEFAULT_DAYS, ReportName, TextNames, make_report
from adherence.db.clinics import clinic_by_id
from adherence.db.counted_reports import CountedReport
from adherence.db.policies import policy_of
from adherence.db.report_scope import ReportScope
from adherence.domain.report.keeping import LEASE, is_given_up
from adherence.domain.report.span import read_span
from adherence.domain.report.stored import open_template, open_wording, stored_sections
from adherence.domain.timing import ONE_DAY, day_start, local_date
from adherence.runtime import Runtime

_SECONDS_A_TICK = 10.0
_AFTER_MIDNIGHT = timedelta(minutes=10)
_NAMES = TextNames(open_template, open_wording)
_log = structlog.get_logger(__name__)


def count_reports(rt: Runtime) -> int:
    """Count for some seconds what is due, one report after the other; returns how many were counted."""
    counted, began = 0, monotonic()
    while not rt.stopping.is_set() and monotonic() - began < _SECONDS_A_TICK:
        report_id = _take(rt)
        if report_id is None:
            break
        try:
            counted += _count(rt, report_id)
        except Exception as fault:  # one report must not keep the others from being counted
            _log.error("report_not_counted", report=report_id, kind=type(fault).__name__)
    return counted


def _take(rt: Runtime) -> str | None:
    """The report that has been due for longest, held for a while; None where nothing is due, or another has it."""
    now = rt.now()
    due = select(CountedReport.id).where(CountedReport.due_at <= now).order_by(CountedReport.due_at).limit(1)
    with rt.database.reading() as session:
        report_id = session.scalar(due)
    if report_id is None:
        return None
    with rt.database.writing(durable=False) as session:
        held = update(CountedReport).where(CountedReport.id == report_id, CountedReport.due_at <= now)
        mine = session.execute(held.values(due_at=now + LEASE), execution_options={"synchronize_session": False})
    # Two workers may have read the same row: only who moved it counts it.
    return report_id if mine.rowcount else None  # type: ignore[attr-defined]


def _count(rt: Runtime, report_id: str) -> bool:
    """Count one without holding anything, and write it; whether there was still one to count."""
    now = rt.now()
    with rt.database.reading() as session:
        report = session.get(CountedReport, report_id)
        if report is None:
            return False
        given_up = is_given_up(report.wanted_at, days_chosen=report.first is not None, now=now)
        found = None if given_up else _counted(session, report, now)
    with rt.database.writing(durable=False) as session:
        if found is None:
            session.execute(delete(CountedReport).where(CountedReport.id == report_id))
        else:
            written = update(CountedReport).where(CountedReport.id == report_id).values(**found)
            session.execute(written, execution_options={"synchronize_session": False})
    return found is not None


def _counted(session: Session, report: CountedReport, now: datetime) -> dict[str, object]:
    """What one report finds now, as its row keeps it."""
    clinic, name = clinic_by_id(session, report.clinic_id), ReportName(report.report)
    zone = ZoneInfo(clinic.time_zone)
    today = local_date(now, zone)
    chosen = {"from": report.first, "to": report.last, "kind": report.kind}
    asked = {field: str(value) for field, value in chosen.items() if value is not None}
    span = read_span(asked, today=today, days=DEFAULT_DAYS[name])
    scope = ReportScope(report.clinic_id, zone, span.first, span.last, span.kind)
    made = make_report(session, name, scope, policy_of(clinic), today=today, now=now, names=_NAMES)
    tonight = day_start(today + ONE_DAY, zone) + _AFTER_MIDNIGHT
    return {
        **{"sections": stored_sections(made), "from_on": span.first, "to_on": span.last},
        **{"counted_at": now, "due_at": tonight},
    }
