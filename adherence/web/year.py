"""Twelve months of a patient day by day: what each day shows, and what it says. A table of them is its own page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import Blueprint, render_template

from adherence.db.chart import Chart, chart_of
from adherence.db.patients import Patient
from adherence.db.watched import Watched, watched_of
from adherence.domain.timing import local_date
from adherence.web.day_notes import Note, notes_by_day
from adherence.web.day_words import DaySaid, said_of_days, words_of
from adherence.web.drawings import Week, calendar_start, days_ahead, weeks_of
from adherence.web.guard import SEES_PATIENTS, allow
from adherence.web.hold_card import held_spans
from adherence.web.labs import lab_notes
from adherence.web.marks import DayMark
from adherence.web.reading import actor, now, patient_or_404, policy
from adherence.web.rows import History, day_marks
from adherence.web.sessions import request_session
from adherence.web.supply import supply_notes

CALENDAR_WEEKS = 53

bp = Blueprint("year", __name__)


@dataclass(frozen=True, slots=True)
class Year:
    """The days up to today, all weeks with the days ahead that have a note, and the notes and words of each day."""

    today: date
    days: Sequence[DayMark]
    weeks: Sequence[Week]
    notes: Mapping[date, Sequence[Note]]
    said: Mapping[date, DaySaid]

    def words_of(self, day: DayMark) -> str:
        """Everything that a day shows, as one line."""
        return words_of(day, self.notes.get(day.on, ()), self.said.get(day.on))

    @property
    def rows(self) -> list[Week]:
        """The weeks that have something to tell, newest first."""
        told = [week for week in self.weeks if any(day and (day.mark or day.on in self.notes) for day in week.days)]
        return told[::-1]


@bp.get("/patients/<uuid:patient_id>/year")
@allow(*SEES_PATIENTS)
def show(patient_id: UUID) -> str:
    """The calendar in words; each day leads to its page."""
    patient = patient_or_404(patient_id)
    chart = year_chart(patient)
    year = year_of(patient, chart, history_of_chart(chart), watched_of(request_session(), patient.id))
    return render_template("year.html", patient=patient, year=year, today=year.today)


def year_chart(patient: Patient) -> Chart:
    """The rows of a patient since the first day of the calendar."""
    first = calendar_start(local_date(now(), patient.zone), CALENDAR_WEEKS)
    return chart_of(request_session(), actor().clinic_id, patient.id, first)


def history_of_chart(chart: Chart) -> History:
    """What marks and figures are worked out from."""
    return History(chart.regimens, chart.doses, chart.injections, held_spans(chart.holds), chart.targeted)


def year_of(patient: Patient, chart: Chart, history: History, found: Watched) -> Year:
    """Work the calendar out from the rows."""
    at, rules = now(), policy()
    today = local_date(at, patient.zone)
    days = day_marks(history, calendar_start(today, CALENDAR_WEEKS), today, rules, at)
    notes = notes_by_day([*supply_notes(found, today), *lab_notes(patient, found, rules), *_added(chart)])
    weeks = weeks_of([*days, *days_ahead(notes, today)])
    return Year(today, days, weeks, notes, said_of_days(chart.doses, at))


def _added(chart: Chart) -> Iterator[tuple[date, Note]]:
    """The days to which staff added something that holds."""
    yield from ((extra.on, Note.EXTRA) for extra in chart.extras if extra.undone_at is None)
    yield from ((dose.on, Note.WRITTEN) for note, dose in chart.notes if note.undone_at is None)
