"""Queue the notices of one step about one flag: a text and an e-mail to each who is to be told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from adherence.actions.queue_to_staff import queue_to_staff
from adherence.db.flags import Flag
from adherence.db.notices import Notice
from adherence.db.practitioners import Practitioner
from adherence.domain.on_call import NoticeChannel, NoticeState, NoticeStep

_WHY = {
    NoticeStep.ON_CALL: "Urgent flag: told as the person on call",
    NoticeStep.BACKUP: "Urgent flag that nobody took: told as the backup",
    NoticeStep.CLINICIANS: "Urgent flag: told with all clinicians and coordinators",
    NoticeStep.ADMINS: "Urgent flag that nobody took: told as an administrator",
    NoticeStep.SUPERVISOR: "Overdue flag that nobody took: told as an administrator",
}


def flag_path(flag_id: str) -> str:
    """The page of a flag."""
    return f"/flags/{flag_id}"


def queue_notices(
    session: Session,
    flag: Flag,
    step: NoticeStep,
    people: Iterable[tuple[Practitioner, Sequence[NoticeChannel]]],
    *,
    now: datetime,
) -> list[Notice]:
    """Queue one notice for each person and way; texts go to the outbox, e-mails wait for their own job."""
    notices = []
    for staff, channels in people:
        for channel in channels:
            notice = Notice(
                clinic_id=flag.clinic_id,
                flag_id=flag.id,
                practitioner_id=staff.id,
                channel=channel,
                step=step,
                round=flag.notice_round,
                state=NoticeState.QUEUED,
                queued_at=now,
                try_at=now,
            )
            if channel is NoticeChannel.SMS:
                template = "staff_overdue" if step is NoticeStep.SUPERVISOR else "staff_alert"
                text = queue_to_staff(session, staff, template, now=now, why=_WHY[step], path=flag_path(flag.id))
                notice.communication_id = text.id
            notices.append(notice)
    session.add_all(notices)
    session.flush()
    return notices
