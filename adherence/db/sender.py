"""When the sender of a clinic last did what: texts accepted, delivered, refused and received."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from adherence.db.communications import Communication
from adherence.db.inbound import InboundMessage
from adherence.db.installation import WEBHOOK, Heartbeat
from adherence.domain.states import AT_PROVIDER, MessageState

_SHOWN_TEXTS = 5


@dataclass(frozen=True, slots=True)
class LatestOfSender:
    """The newest of each; None where there was none."""

    accepted_at: datetime | None
    delivered_at: datetime | None
    received_at: datetime | None
    webhook_at: datetime | None
    """Of the whole installation, in real time."""
    failed_at: datetime | None
    failed_code: str | None


def latest_of_sender(session: Session, clinic_id: str) -> LatestOfSender:
    """What the newest rows of a clinic say; each look ends at the first row of an index."""
    refused = _newest(session, clinic_id, (MessageState.REFUSED, MessageState.UNDELIVERED))
    received = select(func.max(InboundMessage.received_at)).where(InboundMessage.clinic_id == clinic_id)
    accepted = [_newest(session, clinic_id, (state,)) for state in sorted(AT_PROVIDER)]
    delivered = _newest(session, clinic_id, (MessageState.DELIVERED,))
    return LatestOfSender(
        accepted_at=max((one.accepted_at for one in accepted if one and one.accepted_at), default=None),
        delivered_at=delivered.started_at if delivered else None,
        received_at=session.scalar(received),
        webhook_at=session.scalar(select(Heartbeat.at).where(Heartbeat.name == WEBHOOK)),
        failed_at=refused.due_at if refused else None,
        failed_code=refused.provider_code if refused else None,
    )


def texts_to(session: Session, clinic_id: str, practitioner_id: str) -> list[Communication]:
    """The newest texts to one member of staff, newest first."""
    query = select(Communication).where(
        Communication.clinic_id == clinic_id, Communication.practitioner_id == practitioner_id
    )
    return list(
        session.scalars(query.order_by(Communication.due_at.desc(), Communication.id.desc()).limit(_SHOWN_TEXTS))
    )


def _newest(session: Session, clinic_id: str, states: tuple[MessageState, ...]) -> Communication | None:
    query = select(Communication).where(Communication.clinic_id == clinic_id, Communication.state.in_(states))
    return session.scalars(query.order_by(Communication.due_at.desc()).limit(1)).first()
