"""Regimens with their versions, as cards of the patient's page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from adherence.actions.expect_doses import plan_of
from adherence.db.base import sealed_value
from adherence.db.chart import Chart
from adherence.db.patients import Patient
from adherence.db.regimens import Regimen, RegimenVersion
from adherence.domain.states import RegimenState
from adherence.web import words
from adherence.web.plans import plan_line, plan_notes


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version of a regimen."""

    number: int
    line: str
    from_on: date
    until_on: date | None
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
    stop_reason: str | None


def regimen_cards(chart: Chart, patient: Patient, today: date) -> list[RegimenCard]:
    """Each regimen of the patient, those that hold first."""
    cards = [_card(regimen, chart.names, today) for regimen in chart.regimens]
    return sorted(cards, key=lambda card: card.regimen.state is RegimenState.STOPPED)


def _card(regimen: Regimen, names: dict[str, str], today: date) -> RegimenCard:
    held = [version for version in regimen.versions if version.from_on <= today] or regimen.versions[:1]
    plan = plan_of(held[-1])
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
        stop_reason=sealed_value(regimen, "stop_reason_sealed"),
    )


def _line(version: RegimenVersion, names: dict[str, str]) -> VersionLine:
    by = names.get(version.recorded_by or "", "another system")
    line = plan_line(plan_of(version))
    return VersionLine(version.number, line, version.from_on, version.until_on, version.recorded_at, by)
