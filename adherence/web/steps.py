"""Moving a plan in steps, and undoing the newest change of a plan: each asks for the reason."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from adherence.actions.expect_doses import plan_of
from adherence.actions.move_step import Standing, first_day_to_move, move_step, standing_on
from adherence.actions.undo_version import change_to_undo, undo_version
from adherence.db.patients import Patient
from adherence.db.regimens import Regimen
from adherence.domain.errors import Refused
from adherence.domain.titration import Move
from adherence.web import words
from adherence.web.forms import FormState, entered, given, typed
from adherence.web.guard import ACTS_ON_PATIENTS, allow
from adherence.web.notices import say
from adherence.web.plans import cause_line, plan_line
from adherence.web.reading import actor, now, patient_or_404, regimen_or_404
from adherence.web.sessions import give_up_writing, request_session

MOVE_LABELS = {"from": "From", "reason": "Reason"}
UNDO_LABELS = {"reason": "Reason"}
_OTHER_FAULTS = {"move": "from", "regimen": "from"}

bp = Blueprint("steps", __name__)


@bp.get("/regimens/<uuid:regimen_id>/steps/<any(forward, hold, back):move>")
@allow(*ACTS_ON_PATIENTS)
def form(regimen_id: UUID, move: str) -> str:
    """What the move does, from when, and why."""
    regimen = regimen_or_404(regimen_id)
    patient = patient_or_404(UUID(regimen.patient_id))
    first = first_day_to_move(request_session(), regimen, patient, now=now())
    return _page(regimen, patient, Move(move), FormState({"from": first.isoformat()}, MOVE_LABELS))


@bp.post("/regimens/<uuid:regimen_id>/steps/<any(forward, hold, back):move>")
@allow(*ACTS_ON_PATIENTS)
def store(regimen_id: UUID, move: str) -> tuple[str, int] | Response:
    """Store the move; past doses keep the step they were planned by."""
    regimen = regimen_or_404(regimen_id)
    wanted = given(**{"move": move, "from": typed("from"), "reason": typed("reason")})
    try:
        move_step(request_session(), actor(), regimen, wanted, now=now())
    except Refused as refusal:
        give_up_writing()
        again = regimen_or_404(regimen_id)
        state = entered(MOVE_LABELS, refusal.faults, _OTHER_FAULTS)
        return _page(again, patient_or_404(UUID(again.patient_id)), Move(move), state), 422
    say(f"Stored: {words.MOVE[Move(move)].lower()}.")
    return redirect(url_for("patient.show", patient_id=regimen.patient_id))


@bp.get("/regimens/<uuid:regimen_id>/undo")
@allow(*ACTS_ON_PATIENTS)
def undo_form(regimen_id: UUID) -> str:
    """Which change is undone, and why."""
    return _undo_page(regimen_or_404(regimen_id), FormState({}, UNDO_LABELS))


@bp.post("/regimens/<uuid:regimen_id>/undo")
@allow(*ACTS_ON_PATIENTS)
def undo(regimen_id: UUID) -> tuple[str, int] | Response:
    """The plan of the version before holds again from today on."""
    regimen = regimen_or_404(regimen_id)
    try:
        undone = undo_version(request_session(), actor(), regimen, given(reason=typed("reason")), now=now())
    except Refused as refusal:
        give_up_writing()
        return _undo_page(regimen_or_404(regimen_id), entered(UNDO_LABELS, refusal.faults)), 422
    say("The change is undone.", warnings=undone.warnings)
    return redirect(url_for("patient.show", patient_id=regimen.patient_id))


def _page(regimen: Regimen, patient: Patient, move: Move, state: FormState) -> str:
    standing = _standing(regimen, patient)
    return render_template(
        "move_step.html",
        regimen=regimen,
        patient=patient,
        form=state,
        move=move,
        standing=standing,
        target=standing.after(move) if standing else None,
    )


def _standing(regimen: Regimen, patient: Patient) -> Standing | None:
    """Where the plan stands on the next day whose dose has not begun; None where it has no steps then."""
    try:
        return standing_on(regimen, first_day_to_move(request_session(), regimen, patient, now=now()))
    except Refused:
        return None


def _undo_page(regimen: Regimen, state: FormState) -> str:
    if len(regimen.versions) < 2:
        abort(404)
    before, newest = change_to_undo(regimen)
    return render_template(
        "undo_version.html",
        patient=patient_or_404(UUID(regimen.patient_id)),
        form=state,
        before=plan_line(plan_of(before)),
        newest=plan_line(plan_of(newest)),
        cause=cause_line(newest),
    )
