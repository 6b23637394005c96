"""Calls about a patient as a person: enrolment, changes, status, consent, the start gate and staff messages."""

from __future__ import annotations

from sqlalchemy.orm import Session

from adherence.actions.change_patient import change_patient
from adherence.actions.enrol_patient import enrol_patient
from adherence.actions.record_consent import record_consent
from adherence.actions.set_patient_status import set_patient_status
from adherence.actions.sign_gate import sign_gate
from adherence.actions.warn_of_opioids import warn_of_opioids
from adherence.actions.write_to_patient import write_to_patient
from adherence.api.calls import Asking, Call, found
from adherence.api.communications import outgoing_told, why_told
from adherence.api.fields import pick
from adherence.api.models import (
    ChangedPatient,
    ConsentTold,
    NewConsent,
    NewMessage,
    NewPatient,
    NewStartGate,
    NewStatus,
    OutgoingTold,
    PatientList,
    PatientTold,
    StartGateTold,
)
from adherence.api.pages import next_address, page_of, parts_of, uuid_of
from adherence.api.queries import PatientsQuery
from adherence.db.consents import consent_events
from adherence.db.listing import patients_with_open_flags
from adherence.db.patients import Patient, find_patients, patient_by_id
from adherence.domain.forms import Form


def enrol(asking: Asking) -> PatientTold:
    """Make a patient."""
    patient = enrol_patient(asking.session, asking.actor, asking.body, now=asking.now)
    return _told(asking.session, patient)


def list_patients(asking: Asking) -> PatientList:
    """Patients of the clinic in the order of enrolment."""
    query = asking.query_as(PatientsQuery)
    rows = find_patients(
        asking.session,
        asking.clinic_id,
        query.search,
        limit=query.limit + 1,
        after=uuid_of(parts_of(query.cursor, 1)[0]) if query.cursor else "",
        needs_attention=query.needs_attention,
    )
    page, last = page_of(rows, query.limit)
    flagged = patients_with_open_flags(asking.session, asking.clinic_id, [row.id for row in page])
    items = [_told_flagged(row, row.id in flagged) for row in page]
    return PatientList(items=items, next=next_address(asking.path, asking.arguments, last.id) if last else None)


def get_patient(asking: Asking, patient_id: str) -> PatientTold:
    """One patient."""
    return _told(asking.session, _patient(asking, patient_id))


def change(asking: Asking, patient_id: str) -> PatientTold:
    """Change how a patient is reached; a new number is verified before it is used."""
    patient = _patient(asking, patient_id)
    change_patient(asking.session, asking.actor, patient, asking.body, now=asking.now)
    return _told(asking.session, patient)


def set_status(asking: Asking, patient_id: str) -> PatientTold:
    """Pause, discharge or take a patient back, or record a death."""
    patient = _patient(asking, patient_id)
    set_patient_status(asking.session, asking.actor, patient, asking.body, now=asking.now)
    return _told(asking.session, patient)


def consent(asking: Asking, patient_id: str) -> ConsentTold:
    """Record that a patient agreed to texts, or wants no more of them."""
    patient = _patient(asking, patient_id)
    record_consent(asking.session, asking.actor, patient, asking.body, now=asking.now)
    asking.session.flush()
    line = consent_events(asking.session, patient.id)[-1]
    return ConsentTold.model_validate(pick(line, ConsentTold, consent_state=patient.consent_state))


def sign_start_gate(asking: Asking, patient_id: str) -> StartGateTold:
    """Sign that treatment may start; waiting regimens begin."""
    patient = _patient(asking, patient_id)
    gate = sign_gate(asking.session, asking.actor, patient, asking.body, now=asking.now)
    warnings = [*warn_of_opioids(asking.session, patient, now=asking.now), *gate.warnings]
    return StartGateTold.model_validate(pick(gate, StartGateTold, warnings=warnings))


def write_message(asking: Asking, patient_id: str) -> OutgoingTold:
    """Write to a patient; the text leaves through the outbox."""
    patient = _patient(asking, patient_id)
    form = Form(asking.body, ("body",))
    body = form.at("body").text(1600)
    form.done()
    text = write_to_patient(asking.session, asking.actor, patient, body, now=asking.now)
    asking.session.flush()
    return outgoing_told(text, why_told(asking, patient, text))


def _patient(asking: Asking, patient_id: str) -> Patient:
    return found(patient_by_id(asking.session, asking.clinic_id, patient_id))


def _told(session: Session, patient: Patient) -> PatientTold:
    session.flush()
    return _told_flagged(patient, bool(patients_with_open_flags(session, patient.clinic_id, [patient.id])))


def _told_flagged(patient: Patient, needs_attention: bool) -> PatientTold:
    return PatientTold.model_validate(pick(patient, PatientTold, needs_attention=needs_attention))


_ONE = "/patients/<uuid:patient_id>"
CALLS = (
    Call("POST", "/patients", enrol, PatientTold, "Enrol a patient", body=NewPatient, status=201, conflicts=True),
    Call("GET", "/patients", list_patients, PatientList, "Patients of the clinic", query=PatientsQuery),
    Call("GET", _ONE, get_patient, PatientTold, "One patient"),
    Call("PATCH", _ONE, change, PatientTold, "Change how a patient is reached", body=ChangedPatient, conflicts=True),
    Call(
        "POST", _ONE + "/status", set_status, PatientTold, "Change a patient's status", body=NewStatus, conflicts=True
    ),
    Call("POST", _ONE + "/consents", consent, ConsentTold, "Record consent", body=NewConsent, status=201),
    Call(
        *("POST", _ONE + "/start-gate", sign_start_gate, StartGateTold, "Sign the start gate"),
        body=NewStartGate,
        status=201,
        conflicts=True,
    ),
    Call(
        *("POST", _ONE + "/messages", write_message, OutgoingTold, "Write to a patient"),
        body=NewMessage,
        status=201,
        conflicts=True,
    ),
)
