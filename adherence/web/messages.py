"""Writing to a patient: a look at the text and its cost before it leaves, and at who else is writing."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from adherence.actions.write_to_patient import LONGEST, write_to_patient
from adherence.db.conversations import Conversation, conversation_of
from adherence.db.overview import names_of_staff
from adherence.db.patients import Patient
from adherence.domain.conversation import ConversationState
from adherence.domain.errors import Refused
from adherence.domain.quick_replies import QUICK_REPLIES
from adherence.domain.states import ConsentState
from adherence.web import words
from adherence.web.filters import age
from adherence.web.forms import FormState, entered, typed
from adherence.web.guard import ACTS_ON_PATIENTS, allow
from adherence.web.notices import say
from adherence.web.reading import actor, now, patient_or_404, policy
from adherence.web.sessions import give_up_writing, request_session
from adherence.web.text_preview import preview_of

LABELS = {"body": "Message"}

bp = Blueprint("messages", __name__)


@bp.get("/patients/<uuid:patient_id>/messages/new")
@allow(*ACTS_ON_PATIENTS)
def compose(patient_id: UUID) -> str:
    """An empty message."""
    return _page(patient_or_404(patient_id), FormState({}, LABELS))


@bp.post("/patients/<uuid:patient_id>/messages")
@allow(*ACTS_ON_PATIENTS)
def write(patient_id: UUID) -> str | tuple[str, int] | Response:
    """Fill in a ready text, show the text and its cost, or send it."""
    patient = patient_or_404(patient_id)
    ready = next((quick for quick in QUICK_REPLIES if quick.key == typed("use")), None)
    if ready is not None:
        filled = FormState({"body": ready.text(patient.language), "from": typed("from")}, LABELS)
        give_up_writing()
        return _page(patient_or_404(patient_id), filled)
    if typed("do") != "send":
        give_up_writing()
        return _page(patient_or_404(patient_id), entered(LABELS))
    if _is_news(patient):
        give_up_writing()
        return _page(patient_or_404(patient_id), entered(LABELS)), 409
    try:
        write_to_patient(request_session(), actor(), patient, typed("body").replace("\r\n", "\n"), now=now())
    except Refused as refusal:
        give_up_writing()
        return _page(patient_or_404(patient_id), entered(LABELS, refusal.faults, {"patient": "body"})), 422
    say("The message is on its way. Automatic texts wait while you are talking.")
    if typed("from") == "thread":
        return redirect(url_for("thread.show", patient_id=patient_id))
    return redirect(url_for("patient.show", patient_id=patient_id) + "#conversation")


@bp.post("/patients/<uuid:patient_id>/messages/preview")
@allow(*ACTS_ON_PATIENTS)
def preview(patient_id: UUID) -> str:
    """The part of a page that says what a text costs and gives away, while it is being written; nothing is kept."""
    give_up_writing()
    patient = patient_or_404(patient_id)
    body = typed("body").replace("\r\n", "\n")[:LONGEST]
    return render_template("_preview.html", patient=patient, preview=preview_of(patient, body, policy(), now()))


def writes_beside(row: Conversation | None, names: Mapping[str, str]) -> str | None:
    """The sentence that warns of a colleague who has the conversation; None where nobody else does."""
    if row is None or row.owner_id in (None, actor().id) or row.state is ConversationState.CLOSED:
        return None
    name = names.get(row.owner_id or "", "A colleague")
    return f"{name} claimed this conversation {age(row.owned_at, now())}: ask before you write, or take it over."


def _is_news(patient: Patient) -> bool:
    """Whether a colleague took the conversation after the page that is being sent was shown."""
    row = conversation_of(request_session(), patient.id)
    if row is None or row.state is ConversationState.CLOSED:
        return False
    return row.owner_id not in (None, actor().id) and row.owner_id != typed("seen_owner")


def _page(patient: Patient, form: FormState) -> str:
    body = form.value("body").strip().replace("\r\n", "\n")
    row = conversation_of(request_session(), patient.id)
    return render_template(
        "compose.html",
        patient=patient,
        form=form,
        body=body,
        preview=preview_of(patient, body, policy(), now()),
        unreachable=None if patient.consent_state is ConsentState.GRANTED else words.CONSENT[patient.consent_state],
        beside=writes_beside(row, names_of_staff(request_session(), actor().clinic_id)),
        seen_owner=(row.owner_id if row else None) or "",
        quick=QUICK_REPLIES,
    )
