"""The page of one patient: what is open, what was taken, what was said, and what is planned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from adherence.db.chart import Chart
from adherence.db.patients import Patient
from adherence.db.watched import watched_of
from adherence.domain.measure.taken import span_start
from adherence.domain.states import DoseState, FlagState, PlanKind, RegimenState
from adherence.domain.timing import local_date
from adherence.web.check_in_card import check_in_card
from adherence.web.consent_card import consent_card
from adherence.web.conversation import conversation
from adherence.web.cycle_card import cycle_card
from adherence.web.day_notes import note_legend
from adherence.web.day_words import DaySaid
from adherence.web.days import day_or_404
from adherence.web.drawings import calendar, calendar_symbols, corner_legend, strip_symbols
from adherence.web.drinking_card import drinking_card
from adherence.web.figure_words import CASES, OF_DOSES, OF_INJECTION_DAYS, OF_TARGETED_DAYS, Of, counted
from adherence.web.guard import SEES_PATIENTS, allow
from adherence.web.hold_card import hold_card
from adherence.web.labs import lab_card
from adherence.web.ladder_card import ladder_card
from adherence.web.marks import DayMark, Mark
from adherence.web.medicines import medicine_card
from adherence.web.reading import now, patient_or_404, policy
from adherence.web.reason_card import reason_card
from adherence.web.rows import History, figures, next_injection, plan_lines, reason_of, worst_first
from adherence.web.sessions import request_session
from adherence.web.start_gate import gate_card
from adherence.web.supply import supply_card
from adherence.web.supporter_card import supporter_card
from adherence.web.timeline import EventKind, timeline
from adherence.web.treatment import regimen_cards
from adherence.web.worklist import drawing_tools
from adherence.web.year import history_of_chart, year_chart, year_of

YEAR_DAYS = 365
RECENT_DOSES = 5
SHOWN_EVENTS = 6
PAPER_LINES = 6
"""A print is one page."""

_NOT_ON_PAPER_AGAIN = (EventKind.DOSES, EventKind.NOTES)
"""Doses are in the calendar, notes beside the other events."""

bp = Blueprint("patient", __name__)


@bp.get("/patients/<uuid:patient_id>")
@allow(*SEES_PATIENTS)
def show(patient_id: UUID) -> str | Response:
    """Everything about one patient on one page; the short addresses of the calendar lead on to their day."""
    patient = patient_or_404(patient_id)
    if "on" in request.args:
        on = day_or_404(request.args["on"])
        return redirect(url_for("days.show", patient_id=patient.id, on=on.isoformat()))
    chart = year_chart(patient)
    return render_template("patient.html", patient=patient, chart=chart, **_view(patient, chart))


def _view(patient: Patient, chart: Chart) -> dict[str, object]:
    """What the page works out from the rows."""
    at, rules = now(), policy()
    today = local_date(at, patient.zone)
    history = history_of_chart(chart)
    found = watched_of(request_session(), patient.id)
    year = year_of(patient, chart, history, found)
    lately = [day for day in year.days if day.on >= span_start(today)]
    upcoming = next_injection(history)
    overdue = max(0, (today - upcoming.on).days) if upcoming else 0
    open_flags = worst_first(flag for flag in chart.flags if flag.state is FlagState.OPEN)
    events = timeline(chart, patient, rules)
    texts = conversation(chart, patient.zone, rules)
    coming = [dose for dose in chart.doses if dose.due_at > at and dose.state is DoseState.UPCOMING]
    return {
        "zone": patient.zone,
        "today": today,
        "plans": plan_lines(history.regimens, today),
        "open_flags": [(flag, reason_of(flag, lately, overdue)) for flag in open_flags],
        "last_resolved": next((flag for flag in chart.flags if flag.state is FlagState.RESOLVED), None),
        "days": lately,
        "figures": figures(history, today, rules, at),
        "longer": figures(history, today, rules, at, YEAR_DAYS),
        "counted": counted(*_groups(history)),
        "cases": CASES,
        "year": year,
        "calendar": calendar(year.weeks, year.notes, today, year.said),
        "calendar_symbols": calendar_symbols(year.weeks, year.said),
        "note_legend": note_legend({day: year.notes[day] for day in year.notes if day >= year.weeks[0].monday}),
        "supply": supply_card(patient, chart, found, chart.corrections, today),
        "labs": lab_card(patient, found, chart.corrections, rules, today),
        "next_dose": min(coming, key=lambda dose: dose.due_at, default=None),
        "next_injection": upcoming,
        "overdue_days": overdue,
        "recent": [dose for dose in reversed(chart.doses) if dose.window_opens_at <= at][:RECENT_DOSES],
        "cards": regimen_cards(chart, rules, today),
        "gate": gate_card(chart, today),
        **hold_card(patient, chart, today),
        "texts": texts,
        "events": events[:SHOWN_EVENTS],
        "paper_texts": [text for text in reversed(texts) if text.body is not None and not text.quiet][:PAPER_LINES],
        "paper_notes": [one for one in events if one.kind is EventKind.NOTES][: PAPER_LINES - 1],
        "paper_events": [one for one in events if one.kind not in _NOT_ON_PAPER_AGAIN][:PAPER_LINES],
        **medicine_card(chart, today),
        **drinking_card(patient, chart, today),
        **check_in_card(patient, chart, today),
        **cycle_card(patient, chart),
        **consent_card(patient, chart, today),
        **supporter_card(patient, chart, today),
        **reason_card(chart),
        **_tools(year.days, year.said),
        **ladder_card(chart),
    }


def _groups(history: History) -> list[tuple[Of, ...]]:
    """The numbers that this patient's plans have."""
    kinds = {regimen.kind for regimen in history.regimens if regimen.state is not RegimenState.WAITING}
    groups = {PlanKind.DAILY: OF_DOSES[:-1], PlanKind.TARGETED: OF_TARGETED_DAYS, PlanKind.INJECTION: OF_INJECTION_DAYS}
    return [groups[kind] for kind in PlanKind if kind in kinds]


def _tools(days: Sequence[DayMark], said: Mapping[date, DaySaid]) -> dict[str, object]:
    """What draws strips, with the symbols of these days only, and the legend, with the corner where one is shown."""
    tools = drawing_tools(days)
    legend = tools["legend"]
    assert isinstance(legend, list)
    corner = [corner_legend()] if any(one.by_others for one in said.values()) else []
    marks = [mark for mark in Mark if any(day.mark is mark for day in days)]
    return tools | {"strip_symbols": partial(strip_symbols, marks), "legend": [*legend, *corner]}
