"""Enrol a patient: names and number sealed, consent recorded, the first text queued."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from adherence.actions.apply_opt_out import apply_opt_out
from adherence.actions.record_consent import CONSENT_FIELDS, GivenConsent, add_consent, read_consent
from adherence.db.opted_out import opted_out_since
from adherence.db.patients import Patient
from adherence.db.turns import take_turn_of_number
from adherence.domain.actor import Actor
from adherence.domain.errors import refuse
from adherence.domain.forms import Form, phone, zone_name
from adherence.domain.states import ConsentEvent, ConsentMethod
from adherence.domain.wording.speech import LANGUAGES

NUMBER_OPTED_OUT = (
    "The number opted out of texts before, so nothing is sent to it. Where the patient agrees anew, "
    "record the consent on the patient's page."
)
_FIELDS = (
    "given_name",
    "family_name",
    "phone",
    "time_zone",
    "language",
    "external_id",
    "discretion",
    "consent",
)


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What is entered of a new patient, read and found sound."""

    given: str
    family: str
    number: str
    time_zone: str
    language: str
    external_id: str | None
    discretion: int
    consent: GivenConsent | None


def read_enrolment(data: object, *, now: datetime, asks_consent: bool = True) -> Enrolment:
    """Read an enrolment; raises ``Refused`` with every fault together."""
    form = Form(data, _FIELDS)
    given, family = form.at("given_name").text(), form.at("family_name").text()
    number, zone = phone(form.at("phone")), zone_name(form.at("time_zone"))
    language = form.at("language").choice(LANGUAGES)
    external_id = form.optional("external_id", lambda entry: entry.text(128))
    discretion = form.optional("discretion", lambda entry: entry.whole(0, 2)) or 0
    consent = None
    if asks_consent:
        consent = read_consent(form.at("consent").object().allow_only(CONSENT_FIELDS), now=now)
    form.done()
    return Enrolment(given, family, number, zone, str(language), external_id, discretion, consent)


def enrol_patient(session: Session, actor: Actor, data: object, *, now: datetime, asks_consent: bool = True) -> Patient:
    """Make a patient of the actor's clinic; raises ``Refused`` with every fault together.

    Without ``asks_consent`` none is read, and nothing is sent: for somebody who said no to texts before. Nor is
    anything sent to a number that opted out: whoever has it is opted out too, until staff record a consent anew.
    """
    entered = read_enrolment(data, now=now, asks_consent=asks_consent)
    take_turn_of_number(session, entered.number)
    if entered.external_id and _is_taken(session, actor.clinic_id, entered.external_id):
        raise refuse("external_id", "is used by another patient of the clinic", conflict=True)
    patient = Patient(
        clinic_id=actor.clinic_id,
        external_id=entered.external_id,
        time_zone=entered.time_zone,
        language=entered.language,
        discretion=entered.discretion,
        created_at=now,
    )
    patient.set_phone(session.info["vault"], entered.number)
    _seal_names(session, patient, entered.given, entered.family)
    if entered.consent is None:
        return patient
    since = opted_out_since(session, actor.clinic_id, entered.number)
    if since is None:
        add_consent(session, patient, ConsentEvent.OPT_IN, entered.consent, now=now, by=actor.id)
    else:
        apply_opt_out(session, [patient], method=ConsentMethod.STAFF, given_at=since, now=now, by=actor.id)
    return patient


def _seal_names(session: Session, patient: Patient, given: str, family: str) -> None:
    vault = session.info["vault"]
    patient.given_name_sealed = vault.seal(given, "patients", "given_name_sealed", patient.id)
    patient.family_name_sealed = vault.seal(family, "patients", "family_name_sealed", patient.id)
    session.add(patient)
    session.flush()
    patient.set_name(session, given, family)


def _is_taken(session: Session, clinic_id: str, external_id: str) -> bool:
    query = select(Patient.id).where(Patient.clinic_id == clinic_id, Patient.external_id == external_id)
    return session.scalar(query) is not None
