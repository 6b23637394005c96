"""The pages of the service as a Flask application."""

from __future__ import annotations

import hashlib
import json
import logging
from http import HTTPStatus
from pathlib import Path
from traceback import format_tb
from typing import Any

from flask import Blueprint, Flask, g, render_template, request
from flask_wtf.csrf import CSRFError, generate_csrf
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from adherence.access import access_of, undeclared
from adherence.clock import utc_now
from adherence.db.clinics import clinic_by_id
from adherence.db.conversations import waiting_count
from adherence.db.installation import HALT, fact, is_beating
from adherence.db.sending_health import newest_outcomes
from adherence.db.trials import MOST_A_DAY, trial_phones
from adherence.domain.provider_codes import explain
from adherence.domain.sending_health import sending_health
from adherence.domain.states import Role
from adherence.jobs import HEARTBEAT_WITHIN, WORKER
from adherence.runtime import Runtime
from adherence.web import (
    account,
    calendar,
    care,
    check_in_settings,
    check_ins,
    clinic_settings,
    consent,
    consent_settings,
    corrections,
    cycles,
    days,
    drinking,
    enrol,
    feeds,
    figure_page,
    flag_page,
    flags,
    help,
    holds,
    hours_settings,
    imports,
    injections,
    labs,
    login,
    medicine_settings,
    medicines,
    messages,
    messages_inbox,
    messages_thread,
    numbers,
    on_call,
    patient,
    patients,
    pauses,
    phone,
    policy_settings,
    records,
    regimens,
    replies,
    reports,
    saved,
    schedule,
    sender_settings,
    sending,
    settings,
    setup,
    staff_settings,
    start_gate,
    status,
    steps,
    stop_links,
    stop_page,
    supply,
    supporters,
    text_for_patient,
    texts,
    timeline_page,
    token_settings,
    webhooks,
    worklist,
    worklist_acts,
    year,
)
from adherence.web.filters import add_filters
from adherence.web.guard import ACTS_ON_PATIENTS, SEES_PATIENTS, guard_pages
from adherence.web.headers import send_security_headers
from adherence.web.packed import pack_static_files
from adherence.web.sessions import manage_sessions, request_session
from adherence.web.translations.template_sets import Templates
from config import SmsProviderName

_PAGES = (
    *(worklist_acts.bp, saved.bp),
    *(days.bp, figure_page.bp, timeline_page.bp, year.bp),
    *(login.bp, worklist.bp, patients.bp, patient.bp, enrol.bp, imports.bp, care.bp, consent.bp, regimens.bp),
    *(records.bp, drinking.bp, injections.bp, supply.bp, labs.bp, steps.bp, flags.bp),
    *(messages.bp, messages_inbox.bp, messages_thread.bp, replies.bp, settings.bp, help.bp),
    *(medicines.bp, medicine_settings.bp, corrections.bp, policy_settings.bp, start_gate.bp, holds.bp),
    *(check_ins.bp, check_in_settings.bp),
    *(texts.bp, text_for_patient.bp),
    *(flag_page.bp, on_call.bp, clinic_settings.bp, account.bp),
    *(setup.bp, sending.bp, sender_settings.bp, hours_settings.bp, staff_settings.bp, token_settings.bp),
    *(schedule.bp, cycles.bp, feeds.bp, calendar.bp, reports.bp),
    *(consent_settings.bp, numbers.bp, pauses.bp, stop_links.bp, stop_page.bp, supporters.bp),
)
_LARGEST_FORM_BYTES = 1_000_000
_SENTENCES = {
    400: (
        "This could not be read",
        "The address or the form was damaged. Go back, reload the page, and try once more.",
    ),
    403: ("Not allowed", "Your role does not include this page. Ask an administrator of your clinic."),
    404: ("Not found", "There is no such page, or it does not belong to your clinic."),
    405: ("Not possible here", "This page does not take that kind of request."),
    413: ("Too long", "What was sent is too large. Shorten it and try again."),
    500: ("Something went wrong", "It was noted, and nothing was changed. Try again; if it stays, tell your operator."),
}

log = logging.getLogger(__name__)


def create_web_app(rt: Runtime) -> Flask:
    """The application with all pages; raises ``RuntimeError`` where a page does not say who may open it."""
    app = Flask("adherence.web")
    app.jinja_environment = Templates
    _configure(app, rt)
    manage_sessions(app, rt)
    login.secure_log_in(app)
    guard_pages(app)
    send_security_headers(app, https_only=rt.config.production)
    pack_static_files(app)
    add_filters(app)
    for blueprint in (*_PAGES, *_siblings(rt)):
        app.register_blueprint(blueprint)
    app.context_processor(lambda: _for_every_page(app, rt))
    app.register_error_handler(Exception, _show_error)
    unsaid = undeclared(app.view_functions)
    if unsaid:
        raise RuntimeError("these routes declare no roles: " + ", ".join(unsaid))
    return app


