"""Uploaded lists of patients: the sealed rows, what became of each, and where the whole stands."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Uuid, func, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from adherence.db.base import Base, HasId, OfClinic, reference, vault_for
from adherence.db.types import Choice, one_of
from adherence.db.vault import Vault
from adherence.domain.import_state import AT_WORK, ImportState, Outcome, RowTotal, Tally, tally_of
from adherence.domain.regimen import Fault


class PatientImport(HasId, OfClinic, Base):
    """One uploaded file."""

    __tablename__ = "imports"
    __table_args__ = (
        one_of("state", ImportState),
        Index(None, "state", "created_at"),
        Index(None, "clinic_id", "created_at"),
    )

    state: Mapped[ImportState] = mapped_column(Choice(ImportState), default=ImportState.CHECKING)
    sheet_sealed: Mapped[bytes]
    """Name of the file, header and delimiter, as JSON."""
    rows: Mapped[int]
    position: Mapped[int] = mapped_column(default=0)
    """The number of the last row that was worked off in this state."""
    created_at: Mapped[datetime]
    created_by: Mapped[str] = reference("practitioners.id")
    started_at: Mapped[datetime | None]
    started_by: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))
    ended_at: Mapped[datetime | None]
    lease_owner: Mapped[str | None] = mapped_column(String(64))
    lease_until: Mapped[datetime | None]
    """Real time on the database's clock: until then one worker has the import."""

    @property
    def sheet(self) -> dict[str, Any]:
        """``file_name``, ``header`` and ``delimiter``, opened."""
        opened: dict[str, Any] = json.loads(vault_for(self).open(self.sheet_sealed, "imports", "sheet_sealed", self.id))
        return opened

    @property
    def file_name(self) -> str:
        """How the file was called, opened."""
        return str(self.sheet["file_name"])

    @property
    def is_at_work(self) -> bool:
        """Whether the worker has something to do."""
        return self.state in AT_WORK


