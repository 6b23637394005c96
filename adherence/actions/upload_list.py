"""Take a list of patients in: its rows are sealed and stored, and the worker checks them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from adherence.db.imports import ImportRow, PatientImport, add_rows
from adherence.db.types import new_id
from adherence.domain.actor import Actor
from adherence.domain.errors import Refused, refuse
from adherence.domain.import_file import Sheet, read_sheet
from adherence.domain.import_row import crowded_fault, person_keys, read_row, texted_number, twins_of
from adherence.domain.import_state import ImportState

KEPT_FOR = timedelta(days=30)
"""How long refused rows can be downloaded."""
_AT_ONCE = 1000
_LONGEST_NAME = 200


def upload_list(session: Session, actor: Actor, content: bytes, file_name: str, *, now: datetime) -> PatientImport:
    """Store the rows of a file; raises ``Refused`` where it is no CSV file, or for its columns."""
    sheet = read_sheet(content)
    twins = twins_in(sheet)
    _forget_old(session, actor.clinic_id, now)
    import_id = new_id()
    about = {"file_name": file_name[:_LONGEST_NAME], "header": sheet.header, "delimiter": sheet.delimiter}
    imported = PatientImport(
        id=import_id,
        clinic_id=actor.clinic_id,
        state=ImportState.CHECKING,
        sheet_sealed=session.info["vault"].seal(json.dumps(about), "imports", "sheet_sealed", import_id),
        rows=0,
        created_at=now,
        created_by=actor.id,
    )
    session.add(imported)
    session.flush()
    for part in _parts(sheet):
        add_rows(session, imported, part, twins)
        imported.rows += len(part)
    if not imported.rows:
        raise refuse("file", "The file has a header and no rows. Fill in a row for each patient and choose it again.")
    session.flush()
    return imported


def twins_in(sheet: Sheet) -> dict[int, int]:
    """The rows of a sheet whose person stands in it more than once, each with another of them.

    Raises ``Refused`` where one number stands in too many rows.
    """
    rows_by_number: Counter[str] = Counter()
    keyed = []
    for record in sheet.records():
        row = read_row(sheet.columns, record.cells)
        rows_by_number.update(texted_number(row))
        keyed.append((record.number, person_keys(row)))
    if (fault := crowded_fault(rows_by_number)) is not None:
        raise Refused([fault])
    return twins_of(keyed)


def _parts(sheet: Sheet) -> Iterator[list[tuple[int, tuple[str, ...]]]]:
    part: list[tuple[int, tuple[str, ...]]] = []
    for record in sheet.records():
        part.append((record.number, record.cells))
        if len(part) == _AT_ONCE:
            yield part
            part = []
    if part:
        yield part


def _forget_old(session: Session, clinic_id: str, now: datetime) -> None:
    """What was uploaded long ago is no longer of use, and need not be kept."""
    old = select(PatientImport.id).where(
        PatientImport.clinic_id == clinic_id, PatientImport.created_at < now - KEPT_FOR
    )
    forgotten = update(ImportRow).where(ImportRow.import_id.in_(old), ImportRow.cells_sealed.is_not(None))
    session.execute(
        forgotten.values(cells_sealed=None, told_sealed=None), execution_options={"synchronize_session": False}
    )
    session.execute(
        update(PatientImport)
        .where(
            PatientImport.id.in_(old),
            PatientImport.state.in_((ImportState.CHECKING, ImportState.CHECKED, ImportState.IMPORTING)),
        )
        .values(state=ImportState.CANCELLED, ended_at=now),
        execution_options={"synchronize_session": False},
    )
