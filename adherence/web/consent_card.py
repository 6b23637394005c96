"""Consent on the patient's page: the ledger with its wordings, pauses, the opt-out link and earlier numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from adherence.db.chart import Chart
from adherence.db.consent_wordings import wordings_of
from adherence.db.consents import Consent
from adherence.db.past_numbers import past_numbers_of
from adherence.db.patients import Patient
from adherence.db.stop_links import link_of
from adherence.db.topic_pauses import TopicPause, pauses_of
from adherence.domain.consent_wording import ConsentWording, find_wording
from adherence.domain.states import ConsentEvent
from adherence.web.consent_words import PAUSE, WHY_LEFT
from adherence.web.sessions import request_session


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """One line of the ledger; ``agrees`` where a wording was agreed to, ``wording`` None where it is not on file."""

    line: Consent
    by: str
    agrees: bool
    wording: ConsentWording | None


@dataclass(frozen=True, slots=True)
class PauseLine:
    """One pause in words."""

    pause: TopicPause
    title: str
    by: str


def consent_card(patient: Patient, chart: Chart, today: date) -> dict[str, object]:
    """Everything that the card shows; four queries, whatever is on the ledger."""
    session = request_session()
    entered = [row.wording for row in wordings_of(session, patient.clinic_id)]
    lines = [
        ConsentLine(
            line=line,
            by=chart.names.get(line.recorded_by or "", "another system") if line.recorded_by else "",
            agrees=line.event is not ConsentEvent.OPT_OUT,
            wording=find_wording(entered, line.wording_version, line.language),
        )
        for line in reversed(chart.consents)
    ]
    pauses = [_pause_line(pause, chart) for pause in pauses_of(session, patient.clinic_id, patient.id)]
    return {
        "consent_lines": lines,
        "pauses": [one for one in pauses if _holds(one.pause, today)],
        "earlier_pauses": [one for one in pauses if not _holds(one.pause, today)],
        "stop_link": link_of(session, patient.clinic_id, patient.id),
        "past_numbers": [(one, WHY_LEFT[one.why]) for one in past_numbers_of(session, patient.clinic_id, patient.id)],
    }


def _holds(pause: TopicPause, today: date) -> bool:
    return pause.ended_at is None and today < pause.until_on


def _pause_line(pause: TopicPause, chart: Chart) -> PauseLine:
    by = chart.names.get(pause.recorded_by, "another system") if pause.recorded_by else "the patient"
    return PauseLine(pause, PAUSE[pause.topic], by)
