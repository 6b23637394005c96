"""Ticking the steps between two injections, one click each, and booking the visit."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from adherence.actions.record_cycle_step import record_cycle_step
from adherence.actions.undo_cycle_step import undo_cycle_step
from adherence.db.board import running_cycle
from adherence.db.patients import Patient
from adherence.domain.cycle import Cycle, cycle_at
from adherence.domain.errors import Refused
from adherence.domain.states import CycleStep
from adherence.web import words
from adherence.web.cycle_drawing import cycle_bar
from adherence.web.filters import moment
from adherence.web.forms import FormState, entered, given, local_input, local_instant, typed
from adherence.web.guard import ACTS_ON_PATIENTS, allow
from adherence.web.notices import say
from adherence.web.reading import actor, now, patient_or_404
from adherence.web.sessions import give_up_writing, request_session

LABELS = {"on": "Day", "time": "Time"}

bp = Blueprint("cycles", __name__)


@bp.post("/patients/<uuid:patient_id>/injection-steps/<step>")
@allow(*ACTS_ON_PATIENTS)
def tick(patient_id: UUID, step: str) -> Response:
    """Tick a step, or take it back; the next page offers to undo it."""
    patient, wanted = patient_or_404(patient_id), _step(step)
    takes_back = typed("done") == "no"
    asked = given(step=wanted.value, done=False if takes_back else None, value=typed("value"))
    try:
        recorded = record_cycle_step(request_session(), actor(), patient, asked, now=now())
        said = f"{'Taken back' if takes_back else 'Ticked'} for {patient.name}: {words.STEP[wanted]}."
        say(said, warnings=recorded.warnings, undo=_undo_address(patient_id, wanted))
    except Refused as refusal:
        _say_refused(refusal)
    return redirect(_back(patient_id))


@bp.post("/patients/<uuid:patient_id>/injection-steps/<step>/undo")
@allow(*ACTS_ON_PATIENTS)
def undo(patient_id: UUID, step: str) -> Response:
    """Take back the newest click; what held before holds again."""
    patient, wanted = patient_or_404(patient_id), _step(step)
    try:
        undo_cycle_step(request_session(), actor(), patient, wanted, now=now())
        say(f"Undone for {patient.name}: {words.STEP[wanted]} is as it was before.")
    except Refused as refusal:
        _say_refused(refusal)
    return redirect(_back(patient_id))


@bp.get("/patients/<uuid:patient_id>/visit")
@allow(*ACTS_ON_PATIENTS)
def visit_form(patient_id: UUID) -> str | Response:
    """Ask for day and time; what is booked, or the due date at the plan's time, stands there already."""
    patient = patient_or_404(patient_id)
    cycle = _cycle(patient)
    if cycle is None:
        say("Not possible: no injection of this patient waits.")
        return redirect(url_for("patient.show", patient_id=patient_id))
    on, _, at = local_input(max(cycle.visit_at, now()), patient.zone).partition("T")
    return _page(patient, cycle, FormState({"on": on, "time": at}, LABELS))


@bp.post("/patients/<uuid:patient_id>/visit")
@allow(*ACTS_ON_PATIENTS)
def book(patient_id: UUID) -> tuple[str, int] | Response:
    """Book the visit; its texts move with it."""
    patient = patient_or_404(patient_id)
    at = local_instant(f"{typed('on')}T{typed('time')}", patient.zone) if typed("on") or typed("time") else None
    try:
        asked = given(step=CycleStep.VISIT_BOOKED.value, at=at)
        recorded = record_cycle_step(request_session(), actor(), patient, asked, now=now())
    except Refused as refusal:
        give_up_writing()
        patient = patient_or_404(patient_id)
        cycle = _cycle(patient)
        if cycle is None:
            _say_refused(refusal)
            return redirect(url_for("patient.show", patient_id=patient_id))
        return _page(patient, cycle, entered(LABELS, refusal.faults, {"at": "on"})), 422
    said = f"Booked for {patient.name}: {moment(recorded.line.at, patient.zone, now())}. The texts move with it."
    say(said, warnings=recorded.warnings, undo=_undo_address(patient_id, CycleStep.VISIT_BOOKED))
    return redirect(_back(patient_id))


def _step(name: str) -> CycleStep:
    return CycleStep(name) if name in set(CycleStep) else abort(404)


def _cycle(patient: Patient) -> Cycle | None:
    running = running_cycle(request_session(), patient)
    return cycle_at(running.facts, now()) if running is not None else None


def _undo_address(patient_id: UUID, step: CycleStep) -> str:
    return url_for("cycles.undo", patient_id=patient_id, step=step.value, back=_place() or None)


def _place() -> str:
    """The board, where the button was on it."""
    return "board" if "board" in (typed("back"), request.args.get("back", "")) else ""


def _back(patient_id: UUID) -> str:
    if _place():
        return url_for("schedule.board")
    return url_for("patient.show", patient_id=patient_id, _anchor="cycle")


def _say_refused(refusal: Refused) -> None:
    give_up_writing()
    fault = refusal.faults[0]
    say(f"Not done: the {fault.field} {fault.message}.")


def _page(patient: Patient, cycle: Cycle, form: FormState) -> str:
    bar = cycle_bar(cycle, patient.zone, now())
    return render_template("visit.html", patient=patient, cycle=cycle, bar=bar, form=form, back=_place())
