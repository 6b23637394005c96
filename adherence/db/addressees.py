"""Who a text goes to: a patient, a member of staff, or a supporter of a patient."""

from __future__ import annotations

from sqlalchemy.orm import Session

from adherence.db.communications import Communication
from adherence.db.patients import Patient
from adherence.db.practitioners import Practitioner
from adherence.db.supporters import Supporter

Addressee = Patient | Practitioner | Supporter


def addressee_of(session: Session, text: Communication) -> Addressee | None:
    """The addressee as known now; None for a text that has none any more."""
    if text.practitioner_id is not None:
        return session.get(Practitioner, text.practitioner_id)
    if text.supporter_id is not None:
        return session.get(Supporter, text.supporter_id)
    return session.get(Patient, text.patient_id) if text.patient_id is not None else None


def language_and_discretion(to: Addressee) -> tuple[str, int]:
    """How to write to somebody: others than the patient are written to at the most discreet level."""
    match to:
        case Patient():
            return to.language, to.discretion
        case Supporter():
            return to.language, 0
        case Practitioner():
            return "en", 0
