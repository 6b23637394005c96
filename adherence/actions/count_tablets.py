"""Count a patient's tablets from the rows: what was handed out, less what the plans need."""

from __future__ import annotations

from datetime import date, time

from adherence.actions.expect_doses import plan_of
from adherence.db.dispenses import Dispense
from adherence.db.regimens import Regimen, RiskDay
from adherence.db.watched import Watched, has_run
from adherence.domain.dose import Records
from adherence.domain.expected import PlanVersion
from adherence.domain.holds import HoldSpan
from adherence.domain.regimen import RiskDay as PlannedRiskDay
from adherence.domain.states import PlanKind
from adherence.domain.supply import Handout, Supply, TabletPlan, count_supply, days_lasting
from adherence.domain.timing import ONE_DAY


def count_tablets(found: Watched, today: date) -> list[Supply]:
    """The supply of each strength as it stands on a local date; empty where nothing was handed out."""
    handouts = [_handout(dispense) for dispense in found.standing_dispenses]
    return count_supply(handouts, tablet_plans(found), spans_of(found), today)


def days_of_dispense(dispense: Dispense, found: Watched) -> int | None:
    """For how many days a dispense lasts: as the pharmacy says, else by the plan; None where no end is in sight."""
    if dispense.days_supply is not None:
        return dispense.days_supply
    return days_lasting(_handout(dispense), tablet_plans(found), spans_of(found))


def tablet_plans(found: Watched) -> list[TabletPlan]:
    """The plans of tablets that run or ran, with their versions and the days declared or called off."""
    return [
        TabletPlan(_versions(regimen), _records(found.risk_days[regimen.id], found.excused_on[regimen.id]))
        for regimen in found.regimens
        if regimen.kind is not PlanKind.INJECTION and has_run(regimen, found)
    ]


def spans_of(found: Watched) -> list[HoldSpan]:
    """The dates without doses."""
    return [hold.span for hold in found.holds]


def _handout(dispense: Dispense) -> Handout:
    return Handout(dispense.dispensed_on, dispense.tablets, dispense.tablet_mg)


def _versions(regimen: Regimen) -> tuple[PlanVersion, ...]:
    last_on = regimen.stopped_on - ONE_DAY if regimen.stopped_on else None
    return tuple(
        PlanVersion(plan_of(version), version.from_on, _earlier(version.until_on, last_on))
        for version in regimen.versions
    )


def _earlier(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day is not None), default=None)


def _records(days: list[RiskDay], excused_on: set[date]) -> Records:
    return Records(
        risk_days=tuple(
            PlannedRiskDay(day.on, time.fromisoformat(day.anticipated_at) if day.anticipated_at else None)
            for day in days
            if not day.declined
        ),
        declined_on=frozenset(day.on for day in days if day.declined) | excused_on,
    )
