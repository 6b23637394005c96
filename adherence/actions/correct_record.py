"""Withdraw a record or bring it back on a person's word, and work out anew what followed from it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from adherence.actions.resolve_flag import close_flags
from adherence.actions.warn_of_opioids import current_opioids, warn_of_opioids
from adherence.actions.withdraw_record import restore_record, withdraw_record
from adherence.db.corrections import Correction
from adherence.db.flags import Flag
from adherence.db.patients import Patient, lock_patient
from adherence.db.records import Record, kind_of
from adherence.domain.actor import Actor
from adherence.domain.errors import refuse
from adherence.domain.forms import Form
from adherence.domain.states import CorrectionEvent, FlagKind, FlagState, RecordKind

LONGEST_REASON = 500
_Effect = Callable[[Session, Actor, Patient, datetime], None]


def correct_record(
    session: Session, actor: Actor, record: Record, event: CorrectionEvent, data: object, *, now: datetime
) -> Correction:
    """Withdraw or restore a record with ``{"reason"}``; raises ``Refused``, also for what is not corrected here."""
    effect = EFFECTS.get(kind_of(record))
    if effect is None:
        raise refuse("record", "is corrected on its own page", conflict=True)
    form = Form(data, ("reason",))
    reason = form.at("reason").text(LONGEST_REASON)
    form.done()
    patient = lock_patient(session, record.patient_id)
    session.refresh(record)
    change = withdraw_record if event is CorrectionEvent.WITHDRAWN else restore_record
    line = change(session, actor, record, reason, now=now)
    effect(session, actor, patient, now)
    return line


def _look_at_medicines(session: Session, actor: Actor, patient: Patient, now: datetime) -> None:
    """With an opioid on the list the care team is told; without one a flag that came only from the list is closed."""
    if current_opioids(session, patient, now):
        warn_of_opioids(session, patient, now=now)
        return
    of_the_list = select(Flag.id).where(
        Flag.patient_id == patient.id,
        Flag.kind == FlagKind.INTERACTION,
        Flag.state == FlagState.OPEN,
        Flag.inbound_id.is_(None),
    )
    if session.scalar(of_the_list) is not None:
        close_flags(session, patient, (FlagKind.INTERACTION,), outcome="record_withdrawn", now=now, by=actor.id)


EFFECTS: dict[RecordKind, _Effect] = {
    RecordKind.MEDICINE: _look_at_medicines,
}
"""What a correction of each kind sets off. Kinds that are not here move doses, due dates, counts and flags: their verbs
and pages are their own, and correcting them here is refused."""
