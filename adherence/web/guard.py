"""Who may open a page: every view declares it, and one hook enforces it before the view runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask_login import current_user  # type: ignore[import-untyped]
from flask_wtf.csrf import CSRFProtect
from werkzeug.wrappers import Response

from adherence.access import FLASK_OWN, Access, Proof, access_of, open_to
from adherence.db.practitioners import Practitioner
from adherence.domain.actor import Actor
from adherence.domain.states import ACTS_ON_PATIENTS as ACTS_ON_PATIENTS
from adherence.domain.states import SEES_PATIENTS as SEES_PATIENTS
from adherence.domain.states import Role
from adherence.web.sessions import end_session, is_safe_request, open_session
from adherence.web.translations.language import speak

View = TypeVar("View", bound=Callable[..., Any])

EVERYONE = tuple(Role)

csrf = CSRFProtect()  # type: ignore[no-untyped-call]


def allow(*roles: Role) -> Callable[[View], View]:
    """Declare which roles may open a page, after logging in."""
    return open_to(Proof.LOG_IN, roles)


def public(view: View) -> View:
    """Declare a page that anyone may open."""
    return open_to(Proof.NONE)(view)


def may_act() -> bool:
    """Whether the person who is logged in may change patients' records."""
    return "actor" in g and g.actor.role in ACTS_ON_PATIENTS


def guard_pages(app: Flask) -> None:
    """Enforce what the views declare: cookie pages need a log-in, a role and, when they write, a CSRF token."""
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    app.config["WTF_CSRF_TIME_LIMIT"] = None  # a token lives as long as its session
    csrf.init_app(app)  # type: ignore[no-untyped-call]
    app.before_request(_enforce)


def _enforce() -> Response | None:
    """Deny by default: nothing runs without a declaration; tokens and signatures are checked by who serves them."""
    if request.endpoint is None or request.endpoint in FLASK_OWN:
        return None
    access = access_of(current_app.view_functions[request.endpoint])
    if access is None:
        abort(403)
    if access.proof not in (Proof.NONE, Proof.LOG_IN):
        return None
    if not is_safe_request():
        csrf.protect()  # type: ignore[no-untyped-call]
    return _require_log_in(access) if access.proof is Proof.LOG_IN else None


def _require_log_in(access: Access) -> Response | None:
    """Let the right role through, with its actor and its session."""
    if not current_user.is_authenticated:
        if "HX-Request" in request.headers:  # a refresh in the background: send the whole page to the log-in
            return Response(status=401, headers={"HX-Redirect": url_for("login.log_in")})
        wanted = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for("login.log_in", next=wanted if wanted != "/" else None))
    g.actor = _actor(current_user._get_current_object())
    speak(current_user.language)
    if g.actor.role not in access.roles:
        abort(403)
    end_session(keep=False)
    open_session(writing=not is_safe_request())
    return None


def _actor(staff: Practitioner) -> Actor:
    """The person who is logged in, as a value."""
    return Actor(id=staff.id, name=staff.name, role=staff.role, clinic_id=staff.clinic_id)
