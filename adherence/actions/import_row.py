"""Bring one row of a list in: a patient is enrolled, changed as far as a page may change one, or left as is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from adherence.actions.change_listed import change_listed
from adherence.actions.enrol_patient import enrol_patient
from adherence.actions.import_plan import PlanDone, import_plan, read_listed_plan
from adherence.actions.record_consent import record_consent
from adherence.db.clinics import Clinic, clinic_by_id
from adherence.db.communications import Communication
from adherence.db.opted_out import opted_out_since
from adherence.db.patients import Patient, lock_patient
from adherence.db.policies import policy_of
from adherence.db.same_person import patient_by_external_id, patients_by_number_and_name
from adherence.domain.actor import Actor
from adherence.domain.errors import Refused
from adherence.domain.import_row import PatientRow, in_columns, name_key
from adherence.domain.import_state import Outcome
from adherence.domain.import_when import instant_of_day, stamp_text
from adherence.domain.phone import E164, parse_phone
from adherence.domain.purpose import ENROLMENT
from adherence.domain.regimen import Fault
from adherence.domain.states import ConsentState, MessageState
from adherence.domain.zones import zone_names

_AFTER_ALL_ELSE = 7
"""The priority of first texts that come in bulk: thousands of them must not hold up one reminder (queue_text)."""
_NUMBER_OPTED_OUT = (
    "The number opted out of texts before, so nothing is sent to it. Where the patient agrees anew, "
    "record the consent on the patient's page."
)


@dataclass(frozen=True, slots=True)
class RowDone:
    """What one row did."""

    outcome: Outcome
    patient_id: str
    texts: bool = False
    waits: bool = False
    kept_out: bool = False
    notes: tuple[str, ...] = ()


def import_row(session: Session, actor: Actor, row: PatientRow, *, now: datetime) -> RowDone:
    """Enrol or change the patient of a row; raises ``Refused`` with all faults by column, and whoever calls rolls back.

    Rows of one clinic come one after the other, so that two lists at once enrol nobody twice.
    """
    # Weaker than FOR UPDATE: other rows of the clinic may be inserted meanwhile.
    session.execute(select(Clinic.id).where(Clinic.id == actor.clinic_id).with_for_update(key_share=True))
    clinic = clinic_by_id(session, actor.clinic_id)
    plan, faults = read_listed_plan(row, policy_of(clinic))
    faults = [*row.faults, *faults]
    patient = _meant(session, clinic.id, row, faults)
    before = _reachable(patient)
    try:
        if patient is None:
            patient, outcome, notes = _enrol(session, actor, row, clinic, now)
        else:
            patient, outcome, notes = change_listed(session, actor, lock_patient(session, patient.id), row, now=now)
    except Refused as refusal:
        raise Refused([*faults, *in_columns(refusal.faults)]) from None
    if faults:
        raise Refused(faults)
    planned = import_plan(session, actor, patient, row, plan, now=now) if plan else PlanDone()
    if outcome is Outcome.UNCHANGED and planned.started:
        outcome = Outcome.CHANGED
    texts = _reachable(patient) not in (None, before)
    if texts:
        _send_last(session, patient)
    opted_out = patient.consent_state is ConsentState.REVOKED
    return RowDone(outcome, patient.id, texts, planned.waits, opted_out, (*notes, *planned.notes))


def _meant(session: Session, clinic_id: str, row: PatientRow, faults: list[Fault]) -> Patient | None:
    """The patient of a row; raises ``Refused`` where that is in doubt."""
    person = row.person
    given, family = person.get("given_name", ""), person.get("family_name", "")
    external_id = person.get("external_id")
    found = patient_by_external_id(session, clinic_id, external_id) if external_id else None
    if found is not None:
        for name in ("given_name", "family_name"):
            if name not in person:
                raise Refused([*faults, Fault(name, "is missing; write a text")])
        if name_key(found.given_name, found.family_name) != name_key(given, family):
            raise Refused([*faults, Fault("external_id", _OTHER_NAME)])
        return found
    number = parse_phone(person.get("phone", ""))
    if not isinstance(number, str):
        return None
    same = patients_by_number_and_name(session, clinic_id, number, given, family)
    if len(same) > 1:
        raise Refused([*faults, Fault("row", _SEVERAL)])
    if same and external_id and same[0].external_id:
        raise Refused([*faults, Fault("external_id", _OTHER_RECORD)])
    return same[0] if same else None


_OTHER_NAME = (
    "belongs to a patient with another name. Names are not changed by a list: check that it is the same person, "
    "and write the name as it is on the patient's page"
)
_SEVERAL = "Several patients have this number and this name. Write their external_id."
_OTHER_RECORD = "differs from the one on record for the patient with this number and name; write that one"


def _enrol(
    session: Session, actor: Actor, row: PatientRow, clinic: Clinic, now: datetime
) -> tuple[Patient, Outcome, list[str]]:
    """A new patient; one who opted out, or whose number did, is never opted in."""
    person = {"time_zone": clinic.time_zone, **row.person}
    zone = person["time_zone"] if person["time_zone"] in zone_names() else clinic.time_zone
    number = parse_phone(person.get("phone", ""))
    since = opted_out_since(session, clinic.id, number) if isinstance(number, str) else None
    if not row.opted_out and since is None:
        consent = dict(row.consent)
        if "given_at" in consent:
            consent["given_at"] = instant_of_day(consent["given_at"], zone, now)
        return enrol_patient(session, actor, person | {"consent": consent}, now=now), Outcome.NEW, []
    patient = enrol_patient(session, actor, person, now=now, asks_consent=False)
    out = {"event": "opt_out"}
    if row.opted_out_at:
        out["given_at"] = instant_of_day(row.opted_out_at, zone, now)
    elif not row.opted_out and since is not None:
        out["given_at"] = stamp_text(since)
    record_consent(session, actor, patient, out, now=now)
    return patient, Outcome.NEW, [] if row.opted_out else [_NUMBER_OPTED_OUT]


def _reachable(patient: Patient | None) -> E164 | None:
    """The number at which a patient may be texted or asked."""
    if patient is None or patient.consent_state not in (ConsentState.GRANTED, ConsentState.PENDING):
        return None
    return E164(patient.phone)


def _send_last(session: Session, patient: Patient) -> None:
    session.execute(
        update(Communication)
        .where(
            Communication.patient_id == patient.id,
            Communication.state == MessageState.QUEUED,
            Communication.purpose.in_(ENROLMENT),
        )
        .values(priority=_AFTER_ALL_ELSE),
        execution_options={"synchronize_session": False},
    )
