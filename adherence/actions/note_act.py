"""Write down what was done about a flag."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from adherence.db.flags import Flag
from adherence.db.notices import FlagAct
from adherence.domain.on_call import FlagActKind, NoticeStep


def note_act(
    session: Session,
    flag: Flag,
    kind: FlagActKind,
    *,
    now: datetime,
    by: str | None = None,
    step: NoticeStep | None = None,
    note: str | None = None,
) -> FlagAct:
    """Add a line to a flag's ledger; a note is sealed."""
    act = FlagAct(clinic_id=flag.clinic_id, flag_id=flag.id, kind=kind, step=step, at=now, by=by)
    act.note_sealed = session.info["vault"].seal(note, "flag_acts", "note_sealed", act.id) if note else None
    session.add(act)
    session.flush()
    return act
