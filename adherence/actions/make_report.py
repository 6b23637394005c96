"""Make one of the reports of a clinic: its sections, from what is stored now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import assert_never

from sqlalchemy.orm import Session

from adherence.actions.measure_doses import measure_doses
from adherence.actions.measure_replies import measure_replies
from adherence.actions.measure_retention import measure_continuity, measure_retention
from adherence.actions.measure_texts import measure_texts
from adherence.db.report_scope import ReportScope
from adherence.domain.policy import Policy
from adherence.domain.report.section import Section


class ReportName(StrEnum):
    """The reports, in the order of the pages."""

    RETENTION = "retention"
    CONTINUITY = "continuity"
    DOSES = "doses"
    REPLIES = "replies"
    TEXTS = "texts"


DEFAULT_DAYS = {
    ReportName.RETENTION: 365,
    ReportName.CONTINUITY: 365,
    ReportName.DOSES: 90,
    ReportName.REPLIES: 90,
    ReportName.TEXTS: 30,
}
"""Policy: how many days a report is about where none are asked for; staying shows only in who began long ago."""


@dataclass(frozen=True, slots=True)
class TextNames:
    """How a template and a wording are called where the report is read."""

    template: Callable[[str], str] = str
    wording: Callable[[str], str] = str


AS_STORED = TextNames()


def make_report(
    session: Session,
    name: ReportName,
    scope: ReportScope,
    policy: Policy,
    *,
    today: date,
    now: datetime,
    names: TextNames = AS_STORED,
) -> tuple[Section, ...]:
    """The sections of one report about the scope; ``today`` is the clinic's."""
    match name:
        case ReportName.RETENTION:
            return measure_retention(session, scope, policy, today)
        case ReportName.CONTINUITY:
            return measure_continuity(session, scope, policy, today)
        case ReportName.DOSES:
            return measure_doses(session, scope, policy, today, now)
        case ReportName.REPLIES:
            return measure_replies(session, scope)
        case ReportName.TEXTS:
            return measure_texts(session, scope, policy, names.template, names.wording)
        case _:
            assert_never(name)
