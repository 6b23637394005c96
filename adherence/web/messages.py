"""Writing to a patient: a look at the text and its cost before it leaves."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from adherence.actions.write_to_patient import write_to_patient
from adherence.db.patients import Patient
from adherence.domain.errors import Refused
from adherence.domain.segments import count
from adherence.domain.states import ConsentState
from adherence.domain.timing import in_texting_hours
from adherence.web import words
from adherence.web.forms import FormState, entered, typed
from adherence.web.guard import ACTS_ON_PATIENTS, allow
from adherence.web.notices import say
from adherence.web.reading import actor, now, patient_or_404, policy
from adherence.web.sessions import give_up_writing, request_session

LABELS = {"body": "Message"}

bp = Blueprint("messages", __name__)


@bp.get("/patients/<uuid:patient_id>/messages/new")
@allow(*ACTS_ON_PATIENTS)
def compose(patient_id: UUID) -> str:
    """An empty message."""
    return _page(patient_or_404(patient_id), FormState({}, LABELS))


@bp.post("/patients/<uuid:patient_id>/messages")
@allow(*ACTS_ON_PATIENTS)
def write(patient_id: UUID) -> str | tuple[str, int] | Response:
    """Show the text and its cost, or send it."""
    patient = patient_or_404(patient_id)
    if typed("do") != "send":
        give_up_writing()
        return _page(patient_or_404(patient_id), entered(LABELS))
    try:
        write_to_patient(request_session(), actor(), patient, typed("body").replace("\r\n", "\n"), now=now())
    except Refused as refusal:
        give_up_writing()
        return _page(patient_or_404(patient_id), entered(LABELS, refusal.faults, {"patient": "body"})), 422
    say("The message is on its way. Automatic texts wait while you are talking.")
    return redirect(url_for("patient.show", patient_id=patient_id) + "#conversation")


def _page(patient: Patient, form: FormState) -> str:
    body, rules = form.value("body").strip().replace("\r\n", "\n"), policy()
    quiet = not in_texting_hours(now(), patient.zone, rules.texting_starts, rules.texting_ends)
    cost = count(body)
    return render_template(
        "compose.html",
        patient=patient,
        form=form,
        body=body,
        cost=cost,
        dear=sorted({character for _, character in cost.offending})[:8],
        quiet=quiet,
        unreachable=None if patient.consent_state is ConsentState.GRANTED else words.CONSENT[patient.consent_state],
    )
