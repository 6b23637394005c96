"""A cycle of injections as pages show it: one row of the board, or the card of the patient's page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from adherence.db.board import RunningCycle
from adherence.db.inbound import InboundMessage
from adherence.db.patients import Patient
from adherence.domain.cycle import SENTENCES, Cycle, StepState, Todo
from adherence.domain.injection import InjectionStage
from adherence.domain.states import CycleStep, Severity
from adherence.web import words
from adherence.web.cycle_drawing import cycle_bar
from adherence.web.filters import plural

_BOOKS = frozenset({Todo.BOOK, Todo.REBOOK, Todo.BOOK_AGAIN, Todo.BOOK_EARLIER, Todo.REACH, Todo.REASSESS})
_RECORDS = frozenset({Todo.GIVE, Todo.RECORD_VISIT})
_TODAY = frozenset({Todo.REBOOK, Todo.BOOK_AGAIN, Todo.BOOK_EARLIER, Todo.SEE_URINE_TEST, Todo.RECORD_VISIT})


@dataclass(frozen=True, slots=True)
class CycleRow:
    """One patient's cycle, ready to be written."""

    patient: Patient
    cycle: Cycle
    stage: str
    tone: str
    """The class of the row: how soon a person must look."""
    bar: Markup
    reminded: str
    asked: str | None
    """The patient's words, where another time was asked for by text."""
    asked_at: datetime | None
    sentence: str
    books: bool
    records: bool
    last_side: str | None
    owner: str | None


def cycle_row(
    patient: Patient,
    running: RunningCycle,
    cycle: Cycle,
    *,
    replies: Mapping[str, InboundMessage],
    reminded: Mapping[int, datetime],
    last_side: str | None,
    owner: str | None,
    now: datetime,
) -> CycleRow:
    """The row of one cycle, from what was read for the whole page."""
    asked = cycle.reschedule_asked
    message = replies.get(asked.inbound_id or "") if asked else None
    return CycleRow(
        patient=patient,
        cycle=cycle,
        stage=stage_line(cycle),
        tone=f"sev-{tone.value}" if (tone := severity_of(cycle)) else "sev-none",
        bar=cycle_bar(cycle, patient.zone, now),
        reminded=reminded_line(reminded),
        asked=message.body if message else None,
        asked_at=asked.recorded_at if asked else None,
        sentence=SENTENCES[cycle.todo],
        books=cycle.todo in _BOOKS,
        records=cycle.todo in _RECORDS,
        last_side=last_side,
        owner=owner,
    )


def stage_line(cycle: Cycle) -> str:
    """The stage in words, with how far it is."""
    late = cycle.days_late
    if cycle.waiting.held:
        return "On hold"
    match cycle.stage:
        case InjectionStage.LAPSED:
            return f"Lapsed, {plural(late, 'day')} late"
        case InjectionStage.OVERDUE:
            return f"Overdue, {plural(late, 'day')} late"
        case InjectionStage.DUE:
            return "Due today"
        case InjectionStage.EARLY | InjectionStage.UPCOMING:
            return f"{words.STAGE[cycle.stage]}, due in {plural(-late, 'day')}"


def severity_of(cycle: Cycle) -> Severity | None:
    """How soon a person must look; None where nothing presses."""
    if cycle.waiting.held:
        return None
    if cycle.stage is InjectionStage.LAPSED:
        return Severity.URGENT
    if cycle.stage is InjectionStage.OVERDUE or cycle.todo in _TODAY:
        return Severity.HIGH
    return Severity.NORMAL if cycle.stage in (InjectionStage.DUE, InjectionStage.EARLY) else None


def reminded_line(left: Mapping[int, datetime]) -> str:
    """Which texts about the visit left: "7 and 3 days before"."""
    days = [str(days) for days in sorted(left, reverse=True) if days]
    parts = [" and ".join(filter(None, [", ".join(days[:-1]), days[-1]]))] if days else []
    said = [f"{parts[0]} {'day' if days == ['1'] else 'days'} before"] if parts else []
    said += ["that morning"] if 0 in left else []
    return ", ".join(said)


def step_note(state: StepState) -> str:
    """What a step says beside done or not."""
    line = state.line
    if line is None or not state.done:
        return ""
    if state.step is CycleStep.URINE_TESTED:
        return words.URINE.get(line.value or "", "")
    return "by text" if line.inbound_id else ""
