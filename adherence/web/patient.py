"""The page of one patient: what is open, what was taken, what was said, and what is planned."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, render_template

from adherence.db.chart import Chart, chart_of
from adherence.db.patients import Patient
from adherence.db.watched import watched_of
from adherence.domain.measure.taken import span_start
from adherence.domain.states import DoseState, FlagState
from adherence.domain.timing import local_date
from adherence.web.check_in_card import check_in_card
from adherence.web.consent_card import consent_card
from adherence.web.conversation import conversation
from adherence.web.cycle_card import cycle_card
from adherence.web.day_notes import NOTE_NAMES, note_legend, notes_by_day
from adherence.web.drawings import calendar, calendar_start, calendar_symbols, days_ahead, weeks_of
from adherence.web.drinking_card import drinking_card
from adherence.web.guard import SEES_PATIENTS, allow
from adherence.web.hold_card import held_spans, hold_card
from adherence.web.labs import lab_card, lab_notes
from adherence.web.ladder_card import ladder_card
from adherence.web.marks import NAMES
from adherence.web.medicines import medicine_card
from adherence.web.reading import actor, now, patient_or_404, policy
from adherence.web.reason_card import reason_card
from adherence.web.rows import History, day_marks, figures, next_injection, plan_lines, reason_of, worst_first
from adherence.web.sessions import request_session
from adherence.web.start_gate import gate_card
from adherence.web.supply import supply_card, supply_notes
from adherence.web.supporter_card import supporter_card
from adherence.web.timeline import timeline
from adherence.web.treatment import regimen_cards
from adherence.web.worklist import drawing_tools

CALENDAR_WEEKS = 26
RECENT_DOSES = 10

bp = Blueprint("patient", __name__)


@bp.get("/patients/<uuid:patient_id>")
@allow(*SEES_PATIENTS)
def show(patient_id: UUID) -> str:
    """Everything about one patient on one page."""
    patient = patient_or_404(patient_id)
    today = local_date(now(), patient.zone)
    chart = chart_of(request_session(), actor().clinic_id, patient.id, calendar_start(today, CALENDAR_WEEKS))
    return render_template("patient.html", patient=patient, chart=chart, **_view(patient, chart))


def _view(patient: Patient, chart: Chart) -> dict[str, object]:
    """What the page works out from the rows."""
    at, rules = now(), policy()
    today = local_date(at, patient.zone)
    history = History(chart.regimens, chart.facts, chart.injections, held_spans(chart.holds), chart.targeted)
    days = day_marks(history, calendar_start(today, CALENDAR_WEEKS), today, rules, at)
    lately = [day for day in days if day.on >= span_start(today)]
    upcoming = next_injection(history)
    overdue = max(0, (today - upcoming.on).days) if upcoming else 0
    open_flags = worst_first(flag for flag in chart.flags if flag.state is FlagState.OPEN)
    found = watched_of(request_session(), patient.id)
    notes = notes_by_day([*supply_notes(found, today), *lab_notes(patient, found, rules)])
    weeks = weeks_of([*days, *days_ahead(notes, today)])
    coming = [dose for dose in chart.doses if dose.due_at > at and dose.state is DoseState.UPCOMING]
    return {
        "zone": patient.zone,
        "today": today,
        "plans": plan_lines(history.regimens, today),
        "open_flags": [(flag, reason_of(flag, lately, overdue)) for flag in open_flags],
        "last_resolved": next((flag for flag in chart.flags if flag.state is FlagState.RESOLVED), None),
        "days": lately,
        "figures": figures(history, today, rules, at),
        "longer": figures(history, today, rules, at, 7 * CALENDAR_WEEKS),
        "weeks": weeks,
        "calendar": calendar(weeks, notes, today),
        "notes": {day: [NOTE_NAMES[note] for note in on_day] for day, on_day in notes.items()},
        "note_legend": note_legend({day: notes[day] for day in notes if day >= weeks[0].monday}),
        "supply": supply_card(patient, chart, found, chart.corrections, today),
        "labs": lab_card(patient, found, chart.corrections, rules, today),
        "calendar_symbols": calendar_symbols,
        "mark_names": NAMES,
        "next_dose": min(coming, key=lambda dose: dose.due_at, default=None),
        "next_injection": upcoming,
        "overdue_days": overdue,
        "recent": [dose for dose in reversed(chart.doses) if dose.window_opens_at <= at][:RECENT_DOSES],
        "cards": regimen_cards(chart, rules, today),
        "gate": gate_card(chart, today),
        **hold_card(patient, chart, today),
        "texts": conversation(chart, patient.zone, rules),
        "events": timeline(chart, patient, rules),
        **medicine_card(chart, today),
        **drinking_card(patient, chart, today),
        **check_in_card(patient, chart, today),
        **cycle_card(patient, chart),
        **consent_card(patient, chart, today),
        **supporter_card(patient, chart, today),
        **reason_card(chart),
        **drawing_tools(days),
        **ladder_card(chart),
    }
