"""One conversation of the shared inbox: its texts and how they were read, whose it is, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from adherence.actions.assign_conversation import assign_conversation, claim_conversation
from adherence.actions.close_conversation import close_conversation, reopen_conversation
from adherence.actions.mark_conversation import mark_conversation
from adherence.db.communications import conversation as outgoing_of
from adherence.db.conversations import Conversation, colleagues, conversation_of
from adherence.db.holds import spans_by_patient
from adherence.db.inbound import inbound_of
from adherence.db.inbox import flags_by_texts
from adherence.db.overview import names_of_staff
from adherence.db.patients import Patient
from adherence.db.why_facts import windows_of
from adherence.domain.conversation import SETTLED, CloseOutcome
from adherence.domain.errors import Refused
from adherence.domain.quick_replies import QUICK_REPLIES
from adherence.domain.states import Severity
from adherence.web import inbox_words
from adherence.web.conversation import SHOWN_TEXTS, shown_texts
from adherence.web.forms import FormState, entered, given, number, typed
from adherence.web.guard import ACTS_ON_PATIENTS, SEES_PATIENTS, allow
from adherence.web.messages import writes_beside
from adherence.web.messages_inbox import severity_of, why_here
from adherence.web.notices import say
from adherence.web.reading import actor, now, patient_or_404, policy
from adherence.web.rows import worst_first
from adherence.web.sessions import give_up_writing, request_session

LABELS = {"outcome": "What came of it", "owner_id": "Colleague", "flags": "Flags"}
_OUTCOMES = [(one.value, inbox_words.OUTCOME[one]) for one in CloseOutcome]

bp = Blueprint("thread", __name__)


@bp.get("/messages/<uuid:patient_id>")
@allow(*SEES_PATIENTS)
def show(patient_id: UUID) -> str:
    """The texts of one patient, and what can be done."""
    return _page(patient_or_404(patient_id), FormState({}, LABELS))


@bp.post("/messages/<uuid:patient_id>/claim")
@allow(*ACTS_ON_PATIENTS)
def claim(patient_id: UUID) -> Response:
    """Make it mine."""
    patient = patient_or_404(patient_id)
    return _do(patient, claim_conversation, _versioned(), "The conversation is yours.")


@bp.post("/messages/<uuid:patient_id>/assign")
@allow(*ACTS_ON_PATIENTS)
def assign(patient_id: UUID) -> Response:
    """Give it to a colleague, or to nobody."""
    patient = patient_or_404(patient_id)
    said = "The conversation is given to a colleague." if typed("owner_id") else "The conversation is nobody's now."
    return _do(patient, assign_conversation, _versioned() | given(owner_id=typed("owner_id")), said)


@bp.post("/messages/<uuid:patient_id>/mark")
@allow(*ACTS_ON_PATIENTS)
def mark(patient_id: UUID) -> Response:
    """Mark it as read, or as unread."""
    read = typed("as") == "read"
    mark_conversation(request_session(), actor(), patient_or_404(patient_id), read=read, now=now())
    say("Marked as read." if read else "Marked as unread.")
    return redirect(url_for("inbox.show") if not read else url_for("thread.show", patient_id=patient_id))


@bp.post("/messages/<uuid:patient_id>/close")
@allow(*ACTS_ON_PATIENTS)
def close(patient_id: UUID) -> tuple[str, int] | Response:
    """Close it with what came of it."""
    patient = patient_or_404(patient_id)
    wanted = _versioned() | given(outcome=typed("outcome"), flags=request.form.getlist("flags"))
    try:
        close_conversation(request_session(), actor(), patient, wanted, now=now())
    except Refused as refusal:
        give_up_writing()
        status = 409 if refusal.conflict else 422
        return _page(patient_or_404(patient_id), entered(LABELS, refusal.faults)), status
    undo = url_for("thread.reopen", patient_id=patient_id)
    say(f"Closed: {patient.name}. Automatic texts go on.", undo=undo)
    return redirect(url_for("inbox.show"))


@bp.post("/messages/<uuid:patient_id>/reopen")
@allow(*ACTS_ON_PATIENTS)
def reopen(patient_id: UUID) -> Response:
    """Bring a closed one back."""
    return _do(patient_or_404(patient_id), reopen_conversation, {}, "The conversation is open again.")


def _do(patient: Patient, act: Callable[..., Conversation], wanted: dict[str, object], said: str) -> Response:
    """Carry out one change, or say why it was not done: mostly a colleague was quicker."""
    back = url_for("thread.show", patient_id=patient.id)
    try:
        act(request_session(), actor(), patient, wanted, now=now())
        say(said)
    except Refused as refusal:
        give_up_writing()
        fault = refusal.faults[0]
        say(f"Not done: this {LABELS.get(fault.field, fault.field).lower()} {fault.message}.")
    return redirect(back)


def _versioned() -> dict[str, object]:
    return given(version=number(typed("version")))


def _page(patient: Patient, form: FormState) -> str:
    session, me = request_session(), actor()
    row = conversation_of(session, patient.id)
    received = inbound_of(session, me.clinic_id, patient.id, limit=SHOWN_TEXTS)
    sent = outgoing_of(session, me.clinic_id, patient.id, limit=SHOWN_TEXTS)
    names = names_of_staff(session, me.clinic_id)
    flags = worst_first(flags_by_texts(session, me.clinic_id, [patient.id]))
    holds = spans_by_patient(session, [patient.id])[patient.id]
    windows = windows_of(session, me.clinic_id, sent)
    why = why_here(row, flags) if row else ("No person was needed yet", ())
    return render_template(
        "messages_thread.html",
        patient=patient,
        zone=patient.zone,
        row=row,
        names=names,
        why=why,
        severity=severity_of(row) if row else "none",
        texts=shown_texts(received, sent, names, windows, holds, patient.zone, policy()),
        shared=any(message.patient_id is None for message in received),
        flags=flags,
        ticked=[flag.id for flag in flags if flag.severity is not Severity.URGENT],
        form=form,
        outcomes=_OUTCOMES,
        colleagues=colleagues(session, me.clinic_id),
        quick=QUICK_REPLIES,
        say=inbox_words,
        settled=SETTLED,
        beside=writes_beside(row, names),
    )
