"""Record again what was taken back about a dose: the undo of an undo."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from adherence.actions.settle_dose import settle_dose
from adherence.db.doses import Administration, Dose, administrations_of
from adherence.db.patients import lock_patient
from adherence.domain.actor import Actor
from adherence.domain.errors import refuse
from adherence.domain.states import DoseState, PlanKind


def record_again(session: Session, actor: Actor, dose: Dose, *, now: datetime) -> Administration:
    """Append a copy of the record that was taken back last; raises ``Refused`` where something was recorded since."""
    lock_patient(session, dose.patient_id)
    session.refresh(dose)
    if dose.kind is PlanKind.INJECTION:
        raise refuse("dose", "is an injection; correct it under injections", conflict=True)
    if dose.state is DoseState.CANCELLED:
        raise refuse("dose", "was taken out of the plan", conflict=True)
    gone = taken_back_last(administrations_of(session, dose.id))
    if gone is None:
        raise refuse("dose", "has no record that was just taken back", conflict=True)
    return settle_dose(
        session,
        dose,
        gone.state,
        source=gone.source,
        now=now,
        taken_at=gone.taken_at,
        quantity_mg=gone.quantity_mg,
        reason=gone.reason,
        note=gone.note,
        by=actor.id,
        inbound_id=gone.inbound_id,
    )


def taken_back_last(records: list[Administration]) -> Administration | None:
    """The record that the newest line of a ledger takes back; None where the newest line records something."""
    if not records or not records[-1].undoes:
        return None
    return next((record for record in records if record.id == records[-1].supersedes_id), None)
