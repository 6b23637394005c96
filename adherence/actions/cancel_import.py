"""Cancel an import: rows that are in stay in, the others are forgotten."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from adherence.db.imports import ImportRow, PatientImport, lock_import
from adherence.domain.errors import refuse
from adherence.domain.import_state import ImportState


def cancel_import(session: Session, imported: PatientImport, *, now: datetime) -> None:
    """End an import before its end; raises ``Refused`` where it has ended."""
    imported = lock_import(session, imported.id)
    if imported.state in (ImportState.DONE, ImportState.CANCELLED):
        raise refuse("form", "This list has ended already.", conflict=True)
    imported.state, imported.ended_at, imported.lease_until = ImportState.CANCELLED, now, None
    session.execute(
        update(ImportRow)
        .where(ImportRow.import_id == imported.id, ImportRow.done.is_(None))
        .values(cells_sealed=None, told_sealed=None, found=None),
        execution_options={"synchronize_session": False},
    )
