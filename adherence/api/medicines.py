"""Calls about the medicines that a patient takes beside naltrexone."""

from __future__ import annotations

from adherence.actions.correct_record import correct_record
from adherence.actions.end_medicine import end_medicine
from adherence.actions.record_medicine import record_medicine
from adherence.api.calls import Asking, Call, found
from adherence.api.fields import pick
from adherence.api.medicine_models import CorrectionReason, MedicineEnd, MedicineList, MedicineTold, NewMedicine
from adherence.db.medicines import PatientMedicine, all_medicines_of, medicine_by_id, names_of_clinic
from adherence.db.patients import Patient, patient_by_id
from adherence.domain.medicine_table import MedicineGroup
from adherence.domain.medicines import medicines_in
from adherence.domain.states import CorrectionEvent
from adherence.domain.timing import local_date


def add_medicine(asking: Asking, patient_id: str) -> MedicineTold:
    """Record a medicine; the answer warns of what does not go with naltrexone."""
    patient = found(patient_by_id(asking.session, asking.clinic_id, patient_id))
    recorded = record_medicine(asking.session, asking.actor, patient, asking.body, now=asking.now)
    return _told(asking, patient, recorded.medicine, list(recorded.warnings))


def list_medicines(asking: Asking, patient_id: str) -> MedicineList:
    """All medicines of a patient."""
    patient = found(patient_by_id(asking.session, asking.clinic_id, patient_id))
    of_clinic = names_of_clinic(asking.session, asking.clinic_id)
    rows = all_medicines_of(asking.session, patient.id)
    return MedicineList(items=[_told(asking, patient, row, _warnings(row, of_clinic)) for row in rows], next=None)


def end(asking: Asking, medicine_id: str) -> MedicineTold:
    """Write the last day of a medicine."""
    medicine = found(medicine_by_id(asking.session, asking.clinic_id, medicine_id))
    end_medicine(asking.session, asking.actor, medicine, asking.body, now=asking.now)
    return _again(asking, medicine)


def withdraw_medicine(asking: Asking, medicine_id: str) -> MedicineTold:
    """Withdraw an entry with a reason; it stays visible and counts for nothing."""
    return _correct(asking, medicine_id, CorrectionEvent.WITHDRAWN)


def restore_medicine(asking: Asking, medicine_id: str) -> MedicineTold:
    """Bring a withdrawn entry back."""
    return _correct(asking, medicine_id, CorrectionEvent.RESTORED)


def _correct(asking: Asking, medicine_id: str, event: CorrectionEvent) -> MedicineTold:
    medicine = found(medicine_by_id(asking.session, asking.clinic_id, medicine_id))
    correct_record(asking.session, asking.actor, medicine, event, asking.body, now=asking.now)
    return _again(asking, medicine)


def _again(asking: Asking, medicine: PatientMedicine) -> MedicineTold:
    patient = found(patient_by_id(asking.session, asking.clinic_id, medicine.patient_id))
    warnings = _warnings(medicine, names_of_clinic(asking.session, asking.clinic_id))
    return _told(asking, patient, medicine, warnings)


def _warnings(medicine: PatientMedicine, of_clinic: dict[str, MedicineGroup]) -> list[str]:
    if medicine.group is None:
        return []
    return list(dict.fromkeys(one.warning for one in medicines_in(medicine.name, of_clinic)))


def _told(asking: Asking, patient: Patient, medicine: PatientMedicine, warnings: list[str]) -> MedicineTold:
    current = medicine.is_current(local_date(asking.now, patient.zone))
    return MedicineTold.model_validate(pick(medicine, MedicineTold, current=current, warnings=warnings))


_OF_PATIENT = "/patients/<uuid:patient_id>/medicines"
_ONE = "/medicines/<uuid:medicine_id>"
CALLS = (
    Call(
        *("POST", _OF_PATIENT, add_medicine, MedicineTold, "Record another medicine"),
        body=NewMedicine,
        status=201,
        conflicts=True,
    ),
    Call("GET", _OF_PATIENT, list_medicines, MedicineList, "A patient's other medicines"),
    Call("POST", _ONE + "/end", end, MedicineTold, "End a medicine", body=MedicineEnd, conflicts=True),
    Call(
        *("POST", _ONE + "/withdraw", withdraw_medicine, MedicineTold, "Withdraw an entered medicine"),
        body=CorrectionReason,
        conflicts=True,
    ),
    Call(
        *("POST", _ONE + "/restore", restore_medicine, MedicineTold, "Bring a withdrawn medicine back"),
        body=CorrectionReason,
        conflicts=True,
    ),
)
