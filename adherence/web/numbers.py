"""Settling a number that was reported as wrong, or that cannot take texts."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from adherence.actions.correct_number import confirm_number, correct_number, is_new_and_shared
from adherence.db.flags import open_flag_of
from adherence.db.past_numbers import past_numbers_of
from adherence.db.patients import Patient
from adherence.domain.errors import Refused
from adherence.domain.states import FlagKind
from adherence.web.consent_words import WHY_LEFT
from adherence.web.forms import FormState, entered, given, typed
from adherence.web.guard import ACTS_ON_PATIENTS, allow
from adherence.web.notices import say
from adherence.web.reading import actor, now, patient_or_404
from adherence.web.sessions import give_up_writing, request_session

ANEW_LABEL = "Agreement to texts on this number"
LABELS = {"what": "What you found out", "phone": "The patient's number", "agreed_anew": ANEW_LABEL}
_RIGHT = "right"

bp = Blueprint("numbers", __name__)


@bp.get("/patients/<uuid:patient_id>/number")
@allow(*ACTS_ON_PATIENTS)
def form(patient_id: UUID) -> str:
    """What was reported, and the two ways out."""
    return _page(patient_or_404(patient_id), FormState({}, LABELS))


@bp.post("/patients/<uuid:patient_id>/number")
@allow(*ACTS_ON_PATIENTS)
def settle(patient_id: UUID) -> tuple[str, int] | Response:
    """Enter the right number, or say that the old one is right."""
    patient, what = patient_or_404(patient_id), typed("what")
    try:
        if what == _RIGHT:
            confirm_number(request_session(), actor(), patient, now=now())
            say("The number is in use again: what is still in its time leaves now.")
        else:
            wanted = given(phone=typed("phone"), agreed_anew=agreed_anew())
            correct_number(request_session(), actor(), patient, wanted, now=now())
            say("The new number gets one question. Nothing else is sent to it until it is answered.")
    except Refused as refusal:
        give_up_writing()
        state = entered(LABELS, refusal.faults, {"number": "what"})
        return _page(patient_or_404(patient_id), state), 422
    return redirect(url_for("patient.show", patient_id=patient_id, _anchor="consent"))


def agreed_anew() -> bool | None:
    """Whether the form was ticked for the number that it names now, not for one that was typed before."""
    return True if typed("agreed_anew") and typed("agreed_anew") == typed("phone") else None


def _page(patient: Patient, state: FormState) -> str:
    session = request_session()
    past = past_numbers_of(session, patient.clinic_id, patient.id)
    return render_template(
        "number.html",
        patient=patient,
        form=state,
        flag=open_flag_of(session, patient.id, FlagKind.WRONG_NUMBER),
        shared=is_new_and_shared(session, patient),
        past=[(one, WHY_LEFT[one.why]) for one in past],
        zone=patient.zone,
    )
