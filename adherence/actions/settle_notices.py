"""Follow what becomes of notices: where none of a step can arrive, the next people are told at once."""

from __future__ import annotations

from datetime import datetime

import structlog
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from adherence.actions.open_flag import open_clinic_flag
from adherence.db.communications import Communication
from adherence.db.flags import Flag
from adherence.db.notices import PENDING, Notice
from adherence.db.practitioners import Practitioner
from adherence.domain.on_call import NoticeChannel, NoticeState
from adherence.domain.provider_codes import ProviderCodeClass, classify
from adherence.domain.states import AT_PROVIDER, BEFORE_SENDING, MessageState
from adherence.runtime import Runtime

_BATCH = 200
_UNDECIDED = BEFORE_SENDING | {MessageState.SENDING, MessageState.UNCERTAIN}
_log = structlog.get_logger(__name__)


def settle_texts(rt: Runtime) -> int:
    """Note of each queued text whether it left or failed; returns of how many."""
    query = (
        select(Notice.id)
        .join(Communication, Communication.id == Notice.communication_id)
        .where(Notice.state == NoticeState.QUEUED, Notice.channel == NoticeChannel.SMS)
        .where(Communication.state.not_in(_UNDECIDED))
    )
    with rt.database.reading() as session:
        ids = session.scalars(query.limit(_BATCH)).all()
    for notice_id in ids:
        try:
            with rt.database.writing() as session:
                notice = session.get_one(Notice, notice_id, with_for_update=True)
                text = session.get_one(Communication, notice.communication_id)
                _settle_text(session, notice, text, rt.now())
        except Exception as fault:  # the others must not wait for one that cannot be settled
            _log.error("notice could not be settled", notice_id=notice_id, fault=type(fault).__name__)
    return len(ids)


def _settle_text(session: Session, notice: Notice, text: Communication, now: datetime) -> None:
    if notice.state is not NoticeState.QUEUED:
        return
    if text.state is MessageState.CANCELLED:
        notice.state = NoticeState.CANCELLED
    elif text.state in AT_PROVIDER and text.state is not MessageState.UNDELIVERED:
        notice.state, notice.sent_at = NoticeState.SENT, text.accepted_at or now
    else:
        fail_notice(session, notice, text.provider_code or text.reason or text.state, now=now)


def fail_notice(session: Session, notice: Notice, code: str, *, now: datetime) -> None:
    """This notice does not arrive; where no other of its step may, the next step is due now."""
    notice.state, notice.failed_at, notice.code = NoticeState.FAILED, now, code[:32]
    notice.lease_until = None
    session.flush()
    alive = select(Notice.id).where(
        Notice.flag_id == notice.flag_id,
        Notice.round == notice.round,
        Notice.step == notice.step,
        Notice.state.in_((*PENDING, NoticeState.SENT)),
    )
    if session.scalar(alive.limit(1)) is not None:
        return
    waiting = update(Flag).where(
        Flag.id == notice.flag_id,
        Flag.notice_round == notice.round,
        Flag.notice_step == notice.step,
        Flag.escalate_at > now,
    )
    session.execute(waiting.values(escalate_at=now), execution_options={"synchronize_session": "fetch"})


def settle_staff_refusal(session: Session, text: Communication, code: str, *, now: datetime) -> None:
    """What a provider's code means for a text to staff: its notice failed, and a phone that takes none is not asked."""
    notice = session.scalars(select(Notice).where(Notice.communication_id == text.id)).first()
    if notice is not None and notice.state is not NoticeState.FAILED:
        fail_notice(session, notice, code, now=now)
    staff = session.get(Practitioner, text.practitioner_id)
    ends = classify(code) in (ProviderCodeClass.OPTED_OUT, ProviderCodeClass.DEAD_NUMBER)
    if staff is not None and ends and staff.phone_hash == text.phone_hash:
        stop_staff_phone(session, staff, f"code {code}", now=now)


def stop_staff_phone(session: Session, staff: Practitioner, why: str, *, now: datetime) -> None:
    """Notices go to this phone no more until it is verified anew; the administrators see it."""
    if staff.phone_verified_at is None:
        return
    staff.phone_verified_at = None
    open_clinic_flag(
        session, staff.clinic_id, f"A phone of staff takes no more notices ({why})", now=now, about=staff.id
    )


def cancel_notices(session: Session, flag: Flag) -> None:
    """Keep back what has not left yet about a flag that somebody has taken or resolved."""
    pending = select(Notice).where(Notice.flag_id == flag.id, Notice.state == NoticeState.QUEUED)
    for notice in session.scalars(pending.with_for_update()):
        if notice.communication_id is None:
            notice.state = NoticeState.CANCELLED
            continue
        kept_back = update(Communication).where(
            Communication.id == notice.communication_id, Communication.state.in_(BEFORE_SENDING)
        )
        done = session.execute(
            kept_back.values(state=MessageState.CANCELLED, reason="taken"),
            execution_options={"synchronize_session": "fetch"},
        )
        if done.rowcount:  # type: ignore[attr-defined]
            notice.state = NoticeState.CANCELLED
    session.flush()
