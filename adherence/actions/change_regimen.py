"""Change a regimen: a new version from a day on; past doses keep the version that planned them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from adherence.actions.add_version import add_version
from adherence.actions.cancel_step_asks import cancel_step_asks
from adherence.actions.close_titration import close_titration
from adherence.actions.plan_doses import replan
from adherence.actions.start_regimen import Started, check_or_refuse, read_plan
from adherence.db.clinics import clinic_by_id
from adherence.db.patients import lock_patient
from adherence.db.policies import policy_of
from adherence.db.regimens import Regimen
from adherence.domain.actor import Actor
from adherence.domain.errors import Refused, refuse
from adherence.domain.json_fields import Entry
from adherence.domain.states import RegimenState, VersionCause
from adherence.domain.timing import local_date

LONGEST_REASON = 1000
_OF_THE_CHANGE = ("from", "reason")


def change_regimen(session: Session, actor: Actor, regimen: Regimen, data: object, *, now: datetime) -> Started:
    """Store a changed regimen with ``"from"``, a date from today on, and perhaps a ``"reason"``; raises ``Refused``."""
    patient = lock_patient(session, regimen.patient_id)
    session.refresh(regimen)
    if regimen.state is RegimenState.STOPPED:
        raise refuse("regimen", "was stopped; start a new one instead", conflict=True)
    from_on, reason = _read_change(data, local_date(now, patient.zone))
    assert isinstance(data, dict)
    policy = policy_of(clinic_by_id(session, regimen.clinic_id))
    plan = read_plan({name: value for name, value in data.items() if name not in _OF_THE_CHANGE}, policy)
    if plan.kind.value != regimen.kind.value:
        raise refuse("kind", "cannot be changed; stop this regimen and start a new one")
    if plan.ends_on is not None and plan.ends_on < from_on:
        raise refuse("ends_on", "lies before the day of the change")
    warnings = check_or_refuse(session, patient, plan, policy, without=regimen.id, from_on=from_on)
    changed = VersionCause.CHANGED
    add_version(session, actor, regimen, plan, from_on=from_on, cause=changed, reason=reason, now=now)
    cancel_step_asks(session, regimen)
    close_titration(session, actor, patient, regimen, now=now)
    if regimen.state is RegimenState.ACTIVE:
        replan(session, regimen, patient, now=now)
    return Started(regimen, warnings)


def _read_change(data: object, today: date) -> tuple[date, str | None]:
    """From when, and why; raises ``Refused``."""
    entry = Entry(data)
    fields = entry.object()
    from_on, why = fields.at("from").day(), fields.at("reason")
    reason = why.text(LONGEST_REASON) if why.is_given else None
    if fields.at("from").is_sound and from_on < today:
        fields.at("from").fail("lies in the past; a change counts from today at the earliest")
    if entry.faults:
        raise Refused(entry.faults)
    return from_on, reason
