"""Plan the texts about a visit anew: to the booked visit, or back to the due date; dose and windows stay."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from adherence.actions.cancel_texts import cancel_texts
from adherence.actions.expect_doses import plan_of
from adherence.actions.plan_texts import visit_texts
from adherence.actions.queue_text import put_texts
from adherence.db.clinics import clinic_by_id
from adherence.db.injections import booked_visits, waiting_injection
from adherence.db.patients import Patient
from adherence.db.policies import policy_of
from adherence.db.regimens import Regimen
from adherence.domain.purpose import Purpose
from adherence.domain.states import DoseState

VISIT_MOVED = "visit_moved"


def plan_visit(session: Session, regimen: Regimen, patient: Patient, *, now: datetime) -> None:
    """Cancel what is queued about the visit of the injection that waits, and queue what its visit needs now.

    A lapsed injection is told of only where a visit is booked: nothing else about it is to come.
    """
    dose = waiting_injection(session, regimen.id)
    if dose is None or dose.state is DoseState.HELD:
        return
    cancel_texts(session, patient.id, reason=VISIT_MOVED, dose_id=dose.id, purposes=(Purpose.APPOINTMENT,))
    visit = booked_visits(session, [regimen.id]).get(regimen.id)
    if visit is None and dose.state is not DoseState.UPCOMING:
        return
    policy = policy_of(clinic_by_id(session, regimen.clinic_id))
    put_texts(session, visit_texts(patient, dose, plan_of(regimen.current), policy, now, visit))
