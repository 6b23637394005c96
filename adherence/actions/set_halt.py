"""The kill-switch of a clinic: no request starts later than the next look at the gate."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from adherence.db.clinics import Clinic, ClinicChange, lock_clinic
from adherence.db.installation import HALT, fact, set_fact
from adherence.domain.actor import Actor
from adherence.domain.clinic_settings import SENDING

ON = "on"
_LONGEST_REASON = 180
"""With the words around it, it still fits among the changes."""


def set_halt(session: Session, actor: Actor, on: bool, reason: str, *, now: datetime) -> Clinic:
    """Stop or resume all sending of the actor's clinic; resuming also clears a halt that the provider caused.

    Each change is kept with who made it and why; a second stop changes neither the reason nor the instant.
    """
    clinic = lock_clinic(session, actor.clinic_id)
    stood = clinic.halted_at is not None or fact(session, HALT) is not None
    if on and clinic.halted_at is not None:
        return clinic
    before = clinic.halted_reason or "" if stood else ON
    clinic.halted_at = now if on else None
    clinic.halted_reason = " ".join(reason.split())[:_LONGEST_REASON] if on else None
    if not on:
        set_fact(session, HALT, None)
    if on or stood:
        session.add(
            ClinicChange(
                clinic_id=clinic.id,
                name=SENDING,
                old=before,
                new=clinic.halted_reason or "" if on else ON,
                recorded_at=now,
                recorded_by=actor.id,
            )
        )
    session.flush()
    return clinic
