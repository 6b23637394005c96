"""Withdraw a record with a reason, or bring a withdrawn one back; both are lines of the ledger of corrections."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from adherence.db.corrections import Correction
from adherence.db.records import Record, kind_of
from adherence.db.types import new_id
from adherence.domain.actor import Actor
from adherence.domain.errors import refuse
from adherence.domain.states import CorrectionEvent

RecordT = TypeVar("RecordT", bound=Record)


def withdraw_record(
    session: Session, actor: Actor, record: Record, reason: str, *, now: datetime, replaced_by: Record | None = None
) -> Correction:
    """Withdraw a record (the patient's row is held); raises ``Refused`` where it was withdrawn already.

    The caller works out anew what followed from the record: due dates, supply, flags.
    """
    if record.withdrawn:
        raise refuse("record", "was withdrawn already", conflict=True)
    record.withdrawn = True
    return _note(session, actor, record, CorrectionEvent.WITHDRAWN, reason, now, replaced_by)


def restore_record(session: Session, actor: Actor, record: Record, reason: str, *, now: datetime) -> Correction:
    """Bring a withdrawn record back (the patient's row is held); what replaced it is withdrawn. Raises ``Refused``."""
    if not record.withdrawn:
        raise refuse("record", "was not withdrawn", conflict=True)
    replacement = replacement_of(session, record)
    if replacement is not None and not replacement.withdrawn:
        withdraw_record(session, actor, replacement, reason, now=now, replaced_by=record)
    record.withdrawn = False
    return _note(session, actor, record, CorrectionEvent.RESTORED, reason, now, None)


def replacement_of(session: Session, record: RecordT) -> RecordT | None:
    """The record that took the place of a withdrawn one; None where nothing did."""
    replacement_id = _newest_withdrawal(session, record).replaced_by_id
    return session.get(type(record), replacement_id) if replacement_id else None


def _newest_withdrawal(session: Session, record: Record) -> Correction:
    query = select(Correction).where(Correction.record_id == record.id, Correction.event == CorrectionEvent.WITHDRAWN)
    return session.scalars(query.order_by(Correction.recorded_at.desc(), Correction.id.desc()).limit(1)).one()


def _note(
    session: Session,
    actor: Actor,
    record: Record,
    event: CorrectionEvent,
    reason: str,
    now: datetime,
    replaced_by: Record | None,
) -> Correction:
    line_id = new_id()
    line = Correction(
        id=line_id,
        clinic_id=record.clinic_id,
        patient_id=record.patient_id,
        record=kind_of(record),
        record_id=record.id,
        event=event,
        replaced_by_id=replaced_by.id if replaced_by else None,
        reason_sealed=session.info["vault"].seal(reason, "corrections", "reason_sealed", line_id),
        recorded_at=now,
        recorded_by=actor.id,
    )
    session.add(line)
    session.flush()
    return line
