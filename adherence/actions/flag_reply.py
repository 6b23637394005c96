"""Open a flag about a reply: the care team sees which text it is."""

from __future__ import annotations

from adherence.actions.open_flag import open_flag
from adherence.actions.received import Received
from adherence.db.flags import Flag
from adherence.domain.states import FlagKind


def flag_reply(reply: Received, kind: FlagKind, detail: str, *, dose_id: int | None = None) -> Flag:
    """Open or renew a flag that leads to the reply; ``detail`` holds no name, number or words of the patient."""
    return open_flag(
        reply.session, reply.patient, kind, detail, now=reply.now, dose_id=dose_id, inbound_id=reply.message.id
    )
