"""One day of a patient: its doses with all that was recorded, texts, visits and notes; and what staff add to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from adherence.actions.annotate_dose import annotate_dose, restore_note, undo_note
from adherence.actions.record_extra_dose import record_extra_dose, restore_extra_dose, undo_extra_dose
from adherence.db.dose_notes import DoseNote, dose_note_by_id
from adherence.db.extra_doses import ExtraDose, extra_dose_by_id
from adherence.db.patients import Patient
from adherence.domain.errors import Refused
from adherence.domain.timing import ONE_DAY, instant_of, local_date
from adherence.web.day_view import day_view
from adherence.web.forms import FormState, entered, given, local_instant, number, typed
from adherence.web.guard import ACTS_ON_PATIENTS, SEES_PATIENTS, allow
from adherence.web.notices import say, say_refused
from adherence.web.reading import actor, dose_or_404, now, patient_or_404
from adherence.web.sessions import give_up_writing, request_session

EXTRA_LABELS = {
    "taken_at": "When it was taken",
    "quantity_mg": "Quantity in mg",
    "source": "Who says so",
    "beside": "This day",
    "note": "Notes",
}
NOTE_LABELS = {"text": "Note"}
_FIRST, _LAST = date(2000, 1, 2), date(2200, 1, 1)

bp = Blueprint("days", __name__)


@bp.get("/patients/<uuid:patient_id>/days/<on>")
@allow(*SEES_PATIENTS)
def show(patient_id: UUID, on: str) -> str:
    """Everything about one day."""
    return _page(patient_or_404(patient_id), day_or_404(on), FormState({}, NOTE_LABELS))


@bp.get("/patients/<uuid:patient_id>/days/<on>/extra")
@allow(*ACTS_ON_PATIENTS)
def extra_form(patient_id: UUID, on: str) -> str:
    """An empty form for a tablet beside the plan."""
    patient, day = patient_or_404(patient_id), day_or_404(on)
    today = local_date(now(), patient.zone)
    at = now() if day == today else instant_of(day, time(12), patient.zone)
    hour = f"{at.astimezone(patient.zone):%H:%M}"
    return _extra_page(patient, day, FormState({"taken_at": hour, "source": "staff"}, EXTRA_LABELS))


@bp.post("/patients/<uuid:patient_id>/days/<on>/extra")
@allow(*ACTS_ON_PATIENTS)
def record_extra(patient_id: UUID, on: str) -> tuple[str, int] | Response:
    """Record a tablet beside the plan; no measure counts it."""
    patient, day = patient_or_404(patient_id), day_or_404(on)
    hour = typed("taken_at")
    wanted = given(
        taken_at=local_instant(f"{day}T{hour}", patient.zone) if hour else None,
        quantity_mg=number(typed("quantity_mg")),
        source=typed("source"),
        beside=typed("beside"),
        note=typed("note"),
    )
    try:
        stored = record_extra_dose(request_session(), actor(), patient, wanted, now=now())
    except Refused as refusal:
        give_up_writing()
        status = 409 if refusal.conflict else 422
        return _extra_page(patient_or_404(patient_id), day, entered(EXTRA_LABELS, refusal.faults)), status
    undo = url_for("days.undo_extra", extra_id=stored.extra.id)
    say("Recorded beside the plan: no figure counts it.", warnings=stored.warnings, undo=undo)
    return redirect(_address(patient.id, stored.extra.on))


@bp.post("/extra-doses/<uuid:extra_id>/undo")
@allow(*ACTS_ON_PATIENTS)
def undo_extra(extra_id: UUID) -> Response:
    """Take the record of a tablet beside the plan back."""
    extra = _extra_or_404(extra_id)
    back = _address(extra.patient_id, extra.on)
    with _refusal_said("the record"):
        undo_extra_dose(request_session(), actor(), extra, now=now())
        say("Taken back.", undo=url_for("days.extra_again", extra_id=extra_id))
    return redirect(back)


@bp.post("/extra-doses/<uuid:extra_id>/again")
@allow(*ACTS_ON_PATIENTS)
def extra_again(extra_id: UUID) -> Response:
    """Bring such a record back."""
    extra = _extra_or_404(extra_id)
    back = _address(extra.patient_id, extra.on)
    with _refusal_said("the record"):
        restore_extra_dose(request_session(), extra)
        say("Recorded again.", undo=url_for("days.undo_extra", extra_id=extra_id))
    return redirect(back)


@bp.post("/doses/<int:dose_id>/notes")
@allow(*ACTS_ON_PATIENTS)
def annotate(dose_id: int) -> tuple[str, int] | Response:
    """Write a note on a dose, whatever its kind or state."""
    dose = dose_or_404(dose_id)
    patient_id, on = dose.patient_id, dose.on
    try:
        note = annotate_dose(request_session(), actor(), dose, given(text=typed("text")), now=now())
    except Refused as refusal:
        give_up_writing()
        return _page(patient_or_404(UUID(patient_id)), on, entered(NOTE_LABELS, refusal.faults), noted=dose_id), 422
    say("The note is stored.", undo=url_for("days.undo_dose_note", note_id=note.id))
    return redirect(_address(patient_id, on))


@bp.post("/dose-notes/<uuid:note_id>/undo")
@allow(*ACTS_ON_PATIENTS)
def undo_dose_note(note_id: UUID) -> Response:
    """Take a note back."""
    note = _note_or_404(note_id)
    back = _back_of(note)
    with _refusal_said("the note"):
        undo_note(request_session(), actor(), note, now=now())
        say("The note is taken back.", undo=url_for("days.note_again", note_id=note_id))
    return redirect(back)


@bp.post("/dose-notes/<uuid:note_id>/again")
@allow(*ACTS_ON_PATIENTS)
def note_again(note_id: UUID) -> Response:
    """Bring a note back."""
    note = _note_or_404(note_id)
    back = _back_of(note)
    with _refusal_said("the note"):
        restore_note(request_session(), note)
        say("The note is back.", undo=url_for("days.undo_dose_note", note_id=note_id))
    return redirect(back)


def day_or_404(text: str) -> date:
    """A date in an address."""
    try:
        on = date.fromisoformat(text)
    except ValueError:
        abort(404)
    return on if _FIRST <= on <= _LAST and text == on.isoformat() else abort(404)


@contextmanager
def _refusal_said(what: str) -> Iterator[None]:
    """Say on the day's page that ``what`` could not be changed, where that is refused."""
    try:
        yield
    except Refused as refusal:
        say_refused(refusal, what)


