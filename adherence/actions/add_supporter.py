"""Add a supporter whom the patient named, and ask them by text whether they agree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from adherence.actions.ask_supporter import ask_supporter
from adherence.actions.wording_of_consent import wording_of_today
from adherence.db.opted_out import opted_out_since
from adherence.db.patients import Patient, lock_patient
from adherence.db.supporters import Supporter, supporters_of, supporters_with_phone
from adherence.db.turns import take_turn_of_number
from adherence.domain.actor import Actor
from adherence.domain.errors import refuse
from adherence.domain.forms import Form, flag, past_instant, phone
from adherence.domain.json_fields import Entry
from adherence.domain.states import GONE, ConsentMethod, ConsentState
from adherence.domain.supporters import SupportEvent
from adherence.domain.timing import local_date
from adherence.domain.wording.speech import LANGUAGES

LONGEST_SUPPORT = timedelta(days=366)
"""Policy: then the patient is asked again."""
MOST_SUPPORTERS = 5
_FIELDS = ("name", "phone", "language", "events", "sees_doses", "may_name", "expires_on", "consent")
_METHODS = (ConsentMethod.WRITTEN, ConsentMethod.VERBAL)


@dataclass(frozen=True, slots=True)
class _Wanted:
    name: str
    phone: str
    language: str
    events: list[str]
    sees_doses: bool
    may_name: bool
    expires_on: date
    method: ConsentMethod
    agreed_at: datetime
    wording_version: str


def add_supporter(session: Session, actor: Actor, patient: Patient, data: object, *, now: datetime) -> Supporter:
    """Add one with what the patient agreed to, and queue the question to them; raises ``Refused``."""
    wanted = _read(session, patient, data, now)
    take_turn_of_number(session, wanted.phone)
    patient = lock_patient(session, patient.id)
    _check(session, patient, wanted, now)
    supporter = Supporter(
        clinic_id=patient.clinic_id,
        patient_id=patient.id,
        language=wanted.language,
        events=wanted.events,
        sees_doses=wanted.sees_doses,
        may_name=wanted.may_name,
        patient_agreed_at=wanted.agreed_at,
        patient_method=wanted.method,
        wording_version=wanted.wording_version,
        expires_on=wanted.expires_on,
        consent_state=ConsentState.PENDING,
        recorded_at=now,
        recorded_by=actor.id,
    )
    vault = session.info["vault"]
    supporter.name_sealed = vault.seal(wanted.name, "supporters", "name_sealed", supporter.id)
    supporter.set_phone(vault, wanted.phone)
    session.add(supporter)
    session.flush()
    ask_supporter(session, actor, supporter, now=now)
    return supporter


def expiry(patient: Patient, now: datetime) -> tuple[date, date]:
    """The first and the last date that an end may have."""
    today = local_date(now, patient.zone)
    return today, today + LONGEST_SUPPORT


def read_expiry(entry: Entry, patient: Patient, now: datetime) -> date:
    """The last date on which anything is told; faults are recorded in the entry."""
    first, last = expiry(patient, now)
    day = entry.day()
    if entry.is_sound and not first <= day <= last:
        entry.fail(f"is out of reach; write a day from {first} to {last}, a year at most")
    return day


def _read(session: Session, patient: Patient, data: object, now: datetime) -> _Wanted:
    form = Form(data, _FIELDS)
    name, number = form.at("name").text(), phone(form.at("phone"))
    language = form.at("language").choice(LANGUAGES)
    codes = tuple(SupportEvent)
    events = form.at("events").distinct(lambda entry: entry.choice(codes), most=len(codes), least=1)
    sees_doses = form.optional("sees_doses", flag) or False
    may_name = form.optional("may_name", flag) or False
    if SupportEvent.DOSES_MISSED in events and not sees_doses:
        form.fail("events", "doses_missed tells of doses; let the supporter see doses, or leave it out")
    expires_on = read_expiry(form.at("expires_on"), patient, now)
    consent = form.at("consent").object().allow_only(("method", "given_at", "wording_version"))
    method = consent.at("method").choice(_METHODS)
    given = consent.at("given_at")
    agreed_at = past_instant(now)(given) if given.is_given else now
    version = consent.at("wording_version")
    wording = version.text(64) if version.is_given else wording_of_today(session, patient, now=now)
    form.done()
    return _Wanted(
        name,
        number,
        language or "en",
        [event for event in events if event],
        sees_doses,
        may_name,
        expires_on,
        ConsentMethod(method or ConsentMethod.VERBAL),
        agreed_at,
        wording,
    )


def _check(session: Session, patient: Patient, wanted: _Wanted, now: datetime) -> None:
    """What the state of things forbids: nobody who asked for no texts is asked, and nobody twice."""
    if patient.status in GONE:
        raise refuse("patient", f"is {patient.status}; nobody is told anything", conflict=True)
    today = local_date(now, patient.zone)
    hold = [one for one in supporters_of(session, patient.clinic_id, patient.id) if one.is_live(today)]
    if len(hold) >= MOST_SUPPORTERS:
        raise refuse("patient", f"has {MOST_SUPPORTERS} supporters already; end one first", conflict=True)
    hashes = session.info["vault"].indexes("phone:" + wanted.phone)
    if patient.phone_hash in hashes:
        raise refuse("phone", "is the patient's own number; a supporter has another one", conflict=True)
    if any(one.phone_hash in hashes for one in hold):
        raise refuse("phone", "belongs to a supporter already; end that one first", conflict=True)
    stopped = select(exists().where(Patient.phone_hash.in_(hashes), Patient.consent_state == ConsentState.REVOKED))
    refused = any(one.consent_state is ConsentState.REVOKED for one in supporters_with_phone(session, wanted.phone))
    left = opted_out_since(session, patient.clinic_id, wanted.phone) is not None
    if refused or left or session.scalar(stopped):
        sentence = "has asked for no texts; it can be asked again after START was written from it"
        raise refuse("phone", sentence, conflict=True)
