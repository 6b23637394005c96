"""Change a regimen: a new version from a day on; past doses keep the version that planned them."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from adherence.actions.plan_doses import replan
from adherence.actions.start_regimen import Started, add_version, check_or_refuse, read_plan
from adherence.db.clinics import clinic_by_id
from adherence.db.patients import Patient, lock_patient
from adherence.db.policies import policy_of
from adherence.db.regimens import Regimen
from adherence.domain.actor import Actor
from adherence.domain.errors import Refused, refuse
from adherence.domain.json_fields import Entry
from adherence.domain.states import RegimenState
from adherence.domain.timing import local_date


def change_regimen(session: Session, actor: Actor, regimen: Regimen, data: object, *, now: datetime) -> Started:
    """Store a changed regimen with ``"from"``, a date from today on; raises ``Refused``."""
    patient = lock_patient(session, regimen.patient_id)
    session.refresh(regimen)
    if regimen.state is RegimenState.STOPPED:
        raise refuse("regimen", "was stopped; start a new one instead", conflict=True)
    entry = Entry(data)
    from_on = entry.object().at("from").day()
    if not entry.faults and from_on < local_date(now, patient.zone):
        entry.at("from").fail("lies in the past; a change counts from today at the earliest")
    if entry.faults:
        raise Refused(entry.faults)
    assert isinstance(data, dict)
    policy = policy_of(clinic_by_id(session, regimen.clinic_id))
    plan = read_plan({name: value for name, value in data.items() if name != "from"}, policy)
    if plan.kind.value != regimen.kind.value:
        raise refuse("kind", "cannot be changed; stop this regimen and start a new one")
    if plan.ends_on is not None and plan.ends_on < from_on:
        raise refuse("ends_on", "lies before the day of the change")
    warnings = check_or_refuse(session, patient, plan, policy, without=regimen.id)
    for version in regimen.versions:
        if version.until_on is None or version.until_on >= from_on:
            version.until_on = from_on - timedelta(days=1)
    add_version(session, actor, regimen, plan, from_on=from_on, now=now)
    _replan(session, regimen, patient, now)
    return Started(regimen, warnings)


def _replan(session: Session, regimen: Regimen, patient: Patient, now: datetime) -> None:
    if regimen.state is RegimenState.ACTIVE:
        replan(session, regimen, patient, now=now)