def routes(app: Flask) -> list[dict[str, Any]]:
    """Every route with its methods, the roles that may call it and how a caller shows who it is."""
    listed = []
    for rule in app.url_map.iter_rules():
        access = access_of(app.view_functions[rule.endpoint])
        methods = sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        roles = sorted(access.roles) if access else []
        proof = access.proof.value if access else "anyone"
        listed.append({"route": rule.rule, "methods": methods, "roles": roles, "proof": proof})
    return sorted(listed, key=lambda route: (route["route"], route["methods"]))


def _configure(app: Flask, rt: Runtime) -> None:
    app.config.update(
        SECRET_KEY=rt.config.secret_key.get_secret_value(),
        MAX_CONTENT_LENGTH=_LARGEST_FORM_BYTES,
        MAX_FORM_MEMORY_SIZE=_LARGEST_FORM_BYTES,
        SESSION_COOKIE_NAME="adherence",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=rt.config.production,
        PERMANENT_SESSION_LIFETIME=login.LONGEST_SESSION,
        SESSION_REFRESH_EACH_REQUEST=False,
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["trial_texts_a_day"] = MOST_A_DAY


def _siblings(rt: Runtime) -> list[Blueprint]:
    """What else answers under this address; the phone simulator only where no real text can leave."""
    is_simulated = rt.config.sms_provider is SmsProviderName.SIMULATOR
    return [webhooks.bp, status.bp, *([phone.bp] if is_simulated else [])]


def _for_every_page(app: Flask, rt: Runtime) -> dict[str, Any]:
    """What the frame around each page shows: who is logged in, and whether the service itself is well."""
    actor = g.get("actor")
    frame: dict[str, Any] = {"actor": actor, "asset": _asset(app), "csrf_token": generate_csrf, "now": g.get("now")}
    if actor is None:
        return frame
    session = request_session()
    clinic = clinic_by_id(session, actor.clinic_id)
    everywhere = fact(session, HALT)
    return frame | {
        "trial": trial_phones(session, clinic, g.now) if clinic.trial else None,
        "setup_card": setup.setup_card,
        "clinic": clinic,
        "may_see": actor.role in SEES_PATIENTS,
        "inbox_waiting": waiting_count(session, actor.clinic_id) if actor.role in SEES_PATIENTS else 0,
        "may_act": actor.role in ACTS_ON_PATIENTS,
        "may_set": actor.role in (Role.ADMIN, Role.OPERATOR),
        "halted": clinic.halted_at is not None or bool(everywhere),
        "halted_by": everywhere.get("code") if isinstance(everywhere, dict) else None,
        "sending": sending_health(newest_outcomes(session, actor.clinic_id, g.now)),
        "explain": explain,
        "worker_silent": not is_beating(session, WORKER, now=utc_now(), within=HEARTBEAT_WITHIN),
        "has_phones": rt.config.sms_provider is SmsProviderName.SIMULATOR and "phone" in app.blueprints,
    }


def _asset(app: Flask) -> Any:
    """A function from a static file's name to its address, which changes with its content."""
    kept: dict[str, str] = app.extensions.setdefault("adherence_assets", {})

    def address(name: str) -> str:
        if name not in kept:
            content = (Path(str(app.static_folder)) / name).read_bytes()
            kept[name] = f"/static/{name}?v={hashlib.sha256(content).hexdigest()[:10]}"
        return kept[name]

    return address


def _show_error(error: Exception) -> tuple[str, int] | Response:
    """An error as a page in plain words; the log gets the kind and place of the fault, never its values."""
    if isinstance(error, HTTPException) and error.code is not None and error.code < 400:
        return error.get_response()
    code = error.code if isinstance(error, HTTPException) and error.code else 500
    if code >= 500:
        # The frames, not the message: a message may hold what a patient wrote.
        log.error("page failed: %s\n%s", type(error).__name__, "".join(format_tb(error.__traceback__)))
    if request.path.startswith("/api/"):  # an address that no call of the API has
        problem = {"type": "about:blank", "title": HTTPStatus(code).phrase, "status": code}
        return Response(json.dumps(problem), status=code, mimetype="application/problem+json")
    title, text = _SENTENCES.get(code, _SENTENCES[400 if code < 500 else 500])
    if isinstance(error, CSRFError):
        title, text = (
            "The page was open too long",
            "For safety nothing was stored. Go back and copy what you wrote, then reload the page, log in, and send it "
            "again.",
        )
    return render_template("error.html", title=title, text=text, code=code), code
