"""What the page of one day works out from the rows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from adherence.actions.settle_dose import holding_of
from adherence.db.chart import Chart, ChartDose, chart_of
from adherence.db.dose_notes import DoseNote
from adherence.db.doses import Administration, administrations_of_doses
from adherence.db.patients import Patient
from adherence.domain.holds import holding
from adherence.domain.states import PlanKind
from adherence.domain.timing import ONE_DAY, day_start
from adherence.web.conversation import shown_texts
from adherence.web.hold_card import held_spans
from adherence.web.ledger import LedgerLine, ledger_lines
from adherence.web.marks import NAMES, mark_of
from adherence.web.reading import now, policy
from adherence.web.sessions import request_session
from adherence.web.timeline import EventKind, timeline


@dataclass(frozen=True, slots=True)
class DoseOfDay:
    """One planned dose with its ledger and its notes."""

    dose: ChartDose
    name: str
    mark: str
    lines: list[LedgerLine]
    holds: bool
    """Whether there is a record that can be taken back."""
    notes: list[DoseNote]


def day_view(patient: Patient, on: date) -> dict[str, object]:
    """The doses, texts and other events of a local date; the number of queries is fixed."""
    session = request_session()
    start, end = day_start(on, patient.zone), day_start(on + ONE_DAY, patient.zone)
    chart = chart_of(session, patient.clinic_id, patient.id, on, before=end)
    own = [dose for dose in chart.doses if dose.on == on]
    ledger = administrations_of_doses(session, patient.clinic_id, [dose.id for dose in own])
    sent = [text for text in chart.sent if text.due_at >= start]
    received = [message for message in chart.received if message.received_at >= start]
    windows = {dose.id: dose.window_closes_at for dose in chart.doses}
    spans = held_spans(chart.holds)
    told = (EventKind.DOSES, EventKind.TEXTS)
    events = [one for one in timeline(chart, patient, policy()) if start <= one.at < end and one.kind not in told]
    return {
        "doses": _doses(own, ledger, chart),
        "extras": [extra for extra in chart.extras if extra.on == on],
        "held": holding(spans, on) is not None,
        "texts": shown_texts(received, sent, chart.names, windows, spans, patient.zone, policy()),
        "events": events[::-1],
        "names": chart.names,
    }


def _doses(own: list[ChartDose], ledger: list[Administration], chart: Chart) -> list[DoseOfDay]:
    records: dict[int, list[Administration]] = defaultdict(list)
    for record in ledger:
        records[record.dose_id].append(record)
    notes: dict[int, list[DoseNote]] = defaultdict(list)
    for note, _ in chart.notes:
        notes[note.dose_id].append(note)
    found = []
    for dose in own:
        holds = holding_of(records[dose.id])
        mark = mark_of(dose, now())
        found.append(
            DoseOfDay(
                dose=dose,
                name=NAMES[mark],
                mark=mark.value,
                lines=ledger_lines(records[dose.id], holds, chart.names),
                holds=holds is not None and dose.kind is not PlanKind.INJECTION,
                notes=notes[dose.id],
            )
        )
    return found
