"""Apply the answer to a refill prompt: has more is kept and shown, needs more goes to the care team."""

from __future__ import annotations

from adherence.actions.flag_reply import flag_reply
from adherence.actions.received import Answers, Received
from adherence.actions.watch_supply import run_out_of
from adherence.domain.reply import Intent
from adherence.domain.states import FlagKind

HAS_MORE, NEEDS_MORE = "refill_has_more", "refill_needs_more"


def answer_refill(reply: Received) -> Answers:
    """Keep a yes (has more), flag a no (needs more); returns the acknowledgement."""
    if reply.reading.intent is Intent.YES:
        reply.message.outcome = HAS_MORE
        return [("ack_refill", {})]
    reply.message.outcome = NEEDS_MORE
    run_out_on = run_out_of(reply.context.prompt)
    flag_reply(reply, FlagKind.RAN_OUT, f"Needs more before {run_out_on}" if run_out_on else "Needs more")
    return [("ack_supply", {})]
