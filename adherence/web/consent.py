"""Consent as staff were told of it."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from adherence.actions.record_consent import record_consent
from adherence.db.patients import Patient
from adherence.domain.errors import Refused
from adherence.web.forms import FormState, day_instant, entered, given, typed
from adherence.web.guard import ACTS_ON_PATIENTS, allow
from adherence.web.notices import say
from adherence.web.reading import actor, now, patient_or_404
from adherence.web.sessions import give_up_writing, request_session

CONSENT_LABELS = {"event": "What the patient said", "method": "How", "given_at": "Date"}

bp = Blueprint("consent", __name__)


@bp.get("/patients/<uuid:patient_id>/consent")
@allow(*ACTS_ON_PATIENTS)
def consent_form(patient_id: UUID) -> str:
    """Record an opt-in or an opt-out that staff were told of."""
    patient = patient_or_404(patient_id)
    today = now().astimezone(patient.zone).date().isoformat()
    return _consent_page(patient, FormState({"given_at": today, "method": "verbal"}, CONSENT_LABELS))


@bp.post("/patients/<uuid:patient_id>/consent")
@allow(*ACTS_ON_PATIENTS)
def save_consent(patient_id: UUID) -> tuple[str, int] | Response:
    """Add a line to the ledger."""
    patient = patient_or_404(patient_id)
    said = given(
        event=typed("event"), method=typed("method"), given_at=day_instant(typed("given_at"), patient.zone, now())
    )
    try:
        record_consent(request_session(), actor(), patient, said, now=now())
    except Refused as refusal:
        give_up_writing()
        return _consent_page(patient_or_404(patient_id), entered(CONSENT_LABELS, refusal.faults)), 422
    say("The consent is recorded.")
    return redirect(url_for("patient.show", patient_id=patient_id))


def _consent_page(patient: Patient, form: FormState) -> str:
    return render_template("consent.html", patient=patient, form=form)
