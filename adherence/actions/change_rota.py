"""Add, remove and hand over shifts of the on-call rota."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from adherence.db.clinics import Clinic, lock_clinic
from adherence.db.on_call import Shift
from adherence.db.practitioners import Practitioner
from adherence.domain.actor import Actor
from adherence.domain.errors import refuse
from adherence.domain.forms import Form
from adherence.domain.json_fields import Entry
from adherence.domain.rota import MOST_WEEKS, spans_of
from adherence.domain.states import ACTS_ON_PATIENTS

_LATEST = timedelta(days=366)


def add_shifts(session: Session, actor: Actor, data: object, *, now: datetime) -> list[Shift]:
    """Add one shift, or one for each chosen weekday of some weeks; those that begin in the past are refused.

    Takes ``{"practitioner_id", "on", "starts", "ends", "weeks", "weekdays", "backup"}``; raises ``Refused``.
    """
    form = Form(data, ("practitioner_id", "on", "starts", "ends", "weeks", "weekdays", "backup"))
    clinic = lock_clinic(session, actor.clinic_id)
    staff = _colleague(session, clinic, form.at("practitioner_id"))
    on, starts, ends = form.at("on").day(), form.at("starts").time_of_day(), form.at("ends").time_of_day()
    weeks = form.optional("weeks", lambda entry: entry.whole(1, MOST_WEEKS)) or 1
    weekdays = form.optional("weekdays", lambda entry: entry.distinct(lambda day: day.whole(0, 6), 7)) or []
    backup = form.at("backup").value is True
    form.done()
    zone = ZoneInfo(clinic.time_zone)
    spans = spans_of(on, starts, ends, zone, weeks=weeks, weekdays=weekdays)
    if any(end <= now for _, end in spans):
        raise refuse("on", "is over already; choose today or a later day")
    if any(start > now + _LATEST for start, _ in spans):
        raise refuse("on", "is more than a year away; choose an earlier day")
    _refuse_twice(session, staff, spans, backup)
    shifts = [
        Shift(
            clinic_id=clinic.id,
            practitioner_id=staff.id,
            starts_at=start,
            ends_at=end,
            backup=backup,
            created_at=now,
            created_by=actor.id,
        )
        for start, end in spans
    ]
    session.add_all(shifts)
    session.flush()
    return shifts


def remove_shift(session: Session, actor: Actor, shift: Shift, *, now: datetime) -> Shift:
    """Take a shift out of the rota; raises ``Refused`` where it is over or was removed."""
    lock_clinic(session, actor.clinic_id)
    session.refresh(shift)
    if shift.removed_at is not None:
        raise refuse("shift", "was removed already", conflict=True)
    if shift.ends_at <= now:
        raise refuse("shift", "is over; what was is kept", conflict=True)
    shift.removed_at, shift.removed_by = now, actor.id
    session.flush()
    return shift


def hand_over(session: Session, actor: Actor, shift: Shift, data: object, *, now: datetime) -> Shift:
    """Give the rest of a running shift to a colleague from now on; raises ``Refused``.

    Takes ``{"practitioner_id", "note"}``.
    """
    form = Form(data, ("practitioner_id", "note"))
    clinic = lock_clinic(session, actor.clinic_id)
    staff = _colleague(session, clinic, form.at("practitioner_id"))
    note = form.optional("note", lambda entry: entry.text(2000))
    form.done()
    session.refresh(shift)
    if shift.removed_at is not None or not shift.span.covers(now):
        raise refuse("shift", "is not running now; change the rota instead", conflict=True)
    if staff.id == shift.practitioner_id:
        raise refuse("practitioner_id", "has this shift already; choose a colleague")
    ends_at = shift.ends_at
    # A shift that began this very moment would be left with no time at all.
    if shift.starts_at == now:
        shift.removed_at, shift.removed_by = now, actor.id
    else:
        shift.ends_at = now
    handed = Shift(
        clinic_id=clinic.id,
        practitioner_id=staff.id,
        starts_at=now,
        ends_at=ends_at,
        backup=shift.backup,
        handed_by=shift.practitioner_id,
        created_at=now,
        created_by=actor.id,
    )
    handed.note_sealed = session.info["vault"].seal(note, "shifts", "note_sealed", handed.id) if note else None
    session.add(handed)
    session.flush()
    return handed


def _colleague(session: Session, clinic: Clinic, entry: Entry) -> Practitioner:
    """Somebody who works here and may act on patients; records a fault for anybody else."""
    query = select(Practitioner).where(
        Practitioner.clinic_id == clinic.id, Practitioner.active.is_(True), Practitioner.role.in_(ACTS_ON_PATIENTS)
    )
    staff = {one.id: one for one in session.scalars(query)}
    found = staff.get(entry.value) if isinstance(entry.value, str) else None
    if found is None and entry.value is None:
        entry.fail("is missing; choose a clinician, coordinator or administrator")
    elif found is None:
        entry.fail("is not somebody who can be on call here; choose a clinician, coordinator or administrator")
    return found or Practitioner(name="", clinic_id=clinic.id)


def _refuse_twice(session: Session, staff: Practitioner, spans: list[tuple[datetime, datetime]], backup: bool) -> None:
    mine = select(Shift).where(
        Shift.practitioner_id == staff.id,
        Shift.removed_at.is_(None),
        Shift.backup.is_(backup),
        Shift.ends_at > min(start for start, _ in spans),
        Shift.starts_at < max(end for _, end in spans),
    )
    for other in session.scalars(mine):
        if any(start < other.ends_at and other.starts_at < end for start, end in spans):
            raise refuse("on", "overlaps with a shift that this person has already", conflict=True)
