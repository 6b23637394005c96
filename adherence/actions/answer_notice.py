"""Texts from phones of staff: "1" takes the flag of the newest notice, STOP ends notices; they are nobody's replies."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from adherence.actions.queue_notices import flag_path
from adherence.actions.queue_to_staff import queue_to_staff
from adherence.actions.settle_notices import stop_staff_phone
from adherence.actions.take_flag import take_flag
from adherence.db.communications import Communication
from adherence.db.flags import Flag
from adherence.db.inbound import InboundMessage
from adherence.db.notices import Notice
from adherence.db.patients import lock_patients_by_phone
from adherence.db.practitioners import Practitioner, practitioner_by_phone
from adherence.db.supporters import supporters_with_phone
from adherence.domain.actor import Actor
from adherence.domain.on_call import NoticeChannel
from adherence.domain.reply import Expecting, Intent, read_reply
from adherence.domain.states import ACTS_ON_PATIENTS, AT_PROVIDER, FlagState

_TAKES = "1"


def answer_notice(session: Session, message: InboundMessage, *, now: datetime) -> bool:
    """Deal with a text from a verified phone of staff; False where it is to be read as a patient's.

    A phone that is a patient's or a supporter's too (tests on a trial) speaks for them, unless the last text to it was
    a notice.
    """
    staff = practitioner_by_phone(session, message.sender)
    if staff is None:
        return False
    is_patients = bool(
        lock_patients_by_phone(session, message.sender) or supporters_with_phone(session, message.sender)
    )
    if _stops(message):
        stop_staff_phone(session, staff, "STOP", now=now)
        if not is_patients:
            message.clinic_id, message.outcome = staff.clinic_id, "staff_opted_out"
        return not is_patients
    takes = message.body.strip().rstrip(".!") == _TAKES
    if is_patients and not (takes and _last_text_was_notice(session, message.from_hash)):
        return False
    message.clinic_id = staff.clinic_id
    flag = _newest_nobody_took(session, staff) if takes and staff.role in ACTS_ON_PATIENTS else None
    if flag is None:
        message.outcome = "staff_nothing_to_take"
        why = "Answer to a text from a phone of staff that takes nothing"
        queue_to_staff(session, staff, "staff_nothing", now=now, why=why, inbound_id=message.id)
        return True
    take_flag(session, Actor(staff.id, staff.name, staff.role, staff.clinic_id), flag, now=now)
    message.outcome = "staff_took_flag"
    why = "Confirms that a flag was taken by text"
    path = flag_path(flag.id)
    queue_to_staff(session, staff, "staff_taken", now=now, why=why, path=path, inbound_id=message.id)
    return True


def _stops(message: InboundMessage) -> bool:
    reading = read_reply(message.body, lang="en", expecting=Expecting.NONE)
    return message.opt_out_type == "STOP" or (reading.intent is Intent.STOP and reading.stop_is_keyword)


def _newest_nobody_took(session: Session, staff: Practitioner) -> Flag | None:
    """The flag of the newest notice by text to this person that is open and nobody's."""
    query = (
        select(Flag)
        .join(Notice, Notice.flag_id == Flag.id)
        .where(
            Notice.practitioner_id == staff.id,
            Notice.channel == NoticeChannel.SMS,
            Notice.clinic_id == staff.clinic_id,
            Flag.state == FlagState.OPEN,
            (Flag.claimed_at.is_(None)) | Flag.escalate_at.is_not(None),
        )
        .order_by(Notice.queued_at.desc(), Notice.id.desc())
    )
    return session.scalars(query.limit(1)).first()


def _last_text_was_notice(session: Session, phone_hash: bytes) -> bool:
    query = select(Communication.practitioner_id).where(
        Communication.phone_hash == phone_hash, Communication.state.in_(AT_PROVIDER)
    )
    row = session.execute(query.order_by(Communication.accepted_at.desc(), Communication.id.desc()).limit(1)).first()
    return row is not None and row.practitioner_id is not None
