"""The first page: who needs attention, worst first."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Blueprint, render_template, request

from adherence.db.overview import overview_of
from adherence.db.roster import count_patients
from adherence.db.worklist import NOBODY, attention, clinic_numbers
from adherence.domain.measure.taken import span_start
from adherence.domain.timing import ONE_DAY, local_date
from adherence.web.drawings import legend_mark, strip, strip_symbols
from adherence.web.guard import SEES_PATIENTS, allow
from adherence.web.marks import NAMES, DayMark, Mark
from adherence.web.on_call import dashboard_strip
from adherence.web.reading import actor, clinic_zone, now, policy
from adherence.web.rows import patient_row
from adherence.web.sessions import request_session

PAGE_ROWS = 20
MOST_PAGES = 5000

bp = Blueprint("worklist", __name__)


@bp.get("/")
@allow(*SEES_PATIENTS)
def needs_attention() -> str:
    """Patients with something open, each with its worst reason."""
    session, at, me = request_session(), now(), actor()
    today = local_date(at, clinic_zone())
    wanted = request.args.get("owner", "")
    owner = {"me": me.id, NOBODY: NOBODY}.get(wanted, "")
    page = _page()
    listed = attention(session, me.clinic_id, owner=owner, limit=PAGE_ROWS + 1, offset=PAGE_ROWS * (page - 1))
    # One day more: a patient's own date may be the day before the clinic's.
    found = overview_of(
        session, me.clinic_id, [item.patient_id for item in listed[:PAGE_ROWS]], span_start(today) - ONE_DAY
    )
    rules = policy()
    rows = [patient_row(found.patients[item.patient_id], found, rules, at) for item in listed[:PAGE_ROWS]]
    return render_template(
        "worklist.html",
        rows=rows,
        numbers=clinic_numbers(session, me.clinic_id, today=today, now=at),
        patients=count_patients(session, me.clinic_id),
        owner=wanted,
        page=page,
        more=len(listed) > PAGE_ROWS,
        **dashboard_strip(found.names),
        **drawing_tools(*(row.days for row in rows)),
    )


def drawing_tools(*shown: Iterable[DayMark]) -> dict[str, object]:
    """What templates need to draw strips, and the legend of the marks that are shown (of all where none are given)."""
    used = {day.mark for days in shown for day in days}
    marks = [mark for mark in Mark if mark in used or not shown]
    return {
        "strip": strip,
        "strip_symbols": strip_symbols,
        "legend": [(legend_mark(mark), NAMES[mark]) for mark in marks],
    }


def _page() -> int:
    """The page asked for, from 1 on; whatever is no number is the first."""
    text = request.args.get("page", "1")
    return min(max(int(text), 1), MOST_PAGES) if text.isdecimal() and len(text) < 6 else 1
