"""Call somebody where words of danger come from a number that nobody knows: it may be a patient's new phone."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from adherence.db.clinics import Clinic, is_only_clinic
from adherence.db.flags import Flag
from adherence.db.inbound import InboundMessage
from adherence.domain.due import due_by
from adherence.domain.reply import Expecting, Intent, read_reply
from adherence.domain.states import FlagKind, FlagState, Severity

_DETAIL = "Words of danger from a number nobody knows; please read it in Messages, unknown numbers"


def call_for_stranger(session: Session, message: InboundMessage, *, now: datetime) -> None:
    """Open one urgent flag about no patient; without an only clinic nobody knows whom such a text is meant for.

    No answer can leave, since nobody with this number has agreed to any. While a flag is open nobody is called anew.
    """
    reading = read_reply(message.body, lang="en", expecting=Expecting.NONE)
    if not (reading.safety or Intent.CRISIS in (reading.intent, *reading.also)) or not is_only_clinic(session):
        return
    clinic = session.scalars(select(Clinic).with_for_update()).one()
    waiting = select(Flag).where(
        Flag.clinic_id == clinic.id,
        Flag.patient_id.is_(None),
        Flag.kind == FlagKind.CRISIS,
        Flag.state == FlagState.OPEN,
    )
    flag = session.scalars(waiting).first()
    if flag is not None:
        flag.times, flag.renewed_at, flag.inbound_id = flag.times + 1, now, message.id
        return
    session.add(
        Flag(
            clinic_id=clinic.id,
            kind=FlagKind.CRISIS,
            severity=Severity.URGENT,
            opened_at=now,
            renewed_at=now,
            due_at=due_by(Severity.URGENT, now, ZoneInfo(clinic.time_zone)),
            detail=_DETAIL,
            inbound_id=message.id,
            notice_round=1,
            escalate_at=now,
        )
    )
