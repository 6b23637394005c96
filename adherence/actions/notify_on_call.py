"""Tell the person on call of an urgent flag, then the next ones while nobody takes it: a job of every second."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from adherence.actions.note_act import note_act
from adherence.actions.queue_notices import queue_notices
from adherence.actions.settle_notices import settle_texts
from adherence.db.clinics import clinic_by_id
from adherence.db.flags import Flag
from adherence.db.notices import acts_of
from adherence.db.on_call import colleagues_of, shifts_from, staff_of
from adherence.db.patients import lock_patient
from adherence.db.policies import policy_of
from adherence.domain.on_call import Colleague, FlagActKind, NoticeStep, escalates_at, next_step
from adherence.domain.policy import Policy
from adherence.domain.states import FlagState
from adherence.runtime import Runtime

_BATCH = 100
_log = structlog.get_logger(__name__)
_AT_MOST_AHEAD = timedelta(hours=30)
_TRY_AGAIN = timedelta(seconds=15)


def notify_on_call(rt: Runtime) -> int:
    """Tell whoever is next about each flag whose time has come; returns how many patients' flags were looked at."""
    settle_texts(rt)
    due = _due(rt)
    for patient_id, flag_id in due:
        try:
            with rt.database.writing() as session:
                _tell(session, patient_id, flag_id, mails=rt.config.mails_notices, now=rt.now())
        except Exception as fault:  # one flag that cannot be told must not keep anybody from hearing of the next
            _log.error("nobody could be told of a flag", flag_id=flag_id, fault=type(fault).__name__)
            _put_off(rt, flag_id)
    return len(due)


def _due(rt: Runtime) -> list[tuple[str | None, str]]:
    """One flag for each patient: what else calls for the same patient is told of with it.

    An instant that lies far ahead was set before the clock was put back.
    """
    now = rt.now()
    come = or_(Flag.escalate_at <= now, Flag.escalate_at > now + _AT_MOST_AHEAD)
    query = select(Flag.patient_id, Flag.id).where(Flag.escalate_at.is_not(None), come)
    with rt.database.reading() as session:
        rows = session.execute(query.order_by(Flag.escalate_at, Flag.opened_at, Flag.id).limit(_BATCH)).all()
    first: dict[str, tuple[str | None, str]] = {}
    for patient_id, flag_id in rows:
        first.setdefault(patient_id or flag_id, (patient_id, flag_id))
    return list(first.values())


def _tell(session: Session, patient_id: str | None, flag_id: str, *, mails: bool, now: datetime) -> None:
    if patient_id is not None:
        lock_patient(session, patient_id)
    flag = session.get_one(Flag, flag_id, with_for_update=True, populate_existing=True)
    calling = [flag, *_others_calling(session, flag, now)] if patient_id is not None else [flag]
    if flag.state is not FlagState.OPEN or flag.escalate_at is None:
        flag.escalate_at = None
        return
    clinic = clinic_by_id(session, flag.clinic_id)
    staff = {one.id: one for one in staff_of(session, clinic.id)}
    shifts = [shift.span for shift in shifts_from(session, clinic.id, now)]
    colleagues = colleagues_of(clinic, staff.values(), mails=mails)
    found = next_step(flag.notice_step, shifts, colleagues, now)
    if found is None:
        for one in calling:
            _end_or_wait(session, one, policy_of(clinic), now)
        return
    told_at = flag.noticed_at or now
    step, reached = found
    reached = _with_who_took_it(flag, step, reached, colleagues)
    queue_notices(session, flag, step, [(staff[one.id], one.channels) for one in reached], now=now)
    for one in calling:
        one.notice_step, one.noticed_at = step, one.noticed_at or told_at
        one.escalate_at = escalates_at(step, told_at, policy_of(clinic))
        note_act(session, one, FlagActKind.TOLD, now=now, step=step)


def _end_or_wait(session: Session, flag: Flag, policy: Policy, now: datetime) -> None:
    """Everybody was told; or nobody can be: then it is tried again, in case somebody verifies a phone."""
    if flag.notice_step is not None:
        flag.escalate_at = None
        return
    flag.escalate_at = now + policy.notice_backup_after
    if not any(act.kind is FlagActKind.NOBODY_TO_TELL for act in acts_of(session, flag.clinic_id, [flag.id])):
        note_act(session, flag, FlagActKind.NOBODY_TO_TELL, now=now)


def _others_calling(session: Session, flag: Flag, now: datetime) -> Sequence[Flag]:
    """Other flags of the same patient that are at the same step: one notice is enough for all of them."""
    query = select(Flag).where(
        Flag.patient_id == flag.patient_id,
        Flag.id != flag.id,
        Flag.state == FlagState.OPEN,
        Flag.escalate_at <= now,
    )
    same = query.where(Flag.notice_step.is_(None) if flag.notice_step is None else Flag.notice_step == flag.notice_step)
    return session.scalars(same.with_for_update()).all()


def _with_who_took_it(
    flag: Flag, step: NoticeStep, reached: list[Colleague], colleagues: Sequence[Colleague]
) -> list[Colleague]:
    """Where the same thing happened again, whoever took it before is told beside the person on call."""
    if step is not NoticeStep.ON_CALL or flag.claimed_by is None:
        return reached
    known = {one.id for one in reached}
    return reached + [one for one in colleagues if one.id == flag.claimed_by and one.channels and one.id not in known]


def _put_off(rt: Runtime, flag_id: str) -> None:
    with rt.database.writing() as session:
        flag = session.get(Flag, flag_id)
        if flag is not None and flag.escalate_at is not None:
            flag.escalate_at = rt.now() + _TRY_AGAIN
