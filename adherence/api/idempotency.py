"""A POST that is sent again with its ``Idempotency-Key`` gets its first answer again and does nothing else.

The key is inserted first in the action's own transaction: whoever sends the same key meanwhile waits at the unique
index, and a crash leaves nothing behind.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from adherence.api.problem import Problem
from adherence.db.practitioners import IdempotencyKey
from adherence.domain.actor import Actor

_LONGEST_KEY = 255
_WAIT_MILLISECONDS = 2000


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back: HTTP status and JSON text."""

    status: int
    content: str


def request_hash(method: str, path: str, body: dict[str, Any]) -> str:
    """What makes two requests the same: method, path and the JSON value of the body, whatever its spacing."""
    return hashlib.sha256(json.dumps([method, path, body], sort_keys=True).encode()).hexdigest()


def check_key(key: str) -> str:
    """The key itself; raises ``Problem`` 400 for one that cannot be kept."""
    if not 0 < len(key) <= _LONGEST_KEY or not key.isascii() or not key.isprintable():
        raise Problem(400, f"Idempotency-Key must be 1 to {_LONGEST_KEY} printable ASCII characters.")
    return key


def begin(session: Session, actor: Actor, key: str, fingerprint: str, now: datetime) -> Answer | IdempotencyKey:
    """The earlier answer to this key, or the new row that ``finish`` completes.

    Raises ``Problem`` 422 where the key came with another request before, 409 where the first one is still running.
    """
    earlier = _earlier(session, actor, key)
    if earlier is None:
        row = IdempotencyKey(
            clinic_id=actor.clinic_id, token_id=actor.id, key=key, request_hash=fingerprint, created_at=now
        )
        if _insert(session, row):
            return row
        earlier = _earlier(session, actor, key)
    if earlier is None or earlier.status is None or earlier.answer_sealed is None:
        raise Problem(409, "The first request with this Idempotency-Key is still running.")
    if earlier.request_hash != fingerprint:
        raise Problem(422, "This Idempotency-Key came with another request before; use a new key.")
    content = session.info["vault"].open(earlier.answer_sealed, "idempotency_keys", "answer_sealed", earlier.id)
    return Answer(earlier.status, content)


def finish(session: Session, row: IdempotencyKey, answer: Answer) -> None:
    """Keep the answer, sealed, in the transaction of what was done."""
    row.status = answer.status
    row.answer_sealed = session.info["vault"].seal(answer.content, "idempotency_keys", "answer_sealed", row.id)


def _earlier(session: Session, actor: Actor, key: str) -> IdempotencyKey | None:
    query = select(IdempotencyKey).where(IdempotencyKey.token_id == actor.id, IdempotencyKey.key == key)
    return session.scalars(query).first()


def _insert(session: Session, row: IdempotencyKey) -> bool:
    """Insert the row; False where another request committed the same key meanwhile."""
    postgresql = session.get_bind().dialect.name == "postgresql"
    try:
        with session.begin_nested():
            if postgresql:
                session.execute(text(f"SET LOCAL lock_timeout = {_WAIT_MILLISECONDS}"))
            session.add(row)
            session.flush()
    except IntegrityError:
        return False
    except OperationalError:
        raise Problem(409, "The first request with this Idempotency-Key is still running.") from None
    if postgresql:
        session.execute(text("SET LOCAL lock_timeout = 0"))
    return True
