"""Cancel questions about the next step of a plan that have not left: the plan is another one by now."""

from __future__ import annotations

from sqlalchemy import or_, update
from sqlalchemy.orm import Session

from adherence.db.communications import Communication
from adherence.db.regimens import Regimen
from adherence.domain.states import BEFORE_SENDING, MessageState
from adherence.domain.titration import asks_of


def cancel_step_asks(session: Session, regimen: Regimen) -> None:
    """Cancel what still waits to ask about any version of a regimen (the patient's row is held)."""
    about = or_(*(Communication.occasion.startswith(asks_of(version.id)) for version in regimen.versions))
    waiting = update(Communication).where(
        Communication.patient_id == regimen.patient_id, Communication.state.in_(BEFORE_SENDING), about
    )
    cancelled = waiting.values(state=MessageState.CANCELLED, reason="plan_changed")
    session.execute(cancelled, execution_options={"synchronize_session": "fetch"})
