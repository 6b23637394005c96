"""Invite staff, change what they may do, end and renew their log-ins; each change is kept with who made it."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from adherence.actions.create_practitioner import create_practitioner
from adherence.actions.hand_on_work import hand_on_work, hold_work
from adherence.actions.resolve_flag import close_clinic_flags
from adherence.db.clinics import is_only_clinic, lock_clinic
from adherence.db.practitioners import Practitioner
from adherence.db.staff import StaffChange, other_admins
from adherence.domain.actor import Actor
from adherence.domain.errors import refuse
from adherence.domain.forms import Form
from adherence.domain.json_fields import Entry
from adherence.domain.staff import GIVEN_ON_PAGES, StaffChangeKind, would_lock_out
from adherence.domain.states import ACTS_ON_PATIENTS, Role

_LONGEST_NAME = 80
_LONGEST_EMAIL = 320
_ONLY_ADMIN = "is the only administrator who can log in; make a colleague an administrator first"
_SERVES_OTHERS = "is an operator, who serves other clinics too; a log-in is given where the service runs"


def invite_staff(session: Session, actor: Actor, data: object, *, now: datetime) -> Practitioner:
    """Give somebody a log-in with ``{"name", "email", "role"}``, without a password yet; raises ``Refused``."""
    form = Form(data, ("name", "email", "role"))
    name, email = form.at("name").text(_LONGEST_NAME), form.at("email").text(_LONGEST_EMAIL)
    role = _role(form.at("role"))
    form.done()
    lock_clinic(session, actor.clinic_id)
    staff = create_practitioner(session, clinic_id=actor.clinic_id, email=email, name=name, role=role, now=now)
    _note(session, actor, staff, StaffChangeKind.INVITED, now, new=role)
    return staff


def change_role(session: Session, actor: Actor, staff: Practitioner, data: object, *, now: datetime) -> Practitioner:
    """Set ``{"role"}``; whoever no longer acts on patients hands on to ``{"to"}`` what is in hand. Raises ``Refused``.

    Every session of this person ends: what a page offers was decided when it was opened.
    """
    form = Form(data, ("role", "to"))
    role, to_id = _role(form.at("role")), form.optional("to", lambda entry: entry.text(36))
    form.done()
    staff = _held(session, actor, staff)
    if not staff.active:
        raise refuse("role", "cannot be changed of somebody who has no log-in any more; reactivate it first")
    if staff.role is Role.OPERATOR:
        raise refuse("role", "of an operator is changed where the service runs", conflict=True)
    if staff.role is role:
        return staff
    _refuse_lock_out(session, staff, becomes=role)
    if role not in ACTS_ON_PATIENTS:
        hand_on_work(session, actor, staff, to_id, now=now)
    _note(session, actor, staff, StaffChangeKind.ROLE, now, old=staff.role, new=role)
    staff.role = role
    _end_sessions(staff)
    session.flush()
    return staff


def deactivate_staff(
    session: Session, actor: Actor, staff: Practitioner, data: object, *, now: datetime
) -> Practitioner:
    """End a log-in at once and hand on to ``{"to"}`` what is in hand; the name stays on record. Raises ``Refused``.

    Password and phone are forgotten: somebody who comes back begins with a new link.
    """
    form = Form(data, ("to",))
    to_id = form.optional("to", lambda entry: entry.text(36))
    form.done()
    staff = _held(session, actor, staff)
    if not staff.active:
        raise refuse("staff", "has no log-in any more", conflict=True)
    _refuse_lock_out(session, staff, becomes=None)
    hand_on_work(session, actor, staff, to_id, now=now)
    close_clinic_flags(session, staff.clinic_id, about=staff.id, outcome="left", now=now, by=actor.id)
    staff.active, staff.password = False, None
    staff.set_phone(session.info["vault"], None)
    _end_sessions(staff)
    _note(session, actor, staff, StaffChangeKind.DEACTIVATED, now, old=staff.role)
    return staff


def reactivate_staff(session: Session, actor: Actor, staff: Practitioner, *, now: datetime) -> Practitioner:
    """Give somebody the log-in back, with the role from before and no password; raises ``Refused``."""
    staff = _held(session, actor, staff)
    if staff.active:
        raise refuse("staff", "has a log-in", conflict=True)
    _refuse_link_of_others(session, staff)
    staff.active = True
    staff.failed_logins, staff.locked_until = 0, None
    _note(session, actor, staff, StaffChangeKind.REACTIVATED, now, new=staff.role)
    return staff


def renew_link(session: Session, actor: Actor, staff: Practitioner, *, now: datetime) -> Practitioner:
    """Make every older link and session of somebody end, so that a new link may be given. Raises ``Refused``."""
    staff = _held(session, actor, staff)
    if not staff.active:
        raise refuse("staff", "has no log-in any more; reactivate it first", conflict=True)
    _refuse_link_of_others(session, staff)
    _end_sessions(staff)
    staff.failed_logins, staff.locked_until = 0, None
    _note(session, actor, staff, StaffChangeKind.LINK, now)
    return staff


def _role(entry: Entry) -> Role:
    chosen = entry.choice([role.value for role in GIVEN_ON_PAGES])
    return Role(chosen) if chosen else Role.READER


def _held(session: Session, actor: Actor, staff: Practitioner) -> Practitioner:
    """The row, with the clinic's held before it: two administrators who remove each other come one after the other."""
    hold_work(session, staff)
    lock_clinic(session, actor.clinic_id)
    query = select(Practitioner).where(Practitioner.id == staff.id, Practitioner.clinic_id == actor.clinic_id)
    held = session.scalars(query.with_for_update().execution_options(populate_existing=True)).one()
    me = session.get_one(Practitioner, actor.id, populate_existing=True)
    if not me.active or me.role is not Role.ADMIN:
        raise refuse("staff", "is changed by administrators only; your own role was changed meanwhile", conflict=True)
    return held


def _refuse_lock_out(session: Session, staff: Practitioner, *, becomes: Role | None) -> None:
    others = other_admins(session, staff.clinic_id, staff.id)
    if would_lock_out(staff.role, active=staff.active, becomes=becomes, other_admins=others):
        raise refuse("staff" if becomes is None else "role", _ONLY_ADMIN, conflict=True)


def _refuse_link_of_others(session: Session, staff: Practitioner) -> None:
    """Whoever is shown a link can log in with it: an administrator must not come to see other clinics that way."""
    if staff.role is Role.OPERATOR and not is_only_clinic(session):
        raise refuse("staff", _SERVES_OTHERS, conflict=True)


def _end_sessions(staff: Practitioner) -> None:
    staff.fs_uniquifier = secrets.token_hex(32)


def _note(
    session: Session,
    actor: Actor,
    staff: Practitioner,
    kind: StaffChangeKind,
    now: datetime,
    *,
    old: Role | None = None,
    new: Role | None = None,
) -> None:
    session.add(
        StaffChange(
            clinic_id=staff.clinic_id,
            practitioner_id=staff.id,
            kind=kind,
            old=old.value if old else None,
            new=new.value if new else None,
            recorded_at=now,
            recorded_by=actor.id,
        )
    )
    session.flush()
