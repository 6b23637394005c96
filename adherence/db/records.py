"""Records that can be withdrawn and brought back, found by their kind and id."""

from __future__ import annotations

from sqlalchemy.orm import Session

from adherence.db.dispenses import Dispense
from adherence.db.holds import Hold
from adherence.db.injections import Injection
from adherence.db.labs import Lab
from adherence.db.medicines import PatientMedicine
from adherence.domain.states import RecordKind

Record = Injection | Hold | Dispense | Lab | PatientMedicine
TABLES: dict[RecordKind, type[Record]] = {
    RecordKind.INJECTION: Injection,
    RecordKind.HOLD: Hold,
    RecordKind.DISPENSE: Dispense,
    RecordKind.LAB: Lab,
    RecordKind.MEDICINE: PatientMedicine,
}


def record_by_id(session: Session, clinic_id: str, kind: RecordKind, record_id: str) -> Record | None:
    """One record of this clinic; None for another clinic's, or where there is none."""
    record: Record | None = session.get(TABLES[kind], record_id)  # type: ignore[assignment]
    return record if record is not None and record.clinic_id == clinic_id else None


def kind_of(record: Record) -> RecordKind:
    """Which kind a record is of."""
    return next(kind for kind, table in TABLES.items() if isinstance(record, table))
