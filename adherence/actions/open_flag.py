"""Open a flag for the care team; while one of its kind is open for the patient, it is renewed instead."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from adherence.actions.wake_flag import wake_flag, wake_patient
from adherence.db.flags import Flag
from adherence.db.patients import Patient
from adherence.domain.due import due_by
from adherence.domain.states import SEVERITY, FlagKind, FlagState, Severity
from adherence.domain.timing import next_texting_start

_WORST_FIRST = tuple(Severity)
_CALLS_AGAIN_AFTER = timedelta(minutes=2)
"""Policy: what happens again so soon is part of the same call."""


def open_flag(
    session: Session,
    patient: Patient,
    kind: FlagKind,
    detail: str,
    *,
    now: datetime,
    dose_id: int | None = None,
    inbound_id: str | None = None,
    severity: Severity | None = None,
) -> Flag:
    """Open or renew a flag (the patient's row is held); ``detail`` holds no name, number or words of the patient."""
    query = select(Flag).where(Flag.patient_id == patient.id, Flag.kind == kind, Flag.state == FlagState.OPEN)
    flag = session.scalars(query).first()
    if flag is None:
        severity = severity or SEVERITY[kind]
        flag = Flag(
            clinic_id=patient.clinic_id,
            patient_id=patient.id,
            kind=kind,
            severity=severity,
            owner_id=patient.owner_id,
            opened_at=now,
            renewed_at=now,
            due_at=due_by(severity, now, patient.zone),
            detail=detail,
            dose_id=dose_id,
            inbound_id=inbound_id,
        )
        session.add(flag)
        _call(flag, patient, now)
    else:
        before = flag.severity
        flag.times = flag.times + 1
        flag.renewed_at, flag.detail = now, detail
        flag.severity = min(flag.severity, severity or flag.severity, key=_WORST_FIRST.index)
        flag.dose_id, flag.inbound_id = dose_id or flag.dose_id, inbound_id or flag.inbound_id
        wake_flag(session, flag, now=now)
        if flag.severity is not before:
            flag.due_at = min(flag.due_at, due_by(flag.severity, now, patient.zone))
            _call(flag, patient, now)
        elif inbound_id is not None and _was_answered(flag, now):
            _call(flag, patient, now)
    if flag.severity is Severity.URGENT:
        # Whoever looks at something urgent must see all that is open about the patient.
        wake_patient(session, patient, now=now)
    session.flush()
    return flag


def open_clinic_flag(session: Session, clinic_id: str, detail: str, *, now: datetime, about: str) -> Flag:
    """Open a flag about no patient, for the administrators; ``about`` is the id of whoever it names."""
    flag = Flag(
        clinic_id=clinic_id,
        kind=FlagKind.CONTACT,
        severity=Severity.NORMAL,
        owner_id=about,
        opened_at=now,
        renewed_at=now,
        due_at=now + timedelta(hours=24),
        detail=detail,
    )
    session.add(flag)
    session.flush()
    return flag


def _call(flag: Flag, patient: Patient, now: datetime) -> None:
    """Let people be told of an urgent flag, from the person on call on.

    What the patient wrote is told of at once, at any hour; what the calendar brought (a lapse, at midnight) by day.
    """
    if flag.severity is Severity.URGENT:
        flag.notice_round = (flag.notice_round or 0) + 1
        flag.notice_step, flag.noticed_at = None, None
        flag.escalate_at = now if flag.inbound_id is not None else next_texting_start(now, patient.zone)


def _was_answered(flag: Flag, now: datetime) -> bool:
    """Whether somebody had taken the flag, or everybody was told, before the patient wrote again."""
    lately = flag.noticed_at is not None and now - flag.noticed_at < _CALLS_AGAIN_AFTER
    return flag.escalate_at is None and not lately
