"""Pauses of texts as staff enter and end them."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from adherence.actions.pause_texts import enter_pause
from adherence.actions.resume_texts import end_pause
from adherence.db.patients import Patient
from adherence.db.topic_pauses import pause_by_id
from adherence.domain.errors import Refused
from adherence.domain.pauses import LONGEST_PAUSE_DAYS
from adherence.domain.timing import local_date
from adherence.web.consent_words import PAUSE
from adherence.web.filters import day
from adherence.web.forms import FormState, entered, given, typed
from adherence.web.guard import ACTS_ON_PATIENTS, allow
from adherence.web.notices import say, say_refused
from adherence.web.reading import actor, now, patient_or_404, policy
from adherence.web.sessions import give_up_writing, request_session

LABELS = {"topic": "What to pause", "until": "Texts go on"}

bp = Blueprint("pauses", __name__)


@bp.get("/patients/<uuid:patient_id>/pauses/new")
@allow(*ACTS_ON_PATIENTS)
def form(patient_id: UUID) -> str:
    """A form for the clinic's usual number of days."""
    patient = patient_or_404(patient_id)
    until = local_date(now(), patient.zone) + timedelta(days=policy().pause_days)
    return _page(patient, FormState({"topic": "everything", "until": until.isoformat()}, LABELS))


@bp.post("/patients/<uuid:patient_id>/pauses/new")
@allow(*ACTS_ON_PATIENTS)
def enter(patient_id: UUID) -> tuple[str, int] | Response:
    """Pause what the patient asked to pause."""
    patient = patient_or_404(patient_id)
    wanted = given(topic=typed("topic"), until=typed("until"))
    try:
        pause = enter_pause(request_session(), actor(), patient, wanted, now=now())
    except Refused as refusal:
        give_up_writing()
        return _page(patient_or_404(patient_id), entered(LABELS, refusal.faults, {"patient": "topic"})), 422
    until = day(pause.until_on, local_date(now(), patient.zone))
    say(f"Paused: {PAUSE[pause.topic].lower()}. They go on {until}.", undo=url_for("pauses.end", pause_id=pause.id))
    return redirect(url_for("patient.show", patient_id=patient_id, _anchor="consent"))


@bp.post("/pauses/<uuid:pause_id>/end")
@allow(*ACTS_ON_PATIENTS)
def end(pause_id: UUID) -> Response:
    """End a pause before its date."""
    pause = pause_by_id(request_session(), actor().clinic_id, str(pause_id)) or abort(404)
    patient_id = pause.patient_id
    try:
        end_pause(request_session(), actor(), pause, now=now())
        say("The pause is ended: what is still in its time leaves now.")
    except Refused as refusal:
        say_refused(refusal, "the pause")
    return redirect(url_for("patient.show", patient_id=patient_id, _anchor="consent"))


def _page(patient: Patient, state: FormState) -> str:
    return render_template("pause.html", patient=patient, form=state, topics=PAUSE.items(), longest=LONGEST_PAUSE_DAYS)
