"""Holds: entered with their stop and restart worked out first, ended, withdrawn and brought back."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from adherence.actions.end_hold import end_hold
from adherence.actions.enter_hold import WantedHold, check_hold, enter_hold
from adherence.actions.withdraw_hold import restore_hold, withdraw_hold
from adherence.db.holds import Hold, hold_by_id
from adherence.db.patients import Patient
from adherence.domain.errors import Refused
from adherence.domain.states import HoldKind
from adherence.domain.timing import local_date
from adherence.web import words
from adherence.web.filters import day
from adherence.web.forms import FormState, entered, given, typed
from adherence.web.guard import ACTS_ON_PATIENTS, allow
from adherence.web.hold_card import restart_sentence
from adherence.web.notices import say, say_refused
from adherence.web.reading import actor, now, patient_or_404, policy
from adherence.web.sessions import give_up_writing, request_session

LABELS = {
    "kind": "Why",
    "from": "First day",
    "to": "Last day",
    "reason": "Reason",
    "override": "Prescriber",
    "override.by": "Prescriber",
    "override.reason": "Reason for the override",
}
INPUTS = {"patient": "kind", "override.by": "override", "override.reason": "override_reason"}
END_LABELS = {"what": "What happened", "on": "Last day", "reason": "Reason"}

bp = Blueprint("holds", __name__)


@bp.get("/patients/<uuid:patient_id>/holds/new")
@allow(*ACTS_ON_PATIENTS)
def form(patient_id: UUID) -> str:
    """An empty form, from today on."""
    patient = patient_or_404(patient_id)
    return _page(patient, FormState({"from": local_date(now(), patient.zone).isoformat()}, LABELS))


@bp.post("/patients/<uuid:patient_id>/holds/new")
@allow(*ACTS_ON_PATIENTS)
def enter(patient_id: UUID) -> tuple[str, int] | str | Response:
    """Show what follows from the dates, or store the hold: doses and texts follow at once."""
    patient = patient_or_404(patient_id)
    wanted = _read()
    try:
        if typed("do") == "preview":
            worked_out = check_hold(request_session(), patient, wanted, now=now())
            give_up_writing()
            return _page(patient_or_404(patient_id), entered(LABELS, inputs=INPUTS), worked_out)
        stored = enter_hold(request_session(), actor(), patient, wanted, now=now())
    except Refused as refusal:
        give_up_writing()
        return _page(patient_or_404(patient_id), entered(LABELS, refusal.faults, INPUTS)), 422
    today = local_date(now(), patient.zone)
    said, undo = f"The hold is entered. {restart_sentence(stored.hold, today)}", "holds.undo_entry"
    say(said, warnings=stored.warnings, undo=url_for(undo, hold_id=stored.hold.id))
    return redirect(url_for("patient.show", patient_id=patient_id))


@bp.get("/holds/<uuid:hold_id>/end")
@allow(*ACTS_ON_PATIENTS)
def end_form(hold_id: UUID) -> str:
    """Another last day, or a hold that was called off or entered by mistake."""
    hold = _hold_or_404(hold_id)
    patient = patient_or_404(UUID(hold.patient_id))
    today = local_date(now(), patient.zone)
    on = today if hold.from_on <= today else hold.from_on
    return _end_page(hold, patient, FormState({"what": "end", "on": on.isoformat()}, END_LABELS))


@bp.post("/holds/<uuid:hold_id>/end")
@allow(*ACTS_ON_PATIENTS)
def end(hold_id: UUID) -> tuple[str, int] | Response:
    """Change the last day or withdraw; the days after are planned again."""
    hold = _hold_or_404(hold_id)
    patient_id = UUID(hold.patient_id)
    try:
        if typed("what") == "withdraw":
            withdraw_hold(request_session(), actor(), hold, given(reason=typed("reason")), now=now())
            said = "The hold is withdrawn: doses still to come are back."
        else:
            data = given(on=typed("on"), reason=typed("reason"))
            changed = end_hold(request_session(), actor(), hold, data, now=now())
            today = local_date(now(), patient_or_404(patient_id).zone)
            said = "The hold is called off." if changed.withdrawn else restart_sentence(changed, today)
    except Refused as refusal:
        give_up_writing()
        form = entered(END_LABELS, refusal.faults, {"hold": "what"})
        return _end_page(_hold_or_404(hold_id), patient_or_404(patient_id), form), 422
    say(said, undo=url_for("holds.bring_back", hold_id=hold_id))
    return redirect(url_for("patient.show", patient_id=patient_id))


@bp.post("/holds/<uuid:hold_id>/undo-entry")
@allow(*ACTS_ON_PATIENTS)
def undo_entry(hold_id: UUID) -> Response:
    """Take back what was just entered."""
    hold = _hold_or_404(hold_id)
    back = url_for("patient.show", patient_id=hold.patient_id)
    try:
        withdraw_hold(request_session(), actor(), hold, {"reason": "Taken back right after it was entered"}, now=now())
        say("The hold is taken back.", undo=url_for("holds.bring_back", hold_id=hold_id))
    except Refused as refusal:
        say_refused(refusal, "the hold")
    return redirect(back)


@bp.post("/holds/<uuid:hold_id>/bring-back")
@allow(*ACTS_ON_PATIENTS)
def bring_back(hold_id: UUID) -> Response:
    """Bring back a hold that was changed or withdrawn."""
    hold = _hold_or_404(hold_id)
    back = url_for("patient.show", patient_id=hold.patient_id)
    try:
        restore_hold(request_session(), actor(), hold, {"reason": "Brought back on the patient's page"}, now=now())
        say(f"The {words.HOLD[hold.kind].lower()} hold is back.")
    except Refused as refusal:
        say_refused(refusal, "the hold")
    return redirect(back)


def _read() -> dict[str, object]:
    override = given(by=typed("override"), reason=typed("override_reason"))
    return given(
        **{"kind": typed("kind"), "from": typed("from"), "to": typed("to"), "reason": typed("reason")},
        override=override if typed("kind") == HoldKind.PROCEDURE else None,
    )


def _hold_or_404(hold_id: UUID) -> Hold:
    return hold_by_id(request_session(), actor().clinic_id, str(hold_id)) or abort(404)


def _page(patient: Patient, state: FormState, preview: WantedHold | None = None) -> str:
    today = local_date(now(), patient.zone)
    return render_template(
        "hold.html",
        patient=patient,
        form=state,
        preview=preview,
        restart=restart_sentence(preview, today) if preview else "",
        kinds=words.HOLD_CHOICE.items(),
        policy=policy(),
        today=today,
    )


def _end_page(hold: Hold, patient: Patient, state: FormState) -> str:
    today = local_date(now(), patient.zone)
    line = f"{words.HOLD[hold.kind]}, {day(hold.from_on, today)} to {day(hold.to_on, today)}"
    return render_template("hold_end.html", hold=hold, line=line, patient=patient, form=state)
