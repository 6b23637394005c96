"""One line of time: doses as they were recorded, flags, injections, consent, plans, and texts that did not arrive."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from adherence.actions.expect_doses import plan_of
from adherence.db.chart import Chart
from adherence.db.patients import Patient
from adherence.domain.states import DoseState, FlagState, MessageState, Severity
from adherence.web import words
from adherence.web.filters import day, quantity
from adherence.web.plans import plan_line

MOST_EVENTS = 40
_TROUBLE = frozenset({MessageState.UNDELIVERED, MessageState.REFUSED, MessageState.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened; ``tone`` names the shape and colour of its mark."""

    at: datetime
    title: str
    text: str
    tone: str


def timeline(chart: Chart, patient: Patient) -> list[Event]:
    """What happened, newest first."""
    events = [*_records(chart), *_flags(chart), *_injections(chart), *_consents(chart), *_plans(chart), *_texts(chart)]
    events += _holds(chart)
    events.append(Event(patient.created_at, "Enrolled", "", "plain"))
    return sorted(events, key=lambda event: event.at, reverse=True)[:MOST_EVENTS]


def _records(chart: Chart) -> Iterator[Event]:
    doses = {dose.id: dose for dose in chart.doses}
    for dose_id, records in chart.records.items():
        dose = doses.get(dose_id)
        if dose is None:
            continue
        for record in records:
            what = "Record taken back" if record.undoes else words.DOSE[record.state]
            by = chart.names.get(record.recorded_by or "") or words.SOURCE[record.source]
            parts = [f"Dose of {day(dose.on, dose.on)} {dose.slot}, by {by}"]
            if record.quantity_mg is not None and record.quantity_mg != dose.quantity_mg:
                parts.append(f"{quantity(record.quantity_mg)} of {quantity(dose.quantity_mg)}")
            if record.reason:
                parts.append(words.SKIP_REASON.get(record.reason, words.code(record.reason)))
            if record.supersedes_id and not record.undoes:
                parts.append("corrects an earlier record")
            yield Event(record.recorded_at, what, "; ".join(parts), _tone(record.state))


def _tone(state: DoseState) -> str:
    if state in (DoseState.TAKEN, DoseState.TAKEN_LATE):
        return "good"
    return "bad" if state is DoseState.MISSED else "warn" if state is DoseState.SKIPPED else "plain"


def _flags(chart: Chart) -> Iterator[Event]:
    for flag in chart.flags:
        tone = "bad" if flag.severity is Severity.URGENT else "warn"
        again = f"; {flag.times} times" if flag.times > 1 else ""
        yield Event(flag.opened_at, words.FLAG[flag.kind], (flag.detail or "Flag opened") + again, tone)
        if flag.state is FlagState.RESOLVED and flag.resolved_at:
            by = chart.names.get(flag.resolved_by or "", "by itself")
            outcome = words.OUTCOME.get(flag.outcome or "", words.code(flag.outcome))
            note = f": {flag.note}" if flag.note else ""
            yield Event(flag.resolved_at, f"Resolved: {words.FLAG[flag.kind]}", f"{outcome} ({by}){note}", "plain")


def _injections(chart: Chart) -> Iterator[Event]:
    for record in chart.injections:
        by = chart.names.get(record.recorded_by or "", "staff")
        if not record.given:
            reason = words.NOT_GIVEN.get(record.reason or "", words.code(record.reason))
            yield Event(record.given_at, "Injection not given", f"{reason} ({by})", "warn")
            continue
        parts = [quantity(record.quantity_mg), f"{record.side} side" if record.side else "", f"by {by}"]
        parts.append(f"lot {record.lot}" if record.lot else "")
        yield Event(record.given_at, "Injection given", ", ".join(part for part in parts if part), "good")


def _consents(chart: Chart) -> Iterator[Event]:
    for line in chart.consents:
        how = words.CONSENT_METHOD[line.method]
        title = f"{words.CONSENT_EVENT[line.event]} {how}"
        yield Event(line.recorded_at, title, f"Wording {line.wording_version}", "plain")
    for gate in chart.gates:
        title = "Start gate signed" if gate.passed else "Start gate signed, and not passed"
        yield Event(gate.signed_at, title, gate.signed_by, "plain" if gate.passed else "warn")


def _plans(chart: Chart) -> Iterator[Event]:
    for regimen in chart.regimens:
        for version in regimen.versions:
            title = "Plan entered" if version.number == 1 else "Plan changed"
            line = f"{plan_line(plan_of(version))}, from {day(version.from_on)}"
            yield Event(version.recorded_at, title, line, "plain")


def _holds(chart: Chart) -> Iterator[Event]:
    """Each hold as it was entered, and what was changed about it later."""
    changes = {line.replaced_by_id for line in chart.corrections}
    titles = {hold.id: f"{words.HOLD[hold.kind]}, {day(hold.from_on)} to {day(hold.to_on)}" for hold in chart.holds}
    for hold in chart.holds:
        if hold.id not in changes:
            yield Event(hold.recorded_at, "Hold entered", titles[hold.id], "plain")
    for line in chart.corrections:
        if line.record_id in titles:
            became = titles.get(line.replaced_by_id or "")
            what = "changed" if became else words.code(line.event).lower()
            yield Event(line.recorded_at, f"Hold {what}", became or titles[line.record_id], "plain")


def _texts(chart: Chart) -> Iterator[Event]:
    for text in chart.sent:
        if text.state in _TROUBLE:
            code = f", provider code {text.provider_code}" if text.provider_code else ""
            title = f"{words.PURPOSE[text.purpose]}: text did not arrive"
            yield Event(text.due_at, title, words.MESSAGE[text.state] + code, "warn")
