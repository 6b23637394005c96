"""One database session for each request: reading for GET, writing for POST, committed once at the end."""

from __future__ import annotations

from contextlib import ExitStack

from flask import Flask, Response, g, request
from sqlalchemy.orm import Session
from werkzeug.local import LocalProxy

from adherence.runtime import Runtime

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def runtime() -> Runtime:
    """The runtime that serves this request."""
    rt = g.runtime
    assert isinstance(rt, Runtime)
    return rt


def request_session() -> Session:
    """The session of this request; without one yet, a reading one is opened."""
    if "session" not in g:
        open_session(writing=False)
    session = g.session
    assert isinstance(session, Session)
    return session


lazy_session: LocalProxy[Session] = LocalProxy(request_session)
"""Whatever session the current request has: for libraries that want one object for ever."""


def open_session(*, writing: bool) -> Session:
    """Begin the request's session, ending the one before without a commit."""
    end_session(keep=False)
    database = runtime().database
    g.session_stack = ExitStack()
    session: Session = g.session_stack.enter_context(database.writing() if writing else database.reading())
    g.session, g.session_writes = session, writing
    return session


def end_session(*, keep: bool) -> None:
    """Commit what was written, or take it all back; does nothing where no session was opened."""
    stack: ExitStack | None = g.pop("session_stack", None)
    session: Session | None = g.pop("session", None)
    if stack is None or session is None:
        return
    if not keep and g.pop("session_writes", False):
        session.rollback()
    stack.close()


def give_up_writing() -> Session:
    """Take back everything written in this request and go on reading: a refused form is shown again."""
    return open_session(writing=False)


def is_safe_request() -> bool:
    """Whether the method promises to change nothing."""
    return request.method in SAFE_METHODS


def manage_sessions(app: Flask, rt: Runtime) -> None:
    """Give each request the runtime and its instant; commit before the answer leaves, only where it is a success."""

    @app.before_request
    def prepare() -> None:
        g.runtime = rt
        g.now = rt.now()

    @app.after_request
    def commit(response: Response) -> Response:
        end_session(keep=response.status_code < 400)
        return response

    @app.teardown_request
    def clean_up(_error: BaseException | None) -> None:
        end_session(keep=False)
