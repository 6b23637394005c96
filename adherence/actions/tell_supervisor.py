"""Tell the administrators, once, of flags that are overdue and that nobody took."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from adherence.actions.note_act import note_act
from adherence.actions.queue_notices import queue_notices
from adherence.db.clinics import clinic_by_id
from adherence.db.flags import Flag
from adherence.db.notices import Notice
from adherence.db.on_call import colleagues_of, staff_of
from adherence.db.policies import policy_of
from adherence.domain.on_call import FlagActKind, NoticeStep, addressees
from adherence.domain.policy import Policy
from adherence.domain.states import FlagState, Severity
from adherence.domain.timing import in_texting_hours
from adherence.runtime import Runtime

_MOST = 200
_APART = timedelta(hours=1)
"""Policy: what is not urgent is told together, so much apart."""
_AT_ANY_HOUR = (Flag.severity == Severity.URGENT, Flag.inbound_id.is_not(None))
"""What a patient wrote and somebody must look at at once."""
_log = structlog.get_logger(__name__)


def tell_supervisor(rt: Runtime) -> int:
    """Tell of every clinic's overdue flags; returns how many were told of."""
    now = rt.now()
    with rt.database.reading() as session:
        clinics = session.scalars(select(Flag.clinic_id).where(*_overdue(now)).distinct()).all()
    told = 0
    for clinic_id in clinics:
        try:
            told += _tell_for(rt, clinic_id, now)
        except Exception as fault:  # one clinic's fault must not keep another's administrators from hearing
            _log.error("supervisor could not be told", clinic_id=clinic_id, fault=type(fault).__name__)
    return told


def _overdue(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """What waits only on the list is the care team's; the rest has somebody above it."""
    return (
        Flag.state == FlagState.OPEN,
        Flag.claimed_at.is_(None),
        Flag.supervised_at.is_(None),
        Flag.due_at <= now,
        Flag.severity.in_((Severity.URGENT, Severity.HIGH)),
    )


def _tell_for(rt: Runtime, clinic_id: str, now: datetime) -> int:
    with rt.database.reading() as session:
        clinic = clinic_by_id(session, clinic_id)
        calm = _may_tell_of_all(session, clinic_id, ZoneInfo(clinic.time_zone), policy_of(clinic), now)
        mine = (Flag.clinic_id == clinic_id, *_overdue(now), *(() if calm else _AT_ANY_HOUR))
        if session.scalar(select(Flag.id).where(*mine).limit(1)) is None:
            return 0
    with rt.database.writing() as session:
        query = select(Flag).where(*mine).order_by(Flag.due_at, Flag.id).limit(_MOST)
        flags = session.scalars(query.with_for_update()).all()
        if flags:
            _tell(session, flags, mails=rt.config.mails_notices, now=now)
        return len(flags)


def _may_tell_of_all(session: Session, clinic_id: str, zone: ZoneInfo, policy: Policy, now: datetime) -> bool:
    """What is not urgent, or came from the calendar, is told of by day and not in a stream."""
    if not in_texting_hours(now, zone, policy.texting_starts, policy.texting_ends):
        return False
    recent = select(Notice.id).where(
        Notice.clinic_id == clinic_id, Notice.step == NoticeStep.SUPERVISOR, Notice.queued_at > now - _APART
    )
    return session.scalar(recent.limit(1)) is None


def _tell(session: Session, flags: Sequence[Flag], *, mails: bool, now: datetime) -> None:
    """One notice for all of them, with a link to the oldest; each flag's ledger says so."""
    clinic = clinic_by_id(session, flags[0].clinic_id)
    staff = {one.id: one for one in staff_of(session, clinic.id)}
    reached = addressees(NoticeStep.SUPERVISOR, (), colleagues_of(clinic, staff.values(), mails=mails), now)
    people = [(staff[one.id], one.channels) for one in reached]
    queue_notices(session, flags[0], NoticeStep.SUPERVISOR, people, now=now)
    kind = FlagActKind.TOLD if people else FlagActKind.NOBODY_TO_TELL
    for flag in flags:
        flag.supervised_at = now
        note_act(session, flag, kind, now=now, step=NoticeStep.SUPERVISOR)
