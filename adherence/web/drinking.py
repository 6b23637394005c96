"""Pages of targeted plans: the regular questions of a patient, and a drinking day that staff record."""

from __future__ import annotations

from datetime import date, time
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from adherence.actions.report_drinking import report_drinking
from adherence.actions.set_check_in import set_check_in
from adherence.db.check_ins import check_ins_of
from adherence.db.patients import Patient
from adherence.domain.check_ins import usual_time
from adherence.domain.drinking import first_drink_at
from adherence.domain.errors import Refused
from adherence.domain.regimen import Fault, time_text
from adherence.domain.states import CheckInKind
from adherence.domain.timing import local_date
from adherence.web import words
from adherence.web.forms import FormState, entered, given, instant_text, number, typed
from adherence.web.guard import ACTS_ON_PATIENTS, allow
from adherence.web.notices import say
from adherence.web.reading import actor, now, patient_or_404, policy
from adherence.web.sessions import give_up_writing, request_session

CHECK_IN_LABELS = {f"{kind.value}_{part}": words.CHECK_IN[kind] for kind in CheckInKind for part in ("on", "at")}
REPORT_LABELS = {"on": "Day", "drank": "Drinking", "first_drink_at": "First drink", "drinks": "Number of drinks"}
_ON, _OFF = "on", "off"

bp = Blueprint("drinking", __name__)


@bp.get("/patients/<uuid:patient_id>/check-ins")
@allow(*ACTS_ON_PATIENTS)
def check_ins_form(patient_id: UUID) -> str:
    """The regular questions as they stand."""
    patient = patient_or_404(patient_id)
    rows = check_ins_of(request_session(), patient.id)
    values = {}
    for kind in CheckInKind:
        row = rows.get(kind)
        values[f"{kind.value}_on"] = _ON if row is not None and row.on else _OFF
        values[f"{kind.value}_at"] = row.at or "" if row is not None else ""
    return _check_ins_page(patient, FormState(values, CHECK_IN_LABELS))


@bp.post("/patients/<uuid:patient_id>/check-ins")
@allow(*ACTS_ON_PATIENTS)
def set_questions(patient_id: UUID) -> tuple[str, int] | Response:
    """Store every question, or none where one of them cannot be."""
    patient = patient_or_404(patient_id)
    faults: list[Fault] = []
    for kind in CheckInKind:
        on = {_ON: True, _OFF: False}.get(typed(f"{kind.value}_on"))
        wanted = given(kind=kind.value, at=typed(f"{kind.value}_at")) | {"on": on}
        try:
            set_check_in(request_session(), actor(), patient, wanted, now=now())
        except Refused as refusal:
            faults += [_of_question(kind, fault) for fault in refusal.faults]
    if faults:
        give_up_writing()
        return _check_ins_page(patient_or_404(patient_id), entered(CHECK_IN_LABELS, faults)), 422
    say("The regular questions are set.")
    return redirect(url_for("patient.show", patient_id=patient_id))


@bp.get("/patients/<uuid:patient_id>/drinking-reports")
@allow(*ACTS_ON_PATIENTS)
def report_form(patient_id: UUID) -> str:
    """Record a drinking day."""
    patient = patient_or_404(patient_id)
    form = FormState({"on": local_date(now(), patient.zone).isoformat()}, REPORT_LABELS)
    return render_template("drinking_report.html", patient=patient, form=form)


@bp.post("/patients/<uuid:patient_id>/drinking-reports")
@allow(*ACTS_ON_PATIENTS)
def report(patient_id: UUID) -> tuple[str, int] | Response:
    """Store what staff know; newer words about a day count."""
    patient = patient_or_404(patient_id)
    drank = {"yes": True, "no": False}.get(typed("drank"))
    said = given(
        on=typed("on"),
        first_drink_at=_first_drink(typed("on"), typed("first_drink_at"), patient.zone),
        drinks=number(typed("drinks")),
    ) | ({} if drank is None else {"drank": drank})
    try:
        report_drinking(request_session(), actor(), patient, said, now=now())
    except Refused as refusal:
        give_up_writing()
        form = entered(REPORT_LABELS, refusal.faults, {"patient": "on"})
        return render_template("drinking_report.html", patient=patient_or_404(patient_id), form=form), 422
    say("The day is recorded.")
    return redirect(url_for("patient.show", patient_id=patient_id))


def _check_ins_page(patient: Patient, form: FormState) -> str:
    usual = {kind: time_text(usual_time(kind, policy())) for kind in CheckInKind}
    return render_template("check_ins.html", patient=patient, form=form, usual=usual, kinds=CheckInKind)


def _of_question(kind: CheckInKind, fault: Fault) -> Fault:
    field = "at" if fault.field == "at" else "on"
    return Fault(f"{kind.value}_{field}", fault.message)


def _first_drink(on: str, at: str, zone: ZoneInfo) -> str:
    """A typed local time as an instant of that day's night; other text stays, so that its fault can name it."""
    try:
        return instant_text(first_drink_at(date.fromisoformat(on), time.fromisoformat(at), zone))
    except (ValueError, OverflowError):
        return at
