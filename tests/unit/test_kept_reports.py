"""Reports of large clinics are kept for some minutes, each for what it is about."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from adherence.actions.make_report import ReportName
from adherence.db.report_scope import ReportScope
from adherence.domain.states import PlanKind
from adherence.web.kept_reports import KEEP, KeptReports

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
SCOPE = ReportScope("north", ZoneInfo("America/New_York"), date(2026, 1, 1), date(2026, 3, 1))


def test_a_report_is_made_once_within_the_minutes_and_anew_after_them():
    kept, made = KeptReports(), []

    def look(at, name=ReportName.DOSES, scope=SCOPE):
        return kept.get(name, scope, at, lambda: made.append(1) or ()).at

    assert look(NOW) == NOW
    assert look(NOW + KEEP - timedelta(seconds=1)) == NOW
    assert len(made) == 1
    assert look(NOW + KEEP) == NOW + KEEP
    assert look(NOW) == NOW, "a clock that was set back makes it anew"
    assert len(made) == 3


def test_another_clinic_plan_span_or_report_is_another():
    kept = KeptReports()
    scopes = [
        SCOPE,
        ReportScope("south", SCOPE.zone, SCOPE.first, SCOPE.last),
        ReportScope("north", SCOPE.zone, SCOPE.first, SCOPE.last, PlanKind.DAILY),
        ReportScope("north", SCOPE.zone, SCOPE.first, SCOPE.first),
    ]
    made = []
    for scope in scopes:
        for name in (ReportName.DOSES, ReportName.TEXTS):
            kept.get(name, scope, NOW, lambda: made.append(1) or ())
    assert len(made) == 8
