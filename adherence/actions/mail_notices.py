"""Mail the notices that wait: each is leased, handed over outside any transaction, and its end recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from adherence.actions.queue_notices import flag_path
from adherence.actions.queue_to_staff import staff_link
from adherence.actions.settle_notices import fail_notice
from adherence.db.clinics import clinic_by_id
from adherence.db.notices import Notice
from adherence.db.practitioners import Practitioner
from adherence.domain.on_call import NoticeChannel, NoticeState, NoticeStep
from adherence.mail.smtp import Mail, MailRefused, MailUnavailable, SmtpServer, send_mail
from adherence.runtime import Runtime

_MOST = 20
_LEASE = timedelta(seconds=90)
"""Longer than all of a conversation with a slow server may take."""
_WAITS = (timedelta(seconds=10), timedelta(seconds=30), timedelta(seconds=60))
"""Between the tries; after the last of them the notice has failed."""
_SUBJECT = {True: "something is overdue", False: "something urgent is waiting"}
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Leased:
    notice_id: str
    tries: int
    mail: Mail


def mail_notices(rt: Runtime) -> int:
    """Mail what is due, one after the other; returns how many left. Without an SMTP server nothing is queued."""
    if not rt.config.mails_notices:
        return 0
    server, sent = SmtpServer.of(rt.config.smtp_url.get_secret_value()), 0
    for _ in range(_MOST):
        leased = _lease(rt)
        if leased is None or rt.stopping.is_set():
            break
        code, for_ever = "", False
        try:
            send_mail(server, rt.config.mail_from, leased.mail, now=rt.now())
            sent += 1
        except MailRefused as fault:
            code, for_ever = str(fault), True
        except MailUnavailable as fault:
            code = str(fault)
        _record(rt, leased, code, for_ever=for_ever)
    return sent


def _lease(rt: Runtime) -> _Leased | None:
    """The next e-mail, held for a while; one whose sender died is taken again: a lost page is worse than a double."""
    now = rt.now()
    if not _any_waits(rt, now):
        return None
    with rt.database.writing() as session:
        real = rt.database.now(session)
        waits = and_(Notice.state == NoticeState.QUEUED, Notice.try_at <= now)
        orphaned = and_(Notice.state == NoticeState.SENDING, Notice.lease_until <= real)
        query = select(Notice).where(Notice.channel == NoticeChannel.MAIL, or_(waits, orphaned))
        one = query.order_by(Notice.try_at, Notice.queued_at).limit(1).with_for_update(skip_locked=True)
        notice = session.scalars(one).first()
        if notice is None:
            return None
        if not session.get_one(Practitioner, notice.practitioner_id).active:
            fail_notice(session, notice, "left", now=now)  # whoever lost the log-in is told nothing more
            return None
        notice.state, notice.tries = NoticeState.SENDING, notice.tries + 1
        notice.lease_until = real + _LEASE
        return _Leased(notice.id, notice.tries, _mail(session, rt, notice))


def _any_waits(rt: Runtime, now: datetime) -> bool:
    """Asked without holding anything: a second in which nothing waits costs one look at an index."""
    pending = Notice.state.in_((NoticeState.QUEUED, NoticeState.SENDING))
    query = select(Notice.id).where(pending, Notice.channel == NoticeChannel.MAIL, Notice.try_at <= now)
    with rt.database.reading() as session:
        return session.scalar(query.limit(1)) is not None


def _mail(session: Session, rt: Runtime, notice: Notice) -> Mail:
    clinic = clinic_by_id(session, notice.clinic_id)
    to = session.get_one(Practitioner, notice.practitioner_id)
    link = staff_link(rt.config.public_base_url, flag_path(notice.flag_id))
    overdue = notice.step is NoticeStep.SUPERVISOR
    asks = "Nobody took it so far. Please open it" if overdue else "Please open it and press Take"
    text = (
        f"{clinic.programme}: {_SUBJECT[overdue]}.\n\n"
        f"{asks}:\n{link}\n\n"
        "You are asked to log in first. This message says nothing about anybody, and answers to it are not read.\n"
    )
    return Mail(to.email, f"{clinic.programme}: {_SUBJECT[overdue]}", text, notice.id)


def _record(rt: Runtime, leased: _Leased, code: str, *, for_ever: bool) -> None:
    now = rt.now()
    with rt.database.writing() as session:
        notice = session.get_one(Notice, leased.notice_id, with_for_update=True)
        if notice.state is not NoticeState.SENDING or notice.tries != leased.tries:
            return  # the lease was lost: whoever has it now records its own end
        notice.lease_until = None
        if not code:
            notice.state, notice.sent_at, notice.code = NoticeState.SENT, now, None
            return
        _log.warning("notice could not be mailed", notice_id=notice.id, code=code, tries=notice.tries)
        if for_ever or notice.tries > len(_WAITS):
            fail_notice(session, notice, code, now=now)
        else:
            notice.state, notice.try_at, notice.code = NoticeState.QUEUED, now + _WAITS[notice.tries - 1], code
