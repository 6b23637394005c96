"""One line of time: doses as recorded, flags, records and their corrections, consent, plans, texts that failed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from adherence.actions.expect_doses import plan_of
from adherence.db.base import sealed_value
from adherence.db.chart import Chart
from adherence.db.communications import Communication
from adherence.db.dispenses import Dispense
from adherence.db.doses import Administration
from adherence.db.labs import Lab
from adherence.db.patients import Patient
from adherence.db.records import Record, kind_of
from adherence.db.why_facts import sent_text
from adherence.domain.on_call import FlagActKind
from adherence.domain.policy import Policy
from adherence.domain.states import BEFORE_SENDING, CorrectionEvent, DoseState, FlagState, MessageState, Severity
from adherence.domain.why import why_of
from adherence.web import words
from adherence.web.filters import day, quantity
from adherence.web.hold_card import held_spans
from adherence.web.plans import cause_line, plan_line
from adherence.web.record_lines import record_line
from adherence.web.translations.spoken import translated

PAGE_EVENTS = 50
_TROUBLE = frozenset({MessageState.UNDELIVERED, MessageState.REFUSED, MessageState.UNKNOWN})
_NOT_SENT = frozenset({MessageState.WITHHELD, MessageState.EXPIRED})
_MOST_NOT_SENT = 10
"""A long hold must not push everything else off the line; all of them are in the conversation."""


class EventKind(StrEnum):
    """What a line of time can be narrowed to."""

    DOSES = "doses"
    TEXTS = "texts"
    VISITS = "visits"
    NOTES = "notes"
    FLAGS = "flags"
    CHANGES = "changes"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened; ``tone`` names the shape and colour of its mark."""

    at: datetime
    title: str
    text: str
    tone: str
    kind: EventKind = EventKind.CHANGES


def timeline(chart: Chart, patient: Patient, policy: Policy) -> list[Event]:
    """What happened, newest first; of the texts only those that did not arrive, for the others stand beside it."""
    events = [*_all_but_texts(chart, patient), *_troubles(chart, patient.zone, policy)]
    return sorted(events, key=_when, reverse=True)


def whole_timeline(chart: Chart, patient: Patient, policy: Policy) -> list[Event]:
    """What happened with every text, newest first."""
    events = [*_all_but_texts(chart, patient), *_texts(chart, patient.zone, policy)]
    return sorted(events, key=_when, reverse=True)


def _when(event: Event) -> datetime:
    return event.at


def _all_but_texts(chart: Chart, patient: Patient) -> list[Event]:
    events = [*_records(chart, patient.zone), *extras(chart), *dose_notes(chart, patient.zone)]
    events += [*_flags(chart), *_calls(chart), *_injections(chart), *_consents(chart), *_plans(chart)]
    events += [*_entries(chart), *_corrections(chart)]
    return [*events, Event(patient.created_at, "Enrolled", "", "plain")]


def _records(chart: Chart, zone: ZoneInfo) -> Iterator[Event]:
    doses = {dose.id: dose for dose in chart.doses}
    for dose_id, records in chart.records.items():
        dose = doses.get(dose_id)
        if dose is None:
            continue
        due = dose.due_at.astimezone(zone)
        for record in records:
            what = "Record taken back" if record.undoes else words.DOSE[record.state]
            by = chart.names.get(record.recorded_by or "") or words.SOURCE[record.source]
            parts = [f"Dose of {day(due.date(), due.date())} {due:%H:%M}, by {by}"]
            if record.quantity_mg is not None and record.quantity_mg != dose.quantity_mg:
                parts.append(f"{quantity(record.quantity_mg)} of {quantity(dose.quantity_mg)}")
            if record.reason:
                parts.append(words.SKIP_REASON.get(record.reason, words.code(record.reason)))
            if record.supersedes_id and not record.undoes:
                parts.append("adds the reason" if _adds_a_reason(record, records) else "corrects an earlier record")
            yield Event(record.recorded_at, what, translated("; ".join(parts)), _tone(record.state), EventKind.DOSES)


