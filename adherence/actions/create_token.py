"""Make a token for another system."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy.orm import Session

from adherence.db.practitioners import ApiToken, hash_token
from adherence.domain.states import Role


def create_token(
    session: Session, *, clinic_id: str, role: Role, now: datetime, label: str = "", by: str | None = None
) -> str:
    """Make a token with a role in a clinic; it is shown once, only its hash is kept."""
    token = secrets.token_urlsafe(32)
    session.add(
        ApiToken(
            clinic_id=clinic_id,
            role=role,
            label=label,
            token_hash=hash_token(token),
            created_at=now,
            created_by=by,
        )
    )
    session.flush()
    return token
