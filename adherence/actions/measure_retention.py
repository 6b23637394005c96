"""Work out how long people stay in treatment: the curve, why it ended, and 180 days of continuity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy.orm import Session

from adherence.db.report_continuity import given_days, key_of, takers_by_day
from adherence.db.report_retention import treatments
from adherence.db.report_scope import ReportScope
from adherence.domain.measure.continuity import continuity, days_covered, who_reached
from adherence.domain.measure.kaplan_meier import kaplan_meier
from adherence.domain.measure.supply import SupplyEvent
from adherence.domain.policy import Policy
from adherence.domain.report.retention import continuity_section, curve_section, endings_section
from adherence.domain.report.section import Section
from adherence.domain.states import PlanKind

_WITH_COVER = (PlanKind.DAILY, PlanKind.INJECTION)
"""Plans under which each day should be covered."""


def measure_retention(session: Session, scope: ReportScope, policy: Policy, today: date) -> tuple[Section, ...]:
    """The curve of those who began in the scope's days, and its tables."""
    found = list(treatments(session, scope, policy, today).values())
    curve = kaplan_meier(each.course for each in found)
    return curve_section(curve), endings_section(each.ending for each in found)


def measure_continuity(session: Session, scope: ReportScope, policy: Policy, today: date) -> tuple[Section, ...]:
    """How many of those who began in the scope's days reached the target without a long gap."""
    target, gap = policy.continuity_days, policy.continuity_gap_days
    latest = today - timedelta(days=target - 1)
    began = treatments(session, scope, policy, today, [kind for kind in scope.kinds if kind in _WITH_COVER])
    given = given_days(session, scope, today)
    cohort = {key_of(patient_id): given.get(patient_id) for patient_id in began if began[patient_id].began_on <= latest}
    injected = {key for key, days in cohort.items() if days}
    tablets: dict[str, set[date]] = defaultdict(set)

    def with_tablets() -> Iterator[tuple[date, list[str]]]:
        for on, who in takers_by_day(session, scope, today):
            for key in injected.intersection(who):
                tablets[key].add(on)
            yield on, who

    reached = who_reached(with_tablets(), gap_days=gap, target_days=target) & (cohort.keys() - injected)
    for key in injected:
        events = [SupplyEvent(on, policy.injection_days_covered) for on in cohort[key] or ()]
        covered = {day for day in days_covered(events, banked=False) | tablets[key] if day >= scope.first}
        if continuity(covered, until=today, gap_days=gap, target_days=target).is_reached:
            reached.add(key)
    too_early = len(began) - len(cohort)
    return (continuity_section(len(reached), len(cohort), too_early, days=target, gap_days=gap),)
