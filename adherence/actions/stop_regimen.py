"""Stop a regimen from a local date on."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from adherence.actions.cancel_step_asks import cancel_step_asks
from adherence.actions.plan_doses import cancel_doses_from, replan
from adherence.actions.settle_injection import PLAN_STOPPED, follow_overdue
from adherence.db.patients import lock_patient
from adherence.db.regimens import Regimen
from adherence.domain.actor import Actor
from adherence.domain.errors import refuse
from adherence.domain.forms import Form
from adherence.domain.states import RegimenState, StopCause
from adherence.domain.timing import local_date


def stop_regimen(session: Session, actor: Actor, regimen: Regimen, data: object, *, now: datetime) -> Regimen:
    """Stop at ``on`` (the first date without doses, from today on) with a reason, maybe a cause; raises ``Refused``."""
    form = Form(data, ("on", "reason", "cause"))
    patient = lock_patient(session, regimen.patient_id)
    session.refresh(regimen)
    today = local_date(now, patient.zone)
    on = form.at("on").day()
    reason = form.at("reason").text(1000)
    cause = form.optional("cause", lambda entry: entry.choice(tuple(StopCause)))
    form.done()
    if regimen.state is RegimenState.STOPPED:
        raise refuse("regimen", "was stopped already", conflict=True)
    if on < today:
        raise refuse("on", "lies in the past; write today or a later date")
    regimen.stopped_on = on
    regimen.stop_reason_sealed = session.info["vault"].seal(reason, "regimens", "stop_reason_sealed", regimen.id)
    regimen.stop_cause = StopCause(cause) if cause else None
    active = regimen.state is RegimenState.ACTIVE
    cancel_step_asks(session, regimen)
    if on <= today:
        regimen.state = RegimenState.STOPPED
    if active:
        cancel_doses_from(session, regimen, on)
        replan(session, regimen, patient, now=now)
        follow_overdue(session, patient, outcome=PLAN_STOPPED, now=now, by=actor.id)
    return regimen
