"""Open a flag for the care team; while one of its kind is open for the patient, it is renewed instead."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from adherence.db.flags import Flag
from adherence.db.patients import Patient
from adherence.domain.states import SEVERITY, FlagKind, FlagState, Severity

_DUE_WITHIN = {
    Severity.URGENT: timedelta(hours=1),
    Severity.HIGH: timedelta(hours=8),
    Severity.NORMAL: timedelta(hours=24),
}
"""Policy: how soon a person is asked to look."""
_WORST_FIRST = tuple(Severity)


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
            due_at=now + _DUE_WITHIN[severity],
            detail=detail,
            dose_id=dose_id,
            inbound_id=inbound_id,
        )
        session.add(flag)
    else:
        flag.times = flag.times + 1
        flag.renewed_at, flag.detail = now, detail
        flag.severity = min(flag.severity, severity or flag.severity, key=_WORST_FIRST.index)
        flag.dose_id, flag.inbound_id = dose_id or flag.dose_id, inbound_id or flag.inbound_id
    session.flush()
    return flag
