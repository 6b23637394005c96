"""Find a time for a question that is answered with the same "1" as a dose, so that no answer is taken for another."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from adherence.db.doses import Dose
from adherence.domain.policy import Policy
from adherence.domain.states import DoseState


def clear_of_doses(session: Session, patient_id: str, on: date, at: datetime, policy: Policy) -> datetime:
    """The instant, or later while a dose of that local date may still be answered: two hours after its slot."""
    settles = policy.nudge_after + policy.nudge_expires_after
    open_doses = select(Dose.due_at).where(
        Dose.patient_id == patient_id, Dose.on == on, Dose.state == DoseState.UPCOMING
    )
    for due_at in sorted(session.scalars(open_doses)):
        if due_at <= at < due_at + settles:
            at = due_at + settles
    return at
