"""What a page of the shared inbox shows of its conversations: a fixed number of queries, however many rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from adherence.db.conversations import Conversation
from adherence.db.flags import Flag
from adherence.db.inbound import InboundMessage
from adherence.db.overview import names_of_staff
from adherence.db.patients import Patient
from adherence.domain.states import FlagState


@dataclass(slots=True)
class InboxRows:
    """The rows around some conversations."""

    patients: dict[str, Patient] = field(default_factory=dict)
    texts: dict[str, InboundMessage] = field(default_factory=dict)
    """By their id."""
    flags: dict[str, list[Flag]] = field(default_factory=lambda: defaultdict(list))
    """Open flags that a text opened, by patient."""
    names: dict[str, str] = field(default_factory=dict)
    """Of staff, by id."""


def inbox_rows(session: Session, clinic_id: str, rows: Sequence[Conversation]) -> InboxRows:
    """Patients, newest texts, open flags and names of staff for some conversations of a clinic."""
    found = InboxRows(names=names_of_staff(session, clinic_id))
    if not rows:
        return found
    ids = [row.patient_id for row in rows]
    patients = select(Patient).where(Patient.clinic_id == clinic_id, Patient.id.in_(ids))
    found.patients = {patient.id: patient for patient in session.scalars(patients)}
    newest = select(InboundMessage).where(InboundMessage.id.in_([row.inbound_id for row in rows if row.inbound_id]))
    found.texts = {text.id: text for text in session.scalars(newest)}
    for flag in flags_by_texts(session, clinic_id, ids):
        found.flags[flag.patient_id or ""].append(flag)
    return found


def flags_by_texts(session: Session, clinic_id: str, patient_ids: Collection[str]) -> list[Flag]:
    """Open flags that texts of some patients opened or renewed, oldest first."""
    query = select(Flag).where(
        Flag.clinic_id == clinic_id,
        Flag.state == FlagState.OPEN,
        Flag.patient_id.in_(patient_ids),
        Flag.inbound_id.is_not(None),
    )
    return list(session.scalars(query.order_by(Flag.opened_at, Flag.id)))
