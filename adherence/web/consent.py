"""Consent as staff were told of it, and the start gate that a practitioner signs."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from adherence.actions.record_consent import record_consent
from adherence.actions.sign_gate import AGENTS, URINE_TESTS, forbidding_reasons, sign_gate
from adherence.actions.warn_of_opioids import current_opioids, warn_of_opioids
from adherence.db.patients import Patient
from adherence.domain.errors import Refused
from adherence.web.forms import FormState, day_instant, entered, given, typed
from adherence.web.guard import ACTS_ON_PATIENTS, allow
from adherence.web.notices import say
from adherence.web.reading import actor, now, patient_or_404, policy
from adherence.web.sessions import give_up_writing, request_session

CONSENT_LABELS = {"event": "What the patient said", "method": "How", "given_at": "Date"}
GATE_LABELS = {
    "agent": "Last opioid",
    "opioid_free_since": "Free of opioids since",
    "urine_test": "Urine test or challenge",
    "contraindications": "Contraindications",
    "signed_by": "Signed by",
}

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


@bp.get("/patients/<uuid:patient_id>/gate")
@allow(*ACTS_ON_PATIENTS)
def gate_form(patient_id: UUID) -> str:
    """The questions before the first reminder."""
    start = {"signed_by": actor().name, "urine_test": "negative"}
    return _gate_page(patient_or_404(patient_id), FormState(start, GATE_LABELS))


@bp.post("/patients/<uuid:patient_id>/gate")
@allow(*ACTS_ON_PATIENTS)
def sign(patient_id: UUID) -> tuple[str, int] | Response:
    """Store the signed answers; plans that waited begin when they pass."""
    patient = patient_or_404(patient_id)
    answers = given(
        agent=typed("agent"),
        opioid_free_since=typed("opioid_free_since"),
        urine_test=typed("urine_test"),
        contraindications=[item for item in request.form.getlist("contraindications") if item.strip()],
        signed_by=typed("signed_by"),
    )
    try:
        gate = sign_gate(request_session(), actor(), patient, answers, now=now())
    except Refused as refusal:
        give_up_writing()
        return _gate_page(patient_or_404(patient_id), entered(GATE_LABELS, refusal.faults)), 422
    said = "The start gate is signed." if gate.passed else "Signed, but no plan may start: "
    say(" ".join([said + " ".join(forbidding_reasons(gate)), *warn_of_opioids(request_session(), patient, now=now())]))
    return redirect(url_for("patient.show", patient_id=patient_id))


def _consent_page(patient: Patient, form: FormState) -> str:
    return render_template("consent.html", patient=patient, form=form)


def _gate_page(patient: Patient, form: FormState) -> str:
    rules = policy()
    return render_template(
        "gate.html",
        patient=patient,
        form=form,
        opioids=current_opioids(request_session(), patient, now()),
        agents=AGENTS,
        urine_tests=URINE_TESTS,
        least_days=rules.opioid_free_days_least,
        usual_days=rules.opioid_free_days,
        long_acting_days=rules.opioid_free_days_long_acting,
    )
