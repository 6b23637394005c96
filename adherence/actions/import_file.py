"""Check a list of patients from a file, or bring it in, in one go: what the command line does."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from adherence.actions.import_row import RowDone
from adherence.actions.try_row import try_row
from adherence.actions.upload_list import twins_in
from adherence.db.practitioners import ApiToken, hash_token
from adherence.domain.actor import Actor
from adherence.domain.errors import refuse
from adherence.domain.import_file import Record, Sheet
from adherence.domain.import_row import read_row, twin_fault
from adherence.domain.import_state import Outcome, RowTotal
from adherence.domain.regimen import Fault
from adherence.domain.states import Role
from adherence.runtime import Runtime

COMMAND_LINE = "Import from the command line"
_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class RowTold:
    """What one row did or would do."""

    record: Record
    total: RowTotal
    faults: tuple[Fault, ...]
    notes: tuple[str, ...]


def import_file(rt: Runtime, clinic_id: str, sheet: Sheet, *, dry_run: bool) -> Iterator[RowTold]:
    """Each row with what it did; every row has a transaction of its own, and a dry run takes everything back.

    Raises ``Refused`` before the first row where the sheet has none or cannot be read to its end.
    """
    twins = twins_in(sheet)
    if next(sheet.records(), None) is None:
        raise refuse("file", "The file has a header and no rows. Fill in a row for each patient.")
    with rt.database.writing() as session:
        actor = _command_line(session, clinic_id, rt.now())
        if dry_run:
            session.rollback()
    batch: list[Record] = []
    for record in sheet.records():
        batch.append(record)
        if len(batch) == (_AT_ONCE if dry_run else 1):
            yield from _work(rt, actor, sheet, batch, twins, keep=not dry_run)
            batch = []
    yield from _work(rt, actor, sheet, batch, twins, keep=not dry_run)


def _work(
    rt: Runtime, actor: Actor, sheet: Sheet, batch: Sequence[Record], twins: dict[int, int], *, keep: bool
) -> list[RowTold]:
    told = []
    with rt.database.writing(durable=False) as session:
        for record in batch:
            more = [twin_fault(twins[record.number])] if record.number in twins else []
            row, place = read_row(sheet.columns, record.cells), ("command line", record.number)
            done, faults = try_row(session, actor, row, more, now=rt.now(), keep=keep, place=place)
            told.append(_told(record, done, faults))
    return told


def _told(record: Record, done: RowDone | None, faults: Sequence[Fault]) -> RowTold:
    if done is None:
        return RowTold(record, RowTotal(Outcome.REFUSED, False, False, False, 1), tuple(faults), ())
    total = RowTotal(done.outcome, done.texts, done.waits, done.kept_out, 1)
    return RowTold(record, total, (), done.notes)


def _command_line(session: Session, clinic_id: str, now: datetime) -> Actor:
    """In whose name records are made: a token of the clinic that nobody can use, named by each record."""
    query = select(ApiToken).where(ApiToken.clinic_id == clinic_id, ApiToken.label == COMMAND_LINE)
    token = session.scalars(query.limit(1)).first()
    if token is None:
        unknown = hash_token(secrets.token_urlsafe(32))
        token = ApiToken(
            clinic_id=clinic_id, role=Role.COORDINATOR, label=COMMAND_LINE, token_hash=unknown, created_at=now
        )
        token.revoked_at = now
        session.add(token)
        session.flush()
    return Actor(token.id, COMMAND_LINE, Role.COORDINATOR, clinic_id)
