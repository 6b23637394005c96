"""The call that tells the reports: the tables of the pages, with their findings and definitions."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from pydantic import Field

from adherence.actions.make_report import DEFAULT_DAYS, ReportName, make_report
from adherence.api.calls import Asking, Call
from adherence.api.fields import Asked, Day, Told
from adherence.db.clinics import clinic_by_id
from adherence.db.counted_reports import WantedReport, counted_report
from adherence.db.policies import policy_of
from adherence.db.report_scope import ReportScope
from adherence.domain.report.keeping import Keeping, keeping
from adherence.domain.report.section import Section, Unit
from adherence.domain.report.span import ReportSpan, read_span
from adherence.domain.report.stored import read_sections
from adherence.domain.states import SEES_PATIENTS, PlanKind, Role
from adherence.domain.timing import local_date


class ReportsQuery(Asked):
    """Which days, which plan, and which reports: all where none is named."""

    from_: Day | None = Field(None, alias="from", description="a date that exists, as YYYY-MM-DD")
    to: Day | None = Field(None, description="a date that exists, as YYYY-MM-DD")
    kind: PlanKind | None = Field(None, description="daily, injection or targeted")
    report: ReportName | None = Field(None, description="retention, continuity, doses, replies or texts")


class ColumnTold(Told):
    """One column of a table."""

    key: str
    label: str
    unit: Unit


class SectionTold(Told):
    """One table: what it finds in a sentence, how it is counted, and its rows in the order of the columns."""

    key: str
    title: str
    finding: str
    counted: str
    columns: list[ColumnTold]
    rows: list[list[str | int | float | None]]


class ReportTold(Told):
    """One report over its days: its tables."""

    report: ReportName
    from_: Day = Field(alias="from")
    to: Day
    kind: PlanKind | None
    sections: list[SectionTold]


class ReportsTold(Told):
    """The reports that were asked for."""

    items: list[ReportTold]
    next: str | None


def reports(asking: Asking) -> ReportsTold:
    """The reports of the clinic; a share of fewer than five is null, and no row is about one patient."""
    query = asking.query_as(ReportsQuery)
    names = tuple(ReportName) if query.report is None else (query.report,)
    return ReportsTold(items=[_told(asking, query, name) for name in names], next=None)


def _told(asking: Asking, query: ReportsQuery, name: ReportName) -> ReportTold:
    clinic = clinic_by_id(asking.session, asking.clinic_id)
    zone = ZoneInfo(clinic.time_zone)
    today = local_date(asking.now, zone)
    asked = {"from": query.from_, "to": query.to, "kind": query.kind}
    given = {field: str(value) for field, value in asked.items() if value is not None}
    span = read_span(given, today=today, days=DEFAULT_DAYS[name])
    made = _counted_lately(asking, name, span, days_chosen=bool(query.from_ or query.to))
    if made is None:
        scope = ReportScope(asking.clinic_id, zone, span.first, span.last, span.kind)
        made = make_report(asking.session, name, scope, policy_of(clinic), today=today, now=asking.now)
    return ReportTold.model_validate(
        {
            "report": name,
            "from": span.first,
            "to": span.last,
            "kind": span.kind,
            "sections": [_section(section) for section in made],
        }
    )


def _counted_lately(
    asking: Asking, name: ReportName, span: ReportSpan, *, days_chosen: bool
) -> tuple[Section, ...] | None:
    """What the worker counted today for the pages of a large clinic, within the hour; None where it did not."""
    days = (span.first, span.last) if days_chosen else (None, None)
    row = counted_report(asking.session, WantedReport(asking.clinic_id, name, span.kind, *days))
    if row is None or row.sections is None or (row.from_on, row.to_on) != (span.first, span.last):
        return None
    if keeping(row.counted_at, row.wanted_at, asking.now) is not Keeping.FRESH:
        return None
    return read_sections(row.sections, str, str)


def _section(section: Section) -> SectionTold:
    return SectionTold(
        key=section.key,
        title=section.title,
        finding=section.finding,
        counted=section.counted,
        columns=[ColumnTold(key=column.key, label=column.label, unit=column.unit) for column in section.columns],
        rows=[list(row) for row in section.rows],
    )


CALLS = (
    Call(
        *("GET", "/reports", reports, ReportsTold, "The reports of the clinic"),
        query=ReportsQuery,
        only=frozenset((*SEES_PATIENTS, Role.AUDITOR)),
    ),
)
