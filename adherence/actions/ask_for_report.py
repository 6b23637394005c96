"""Let the worker count a report of a large clinic: the first time, and when the last count has become old."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from adherence.db.counted_reports import CountedReport, WantedReport
from adherence.db.types import new_id
from adherence.domain.report.keeping import FRESH_FOR, LEASE


def ask_for_report(session: Session, wanted: WantedReport, *, now: datetime) -> None:
    """Ask once: two people who look at the same moment get one count, and who looks again does not hurry it."""
    maker = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    days = {"kind": wanted.kind, "first": wanted.first, "last": wanted.last}
    row = {"id": new_id(), "clinic_id": wanted.clinic_id, "key": wanted.key, "report": wanted.report, **days}
    asked = maker(CountedReport).values(**row, wanted_at=now, due_at=now)
    session.execute(asked.on_conflict_do_nothing(index_elements=["clinic_id", "key"]))
    counted = update(CountedReport).where(CountedReport.clinic_id == wanted.clinic_id, CountedReport.key == wanted.key)
    counted = counted.where(CountedReport.counted_at.is_not(None))
    quietly = {"synchronize_session": False}
    session.execute(counted.values(wanted_at=now), execution_options=quietly)
    is_old = (CountedReport.counted_at <= now - FRESH_FOR) | (CountedReport.counted_at > now)
    # Where a worker is at it, its lease ends soon and is not shortened.
    is_idle = CountedReport.due_at > now + LEASE
    session.execute(counted.where(is_old, is_idle).values(due_at=now), execution_options=quietly)
