"""Who calls: a bearer token stands for one role in one clinic."""

from __future__ import annotations

from collections.abc import Collection

from flask import Request
from sqlalchemy.orm import Session

from adherence.api.problem import Problem
from adherence.db.practitioners import token_row
from adherence.domain.actor import Actor
from adherence.domain.states import ACTS_ON_PATIENTS, SEES_PATIENTS, Role

WRITERS = frozenset(ACTS_ON_PATIENTS)
READERS = frozenset(SEES_PATIENTS)

_CHALLENGE = {"WWW-Authenticate": 'Bearer realm="adherence"'}
_LONGEST_TOKEN = 256


def caller_of(session: Session, request: Request, roles: Collection[Role]) -> Actor:
    """The holder of the request's token; raises ``Problem`` 401 without a valid token, 403 where its role may not."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not token:
        raise Problem(401, "Send a token as Authorization: Bearer TOKEN.", headers=_CHALLENGE)
    row = token_row(session, token) if len(token) <= _LONGEST_TOKEN and token.isascii() else None
    if row is None:
        raise Problem(401, "This token is not known, or was withdrawn.", headers=_CHALLENGE)
    if row.role not in roles:
        raise Problem(403, f"A token with the role {row.role} may not do this.")
    return Actor(id=row.id, name=row.label or "API token", role=row.role, clinic_id=row.clinic_id)
