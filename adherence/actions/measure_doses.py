"""Work out how much is taken, by patient and plan, and why doses were not taken."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from adherence.actions.measure_targeted import measure_targeted
from adherence.db.regimens import Regimen
from adherence.db.report_doses import (
    doses_by_patient,
    injection_plans,
    injections_not_given,
    reasons_not_taken,
    silent_doses,
    targeted_doses,
)
from adherence.db.report_scope import ReportScope
from adherence.db.targeted_facts import targeted_facts
from adherence.domain.measure.targeted import HOW_COUNTED, TargetedMeasures
from adherence.domain.policy import Policy
from adherence.domain.report.doses import (
    Counts,
    days_under_cover,
    injections_section,
    reasons_section,
    tablets_section,
    targeted_section,
    totals_section,
)
from adherence.domain.report.section import Section
from adherence.domain.report.words import PLAN
from adherence.domain.states import PlanKind, RegimenState


def measure_doses(
    session: Session, scope: ReportScope, policy: Policy, today: date, now: datetime
) -> tuple[Section, ...]:
    """The tables about doses of the scope, those of plans that it leaves out not among them."""
    sections: list[Section] = []
    by_plan: dict[PlanKind, list[Counts]] = defaultdict(list)
    for found in doses_by_patient(session, scope):
        by_plan[found.kind].append((found.taken, found.not_taken, found.silent))
    if scope.kind is not PlanKind.INJECTION:
        sections.append(totals_section({PLAN[kind]: by_plan[kind] for kind in PlanKind if by_plan[kind]}))
    if PlanKind.DAILY in scope.kinds:
        sections.append(tablets_section(by_plan[PlanKind.DAILY]))
    if PlanKind.INJECTION in scope.kinds:
        sections.append(_injections(session, scope, policy, today))
    if PlanKind.TARGETED in scope.kinds:
        sections.append(targeted_section(_targeted(session, scope, policy, today, now), HOW_COUNTED))
    not_given = dict(injections_not_given(session, scope)) if PlanKind.INJECTION in scope.kinds else {}
    reasons = dict(reasons_not_taken(session, scope))
    return (*sections, reasons_section(reasons, *silent_doses(session, scope), not_given))


def _injections(session: Session, scope: ReportScope, policy: Policy, today: date) -> Section:
    days = policy.injection_days_covered
    covered = [
        days_under_cover(
            plan.given_on, days, stopped_on=plan.stopped_on, first=scope.first, last=min(scope.last, today)
        )
        for plan in injection_plans(session, scope)
    ]
    return injections_section(covered, days)


def _targeted(
    session: Session, scope: ReportScope, policy: Policy, today: date, now: datetime
) -> list[TargetedMeasures]:
    """The four numbers of each patient whose targeted plan ran in the span."""
    query = select(Regimen).where(
        Regimen.clinic_id == scope.clinic_id,
        Regimen.kind == PlanKind.TARGETED,
        Regimen.state != RegimenState.WAITING,
        (Regimen.stopped_on.is_(None)) | (Regimen.stopped_on > scope.first),
    )
    plans: dict[str, list[Regimen]] = defaultdict(list)
    for regimen in session.scalars(query):
        plans[regimen.patient_id].append(regimen)
    facts = targeted_facts(session, scope.clinic_id, list(plans), scope.first)
    doses = targeted_doses(session, scope)
    span = (scope.first, scope.last)
    found = [
        measure_targeted(regimens, doses.get(key, []), facts[key], span, policy, today=today, now=now)
        for key, regimens in plans.items()
    ]
    return [each for each in found if each.days]