def extras(chart: Chart) -> Iterator[Event]:
    """Tablets beside the plan, and when a record of one was taken back."""
    for extra in chart.extras:
        by = chart.names.get(extra.recorded_by, words.SOURCE[extra.source])
        line = translated(f"{quantity(extra.quantity_mg)}, {day(extra.on)}, by {by}")
        line += f": {extra.note}" if extra.note else ""
        yield Event(extra.recorded_at, "Taken beside the plan", line, "plain", EventKind.DOSES)
        if extra.undone_at:
            by = chart.names.get(extra.undone_by or "", "staff")
            yield Event(
                extra.undone_at, "Tablet beside the plan taken back", f"{line} ({by})", "plain", EventKind.DOSES
            )


def dose_notes(chart: Chart, zone: ZoneInfo) -> Iterator[Event]:
    """Notes on doses, those that were not taken back."""
    for note, dose in chart.notes:
        if note.undone_at is None:
            due = dose.due_at.astimezone(zone)
            by = chart.names.get(note.recorded_by, "staff")
            title = f"Note on the dose of {day(due.date(), due.date())} {due:%H:%M}"
            yield Event(note.recorded_at, title, f"{note.text} ({by})", "note", EventKind.NOTES)


def _calls(chart: Chart) -> Iterator[Event]:
    """Calls that somebody made or tried, with what was written down."""
    for act in chart.acts:
        if act.kind in (FlagActKind.CALLED, FlagActKind.NOT_REACHED):
            title = "Called" if act.kind is FlagActKind.CALLED else "Called, not reached"
            by = chart.names.get(act.by or "", "staff")
            yield Event(act.at, title, f"{act.note} ({by})" if act.note else by, "note", EventKind.NOTES)


def _adds_a_reason(record: Administration, records: Sequence[Administration]) -> bool:
    """Whether a record says no more than the one before it but why."""
    before = next((earlier for earlier in records if earlier.id == record.supersedes_id), None)
    return before is not None and record.reason is not None and (before.state, before.reason) == (record.state, None)


def _tone(state: DoseState) -> str:
    if state in (DoseState.TAKEN, DoseState.TAKEN_LATE):
        return "good"
    return "bad" if state is DoseState.MISSED else "warn" if state is DoseState.SKIPPED else "plain"


def _flags(chart: Chart) -> Iterator[Event]:
    for flag in chart.flags:
        tone = "bad" if flag.severity is Severity.URGENT else "warn"
        again = f"; {flag.times} times" if flag.times > 1 else ""
        yield Event(
            flag.opened_at,
            words.FLAG[flag.kind],
            translated((flag.detail or "Flag opened") + again),
            tone,
            EventKind.FLAGS,
        )
        if flag.state is FlagState.RESOLVED and flag.resolved_at:
            by = chart.names.get(flag.resolved_by or "", "by itself")
            outcome = words.OUTCOME.get(flag.outcome or "", words.code(flag.outcome))
            note = f": {flag.note}" if flag.note else ""
            title = f"Resolved: {words.FLAG[flag.kind]}"
            yield Event(flag.resolved_at, title, translated(f"{outcome} ({by})") + note, "plain", EventKind.FLAGS)


def _injections(chart: Chart) -> Iterator[Event]:
    for record in chart.every_injection:
        by = chart.names.get(record.recorded_by or "", "staff")
        if not record.given:
            reason = words.NOT_GIVEN.get(record.reason or "", words.code(record.reason))
            gone = "; withdrawn since" if record.withdrawn else ""
            line = translated(f"{reason} ({by}){gone}")
            yield Event(record.given_at, "Injection not given", line, "warn", EventKind.VISITS)
            continue
        parts = [quantity(record.quantity_mg), f"{record.side} side" if record.side else ""]
        parts.append(f"by {record.given_by or by}")
        parts.append(f"lot {record.lot}" if record.lot else "")
        parts.append("withdrawn since" if record.withdrawn else "")
        tone = "plain" if record.withdrawn else "good"
        line = translated(", ".join(part for part in parts if part))
        yield Event(record.given_at, "Injection given", line, tone, EventKind.VISITS)


def _entries(chart: Chart) -> Iterator[Event]:
    """Holds, dispenses, results and other medicines, at the moment of entry."""
    entered: list[Record] = [*chart.holds, *chart.dispenses, *chart.labs, *chart.medicines]
    for record in entered:
        by = chart.names.get(record.recorded_by or "", "another system")
        gone = "; withdrawn since" if record.withdrawn else ""
        kind = EventKind.VISITS if isinstance(record, Dispense | Lab) else EventKind.CHANGES
        line = translated(f"{record_line(record)} ({by}){gone}")
        yield Event(record.recorded_at, words.RECORD[kind_of(record)], line, "plain", kind)


