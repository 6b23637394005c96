"""Recording an injection that was given, or not given with a reason; correcting a record and bringing it back."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from adherence.actions.correct_injection import correct_injection, restore_injection
from adherence.actions.expect_doses import plan_of
from adherence.actions.record_injection import record_injection
from adherence.db.board import injection_regimen
from adherence.db.flags import open_flag_of
from adherence.db.injections import Injection, given_of, injection_by_id, waiting_injection
from adherence.db.patients import Patient
from adherence.domain.errors import Refused
from adherence.domain.regimen import InjectionPlan, plain_number
from adherence.domain.states import FlagKind
from adherence.web.forms import FormState, entered, given, local_input, local_instant, number, typed
from adherence.web.guard import ACTS_ON_PATIENTS, allow
from adherence.web.notices import say, say_refused
from adherence.web.reading import actor, now, patient_or_404
from adherence.web.sessions import give_up_writing, request_session

LABELS = {
    "happened": "What happened",
    "given_at": "When",
    "quantity_mg": "Quantity",
    "side": "Side",
    "lot": "Lot",
    "expires_on": "Expiry",
    "given_by": "Given by",
    "reason": "Reason",
}
CORRECTION_LABELS = LABELS | {"do": "What was wrong", "reason": "Why", "not_given_reason": "Reason"}

BROUGHT_BACK = "Brought back on the patient's page"

bp = Blueprint("injections", __name__)


@bp.get("/patients/<uuid:patient_id>/injections/new")
@allow(*ACTS_ON_PATIENTS)
def form(patient_id: UUID) -> str:
    """The form, with what the plan says."""
    patient = patient_or_404(patient_id)
    start = {
        "happened": "given",
        "given_at": local_input(now(), patient.zone),
        "quantity_mg": _planned_mg(patient),
        "given_by": actor().name,
    }
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
    say(said, warnings=recorded.warnings)
    return redirect(url_for("patient.show", patient_id=patient_id))


@bp.get("/injections/<uuid:injection_id>/correct")
@allow(*ACTS_ON_PATIENTS)
def correct_form(injection_id: UUID) -> str:
    """The record as it is, to be corrected or withdrawn with a reason."""
    injection = _injection_or_404(injection_id)
    patient = patient_or_404(UUID(injection.patient_id))
    start = {
        "do": "correct",
        "happened": "given" if injection.given else "not_given",
        "given_at": local_input(injection.given_at, patient.zone),
        "quantity_mg": "" if injection.quantity_mg is None else str(plain_number(injection.quantity_mg)),
        "side": injection.side or "",
        "lot": injection.lot or "",
        "expires_on": injection.expires_on.isoformat() if injection.expires_on else "",
        "given_by": injection.given_by or "",
        "not_given_reason": injection.reason or "",
    }
    return _correction_page(patient, injection, FormState(start, CORRECTION_LABELS))


@bp.post("/injections/<uuid:injection_id>/correct")
@allow(*ACTS_ON_PATIENTS)
def correct(injection_id: UUID) -> tuple[str, int] | Response:
    """Replace or withdraw the record; dates, texts and flags follow."""
    injection = _injection_or_404(injection_id)
    patient = patient_or_404(UUID(injection.patient_id))
    withdraws = typed("do") == "withdraw"
    asked = {"withdraw": True} if withdraws else _read_correction(patient, injection)
    try:
        asked |= given(reason=typed("reason"))
        recorded = correct_injection(request_session(), actor(), injection, asked, now=now())
    except Refused as refusal:
        give_up_writing()
        injection = _injection_or_404(injection_id)
        state = entered(CORRECTION_LABELS, refusal.faults, {"injection": "do", "not_given": "happened"})
        return _correction_page(patient_or_404(UUID(injection.patient_id)), injection, state), 422
    said = "The record is withdrawn." if withdraws else "The record is corrected."
    say(said, warnings=recorded.warnings, undo=url_for("injections.restore", injection_id=injection_id))
    return redirect(url_for("patient.show", patient_id=injection.patient_id))


@bp.post("/injections/<uuid:injection_id>/restore")
@allow(*ACTS_ON_PATIENTS)
def restore(injection_id: UUID) -> Response:
    """Bring a withdrawn record back; what replaced it is withdrawn."""
    injection = _injection_or_404(injection_id)
    back = url_for("patient.show", patient_id=injection.patient_id)
    try:
        restore_injection(request_session(), actor(), injection, {"reason": BROUGHT_BACK}, now=now())
        say("The record is back. Dates, texts and flags follow it again.")
    except Refused as refusal:
        say_refused(refusal, "the record")
    return redirect(back)


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
        given_by=typed("given_by"),
        reassessed=True if typed("reassessed") else None,
    )


def _read_correction(patient: Patient, injection: Injection) -> dict[str, object]:
    """All fields of the form: one that was emptied is emptied. A time that was not touched keeps its seconds."""
    same = typed("given_at") == local_input(injection.given_at, patient.zone)
    when = {} if same or not typed("given_at") else {"given_at": local_instant(typed("given_at"), patient.zone)}
    return {
        **when,
        "not_given": typed("happened") == "not_given",
        "quantity_mg": number(typed("quantity_mg")),
        "side": typed("side") or None,
        "lot": typed("lot") or None,
        "expires_on": typed("expires_on") or None,
        "given_by": typed("given_by") or None,
        "not_given_reason": typed("not_given_reason") or None,
    }


def _injection_or_404(injection_id: UUID) -> Injection:
    return injection_by_id(request_session(), actor().clinic_id, str(injection_id)) or abort(404)


def _planned_mg(patient: Patient) -> str:
    """What the patient's injection plan says, as text."""
    regimen = injection_regimen(request_session(), patient)
    plan = plan_of(regimen.current) if regimen is not None else None
    return str(plain_number(plan.quantity_mg)) if isinstance(plan, InjectionPlan) else ""


def _page(patient: Patient, state: FormState) -> str:
    session = request_session()
    regimen = injection_regimen(session, patient)
    before = given_of(session, regimen.id) if regimen is not None else []
    dose = waiting_injection(session, regimen.id) if regimen is not None else None
    return render_template(
        "injection.html",
        patient=patient,
        form=state,
        last=before[-1] if before else None,
        lapsed=(dose is not None and now() >= dose.window_closes_at)
        or open_flag_of(session, patient.id, FlagKind.INJECTION_LAPSED) is not None,
    )


def _correction_page(patient: Patient, injection: Injection, state: FormState) -> str:
    return render_template("injection_correct.html", patient=patient, record=injection, form=state)
