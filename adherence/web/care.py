"""How a patient is reached, and whether they take part."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from adherence.actions.change_patient import change_patient
from adherence.actions.look_after import look_after
from adherence.actions.set_patient_status import set_patient_status
from adherence.db.patients import Patient
from adherence.domain.errors import Refused
from adherence.domain.zones import zone_names
from adherence.web import words
from adherence.web.forms import FormState, entered, given, number, typed
from adherence.web.guard import ACTS_ON_PATIENTS, allow
from adherence.web.notices import say
from adherence.web.numbers import ANEW_LABEL, agreed_anew
from adherence.web.reading import actor, now, patient_or_404
from adherence.web.sessions import give_up_writing, request_session

CONTACT_LABELS = {
    "phone": "Mobile number",
    "time_zone": "Time zone",
    "language": "Language",
    "discretion": "Discretion",
    "contact_note": "How else to reach the patient",
    "agreed_anew": ANEW_LABEL,
}
STATUS_LABELS = {"status": "State", "reason": "Reason", "until": "Until"}

bp = Blueprint("care", __name__)


@bp.get("/patients/<uuid:patient_id>/contact")
@allow(*ACTS_ON_PATIENTS)
def contact_form(patient_id: UUID) -> str:
    """Number, zone, language and discretion as they are."""
    patient = patient_or_404(patient_id)
    held = {"phone": patient.phone, "time_zone": patient.time_zone, "language": patient.language}
    held |= {"discretion": str(patient.discretion), "contact_note": patient.contact_note}
    return _contact_page(patient, FormState(held, CONTACT_LABELS))


@bp.post("/patients/<uuid:patient_id>/contact")
@allow(*ACTS_ON_PATIENTS)
def change_contact(patient_id: UUID) -> tuple[str, int] | Response:
    """Change how the patient is reached; a new number is verified before anything else is sent to it."""
    patient = patient_or_404(patient_id)
    wanted: dict[str, object] = {name: typed(name) for name in ("phone", "time_zone", "language", "contact_note")}
    wanted["discretion"] = number(typed("discretion"))
    wanted |= given(agreed_anew=agreed_anew())
    try:
        change_patient(request_session(), actor(), patient, wanted, now=now())
    except Refused as refusal:
        give_up_writing()
        return _contact_page(patient_or_404(patient_id), entered(CONTACT_LABELS, refusal.faults)), 422
    say("The contact details are saved.")
    return redirect(url_for("patient.show", patient_id=patient_id))


@bp.get("/patients/<uuid:patient_id>/status")
@allow(*ACTS_ON_PATIENTS)
def status_form(patient_id: UUID) -> str:
    """Pause, discharge or bring back."""
    patient = patient_or_404(patient_id)
    return _status_page(patient, FormState({"status": patient.status.value}, STATUS_LABELS))


@bp.post("/patients/<uuid:patient_id>/status")
@allow(*ACTS_ON_PATIENTS)
def change_status(patient_id: UUID) -> tuple[str, int] | Response:
    """Set the state; texts to anyone who is not active stop at once."""
    patient = patient_or_404(patient_id)
    wanted = given(status=typed("status"), reason=typed("reason"), until=typed("until"))
    try:
        set_patient_status(request_session(), actor(), patient, wanted, now=now())
    except Refused as refusal:
        give_up_writing()
        return _status_page(patient_or_404(patient_id), entered(STATUS_LABELS, refusal.faults)), 422
    say(f"{patient.name} is now {words.STATUS[patient.status].lower()}.")
    return redirect(url_for("patient.show", patient_id=patient_id))


@bp.post("/patients/<uuid:patient_id>/look-after")
@allow(*ACTS_ON_PATIENTS)
def take_on(patient_id: UUID) -> Response:
    """Look after the patient, or let somebody else do it."""
    patient, mine = patient_or_404(patient_id), typed("mine") == "yes"
    look_after(request_session(), actor(), patient, mine=mine)
    say(f"You look after {patient.name}." if mine else f"Nobody looks after {patient.name} now.")
    return redirect(url_for("patient.show", patient_id=patient_id))


def _contact_page(patient: Patient, form: FormState) -> str:
    return render_template("contact.html", patient=patient, form=form, zones=sorted(zone_names()))


def _status_page(patient: Patient, form: FormState) -> str:
    return render_template("status.html", patient=patient, form=form)
