"""The whole line of time of a patient, a page at a time, narrowed by plain links."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from uuid import UUID

from flask import Blueprint, render_template, request

from adherence.db.chart import MOST_RECORDS, MOST_TEXTS, Chart, chart_of, with_doses_of_texts
from adherence.web.guard import SEES_PATIENTS, allow
from adherence.web.reading import patient_or_404, policy
from adherence.web.sessions import request_session
from adherence.web.timeline import PAGE_EVENTS, Event, EventKind, whole_timeline

KIND_NAMES: dict[EventKind, str] = {
    EventKind.DOSES: "Doses",
    EventKind.TEXTS: "Texts",
    EventKind.VISITS: "Visits",
    EventKind.NOTES: "Notes and calls",
    EventKind.FLAGS: "Flags",
    EventKind.CHANGES: "Changes",
}

bp = Blueprint("timeline_page", __name__)


@bp.get("/patients/<uuid:patient_id>/timeline")
@allow(*SEES_PATIENTS)
def show(patient_id: UUID) -> str:
    """What happened, newest first, before an instant where one is given."""
    patient = patient_or_404(patient_id)
    session, before = request_session(), _before()
    wanted = request.args.get("kind", "")
    kind = EventKind(wanted) if wanted in set(EventKind) else None
    chart = chart_of(session, patient.clinic_id, patient.id, date.min, before=before, without_doses=True)
    chart = with_doses_of_texts(session, patient.clinic_id, chart)
    events = [event for event in whole_timeline(chart, patient, policy()) if before is None or event.at < before]
    shown, following = cut(events, chart, kind)
    return render_template(
        "timeline.html",
        patient=patient,
        zone=patient.zone,
        events=shown,
        kind=kind,
        kinds=KIND_NAMES,
        following=following.isoformat() if following else "",
        newest=before is None,
    )


def cut(events: Sequence[Event], chart: Chart, kind: EventKind | None) -> tuple[list[Event], datetime | None]:
    """The events of one page, and the instant before which the next page begins; None where nothing is left.

    Where only the newest rows of a kind were read, nothing older than the oldest of them is shown yet: what lies
    between two of its rows must not be skipped. Events of one instant stay together.
    """
    horizon = _horizon(chart, kind)
    wanted = [event for event in events if kind is None or event.kind is kind]
    whole = [event for event in wanted if horizon is None or event.at >= horizon]
    if len(whole) > PAGE_EVENTS:
        last = whole[PAGE_EVENTS - 1].at
        return [event for event in whole if event.at >= last], last
    return whole, horizon


def _horizon(chart: Chart, kind: EventKind | None) -> datetime | None:
    """The oldest instant down to which everything of a kind was read; None where all of it was."""
    records = [record.recorded_at for found in chart.records.values() for record in found]
    read: list[datetime] = []
    if kind in (None, EventKind.DOSES) and len(records) >= MOST_RECORDS:
        read.append(min(records))
    if kind in (None, EventKind.TEXTS) and len(chart.sent) >= MOST_TEXTS:
        read.append(min(text.due_at for text in chart.sent))
    if kind in (None, EventKind.TEXTS) and len(chart.received) >= MOST_TEXTS:
        read.append(min(message.received_at for message in chart.received))
    return max(read, default=None)


def _before() -> datetime | None:
    """The instant asked for; whatever is none is left out."""
    try:
        found = datetime.fromisoformat(request.args.get("before", "").replace(" ", "+"))
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo is not None and 1900 < found.year < 2200 else None
