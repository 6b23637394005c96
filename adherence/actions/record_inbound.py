"""Store an inbound message: once for the provider's id, before the provider gets its answer."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from adherence.db.inbound import InboundMessage
from adherence.db.types import new_id
from adherence.sms.webhook import InboundSms


def record_inbound(session: Session, sms: InboundSms, *, now: datetime) -> bool:
    """Store a message as it came; False where the provider's id is known already (nothing is changed)."""
    vault, row_id = session.info["vault"], new_id()
    maker = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    statement = (
        maker(InboundMessage)
        .values(
            id=row_id,
            sid=sms.sid,
            from_hash=vault.index("phone:" + sms.from_),
            from_sealed=vault.seal(sms.from_, "inbound_messages", "from_sealed", row_id),
            to_hash=vault.index("phone:" + sms.to),
            body_sealed=vault.seal(sms.body, "inbound_messages", "body_sealed", row_id),
            media_count=sms.media_count,
            opt_out_type=(sms.opt_out_type or "")[:16].upper() or None,
            received_at=now,
            tries=0,
        )
        .on_conflict_do_nothing(index_elements=["sid"])
        .returning(InboundMessage.id)
    )
    return session.scalar(statement) is not None