class ImportRow(OfClinic, Base):
    """One row of an uploaded file; its cells are forgotten once they are imported."""

    __tablename__ = "import_rows"
    __table_args__ = (
        one_of("found", Outcome),
        one_of("done", Outcome),
        Index("ix_import_rows_outcome", "import_id", "done", "found", "texts", "waits", "kept_out", "number"),
    )

    import_id: Mapped[str] = mapped_column(Uuid(as_uuid=False), ForeignKey("imports.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """As the spreadsheet shows it: the header is row 1."""
    cells_sealed: Mapped[bytes | None]
    twin: Mapped[int | None]
    """Another row of the file with the same person."""
    found: Mapped[Outcome | None] = mapped_column(Choice(Outcome))
    """What the check says that the row does."""
    done: Mapped[Outcome | None] = mapped_column(Choice(Outcome))
    """What the row has done."""
    texts: Mapped[bool] = mapped_column(default=False)
    waits: Mapped[bool] = mapped_column(default=False)
    kept_out: Mapped[bool] = mapped_column(default=False)
    told_sealed: Mapped[bytes | None]
    """Faults and notes, as JSON."""
    patient_id: Mapped[str | None] = mapped_column(Uuid(as_uuid=False))

    @property
    def cells(self) -> list[str]:
        """The cells, opened; none where they are forgotten."""
        return [] if self.cells_sealed is None else list(json.loads(_opened(self, "cells_sealed")))

    @property
    def faults(self) -> list[Fault]:
        """Why the row is refused, opened."""
        told = {} if self.told_sealed is None else json.loads(_opened(self, "told_sealed"))
        return [Fault(column, message) for column, message in told.get("faults", ())]

    @property
    def notes(self) -> list[str]:
        """What staff should know of a row that is not refused, opened."""
        told = {} if self.told_sealed is None else json.loads(_opened(self, "told_sealed"))
        return list(told.get("notes", ()))

    def tell(self, vault: Vault, faults: Sequence[Fault], notes: Sequence[str]) -> None:
        """Keep why a row is refused, or what is to be known of it."""
        self.told_sealed = None
        if faults or notes:
            told = json.dumps({"faults": [[one.field, one.message] for one in faults], "notes": list(notes)})
            self.told_sealed = vault.seal(told, "import_rows", "told_sealed", self.import_id, str(self.number))


def _opened(row: ImportRow, column: str) -> str:
    return vault_for(row).open(getattr(row, column), "import_rows", column, row.import_id, str(row.number))


def import_by_id(session: Session, clinic_id: str, import_id: str) -> PatientImport | None:
    """One import of this clinic; None for another clinic's."""
    found = session.get(PatientImport, import_id)
    return found if found is not None and found.clinic_id == clinic_id else None


def lock_import(session: Session, import_id: str) -> PatientImport:
    """The import's row, held until the transaction ends: workers and whoever cancels come one after the other."""
    query = select(PatientImport).where(PatientImport.id == import_id).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one()


def imports_of(session: Session, clinic_id: str, limit: int) -> list[PatientImport]:
    """A clinic's imports, newest first."""
    query = select(PatientImport).where(PatientImport.clinic_id == clinic_id)
    return list(session.scalars(query.order_by(PatientImport.created_at.desc(), PatientImport.id.desc()).limit(limit)))


def add_rows(
    session: Session, imported: PatientImport, rows: Sequence[tuple[int, Sequence[str]]], twins: dict[int, int]
) -> None:
    """Seal and store some rows of a file."""
    vault: Vault = session.info["vault"]
    session.execute(
        insert(ImportRow),
        [
            {
                "import_id": imported.id,
                "clinic_id": imported.clinic_id,
                "number": number,
                "cells_sealed": vault.seal(
                    json.dumps(list(cells)), "import_rows", "cells_sealed", imported.id, str(number)
                ),
                "twin": twins.get(number),
                "texts": False,
                "waits": False,
                "kept_out": False,
            }
            for number, cells in rows
        ],
    )


def rows_after(session: Session, import_id: str, position: int, limit: int) -> list[ImportRow]:
    """The next rows of a file."""
    query = select(ImportRow).where(ImportRow.import_id == import_id, ImportRow.number > position)
    return list(session.scalars(query.order_by(ImportRow.number).limit(limit)))


def refused_rows(session: Session, import_id: str, limit: int, after: int = 0) -> list[ImportRow]:
    """Rows that are refused, in the order of the file."""
    refused = (ImportRow.done == Outcome.REFUSED) | (ImportRow.done.is_(None) & (ImportRow.found == Outcome.REFUSED))
    query = select(ImportRow).where(ImportRow.import_id == import_id, ImportRow.number > after, refused)
    return list(session.scalars(query.order_by(ImportRow.number).limit(limit)))


def noted_rows(session: Session, import_id: str, limit: int) -> list[ImportRow]:
    """Rows that are not refused and have something to be known."""
    query = select(ImportRow).where(ImportRow.import_id == import_id, ImportRow.told_sealed.is_not(None))
    good = (Outcome.NEW, Outcome.CHANGED, Outcome.UNCHANGED)
    taken = ImportRow.done.in_(good) | (ImportRow.done.is_(None) & ImportRow.found.in_(good))
    return list(session.scalars(query.where(taken).order_by(ImportRow.number).limit(limit)))


def tally(session: Session, imported: PatientImport) -> Tally:
    """What the rows do (while they are checked) or have done (from the start of the import on)."""
    outcome = ImportRow.found if imported.started_at is None else ImportRow.done
    marks = (outcome, ImportRow.texts, ImportRow.waits, ImportRow.kept_out)
    query = select(*marks, func.count()).where(ImportRow.import_id == imported.id, outcome.is_not(None))
    totals = session.execute(query.group_by(*marks))
    return tally_of(
        RowTotal(found, texts, waits, kept_out, rows)
        for found, texts, waits, kept_out, rows in totals
        if found is not None
    )
