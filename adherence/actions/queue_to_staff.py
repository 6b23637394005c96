"""Put a text to a member of staff into the outbox: it carries a link and nothing of any patient."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from adherence.actions.queue_text import priority_of
from adherence.db.communications import Communication
from adherence.db.practitioners import Practitioner
from adherence.domain.states import MessageState
from adherence.domain.wording import purpose_of

_EXPIRES_AFTER = timedelta(hours=2)
"""A notice that could not leave so long tells nothing new: the list has shown the flag all the time."""


def queue_to_staff(
    session: Session,
    staff: Practitioner,
    template: str,
    *,
    now: datetime,
    why: str,
    path: str = "/",
    params: Mapping[str, Any] | None = None,
    inbound_id: str | None = None,
) -> Communication:
    """Queue one text to somebody who has a phone; ``path`` is the page that its link opens, after logging in."""
    purpose = purpose_of(template)
    text = Communication(
        clinic_id=staff.clinic_id,
        practitioner_id=staff.id,
        inbound_id=inbound_id,
        purpose=purpose,
        step=0,
        priority=priority_of(purpose),
        template=template,
        params={"path": path, **(params or {})},
        phone_hash=staff.phone_hash,
        due_at=now,
        send_at=now,
        expires_at=now + _EXPIRES_AFTER,
        state=MessageState.QUEUED,
        why=why,
        fence=0,
        tries=0,
        created_at=now,
    )
    session.add(text)
    session.flush()
    return text


def staff_link(base_url: str, path: str) -> str:
    """The address of a page as notices carry it; without a known address the list is named."""
    base = base_url.rstrip("/")
    return base + path if base else "the list"
