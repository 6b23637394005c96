"""Hold what staff recorded on a day, before it is taken back or brought back."""

from __future__ import annotations

from sqlalchemy.orm import Session

from adherence.db.dose_notes import DoseNote
from adherence.db.extra_doses import ExtraDose
from adherence.db.patients import lock_patient
from adherence.domain.errors import refuse


def hold_record(session: Session, record: DoseNote | ExtraDose, what: str, *, undone: bool) -> None:
    """Hold the patient's row and read the record anew; raises ``Refused`` where it is not as ``undone`` says."""
    lock_patient(session, record.patient_id)
    session.refresh(record)
    if (record.undone_at is not None) is not undone:
        raise refuse(what, "was not taken back" if undone else "was taken back already", conflict=True)
