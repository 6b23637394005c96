"""Write down that somebody called a patient about a flag, or tried to."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from adherence.actions.note_act import note_act
from adherence.actions.resolve_flag import hold_flag
from adherence.actions.take_flag import take_flag
from adherence.db.flags import Flag
from adherence.domain.actor import Actor
from adherence.domain.errors import refuse
from adherence.domain.forms import Form
from adherence.domain.on_call import FlagActKind
from adherence.domain.states import FlagState

REACHED = ("reached", "not_reached")


def log_call(session: Session, actor: Actor, flag: Flag, data: object, *, now: datetime) -> Flag:
    """Log a call with ``{"reached": "reached" | "not_reached", "note"}``; what was nobody's is the caller's.

    Raises ``Refused``.
    """
    form = Form(data, ("reached", "note"))
    reached = form.at("reached").choice(REACHED)
    note = form.optional("note", lambda entry: entry.text(4000))
    form.done()
    hold_flag(session, flag)
    if flag.state is FlagState.RESOLVED:
        raise refuse("flag", "was resolved already; reopen it first", conflict=True)
    if flag.claimed_at is None:
        take_flag(session, actor, flag, now=now)
    flag.first_reply_at = flag.first_reply_at or now
    kind = FlagActKind.CALLED if reached == "reached" else FlagActKind.NOT_REACHED
    note_act(session, flag, kind, now=now, by=actor.id, note=note)
    return flag
