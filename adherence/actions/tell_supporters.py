"""Let a patient's supporters know of an event: those who may be told of it, each once for a local day."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from adherence.actions.text_supporter import text_supporter
from adherence.db.patients import Patient
from adherence.db.supporters import supporters_of
from adherence.domain.supporters import SupportEvent, wording_for
from adherence.domain.timing import local_date

_EXPIRES_AFTER = timedelta(hours=24)


def tell_supporters(session: Session, patient: Patient, event: SupportEvent, *, now: datetime) -> int:
    """Queue a text to each supporter whose rights reach so far (the patient's row is held); gives how many may be told.

    Telling the same event again on the same local day of the patient does nothing. The gate judges the rights once more
    when a text leaves, so that nothing follows a STOP, an end, or the patient's own opt-out.
    """
    today = local_date(now, patient.zone)
    told = 0
    for supporter in supporters_of(session, patient.clinic_id, patient.id):
        template = wording_for(event, supporter.rights, today=today)
        if template is None:
            continue
        told += 1
        text_supporter(
            session,
            patient,
            supporter,
            template,
            now=now,
            why=f"The patient chose to let this supporter know: {event.value.replace('_', ' ')}",
            expires_at=now + _EXPIRES_AFTER,
            occasion=f"support:{event}:{supporter.id}:{today}",
        )
    return told
