"""Taking, resolving and reopening flags."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from adherence.actions.resolve_flag import reopen_flag, resolve_flag
from adherence.actions.take_flag import take_flag
from adherence.db.flags import Flag
from adherence.domain.attention import KINDS_OF_VIEW, View
from adherence.domain.errors import Refused
from adherence.domain.states import FlagKind, FlagState
from adherence.web import words
from adherence.web.choices import instant_in
from adherence.web.forms import FormState, entered, given, typed
from adherence.web.guard import ACTS_ON_PATIENTS, allow
from adherence.web.notices import say, say_refused
from adherence.web.reading import actor, flag_or_404, now, patient_or_404
from adherence.web.sessions import give_up_writing, request_session
from adherence.web.worklist_acts import back_to_list

LABELS = {"outcome": "What came of it", "note": "Note"}
_OF_NUMBERS = ("number_is_right", "number_verified")
"""Outcomes that only answer whether a patient can be reached, and the flags that ask it."""
_ABOUT_NUMBERS = (*KINDS_OF_VIEW[View.UNREACHED], FlagKind.CONTACT)

bp = Blueprint("flags", __name__)


@bp.post("/flags/<uuid:flag_id>/take")
@allow(*ACTS_ON_PATIENTS)
def take(flag_id: UUID) -> Response:
    """Make it mine."""
    flag = flag_or_404(flag_id)
    back = _back(flag)
    try:
        take_flag(request_session(), actor(), flag, now=now())
        say(f"You look after: {words.FLAG[flag.kind]}.")
    except Refused as refusal:
        say_refused(refusal, "this")
    return redirect(back)


@bp.get("/flags/<uuid:flag_id>/resolve")
@allow(*ACTS_ON_PATIENTS)
def resolve_form(flag_id: UUID) -> str | Response:
    """Ask what came of it."""
    flag = flag_or_404(flag_id)
    if flag.state is FlagState.RESOLVED:
        return redirect(_back(flag))
    return _page(flag, FormState({}, LABELS))


@bp.post("/flags/<uuid:flag_id>/resolve")
@allow(*ACTS_ON_PATIENTS)
def resolve(flag_id: UUID) -> tuple[str, int] | Response:
    """Close the flag; the next page offers to undo it."""
    flag = flag_or_404(flag_id)
    wanted = given(outcome=typed("outcome"), note=typed("note"))
    try:
        resolve_flag(request_session(), actor(), flag, wanted, now=now())
    except Refused as refusal:
        give_up_writing()
        return _page(flag_or_404(flag_id), entered(LABELS, refusal.faults)), 422
    say(f"Resolved: {words.FLAG[flag.kind]}.", undo=url_for("flags.reopen", flag_id=flag_id, at=now().isoformat()))
    return redirect(url_for("patient.show", patient_id=flag.patient_id))


@bp.post("/flags/<uuid:flag_id>/reopen")
@allow(*ACTS_ON_PATIENTS)
def reopen(flag_id: UUID) -> Response:
    """Undo a resolution."""
    flag = flag_or_404(flag_id)
    back = back_to_list() if "back" in request.args else url_for("patient.show", patient_id=flag.patient_id)
    try:
        reopen_flag(request_session(), actor(), flag, now=now(), resolved_at=instant_in(request.args.get("at", "")))
        say(f"Open again: {words.FLAG[flag.kind]}.")
    except Refused as refusal:
        say_refused(refusal, "this")
    return redirect(back)


def _back(flag: Flag) -> str:
    """The list, where the button was on it; else the patient."""
    if request.form.get("from") == "list":
        return back_to_list()
    if request.form.get("from") == "flag":
        return url_for("flag_page.show", flag_id=flag.id)
    return url_for("patient.show", patient_id=flag.patient_id)


def _page(flag: Flag, form: FormState) -> str:
    patient = patient_or_404(UUID(flag.patient_id or ""))
    about_number = flag.kind in _ABOUT_NUMBERS
    outcomes = [one for one in words.OUTCOME.items() if about_number or one[0] not in _OF_NUMBERS]
    return render_template("resolve.html", flag=flag, patient=patient, form=form, outcomes=outcomes)
