"""Tell the care team when a patient's text names a medicine that does not go with naltrexone."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from adherence.actions.open_flag import open_flag
from adherence.db.communications import Communication
from adherence.db.inbound import InboundMessage
from adherence.db.medicines import names_of_clinic
from adherence.db.patients import Patient
from adherence.domain.medicine_table import GROUP_NAMES
from adherence.domain.medicines import medicines_in
from adherence.domain.reply import Reading
from adherence.domain.states import FlagKind, Severity


def note_medicines(
    session: Session, message: InboundMessage, patient: Patient, reading: Reading, *, now: datetime
) -> list[tuple[str, dict[str, object]]]:
    """Open a flag where the text names one; returns the answer for a text that nothing else answers.

    How the text is read does not change: the flag comes beside whatever the reading asks for.
    """
    found = medicines_in(message.body, names_of_clinic(session, patient.clinic_id))
    if not found:
        return []
    groups = ", ".join(GROUP_NAMES[group] for group in dict.fromkeys(one.group for one in found))
    severity = Severity.URGENT if reading.safety else None
    detail = f"A text names a medicine: {groups}"
    open_flag(session, patient, FlagKind.INTERACTION, detail, now=now, inbound_id=message.id, severity=severity)
    message.outcome = message.outcome or f"flagged_{FlagKind.INTERACTION}"
    # The provider has answered its own keywords, and a question back is on its way already.
    if message.opt_out_type is not None or _is_answered(session, message):
        return []
    return [("ack_medical", {})]


def _is_answered(session: Session, message: InboundMessage) -> bool:
    query = select(Communication.id).where(Communication.inbound_id == message.id)
    return session.scalar(query.limit(1)) is not None
