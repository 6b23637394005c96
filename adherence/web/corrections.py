"""Withdrawing a record with a reason, and bringing it back: one small form for every kind."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from adherence.actions.correct_record import EFFECTS, correct_record
from adherence.db.corrections import corrections_of
from adherence.db.overview import names_of_staff
from adherence.db.records import Record, kind_of, record_by_id
from adherence.domain.errors import Refused
from adherence.domain.states import CorrectionEvent, RecordKind
from adherence.web import words
from adherence.web.forms import FormState, entered, given, typed
from adherence.web.guard import ACTS_ON_PATIENTS, allow
from adherence.web.notices import say
from adherence.web.reading import actor, now, patient_or_404
from adherence.web.record_lines import record_line
from adherence.web.sessions import give_up_writing, request_session

LABELS = {"reason": "Reason"}
Verb = Literal["withdraw", "restore"]
_EVENTS: dict[str, CorrectionEvent] = {
    "withdraw": CorrectionEvent.WITHDRAWN,
    "restore": CorrectionEvent.RESTORED,
}

bp = Blueprint("corrections", __name__)


@bp.get("/records/<kind>/<uuid:record_id>/<any(withdraw, restore):event>")
@allow(*ACTS_ON_PATIENTS)
def form(kind: str, record_id: UUID, event: Verb) -> str | Response:
    """Ask why; a record that is so already leads back to its patient."""
    record = _record_or_404(kind, record_id)
    if record.withdrawn is (event == "withdraw"):
        return redirect(url_for("patient.show", patient_id=record.patient_id))
    return _page(record, event, FormState({}, LABELS))


@bp.post("/records/<kind>/<uuid:record_id>/<any(withdraw, restore):event>")
@allow(*ACTS_ON_PATIENTS)
def save(kind: str, record_id: UUID, event: Verb) -> tuple[str, int] | Response:
    """Write the line of the ledger and what follows from it."""
    record = _record_or_404(kind, record_id)
    wanted = given(reason=typed("reason"))
    try:
        correct_record(request_session(), actor(), record, _EVENTS[event], wanted, now=now())
    except Refused as refusal:
        give_up_writing()
        form = entered(LABELS, refusal.faults, {"record": "reason"})
        return _page(_record_or_404(kind, record_id), event, form), 422
    say(f"{words.RECORD[RecordKind(kind)]}: {words.CORRECTION[_EVENTS[event]]}.")
    return redirect(url_for("patient.show", patient_id=record.patient_id))


def _record_or_404(kind: str, record_id: UUID) -> Record:
    """A record of a kind that is corrected here, within the clinic."""
    if kind not in EFFECTS:
        abort(404)
    return record_by_id(request_session(), actor().clinic_id, RecordKind(kind), str(record_id)) or abort(404)


def _page(record: Record, event: Verb, form: FormState) -> str:
    session = request_session()
    lines = [line for line in corrections_of(session, record.patient_id) if line.record_id == record.id]
    return render_template(
        "correct.html",
        patient=patient_or_404(UUID(record.patient_id)),
        what=words.RECORD[kind_of(record)],
        line=record_line(record),
        record=record,
        event=event,
        form=form,
        corrections=lines,
        names=names_of_staff(session, actor().clinic_id),
    )
