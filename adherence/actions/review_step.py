"""Say that one read what a step towards going live is about, and stands by it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from adherence.db.setup import ClinicReview
from adherence.domain.actor import Actor
from adherence.domain.errors import refuse
from adherence.domain.setup import REVIEWED_BY, SetupStep


def review_step(session: Session, actor: Actor, step: SetupStep, *, now: datetime) -> ClinicReview:
    """Keep who read it and when; raises ``Refused`` where a row tells the state, or the role may not say so."""
    may = REVIEWED_BY.get(step)
    if may is None:
        raise refuse("step", "is not for a person to say: the service sees by itself whether it is done")
    if actor.role not in may:
        raise refuse("step", "is for another role to review; ask a clinician of your clinic", conflict=True)
    review = ClinicReview(clinic_id=actor.clinic_id, step=step, reviewed_at=now, reviewed_by=actor.id)
    session.add(review)
    session.flush()
    return review
