"""Withdraw a hold that was called off or entered by mistake, or bring one back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from adherence.actions.enter_hold import refuse_overlap
from adherence.actions.follow_holds import follow_holds
from adherence.actions.release_holds import stop_asking
from adherence.actions.withdraw_record import replacement_of, restore_record, withdraw_record
from adherence.db.doses import Dose, is_held_by_hold
from adherence.db.gates import latest_gate
from adherence.db.holds import Hold
from adherence.db.patients import Patient, lock_patient
from adherence.domain.actor import Actor
from adherence.domain.errors import refuse
from adherence.domain.forms import Form
from adherence.domain.holds import released_on
from adherence.domain.states import DoseState, PlanKind
from adherence.domain.timing import local_date


def withdraw_hold(session: Session, actor: Actor, hold: Hold, data: object, *, now: datetime) -> Hold:
    """Withdraw with a ``reason``: the hold counts for nothing, and doses still to come are back. Raises ``Refused``."""
    reason = _reason(data)
    patient = lock_patient(session, hold.patient_id)
    session.refresh(hold)
    withdraw(session, actor, patient, hold, reason, now=now)
    return hold


def withdraw(session: Session, actor: Actor, patient: Patient, hold: Hold, reason: str, *, now: datetime) -> None:
    """Withdraw a hold (the patient's row is held); silence that it only explained afterwards is silence again.

    Days on which nothing was sent because of it stay held: nobody was asked.
    """
    span = hold.span
    withdraw_record(session, actor, hold, reason, now=now)
    explained = select(Dose).where(
        Dose.patient_id == patient.id,
        is_held_by_hold(),
        Dose.kind != PlanKind.INJECTION,
        Dose.on >= span.first,
        Dose.window_closes_at <= hold.recorded_at,
    )
    for dose in session.scalars(explained):
        if span.covers(dose.on):
            dose.state, dose.reason = DoseState.NO_ANSWER, None
    stop_asking(session, patient, outcome="hold_withdrawn", now=now, by=actor.id)
    follow_holds(session, patient, now=now)


def restore_hold(session: Session, actor: Actor, hold: Hold, data: object, *, now: datetime) -> Hold:
    """Bring a withdrawn hold back with a ``reason``; what replaced it is withdrawn. Raises ``Refused``."""
    reason = _reason(data)
    patient = lock_patient(session, hold.patient_id)
    session.refresh(hold)
    if not hold.withdrawn:
        raise refuse("hold", "was not withdrawn", conflict=True)
    replacement = replacement_of(session, hold)
    refuse_overlap(session, patient, hold.stops_on, hold.to_on, field="hold", without=replacement)
    restore_record(session, actor, hold, reason, now=now)
    gate = latest_gate(session, patient.id)
    if hold.needs_gate and gate is not None and gate.passed and gate.signed_at > hold.recorded_at:
        hold.released_on = released_on(hold.from_on, hold.to_on, local_date(gate.signed_at, patient.zone))
    follow_holds(session, patient, now=now)
    return hold


def _reason(data: object) -> str:
    form = Form(data, ("reason",))
    reason = form.at("reason").text(1000)
    form.done()
    return reason
