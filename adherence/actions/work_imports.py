"""Work uploaded lists off: check their rows without changing anything, then bring them in, one transaction each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from time import monotonic

import structlog
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from adherence.actions.import_row import RowDone
from adherence.actions.try_row import OURS, try_row
from adherence.db.imports import ImportRow, PatientImport, lock_import, rows_after
from adherence.db.practitioners import Practitioner
from adherence.db.vault import VaultLocked
from adherence.domain.actor import Actor
from adherence.domain.errors import Refused
from adherence.domain.import_columns import read_header
from adherence.domain.import_row import read_row, twin_fault
from adherence.domain.import_state import AT_WORK, ImportState, Outcome
from adherence.domain.regimen import Fault
from adherence.runtime import Runtime

_SECONDS_A_TICK = 10.0
_SECONDS_A_TRANSACTION = 0.1
"""So long others may wait for a check on SQLite, which has one writer at a time."""
_SECONDS_OF_REST = 0.02
_LEASE = timedelta(seconds=60)
_AT_ONCE = 50
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Held:
    """An import that this worker has, and in whose name its rows come in."""

    import_id: str
    state: ImportState
    columns: tuple[str, ...]
    actor: Actor


def work_imports(rt: Runtime) -> int:
    """Work waiting lists off for some seconds, one after the other; returns how many rows were done."""
    rows, began = 0, monotonic()
    held = _hold(rt)
    while held is not None and not rt.stopping.is_set():
        worked = _check_some(rt, held) if held.state is ImportState.CHECKING else _bring_one_in(rt, held)
        rows += worked
        if not worked:
            held = _hold(rt)
            continue
        if monotonic() - began > _SECONDS_A_TICK:
            break
        if rt.database.sqlite:
            # SQLite has one writer: texts and replies must find the gap.
            rt.stopping.wait(_SECONDS_OF_REST)
    if held is not None:
        _let_go(rt, held)
    return rows


def _hold(rt: Runtime) -> _Held | None:
    """A list that nobody works on; asked without holding anything first, as mostly there is none."""
    waits = PatientImport.state.in_(AT_WORK)
    with rt.database.reading() as session:
        if session.scalar(select(PatientImport.id).where(waits).limit(1)) is None:
            return None
    with rt.database.writing() as session:
        real = rt.database.now(session)
        free = or_(PatientImport.lease_until.is_(None), PatientImport.lease_until <= real)
        # The one that waits longest comes next: a short list must not wait for the end of a long one.
        longest = (PatientImport.lease_until.is_not(None), PatientImport.lease_until, PatientImport.created_at)
        query = select(PatientImport).where(waits, free).order_by(*longest)
        imported = session.scalars(query.limit(1).with_for_update(skip_locked=True)).first()
        if imported is None:
            return None
        imported.lease_owner, imported.lease_until = rt.owner, real + _LEASE
        staff = session.get_one(Practitioner, imported.started_by or imported.created_by)
        actor = Actor(staff.id, staff.name, staff.role, imported.clinic_id)
        try:
            columns = read_header(imported.sheet["header"])
        except (VaultLocked, Refused) as error:
            _log.error("list cannot be read any more", import_id=imported.id, error=type(error).__name__)
            imported.state, imported.ended_at = ImportState.CANCELLED, rt.now()
            return None
        return _Held(imported.id, imported.state, columns, actor)


def _let_go(rt: Runtime, held: _Held) -> None:
    with rt.database.writing() as session:
        imported = lock_import(session, held.import_id)
        if imported.lease_owner == rt.owner:
            imported.lease_until = rt.database.now(session)


def _still_held(session: Session, rt: Runtime, held: _Held) -> PatientImport | None:
    """The import, its row held, unless it was cancelled or another worker has it."""
    imported = lock_import(session, held.import_id)
    if imported.state is not held.state or imported.lease_owner != rt.owner:
        return None
    imported.lease_until = rt.database.now(session) + _LEASE
    return imported


def _check_some(rt: Runtime, held: _Held) -> int:
    """Try some rows and take each back; returns how many. What is found can be found again: it need not be durable."""
    began = monotonic()
    with rt.database.writing(durable=False) as session:
        imported = _still_held(session, rt, held)
        if imported is None:
            return 0
        worked = 0
        for row in rows_after(session, imported.id, imported.position, _AT_ONCE):
            done, faults = _try(session, rt, held, row, keep=False)
            row.found = done.outcome if done else Outcome.REFUSED
            _keep(session, row, done, faults)
            imported.position, worked = row.number, worked + 1
            if monotonic() - began > _SECONDS_A_TRANSACTION:
                break
        if not worked:
            imported.state, imported.position, imported.lease_until = ImportState.CHECKED, 0, None
    return worked


def _bring_one_in(rt: Runtime, held: _Held) -> int:
    """Bring the next row in: what it changed and that it is done commit together, so nothing comes in twice."""
    with rt.database.writing(durable=False) as session:
        imported = _still_held(session, rt, held)
        if imported is None:
            return 0
        row = next(iter(rows_after(session, imported.id, imported.position, 1)), None)
        if row is None:
            imported.state, imported.lease_until, imported.ended_at = ImportState.DONE, None, rt.now()
            return 0
        imported.position = row.number
        if row.done is None:
            done, faults = _try(session, rt, held, row, keep=True)
            row.done = done.outcome if done else Outcome.REFUSED
            _keep(session, row, done, faults)
            if done:
                # What is in the record need not lie here a second time.
                row.cells_sealed = None
    return 1


def _try(
    session: Session, rt: Runtime, held: _Held, row: ImportRow, *, keep: bool
) -> tuple[RowDone | None, list[Fault]]:
    try:
        said = read_row(held.columns, row.cells)
    except VaultLocked:
        return None, [OURS]
    more = [twin_fault(row.twin)] if row.twin is not None else []
    return try_row(session, held.actor, said, more, now=rt.now(), keep=keep, place=(held.import_id, row.number))


def _keep(session: Session, row: ImportRow, done: RowDone | None, faults: list[Fault]) -> None:
    """What is told of a row."""
    row.texts, row.waits, row.kept_out = (done.texts, done.waits, done.kept_out) if done else (False, False, False)
    row.patient_id = done.patient_id if done and row.done is not None else None
    row.tell(session.info["vault"], faults, done.notes if done else ())
