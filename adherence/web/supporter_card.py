"""A patient's supporters on the patient's page: who is told what until when, and what they wrote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from adherence.db.chart import Chart
from adherence.db.inbound import InboundMessage, inbound_of_supporters
from adherence.db.patients import Patient
from adherence.db.supporters import Supporter, supporters_of
from adherence.domain.states import ConsentState
from adherence.domain.supporters import SupportEvent
from adherence.web.consent_words import SUPPORT_EVENT, WHY_ENDED
from adherence.web.sessions import request_session


@dataclass(frozen=True, slots=True)
class SupporterLine:
    """One supporter in words; ``is_live`` until STOP, an end, or the last day."""

    supporter: Supporter
    is_live: bool
    state: str
    tone: str
    told: str
    by: str
    texts: tuple[InboundMessage, ...]


def supporter_card(patient: Patient, chart: Chart, today: date) -> dict[str, object]:
    """Those of now and those of before; two queries, whatever their number."""
    session = request_session()
    rows = supporters_of(session, patient.clinic_id, patient.id)
    texts = inbound_of_supporters(session, patient.clinic_id, [row.id for row in rows])
    lines = [_line(row, texts, chart, today) for row in rows]
    return {
        "supporters": [line for line in lines if line.is_live],
        "earlier_supporters": [line for line in lines if not line.is_live],
    }


def events_line(supporter: Supporter) -> str:
    """What is told, in words."""
    known = [event for event in SupportEvent if event.value in supporter.events]
    return "; ".join(SUPPORT_EVENT[event].lower() for event in known)


def _line(row: Supporter, texts: Sequence[InboundMessage], chart: Chart, today: date) -> SupporterLine:
    state, tone = _state(row, today)
    return SupporterLine(
        supporter=row,
        is_live=row.is_live(today),
        state=state,
        tone=tone,
        told=events_line(row),
        by=chart.names.get(row.recorded_by or "", "another system"),
        texts=tuple(text for text in texts if text.supporter_id == row.id),
    )


def _state(row: Supporter, today: date) -> tuple[str, str]:
    """How things stand, and the tone of its mark."""
    if row.ended_at is not None or row.consent_state is ConsentState.REVOKED:
        return "Ended: " + WHY_ENDED.get(row.end_reason or "", "wants no texts"), "bad"
    if row.expires_on < today:
        return "Over: its time has run out", "warn"
    if row.consent_state is ConsentState.GRANTED:
        return "Agreed", "good"
    return "Asked, has not answered yet", "warn"
