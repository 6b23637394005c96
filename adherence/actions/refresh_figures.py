"""Work out anew the figures by which lists select and sort: of patients that changed, and of each every local day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session

from adherence.db.doses import Dose
from adherence.db.figures import NEVER_REPLIED, NO_INJECTION, PatientFigures
from adherence.db.inbound import InboundMessage
from adherence.db.overview import NOT_GIVEN_YET
from adherence.db.patients import Patient
from adherence.domain.bands import band_of, taken_order
from adherence.domain.measure.taken import span_start, taken_figure
from adherence.domain.states import DoseState, PlanKind
from adherence.domain.timing import ONE_DAY, day_start, local_date
from adherence.runtime import Runtime

_BATCH = 400
_AT_MOST_AHEAD = timedelta(days=3)
"""A later instant was set before the clock was put back."""
_log = structlog.get_logger(__name__)

_Stale = tuple[Patient, int]


def refresh_figures(rt: Runtime) -> int:
    """Some hundred patients at a time; returns of how many. They are read without a lock and written in one go."""
    now = rt.now()
    with rt.database.reading() as session:
        stale = _stale(session, now)
        if not stale:
            return 0
        rows = _figures(session, stale, now)
    with rt.database.writing(durable=False) as session:
        _write(session, rows)
    return len(rows)


def _stale(session: Session, now: datetime) -> list[_Stale]:
    """Patients whose figures are to be worked out, each with the number of changes that they take in."""
    for due in (PatientFigures.refresh_at <= now, PatientFigures.refresh_at > now + _AT_MOST_AHEAD):
        query = (
            select(Patient, PatientFigures.changes)
            .join(PatientFigures, PatientFigures.patient_id == Patient.id)
            .where(due)
            .order_by(PatientFigures.refresh_at)
            .limit(_BATCH)
        )
        if found := [(patient, changes) for patient, changes in session.execute(query)]:
            return found
    return []


def _figures(session: Session, stale: Sequence[_Stale], now: datetime) -> list[dict[str, Any]]:
    ids = [patient.id for patient, _ in stale]
    today = {patient.id: local_date(now, patient.zone) for patient, _ in stale}
    states = _states(session, ids, today)
    injections, replies = _next_injections(session, ids), _last_replies(session, ids)
    rows = []
    for patient, changes in stale:
        figure = taken_figure(states[patient.id])
        rows.append(
            {
                "whose": patient.id,
                "seen": changes,
                "band": band_of(figure),
                "taken_order": taken_order(figure),
                "last_reply_at": replies.get(patient.id, NEVER_REPLIED),
                "next_injection_on": injections.get(patient.id, NO_INJECTION),
                "computed_on": today[patient.id],
                "refresh_at": day_start(today[patient.id] + ONE_DAY, patient.zone),
            }
        )
    return sorted(rows, key=lambda row: str(row["whose"]))


def _states(session: Session, ids: Collection[str], today: Mapping[str, date]) -> dict[str, Counter[DoseState]]:
    """How many tablets of daily plans each patient has in each state, over the span that lists show."""
    found: dict[str, Counter[DoseState]] = defaultdict(Counter)
    for on in sorted(set(today.values())):
        # Three dates at most: all over the world it is never more than three days at once.
        theirs = [patient_id for patient_id in ids if today[patient_id] == on]
        query = (
            select(Dose.patient_id, Dose.state, func.count())
            .where(Dose.patient_id.in_(theirs), Dose.on >= span_start(on), Dose.on <= on)
            .where(Dose.kind == PlanKind.DAILY)
            .group_by(Dose.patient_id, Dose.state)
        )
        for patient_id, state, count in session.execute(query):
            found[patient_id][state] = count
    return found


def _next_injections(session: Session, ids: Collection[str]) -> dict[str, date]:
    """The day of the newest planned injection of each patient, where that one is still to be given."""
    query = select(Dose.patient_id, Dose.on, Dose.state).where(
        Dose.patient_id.in_(ids), Dose.kind == PlanKind.INJECTION, Dose.state != DoseState.CANCELLED
    )
    newest = {patient_id: (on, state) for patient_id, on, state in session.execute(query.order_by(Dose.due_at))}
    return {patient_id: on for patient_id, (on, state) in newest.items() if state in NOT_GIVEN_YET}


def _last_replies(session: Session, ids: Collection[str]) -> dict[str, datetime]:
    query = select(InboundMessage.patient_id, func.max(InboundMessage.received_at)).where(
        InboundMessage.patient_id.in_(ids)
    )
    rows = session.execute(query.group_by(InboundMessage.patient_id))
    return {patient_id: at for patient_id, at in rows if patient_id is not None}


def _write(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Write them, but not over a change that came meanwhile: that one's mark stays.

    Rows that somebody marks at this moment are left for the next look, so this waits for nobody.
    """
    held = select(PatientFigures.patient_id).where(PatientFigures.patient_id.in_([row["whose"] for row in rows]))
    free = set(session.scalars(held.with_for_update(skip_locked=True)))
    columns = ("band", "taken_order", "last_reply_at", "next_injection_on", "computed_on", "refresh_at")
    table = PatientFigures.__table__
    write = (
        update(table)  # type: ignore[arg-type]
        .where(table.c.patient_id == bindparam("whose"), table.c.changes == bindparam("seen"))
        .values({column: bindparam(column) for column in columns})
    )
    if ready := [row for row in rows if row["whose"] in free]:
        session.connection().execute(write, ready)
