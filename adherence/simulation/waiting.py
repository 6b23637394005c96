"""What the tables have to do, in one look: what is due already, and when the next thing will be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from adherence.db.check_ins import CheckIn
from adherence.db.communications import Attempt, Communication
from adherence.db.doses import Dose
from adherence.db.flags import Flag
from adherence.db.inbound import InboundMessage
from adherence.db.patients import Patient
from adherence.db.regimens import Regimen
from adherence.db.types import Instant
from adherence.domain.gate import Reason
from adherence.domain.states import AttemptState, DoseState, FlagState, MessageState, RegimenState, Severity


@dataclass(frozen=True, slots=True)
class Waiting:
    """What our tables have to do: what is due already, and when the next thing will be."""

    text: datetime | None
    later_text: datetime | None
    held_text: datetime | None
    reply: datetime | None
    close: datetime | None
    check: datetime | None
    step: datetime | None
    watch: datetime | None
    question: datetime | None
    call: datetime | None
    overdue: datetime | None

    @property
    def ahead(self) -> tuple[datetime | None, ...]:
        """When the next of each kind will be; what is due but held back is left out."""
        return (
            *(self.later_text, self.close, self.check, self.step, self.watch),
            *(self.question, self.call, self.overdue),
        )


def look(session: Session, *, now: datetime) -> Waiting:
    """What there is to do at an instant."""
    return Waiting(*session.execute(_LOOK, {"now": now}).one())


def _look() -> Any:
    """One statement that tells all of it for an instant ``now``."""
    now = bindparam("now", type_=Instant)
    text = select(func.min(Communication.send_at)).where(Communication.state == MessageState.QUEUED)
    # These come back every few seconds until a person or the reader has been there.
    held = func.coalesce(Communication.reason, "").in_((Reason.HELD_FOR_SAFETY, Reason.REPLY_WAITING, Reason.HALTED))
    return select(
        text.where(Communication.send_at <= now).scalar_subquery(),
        text.where(Communication.send_at > now, ~held).scalar_subquery(),
        text.where(Communication.send_at > now, held).scalar_subquery(),
        select(func.min(InboundMessage.received_at)).where(InboundMessage.applied_at.is_(None)).scalar_subquery(),
        select(func.min(Dose.window_closes_at)).where(Dose.state == DoseState.UPCOMING).scalar_subquery(),
        select(func.min(Attempt.check_at)).where(Attempt.state == AttemptState.UNCERTAIN).scalar_subquery(),
        select(func.min(Regimen.step_look_at)).where(Regimen.state == RegimenState.ACTIVE).scalar_subquery(),
        select(func.min(Patient.watch_at)).scalar_subquery(),
        select(func.min(CheckIn.ask_at)).where(CheckIn.ask_at.is_not(None)).scalar_subquery(),
        select(func.min(Flag.escalate_at)).where(Flag.escalate_at.is_not(None)).scalar_subquery(),
        _first_overdue().scalar_subquery(),
    )


def _first_overdue() -> Any:
    """When an urgent text that nobody took is overdue: told of at any hour, other flags by day."""
    return select(func.min(Flag.due_at)).where(
        Flag.state == FlagState.OPEN,
        Flag.claimed_at.is_(None),
        Flag.supervised_at.is_(None),
        Flag.severity == Severity.URGENT,
        Flag.inbound_id.is_not(None),
    )


_LOOK = _look()
