"""Importing a list of patients: get the template, upload and check, import; with what was refused to download."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from adherence.actions.cancel_import import cancel_import
from adherence.actions.start_import import ASKS_ABOVE, start_import
from adherence.actions.upload_list import upload_list
from adherence.db.imports import ImportRow, PatientImport, import_by_id, imports_of, noted_rows, refused_rows, tally
from adherence.domain.errors import Refused
from adherence.domain.import_columns import PERSON_COLUMNS, PLAN_COLUMNS
from adherence.domain.import_file import MOST_BYTES, MOST_ROWS
from adherence.domain.import_row import sentence_of
from adherence.domain.import_sheet import columns_sheet, refused_sheet, template_sheet
from adherence.domain.import_state import ImportState
from adherence.domain.regimen import Fault
from adherence.web import import_words
from adherence.web.forms import FormState, entered
from adherence.web.guard import ACTS_ON_PATIENTS, allow
from adherence.web.notices import say_refused
from adherence.web.reading import actor, now
from adherence.web.sessions import give_up_writing, request_session, runtime

SHOWN_ROWS = 20
"""How many refused rows a page shows; the download has all of them."""
_NOTED_ROWS = 10
_RECENT = 5
_AT_ONCE = 500
_FORM_AROUND = 100_000
"""Bytes that a form takes beside the file in it."""

bp = Blueprint("imports", __name__)


@bp.url_value_preprocessor
def allow_a_file(_endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Take a larger form than other pages do, from whoever carries a session."""
    if request.endpoint == "imports.upload" and "_user_id" in session:
        request.max_content_length = MOST_BYTES + _FORM_AROUND


@bp.errorhandler(413)
def refuse_size(_error: Exception) -> tuple[str, int]:
    """Say how large a list may be; the form was not read, so it is not known who sent it."""
    text = f"A list may have {MOST_BYTES // 2**20} MB at most. Split it into smaller files, and upload them one by one."
    return render_template("error.html", title="The list is too large", text=text, code=413), 413


@bp.get("/patients/import")
@allow(*ACTS_ON_PATIENTS)
def show() -> str:
    """The three steps, and the lists of late."""
    return _page(FormState())


@bp.post("/patients/import")
@allow(*ACTS_ON_PATIENTS)
def upload() -> tuple[str, int] | Response:
    """Take a file in; the worker checks it."""
    sent = request.files.get("file")
    try:
        if sent is None or not sent.filename:
            raise Refused([Fault("file", "No file was chosen. Choose the list that you filled in.")])
        with closing(sent):
            content = sent.stream.read(MOST_BYTES + 1)
        imported = upload_list(request_session(), actor(), content, sent.filename, now=now())
    except Refused as refusal:
        give_up_writing()
        return _page(entered({"file": ""}, refusal.faults)), 422
    return redirect(url_for("imports.look", import_id=imported.id), 303)


@bp.get("/patients/import/template.csv")
@allow(*ACTS_ON_PATIENTS)
def template() -> Response:
    """The template: a header and nothing else."""
    return _csv([template_sheet()], "patients.csv")


@bp.get("/patients/import/columns.csv")
@allow(*ACTS_ON_PATIENTS)
def columns() -> Response:
    """What goes into each column."""
    return _csv([columns_sheet()], "patients-columns.csv")


@bp.get("/patients/import/<uuid:import_id>")
@allow(*ACTS_ON_PATIENTS)
def look(import_id: UUID) -> str | Response:
    """Where a list stands, what it does, and what was refused; a page that only followed the work is loaded anew."""
    imported = _import_or_404(import_id)
    if "HX-Request" in request.headers and not imported.is_at_work:
        return Response(headers={"HX-Refresh": "true"})
    return _look(imported, FormState())


@bp.post("/patients/import/<uuid:import_id>/start")
@allow(*ACTS_ON_PATIENTS)
def start(import_id: UUID) -> tuple[str, int] | Response:
    """Let the worker bring the rows in."""
    imported = _import_or_404(import_id)
    try:
        agreed = request.form.get("texts_agreed") == "yes"
        start_import(request_session(), actor(), imported, texts_agreed=agreed, now=now())
    except Refused as refusal:
        give_up_writing()
        form = entered({"texts_agreed": ""}, refusal.faults)
        return _look(_import_or_404(import_id), form), 409 if refusal.conflict else 422
    return redirect(url_for("imports.look", import_id=import_id), 303)


@bp.post("/patients/import/<uuid:import_id>/cancel")
@allow(*ACTS_ON_PATIENTS)
def cancel(import_id: UUID) -> Response:
    """End it before its end."""
    try:
        cancel_import(request_session(), _import_or_404(import_id), now=now())
    except Refused as refusal:
        say_refused(refusal, "")
    return redirect(url_for("imports.look", import_id=import_id), 303)


@bp.get("/patients/import/<uuid:import_id>/refused.csv")
@allow(*ACTS_ON_PATIENTS)
def refused(import_id: UUID) -> Response:
    """All refused rows as they were, with what to do, to be corrected and uploaded again."""
    imported = _import_or_404(import_id)
    sheet = imported.sheet
    rows = ((row.cells, row.faults) for row in _all_refused(imported.id))
    return _csv(refused_sheet(sheet["header"], rows, sheet["delimiter"]), "patients-to-correct.csv")


def _all_refused(import_id: str) -> Iterator[ImportRow]:
    after = 0
    while rows := refused_rows(request_session(), import_id, _AT_ONCE, after):
        yield from rows
        after = rows[-1].number


def _csv(lines: Iterable[str], name: str) -> Response:
    """A file for spreadsheets; the mark at its beginning tells them that it is UTF-8."""
    answer = Response("\N{ZERO WIDTH NO-BREAK SPACE}" + "".join(lines), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _import_or_404(import_id: UUID) -> PatientImport:
    return import_by_id(request_session(), actor().clinic_id, str(import_id)) or abort(404)


def _page(form: FormState) -> str:
    recent = imports_of(request_session(), actor().clinic_id, _RECENT)
    return render_template(
        "import.html",
        form=form,
        recent=recent,
        STATE=import_words.STATE,
        groups=(("About the patient", PERSON_COLUMNS), ("About the plan", PLAN_COLUMNS)),
        most_rows=MOST_ROWS,
        most_mb=MOST_BYTES // 2**20,
    )


def _look(imported: PatientImport, form: FormState) -> str:
    told = tally(request_session(), imported)
    forgotten = imported.state is ImportState.CANCELLED and imported.started_at is None
    pace = runtime().config.pace
    return render_template(
        "import_list.html",
        one=imported,
        form=form,
        told=told,
        State=ImportState,
        title=import_words.TITLE[imported.state],
        sentence_of=sentence_of,
        asks_above=ASKS_ABOVE,
        minutes=round(told.texts / pace / 60) if pace else 0,
        faulty=[] if forgotten or imported.is_at_work else refused_rows(request_session(), imported.id, SHOWN_ROWS),
        noted=[] if forgotten or imported.is_at_work else noted_rows(request_session(), imported.id, _NOTED_ROWS),
    )
