"""The secret opt-out address of a patient: made, shown once, sent by text, revoked."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from adherence.actions.make_stop_link import make_stop_link, revoke_stop_link, send_stop_link
from adherence.db.overview import names_of_staff
from adherence.db.patients import Patient
from adherence.db.stop_links import link_of
from adherence.domain.errors import Refused
from adherence.web.forms import FormState, entered, typed
from adherence.web.guard import ACTS_ON_PATIENTS, allow
from adherence.web.notices import say, say_refused
from adherence.web.reading import actor, now, patient_or_404
from adherence.web.sessions import give_up_writing, request_session, runtime

bp = Blueprint("stop_links", __name__)


@bp.get("/patients/<uuid:patient_id>/stop-link")
@allow(*ACTS_ON_PATIENTS)
def show(patient_id: UUID) -> str:
    """Whether there is one, without its secret."""
    return _page(patient_or_404(patient_id), FormState())


@bp.post("/patients/<uuid:patient_id>/stop-link")
@allow(*ACTS_ON_PATIENTS)
def make(patient_id: UUID) -> str | tuple[str, int] | Response:
    """Make one anew: shown once, or sent to the patient and shown to nobody."""
    patient = patient_or_404(patient_id)
    session = request_session()
    address = _address(make_stop_link(session, actor(), patient, now=now()))
    if typed("do") != "send":
        return _page(patient, FormState(), address)
    try:
        send_stop_link(session, actor(), patient, address, now=now())
    except Refused as refusal:
        give_up_writing()
        return _page(patient_or_404(patient_id), entered({}, refusal.faults)), 422
    say("A new link is on its way to the patient. The one before leads nowhere.")
    return redirect(url_for("patient.show", patient_id=patient_id, _anchor="consent"))


@bp.post("/patients/<uuid:patient_id>/stop-link/revoke")
@allow(*ACTS_ON_PATIENTS)
def revoke(patient_id: UUID) -> Response:
    """Let the address lead nowhere from now on."""
    patient = patient_or_404(patient_id)
    try:
        revoke_stop_link(request_session(), actor(), patient, now=now())
        say("Revoked: the link leads nowhere from now on.")
    except Refused as refusal:
        say_refused(refusal, "a link")
    return redirect(url_for("stop_links.show", patient_id=patient_id))


def _address(token: str) -> str:
    base = runtime().config.public_base_url.rstrip("/") or request.host_url.rstrip("/")
    return base + url_for("stop_page.show", token=token)


def _page(patient: Patient, form: FormState, address: str = "") -> str:
    session, clinic_id = request_session(), actor().clinic_id
    return render_template(
        "stop_link.html",
        patient=patient,
        form=form,
        address=address,
        link=link_of(session, clinic_id, patient.id),
        names=names_of_staff(session, clinic_id),
        zone=patient.zone,
    )
