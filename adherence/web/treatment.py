"""Regimens with their versions, as cards of the patient's page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from adherence.actions.expect_doses import plan_of, version_on
from adherence.db.base import sealed_value
from adherence.db.chart import Chart
from adherence.db.regimens import Regimen, RegimenVersion
from adherence.domain.policy import Policy
from adherence.domain.states import RegimenState
from adherence.web import words
from adherence.web.plans import cause_line, plan_line, plan_notes
from adherence.web.staircase import Staircase, staircase


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version of a regimen."""

    number: int
    line: str
    from_on: date
    until_on: date | None
    cause: str
    reason: str | None
    never_began: bool
    recorded_at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class RegimenCard:
    """A regimen as it holds now, and how it came about."""

    regimen: Regimen
    medication: str
    line: str
    notes: list[str]
    state: str
    history: list[VersionLine]
    stairs: Staircase | None
    stop_reason: str | None


def regimen_cards(chart: Chart, policy: Policy, today: date) -> list[RegimenCard]:
    """Each regimen of the patient, those that hold first."""
    cards = [_card(regimen, chart.names, policy, today) for regimen in chart.regimens]
    return sorted(cards, key=lambda card: card.regimen.state is RegimenState.STOPPED)


def _card(regimen: Regimen, names: dict[str, str], policy: Policy, today: date) -> RegimenCard:
    plan = plan_of(version_on(regimen, today))
    state = words.REGIMEN[regimen.state]
    if regimen.stopped_on is not None and regimen.state is not RegimenState.STOPPED:
        state = f"Stops on {regimen.stopped_on}"
    return RegimenCard(
        regimen=regimen,
        medication=plan.medication,
        line=plan_line(plan),
        notes=plan_notes(plan),
        state=state,
        history=[_line(version, names) for version in reversed(regimen.versions)],
        stairs=staircase(regimen, today, policy),
        stop_reason=sealed_value(regimen, "stop_reason_sealed"),
    )


def _line(version: RegimenVersion, names: dict[str, str]) -> VersionLine:
    by = names.get(version.recorded_by, "another system") if version.recorded_by else "a text of the patient"
    return VersionLine(
        number=version.number,
        line=plan_line(plan_of(version)),
        from_on=version.from_on,
        until_on=version.until_on,
        cause=cause_line(version),
        reason=version.reason,
        never_began=version.never_began,
        recorded_at=version.recorded_at,
        by=by,
    )
