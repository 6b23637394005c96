"""Try one row of a list in a savepoint: kept, or taken back as if nothing had been; a failing row blocks no other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from adherence.actions.import_row import RowDone, import_row
from adherence.domain.actor import Actor
from adherence.domain.errors import Refused
from adherence.domain.import_row import PatientRow
from adherence.domain.regimen import Fault

OURS = Fault("row", "This row could not be stored for a reason of ours. Try it again; if it stays, tell your operator.")
_log = structlog.get_logger(__name__)


def try_row(
    session: Session,
    actor: Actor,
    row: PatientRow,
    more: Sequence[Fault],
    *,
    now: datetime,
    keep: bool,
    place: tuple[str, int],
) -> tuple[RowDone | None, list[Fault]]:
    """What a row did or would do, or why it is refused; with ``more`` faults, or without ``keep``, nothing stays.

    ``place`` names the import and the row for the log.
    """
    savepoint = session.begin_nested()
    try:
        done = import_row(session, actor, row, now=now, keep=keep)
        session.flush()
    except Refused as refusal:
        savepoint.rollback()
        return None, [*more, *refusal.faults]
    except Exception as error:
        savepoint.rollback()
        # The kind alone: a message of the database may hold values.
        _log.error("row of a list failed", import_id=place[0], row=place[1], error=type(error).__name__)
        return None, [*more, OURS]
    if more or not keep:
        savepoint.rollback()
    else:
        savepoint.commit()
    return (None, list(more)) if more else (done, [])
