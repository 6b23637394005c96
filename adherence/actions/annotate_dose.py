"""Write a note on a dose, take it back, and bring it back: the dose itself and every measure stay as they are."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from adherence.actions.hold_record import hold_record
from adherence.db.dose_notes import DoseNote
from adherence.db.doses import Dose
from adherence.db.types import new_id
from adherence.domain.actor import Actor
from adherence.domain.forms import Form

LONGEST_NOTE = 2000


def annotate_dose(session: Session, actor: Actor, dose: Dose, data: object, *, now: datetime) -> DoseNote:
    """Store a sealed note on a dose of any kind and state; raises ``Refused``."""
    form = Form(data, ("text",))
    text = form.at("text").text(LONGEST_NOTE)
    form.done()
    note_id = new_id()
    note = DoseNote(
        id=note_id,
        clinic_id=dose.clinic_id,
        patient_id=dose.patient_id,
        dose_id=dose.id,
        text_sealed=session.info["vault"].seal(text, "dose_notes", "text_sealed", note_id),
        recorded_at=now,
        recorded_by=actor.id,
    )
    session.add(note)
    session.flush()
    return note


def undo_note(session: Session, actor: Actor, note: DoseNote, *, now: datetime) -> None:
    """Take a note back; raises ``Refused`` where that was done already."""
    hold_record(session, note, "note", undone=False)
    note.undone_at, note.undone_by = now, actor.id


def restore_note(session: Session, note: DoseNote) -> None:
    """Bring a note back that was taken back; raises ``Refused`` where it was not."""
    hold_record(session, note, "note", undone=True)
    note.undone_at = note.undone_by = None
