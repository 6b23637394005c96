"""Bring one row of a list in: a patient is enrolled, changed as far as a page may change one, or left as is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from adherence.actions.change_listed import change_listed
from adherence.actions.enrol_patient import NUMBER_OPTED_OUT, enrol_patient, read_enrolment
from adherence.actions.import_plan import PlanDone, import_plan, read_listed_plan
from adherence.actions.record_consent import read_opt_out, record_consent
from adherence.db.clinics import Clinic, clinic_by_id
from adherence.db.communications import Communication
from adherence.db.opted_out import opted_out_since
from adherence.db.patients import Patient, lock_patient
from adherence.db.policies import policy_of
from adherence.db.same_person import patient_by_external_id, patients_by_number_and_name, patients_with_number
from adherence.db.turns import take_turn_of_clinic, take_turn_of_number
from adherence.domain.actor import Actor
from adherence.domain.errors import Refused
from adherence.domain.import_row import PatientRow, in_columns, name_key, plan_faults_in_columns
from adherence.domain.import_state import Outcome
from adherence.domain.import_when import instant_of_day, stamp_text
from adherence.domain.phone import E164, parse_phone
from adherence.domain.plan_check import Checks, check_plan
from adherence.domain.policy import Policy
from adherence.domain.purpose import ENROLMENT
from adherence.domain.regimen import Fault, Plan
from adherence.domain.states import ConsentState, MessageState
from adherence.domain.zones import zone_names

_AFTER_ALL_ELSE = 7
"""The priority of first texts that come in bulk: thousands of them must not hold up one reminder (queue_text)."""


@dataclass(frozen=True, slots=True)
class RowDone:
    """What one row did."""

    outcome: Outcome
    patient_id: str | None
    """None where it was only foreseen."""
    texts: bool = False
    waits: bool = False
    kept_out: bool = False
    notes: tuple[str, ...] = ()


def import_row(session: Session, actor: Actor, row: PatientRow, *, now: datetime, keep: bool = True) -> RowDone:
    """Enrol or change the patient of a row; raises ``Refused`` with all faults by column, and whoever calls rolls back.

    Without ``keep``, whoever calls rolls back in any case, and what can be foreseen is not done.

    Rows of one clinic come one after the other, so that two lists at once enrol nobody twice.
    """
    take_turn_of_clinic(session, actor.clinic_id)
    number = parse_phone(row.person.get("phone", ""))
    if isinstance(number, str):
        take_turn_of_number(session, number)
    clinic = clinic_by_id(session, actor.clinic_id)
    policy = policy_of(clinic)
    plan, faults = read_listed_plan(row, policy)
    faults = [*row.faults, *faults]
    patient = _meant(session, clinic.id, row, faults)
    before = _reachable(patient)
    try:
        if patient is None:
            entered = _entered(session, row, clinic, now)
            if not keep:
                foreseen = _foresee(row, entered, plan, policy, now)
            else:
                patient, outcome, notes = _enrol(session, actor, entered, now), Outcome.NEW, list(entered.notes)
        else:
            patient, outcome, notes = change_listed(session, actor, lock_patient(session, patient.id), row, now=now)
    except Refused as refusal:
        raise Refused([*faults, *in_columns(refusal.faults)]) from None
    if faults:
        raise Refused(faults)
    if patient is None:
        return foreseen
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
_SHARED = ("Another patient has this number. If they do not share a phone, correct it.",)
_SEVERAL = "Several patients have this number and this name. Write their external_id."
_OTHER_RECORD = "differs from the one on record for the patient with this number and name; write that one"


@dataclass(frozen=True, slots=True)
class _Entered:
    """What a new patient is enrolled with; ``opt_out`` stands for the consent of one who said no to texts."""

    person: dict[str, Any]
    opt_out: dict[str, str] | None
    notes: tuple[str, ...] = ()


def _entered(session: Session, row: PatientRow, clinic: Clinic, now: datetime) -> _Entered:
    """One who opted out, or whose number did, is never opted in."""
    person = {"time_zone": clinic.time_zone, **row.person}
    zone = person["time_zone"] if person["time_zone"] in zone_names() else clinic.time_zone
    number = parse_phone(person.get("phone", ""))
    since: datetime | None = None
    notes: tuple[str, ...] = ()
    if isinstance(number, str):
        since = opted_out_since(session, clinic.id, number)
        notes = _SHARED if patients_with_number(session, clinic.id, number) else ()
    if not row.opted_out and since is None:
        consent = dict(row.consent)
        if "given_at" in consent:
            consent["given_at"] = instant_of_day(consent["given_at"], zone, now)
        return _Entered(person | {"consent": consent}, None, notes)
    out = {"event": "opt_out"}
    if row.opted_out_at:
        out["given_at"] = instant_of_day(row.opted_out_at, zone, now)
    elif not row.opted_out and since is not None:
        out["given_at"] = stamp_text(since)
    return _Entered(person, out, notes if row.opted_out else (NUMBER_OPTED_OUT, *notes))


def _enrol(session: Session, actor: Actor, entered: _Entered, now: datetime) -> Patient:
    patient = enrol_patient(session, actor, entered.person, now=now, asks_consent=entered.opt_out is None)
    if entered.opt_out is not None:
        record_consent(session, actor, patient, entered.opt_out, now=now)
    return patient


def _foresee(row: PatientRow, entered: _Entered, plan: Plan | None, policy: Policy, now: datetime) -> RowDone:
    """What enrolling would do, by the same rules and without doing it: ten times as fast as trying and taking back.

    Somebody new has no other plan, no medicine and no signed gate, so that nothing else can refuse the plan.
    """
    read_enrolment(entered.person, now=now, asks_consent=entered.opt_out is None)
    if entered.opt_out is not None:
        read_opt_out(entered.opt_out, now=now)
    checks = _checks_alone(plan, policy) if plan else Checks()
    if checks.refusals:
        raise Refused(plan_faults_in_columns([Fault("regimen", sentence) for sentence in checks.refusals], row))
    is_out = entered.opt_out is not None
    return RowDone(Outcome.NEW, None, not is_out, plan is not None, is_out, (*entered.notes, *checks.warnings))


@lru_cache(maxsize=256)
def _checks_alone(plan: Plan, policy: Policy) -> Checks:
    """A list mostly holds a few plans for many patients."""
    return check_plan(plan, (), policy)


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
