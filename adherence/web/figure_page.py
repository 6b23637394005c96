"""The rows behind one number of a patient's page, a page of them at a time."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, render_template, request

from adherence.domain.measure.taken import SPAN_DAYS, span_start
from adherence.domain.timing import local_date
from adherence.web.choices import page_in
from adherence.web.figure_rows import history_of, rows_of
from adherence.web.figure_words import HOW, OF_DOSES, TITLE, Of
from adherence.web.guard import SEES_PATIENTS, allow
from adherence.web.marks import NAMES, mark_of
from adherence.web.reading import now, patient_or_404, policy

YEAR_DAYS = 365
PAGE_ROWS = 50

bp = Blueprint("figure_page", __name__)


@bp.get("/patients/<uuid:patient_id>/doses")
@allow(*SEES_PATIENTS)
def show(patient_id: UUID) -> str:
    """What one number counts over 30 days or a year; an unknown name shows every dose that was due."""
    patient = patient_or_404(patient_id)
    wanted = request.args.get("of", "")
    of = Of(wanted) if wanted in set(Of) else Of.EXPECTED
    days = YEAR_DAYS if request.args.get("span") == str(YEAR_DAYS) else SPAN_DAYS
    today = local_date(now(), patient.zone)
    first = span_start(today, days)
    history, doses = history_of(patient, first)
    rows = rows_of(of, history, doses, (first, today), policy(), now())
    pages = max(1, -(-len(rows) // PAGE_ROWS))
    page = min(page_in(request.args), pages)
    return render_template(
        "figure.html",
        patient=patient,
        zone=patient.zone,
        of=of,
        days=days,
        spans=(SPAN_DAYS, YEAR_DAYS),
        first=first,
        today=today,
        total=len(rows),
        rows=rows[(page - 1) * PAGE_ROWS : page * PAGE_ROWS],
        page=page,
        pages=pages,
        title=TITLE[of],
        how=HOW[of],
        others=[(one, TITLE[one]) for one in (OF_DOSES if of in OF_DOSES else ())],
        of_doses=of in OF_DOSES,
        mark_of=lambda dose: mark_of(dose, now()),
        mark_names=NAMES,
    )
