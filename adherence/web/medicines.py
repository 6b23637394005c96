"""The medicines that a patient takes beside naltrexone: the card, entering one, and ending one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from adherence.actions.end_medicine import end_medicine
from adherence.actions.record_medicine import record_medicine
from adherence.db.chart import Chart
from adherence.db.medicines import PatientMedicine, medicine_by_id, names_of_clinic
from adherence.db.patients import Patient
from adherence.domain.errors import Refused
from adherence.domain.medicine_table import OPIOID_GROUPS, MedicineGroup
from adherence.domain.medicines import medicines_in
from adherence.domain.timing import local_date
from adherence.web.forms import FormState, entered, given, typed
from adherence.web.guard import ACTS_ON_PATIENTS, allow
from adherence.web.notices import say
from adherence.web.reading import actor, now, patient_or_404
from adherence.web.sessions import give_up_writing, request_session

LABELS = {"name": "Name", "started_on": "First day", "ended_on": "Last day"}
END_LABELS = {"on": "Last day"}

bp = Blueprint("medicines", __name__)


@dataclass(frozen=True, slots=True)
class MedicineLine:
    """One medicine as the card shows it."""

    medicine: PatientMedicine
    reasons: list[str]
    is_opioid: bool
    by: str


def medicine_card(chart: Chart, today: date) -> dict[str, object]:
    """The current medicines, those that matter first, and the earlier ones."""
    of_clinic = names_of_clinic(request_session(), actor().clinic_id)
    current = [one for one in chart.medicines if one.is_current(today)]
    lines = [_line(one, of_clinic, chart.names) for one in current]
    return {
        "medicines": sorted(lines, key=lambda line: (not line.is_opioid, line.medicine.group is None)),
        "past_medicines": [one for one in reversed(chart.medicines) if not one.is_current(today)],
    }


@bp.get("/patients/<uuid:patient_id>/medicines/new")
@allow(*ACTS_ON_PATIENTS)
def form(patient_id: UUID) -> str:
    """The form for another medicine."""
    return _page(patient_or_404(patient_id), FormState({}, LABELS))


@bp.post("/patients/<uuid:patient_id>/medicines/new")
@allow(*ACTS_ON_PATIENTS)
def record(patient_id: UUID) -> tuple[str, int] | Response:
    """Store it; what does not go with naltrexone is said at once."""
    patient = patient_or_404(patient_id)
    wanted = given(name=typed("name"), started_on=typed("started_on"), ended_on=typed("ended_on"))
    try:
        recorded = record_medicine(request_session(), actor(), patient, wanted, now=now())
    except Refused as refusal:
        give_up_writing()
        return _page(patient_or_404(patient_id), entered(LABELS, refusal.faults)), 422
    say("The medicine is recorded.", warnings=recorded.warnings)
    return redirect(url_for("patient.show", patient_id=patient_id))


@bp.get("/medicines/<uuid:medicine_id>/end")
@allow(*ACTS_ON_PATIENTS)
def end_form(medicine_id: UUID) -> str:
    """Ask for the last day."""
    medicine = _medicine_or_404(medicine_id)
    patient = patient_or_404(UUID(medicine.patient_id))
    return _end_page(medicine, FormState({"on": local_date(now(), patient.zone).isoformat()}, END_LABELS))


@bp.post("/medicines/<uuid:medicine_id>/end")
@allow(*ACTS_ON_PATIENTS)
def end(medicine_id: UUID) -> tuple[str, int] | Response:
    """Write the last day."""
    medicine = _medicine_or_404(medicine_id)
    try:
        end_medicine(request_session(), actor(), medicine, given(on=typed("on")), now=now())
    except Refused as refusal:
        give_up_writing()
        form = entered(END_LABELS, refusal.faults, {"medicine": "on"})
        return _end_page(_medicine_or_404(medicine_id), form), 422
    say("The last day is recorded.")
    return redirect(url_for("patient.show", patient_id=medicine.patient_id))


def _line(medicine: PatientMedicine, of_clinic: dict[str, MedicineGroup], names: dict[str, str]) -> MedicineLine:
    found = medicines_in(medicine.name, of_clinic) if medicine.group else []
    reasons = list(dict.fromkeys(one.reason for one in found))
    by = names.get(medicine.recorded_by or "", "another system")
    return MedicineLine(medicine, reasons, medicine.group in OPIOID_GROUPS, by)


def _medicine_or_404(medicine_id: UUID) -> PatientMedicine:
    return medicine_by_id(request_session(), actor().clinic_id, str(medicine_id)) or abort(404)


def _page(patient: Patient, form: FormState) -> str:
    return render_template("medicine.html", patient=patient, form=form)


def _end_page(medicine: PatientMedicine, form: FormState) -> str:
    patient = patient_or_404(UUID(medicine.patient_id))
    return render_template("medicine_end.html", patient=patient, medicine=medicine, form=form)
