"""One reply with all that is known while it is applied: handed from function to function as one value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from adherence.actions.reply_context import ReplyContext
from adherence.db.inbound import InboundMessage
from adherence.db.patients import Patient
from adherence.domain.named_day import tells_of_a_day_before
from adherence.domain.policy import Policy
from adherence.domain.reply import Intent, Reading
from adherence.domain.reply.reading import Settles
from adherence.domain.states import ConsentState, NumberState, PatientStatus

Answer = tuple[str, dict[str, Any]]
"""The template of a text that answers a reply, and its values."""
Answers = list[Answer]


@dataclass(frozen=True, slots=True)
class Received:
    """A reply of one patient (whose row is held), how it was read and what it may answer."""

    session: Session
    message: InboundMessage
    patient: Patient
    reading: Reading
    context: ReplyContext
    policy: Policy
    now: datetime

    @property
    def at(self) -> datetime:
        """The instant at which it was received, at which it is judged."""
        return self.message.received_at

    @property
    def intents(self) -> tuple[Intent, ...]:
        """What it says, the most important first."""
        return (self.reading.intent, *self.reading.also)

    @property
    def settles(self) -> Settles | None:
        """What may be recorded without a person looking; of another day than today only where the text names it."""
        named = self.reading.settles is None and tells_of_a_day_before(self.reading, self.message.body)
        return "taken" if named else self.reading.settles

    @property
    def may_ask(self) -> bool:
        """Whether a question back could reach the patient; where it could not, people look instead."""
        active = self.patient.status is PatientStatus.ACTIVE and self.patient.number_state is NumberState.IN_USE
        return active and self.patient.consent_state is ConsentState.GRANTED
