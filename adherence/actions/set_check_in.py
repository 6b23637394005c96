"""Switch a regular question to a patient on or off, with a time of its own."""

from __future__ import annotations

from datetime import datetime, time

from sqlalchemy import update
from sqlalchemy.orm import Session

from adherence.actions.declare_risk_day import targeted_regimen
from adherence.db.check_ins import CheckIn, check_ins_of
from adherence.db.clinics import clinic_by_id
from adherence.db.communications import Communication
from adherence.db.patients import Patient, lock_patient
from adherence.db.policies import policy_of
from adherence.domain.actor import Actor
from adherence.domain.errors import refuse
from adherence.domain.forms import Form, flag
from adherence.domain.policy import Policy
from adherence.domain.regimen import time_text
from adherence.domain.states import BEFORE_SENDING, GONE, CheckInKind, MessageState


def set_check_in(session: Session, actor: Actor, patient: Patient, data: object, *, now: datetime) -> CheckIn:
    """Set ``{"kind", "on", "at"}``; without ``at`` the clinic's time holds. Raises ``Refused``.

    A question that is switched on, or moved, after its time of today is first asked the next time.
    """
    form = Form(data, ("kind", "on", "at"))
    kind = CheckInKind(form.at("kind").choice([kind.value for kind in CheckInKind]) or CheckInKind.PLANNER)
    on = flag(form.at("on"))
    at = form.optional("at", lambda entry: entry.time_of_day())
    policy = policy_of(clinic_by_id(session, patient.clinic_id))
    if at is not None and form.at("at").is_sound and not _may_leave(at, kind, policy):
        form.fail("at", f"must lie from {time_text(policy.texting_starts)} to before {time_text(_last(kind, policy))}")
    form.done()
    patient = lock_patient(session, patient.id)
    if on and patient.status in GONE:
        raise refuse("patient", f"is {patient.status}; nothing is asked any more", conflict=True)
    if on and targeted_regimen(session, patient) is None:
        raise refuse("patient", "has no active targeted plan; start one first", conflict=True)
    row = check_ins_of(session, patient.id).get(kind)
    if row is None:
        row = CheckIn(clinic_id=patient.clinic_id, patient_id=patient.id, kind=kind, on=False, set_at=now)
        session.add(row)
    wanted = None if at is None else time_text(at)
    if (row.on, row.at) != (on, wanted):
        row.on, row.at, row.set_at, row.set_by = on, wanted, now, actor.id
    session.flush()
    if not on:
        _cancel_waiting(session, patient, kind)
    return row


def _may_leave(at: time, kind: CheckInKind, policy: Policy) -> bool:
    return policy.texting_starts <= at < _last(kind, policy)


def _last(kind: CheckInKind, policy: Policy) -> time:
    ends = policy.texting_ends
    return min(ends, policy.follow_up_expires) if kind is CheckInKind.FOLLOW_UP else ends


def _cancel_waiting(session: Session, patient: Patient, kind: CheckInKind) -> None:
    """A question that is due but has not left yet is not asked any more."""
    waiting = update(Communication).where(
        Communication.patient_id == patient.id,
        Communication.occasion.startswith(f"{kind.value}:", autoescape=True),
        Communication.state.in_(BEFORE_SENDING),
    )
    cancelled = waiting.values(state=MessageState.CANCELLED, reason="switched_off")
    session.execute(cancelled, execution_options={"synchronize_session": "fetch"})
