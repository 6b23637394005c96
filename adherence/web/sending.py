"""The switch that stops all texts of the clinic: what stops, what goes on, and who used it when and why."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from adherence.actions.set_halt import ON, set_halt
from adherence.db.clinics import changes_named
from adherence.db.overview import names_of_staff
from adherence.domain.clinic_settings import SENDING
from adherence.domain.regimen import Fault
from adherence.domain.states import Role
from adherence.web.forms import FormState, entered, typed
from adherence.web.guard import allow
from adherence.web.notices import say
from adherence.web.reading import actor, clinic, clinic_zone, now
from adherence.web.sessions import give_up_writing, request_session

LABELS = {"reason": "Reason"}

bp = Blueprint("sending", __name__)


@bp.get("/settings/sending")
@allow(Role.ADMIN, Role.OPERATOR)
def show() -> str:
    """Whether texts leave, and the switch."""
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
    return redirect(url_for("sending.show"))


@bp.post("/settings/resume")
@allow(Role.ADMIN)
def resume() -> Response:
    """Let texts leave again; what is past its time is not sent."""
    set_halt(request_session(), actor(), False, "", now=now())
    say("Sending is switched on. Texts whose time has passed are not sent.")
    return redirect(url_for("sending.show"))


def _page(form: FormState) -> str:
    session, of = request_session(), clinic()
    changes = changes_named(session, of.id, SENDING)
    return render_template(
        "sending.html",
        form=form,
        of=of,
        is_admin=actor().role is Role.ADMIN,
        changes=changes,
        on=ON,
        names=names_of_staff(session, of.id),
        zone=clinic_zone(),
    )
