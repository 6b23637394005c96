"""The API as one blueprint: its calls, its document, and errors that are always problem details."""

from __future__ import annotations

import json

from flask import Blueprint, Response, request
from werkzeug.exceptions import HTTPException

from adherence.access import Proof, open_to
from adherence.api import (
    check_ins,
    communications,
    consents,
    conversations,
    doses,
    drinking,
    flags,
    holds,
    injections,
    labs,
    measures,
    medicines,
    patients,
    policy,
    regimens,
    reports,
    supply,
    supporters,
    templates,
)
from adherence.api.calls import Call, view_of
from adherence.api.openapi import document
from adherence.api.problem import problem_of
from adherence.runtime import Runtime

PREFIX = "/api/v1"
CALLS: tuple[Call, ...] = (
    *patients.CALLS,
    *regimens.CALLS,
    *holds.CALLS,
    *supply.CALLS,
    *labs.CALLS,
    *check_ins.CALLS,
    *drinking.CALLS,
    *injections.CALLS,
    *doses.CALLS,
    *communications.CALLS,
    *conversations.CALLS,
    *measures.CALLS,
    *reports.CALLS,
    *flags.CALLS,
    *medicines.CALLS,
    *policy.CALLS,
    *templates.CALLS,
    *consents.CALLS,
    *supporters.CALLS,
)


def create_api(rt: Runtime) -> Blueprint:
    """The blueprint of the API; it needs no CSRF protection, because it knows no cookies."""
    blueprint = Blueprint("api", __name__, url_prefix=PREFIX)
    for call in CALLS:
        blueprint.add_url_rule(call.path, call.name, view_of(rt, call), methods=[call.method])
    text = json.dumps(document(CALLS, PREFIX))

    @open_to(Proof.NONE)
    def openapi() -> Response:
        return Response(text, mimetype="application/json")

    blueprint.add_url_rule("/openapi.json", "openapi", openapi)
    blueprint.register_error_handler(Exception, _problem)
    blueprint.before_app_request(_answer_for_unknown_paths)
    return blueprint


def _problem(error: Exception) -> Response:
    response = problem_of(error).response()
    response.headers["Cache-Control"] = "no-store"
    return response


def _answer_for_unknown_paths() -> Response | None:
    """Paths and methods that do not exist belong to no blueprint: without this they would get a page for people."""
    error = request.routing_exception
    inside = request.path == PREFIX or request.path.startswith(PREFIX + "/")
    if not inside or not isinstance(error, HTTPException) or (error.code or 0) < 400:
        return None
    return _problem(error)
