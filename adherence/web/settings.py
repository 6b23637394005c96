"""The clinic as it is set up, and the switch that stops all texts."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from adherence.actions.set_halt import set_halt
from adherence.domain.regimen import Fault
from adherence.domain.states import Role
from adherence.web.forms import FormState, entered, typed
from adherence.web.guard import allow
from adherence.web.notices import say
from adherence.web.reading import actor, clinic, now, policy
from adherence.web.sessions import give_up_writing, request_session

LABELS = {"reason": "Reason"}

bp = Blueprint("settings", __name__)


@bp.get("/settings")
@allow(Role.ADMIN, Role.OPERATOR)
def show() -> str:
    """What texts are signed with, where they come from, and whether they leave."""
    return _page(FormState({}, LABELS))


@bp.post("/settings/halt")
@allow(Role.ADMIN)
def halt() -> tuple[str, int] | Response:
    """Stop all texts of the clinic."""
    if not typed("reason"):
        give_up_writing()
        return _page(entered(LABELS, [Fault("reason", "is missing; say why, for whoever reads it next")])), 422
    set_halt(request_session(), actor(), True, typed("reason"), now=now())
    say("Sending is switched off. Nothing leaves until it is switched on again.")
    return redirect(url_for("settings.show"))


@bp.post("/settings/resume")
@allow(Role.ADMIN)
def resume() -> Response:
    """Let texts leave again; what is past its time is not sent."""
    set_halt(request_session(), actor(), False, "", now=now())
    say("Sending is switched on. Texts whose time has passed are not sent.")
    return redirect(url_for("settings.show"))


def _page(form: FormState) -> str:
    is_admin = actor().role is Role.ADMIN
    return render_template("settings.html", form=form, policy=policy(), is_admin=is_admin, of=clinic())
