"""The first page: who needs attention, worst first, in ready-made and saved views."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from flask import Blueprint, render_template, request

from adherence.db.overview import Overview, overview_of
from adherence.db.roster import count_patients
from adherence.db.worklist import (
    NOBODY,
    AttentionFilter,
    Looking,
    attention,
    attention_counts,
    clinic_numbers,
)
from adherence.domain.attention import SavedPage, View, may_wait, one_click_outcomes, snooze_choices
from adherence.domain.measure.taken import span_start
from adherence.domain.states import FlagKind, PlanKind
from adherence.domain.timing import ONE_DAY, local_date
from adherence.web import view_words
from adherence.web.choices import one_of, page_in
from adherence.web.drawings import legend_mark, strip, strip_symbols
from adherence.web.guard import SEES_PATIENTS, allow
from adherence.web.marks import NAMES, DayMark, Mark
from adherence.web.on_call import dashboard_strip
from adherence.web.reading import actor, clinic_zone, now, policy
from adherence.web.rows import patient_row
from adherence.web.saved import kept_filters, saved_tabs, views_of
from adherence.web.sessions import request_session

PAGE_ROWS = 20
MOST_PAGES = 5000
_OWNERS = {"me": View.MINE, NOBODY: View.NOBODY}
"""Words for an owner in an address; anybody else is named by an id."""

bp = Blueprint("worklist", __name__)


@bp.get("/")
@allow(*SEES_PATIENTS)
def needs_attention() -> str:
    """Patients with something open, each with its worst reason."""
    session, at, me = request_session(), now(), actor()
    zone = clinic_zone()
    today = local_date(at, zone)
    wanted, looking, page = (
        wanted_from(request.args),
        Looking(me.clinic_id, me.id, at),
        min(page_in(request.args), MOST_PAGES),
    )
    listed = attention(session, looking, wanted, limit=PAGE_ROWS + 1, offset=PAGE_ROWS * (page - 1))
    # One day more: a patient's own date may be the day before the clinic's.
    found = overview_of(
        session, me.clinic_id, [item.patient_id for item in listed[:PAGE_ROWS]], span_start(today) - ONE_DAY
    )
    _keep_flags(found, wanted)
    views = views_of(SavedPage.WORKLIST)
    counts = attention_counts(session, looking, {view.id: wanted_from(view.filters) for view in views})
    rules = policy()
    rows = [patient_row(found.patients[item.patient_id], found, rules, at) for item in listed[:PAGE_ROWS]]
    return render_template(
        "worklist.html",
        rows=rows,
        numbers=clinic_numbers(session, me.clinic_id, today=today, now=at),
        counts=counts,
        patients=count_patients(session, me.clinic_id),
        wanted=wanted,
        kept=kept_filters(SavedPage.WORKLIST, request.args),
        saved=saved_tabs(SavedPage.WORKLIST, views, counts.saved),
        choices=snooze_choices(at, zone),
        zone=zone,
        today=today,
        page=page,
        more=len(listed) > PAGE_ROWS,
        View=View,
        FlagKind=FlagKind,
        PlanKind=PlanKind,
        view_words=view_words,
        one_click_outcomes=one_click_outcomes,
        may_wait=may_wait,
        **dashboard_strip(found.names),
        **drawing_tools(*(row.days for row in rows)),
    )


def wanted_from(entered: Mapping[str, str]) -> AttentionFilter:
    """What an address or a saved view narrows the list to; what is no choice narrows nothing."""
    owner = entered.get("owner", "")
    return AttentionFilter(
        view=one_of(View, entered, "view") or _OWNERS.get(owner, View.ALL),
        owner=owner_of(owner),
        kind=one_of(FlagKind, entered, "kind"),
        plan=one_of(PlanKind, entered, "plan"),
    )


def owner_of(text: str) -> str:
    """The id of the owner that a filter names, or ``NOBODY``; empty for anybody."""
    if text in _OWNERS:
        return NOBODY if text == NOBODY else actor().id
    try:
        return str(UUID(text))
    except ValueError:
        return ""


def drawing_tools(*shown: Iterable[DayMark]) -> dict[str, object]:
    """What templates need to draw strips, and the legend of the marks that are shown (of all where none are given)."""
    used = {day.mark for days in shown for day in days}
    marks = [mark for mark in Mark if mark in used or not shown]
    return {
        "strip": strip,
        "strip_symbols": strip_symbols,
        "legend": [(legend_mark(mark), NAMES[mark]) for mark in marks],
    }


def _keep_flags(found: Overview, wanted: AttentionFilter) -> None:
    """A row gives the reason for which it is on this view: of a snoozed one what is snoozed, else what is not."""
    at, snoozed = now(), wanted.view is View.SNOOZED
    for patient_id, flags in found.flags.items():
        kept = [flag for flag in flags if flag.is_snoozed(at) is snoozed]
        of_kind = [flag for flag in kept if wanted.kind is None or flag.kind is wanted.kind]
        found.flags[patient_id] = of_kind or kept
