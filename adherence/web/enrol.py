"""Enrolling a patient: who, how to reach them, and that they agreed."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from adherence.actions.enrol_patient import NUMBER_OPTED_OUT, enrol_patient
from adherence.db.consent_wordings import wordings_of
from adherence.db.same_person import patients_with_number
from adherence.domain.consent_wording import SHIPPED
from adherence.domain.errors import Refused
from adherence.domain.states import ConsentState
from adherence.domain.zones import zone_names
from adherence.web.filters import pairs
from adherence.web.forms import FormState, day_instant, entered, given, number, typed
from adherence.web.guard import ACTS_ON_PATIENTS, allow
from adherence.web.notices import say
from adherence.web.reading import actor, clinic_zone, now
from adherence.web.sessions import give_up_writing, request_session

LABELS = {
    "given_name": "Given name",
    "family_name": "Family name",
    "phone": "Mobile number",
    "time_zone": "Time zone",
    "language": "Language",
    "external_id": "Record number",
    "discretion": "Discretion",
    "consent.method": "How consent was given",
    "consent.given_at": "Date of consent",
    "consent.wording_version": "Wording",
}

bp = Blueprint("enrol", __name__)


@bp.get("/patients/new")
@allow(*ACTS_ON_PATIENTS)
def form() -> str:
    """The empty form."""
    zone = clinic_zone()
    start = {"time_zone": zone.key, "language": "en", "discretion": "0"}
    start["consent.given_at"] = now().astimezone(zone).date().isoformat()
    return _page(FormState(start, LABELS))


@bp.post("/patients/new")
@allow(*ACTS_ON_PATIENTS)
def enrol() -> tuple[str, int] | Response:
    """Make the patient; the next page starts a plan."""
    try:
        patient = enrol_patient(request_session(), actor(), _read(), now=now())
    except Refused as refusal:
        give_up_writing()
        return _page(entered(LABELS, refusal.faults)), 422
    warnings = [NUMBER_OPTED_OUT] if patient.consent_state is ConsentState.REVOKED else []
    if others := patients_with_number(request_session(), patient.clinic_id, patient.phone, besides=patient.id):
        names = ", ".join(other.name for other in others)
        warnings.append(f"The same number is on the record of {names}. If they do not share a phone, correct it now.")
    say(f"{patient.name} is enrolled. Now start a plan.", warnings=warnings)
    return redirect(url_for("regimens.choose_kind", patient_id=patient.id))


def _read() -> dict[str, object]:
    consent = given(
        method=typed("consent.method"),
        given_at=day_instant(typed("consent.given_at"), clinic_zone(), now()),
        wording_version=typed("consent.wording_version"),
    )
    person = given(
        given_name=typed("given_name"),
        family_name=typed("family_name"),
        phone=typed("phone"),
        time_zone=typed("time_zone"),
        language=typed("language"),
        external_id=typed("external_id"),
        discretion=number(typed("discretion")),
    )
    return person | {"consent": consent}


def _page(state: FormState) -> str:
    own = [row.wording for row in wordings_of(request_session(), actor().clinic_id)]
    on_file = sorted((*SHIPPED, *own), key=lambda one: one.from_on, reverse=True)
    versions = [("", "The one that is used today"), *pairs(dict.fromkeys(one.version for one in on_file))]
    return render_template("enrol.html", form=state, zones=sorted(zone_names()), versions=versions, wordings=on_file)
