"""Regimens with their versions, and the start gate, as cards of the patient's page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime

from adherence.actions.expect_doses import plan_of, version_on
from adherence.actions.sign_gate import forbidding_reasons
from adherence.db.base import sealed_value
from adherence.db.chart import Chart
from adherence.db.regimens import Regimen, RegimenVersion
from adherence.domain.policy import Policy
from adherence.domain.states import RegimenState
from adherence.web import words
from adherence.web.plans import plan_line, plan_notes
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


@dataclass(frozen=True, slots=True)
class GateCard:
    """The signed start gate that holds."""

    passed: bool
    agent: str
    opioid_free_since: date | None
    urine_test: str
    contraindications: list[str]
    reasons: list[str]
    signed_by: str
    signed_at: datetime


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
        cause=words.VERSION[version.cause],
        reason=version.reason,
        never_began=version.never_began,
        recorded_at=version.recorded_at,
        by=by,
    )


def gate_card(chart: Chart) -> GateCard | None:
    """The gate that holds, opened; None where none was signed."""
    gate = chart.gate
    if gate is None:
        return None
    details = json.loads(sealed_value(gate, "details_sealed") or "{}")
    return GateCard(
        passed=gate.passed,
        agent=words.AGENT.get(gate.agent, gate.agent),
        opioid_free_since=gate.opioid_free_since,
        urine_test=words.code(details.get("urine_test")),
        contraindications=[words.CONTRAINDICATION.get(item, item) for item in details.get("contraindications", [])],
        reasons=forbidding_reasons(gate),
        signed_by=sealed_value(gate, "signed_by_sealed") or "",
        signed_at=gate.signed_at,
    )
