"""Apply the answer to a refill prompt: has more is kept and shown, needs more goes to the care team."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from adherence.actions.open_flag import open_flag
from adherence.actions.reply_context import ReplyContext
from adherence.actions.watch_supply import run_out_of
from adherence.db.inbound import InboundMessage
from adherence.db.patients import Patient
from adherence.domain.reply import Intent, Reading
from adherence.domain.states import FlagKind

HAS_MORE, NEEDS_MORE = "refill_has_more", "refill_needs_more"


def answer_refill(
    session: Session,
    message: InboundMessage,
    patient: Patient,
    reading: Reading,
    context: ReplyContext,
    *,
    now: datetime,
) -> list[tuple[str, dict[str, object]]]:
    """Keep a yes (has more), flag a no (needs more); returns the acknowledgement."""
    if reading.intent is Intent.YES:
        message.outcome = HAS_MORE
        return [("ack_refill", {})]
    message.outcome = NEEDS_MORE
    run_out_on = run_out_of(context.prompt)
    detail = f"Needs more before {run_out_on}" if run_out_on else "Needs more"
    open_flag(session, patient, FlagKind.RAN_OUT, detail, now=now, inbound_id=message.id)
    return [("ack_supply", {})]
