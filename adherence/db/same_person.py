"""Who of a clinic is meant by a row of a list: by record number, or else by number and name."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from adherence.db.past_numbers import PastNumber
from adherence.db.patients import Patient
from adherence.domain.import_row import name_key
from adherence.domain.states import GONE


def patient_by_external_id(session: Session, clinic_id: str, external_id: str) -> Patient | None:
    """The patient of the clinic with this record number."""
    query = select(Patient).where(Patient.clinic_id == clinic_id, Patient.external_id == external_id)
    return session.scalars(query).first()


def patients_by_number_and_name(
    session: Session, clinic_id: str, number: str, given: str, family: str
) -> list[Patient]:
    """The patients of the clinic with this number (E.164) and this name, whose words may stand in any order."""
    hashes = session.info["vault"].indexes("phone:" + number)
    query = select(Patient).where(Patient.clinic_id == clinic_id, Patient.phone_hash.in_(hashes)).order_by(Patient.id)
    wanted = name_key(given, family)
    return [one for one in session.scalars(query) if name_key(one.given_name, one.family_name) == wanted]


def patients_with_number(session: Session, clinic_id: str, number: str, *, besides: str | None = None) -> list[Patient]:
    """The patients of the clinic, still in treatment, with this number (E.164); five at most."""
    hashes = session.info["vault"].indexes("phone:" + number)
    query = select(Patient).where(
        Patient.clinic_id == clinic_id,
        Patient.phone_hash.in_(hashes),
        Patient.status.not_in(GONE),
    )
    if besides is not None:
        query = query.where(Patient.id != besides)
    return list(session.scalars(query.order_by(Patient.id).limit(5)))


def had_number(session: Session, patient: Patient, number: str) -> bool:
    """Whether a number (E.164) was the patient's before."""
    hashes = session.info["vault"].indexes("phone:" + number)
    query = select(PastNumber.id).where(
        PastNumber.clinic_id == patient.clinic_id,
        PastNumber.patient_id == patient.id,
        PastNumber.phone_hash.in_(hashes),
    )
    return session.scalar(query.limit(1)) is not None
