"""End a token of another system."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from adherence.db.practitioners import ApiToken
from adherence.domain.actor import Actor
from adherence.domain.errors import refuse


def revoke_token(session: Session, actor: Actor, token: ApiToken, *, now: datetime) -> ApiToken:
    """Let a token of the actor's clinic open nothing from now on; raises ``Refused`` where it was revoked already."""
    session.refresh(token, with_for_update=True)
    if token.revoked_at is not None:
        raise refuse("token", "was revoked already", conflict=True)
    token.revoked_at, token.revoked_by = now, actor.id
    session.flush()
    return token
