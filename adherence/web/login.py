"""Logging in and out, the idle limit, and setting a password by a one-time link."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, Flask, current_app, redirect, render_template, request, session, url_for
from flask_login import current_user  # type: ignore[import-untyped]
from flask_security.core import Security
from flask_security.datastore import SQLAlchemySessionUserDatastore
from flask_security.utils import login_user, logout_user
from werkzeug.wrappers import Response

from adherence.actions.choose_language import choose_language
from adherence.clock import utc_now
from adherence.db.practitioners import Practitioner, has_anybody
from adherence.domain.regimen import Fault
from adherence.domain.states import Role
from adherence.web.accounts import check_password, password_fault, practitioner_of_link, set_password
from adherence.web.guard import EVERYONE, SEES_PATIENTS, allow, public
from adherence.web.notices import say
from adherence.web.sessions import give_up_writing, lazy_session, open_session, runtime
from adherence.web.translations.language import browser_language

IDLE_LIMIT = timedelta(minutes=30)
LONGEST_SESSION = timedelta(hours=12)
POLLING_HEADER = "X-Adherence-Poll"

bp = Blueprint("login", __name__)


def secure_log_in(app: Flask) -> None:
    """Flask-Security keeps the session and hashes; the pages, the lockout and the idle limit are ours."""
    app.config.update(
        SECURITY_PASSWORD_SALT=app.secret_key,
        SECURITY_PASSWORD_HASH="argon2",  # noqa: S106 - the name of a method
        SECURITY_DEFAULT_REMEMBER_ME=False,
        SECURITY_CLI_USERS_NAME=None,
        SECURITY_CLI_ROLES_NAME=None,
        SECURITY_JOIN_USER_ROLES=False,
        SECURITY_USE_REGISTER_V2=True,
    )
    app.before_request(_end_idle_session)  # before Flask-Security's own hook, which loads who is logged in
    # It asks a model for its mixins; a practitioner has the few members that are used, and knows nothing of Flask.
    datastore = SQLAlchemySessionUserDatastore(lazy_session, Practitioner, Role)  # type: ignore[arg-type]
    Security(app, datastore, register_blueprint=False)


def _end_idle_session() -> None:
    """Log out whoever did nothing for half an hour; a page that refreshes itself is not somebody at work."""
    if "_user_id" not in session:
        return
    now = utc_now().timestamp()
    idle = now - session.get("seen", 0)
    if idle > IDLE_LIMIT.total_seconds() or now - session.get("since", 0) > LONGEST_SESSION.total_seconds():
        session.clear()
    elif POLLING_HEADER not in request.headers and idle > 30:
        session["seen"] = now


@bp.get("/login")
@public
def log_in() -> str | Response:
    """The log-in form."""
    if current_user.is_authenticated:
        return redirect(home())
    if not has_anybody(open_session(writing=False)):
        return render_template("first_run.html")
    return render_template("login.html", email="", faults=())


@bp.post("/login")
@public
def try_log_in() -> tuple[str, int] | Response:
    """Check address and password; a wrong one, an unknown one and a locked one get the same answer."""
    email = request.form.get("email", "")
    found = check_password(runtime().database, email, request.form.get("password", ""), now=utc_now())
    if found is None:
        fault = Fault("email", "Address and password do not match, or there were too many tries. Try again later.")
        return render_template("login.html", email=email, faults=(fault,)), 401
    if found.language is None:
        with runtime().database.writing() as writing:
            choose_language(writing, found.id, browser_language())
    session.clear()
    login_user(found)  # type: ignore[arg-type]
    session["seen"] = session["since"] = utc_now().timestamp()
    return redirect(_safe_next() or home())


@bp.post("/logout")
@allow(*EVERYONE)
def log_out() -> Response:
    """End the session."""
    logout_user()
    session.clear()
    return redirect(url_for("login.log_in"))


@bp.get("/password/<token>")
@public
def choose_password(token: str) -> tuple[str, int] | str:
    """The form behind a one-time link."""
    staff = practitioner_of_link(current_app, open_session(writing=False), token)
    if staff is None:
        return render_template("link_over.html"), 404
    return render_template("password.html", staff=staff, faults=())


@bp.post("/password/<token>")
@public
def save_password(token: str) -> tuple[str, int] | Response:
    """Set the password; the link works no more."""
    staff = practitioner_of_link(current_app, open_session(writing=True), token, hold=True)
    if staff is None:
        return render_template("link_over.html"), 404
    password = request.form.get("password", "")
    wrong = password_fault(password, request.form.get("again", ""), staff)
    if wrong is not None:
        page = render_template("password.html", staff=staff, faults=(Fault(*wrong),))
        give_up_writing()
        return page, 422
    set_password(staff, password)
    say("Your password is set. Log in with it now.")
    return redirect(url_for("login.log_in"))


def home() -> str:
    """Where a role starts."""
    role = current_user.role if current_user.is_authenticated else None
    return url_for("worklist.needs_attention") if role in SEES_PATIENTS else url_for("help.guide")


def _safe_next() -> str | None:
    """The page that was wanted before the log-in, if it is one of ours."""
    wanted = request.args.get("next", "")
    is_ours = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and "\\" not in wanted
    return wanted if is_ours and wanted.isprintable() else None
