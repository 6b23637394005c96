"""End a clinic's trial."""

from __future__ import annotations

from sqlalchemy.orm import Session

from adherence.db.clinics import Clinic


def go_live(session: Session, clinic: Clinic) -> bool:
    """Let the clinic's patients be texted from now on; False where it was live already."""
    was_trial = clinic.trial
    clinic.trial = False
    session.flush()
    return was_trial
