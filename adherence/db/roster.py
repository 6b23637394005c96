"""The list of a clinic's patients: searched, filtered, and read page by page from a key."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from adherence.db.patients import Patient, matching
from adherence.db.regimens import Regimen
from adherence.domain.states import ConsentState, PatientStatus, PlanKind, RegimenState


@dataclass(frozen=True, slots=True)
class RosterFilter:
    """What the list is narrowed to; None shows all."""

    search: str = ""
    plan: PlanKind | None = None
    status: PatientStatus | None = None
    consent: ConsentState | None = None


def roster(session: Session, clinic_id: str, wanted: RosterFilter, *, after: str = "", limit: int) -> list[Patient]:
    """Patients newest first; ``after`` is the id of the last patient of the page before."""
    query = select(Patient).where(Patient.clinic_id == clinic_id)
    if wanted.search.strip():
        query = matching(query, session.info["vault"], clinic_id, wanted.search.strip())
    if wanted.status is not None:
        query = query.where(Patient.status == wanted.status)
    if wanted.consent is not None:
        query = query.where(Patient.consent_state == wanted.consent)
    if wanted.plan is not None:
        planned = select(Regimen.patient_id).where(
            Regimen.clinic_id == clinic_id, Regimen.kind == wanted.plan, Regimen.state != RegimenState.STOPPED
        )
        query = query.where(Patient.id.in_(planned))
    if after:
        query = query.where(Patient.id < after)
    return list(session.scalars(query.order_by(Patient.id.desc()).limit(limit)))


def count_patients(session: Session, clinic_id: str) -> int:
    """All patients of a clinic, whatever their state."""
    return session.scalar(select(func.count()).where(Patient.clinic_id == clinic_id)) or 0
