"""Judge whether any text about a dose may have reached the patient: a silent system is not a silent patient."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from adherence.db.communications import Communication
from adherence.db.doses import Dose
from adherence.domain.gate import Reason
from adherence.domain.pauses import TEXTS_PAUSED
from adherence.domain.purpose import OF_A_DOSE, Purpose
from adherence.domain.states import AT_PROVIDER, DoseState, MessageState, PlanKind

_ARRIVED = (AT_PROVIDER - {MessageState.UNDELIVERED}) | {MessageState.UNCERTAIN, MessageState.SENDING}


def judge_delivery(session: Session, dose: Dose) -> None:
    """Note on a dose whether all of its texts failed; silence is then no answer of the patient."""
    query = select(Communication.id).where(
        Communication.dose_id == dose.id,
        # Who wrote GO and got our answer heard of the dose as from a prompt.
        Communication.purpose.in_(OF_A_DOSE | {Purpose.ACKNOWLEDGEMENT}),
        Communication.state.in_(_ARRIVED),
    )
    dose.undelivered = session.scalar(query.limit(1)) is None
    if dose.state is DoseState.NO_ANSWER and dose.kind is not PlanKind.INJECTION:
        dose.reason = _why_silent(session, dose) if dose.undelivered else None


def _why_silent(session: Session, dose: Dose) -> str:
    """The patient's own wish, where a pause kept a text of this dose back; else a system that was silent."""
    query = select(Communication.id).where(
        Communication.dose_id == dose.id,
        Communication.state == MessageState.WITHHELD,
        Communication.reason == Reason.TOPIC_PAUSED,
    )
    return "undelivered" if session.scalar(query.limit(1)) is None else TEXTS_PAUSED
