"""The injection cycle on the patient's page: where it stands, and every injection before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from adherence.actions.expect_doses import plan_of
from adherence.db.board import reminded, replies_by_id, running_cycle
from adherence.db.chart import Chart
from adherence.db.corrections import Correction
from adherence.db.injections import Injection, due_dates
from adherence.db.patients import Patient
from adherence.domain.cycle import cycle_at
from adherence.domain.injection import due_after
from adherence.domain.regimen import InjectionPlan
from adherence.domain.states import CorrectionEvent
from adherence.web.cycle_view import CycleRow, cycle_row, step_note
from adherence.web.filters import plural
from adherence.web.reading import now
from adherence.web.sessions import request_session


@dataclass(frozen=True, slots=True)
class PastInjection:
    """One record with how far it was from its due date, and what became of the record."""

    record: Injection
    timing: str
    by: str
    withdrawn_at: datetime | None
    withdrawn_by: str
    withdrawn_why: str


def cycle_card(patient: Patient, chart: Chart) -> dict[str, Any]:
    """The running cycle and the injections of the past, newest first; five queries."""
    return {
        "cycle_row": _running(patient, chart),
        "past_injections": _past(chart),
        "step_note": step_note,
    }


def _running(patient: Patient, chart: Chart) -> CycleRow | None:
    session = request_session()
    running = running_cycle(session, patient)
    if running is None:
        return None
    cycle = cycle_at(running.facts, now())
    asked = cycle.reschedule_asked
    replies = replies_by_id(session, patient.clinic_id, [asked.inbound_id] if asked and asked.inbound_id else [])
    sides = [record.side for record in chart.injections if record.given]
    return cycle_row(
        patient,
        running,
        cycle,
        replies=replies,
        reminded=reminded(session, [running]).get(running.dose_id, {}),
        last_side=sides[-1] if sides else None,
        owner=chart.names.get(patient.owner_id or ""),
        now=now(),
    )


def _past(chart: Chart) -> list[PastInjection]:
    if not chart.every_injection:
        return []
    due = due_dates(
        request_session(), [record.dose_id for record in chart.every_injection if record.dose_id is not None]
    )
    withdrawals = {line.record_id: line for line in chart.corrections if line.event is CorrectionEvent.WITHDRAWN}
    plans = {regimen.id: plan_of(regimen.current) for regimen in chart.regimens}
    past = []
    for place, record in enumerate(chart.every_injection):
        plan = plans.get(record.regimen_id)
        before = [one.given_on for one in chart.every_injection[:place] if one.given and not one.withdrawn]
        due_on = due.get(record.dose_id or 0) or _counted(plan, before)
        past.append(_shown(record, due_on, withdrawals, chart.names))
    return past[::-1]


def _counted(plan: object, before: Sequence[date]) -> date | None:
    """When an injection of the history was due, counted from the one before it."""
    return due_after(before[-1], plan.cadence) if before and isinstance(plan, InjectionPlan) else None


def _shown(
    record: Injection, due_on: date | None, withdrawals: Mapping[str, Correction], names: Mapping[str, str]
) -> PastInjection:
    line = withdrawals.get(record.id) if record.withdrawn else None
    return PastInjection(
        record=record,
        timing=timing_line((record.given_on - due_on).days) if record.given and due_on else "",
        by=record.given_by or names.get(record.recorded_by or "", "another system"),
        withdrawn_at=line.recorded_at if line else None,
        withdrawn_by=names.get(line.recorded_by or "", "another system") if line else "",
        withdrawn_why=line.reason if line else "",
    )


def timing_line(days: int) -> str:
    """How far from its due date an injection was given."""
    if days == 0:
        return "on its day"
    return f"{plural(abs(days), 'day')} {'late' if days > 0 else 'early'}"
