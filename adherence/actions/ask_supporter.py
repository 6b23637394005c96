"""Ask a supporter by text whether they agree to be texted; once more at most on a later day."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from adherence.actions.text_supporter import text_supporter
from adherence.db.patients import lock_patient
from adherence.db.supporters import Supporter
from adherence.domain.actor import Actor
from adherence.domain.errors import refuse
from adherence.domain.states import ConsentState
from adherence.domain.timing import local_date

_EXPIRES_AFTER = timedelta(days=3)


def ask_supporter(session: Session, actor: Actor, supporter: Supporter, *, now: datetime) -> None:
    """Queue the question, once for a local day; raises ``Refused`` where it was answered or the time is over."""
    patient = lock_patient(session, supporter.patient_id)
    session.refresh(supporter, with_for_update=True)
    if not supporter.is_live(local_date(now, patient.zone)):
        raise refuse("supporter", "is one no more; add the person anew", conflict=True)
    if supporter.consent_state is not ConsentState.PENDING:
        raise refuse("supporter", "has answered already", conflict=True)
    text_supporter(
        session,
        patient,
        supporter,
        "supporter_request_named" if supporter.may_name else "supporter_request",
        now=now,
        why="Asks a supporter whom the patient named whether they agree",
        expires_at=now + _EXPIRES_AFTER,
        occasion=f"support:ask:{supporter.id}:{local_date(now, patient.zone)}",
    )
