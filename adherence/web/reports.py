"""Reports: how the programme does, by days and plan, as pages and as files of the same figures."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, current_app, render_template, request

from adherence.actions.make_report import DEFAULT_DAYS, ReportName, TextNames, make_report
from adherence.db.report_scope import ReportScope, has_more_patients
from adherence.domain.errors import Refused
from adherence.domain.regimen import Fault
from adherence.domain.report.section import Cell, Section, Unit, span_words
from adherence.domain.report.span import ReportSpan, read_span
from adherence.domain.report.words import PLAN
from adherence.domain.states import Role
from adherence.domain.timing import local_date
from adherence.web.forms import FormState
from adherence.web.guard import SEES_PATIENTS, allow
from adherence.web.kept_reports import LARGE, KeptReports, Made
from adherence.web.reading import actor, clinic_zone, now, policy
from adherence.web.report_charts import chart_of
from adherence.web.report_files import csv_of, workbook_of
from adherence.web.sessions import request_session
from adherence.web.text_words import title_of, version_words

READS_REPORTS = (*SEES_PATIENTS, Role.AUDITOR)
"""Who sees patients, and who looks over those who do: no report names anybody."""
LABELS = {"from": "First day", "to": "Last day", "kind": "Plan"}
PLANS = (("", "All plans"), *PLAN.items())
TITLES = {
    ReportName.RETENTION: "Staying in treatment",
    ReportName.CONTINUITY: "180 days without a gap",
    ReportName.DOSES: "Doses",
    ReportName.REPLIES: "Answers",
    ReportName.TEXTS: "Texts",
}
_CSV, _XLSX = "text/csv; charset=utf-8", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_LANGUAGE = {"en": "English", "es": "Spanish"}

bp = Blueprint("reports", __name__)


@bp.get("/reports")
@allow(*READS_REPORTS)
def overview() -> tuple[str, int]:
    """What each report finds, in a sentence for each of its parts."""
    form, status = _form(), 200
    found: dict[ReportName, Made] = {}
    try:
        found = {name: _made(name) for name in ReportName}
    except Refused as refusal:
        form, status = _form(refusal.faults), 422
    return render_template("reports.html", form=form, found=found, span=None, **_frame(None)), status


@bp.get("/reports/<name>")
@allow(*READS_REPORTS)
def report(name: str) -> tuple[str, int]:
    """One report: its findings, drawings and tables."""
    wanted = _name(name)
    try:
        span = _span(wanted)
        made = _made(wanted)
    except Refused as refusal:
        return render_template("report.html", form=_form(refusal.faults), parts=[], span=None, **_frame(wanted)), 422
    parts = [(section, chart_of(section)) for section in made.sections]
    form, frame = _form(span=span), _frame(wanted)
    return render_template("report.html", form=form, parts=parts, span=span, counted_at=made.at, **frame), 200


@bp.get("/reports/<name>/<key>.csv")
@allow(*READS_REPORTS)
def table(name: str, key: str) -> Response:
    """One table as CSV: the figures of the page."""
    wanted = _name(name)
    try:
        span = _span(wanted)
        found = next((section for section in _made(wanted).sections if section.key == key), None) or abort(404)
    except Refused:
        abort(400)
    return _file(csv_of(found), _CSV, f"{key}-{span.first}-{span.last}.csv")


@bp.get("/reports.xlsx")
@allow(*READS_REPORTS)
def workbook() -> Response:
    """All reports as one workbook, a sheet for each table and one about the whole."""
    try:
        made = [(TITLES[name], _span(name), _made(name).sections) for name in ReportName]
    except Refused:
        abort(400)
    content = workbook_of(made, at=now(), zone=clinic_zone())
    return _file(content, _XLSX, f"reports-{local_date(now(), clinic_zone())}.xlsx")


def cell_words(cell: Cell, unit: Unit) -> str:
    """A cell as people read it; "-" where there is no number, or too few for one."""
    if cell is None:
        return "-"
    if isinstance(cell, str):
        return cell
    match unit:
        case Unit.PERCENT:
            return f"{cell:g}%"
        case Unit.MINUTES:
            return span_words(cell)
        case _:
            return f"{cell:,}"


def wording_words(wording: str) -> str:
    """A stored wording as "wording 2026-4, English"."""
    language = wording.partition("/")[2]
    return ", ".join(part for part in (version_words(wording), _LANGUAGE.get(language, language)) if part)


_NAMES = TextNames(title_of, wording_words)


def _made(name: ReportName) -> Made:
    """A report as it is now; a large clinic's as it was some minutes ago at most."""
    session, span, zone = request_session(), _span(name), clinic_zone()
    scope = ReportScope(actor().clinic_id, zone, span.first, span.last, span.kind)
    today = local_date(now(), zone)

    def make() -> tuple[Section, ...]:
        return make_report(session, name, scope, policy(), today=today, now=now(), names=_NAMES)

    if not has_more_patients(session, actor().clinic_id, LARGE):
        return Made(now(), make())
    kept: KeptReports = current_app.extensions.setdefault("adherence_reports", KeptReports())
    return kept.get(name, scope, now(), make)


def _span(name: ReportName) -> ReportSpan:
    """The days and plan of the address; raises ``Refused``."""
    asked = {field: text for field in LABELS if (text := request.args.get(field, "").strip())}
    return read_span(asked, today=local_date(now(), clinic_zone()), days=DEFAULT_DAYS[name])


def _name(text: str) -> ReportName:
    return ReportName(text) if text in set(ReportName) else abort(404)


def _form(faults: tuple[Fault, ...] = (), span: ReportSpan | None = None) -> FormState:
    values = {name: request.args.get(name, "").strip() for name in LABELS}
    if span is not None:
        values["from"], values["to"] = span.first.isoformat(), span.last.isoformat()
    return FormState(values, LABELS, tuple(faults))


def _frame(name: ReportName | None) -> dict[str, object]:
    """What every page of reports shows around its figures."""
    today = local_date(now(), clinic_zone())
    asked = {field: text for field in LABELS if (text := request.args.get(field, ""))}
    return {
        "name": name,
        "titles": TITLES,
        "plans": PLANS,
        "today": today,
        "ranges": [(words, _up_to(today, days, asked)) for words, days in _RANGES],
        "asked": asked,
        "cell_words": cell_words,
    }


def _up_to(today: date, days: int, asked: dict[str, str]) -> str:
    """The address of this page for so many days up to today."""
    kept = {"kind": asked["kind"]} if "kind" in asked else {}
    query = {"from": (today - timedelta(days=days - 1)).isoformat(), **kept}
    return f"{request.path}?{urlencode(query)}"


_RANGES = (("30 days", 30), ("90 days", 90), ("1 year", 365), ("2 years", 730))


def _file(content: bytes, kind: str, name: str) -> Response:
    response = Response(content, mimetype=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
