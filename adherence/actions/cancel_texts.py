"""Cancel texts that have not been handed to the provider yet; a crisis answer is never among them."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import update
from sqlalchemy.orm import Session

from adherence.db.communications import Communication
from adherence.domain.purpose import Purpose
from adherence.domain.states import BEFORE_SENDING, MessageState


def cancel_texts(
    session: Session,
    patient_id: str,
    *,
    reason: str,
    dose_id: int | None = None,
    purposes: Collection[Purpose] | None = None,
) -> None:
    """Cancel a patient's queued texts: all of them, or those about one dose, or those of some purposes."""
    statement = update(Communication).where(
        Communication.patient_id == patient_id,
        Communication.state.in_(BEFORE_SENDING),
        Communication.purpose != Purpose.CRISIS,
    )
    if dose_id is not None:
        statement = statement.where(Communication.dose_id == dose_id)
    if purposes is not None:
        statement = statement.where(Communication.purpose.in_(purposes))
    cancelled = statement.values(state=MessageState.CANCELLED, reason=reason)
    session.execute(cancelled, execution_options={"synchronize_session": "fetch"})
