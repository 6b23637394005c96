"""Supporters as staff add, ask, prolong and end them."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from adherence.actions.add_supporter import add_supporter
from adherence.actions.ask_supporter import ask_supporter
from adherence.actions.end_support import end_supporter, extend_support
from adherence.db.patients import Patient
from adherence.db.supporters import Supporter, supporter_by_id
from adherence.domain.errors import Refused
from adherence.domain.timing import local_date
from adherence.web.consent_words import END_REASON, SUPPORT_EVENT
from adherence.web.forms import FormState, day_instant, entered, given, typed
from adherence.web.guard import ACTS_ON_PATIENTS, allow
from adherence.web.notices import say, say_refused
from adherence.web.reading import actor, now, patient_or_404
from adherence.web.sessions import give_up_writing, request_session

LABELS = {
    "name": "Name",
    "phone": "Mobile number",
    "language": "Language",
    "events": "What they are told of",
    "rights": "What the patient allows",
    "expires_on": "Until",
    "consent.method": "How the patient agreed",
    "consent.given_at": "Date",
}
INPUTS = {"patient": "name", "sees_doses": "rights", "may_name": "rights"}
EXTEND_LABELS = {"expires_on": "Until", "given_at": "The patient agreed on"}
END_LABELS = {"reason": "Why"}
_USUAL_DAYS = 90

bp = Blueprint("supporters", __name__)


@bp.get("/patients/<uuid:patient_id>/supporters/new")
@allow(*ACTS_ON_PATIENTS)
def form(patient_id: UUID) -> str:
    """An empty form for a quarter of a year."""
    patient = patient_or_404(patient_id)
    today = local_date(now(), patient.zone)
    start = {"language": patient.language, "consent.method": "verbal", "consent.given_at": today.isoformat()}
    until = (today + timedelta(days=_USUAL_DAYS)).isoformat()
    return _page(patient, FormState(start | {"expires_on": until, "events": "no_answer_days"}, LABELS))


@bp.post("/patients/<uuid:patient_id>/supporters/new")
@allow(*ACTS_ON_PATIENTS)
def add(patient_id: UUID) -> tuple[str, int] | Response:
    """Add the person; a text asks whether they agree, and nothing else is sent before the answer."""
    patient = patient_or_404(patient_id)
    try:
        added = add_supporter(request_session(), actor(), patient, _read(patient), now=now())
    except Refused as refusal:
        give_up_writing()
        return _page(patient_or_404(patient_id), entered(LABELS, refusal.faults, INPUTS)), 422
    say(f"{added.name} is asked by text. Nothing is told before the answer OK.")
    return redirect(url_for("patient.show", patient_id=patient_id, _anchor="supporters"))


@bp.get("/supporters/<uuid:supporter_id>/extend")
@allow(*ACTS_ON_PATIENTS)
def extend_form(supporter_id: UUID) -> str:
    """Another last day."""
    supporter = _supporter_or_404(supporter_id)
    today = local_date(now(), patient_or_404(UUID(supporter.patient_id)).zone)
    held = {"expires_on": supporter.expires_on.isoformat(), "given_at": today.isoformat()}
    return _extend_page(supporter, FormState(held, EXTEND_LABELS))


@bp.post("/supporters/<uuid:supporter_id>/extend")
@allow(*ACTS_ON_PATIENTS)
def extend(supporter_id: UUID) -> tuple[str, int] | Response:
    """Set the last day that the patient agreed to."""
    supporter = _supporter_or_404(supporter_id)
    patient = patient_or_404(UUID(supporter.patient_id))
    wanted = given(expires_on=typed("expires_on"), given_at=day_instant(typed("given_at"), patient.zone, now()))
    try:
        extend_support(request_session(), actor(), supporter, wanted, now=now())
    except Refused as refusal:
        give_up_writing()
        state = entered(EXTEND_LABELS, refusal.faults, {"supporter": "expires_on"})
        return _extend_page(_supporter_or_404(supporter_id), state), 422
    say("The end is changed.")
    return redirect(url_for("patient.show", patient_id=patient.id, _anchor="supporters"))


@bp.get("/supporters/<uuid:supporter_id>/end")
@allow(*ACTS_ON_PATIENTS)
def end_form(supporter_id: UUID) -> str:
    """Why it ends."""
    return _end_page(_supporter_or_404(supporter_id), FormState({"reason": "patients_wish"}, END_LABELS))


@bp.post("/supporters/<uuid:supporter_id>/end")
@allow(*ACTS_ON_PATIENTS)
def end(supporter_id: UUID) -> tuple[str, int] | Response:
    """Tell this person nothing more."""
    supporter = _supporter_or_404(supporter_id)
    try:
        end_supporter(request_session(), actor(), supporter, given(reason=typed("reason")), now=now())
    except Refused as refusal:
        give_up_writing()
        state = entered(END_LABELS, refusal.faults, {"supporter": "reason"})
        return _end_page(_supporter_or_404(supporter_id), state), 422
    say(f"{supporter.name} is told nothing more.")
    return redirect(url_for("patient.show", patient_id=supporter.patient_id, _anchor="supporters"))


@bp.post("/supporters/<uuid:supporter_id>/ask")
@allow(*ACTS_ON_PATIENTS)
def ask(supporter_id: UUID) -> Response:
    """Ask once more, once a day at most."""
    supporter = _supporter_or_404(supporter_id)
    patient_id = supporter.patient_id
    try:
        ask_supporter(request_session(), actor(), supporter, now=now())
        say("The question goes once more, if it did not go today already.")
    except Refused as refusal:
        say_refused(refusal, "the supporter")
    return redirect(url_for("patient.show", patient_id=patient_id, _anchor="supporters"))


def _read(patient: Patient) -> dict[str, object]:
    rights = request.form.getlist("rights")
    consent = given(
        method=typed("consent.method"), given_at=day_instant(typed("consent.given_at"), patient.zone, now())
    )
    person = given(
        name=typed("name"),
        phone=typed("phone"),
        language=typed("language"),
        events=request.form.getlist("events"),
        expires_on=typed("expires_on"),
    )
    return person | {"sees_doses": "sees_doses" in rights, "may_name": "may_name" in rights, "consent": consent}


def _supporter_or_404(supporter_id: UUID) -> Supporter:
    return supporter_by_id(request_session(), actor().clinic_id, str(supporter_id)) or abort(404)


def _page(patient: Patient, state: FormState) -> str:
    return render_template("supporter.html", patient=patient, form=state, events=SUPPORT_EVENT.items())


def _extend_page(supporter: Supporter, state: FormState) -> str:
    patient = patient_or_404(UUID(supporter.patient_id))
    return render_template("supporter_extend.html", patient=patient, supporter=supporter, form=state)


def _end_page(supporter: Supporter, state: FormState) -> str:
    patient = patient_or_404(UUID(supporter.patient_id))
    return render_template(
        "supporter_end.html", patient=patient, supporter=supporter, form=state, reasons=END_REASON.items()
    )
