"""The kill-switch of a clinic: no request starts later than the next look at the gate."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from adherence.db.clinics import Clinic, clinic_by_id
from adherence.db.installation import HALT, set_fact
from adherence.domain.actor import Actor


def set_halt(session: Session, actor: Actor, on: bool, reason: str, *, now: datetime) -> Clinic:
    """Stop or resume all sending of the actor's clinic; resuming also clears a halt that the provider caused."""
    clinic = clinic_by_id(session, actor.clinic_id)
    clinic.halted_at = now if on else None
    clinic.halted_reason = reason.strip()[:200] if on else None
    if not on:
        set_fact(session, HALT, None)
    return clinic
