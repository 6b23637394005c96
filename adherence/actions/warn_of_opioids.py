"""Warn where a patient takes an opioid medicine and naltrexone is planned; the care team gets a flag."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from adherence.actions.open_flag import open_flag
from adherence.db.medicines import PatientMedicine, medicines_of
from adherence.db.patients import Patient
from adherence.db.regimens import Regimen
from adherence.domain.medicine_table import GROUP_NAMES, OPIOID_GROUPS, MedicineGroup
from adherence.domain.states import FlagKind, RegimenState
from adherence.domain.timing import local_date


def warn_of_opioids(session: Session, patient: Patient, *, now: datetime) -> tuple[str, ...]:
    """A sentence for each group of current opioid medicines (the patient's row is held); empty where there is none.

    Naltrexone label: contraindicated in people who take opioid analgesics or depend on opioids.
    """
    groups = sorted({group for one in current_opioids(session, patient, now) if (group := one.group)})
    if not groups:
        return ()
    named = ", ".join(GROUP_NAMES[MedicineGroup(group)] for group in groups)
    told = f"An opioid is among the current medicines ({named}): naltrexone must not be taken beside it."
    if not _naltrexone_is_planned(session, patient):
        return (told,)
    open_flag(session, patient, FlagKind.INTERACTION, f"On the list of medicines: {named}", now=now)
    return (told, "A flag is open for the care team.")


def current_opioids(session: Session, patient: Patient, now: datetime) -> list[PatientMedicine]:
    """The opioid medicines that the patient takes, or is to take."""
    today = local_date(now, patient.zone)
    return [one for one in medicines_of(session, patient.id) if one.group in OPIOID_GROUPS and one.is_current(today)]


def _naltrexone_is_planned(session: Session, patient: Patient) -> bool:
    """Every regimen is one of naltrexone."""
    query = select(Regimen.id).where(
        Regimen.patient_id == patient.id, Regimen.state.in_((RegimenState.ACTIVE, RegimenState.WAITING))
    )
    return session.scalar(query.limit(1)) is not None
