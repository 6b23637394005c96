"""Snooze a flag: it is left out of the list until an instant, unless the same thing happens again before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from adherence.actions.note_act import note_act
from adherence.actions.resolve_flag import hold_flag
from adherence.db.flags import Flag
from adherence.db.patients import Patient, lock_patient
from adherence.domain.actor import Actor
from adherence.domain.attention import LONGEST_SNOOZE, may_wait
from adherence.domain.due import due_by
from adherence.domain.errors import refuse
from adherence.domain.forms import Form, instant
from adherence.domain.on_call import FlagActKind
from adherence.domain.states import FlagState


def snooze_flag(session: Session, actor: Actor, flag: Flag, data: object, *, now: datetime) -> Flag:
    """Snooze an open flag with ``{"until"}``, an instant within 30 days; raises ``Refused``."""
    until = read_until(data, now=now)
    hold_flag(session, flag)
    if flag.patient_id is None:
        raise refuse("flag", "is about no patient; resolve it instead", conflict=True)
    if flag.state is FlagState.RESOLVED:
        raise refuse("flag", "was resolved already", conflict=True)
    if not may_wait(flag.severity):
        raise refuse("flag", "is urgent and cannot be snoozed; take it instead", conflict=True)
    _snooze(session, actor, session.get_one(Patient, flag.patient_id), flag, until, now)
    session.flush()
    return flag


def snooze_patient(session: Session, actor: Actor, patient: Patient, until: datetime, *, now: datetime) -> int:
    """Snooze all that is open about a patient, as one row of the list; raises ``Refused`` where something is urgent."""
    patient = lock_patient(session, patient.id)
    flags = _open_flags(session, patient)
    if not flags:
        raise refuse("flag", "was resolved already", conflict=True)
    if not all(may_wait(flag.severity) for flag in flags):
        raise refuse("flag", "is urgent and cannot be snoozed; take it instead", conflict=True)
    for flag in flags:
        _snooze(session, actor, patient, flag, until, now)
    session.flush()
    return len(flags)


def read_until(data: object, *, now: datetime) -> datetime:
    """The instant until which something is to be snoozed; raises ``Refused``."""
    form = Form(data, ("until",))
    until = instant(form.at("until"))
    if until <= now:
        form.fail("until", "lies in the past; choose a later day")
    elif until > now + LONGEST_SNOOZE:
        form.fail("until", f"lies too far ahead; choose a day within {LONGEST_SNOOZE.days} days")
    form.done()
    return until


def _snooze(session: Session, actor: Actor, patient: Patient, flag: Flag, until: datetime, now: datetime) -> None:
    flag.due_before_snooze = flag.due_before_snooze or flag.due_at
    flag.snoozed_until, flag.snoozed_at, flag.snoozed_by = until, now, actor.id
    # It is due as if it had been opened when it comes back: nobody is called because the team decided to wait.
    flag.due_at = max(flag.due_before_snooze, due_by(flag.severity, until, patient.zone))
    note_act(session, flag, FlagActKind.SNOOZED, now=now, by=actor.id)


def _open_flags(session: Session, patient: Patient) -> Sequence[Flag]:
    query = select(Flag).where(Flag.patient_id == patient.id, Flag.state == FlagState.OPEN).order_by(Flag.id)
    return session.scalars(query.execution_options(populate_existing=True)).all()
