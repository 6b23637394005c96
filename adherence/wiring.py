"""One application from pages, API and webhooks, which know nothing of each other."""

from __future__ import annotations

from flask import Flask

from adherence.access import undeclared
from adherence.api import create_api
from adherence.runtime import Runtime
from adherence.web.app import create_web_app


def create_app(rt: Runtime) -> Flask:
    """The whole service for a WSGI server; raises ``RuntimeError`` where a route does not say who may call it."""
    app = create_web_app(rt)
    app.extensions["adherence"] = rt
    app.register_blueprint(create_api(rt))
    unsaid = undeclared(app.view_functions)
    if unsaid:
        raise RuntimeError("these routes declare no roles: " + ", ".join(unsaid))
    return app
