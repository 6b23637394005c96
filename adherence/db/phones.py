"""Which phones the simulator shows: those of the patients that need a look, or of the newest texts."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from adherence.db.communications import Communication
from adherence.db.flags import Flag
from adherence.db.patients import Patient, matching
from adherence.domain.states import FlagState, MessageState, PatientStatus, Severity

_SEVERITY = case({Severity.URGENT: 0, Severity.HIGH: 1, Severity.NORMAL: 2}, value=Flag.severity, else_=3)


class PhoneOrder(StrEnum):
    """Which phones come first."""

    WORST = "worst"
    NEWEST = "newest"


def patients_with_phones(
    session: Session, clinic_id: str, order: PhoneOrder, *, limit: int, search: str = ""
) -> list[Patient]:
    """Active patients of a clinic, of this name if any; those with the gravest open flag or the newest text first."""
    query = select(Patient).where(Patient.clinic_id == clinic_id, Patient.status == PatientStatus.ACTIVE)
    if search:
        query = matching(query, session.info["vault"], clinic_id, search)
    match order:
        case PhoneOrder.WORST:
            worst = select(func.min(_SEVERITY)).where(Flag.patient_id == Patient.id, Flag.state == FlagState.OPEN)
            query = query.order_by(func.coalesce(worst.scalar_subquery(), 9), Patient.id)
        case PhoneOrder.NEWEST:
            newest = select(func.max(Communication.started_at)).where(
                Communication.patient_id == Patient.id, Communication.state != MessageState.CANCELLED
            )
            query = query.order_by(newest.scalar_subquery().desc().nulls_last(), Patient.id)
    return list(session.scalars(query.limit(limit)))
