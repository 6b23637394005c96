"""Recording, correcting and taking back what became of a dose; declaring a risk day."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from adherence.actions.declare_risk_day import declare_risk_day
from adherence.actions.record_administration import record_administration, undo_administration
from adherence.actions.record_again import record_again, taken_back_last
from adherence.actions.settle_dose import current_record
from adherence.db.doses import Dose, administrations_of
from adherence.db.overview import names_of_staff
from adherence.domain.errors import Refused
from adherence.domain.regimen import Fault
from adherence.domain.states import TAKEN_STATES, PlanKind
from adherence.web import words
from adherence.web.forms import FormState, entered, given, local_input, local_instant, number, typed
from adherence.web.guard import ACTS_ON_PATIENTS, allow
from adherence.web.ledger import ledger_lines
from adherence.web.notices import say, say_refused
from adherence.web.reading import actor, dose_or_404, now, patient_or_404
from adherence.web.sessions import give_up_writing, request_session

LABELS = {
    "state": "What happened",
    "taken_at": "When it was taken",
    "quantity_mg": "Quantity",
    "reason": "Reason",
    "source": "Who says so",
    "note": "Why, and notes",
}
_STATES = ("taken", "skipped", "missed")
RISK_LABELS = {"on": "Day", "declined": "What it is", "anticipated_at": "Expected time"}

bp = Blueprint("records", __name__)


@bp.get("/doses/<int:dose_id>")
@allow(*ACTS_ON_PATIENTS)
def dose_form(dose_id: int) -> str:
    """One dose with its records, and the form for a new one."""
    dose = _tablet_or_404(dose_id)
    patient = patient_or_404(UUID(dose.patient_id))
    # Once the window is over, the planned time is the likeliest: the form says so, and staff may know better.
    said_at = dose.taken_at or (now() if now() < dose.window_closes_at else dose.due_at)
    start = {"taken_at": local_input(said_at, patient.zone), "source": "staff"}
    return _page(dose, FormState(start, LABELS))


@bp.post("/doses/<int:dose_id>")
@allow(*ACTS_ON_PATIENTS)
def record(dose_id: int) -> tuple[str, int] | Response:
    """Record or correct; what was recorded before stays visible, and replacing it needs a reason."""
    dose = _tablet_or_404(dose_id)
    patient = patient_or_404(UUID(dose.patient_id))
    taken = typed("state") == "taken"
    said = given(
        state=typed("state"),
        taken_at=local_instant(typed("taken_at"), patient.zone) if taken and typed("taken_at") else None,
        quantity_mg=number(typed("quantity_mg")) if taken else None,
        reason=None if taken else typed("reason"),
        source=typed("source"),
        note=typed("note"),
        supersedes=typed("supersedes"),
    )
    faults = _missing_reason(dose, said)
    try:
        record_administration(request_session(), actor(), dose, said, now=now())
    except Refused as refusal:
        faults += refusal.faults
    if faults:
        give_up_writing()
        return _page(_tablet_or_404(dose_id), entered(LABELS, faults)), 422
    say(f"Recorded: {words.DOSE[dose.state]}.", undo=_address("records.undo", dose_id))
    return redirect(_back(dose))


@bp.post("/doses/<int:dose_id>/undo")
@allow(*ACTS_ON_PATIENTS)
def undo(dose_id: int) -> Response:
    """Take back the newest record; the one before holds again."""
    dose = _tablet_or_404(dose_id)
    back = _back(dose)
    try:
        undo_administration(request_session(), actor(), dose, now=now())
        again = _address("records.again", dose_id)
        say(f"Taken back. The dose is now: {words.DOSE[dose.state_at(now())]}.", undo=again)
    except Refused as refusal:
        say_refused(refusal, "the dose")
    return redirect(back)


@bp.post("/doses/<int:dose_id>/again")
@allow(*ACTS_ON_PATIENTS)
def again(dose_id: int) -> Response:
    """Record again what was just taken back."""
    dose = _tablet_or_404(dose_id)
    back = _back(dose)
    try:
        record_again(request_session(), actor(), dose, now=now())
        say(f"Recorded again: {words.DOSE[dose.state]}.", undo=_address("records.undo", dose_id))
    except Refused as refusal:
        say_refused(refusal, "the dose")
    return redirect(back)


@bp.get("/patients/<uuid:patient_id>/risk-days")
@allow(*ACTS_ON_PATIENTS)
def risk_day_form(patient_id: UUID) -> str:
    """Declare a high-risk day, or take one back."""
    return render_template(
        "risk_day.html", patient=patient_or_404(patient_id), form=FormState({"declined": "no"}, RISK_LABELS)
    )


@bp.post("/patients/<uuid:patient_id>/risk-days")
@allow(*ACTS_ON_PATIENTS)
def declare(patient_id: UUID) -> tuple[str, int] | Response:
    """Store the declared day; its prompt is planned, or taken back, at once."""
    patient = patient_or_404(patient_id)
    declined = typed("declined") == "yes"
    at = None if declined else typed("anticipated_at")
    wanted = given(on=typed("on"), anticipated_at=at, declined=declined or None)
    try:
        declare_risk_day(request_session(), actor(), patient, wanted, now=now())
    except Refused as refusal:
        give_up_writing()
        form = entered(RISK_LABELS, refusal.faults, {"patient": "on"})
        return render_template("risk_day.html", patient=patient_or_404(patient_id), form=form), 422
    say("The day is no risk day now." if declined else "The risk day is declared.")
    return redirect(url_for("patient.show", patient_id=patient_id))


def _from_day() -> bool:
    return request.args.get("back") == "day"


def _address(endpoint: str, dose_id: int) -> str:
    """The address of another act on the dose, which leads back to where this one leads."""
    return url_for(endpoint, dose_id=dose_id, back="day" if _from_day() else None)


def _back(dose: Dose) -> str:
    """The page that the person came from: the day of the dose, or the patient."""
    if _from_day():
        return url_for("days.show", patient_id=dose.patient_id, on=dose.on.isoformat())
    return url_for("patient.show", patient_id=dose.patient_id)


def _tablet_or_404(dose_id: int) -> Dose:
    dose = dose_or_404(dose_id)
    return dose if dose.kind is not PlanKind.INJECTION else abort(404)


def _missing_reason(dose: Dose, said: dict[str, object]) -> list[Fault]:
    """Replacing a record of another state needs a reason (on pages; other systems may have none to give)."""
    holding = current_record(request_session(), dose)
    if holding is None or "note" in said or said.get("state") not in _STATES:
        return []
    same = said["state"] == ("taken" if holding.state in TAKEN_STATES else holding.state)
    return [] if same else [Fault("note", "is missing; say why the earlier record is corrected")]


def _page(dose: Dose, form: FormState) -> str:
    session = request_session()
    records, names = administrations_of(session, dose.id), names_of_staff(session, actor().clinic_id)
    holding = current_record(session, dose)
    return render_template(
        "dose.html",
        dose=dose,
        patient=patient_or_404(UUID(dose.patient_id)),
        form=form,
        lines=ledger_lines(records, holding, names),
        holding=holding,
        gone=taken_back_last(records),
        back=_back(dose),
        from_day="day" if _from_day() else None,
    )
