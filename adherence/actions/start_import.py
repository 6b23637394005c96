"""Start the import of a list that was checked."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from adherence.db.imports import ImportRow, PatientImport, lock_import, tally
from adherence.domain.actor import Actor
from adherence.domain.errors import refuse
from adherence.domain.import_state import ImportState, Outcome

ASKS_ABOVE = 20
"""From how many first texts on they have to be agreed to."""


def start_import(
    session: Session, actor: Actor, imported: PatientImport, *, texts_agreed: bool, now: datetime
) -> PatientImport:
    """Let the worker bring the rows in; raises ``Refused`` where they were not checked, or would text many unasked."""
    imported = lock_import(session, imported.id)
    if imported.state is not ImportState.CHECKED:
        raise refuse("form", "This list was started or cancelled already. Look at where it stands.", conflict=True)
    found = tally(session, imported)
    if not found.to_import:
        raise refuse("form", "There is nothing to import in this list.", conflict=True)
    if found.texts > ASKS_ABOVE and not texts_agreed:
        sentence = f"Say that the {found.texts:,} first texts may leave, or import fewer patients at a time."
        raise refuse("texts_agreed", sentence)
    session.execute(
        update(ImportRow)
        .where(ImportRow.import_id == imported.id, ImportRow.found == Outcome.REFUSED)
        .values(done=Outcome.REFUSED),
        execution_options={"synchronize_session": False},
    )
    imported.state, imported.position = ImportState.IMPORTING, 0
    imported.started_at, imported.started_by, imported.lease_until = now, actor.id, None
    return imported
