"""One call of the API as a value, and how any call is served: token, reading, action, answer, in one transaction."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from flask import Request, Response, request
from pydantic import BaseModel
from sqlalchemy.orm import Session

from adherence.access import Proof, open_to
from adherence.api.caller import READERS, WRITERS, caller_of
from adherence.api.fields import Told
from adherence.api.idempotency import Answer, begin, check_key, finish, request_hash
from adherence.api.problem import Problem
from adherence.api.queries import NoQuery
from adherence.api.reading import read_object, read_query
from adherence.db.practitioners import IdempotencyKey
from adherence.domain.actor import Actor
from adherence.domain.states import Role
from adherence.runtime import Runtime

Row = TypeVar("Row")
Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Asking:
    """One request, read: who asks, in which transaction, when, and what was sent."""

    session: Session
    actor: Actor
    now: datetime
    body: dict[str, Any]
    query: BaseModel
    path: str
    arguments: dict[str, list[str]] = field(default_factory=dict)

    @property
    def clinic_id(self) -> str:
        """The only clinic whose rows this caller may see."""
        return self.actor.clinic_id

    def query_as(self, model: type[Model]) -> Model:
        """The query, which the call declared as ``model``."""
        assert isinstance(self.query, model)
        return self.query


@dataclass(frozen=True, slots=True)
class Call:
    """One method on one path: who may call it, what it takes and what it tells."""

    method: str
    path: str
    serve: Callable[..., Told]
    answer: type[Told]
    summary: str
    body: type[BaseModel] | None = None
    query: type[BaseModel] = NoQuery
    status: int = 200
    conflicts: bool = False
    only: frozenset[Role] = frozenset()
    """The roles of a call that is for fewer than others of its kind."""

    @property
    def roles(self) -> frozenset[Role]:
        """Reading is for readers too, every change for those who treat and organise."""
        if self.only:
            return self.only
        return READERS if self.method == "GET" else WRITERS

    @property
    def name(self) -> str:
        """The endpoint, and the operation of the OpenAPI document."""
        return self.serve.__name__


def found(row: Row | None) -> Row:
    """The row; raises ``Problem`` 404 where there is none in the caller's clinic."""
    if row is None:
        raise Problem(404, "There is nothing at this address, or it belongs to another clinic.")
    return row


def view_of(rt: Runtime, call: Call) -> Callable[..., Response]:
    """The Flask view that serves ``call``."""

    def view(**ids: UUID | int) -> Response:
        # An id beyond 64 bits cannot be in any table, and no database would take it as a parameter.
        if any(isinstance(value, int) and value >= 2**63 for value in ids.values()):
            found(None)
        given = {name: str(value) if isinstance(value, UUID) else value for name, value in ids.items()}
        answer = _read(rt, call, given) if call.method == "GET" else _write(rt, call, given)
        response = Response(answer.content, answer.status, mimetype="application/json")
        response.headers["Cache-Control"] = "no-store"
        return response

    view.__name__ = call.name
    view.__doc__ = call.summary
    return open_to(Proof.TOKEN, call.roles)(view)


def _read(rt: Runtime, call: Call, ids: dict[str, Any]) -> Answer:
    with rt.database.reading() as session:
        actor = caller_of(session, request, call.roles)
        return _served(call, _asking(rt, session, actor, call, {}), ids)


def _write(rt: Runtime, call: Call, ids: dict[str, Any]) -> Answer:
    with rt.database.reading() as session:
        actor = caller_of(session, request, call.roles)
    body = read_object(request)
    key = request.headers.get("Idempotency-Key") if call.method == "POST" else None
    with rt.database.writing() as session:
        row = _kept(session, actor, key, body, rt.now())
        if isinstance(row, Answer):
            return row
        answer = _served(call, _asking(rt, session, actor, call, body), ids)
        if row is not None:
            finish(session, row, answer)
    return answer


def _kept(
    session: Session, actor: Actor, key: str | None, body: dict[str, Any], now: datetime
) -> Answer | IdempotencyKey | None:
    if key is None:
        return None
    return begin(session, actor, check_key(key), request_hash(request.method, request.full_path, body), now)


def _asking(rt: Runtime, session: Session, actor: Actor, call: Call, body: dict[str, Any]) -> Asking:
    query = read_query(request, call.query)
    return Asking(session, actor, rt.now(), body, query, request.path, _arguments(request))


def _arguments(request: Request) -> dict[str, list[str]]:
    return {name: values for name, values in request.args.lists() if values != [""]}


def _served(call: Call, asking: Asking, ids: dict[str, Any]) -> Answer:
    told = call.serve(asking, **ids)
    return Answer(call.status, json.dumps(told.model_dump(mode="json", by_alias=True)))