def _address(patient_id: str, on: date) -> str:
    return url_for("days.show", patient_id=patient_id, on=on.isoformat())


def _back_of(note: DoseNote) -> str:
    return _address(note.patient_id, dose_or_404(note.dose_id).on)


def _note_or_404(note_id: UUID) -> DoseNote:
    return dose_note_by_id(request_session(), actor().clinic_id, str(note_id)) or abort(404)


def _extra_or_404(extra_id: UUID) -> ExtraDose:
    return extra_dose_by_id(request_session(), actor().clinic_id, str(extra_id)) or abort(404)


def _extra_page(patient: Patient, on: date, form: FormState) -> str:
    return render_template("extra_dose.html", patient=patient, on=on, form=form)


def _page(patient: Patient, on: date, form: FormState, *, noted: int | None = None) -> str:
    at: datetime = now()
    return render_template(
        "day.html",
        patient=patient,
        zone=patient.zone,
        on=on,
        today=local_date(at, patient.zone),
        before=on - ONE_DAY,
        after=on + ONE_DAY,
        tomorrow=local_date(at, patient.zone) + ONE_DAY,
        may_add=on <= local_date(at, patient.zone) and on >= local_date(at, patient.zone) - timedelta(days=365),
        form=form,
        noted=noted,
        **day_view(patient, on),
    )
