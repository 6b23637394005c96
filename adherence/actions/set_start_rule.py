"""Set whether START gives a consent back that was written or verbal; the change is kept with those of the policy."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from adherence.db.clinics import lock_clinic
from adherence.db.policies import PolicyChange
from adherence.domain.actor import Actor

START_RULE = "start_reconsents"
_WORDS = {True: "yes", False: "no"}


def set_start_rule(session: Session, actor: Actor, *, reconsents: bool, now: datetime) -> bool:
    """Set the rule of the actor's clinic; returns whether that was a change."""
    clinic = lock_clinic(session, actor.clinic_id)
    before = clinic.start_reconsents
    if before == reconsents:
        return False
    clinic.start_reconsents = reconsents
    session.add(
        PolicyChange(
            clinic_id=clinic.id,
            name=START_RULE,
            old=_WORDS[before],
            new=_WORDS[reconsents],
            recorded_at=now,
            recorded_by=actor.id,
        )
    )
    session.flush()
    return True