def _corrections(chart: Chart) -> Iterator[Event]:
    entered: list[Record] = [*chart.every_injection, *chart.holds]
    entered += [*chart.dispenses, *chart.labs, *chart.medicines]
    records = {record.id: record for record in entered}
    for line in chart.corrections:
        by = chart.names.get(line.recorded_by or "", "another system")
        record = records.get(line.record_id)
        what = translated(f"{record_line(record)}. ") if record is not None else ""
        put = translated(" Another record takes its place.") if line.replaced_by_id else ""
        title = f"{words.RECORD[line.record]} {words.CORRECTION[line.event]}"
        tone = "warn" if line.event is CorrectionEvent.WITHDRAWN else "plain"
        yield Event(line.recorded_at, title, f"{what}{translated('Reason')}: {line.reason} ({by}).{put}", tone)


def _consents(chart: Chart) -> Iterator[Event]:
    for line in chart.consents:
        how = words.CONSENT_METHOD[line.method]
        title = f"{words.CONSENT_EVENT[line.event]} {how}"
        yield Event(line.recorded_at, title, translated(f"Wording {line.wording_version}"), "plain")
    for gate in chart.gates:
        title = "Start gate signed" if gate.passed else "Start gate signed, and not passed"
        yield Event(gate.signed_at, title, gate.signed_by, "plain" if gate.passed else "warn")


def _plans(chart: Chart) -> Iterator[Event]:
    for regimen in chart.regimens:
        for version in regimen.versions:
            title = "Plan entered" if version.number == 1 else f"Plan: {cause_line(version).lower()}"
            line = translated(f"{plan_line(plan_of(version))}, from {day(version.from_on)}")
            reason = sealed_value(version, "reason_sealed")
            yield Event(version.recorded_at, title, f"{line}: {reason}" if reason else line, "plain")


def _troubles(chart: Chart, zone: ZoneInfo, policy: Policy) -> Iterator[Event]:
    """Texts that did not arrive or did not leave, each with its why; what arrived is in the conversation."""
    not_sent = [text for text in chart.sent if text.state in _NOT_SENT][:_MOST_NOT_SENT]
    lines = _why_lines(chart, zone, policy)
    for text in [*not_sent, *(text for text in chart.sent if text.state in _TROUBLE)]:
        yield _trouble(text, lines(text))


def _texts(chart: Chart, zone: ZoneInfo, policy: Policy) -> Iterator[Event]:
    """Every text in both directions that left or arrived, or that did not and why."""
    lines = _why_lines(chart, zone, policy)
    for text in chart.sent:
        if text.state in _NOT_SENT | _TROUBLE:
            yield _trouble(text, lines(text))
        elif text.state not in BEFORE_SENDING and text.state is not MessageState.CANCELLED:
            sender = chart.names.get(text.created_by or "") or words.PURPOSE[text.purpose]
            title = f"Text to a supporter: {sender}" if text.supporter_id else f"Text to the patient: {sender}"
            yield Event(
                text.due_at, title, text.body or translated(words.MESSAGE[text.state]), "plain", EventKind.TEXTS
            )
    for message in chart.received:
        read_as = words.INTENT.get(message.intent or "", words.code(message.intent))
        title = f"Text from the patient: {read_as}" if message.intent else "Text from the patient"
        yield Event(message.received_at, title, message.body, "said", EventKind.TEXTS)


def _why_lines(chart: Chart, zone: ZoneInfo, policy: Policy) -> Callable[[Communication], str]:
    windows = {dose.id: dose.window_closes_at for dose in chart.doses}
    holds = held_spans(chart.holds)
    return lambda text: why_of(sent_text(text, windows, holds, zone), zone, policy)


def _trouble(text: Communication, why: str) -> Event:
    trouble = text.state in _TROUBLE
    title = f"{words.PURPOSE[text.purpose]}: {'text did not arrive' if trouble else 'not sent'}"
    return Event(text.due_at, title, translated(why), "warn" if trouble else "plain", EventKind.TEXTS)
