"""Reports: how the programme does, by days and plan, as pages and as files of the same figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, render_template, request

from adherence.actions.ask_for_report import ask_for_report
from adherence.actions.make_report import DEFAULT_DAYS, ReportName, TextNames, make_report
from adherence.db.counted_reports import CountedReport, WantedReport, counted_report, counted_reports
from adherence.db.report_scope import ReportScope, has_more_patients
from adherence.domain.errors import Refused
from adherence.domain.regimen import Fault
from adherence.domain.report.keeping import LARGE, Keeping, keeping
from adherence.domain.report.section import Cell, Section, Unit, span_words
from adherence.domain.report.span import ReportSpan, read_span
from adherence.domain.report.stored import read_sections
from adherence.domain.report.words import PLAN
from adherence.domain.states import Role
from adherence.domain.timing import local_date
from adherence.web.forms import FormState
from adherence.web.guard import SEES_PATIENTS, allow
from adherence.web.reading import actor, clinic_zone, now, policy
from adherence.web.report_charts import chart_of
from adherence.web.report_files import csv_of, workbook_of
from adherence.web.sessions import request_session, runtime
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
    found: dict[ReportName, Made | None] = {}
    try:
        found = _known(*ReportName)
    except Refused as refusal:
        form, status = _form(refusal.faults), 422
    counting = any(made is None for made in found.values())
    return render_template("reports.html", form=form, found=found, span=None, counting=counting, **_frame(None)), status


@bp.get("/reports/<name>")
@allow(*READS_REPORTS)
def report(name: str) -> tuple[str, int]:
    """One report: its findings, drawings and tables."""
    wanted = _name(name)
    try:
        made = _known(wanted)[wanted]
    except Refused as refusal:
        return render_template("report.html", form=_form(refusal.faults), parts=[], span=None, **_frame(wanted)), 422
    if made is None:
        form, frame = _form(span=_span(wanted)), _frame(wanted)
        return render_template("report.html", form=form, parts=[], span=None, counting=True, **frame), 200
    parts = [(section, chart_of(section)) for section in made.sections]
    form, frame = _form(span=made.span), _frame(wanted)
    return render_template("report.html", form=form, parts=parts, span=made.span, counted_at=made.at, **frame), 200


@bp.get("/reports/<name>/<key>.csv")
@allow(*READS_REPORTS)
def table(name: str, key: str) -> Response:
    """One table as CSV: the figures of the page."""
    wanted = _name(name)
    try:
        made = _made(wanted)
    except Refused:
        abort(400)
    found = next((section for section in made.sections if section.key == key), None) or abort(404)
    return _file(csv_of(found), _CSV, f"{key}-{made.span.first}-{made.span.last}.csv")


@bp.get("/reports.xlsx")
@allow(*READS_REPORTS)
def workbook() -> Response:
    """All reports as one workbook, a sheet for each table and one about the whole."""
    try:
        found = [(TITLES[name], _made(name)) for name in ReportName]
    except Refused:
        abort(400)
    made = [(title, each.span, each.sections) for title, each in found]
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


@dataclass(frozen=True, slots=True)
class Made:
    """A report, the days that it is about, and when it was counted."""

    at: datetime
    span: ReportSpan
    sections: tuple[Section, ...]


def _known(*names: ReportName) -> dict[ReportName, Made | None]:
    """Reports for a page: counted now, or lately by the worker; None where the worker is to count one first."""
    session, wanted = request_session(), {name: _wanted(name) for name in names}
    if not has_more_patients(session, actor().clinic_id, LARGE):
        return {name: _counted_now(name) for name in names}
    rows = counted_reports(session, actor().clinic_id, [one.key for one in wanted.values()])
    found = {name: rows.get(one.key) for name, one in wanted.items()}
    states = {name: keeping(row.counted_at, row.wanted_at, now()) if row else None for name, row in found.items()}
    if stale := [wanted[name] for name, state in states.items() if state is not Keeping.FRESH]:
        with runtime().database.writing(durable=False) as writing:
            for one in stale:
                ask_for_report(writing, one, now=now())
    return {name: _counted_now(name) if states[name] is Keeping.OVERDUE else _stored(found[name]) for name in names}


def _made(name: ReportName) -> Made:
    """A report for a file, which cannot wait: as the worker counted it, or else counted now."""
    wanted = _wanted(name)
    return _stored(counted_report(request_session(), wanted)) or _counted_now(name)


def _stored(row: CountedReport | None) -> Made | None:
    if row is None or row.counted_at is None or row.sections is None or row.from_on is None or row.to_on is None:
        return None
    sections = read_sections(row.sections, title_of, wording_words)
    return Made(row.counted_at, ReportSpan(row.from_on, row.to_on, row.kind), sections)


def _counted_now(name: ReportName) -> Made:
    span, zone = _span(name), clinic_zone()
    scope = ReportScope(actor().clinic_id, zone, span.first, span.last, span.kind)
    today = local_date(now(), zone)
    sections = make_report(request_session(), name, scope, policy(), today=today, now=now(), names=_NAMES)
    return Made(now(), span, sections)


def _wanted(name: ReportName) -> WantedReport:
    """The report of the address; raises ``Refused``. Days that nobody chose are those up to today, on any day."""
    span = _span(name)
    if any(request.args.get(field, "").strip() for field in ("from", "to")):
        return WantedReport(actor().clinic_id, name, span.kind, span.first, span.last)
    return WantedReport(actor().clinic_id, name, span.kind)


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
