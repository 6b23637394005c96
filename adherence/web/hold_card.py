"""A patient's holds on the patient's page: what holds now, what is planned, and what was."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from adherence.actions.enter_hold import WantedHold
from adherence.db.chart import Chart
from adherence.db.corrections import Correction
from adherence.db.holds import Hold
from adherence.db.patients import Patient
from adherence.domain.holds import HoldSpan, holding
from adherence.domain.states import CorrectionEvent, DoseState, HoldKind, PlanKind
from adherence.web import words
from adherence.web.filters import day


@dataclass(frozen=True, slots=True)
class HoldLine:
    """One hold in words; ``waits`` says that it is over and only a signature is missing."""

    hold_id: str
    title: str
    restart: str
    waits: bool
    reason: str | None
    override: str | None
    by: str
    recorded_at: datetime
    withdrawn_for: str | None
    may_come_back: bool


def hold_card(patient: Patient, chart: Chart, today: date) -> dict[str, object]:
    """What the page shows of holds: those in force or to come, and the earlier ones."""
    current: list[HoldLine] = []
    earlier: list[HoldLine] = []
    for hold in chart.holds:
        until = hold.span.until
        is_over = hold.withdrawn or (until is not None and until <= today)
        (earlier if is_over else current).append(_line(hold, chart, today))
    held = [dose for dose in chart.doses if dose.kind is PlanKind.INJECTION and dose.state is DoseState.HELD]
    spans = held_spans(chart.holds)
    waiting = [dose for dose in held if any(s.covers_injection(dose.on) and _runs(s, today) for s in spans)]
    return {
        "holds": list(reversed(current)),
        "earlier_holds": earlier,
        "on_hold": holding(spans, today) is not None,
        "held_injection": waiting[-1] if waiting else None,
    }


def held_spans(holds: Sequence[Hold]) -> list[HoldSpan]:
    """The spans of the holds that were not withdrawn."""
    return [hold.span for hold in holds if not hold.withdrawn]


def restart_sentence(hold: Hold | WantedHold, today: date) -> str:
    """When doses begin again, and what they wait for."""
    if isinstance(hold, WantedHold):
        restarts_on, needs_gate, released = hold.dates.restarts_on, hold.dates.needs_gate, False
    else:
        restarts_on, needs_gate, released = hold.restarts_on, hold.needs_gate, hold.released_on is not None
    if not needs_gate or released:
        return f"Doses begin again on {day(restarts_on, today)}."
    if restarts_on <= today:
        return "Over: doses wait until the start gate is signed."
    return f"Doses begin again on {day(restarts_on, today)} at the earliest, once the start gate is signed anew."


def _runs(span: HoldSpan, today: date) -> bool:
    return span.until is None or today < span.until


def _line(hold: Hold, chart: Chart, today: date) -> HoldLine:
    changes = [line for line in chart.corrections if line.record_id == hold.id]
    withdrawal = changes[-1] if changes and changes[-1].event is CorrectionEvent.WITHDRAWN else None
    until = hold.span.until
    return HoldLine(
        hold_id=hold.id,
        title=_title(hold, today),
        restart=restart_sentence(hold, today),
        waits=hold.needs_gate and hold.released_on is None and hold.to_on < today,
        reason=hold.reason,
        override=_override(hold),
        by=chart.names.get(hold.recorded_by or "", "another system"),
        recorded_at=hold.recorded_at,
        withdrawn_for=_why(withdrawal, chart) if withdrawal else None,
        may_come_back=hold.withdrawn and (until is None or today < until) and _is_newest(hold, chart),
    )


def _title(hold: Hold, today: date) -> str:
    """What the hold is and its days, in one line."""
    kind, first, last = words.HOLD[hold.kind], day(hold.from_on, today), day(hold.to_on, today)
    begun = hold.stops_on <= today
    if hold.kind is HoldKind.PROCEDURE:
        stop = "Doses stopped" if begun else "Doses stop"
        return f"{kind} on {first}, treatment to {last}. {stop} on {day(hold.stops_on, today)}."
    return f"{kind}: held {'since' if begun else 'from'} {first}, to {last}."


def _why(withdrawal: Correction, chart: Chart) -> str:
    by = chart.names.get(withdrawal.recorded_by or "", "another system")
    what = "Changed" if withdrawal.replaced_by_id else "Withdrawn"
    return f"{what} by {by}: {withdrawal.reason}"


def _override(hold: Hold) -> str | None:
    """The prescriber's override as a sentence."""
    if hold.override is None:
        return None
    said = json.loads(hold.override)
    return f"Override by {said['by']}: {said['reason']}"


def _is_newest(hold: Hold, chart: Chart) -> bool:
    """Whether nothing came after it: what replaced it holds, or it was the last to be withdrawn."""
    withdrawn = [line for line in chart.corrections if line.record_id in {one.id for one in chart.holds}]
    return bool(withdrawn) and withdrawn[-1].record_id == hold.id
