"""Record a medicine that a patient takes beside naltrexone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from adherence.actions.warn_of_opioids import warn_of_opioids
from adherence.db.medicines import PatientMedicine, medicines_of, names_of_clinic
from adherence.db.patients import Patient, lock_patient
from adherence.db.types import new_id
from adherence.domain.actor import Actor
from adherence.domain.errors import refuse
from adherence.domain.forms import Form
from adherence.domain.medicine_table import OPIOID_GROUPS
from adherence.domain.medicines import medicines_in, words_of
from adherence.domain.timing import ONE_DAY, local_date

LONGEST_NAME = 120
_FIELDS = ("name", "started_on", "ended_on")


@dataclass(frozen=True, slots=True)
class RecordedMedicine:
    """The stored medicine and what the person who entered it should know."""

    medicine: PatientMedicine
    warnings: tuple[str, ...]


def record_medicine(
    session: Session, actor: Actor, patient: Patient, data: object, *, now: datetime
) -> RecordedMedicine:
    """Store ``{"name", "started_on", "ended_on"}`` with the group that its name falls in; raises ``Refused``."""
    today = local_date(now, patient.zone)
    name, started_on, ended_on = _read(data, today)
    patient = lock_patient(session, patient.id)
    _refuse_twice(session, patient, name, today)
    found = medicines_in(name, names_of_clinic(session, patient.clinic_id))
    medicine_id = new_id()
    medicine = PatientMedicine(
        id=medicine_id,
        clinic_id=patient.clinic_id,
        patient_id=patient.id,
        name_sealed=session.info["vault"].seal(name, "patient_medicines", "name_sealed", medicine_id),
        group=found[0].group if found else None,
        started_on=started_on,
        ended_on=ended_on,
        recorded_at=now,
        recorded_by=actor.id,
    )
    session.add(medicine)
    session.flush()
    warnings = tuple(dict.fromkeys(one.warning for one in found))
    if medicine.group in OPIOID_GROUPS and medicine.is_current(today):
        warnings += warn_of_opioids(session, patient, now=now)
    return RecordedMedicine(medicine, warnings)


def _read(data: object, today: date) -> tuple[str, date | None, date | None]:
    form = Form(data, _FIELDS)
    name = form.at("name").text(LONGEST_NAME)
    if form.at("name").is_given and name and not any(word[0].isalpha() for word in words_of(name)):
        form.fail("name", "has no letters; write the medicine's name")
    # Ahead as well: a painkiller after surgery is entered before it is taken.
    started_on = form.optional("started_on", lambda entry: entry.day(today + 365 * ONE_DAY))
    ended_on = form.optional("ended_on", lambda entry: entry.day(today + 3 * 365 * ONE_DAY))
    if started_on and ended_on and ended_on < started_on:
        form.fail("ended_on", "lies before the first day; check both")
    form.done()
    return name, started_on, ended_on


def _refuse_twice(session: Session, patient: Patient, name: str, today: date) -> None:
    """The same name twice at the same time is a slip, and would be ended only once."""
    for one in medicines_of(session, patient.id):
        if one.is_current(today) and words_of(one.name) == words_of(name):
            raise refuse("name", "is on the list already; end that entry first, or withdraw it", conflict=True)
