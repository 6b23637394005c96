"""Change a patient who is on record as a row of a list says: only what a page may change, and never towards texts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from adherence.actions.change_patient import change_patient
from adherence.actions.record_consent import read_opt_out, record_consent
from adherence.db.opted_out import opted_in_since, opted_out_since
from adherence.db.patients import Patient
from adherence.db.same_person import had_number
from adherence.domain.actor import Actor
from adherence.domain.errors import refuse
from adherence.domain.forms import Form
from adherence.domain.import_row import PatientRow
from adherence.domain.import_state import Outcome
from adherence.domain.import_when import instant_of_day
from adherence.domain.phone import parse_phone
from adherence.domain.states import GONE, ConsentState

_STAYS_OUT = "Opted out of texts; stays so."
_CAME_BACK = "Agreed to texts again after this opt-out; stays so."
_EARLIER_NUMBER = "is an earlier number of this patient; if it is in use again, change it on the patient's page"
_NUMBER_OPTED_OUT = "opted out of texts; if the patient agrees to texts there, change it on the patient's page"


def change_listed(
    session: Session, actor: Actor, patient: Patient, row: PatientRow, *, now: datetime
) -> tuple[Patient, Outcome, list[str]]:
    """Change a patient (whose row is held); raises ``Refused`` with every fault."""
    changes = _differing(patient, row.person)
    _refuse_number(session, patient, changes)
    notes: list[str] = []
    opts_out = row.opted_out and patient.consent_state is not ConsentState.REVOKED
    at = instant_of_day(row.opted_out_at, patient.time_zone, now) if opts_out and row.opted_out_at else None
    if at is not None:
        since = read_opt_out({"event": "opt_out", "given_at": at}, now=now).given_at
        if opted_in_since(session, patient.id, since):
            opts_out, notes = False, [_CAME_BACK]
    number_is_new = row.person.get("external_id") is not None and patient.external_id is None
    if not changes and not opts_out and not number_is_new:
        if patient.consent_state is ConsentState.REVOKED and not row.opted_out:
            notes.append(_STAYS_OUT)
        return patient, Outcome.UNCHANGED, notes
    if patient.status in GONE:
        raise refuse("row", "The patient is discharged or deceased here. Take the patient back on the page first.")
    if opts_out:
        record_consent(session, actor, patient, {"event": "opt_out"} | ({"given_at": at} if at else {}), now=now)
    if changes:
        change_patient(session, actor, patient, changes, now=now)
    if number_is_new:
        patient.external_id = _record_number(row.person)
    if patient.consent_state is ConsentState.REVOKED and not row.opted_out:
        notes.append(_STAYS_OUT)
    session.flush()
    return patient, Outcome.CHANGED, notes


def _differing(patient: Patient, person: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a row that say something else than the record."""
    stored = {"time_zone": patient.time_zone, "language": patient.language, "discretion": patient.discretion}
    changes = {name: person[name] for name, value in stored.items() if name in person and person[name] != value}
    if "phone" in person and parse_phone(person["phone"]) != patient.phone:
        changes["phone"] = person["phone"]
    return changes


def _refuse_number(session: Session, patient: Patient, changes: Mapping[str, Any]) -> None:
    """A list that is older than the record must not take a number back, nor reach one that opted out."""
    number = parse_phone(changes["phone"]) if "phone" in changes else None
    if not isinstance(number, str):
        return
    if had_number(session, patient, number):
        raise refuse("phone", _EARLIER_NUMBER)
    if patient.consent_state is ConsentState.REVOKED:
        return
    if opted_out_since(session, patient.clinic_id, number) is not None:
        raise refuse("phone", _NUMBER_OPTED_OUT)


def _record_number(person: Mapping[str, Any]) -> str:
    form = Form(dict(person), tuple(person))
    text = form.at("external_id").text(128)
    form.done()
    return text
