"""Recording an injection that was given, or not given with a reason."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from adherence.actions.expect_doses import plan_of
from adherence.actions.record_injection import record_injection
from adherence.db.patients import Patient
from adherence.db.regimens import regimens_of
from adherence.domain.errors import Refused
from adherence.domain.regimen import InjectionPlan, plain_number
from adherence.domain.states import PlanKind, RegimenState
from adherence.web.forms import FormState, entered, given, local_input, local_instant, number, typed
from adherence.web.guard import ACTS_ON_PATIENTS, allow
from adherence.web.notices import say
from adherence.web.reading import actor, now, patient_or_404
from adherence.web.sessions import give_up_writing, request_session

LABELS = {
    "happened": "What happened",
    "given_at": "When",
    "quantity_mg": "Quantity",
    "side": "Side",
    "lot": "Lot",
    "expires_on": "Expiry",
    "reason": "Reason",
}

bp = Blueprint("injections", __name__)


@bp.get("/patients/<uuid:patient_id>/injections/new")
@allow(*ACTS_ON_PATIENTS)
def form(patient_id: UUID) -> str:
    """The form, with what the plan says."""
    patient = patient_or_404(patient_id)
    start = {"happened": "given", "given_at": local_input(now(), patient.zone), "quantity_mg": _planned_mg(patient)}
    return _page(patient, FormState(start, LABELS))


@bp.post("/patients/<uuid:patient_id>/injections/new")
@allow(*ACTS_ON_PATIENTS)
def record(patient_id: UUID) -> tuple[str, int] | Response:
    """Store the record; the next due date counts from it."""
    patient = patient_or_404(patient_id)
    try:
        recorded = record_injection(request_session(), actor(), patient, _read(patient), now=now())
    except Refused as refusal:
        give_up_writing()
        return _page(patient_or_404(patient_id), entered(LABELS, refusal.faults, {"patient": "happened"})), 422
    said = "The injection is recorded." if recorded.injection.given else "Recorded: the injection was not given."
    say(" ".join([said, *recorded.warnings]))
    return redirect(url_for("patient.show", patient_id=patient_id))


def _read(patient: Patient) -> dict[str, object]:
    given_at = local_instant(typed("given_at"), patient.zone) if typed("given_at") else None
    if typed("happened") == "not_given":
        return given(not_given=True, given_at=given_at, reason=typed("reason"))
    return given(
        given_at=given_at,
        quantity_mg=number(typed("quantity_mg")),
        side=typed("side"),
        lot=typed("lot"),
        expires_on=typed("expires_on"),
    )


def _planned_mg(patient: Patient) -> str:
    """What the patient's injection plan says, as text."""
    for regimen in regimens_of(request_session(), patient.clinic_id, patient.id):
        if regimen.kind is PlanKind.INJECTION and regimen.state is RegimenState.ACTIVE:
            plan = plan_of(regimen.current)
            if isinstance(plan, InjectionPlan):
                return str(plain_number(plan.quantity_mg))
    return ""


def _page(patient: Patient, state: FormState) -> str:
    return render_template("injection.html", patient=patient, form=state)
