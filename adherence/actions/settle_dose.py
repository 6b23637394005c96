"""Write what became of a dose: a line in the ledger, the state that it amounts to, and its texts cancelled."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from adherence.actions.cancel_texts import cancel_texts
from adherence.db.doses import Administration, Dose, administrations_of
from adherence.db.holds import spans_by_patient
from adherence.db.types import new_id
from adherence.domain.holds import hold_over
from adherence.domain.states import TAKEN_STATES, DoseState, Source


def settle_dose(
    session: Session,
    dose: Dose,
    state: DoseState,
    *,
    source: Source,
    now: datetime,
    taken_at: datetime | None = None,
    quantity_mg: float | None = None,
    reason: str | None = None,
    note: str | None = None,
    by: str | None = None,
    inbound_id: str | None = None,
) -> Administration:
    """Append a record to a dose (the patient's row is held); it supersedes the one that held until now."""
    record_id = new_id()
    earlier = current_record(session, dose)
    sealed = session.info["vault"].seal(note, "administrations", "note_sealed", record_id) if note else None
    record = Administration(
        id=record_id,
        clinic_id=dose.clinic_id,
        patient_id=dose.patient_id,
        dose_id=dose.id,
        state=state,
        source=source,
        taken_at=taken_at,
        quantity_mg=(quantity_mg or dose.quantity_mg) if state in TAKEN_STATES else quantity_mg,
        reason=reason,
        note_sealed=sealed,
        recorded_at=now,
        recorded_by=by,
        inbound_id=inbound_id,
        supersedes_id=earlier.id if earlier else None,
    )
    session.add(record)
    session.flush()
    _apply(dose, record)
    cancel_texts(session, dose.patient_id, reason="dose_settled", dose_id=dose.id)
    return record


def take_back(session: Session, dose: Dose, *, now: datetime, by: str | None = None) -> Administration | None:
    """Take back the newest record of a dose: the one before it holds again; None where there is none."""
    newest = current_record(session, dose)
    if newest is None:
        return None
    before = _before(administrations_of(session, dose.id), newest)
    silent, reason = _silent_state(session, dose, now)
    session.add(
        Administration(
            clinic_id=dose.clinic_id,
            patient_id=dose.patient_id,
            dose_id=dose.id,
            state=before.state if before else silent,
            source=newest.source,
            recorded_at=now,
            recorded_by=by,
            supersedes_id=newest.id,
            undoes=True,
        )
    )
    if before is not None:
        _apply(dose, before)
    else:
        dose.state, dose.reason = silent, reason
        dose.source = dose.recorded_at = dose.taken_at = None
    session.flush()
    return newest


def current_record(session: Session, dose: Dose) -> Administration | None:
    """The record that holds now, undone ones left out."""
    return holding_of(administrations_of(session, dose.id))


def holding_of(records: list[Administration]) -> Administration | None:
    """The record of a ledger (oldest line first) that holds now, undone ones left out."""
    gone = {record.supersedes_id for record in records if record.undoes}
    holding = [record for record in records if not record.undoes and record.id not in gone]
    return holding[-1] if holding else None


def _before(records: list[Administration], newest: Administration) -> Administration | None:
    gone = {record.supersedes_id for record in records if record.undoes} | {newest.id}
    holding = [record for record in records if not record.undoes and record.id not in gone]
    return holding[-1] if holding else None


def _silent_state(session: Session, dose: Dose, now: datetime) -> tuple[DoseState, str | None]:
    """What a dose is when nothing is known of it, and why: on a held day it is held."""
    hold = hold_over(spans_by_patient(session, [dose.patient_id])[dose.patient_id], dose.kind, dose.on)
    if hold is not None:
        return DoseState.HELD, hold.reason
    return DoseState.UPCOMING if now < dose.window_closes_at else DoseState.NO_ANSWER, None


def _apply(dose: Dose, record: Administration) -> None:
    dose.state, dose.reason, dose.source = record.state, record.reason, record.source
    dose.recorded_at, dose.taken_at = record.recorded_at, record.taken_at
