"""Staff record, correct or take back what became of a dose."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from adherence.actions.settle_dose import current_record, settle_dose, take_back
from adherence.db.doses import Administration, Dose
from adherence.db.patients import lock_patient
from adherence.domain.actor import Actor
from adherence.domain.errors import refuse
from adherence.domain.forms import Form, past_instant
from adherence.domain.states import DoseState, PlanKind, Source

_FIELDS = ("state", "taken_at", "quantity_mg", "reason", "supersedes", "source", "note")
_STATES = (DoseState.TAKEN, DoseState.SKIPPED, DoseState.MISSED)
_EARLIEST, _LATEST = timedelta(hours=24), timedelta(hours=48)
"""A tablet of another time is not this dose: it is recorded beside the plan."""
_FAR_OFF = "is not near this dose; write a time from a day before it to two days after its window"
_BY_STAFF = (Source.STAFF, Source.OBSERVED, Source.PHARMACY, Source.DEVICE)


def record_administration(session: Session, actor: Actor, dose: Dose, data: object, *, now: datetime) -> Administration:
    """Record a dose for the patient; ``taken`` after the late boundary becomes ``taken_late``. Raises ``Refused``."""
    form = Form(data, _FIELDS)
    state = form.at("state").choice(_STATES)
    taken_at = form.optional("taken_at", past_instant(now))
    quantity = form.optional("quantity_mg", lambda entry: entry.quantity())
    reason = form.optional("reason", lambda entry: entry.text(64))
    note = form.optional("note", lambda entry: entry.text(2000))
    source = form.optional("source", lambda entry: entry.choice(_BY_STAFF)) or Source.STAFF
    supersedes = form.optional("supersedes", lambda entry: entry.text(64))
    form.done()
    if dose.kind is PlanKind.INJECTION:
        where = "an injection is recorded under injections; there also why it was not given"
        raise refuse("state", where, conflict=True)
    lock_patient(session, dose.patient_id)
    session.refresh(dose)
    if dose.state is DoseState.CANCELLED:
        raise refuse("dose", "was taken out of the plan", conflict=True)
    if now < dose.window_opens_at:
        raise refuse("dose", "is not due yet; record it once its time has come", conflict=True)
    _check_superseded(session, dose, supersedes)
    if taken_at is not None and not dose.due_at - _EARLIEST <= taken_at <= dose.window_closes_at + _LATEST:
        raise refuse("taken_at", _FAR_OFF)
    settled = DoseState(state or DoseState.MISSED)
    if settled is DoseState.TAKEN:
        taken_at = taken_at or now
        settled = DoseState.TAKEN_LATE if taken_at >= dose.late_from else DoseState.TAKEN
    return settle_dose(
        session,
        dose,
        settled,
        source=Source(source),
        now=now,
        taken_at=taken_at,
        quantity_mg=quantity,
        reason=reason,
        note=note,
        by=actor.id,
    )


def undo_administration(session: Session, actor: Actor, dose: Dose, *, now: datetime) -> Dose:
    """Take back the newest record of a dose; raises ``Refused`` where there is none."""
    lock_patient(session, dose.patient_id)
    session.refresh(dose)
    if dose.kind is PlanKind.INJECTION:
        raise refuse("dose", "is an injection; correct it under injections", conflict=True)
    if take_back(session, dose, now=now, by=actor.id) is None:
        raise refuse("dose", "has no record to take back", conflict=True)
    return dose


def _check_superseded(session: Session, dose: Dose, supersedes: str | None) -> None:
    """A correction names the record that it saw, so that two people never overwrite each other unknowingly."""
    if supersedes is None:
        return
    holding = current_record(session, dose)
    if holding is None or holding.id != supersedes:
        raise refuse("supersedes", "is not the record that holds now; reload and look again", conflict=True)
