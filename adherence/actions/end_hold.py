"""End a hold on another day than entered: earlier, so that doses come back, or later, when it takes longer."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from adherence.actions.enter_hold import check_length, refuse_overlap
from adherence.actions.follow_holds import follow_holds
from adherence.actions.release_holds import stop_asking
from adherence.actions.withdraw_hold import withdraw
from adherence.actions.withdraw_record import withdraw_record
from adherence.db.gates import latest_gate
from adherence.db.holds import Hold
from adherence.db.patients import Patient, lock_patient
from adherence.db.types import new_id
from adherence.domain.actor import Actor
from adherence.domain.errors import refuse
from adherence.domain.forms import Form
from adherence.domain.holds import released_on
from adherence.domain.timing import ONE_DAY, local_date


def end_hold(session: Session, actor: Actor, hold: Hold, data: object, *, now: datetime) -> Hold:
    """Set ``on``, the new last day, with a ``reason``; gives the hold that holds now. Raises ``Refused``.

    A day before the hold's first cancels it. Else the hold is replaced by one with the new day, so that bringing the
    old one back undoes it; days that are over stay held.
    """
    form = Form(data, ("on", "reason"))
    on, reason = form.at("on").day(), form.at("reason").text(1000)
    patient = lock_patient(session, hold.patient_id)
    session.refresh(hold)
    today = local_date(now, patient.zone)
    if form.at("on").is_sound and hold.from_on <= on:
        if on < today - ONE_DAY:
            form.fail("on", "lies further back than yesterday; days that are over stay held")
        check_length(form, "on", hold.from_on, on)
    form.done()
    _refuse_if_over(hold, today)
    if on < hold.from_on:
        withdraw(session, actor, patient, hold, reason, now=now)
        return hold
    if on == hold.to_on:
        raise refuse("on", "is the last day already; write another day", conflict=True)
    refuse_overlap(session, patient, hold.stops_on, on, field="on", without=hold)
    changed = _with_last_day(session, patient, hold, on)
    session.add(changed)
    session.flush()
    withdraw_record(session, actor, hold, reason, now=now, replaced_by=changed)
    stop_asking(session, patient, outcome="hold_changed", now=now, by=actor.id)
    follow_holds(session, patient, now=now)
    return changed


def _refuse_if_over(hold: Hold, today: date) -> None:
    if hold.withdrawn:
        raise refuse("hold", "was withdrawn or changed already; reload and look again", conflict=True)
    until = hold.span.until
    if until is not None and until <= today:
        raise refuse("hold", f"is over since {until}; enter a new one instead", conflict=True)


def _with_last_day(session: Session, patient: Patient, hold: Hold, on: date) -> Hold:
    """The same hold with another last day; a gate that released it goes on releasing it."""
    changed_id, vault = new_id(), session.info["vault"]
    gate = latest_gate(session, patient.id) if hold.needs_gate and hold.released_on else None
    passed_on = local_date(gate.signed_at, patient.zone) if gate and gate.passed else None
    return Hold(
        id=changed_id,
        clinic_id=hold.clinic_id,
        patient_id=hold.patient_id,
        kind=hold.kind,
        from_on=hold.from_on,
        to_on=on,
        stops_on=hold.stops_on,
        needs_gate=hold.needs_gate,
        released_on=released_on(hold.from_on, on, passed_on),
        reason_sealed=vault.seal(hold.reason, "holds", "reason_sealed", changed_id) if hold.reason else None,
        override_sealed=vault.seal(hold.override, "holds", "override_sealed", changed_id) if hold.override else None,
        recorded_at=hold.recorded_at,
        recorded_by=hold.recorded_by,
    )
